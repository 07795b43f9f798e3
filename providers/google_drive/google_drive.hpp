// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "core/account/credential_repository.hpp"
#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/media/google_login.hpp"
#include "core/media/media_source.hpp"

namespace igbot::google_drive {

/// Where Google is, and as which client (google.*).
struct GoogleConfig {
  std::string api_base;       ///< Drive's API: https://www.googleapis.com
  std::string oauth_base;     ///< tokens: https://oauth2.googleapis.com
  std::string accounts_base;  ///< consent: https://accounts.google.com
  std::string client_id = {};
  Secret client_secret = {};
};

/// What a chat gave to reach its Drive with.
struct DriveAccess {
  /// google_oauth: {"refresh_token": "…"}; google_service_account: the key file as Google made it.
  CredentialKind kind = CredentialKind::google_service_account;
  Secret secret;
};

/// A folder of Google Drive as a media source; without a folder id it can only be browsed. Nothing
/// is asked before it is used. An access token is asked for once and renewed before it ends.
std::unique_ptr<media::MediaSource> make_drive_source(http::HttpClient& http, Clock& clock,
                                                      GoogleConfig google,
                                                      media::DriveSourceConfig folder,
                                                      DriveAccess access);

std::unique_ptr<media::GoogleLogin> make_google_login(http::HttpClient& http, GoogleConfig google);

/// The address that a folder must be shared with. Throws ErrorKind::usage for what is no key file
/// of a service account.
std::string address_of_service_account(const Secret& key_file);

/// The id in what people copy from their browser (the folder's page, a sharing link, or the id
/// alone). Throws ErrorKind::usage for anything else.
std::string folder_id_of(const std::string& id_or_url);

}  // namespace igbot::google_drive
