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
constexpr const char* k_connect = "igbotctl source connect";

nlohmann::json parse_object(const std::string& text) {
  nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
  if (!document.is_object()) {
    throw Error(ErrorKind::usage, "media_source_config is not a JSON object", k_example);
  }
  if (document.empty()) {
    throw Error(ErrorKind::not_found, "no media source is set up",
                "igbotctl source connect local PATH");
  }
  return document;
}

/// A text of the document; empty when it is missing and need not be there.
std::string text_of(const nlohmann::json& document, const char* name, bool is_needed = false) {
  const auto found = document.find(name);
  const bool missing = found == document.end() || found->is_null();
  if (missing && !is_needed) return {};
  if (missing || !found->is_string() ||
      (is_needed && found->get_ref<const std::string&>().empty())) {
    throw Error(ErrorKind::usage, std::string("media_source_config has no \"") + name + "\"",
                k_connect);
  }
  return found->get<std::string>();
}

bool flag_of(const nlohmann::json& document, const char* name) {
  const auto found = document.find(name);
  if (found == document.end() || found->is_null()) return false;
  if (found->is_boolean()) return found->get<bool>();
  throw Error(ErrorKind::usage,
              std::string("in media_source_config \"") + name + "\" is true or false", k_connect);
}

DriveSourceConfig drive_from(const nlohmann::json& document) {
  return {text_of(document, "folder_id", true), text_of(document, "drive_id"),
          text_of(document, "name")};
}

S3SourceConfig s3_from(const nlohmann::json& document) {
  return {.bucket = text_of(document, "bucket", true),
          .region = text_of(document, "region"),
          .endpoint = text_of(document, "endpoint"),
          .prefix = text_of(document, "prefix"),
          .path_style = flag_of(document, "path_style"),
          .opaque_etags = flag_of(document, "opaque_etags"),
          .profile = text_of(document, "profile")};
}

nlohmann::json to_json(const LocalSourceConfig& config) { return {{"path", config.path}}; }

/// What is empty or as usual is left out.
void put(nlohmann::json& document, const char* name, const std::string& text) {
  if (!text.empty()) document[name] = text;
}

nlohmann::json to_json(const DriveSourceConfig& config) {
  nlohmann::json document{{"folder_id", config.folder_id}};
  put(document, "drive_id", config.drive_id);
  put(document, "name", config.name);
  return document;
}

nlohmann::json to_json(const S3SourceConfig& config) {
  nlohmann::json document{{"bucket", config.bucket}};
  put(document, "region", config.region);
  put(document, "endpoint", config.endpoint);
  put(document, "prefix", config.prefix);
  put(document, "profile", config.profile);
  if (config.path_style) document["path_style"] = true;
  if (config.opaque_etags) document["opaque_etags"] = true;
  return document;
}

struct Root {
  std::string operator()(const LocalSourceConfig& local) const { return local.path; }
  std::string operator()(const DriveSourceConfig& drive) const { return drive.folder_id; }
  std::string operator()(const S3SourceConfig& s3) const {
    return (s3.endpoint.empty() ? "s3:/" : s3.endpoint) + "/" + s3.bucket + "/" + s3.prefix;
  }
};

}  // namespace

std::string to_string(SourceType type) { return text::name_of(k_source_types, type); }

std::optional<SourceType> source_type_from(const std::string& text) {
  return text::find_name(k_source_types, text);
}

LocalSourceConfig parse_local_source_config(const std::string& json) {
  const auto document = parse_object(json);
  const auto path = document.find("path");
  if (path == document.end() || !path->is_string() ||
      !path->get_ref<const std::string&>().starts_with('/')) {
    throw Error(ErrorKind::usage, "media_source_config has no absolute \"path\"", k_example);
  }
  return {path->get<std::string>()};
}

SourceConfig parse_source_config(SourceType type, const std::string& json) {
  switch (type) {
    case SourceType::local:
      return parse_local_source_config(json);
    case SourceType::google_drive:
      return drive_from(parse_object(json));
    case SourceType::s3:
      return s3_from(parse_object(json));
  }
  throw Error(ErrorKind::bug, "unknown type of media source");
}

std::string print_source_config(const SourceConfig& config) {
  try {
    return std::visit([](const auto& one) { return to_json(one).dump(); }, config);
  } catch (const nlohmann::json::type_error&) {
    throw Error(ErrorKind::usage, "the media folder's name is not UTF-8", "rename the folder");
  }
}

SourceType type_of(const SourceConfig& config) {
  if (std::holds_alternative<LocalSourceConfig>(config)) return SourceType::local;
  return std::holds_alternative<DriveSourceConfig>(config) ? SourceType::google_drive
                                                           : SourceType::s3;
}

std::string root_of(const SourceConfig& config) { return std::visit(Root{}, config); }

std::string describe(const SourceConfig& config) {
  const auto* drive = std::get_if<DriveSourceConfig>(&config);
  if (drive == nullptr || drive->name.empty()) return root_of(config);
  return drive->name + " (" + drive->folder_id + ")";
}

}  // namespace igbot::media
