// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/secret.hpp"
#include "providers/google_drive/google_drive.hpp"
#include "providers/google_drive/retries.hpp"

namespace igbot::google_drive {

/// The access token of one login, asked for once and renewed a minute before it ends. Safe for use
/// by several threads: one asks, the others wait for it.
class AccessTokens {
 public:
  AccessTokens(http::HttpClient& http, Clock& clock, Retries& retries, GoogleConfig google,
               DriveAccess access);

  /// Throws ErrorKind::auth when the login is not accepted any more, ErrorKind::config for a
  /// client that is missing or unknown, ErrorKind::temporary when Google cannot be reached.
  Secret current();
  /// A new one, unless another thread has replaced `refused` meanwhile.
  Secret renewed(const Secret& refused);

 private:
  void renew();
  std::vector<http::Header> grant() const;

  http::HttpClient& http_;
  Clock& clock_;
  Retries& retries_;
  GoogleConfig google_;
  DriveAccess access_;
  std::mutex mutex_;  // what follows is kept by it
  Secret token_;
  Timestamp ends_at_{};
};

}  // namespace igbot::google_drive
