// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_error.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "providers/google_drive/drive_json.hpp"

namespace igbot::google_drive {
namespace {

using namespace std::chrono_literals;

/// A reason of a 403, whether it passes by itself, and what a person is told.
struct Reason {
  const char* name;
  bool passes;
  ErrorKind kind;
  const char* words;
  const char* hint;
};

constexpr const char* k_share_hint = "share the folder with the account and try again";
constexpr const char* k_connect_hint = "igbotctl source connect drive";
constexpr const char* k_later_hint = "try again later";

// developers.google.com/drive/api/guides/handle-errors, and what others met.
constexpr std::array k_reasons{
    Reason{"rateLimitExceeded", true, ErrorKind::temporary, "too many calls", k_later_hint},
    Reason{"userRateLimitExceeded", true, ErrorKind::temporary, "too many calls", k_later_hint},
    Reason{"sharingRateLimitExceeded", true, ErrorKind::temporary, "too many calls", k_later_hint},
    Reason{"dailyLimitExceeded", true, ErrorKind::temporary,
           "the project's calls of today are used up",
           "try again tomorrow, or raise the quota at console.cloud.google.com"},
    Reason{"downloadQuotaExceeded", false, ErrorKind::temporary,
           "the file was downloaded too often today", "try again tomorrow"},
    Reason{"insufficientFilePermissions", false, ErrorKind::not_found,
           "the account may not read it", k_share_hint},
    Reason{"forbidden", false, ErrorKind::not_found, "the account may not read it", k_share_hint},
    Reason{"teamDriveMembershipRequired", false, ErrorKind::not_found,
           "the account is no member of that shared drive", "make it a member and try again"},
    Reason{"cannotDownloadFile", false, ErrorKind::not_found, "its owner forbade downloading it",
           "ask the owner to allow downloads for viewers"},
    Reason{"fileNotDownloadable", false, ErrorKind::not_found,
           "it is no file that can be downloaded", "export it to a picture or video first"},
    Reason{"cannotDownloadAbusiveFile", false, ErrorKind::not_found,
           "Google takes it for malware or spam", "upload the file again"},
    Reason{"appNotAuthorizedToFile", false, ErrorKind::auth, "the login does not cover that file",
           k_connect_hint},
    Reason{"insufficientPermissions", false, ErrorKind::auth,
           "the login does not allow reading files", k_connect_hint},
    Reason{"ACCESS_TOKEN_SCOPE_INSUFFICIENT", false, ErrorKind::auth,
           "the login does not allow reading files", k_connect_hint},
    Reason{"domainPolicy", false, ErrorKind::auth,
           "the administrator of the domain forbids Drive to such apps",
           "ask the administrator, or use a service account"},
    Reason{"accessNotConfigured", false, ErrorKind::auth,
           "the Google Drive API is off in the project of the client or service account",
           "turn on the Google Drive API at console.cloud.google.com"},
    Reason{"SERVICE_DISABLED", false, ErrorKind::auth,
           "the Google Drive API is off in the project of the client or service account",
           "turn on the Google Drive API at console.cloud.google.com"}};

/// The reasons an error names, in either form that Google uses.
std::vector<std::string> reasons_in(const nlohmann::json& error) {
  std::vector<std::string> reasons;
  for (const char* list : {"errors", "details"}) {
    const nlohmann::json* entries = member_of(error, list);
    if (entries == nullptr || !entries->is_array()) continue;
    for (const nlohmann::json& entry : *entries) reasons.push_back(text_in(entry, "reason"));
  }
  return reasons;
}

struct Explained {
  const Reason* reason = nullptr;
  std::string words;  ///< Google's own, cut and on one line
};

Explained explain(const http::Response& refused) {
  constexpr std::size_t k_longest_words = 300;
  const auto body = parse_object(refused.body);
  const nlohmann::json* error = body ? member_of(*body, "error") : nullptr;
  if (error == nullptr) return {};
  Explained explained;
  for (const std::string& name : reasons_in(*error)) {
    const auto* found = std::find_if(k_reasons.begin(), k_reasons.end(),
                                     [&](const Reason& reason) { return name == reason.name; });
    if (found == k_reasons.end()) continue;
    explained.reason = &*found;
    break;
  }
  explained.words = text::cut_utf16(text::one_line(text_in(*error, "message")), k_longest_words);
  return explained;
}

}  // namespace

bool is_passing(const http::Response& refused) {
  if (refused.status == 429 || refused.status >= 500) return true;
  if (refused.status != 403) return false;
  const Explained explained = explain(refused);
  return explained.reason != nullptr && explained.reason->passes;
}

DriveRefusal refusal_of(const http::Response& refused, const std::string& what) {
  const int status = refused.status;
  const std::string begin = what + " failed: ";
  if (status == 404 || status == 410) {
    return {ErrorKind::not_found, begin + "not there, or not shared with this account",
            k_share_hint, status};
  }
  if (status == 401) {
    return {ErrorKind::auth, begin + "Google refuses the access token", k_connect_hint, status};
  }
  const Explained explained = explain(refused);
  if (status == 403 && explained.reason != nullptr) {
    return {explained.reason->kind, begin + explained.reason->words, explained.reason->hint,
            status};
  }
  if (is_passing(refused)) {
    return {ErrorKind::temporary, begin + "Google answers " + std::to_string(status), k_later_hint,
            status};
  }
  const std::string words = explained.words.empty() ? "no reason given" : explained.words;
  return {ErrorKind::failed, begin + words + " (" + std::to_string(status) + ")",
          "igbotctl source test", status};
}

std::optional<std::chrono::milliseconds> pause_before_retry(
    int tries, std::chrono::milliseconds waited, std::optional<std::chrono::seconds> retry_after,
    double jitter) {
  constexpr int k_most_tries = 5;
  constexpr std::chrono::milliseconds k_longest_wait = 60s;
  if (tries >= k_most_tries) return std::nullopt;
  // 1, 2, 4, 8 seconds, of which half is left to chance, so that many clients do not come at once.
  const double seconds = static_cast<double>(1 << std::clamp(tries - 1, 0, 5));
  auto pause = std::chrono::milliseconds(
      static_cast<std::int64_t>(seconds * (500.0 + 500.0 * std::clamp(jitter, 0.0, 1.0))));
  if (retry_after) pause = std::max<std::chrono::milliseconds>(pause, *retry_after);
  if (waited + pause > k_longest_wait) return std::nullopt;
  return pause;
}

std::optional<std::chrono::seconds> retry_after_of(const http::Response& response) {
  constexpr std::int64_t k_longest = 86'400;
  const auto value = response.header("Retry-After");
  const auto seconds = value ? text::to_integer(*value) : std::nullopt;
  if (!seconds || *seconds < 0) return std::nullopt;
  return std::chrono::seconds(std::min(*seconds, k_longest));
}

}  // namespace igbot::google_drive
