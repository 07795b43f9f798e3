// SPDX-License-Identifier: MIT
#include "core/account/account_choice.hpp"

#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot {
namespace {

std::string described(const InstagramIdentity& identity) {
  return "@" + identity.username + " (" + identity.instagram_id + ")";
}

std::string described(const std::vector<InstagramIdentity>& identities) {
  std::vector<std::string> names;
  names.reserve(identities.size());
  for (const InstagramIdentity& identity : identities) names.push_back(described(identity));
  return text::join(names, ", ");
}

std::string described(const WantedAccount& wanted) {
  if (wanted.username.empty()) return wanted.instagram_id;
  if (wanted.instagram_id.empty()) return "@" + wanted.username;
  return "@" + wanted.username + " (" + wanted.instagram_id + ")";
}

bool is_meant(const InstagramIdentity& identity, const WantedAccount& wanted) {
  return (wanted.instagram_id.empty() || wanted.instagram_id == identity.instagram_id) &&
         (wanted.username.empty() || wanted.username == identity.username);
}

}  // namespace

InstagramIdentity choose_account(const std::vector<InstagramIdentity>& reached,
                                 const WantedAccount& wanted) {
  if (reached.empty()) {
    throw Error(ErrorKind::conflict, "the token reaches no Instagram account",
                "with Facebook Login, link a professional account to a Page of yours and grant "
                "access to both");
  }
  std::vector<InstagramIdentity> meant;
  for (const InstagramIdentity& identity : reached) {
    if (is_meant(identity, wanted)) meant.push_back(identity);
  }
  if (meant.empty()) {
    throw Error(ErrorKind::conflict,
                "the token belongs to " + described(reached) + ", not to " + described(wanted),
                "give the token of the account that is meant, or its own name and id");
  }
  if (meant.size() > 1) {
    throw Error(ErrorKind::usage, "the token reaches several accounts: " + described(meant),
                "choose one with --username NAME or --account-id ID");
  }
  if (text::to_lower(meant.front().account_type) == "personal") {
    throw Error(ErrorKind::conflict,
                described(meant.front()) +
                    " is a personal account: Instagram lets programs publish with professional "
                    "ones only",
                "make it a business account in the Instagram app, then connect it again");
  }
  return meant.front();
}

std::optional<std::string> warning_about(const InstagramIdentity& identity) {
  const std::string type = text::to_lower(identity.account_type);
  if (type.find("creator") == std::string::npos) return std::nullopt;
  return "@" + identity.username +
         " is a creator account: Instagram publishes stories of business accounts only; make it "
         "one in the Instagram app, the token stays good";
}

VerifiedToken verify_token(InstagramLogin& login, AccountLogin kind, const IssuedToken& issued,
                           const WantedAccount& wanted) {
  return {kind, choose_account(login.identify(kind, issued.token), wanted), issued, {}};
}

AccountLogin login_of_token(const Secret& token) {
  return token.reveal().starts_with("EAA") ? AccountLogin::facebook : AccountLogin::instagram;
}

}  // namespace igbot
