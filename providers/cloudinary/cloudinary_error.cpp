// SPDX-License-Identifier: MIT
#include "providers/cloudinary/cloudinary_error.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

namespace igbot::cloudinary {
namespace {

/// Cloudinary's own words. They may quote what was signed: for comparing, never for showing.
std::string words_of(const http::Response& response) {
  const auto answer = nlohmann::json::parse(response.body, nullptr, false);
  const nlohmann::json::json_pointer message("/error/message");
  if (answer.is_object() && answer.contains(message) && answer[message].is_string()) {
    return answer[message];
  }
  return response.header("X-Cld-Error").value_or("");
}

}  // namespace

Error cloudinary_error(const http::Response& response, const std::string& verb) {
  constexpr int k_too_many = 420;
  const std::string words = words_of(response);
  const auto say = [&](std::string_view part) { return words.find(part) != std::string::npos; };
  const std::string what =
      "cloudinary refused to " + verb + " (status " + std::to_string(response.status) + ")";
  const int status = response.status;
  if (status == k_too_many || status == 429 || status >= 500) {
    return {ErrorKind::temporary, what, "try again later"};
  }
  if (say("Stale request")) {
    return {ErrorKind::config, what + ": the clock of this machine is wrong",
            "set the clock: timedatectl set-ntp true"};
  }
  if (say("cloud_name") || status == 404) {
    return {ErrorKind::config, what + ": there is no such cloud", "check staging.cloud_name"};
  }
  if (say("Invalid Signature") || say("api_secret")) {
    return {ErrorKind::auth, what + ": the secret is wrong", "check staging.api_secret"};
  }
  if (status == 401) {
    return {ErrorKind::auth, what + ": the key or the secret is wrong",
            "check staging.api_key and staging.api_secret"};
  }
  if (status == 403) {
    return {ErrorKind::auth, what + ": the key has no right to",
            "give the key of staging.api_key the rights to upload, list and delete"};
  }
  if (say("File size too large")) {
    return {ErrorKind::config, what + ": the file is larger than the account takes",
            "raise the limit of the Cloudinary account, or use another staging.kind"};
  }
  return {ErrorKind::config, what, "check staging.cloud_name and the Cloudinary account"};
}

}  // namespace igbot::cloudinary
