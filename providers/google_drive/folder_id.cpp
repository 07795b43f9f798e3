// SPDX-License-Identifier: MIT
#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/text/text.hpp"
#include "providers/google_drive/drive_file.hpp"
#include "providers/google_drive/google_drive.hpp"

namespace igbot::google_drive {
namespace {

constexpr std::size_t k_longest_link = 2048;
/// Nothing that people type by mistake is as long.
constexpr std::size_t k_shortest_id = 10;

/// What stands behind `mark` up to the end of that part of the link.
std::optional<std::string> part_behind(const std::string& link, const std::string& mark) {
  const std::size_t begin = link.find(mark);
  if (begin == std::string::npos) return std::nullopt;
  const std::string rest = link.substr(begin + mark.size());
  return rest.substr(0, rest.find_first_of("/?&#"));
}

std::optional<std::string> id_in_link(const std::string& link) {
  for (const char* host : {"https://drive.google.com/", "drive.google.com/"}) {
    if (!link.starts_with(host)) continue;
    for (const char* mark : {"/folders/", "?id=", "&id="}) {
      if (auto id = part_behind(link, mark)) return id;
    }
    const auto page = part_behind(link, "/drive/");
    if (page == "my-drive") return "root";
  }
  return std::nullopt;
}

}  // namespace

std::string folder_id_of(const std::string& id_or_url) {
  const std::string given = text::trim(id_or_url);
  if (given == "root") return given;
  if (given.size() <= k_longest_link) {
    const std::string id = id_in_link(given).value_or(given);
    if (id == "root" || (is_drive_id(id) && id.size() >= k_shortest_id)) return id;
  }
  throw Error(ErrorKind::usage, "not a folder of Google Drive",
              "give the address of the folder as the browser shows it, or its id");
}

}  // namespace igbot::google_drive
