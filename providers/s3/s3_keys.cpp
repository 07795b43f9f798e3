// SPDX-License-Identifier: MIT
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/error.hpp"
#include "core/text/strict_json.hpp"
#include "core/text/text.hpp"
#include "providers/s3/s3_source.hpp"

namespace igbot::s3 {
namespace {

constexpr std::uintmax_t k_largest_profile_file{1UL << 20U};
constexpr text::JsonBounds k_key_bounds{64UL * 1024, 2};
constexpr const char* k_key_id = "access_key_id";
constexpr const char* k_secret_key = "secret_access_key";
constexpr const char* k_session = "session_token";

using Properties = std::map<std::string, std::string>;

/// The value of a property without a comment behind it.
std::string value_of(std::string_view text) {
  const std::size_t comment = std::min(text.find(" #"), text.find(" ;"));
  return text::trim(text.substr(0, comment));
}

/// Reads the sections of that name in AWS's shared files (docs.aws.amazon.com/sdkref/latest/guide/
/// file-format.html). A later property of a name replaces an earlier one.
class ProfileReader {
 public:
  explicit ProfileReader(std::string section) : section_(std::move(section)) {}

  void line(std::string text) {
    if (text.ends_with('\r')) text.pop_back();
    const std::size_t indent = text.find_first_not_of(" \t");
    if (indent == std::string::npos || text[indent] == '#' || text[indent] == ';') return;
    if (text[indent] == '[') {
      begin_section(text::trim(text));
      return;
    }
    // Deeper than the property before it: that property's nested settings.
    if (property_indent_ && indent > *property_indent_) return;
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return;
    property_indent_ = indent;
    if (!is_inside_) return;
    properties_[text::to_lower(text::trim(std::string_view(text).substr(0, equals)))] =
        value_of(std::string_view(text).substr(equals + 1));
  }

  bool is_found() const { return is_found_; }
  const Properties& properties() const { return properties_; }

 private:
  void begin_section(const std::string& header) {
    property_indent_.reset();
    const std::size_t end = header.find(']');
    std::string name = text::trim(std::string_view(header).substr(1, end - 1));
    if (const std::size_t blank = name.find_first_of(" \t"); blank != std::string::npos) {
      const std::string kind = name.substr(0, blank);
      name = kind + " " + text::trim(std::string_view(name).substr(blank));
    }
    is_inside_ = end != std::string::npos && name == section_;
    is_found_ = is_found_ || is_inside_;
  }

  std::string section_;
  bool is_inside_ = false;
  bool is_found_ = false;
  std::optional<std::size_t> property_indent_;
  Properties properties_;
};

/// The file that a variable names, else the usual one below ~/.aws; nothing without a home.
std::optional<std::filesystem::path> shared_file(const GetVariable& variable, const char* name,
                                                 const char* usual) {
  const std::optional<std::string> home = variable("HOME");
  const std::optional<std::string> named = variable(name);
  if (named && !named->empty()) {
    if (!named->starts_with("~/")) return *named;
    if (home) return std::filesystem::path(*home) / named->substr(2);
    return std::nullopt;
  }
  if (!home || home->empty()) return std::nullopt;
  return std::filesystem::path(*home) / ".aws" / usual;
}

/// Reads a section of a file into what is known so far; whether the section is there. A file that
/// is missing has none.
bool read_section(const std::optional<std::filesystem::path>& file, const std::string& section,
                  Properties& properties) {
  std::error_code missing;
  if (!file || !std::filesystem::exists(*file, missing)) return false;
  const auto unreadable = [&](const std::string& why) {
    return Error(ErrorKind::config, "aws file cannot be read: " + file->string() + ", " + why,
                 "check the file and who may read it");
  };
  if (!std::filesystem::is_regular_file(*file)) throw unreadable("it is no ordinary file");
  if (std::filesystem::file_size(*file) > k_largest_profile_file) {
    throw unreadable("it is larger than 1 MiB");
  }
  std::ifstream in(*file);
  if (!in) throw unreadable("it cannot be opened");
  ProfileReader reader(section);
  for (std::string line; std::getline(in, line);) reader.line(std::move(line));
  for (const auto& [name, value] : reader.properties()) properties.insert_or_assign(name, value);
  return reader.is_found();
}

std::string property(const Properties& properties, const char* name) {
  const auto found = properties.find(name);
  return found == properties.end() ? std::string{} : found->second;
}

/// The way to keys that a profile without static ones goes; "" when it has none.
std::string other_way(const Properties& properties) {
  constexpr std::array<const char*, 6> k_ways{"role_arn",          "sso_session",
                                              "sso_start_url",     "credential_process",
                                              "credential_source", "web_identity_token_file"};
  for (const char* way : k_ways) {
    if (properties.contains(way)) return way;
  }
  return {};
}

}  // namespace

std::optional<Credentials> credentials_of_environment(const GetVariable& variable) {
  const std::string id = variable("AWS_ACCESS_KEY_ID").value_or("");
  const std::string secret = variable("AWS_SECRET_ACCESS_KEY").value_or("");
  if (id.empty() || secret.empty()) return std::nullopt;
  return Credentials{id, Secret(secret), Secret(variable("AWS_SESSION_TOKEN").value_or(""))};
}

Credentials credentials_of_profile(const std::string& profile, const GetVariable& variable) {
  const std::string shown = text::one_line(profile);
  Properties properties;
  const auto config = shared_file(variable, "AWS_CONFIG_FILE", "config");
  const auto credentials = shared_file(variable, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
  // In this order: what the credentials file says of a profile counts more.
  bool is_there = read_section(config, "profile " + profile, properties);
  if (profile == "default") is_there = read_section(config, profile, properties) || is_there;
  is_there = read_section(credentials, profile, properties) || is_there;
  if (!is_there) {
    throw Error(ErrorKind::config, "no such aws profile: " + shown,
                "aws configure --profile NAME, or check AWS_SHARED_CREDENTIALS_FILE");
  }
  const std::string id = property(properties, "aws_access_key_id");
  const std::string secret = property(properties, "aws_secret_access_key");
  if (id.empty() || secret.empty()) {
    const std::string way = other_way(properties);
    throw Error(ErrorKind::config,
                "aws profile has no static keys: " + shown + (way.empty() ? "" : ", but " + way),
                "give it aws_access_key_id and aws_secret_access_key: only static keys are used");
  }
  return {id, Secret(secret), Secret(property(properties, "aws_session_token"))};
}

Secret print_keys(const Credentials& credentials) {
  nlohmann::json document{{k_key_id, credentials.access_key_id},
                          {k_secret_key, credentials.secret_access_key.reveal()}};
  if (!credentials.session_token.empty()) {
    document[k_session] = credentials.session_token.reveal();
  }
  try {
    return Secret(document.dump());
  } catch (const nlohmann::json::type_error&) {
    throw Error(ErrorKind::usage, "s3 keys are not UTF-8");
  }
}

Credentials parse_keys(const Secret& json) {
  const std::string hint = "igbotctl source connect s3";
  const nlohmann::json document = text::parse_strict_json(json.reveal(), k_key_bounds, "s3 keys");
  const auto text_of = [&](const char* name, bool is_needed) {
    const auto found = document.is_object() ? document.find(name) : document.end();
    if (document.is_object() && found == document.end() && !is_needed) return std::string{};
    if (!document.is_object() || found == document.end() || !found->is_string() ||
        found->get_ref<const std::string&>().empty()) {
      throw Error(ErrorKind::usage, std::string("s3 keys have no \"") + name + "\"", hint);
    }
    return found->get<std::string>();
  };
  Credentials keys{text_of(k_key_id, true), Secret(text_of(k_secret_key, true)),
                   Secret(text_of(k_session, false))};
  if (document.size() != (keys.session_token.empty() ? 2U : 3U)) {
    throw Error(ErrorKind::usage, "s3 keys have a member that is none", hint);
  }
  return keys;
}

}  // namespace igbot::s3
