// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "tests/cli/seeded_world.hpp"

namespace igbot::test {

/// Makes a new key and configures it before the one that seals everything in that world.
void configure_new_key(SeededWorld& world);

/// The secrets of the database, by the key that seals them.
std::map<std::string, int> secrets_by_key(SeededWorld& world);

}  // namespace igbot::test
