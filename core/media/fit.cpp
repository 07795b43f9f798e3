// SPDX-License-Identifier: MIT
#include <array>
#include <utility>

#include "core/media/story_media.hpp"

namespace igbot::media {
namespace {

constexpr std::array<std::pair<Fit, const char*>, 4> k_fits{
    {{Fit::blur, "blur"}, {Fit::pad, "pad"}, {Fit::crop, "crop"}, {Fit::none, "none"}}};

}  // namespace

std::string to_string(Fit fit) {
  for (const auto& [known, name] : k_fits) {
    if (known == fit) return name;
  }
  return {};
}

std::optional<Fit> fit_from(const std::string& text) {
  for (const auto& [fit, name] : k_fits) {
    if (text == name) return fit;
  }
  return std::nullopt;
}

}  // namespace igbot::media
