// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace igbot::cli {

/// One value of a configuration file as text; lists are joined with ':'.
struct FileValue {
  std::string name;
  std::string text;
  int line;
  bool is_list = false;
};

/// Reads a TOML file into dotted names. Throws ErrorKind::config, with file and line, when it is
/// no TOML, too large or unreadable.
std::vector<FileValue> read_config_file(const std::filesystem::path& file);

/// Reads a .env file (KEY=VALUE, quotes, comments, `export`). Throws ErrorKind::config likewise.
std::vector<FileValue> read_env_file(const std::filesystem::path& file);

/// Reads a small file whole, without a byte order mark; throws ErrorKind::config when it cannot be
/// read or is too large.
std::string read_small_file(const std::filesystem::path& file);

}  // namespace igbot::cli
