// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/schedule/plan_document.hpp"

namespace igbot::schedule {

/// The plan as calendar programs read it (RFC 5545): one event of 15 minutes for each post, in UTC.
/// Names and captions are other people's text: no control character of them gets through.
std::string icalendar_text(const ExportedPlan& plan);

/// A content line with its line break, in pieces of at most 75 octets that split no character
/// (RFC 5545, 3.1).
std::string icalendar_line(std::string_view name, std::string_view value);
/// A value of type TEXT (3.3.11). Line breaks stay, other control characters become spaces.
std::string icalendar_value(std::string_view text);

}  // namespace igbot::schedule
