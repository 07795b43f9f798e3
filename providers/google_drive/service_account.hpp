// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/clock.hpp"
#include "core/secret.hpp"

namespace igbot::google_drive {

/// What the key file of a service account says. Its token_uri is not looked at: a file that
/// somebody sent decides no address.
struct ServiceAccount {
  std::string address;  ///< client_email
  std::string key_id;
  Secret private_key;  ///< PEM
};

/// Throws ErrorKind::usage for what is no key file of a service account.
ServiceAccount parse_service_account(const Secret& key_file);

/// The JWT, signed by RS256, that buys an access token for reading Drive, good for an hour
/// (developers.google.com/identity/protocols/oauth2/service-account). Throws as
/// crypto::sign_rs256 does.
Secret signed_assertion(const ServiceAccount& account, const std::string& audience, Timestamp now);

}  // namespace igbot::google_drive
