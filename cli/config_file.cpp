// SPDX-License-Identifier: MIT
#include "cli/config_file.hpp"

// toml++ 3.3 asserts that a table's name begins as one may, then says by itself when it does not.
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/toml.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_largest_file = 1 << 20;

std::string at_line(const std::filesystem::path& file, std::size_t line) {
  return file.string() + ":" + std::to_string(line);
}

Error not_a_value(const std::string& name, const std::string& where) {
  return {ErrorKind::config, "not a value igbotctl understands: " + name + " (" + where + ")",
          "use text in quotes, a whole number, true or false"};
}

std::string text_of(const toml::node& node, const std::string& name, const std::string& where) {
  if (const auto* value = node.as_string()) return value->get();
  if (const auto* value = node.as_integer()) return std::to_string(value->get());
  if (const auto* value = node.as_boolean()) return value->get() ? "true" : "false";
  if (const auto* list = node.as_array()) {
    std::vector<std::string> parts;
    for (const toml::node& entry : *list) {
      if (!entry.is_string()) throw not_a_value(name, where);
      parts.push_back(entry.as_string()->get());
    }
    return text::join(parts, ":");
  }
  throw not_a_value(name, where);
}

void flatten(const toml::table& table, const std::string& prefix, const std::filesystem::path& file,
             std::vector<FileValue>& values) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      flatten(*inner, name + ".", file, values);
      continue;
    }
    const auto line = node.source().begin.line;
    values.push_back(
        {name, text_of(node, name, at_line(file, line)), static_cast<int>(line), node.is_array()});
  }
}

/// The value of a .env line: quoted as it is, else up to a comment.
std::string env_value(const std::string& raw, const std::string& where) {
  std::string value = text::trim(raw);
  if (value.empty()) return value;
  const char quote = value.front();
  if (quote == '"' || quote == '\'') {
    const auto end = value.find(quote, 1);
    if (end == std::string::npos) {
      throw Error(ErrorKind::config, "env file is broken: a quote is not closed (" + where + ")",
                  "correct that line");
    }
    return value.substr(1, end - 1);
  }
  return text::trim(value.substr(0, value.find(" #")));
}

}  // namespace

std::string read_small_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file)) {
    const std::string reason =
        std::filesystem::is_directory(file) ? "is a folder" : std::strerror(errno);
    throw Error(ErrorKind::config, "could not be read: " + file.string() + " (" + reason + ")",
                "check the path and who may read it; a system install is used as "
                "sudo -u igbotctl igbotctl …");
  }
  std::string content;
  std::array<char, 4096> block{};  // files are small: a buffer for the largest costs each start
  while (stream.good()) {
    stream.read(block.data(), block.size());
    content.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (content.size() > k_largest_file) {
      throw Error(ErrorKind::config, "file is too large: " + file.string());
    }
  }
  constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
  if (content.starts_with(k_byte_order_mark)) content.erase(0, k_byte_order_mark.size());
  return content;
}

std::vector<FileValue> read_config_file(const std::filesystem::path& file) {
  const std::string content = read_small_file(file);
  std::vector<FileValue> values;
  try {
    const toml::table table = toml::parse(content, file.string());
    flatten(table, "", file, values);
  } catch (const toml::parse_error& error) {
    throw Error(ErrorKind::config,
                "config file is broken: " + at_line(file, error.source().begin.line) + ": " +
                    text::one_line(error.description()),
                "correct that line; igbotctl.toml(5) describes the keys");
  }
  return values;
}

std::vector<FileValue> read_env_file(const std::filesystem::path& file) {
  const std::string content = read_small_file(file);
  std::vector<FileValue> values;
  int number = 0;
  for (const std::string& raw : text::split(content, '\n')) {
    ++number;
    std::string line = text::trim(raw);
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("export ")) line = text::trim(line.substr(7));
    const std::string where = at_line(file, static_cast<std::size_t>(number));
    const auto equals = line.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorKind::config, "env file is broken: no KEY=VALUE in " + where,
                  "correct that line");
    }
    values.push_back(
        {text::trim(line.substr(0, equals)), env_value(line.substr(equals + 1), where), number});
  }
  return values;
}

}  // namespace igbot::cli
