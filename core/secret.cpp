// SPDX-License-Identifier: MIT
#include "core/secret.hpp"

#include <sodium.h>

namespace igbot {

Secret::Secret(Secret&& other) noexcept : value_(std::move(other.value_)) {
  sodium_memzero(other.value_.data(), other.value_.size());
  other.value_.clear();
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    sodium_memzero(value_.data(), value_.size());
    value_ = std::move(other.value_);
    sodium_memzero(other.value_.data(), other.value_.size());
    other.value_.clear();
  }
  return *this;
}

Secret::~Secret() { sodium_memzero(value_.data(), value_.size()); }

}  // namespace igbot
