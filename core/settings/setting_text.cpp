// SPDX-License-Identifier: MIT
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/settings/registry.hpp"
#include "core/text/text.hpp"
#include "core/zone.hpp"

namespace igbot {
namespace {

constexpr std::size_t k_longest_text = 4096;

std::string parse_boolean(std::string_view text) {
  const std::string word = text::to_lower(text);
  if (word == "true" || word == "on" || word == "yes" || word == "1") return "true";
  if (word == "false" || word == "off" || word == "no" || word == "0") return "false";
  return {};
}

std::string parse_integer(const Setting& setting, std::string_view text) {
  const auto number = text::to_integer(text);
  if (!number || *number < setting.min || *number > setting.max) return {};
  return std::to_string(*number);
}

std::string parse_choice(const Setting& setting, std::string_view text) {
  const std::string word = text::to_lower(text);
  const auto& choices = setting.choices;
  return std::find(choices.begin(), choices.end(), word) == choices.end() ? std::string{} : word;
}

/// Names under which people put a secret where only a reference belongs.
bool names_a_secret(const std::string& member) {
  const std::string name = text::to_lower(member);
  for (const char* word : {"secret", "token", "password", "private_key", "access_key"}) {
    if (name.find(word) != std::string::npos) return true;
  }
  return false;
}

bool holds_secret(const nlohmann::json& value) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      if (names_a_secret(name) || holds_secret(member)) return true;
    }
  }
  if (value.is_array()) return std::any_of(value.begin(), value.end(), holds_secret);
  return false;
}

std::string parse_json_object(const Setting& setting, std::string_view text) {
  const auto value = nlohmann::json::parse(text, nullptr, false);
  if (!value.is_object() || text.size() > k_longest_text) return {};
  if (holds_secret(value)) {
    throw Error(ErrorKind::usage, std::string(setting.key) + " must not hold credentials",
                "keep only what finds the media there, such as path or bucket");
  }
  return value.dump();
}

std::string parse_username(std::string_view text) {
  std::string name = text::to_lower(text);
  if (name.starts_with('@')) name.erase(0, 1);
  return name == "none" ? "" : name;
}

}  // namespace

std::string Setting::accepts() const {
  switch (type) {
    case SettingType::boolean:
      return "true or false";
    case SettingType::integer:
      return std::to_string(min) + ".." + std::to_string(max);
    case SettingType::choice: {
      const std::vector<std::string> words(choices.begin(), choices.end());
      return text::join({words.begin(), words.end() - 1}, ", ") + " or " + words.back();
    }
    case SettingType::zone:
      return "an IANA zone, as in Europe/Berlin";
    case SettingType::account:
      return "the username of an account of the chat, or none";
    case SettingType::json:
      return "a JSON object";
    case SettingType::text:
      return "text";
    case SettingType::instant:
      return "a time";
  }
  return {};
}

std::string Setting::parse(std::string_view input) const {
  const std::string text = text::trim(input);
  std::string canonical;
  switch (type) {
    case SettingType::boolean:
      canonical = parse_boolean(text);
      break;
    case SettingType::integer:
      canonical = parse_integer(*this, text);
      break;
    case SettingType::choice:
      canonical = parse_choice(*this, text);
      break;
    case SettingType::zone:
      return Zone::find(text).name();
    case SettingType::account:
      return parse_username(text);
    case SettingType::json:
      canonical = parse_json_object(*this, text);
      break;
    case SettingType::text:
    case SettingType::instant:
      throw Error(ErrorKind::usage, std::string(key) + " is not set by hand",
                  "igbotctl pause or igbotctl resume");
  }
  if (canonical.empty()) {
    throw Error(ErrorKind::usage, "invalid " + std::string(key) + ": '" + text + "'",
                std::string(key) + " takes " + accepts());
  }
  return canonical;
}

nlohmann::json Setting::to_json(const std::string& canonical) const {
  switch (type) {
    case SettingType::boolean:
      return canonical == "true";
    case SettingType::integer:
      return text::to_integer(canonical).value_or(0);
    case SettingType::json:
      return nlohmann::json::parse(canonical, nullptr, false);
    case SettingType::instant:
      if (canonical.empty()) return nullptr;
      return text::to_integer(canonical).value_or(0);
    case SettingType::account:
    case SettingType::text:
      if (canonical.empty()) return nullptr;
      return canonical;
    case SettingType::choice:
    case SettingType::zone:
      return canonical;
  }
  return nullptr;
}

}  // namespace igbot
