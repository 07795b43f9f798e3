// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>

#include "cli/config_keys.hpp"
#include "core/error.hpp"
#include "core/http/url.hpp"
#include "core/settings/registry.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

Error refused(const ConfigKey& key, const std::string& raw, const std::string& where,
              const std::string& accepted) {
  const std::string shown = key.type == ConfigType::secret ? "" : " '" + raw + "'";
  return {ErrorKind::config, "invalid " + key.name + ":" + shown + " (" + where + ")",
          key.name + " takes " + accepted};
}

std::string boolean_value(const std::string& raw) {
  const std::string word = text::to_lower(raw);
  if (word == "true" || word == "yes" || word == "on" || word == "1") return "true";
  if (word == "false" || word == "no" || word == "off" || word == "0") return "false";
  return {};
}

/// "2G" as bytes.
std::string size_value(const std::string& raw) {
  if (raw.empty()) return {};
  static constexpr std::string_view k_units = "KMGT";
  std::int64_t unit = 1;
  std::string digits = raw;
  const auto found = k_units.find(raw.back());
  if (found != std::string_view::npos) {
    unit = std::int64_t{1} << (10 * (found + 1));
    digits.pop_back();
  }
  const auto number = text::to_integer(digits);
  if (!number || *number < 0 || *number > std::numeric_limits<std::int64_t>::max() / unit) {
    return {};
  }
  return std::to_string(*number * unit);
}

/// Without a slash at its end.
std::string url_value(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return http::is_allowed_url(url) ? url : std::string{};
}

std::string duration_value(const std::string& raw) {
  try {
    return std::to_string(parse_duration(raw).count());
  } catch (const Error&) {
    return {};  // the caller says what is accepted
  }
}

std::string default_of_setting(const ConfigKey& key, const std::string& raw,
                               const std::string& where) {
  const Setting& chosen = setting(key.name.substr(k_defaults.size()));
  // Zone data takes long to load: a zone is checked where a chat gets it.
  if (chosen.type == SettingType::zone) return raw;
  try {
    return chosen.parse(raw);
  } catch (const Error& error) {
    throw Error(ErrorKind::config, std::string(error.what()) + " (" + where + ")", error.hint());
  }
}

}  // namespace

std::string config_value(const ConfigKey& key, const std::string& raw, const std::string& where) {
  if (key.name.starts_with(k_defaults)) return default_of_setting(key, raw, where);
  std::string value;
  std::string accepted;
  switch (key.type) {
    case ConfigType::boolean:
      value = boolean_value(raw);
      accepted = "true or false";
      break;
    case ConfigType::integer: {
      const auto number = text::to_integer(raw);
      if (number && *number >= key.min && *number <= key.max) value = std::to_string(*number);
      accepted = key.min == INT64_MIN ? "a whole number"
                                      : std::to_string(key.min) + ".." + std::to_string(key.max);
      break;
    }
    case ConfigType::choice:
      if (std::find(key.choices.begin(), key.choices.end(), raw) != key.choices.end()) value = raw;
      accepted = text::join(key.choices, ", ");
      break;
    case ConfigType::url:
      value = url_value(raw);
      accepted = "an https:// address; plain http:// for loopback only";
      break;
    case ConfigType::duration:
      value = duration_value(raw);
      accepted = "a duration, as in 24h";
      break;
    case ConfigType::size:
      value = size_value(raw);
      accepted = "a number of bytes, as in 500M or 2G";
      break;
    case ConfigType::text:
    case ConfigType::secret:
    case ConfigType::path:
    case ConfigType::paths:
      return raw;
  }
  if (value.empty()) throw refused(key, raw, where, accepted);
  return value;
}

}  // namespace igbot::cli
