// SPDX-License-Identifier: MIT
#include "tests/support/graph_accounts.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace igbot::test {
namespace {

/// "00000017": every id of a kind has the same length.
std::string padded(int number) {
  const std::string digits = std::to_string(number);
  return std::string(8 - digits.size(), '0') + digits;
}

/// As long as Meta's own, so that what looks for tokens in a text finds these.
std::string token_text(const GraphGrant& grant, int number) {
  const std::string prefix = grant.login == AccountLogin::instagram ? "IGAAsandbox" : "EAAsandbox";
  return prefix + (grant.is_short_lived ? "Short" : "Long") + "TokenOnlyForLoopback0" +
         padded(number) + "ZD";
}

GraphProblem token_problem(int subcode, const std::string& message) {
  return {.code = 190, .subcode = subcode, .message = message};
}

GraphProblem trouble_problem(TokenTrouble trouble) {
  switch (trouble) {
    case TokenTrouble::password_changed:
      return token_problem(460,
                           "Error validating access token: The session has been invalidated "
                           "because the user changed their password or Facebook has changed the "
                           "session for security reasons.");
    case TokenTrouble::invalidated:
      return token_problem(467, "Error validating access token: This token has been invalidated.");
    case TokenTrouble::expired:
      break;
  }
  return token_problem(463, "Error validating access token: Session has expired.");
}

}  // namespace

GraphAccount GraphAccounts::add(GraphAccount account) {
  const int number = next_++;
  if (account.id.empty()) account.id = "178414" + padded(number) + "001";
  if (account.username.empty()) account.username = "sandbox_" + std::to_string(number);
  if (account.page_id.empty()) account.page_id = "1010" + padded(number);
  accounts_[account.id] = account;
  return account;
}

const GraphAccount* GraphAccounts::find(const std::string& id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

std::vector<GraphAccount> GraphAccounts::all() const {
  std::vector<GraphAccount> list;
  for (const auto& [id, account] : accounts_) list.push_back(account);
  return list;
}

GraphToken GraphAccounts::issue(const GraphGrant& grant, Timestamp now) {
  return issue_as(token_text(grant, next_++), grant, now);
}

GraphToken GraphAccounts::issue_as(const std::string& text, const GraphGrant& grant,
                                   Timestamp now) {
  for (const std::string& id : grant.accounts) {
    if (find(id) == nullptr) throw std::invalid_argument("there is no account " + id);
  }
  if (grant.login == AccountLogin::instagram && grant.accounts.size() != 1) {
    throw std::invalid_argument("a token of Instagram Login is for one account");
  }
  GraphToken token{text, grant, now - grant.age, now - grant.age + grant.life};
  tokens_[text] = token;
  return token;
}

void GraphAccounts::spoil(const std::string& token, TokenTrouble trouble) {
  const auto found = tokens_.find(token);
  if (found == tokens_.end()) throw std::invalid_argument("that token was never issued");
  found->second.trouble = trouble;
}

std::variant<const GraphToken*, GraphProblem> GraphAccounts::check(const GraphCall& call,
                                                                   Timestamp now) const {
  if (call.token.empty()) {
    return GraphProblem{.code = 104,
                        .message = "An access token is required to request this resource."};
  }
  const auto found = tokens_.find(call.token);
  const bool is_foreign_host =
      found != tokens_.end() && call.host && *call.host != found->second.grant.login;
  if (found == tokens_.end() || is_foreign_host) {
    return token_problem(0, "Invalid OAuth access token - Cannot parse access token");
  }
  if (found->second.trouble) return trouble_problem(*found->second.trouble);
  if (found->second.expires_at <= now) return trouble_problem(TokenTrouble::expired);
  return &found->second;
}

std::string GraphAccounts::issue_code(const GraphGrant& grant, Timestamp now) {
  std::string code = "AQsandboxCodeOnlyForLoopback" + padded(next_++);
  codes_[code] = {grant, now + std::chrono::hours(1)};
  return code;
}

std::optional<GraphGrant> GraphAccounts::take_code(const std::string& code, AccountLogin login,
                                                   Timestamp now) {
  const auto found = codes_.find(code);
  if (found == codes_.end()) return std::nullopt;
  const Code taken = found->second;
  if (taken.grant.login != login) return std::nullopt;
  codes_.erase(found);
  if (taken.expires_at <= now) return std::nullopt;
  return taken.grant;
}

std::string appsecret_proof_of(const std::string& token, const std::string& app_secret) {
  const auto bytes = [](const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_state state;
  ::crypto_auth_hmacsha256_init(&state, bytes(app_secret), app_secret.size());
  ::crypto_auth_hmacsha256_update(&state, bytes(token), token.size());
  ::crypto_auth_hmacsha256_final(&state, mac.data());
  std::string hex(2 * mac.size() + 1, '\0');
  ::sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
  hex.pop_back();
  return hex;
}

}  // namespace igbot::test
