// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

namespace igbot {

/// A value that must not leave the program: it cannot be printed, logged or compared by accident.
/// `reveal()` is for the one place that hands it to its addressee.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  /// Wipes the value.
  ~Secret();

  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

}  // namespace igbot
