// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace igbot::test {

/// What a call to the sandbox's Drive is refused with, as Google words it.
struct DriveRefused : std::runtime_error {
  DriveRefused(int code, std::string why, const std::string& words)
      : std::runtime_error(words), status(code), reason(std::move(why)) {}
  int status;
  std::string reason;
};

/// A q of files.list (developers.google.com/drive/api/guides/ref-search-terms): terms joined by
/// "and", of which one may be a parenthesis of parents joined by "or".
struct DriveQuery {
  std::vector<std::string> parents;
  std::string mime = {};
  bool wants_untrashed = false;
  bool wants_shared_with_me = false;
};

/// Throws DriveRefused for anything else than that grammar.
DriveQuery parse_drive_query(const std::string& text);

/// A fields parameter: names with what is wanted of each; a name without an inside wants all of it.
struct DriveFields {
  std::map<std::string, DriveFields> names;
};

/// "nextPageToken,files(id,shortcutDetails(targetId),capabilities/canDownload)". Throws
/// DriveRefused for a name that no answer has.
DriveFields parse_drive_fields(const std::string& text);
/// The part of an answer that was asked for.
nlohmann::json select_drive_fields(const nlohmann::json& value, const DriveFields& fields);

}  // namespace igbot::test
