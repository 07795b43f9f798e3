// SPDX-License-Identifier: MIT
#include "core/http/discreet_http.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/crypto/base64.hpp"
#include "core/http/url.hpp"
#include "core/text/conceal.hpp"
#include "core/text/text.hpp"

namespace igbot::http {
namespace {

constexpr std::array<std::string_view, 12> k_confidential_names{
    "access_token", "refresh_token",  "token",     "fb_exchange_token", "code",
    "assertion",    "client_secret",  "signature", "appsecret_proof",   "code_verifier",
    "input_token",  "x-amz-signature"};

using Values = std::vector<std::string>;

void keep_if_named(Values& values, const std::string& name, const std::string& value) {
  const std::string lowered = text::to_lower(name);
  const auto& names = k_confidential_names;
  if (std::find(names.begin(), names.end(), lowered) != names.end()) values.push_back(value);
}

/// Of "a=1&b=2".
void keep_fields(Values& values, const std::string& fields) {
  for (const std::string& field : text::split(fields, '&')) {
    const std::size_t equals = field.find('=');
    if (equals == std::string::npos) continue;
    const std::string value = field.substr(equals + 1);
    keep_if_named(values, field.substr(0, equals), percent_decode(value).value_or(value));
  }
}

void keep_credentials(Values& values, const std::string& authorization) {
  const std::size_t blank = authorization.find(' ');
  const std::string scheme = text::to_lower(authorization.substr(0, blank));
  const std::string credentials =
      blank == std::string::npos ? authorization : authorization.substr(blank + 1);
  values.push_back(credentials);
  if (scheme == "basic") {
    const std::string pair = crypto::from_base64(credentials).value_or("");
    values.push_back(pair.substr(pair.find(':') + 1));
  }
  constexpr std::string_view k_signature = "Signature=";  // of AWS4-HMAC-SHA256
  const std::size_t at = credentials.find(k_signature);
  if (at != std::string::npos) values.push_back(credentials.substr(at + k_signature.size()));
}

void keep_bot_token(Values& values, const std::string& url) {
  constexpr std::string_view k_prefix = "/bot";
  const std::size_t at = url.find(k_prefix, origin_of_url(url).size());
  if (at == std::string::npos) return;
  const std::size_t begin = at + k_prefix.size();
  const std::string token = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  const std::size_t colon = token.find(':');
  if (colon == std::string::npos) return;
  values.push_back(token);
  values.push_back(token.substr(colon + 1));
}

}  // namespace

std::vector<std::string> confidential_in(const Request& request) {
  Values values;
  const std::size_t query = request.url.find('?');
  if (query != std::string::npos) {
    keep_fields(values, request.url.substr(query + 1, request.url.find('#') - query - 1));
  }
  keep_bot_token(values, request.url);
  for (const Header& header : request.headers) {
    const std::string name = text::to_lower(header.name);
    if (name == "authorization") keep_credentials(values, header.value);
    const bool is_form =
        name == "content-type" && header.value.starts_with("application/x-www-form-urlencoded");
    if (is_form) keep_fields(values, request.body);
  }
  for (const Part& part : request.parts) keep_if_named(values, part.name, part.value);
  return values;
}

Response DiscreetHttp::send(const Request& request) {
  Response response = inner_->send(request);
  if (response.ok()) return response;
  const Values values = confidential_in(request);
  if (values.empty()) return response;
  response.body = text::conceal(response.body, values);
  for (Header& header : response.headers) header.value = text::conceal(header.value, values);
  return response;
}

}  // namespace igbot::http
