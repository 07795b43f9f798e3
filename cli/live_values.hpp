// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "cli/completion.hpp"

namespace igbot::cli {

class Services;

/// The values a completion asks for that the command line alone does not know: chats, posts and
/// media of the chosen chat, settings and what they accept. Throws as reading the database does.
std::vector<Candidate> live_candidates(const Completion& completion, Services& services);

}  // namespace igbot::cli
