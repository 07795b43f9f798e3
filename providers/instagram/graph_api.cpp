// SPDX-License-Identifier: MIT
#include "providers/instagram/graph_api.hpp"

#include <algorithm>
#include <utility>

#include "core/crypto/hmac.hpp"
#include "core/error.hpp"
#include "core/http/form.hpp"
#include "core/http/url.hpp"
#include "providers/instagram/graph_json.hpp"

namespace igbot::instagram {
namespace {

constexpr const char* k_form = "application/x-www-form-urlencoded";

/// "v25.0".
bool is_version(const std::string& text) {
  const std::size_t dot = text.find('.');
  const auto is_number = [](std::string_view digits) {
    return !digits.empty() && digits.size() <= 3 &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return text.starts_with("v") && dot != std::string::npos &&
         is_number(std::string_view(text).substr(1, dot - 1)) &&
         is_number(std::string_view(text).substr(dot + 1));
}

http::Request form_request(const std::string& url, const std::vector<http::Header>& fields) {
  http::Request request{.method = "POST", .url = url};
  request.headers.push_back({"Content-Type", k_form});
  request.body = http::form_text(fields);
  request.max_response_bytes = k_largest_answer;
  return request;
}

http::Request query_request(const std::string& url, const std::vector<http::Header>& fields) {
  http::Request request{.method = "GET", .url = url};
  if (!fields.empty()) request.url += "?" + http::form_text(fields);
  request.max_response_bytes = k_largest_answer;
  return request;
}

}  // namespace

GraphApi::GraphApi(http::HttpClient& http, const Clock& clock, GraphConfig config)
    : http_(http), clock_(clock), config_(std::move(config)) {
  if (!is_version(config_.version)) {
    throw Error(ErrorKind::config, "not a version of the Graph API: instagram.api_version",
                "set instagram.api_version to one like v25.0");
  }
}

const std::string& GraphApi::base(AccountLogin login) const {
  return login == AccountLogin::instagram ? config_.instagram_base : config_.facebook_base;
}

http::Response GraphApi::send(const GraphRequest& request) {
  const std::string url = base(request.login) + "/" + config_.version + request.path;
  std::vector<http::Header> fields = request.fields;
  if (request.login == AccountLogin::facebook && !config_.app_secret.empty()) {
    fields.push_back(
        {"appsecret_proof",
         crypto::to_hex(crypto::hmac_sha256(config_.app_secret.reveal(), request.token.reveal()))});
  }
  http::Request sent =
      request.method == "POST" ? form_request(url, fields) : query_request(url, fields);
  sent.headers.push_back({"Authorization", "Bearer " + request.token.reveal()});
  return exchange(request.login, request.account, sent);
}

http::Response GraphApi::exchange(AccountLogin login, const std::string& account,
                                  const http::Request& request) {
  http::Request sent = request;
  sent.timeout = config_.timeout;
  http::Response response = http_.send(sent);
  usage_.note(login, account, usage_in(response), clock_.now());
  return response;
}

std::optional<std::chrono::milliseconds> GraphApi::wait(AccountLogin login,
                                                        const std::string& account) {
  return usage_.wait(login, account, clock_.now());
}

http::Response GraphApi::get_with_secrets(AccountLogin login, const std::string& url,
                                          const std::vector<http::Header>& fields) {
  return exchange(login, "", query_request(url, fields));
}

http::Response GraphApi::post_form(AccountLogin login, const std::string& url,
                                   const std::vector<http::Header>& fields) {
  return exchange(login, "", form_request(url, fields));
}

}  // namespace igbot::instagram
