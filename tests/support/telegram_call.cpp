// SPDX-License-Identifier: MIT
#include "tests/support/telegram_call.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::string ApiCall::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

std::optional<std::int64_t> ApiCall::integer(const std::string& name) const {
  const std::string text = field(name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> ApiCall::chat() const { return integer("chat_id"); }

const Upload* ApiCall::upload() const {
  return uploads.empty() ? nullptr : &uploads.begin()->second;
}

ApiAnswer api_ok(const std::string& result) {
  return {200, R"({"ok":true,"result":)" + result + "}", "", std::nullopt};
}

ApiAnswer api_error(int code, const std::string& description) {
  return {code, Json{{"ok", false}, {"error_code", code}, {"description", description}}.dump(),
          description, std::nullopt};
}

ApiAnswer api_error_with(int code, const std::string& description, const std::string& parameter,
                         std::int64_t value) {
  const Json body{{"ok", false},
                  {"error_code", code},
                  {"description", description},
                  {"parameters", {{parameter, value}}}};
  return {code, body.dump(), description, std::nullopt};
}

ApiAnswer bad_request(const std::string& problem) {
  return api_error(400, "Bad Request: " + problem);
}

std::string unknown_parameter(const ApiCall& call, const std::set<std::string>& known) {
  for (const auto& [name, value] : call.fields) {
    if (!known.contains(name)) return "sandbox: unknown parameter \"" + name + "\"";
  }
  return "";
}

std::string bool_problem(const ApiCall& call, const std::string& name) {
  const std::string value = call.field(name);
  const bool known = value.empty() || value == "true" || value == "false";
  return known ? "" : "sandbox: parameter \"" + name + "\" must be true or false";
}

}  // namespace igbot::test
