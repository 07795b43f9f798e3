// SPDX-License-Identifier: MIT
#include "core/media/source_config.hpp"

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text/names.hpp"

namespace igbot::media {
namespace {

constexpr text::Names<SourceType, 3> k_source_types{{
    {SourceType::local, "local"},
    {SourceType::google_drive, "google_drive"},
    {SourceType::s3, "s3"},
}};

constexpr const char* k_example =
    R"(igbotctl settings set media_source_config '{"path": "/srv/photos"}')";

}  // namespace

std::string to_string(SourceType type) { return text::name_of(k_source_types, type); }

std::optional<SourceType> source_type_from(const std::string& text) {
  return text::find_name(k_source_types, text);
}

LocalSourceConfig parse_local_source_config(const std::string& json) {
  const auto document = nlohmann::json::parse(json, nullptr, false);
  if (!document.is_object()) {
    throw Error(ErrorKind::usage, "media_source_config is not a JSON object", k_example);
  }
  if (document.empty()) {
    throw Error(ErrorKind::not_found, "no media source is set up", k_example);
  }
  const auto path = document.find("path");
  if (path == document.end() || !path->is_string() ||
      !path->get_ref<const std::string&>().starts_with('/')) {
    throw Error(ErrorKind::usage, "media_source_config has no absolute \"path\"", k_example);
  }
  return {path->get<std::string>()};
}

std::string print_local_source_config(const LocalSourceConfig& config) {
  try {
    return nlohmann::json{{"path", config.path}}.dump();
  } catch (const nlohmann::json::type_error&) {
    throw Error(ErrorKind::usage, "the media folder's name is not UTF-8", "rename the folder");
  }
}

std::string print_drive_source_config(const std::string& folder_id) {
  return nlohmann::json{{"folder_id", folder_id}}.dump();
}

}  // namespace igbot::media
