// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "cli/io.hpp"

namespace CLI {
class App;
}

namespace igbot::cli {

class Services;

/// The command that parsing chose; it runs after parsing and returns the exit code.
using Selected = std::function<int(Services&, Io&)>;

/// One word after `igbotctl`. `add` gives it its verbs and options; it runs only for the noun that
/// was typed, so that start-up does not pay for the others.
struct Noun {
  const char* name;
  const char* summary;
  void (*add)(CLI::App& noun, Selected& selected);
};

}  // namespace igbot::cli
