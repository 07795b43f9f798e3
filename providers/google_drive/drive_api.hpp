// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "providers/google_drive/access_tokens.hpp"
#include "providers/google_drive/drive_error.hpp"
#include "providers/google_drive/drive_file.hpp"
#include "providers/google_drive/google_drive.hpp"
#include "providers/google_drive/retries.hpp"

namespace igbot::google_drive {

/// One call of Drive v3 that reads.
struct DriveCall {
  std::string what;  ///< for messages: "listing a folder of Google Drive"
  std::string path;  ///< "/files", behind /drive/v3
  std::vector<http::Header> fields = {};
};

/// Drive v3 over HTTP (developers.google.com/drive/api/reference/rest/v3), reading only. The token
/// goes in a header. A token that is refused is renewed once; what may pass is waited for. Safe for
/// use by several threads.
class DriveApi {
 public:
  /// `http` and `clock` outlive it.
  DriveApi(http::HttpClient& http, Clock& clock, GoogleConfig google, DriveAccess access);

  /// The object it answers. Throws DriveRefusal when Drive says no, ErrorKind::temporary when it
  /// cannot be reached, ErrorKind::failed for an answer without sense.
  nlohmann::json get(const DriveCall& call);

  /// What a file or folder is now. `path`: how it is called in messages.
  DriveFile file(const std::string& id, const std::string& path);

  /// Sends a GET for that URL with a token, once, but for a token that had to be renewed.
  http::Response send_with_token(http::Request request);
  /// "https://www.googleapis.com/drive/v3" and a path behind it.
  std::string url_of(const std::string& path) const {
    return google_.api_base + "/drive/v3" + path;
  }
  http::HttpClient& http() { return http_; }
  Retries& retries() { return retries_; }

 private:
  http::HttpClient& http_;
  GoogleConfig google_;
  Retries retries_;
  AccessTokens tokens_;
};

}  // namespace igbot::google_drive
