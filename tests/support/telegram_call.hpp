// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace igbot::test {

struct Upload {
  std::string file_name;
  std::string mime;
  std::string bytes;
};

/// One call after transport decoding: every parameter as text, files apart.
struct ApiCall {
  std::string method;
  std::map<std::string, std::string> fields;
  std::map<std::string, Upload> uploads;

  std::string field(const std::string& name) const;
  /// A parameter as a whole number; nothing when it is absent or anything else.
  std::optional<std::int64_t> integer(const std::string& name) const;
  std::optional<std::int64_t> chat() const;
  const Upload* upload() const;
};

/// The answer of the Bot API: status and JSON body; `description` is empty when it is ok.
struct ApiAnswer {
  int status = 200;
  std::string body;
  std::string description;
  std::optional<std::int64_t> message_id;
};
/// `result` is JSON.
ApiAnswer api_ok(const std::string& result);
ApiAnswer api_error(int code, const std::string& description);
ApiAnswer api_error_with(int code, const std::string& description, const std::string& parameter,
                         std::int64_t value);
ApiAnswer bad_request(const std::string& problem);

/// The first parameter a method does not have: a strict server helps more than a lenient one.
/// Problems are texts as in telegram_rules.hpp.
std::string unknown_parameter(const ApiCall& call, const std::set<std::string>& known);
std::string bool_problem(const ApiCall& call, const std::string& name);

}  // namespace igbot::test
