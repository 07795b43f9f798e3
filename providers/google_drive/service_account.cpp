// SPDX-License-Identifier: MIT
#include "providers/google_drive/service_account.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/crypto/base64.hpp"
#include "core/crypto/rsa_signature.hpp"
#include "core/error.hpp"
#include "providers/google_drive/drive_json.hpp"
#include "providers/google_drive/google_drive.hpp"
#include "providers/google_drive/oauth_token.hpp"

namespace igbot::google_drive {
namespace {

constexpr std::size_t k_longest_key_file = 32UL * 1024;

Error no_key_file(const std::string& why) {
  return {ErrorKind::usage, "not the key file of a service account: " + why,
          "download a JSON key at console.cloud.google.com, IAM, service accounts"};
}

bool is_address(const std::string& text) {
  constexpr std::size_t k_longest_address = 254;
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("@.-_+").find(c) != std::string_view::npos;
  });
  return is_plain && text.size() <= k_longest_address &&
         std::count(text.begin(), text.end(), '@') == 1;
}

}  // namespace

ServiceAccount parse_service_account(const Secret& key_file) {
  if (key_file.reveal().size() > k_longest_key_file) throw no_key_file("too long");
  const auto file = parse_object(key_file.reveal());
  if (!file) throw no_key_file("no JSON object");
  if (text_in(*file, "type") != "service_account") {
    throw no_key_file("its type is not service_account");
  }
  ServiceAccount account{.address = text_in(*file, "client_email"),
                         .key_id = text_in(*file, "private_key_id"),
                         .private_key = Secret(text_in(*file, "private_key"))};
  if (!is_address(account.address)) throw no_key_file("no client_email");
  if (account.key_id.empty()) throw no_key_file("no private_key_id");
  if (account.private_key.empty()) throw no_key_file("no private_key");
  return account;
}

Secret signed_assertion(const ServiceAccount& account, const std::string& audience, Timestamp now) {
  constexpr std::int64_t k_life_seconds = 3600;
  const std::int64_t issued = to_millis(now) / 1000;
  const nlohmann::json header{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", account.key_id}};
  const nlohmann::json claims{{"iss", account.address},
                              {"scope", k_read_scope},
                              {"aud", audience},
                              {"iat", issued},
                              {"exp", issued + k_life_seconds}};
  const std::string text =
      crypto::to_base64url(header.dump()) + "." + crypto::to_base64url(claims.dump());
  return Secret(text + "." + crypto::to_base64url(crypto::sign_rs256(account.private_key, text)));
}

std::string address_of_service_account(const Secret& key_file) {
  const ServiceAccount account = parse_service_account(key_file);
  crypto::sign_rs256(account.private_key, "");  // a key that cannot sign is none
  return account.address;
}

}  // namespace igbot::google_drive
