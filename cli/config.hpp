// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "cli/globals.hpp"
#include "cli/io.hpp"

namespace igbot::cli {

/// The configuration of this run, every value with where it came from.
class Config {
 public:
  explicit Config(std::map<std::string, std::string> values) : values_(std::move(values)) {}

  /// The value of a key, its default when nothing set it; asking for an unknown key is a bug.
  const std::string& text(const std::string& key) const;
  bool boolean(const std::string& key) const;
  std::filesystem::path path(const std::string& key) const { return text(key); }

 private:
  std::map<std::string, std::string> values_;
};

Config load_config(const Globals& globals, const Environment& environment);

}  // namespace igbot::cli
