// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "tests/support/lying_server.hpp"

namespace igbot::test {

/// The answer as it should be: what a test of lies is controlled with.
Lie the_truth();

/// Answers that come late, never, in part, or without an end.
std::vector<Lie> lies_of_transport();
/// Answers whose head is wrong: status lines, lengths, encodings, redirects.
std::vector<Lie> lies_of_head();
/// Answers that are whole, with a body that is none of what was asked for.
std::vector<Lie> lies_of_body();
std::vector<Lie> all_lies();

}  // namespace igbot::test
