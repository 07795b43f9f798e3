// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/store/unit_of_work.hpp"

namespace igbot::simulation {

/// How far ahead an item's turn is looked for.
inline constexpr int k_outlook_days = 90;

/// Why a media item of a chat is chosen now or is not, how many of its category come before it, and
/// when it goes out if all goes on as now: sentences for people. Throws ErrorKind::not_found for an
/// item that the chat does not have.
std::vector<std::string> item_outlook(ChatScope scope, MediaId media);

}  // namespace igbot::simulation
