// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"

namespace igbot::http {

/// The time of a Date header, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7: the form that
/// servers must send); nothing for anything else.
std::optional<Timestamp> parse_date(const std::string& text);
/// In that form.
std::string date_text(Timestamp at);

}  // namespace igbot::http
