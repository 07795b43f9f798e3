// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_api.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/http/form.hpp"
#include "core/http/url.hpp"
#include "providers/google_drive/drive_json.hpp"

namespace igbot::google_drive {

DriveApi::DriveApi(http::HttpClient& http, Clock& clock, GoogleConfig google, DriveAccess access)
    : http_(http),
      google_(google),
      retries_(clock),
      tokens_(http, clock, retries_, std::move(google), std::move(access)) {}

http::Response DriveApi::send_with_token(http::Request request) {
  const Secret token = tokens_.current();
  request.headers.push_back({"Authorization", "Bearer " + token.reveal()});
  http::Response response = http_.send(request);
  if (response.status != 401) return response;
  request.headers.back().value = "Bearer " + tokens_.renewed(token).reveal();
  return http_.send(request);
}

nlohmann::json DriveApi::get(const DriveCall& call) {
  http::Request request{.url = url_of(call.path) + "?" + http::form_text(call.fields)};
  request.max_response_bytes = k_largest_answer;
  const http::Response response =
      retries_.send(call.what, [&] { return send_with_token(request); });
  if (!response.ok()) throw refusal_of(response, call.what);
  auto answer = parse_object(response.body);
  if (!answer) {
    throw Error(ErrorKind::failed, call.what + " failed: the answer is no JSON object",
                "check google.api_base and the way to the network");
  }
  return *std::move(answer);
}

DriveFile DriveApi::file(const std::string& id, const std::string& path) {
  const std::string what = "looking up in Google Drive: " + path;
  if (!is_drive_id(id)) {
    throw DriveRefusal(ErrorKind::not_found, what + " failed: not an id of Google Drive",
                       "igbotctl source browse", 0);
  }
  const nlohmann::json answer =
      get({.what = what,
           .path = "/files/" + http::percent_encode(id),
           .fields = {{"fields", k_file_fields}, {"supportsAllDrives", "true"}}});
  if (auto file = file_in(answer)) return *std::move(file);
  throw Error(ErrorKind::failed, what + " failed: the answer makes no sense",
              "check google.api_base");
}

}  // namespace igbot::google_drive
