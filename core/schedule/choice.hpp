// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/schedule/category_mix.hpp"
#include "core/schedule/selector.hpp"

namespace igbot::schedule {

/// Why a slot got its item: what was known when it was chosen. Kept with the post, because locks,
/// mix and library go on changing.
struct Choice {
  MediaId media{};
  std::string category;
  ShareAccount share;               ///< of the category, before this slot
  std::vector<std::string> passed;  ///< that were to have the slot before it and had nothing
  std::int64_t ready = 0;           ///< how many items of the category could be chosen
  Edge edge = Edge::only_one;
};

/// As it is stored.
std::string choice_json(const Choice& choice);
/// Nothing for text that is no choice.
std::optional<Choice> parse_choice(const std::string& json);

/// For people, a sentence each: why this category, and why this item of it.
std::vector<std::string> choice_lines(const Choice& choice);

}  // namespace igbot::schedule
