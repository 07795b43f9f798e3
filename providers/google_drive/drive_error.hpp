// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/http/http.hpp"

namespace igbot::google_drive {

/// Drive answered and said no; status 0 for what it need not be asked.
class DriveRefusal : public Error {
 public:
  DriveRefusal(ErrorKind kind, const std::string& message, const std::string& hint, int status)
      : Error(kind, message, hint), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

/// Whether the same call may be answered otherwise in a moment: 429, 5xx and the reasons of a 403
/// that mean "too fast" (developers.google.com/drive/api/guides/handle-errors).
bool is_passing(const http::Response& refused);

/// What a refusal means and what can be done about it, by status and reason. `what` names the call:
/// "listing a folder of Google Drive".
DriveRefusal refusal_of(const http::Response& refused, const std::string& what);

/// Truncated exponential backoff: how long to wait before a call is repeated that was sent `tries`
/// times and has waited for `waited` in all; nothing when it is time to give up. `jitter` is
/// between 0 and 1. What the other side asks for by Retry-After is obeyed when there is time for
/// it.
std::optional<std::chrono::milliseconds> pause_before_retry(
    int tries, std::chrono::milliseconds waited, std::optional<std::chrono::seconds> retry_after,
    double jitter);

/// The Retry-After of an answer, when it is a number of seconds.
std::optional<std::chrono::seconds> retry_after_of(const http::Response& response);

}  // namespace igbot::google_drive
