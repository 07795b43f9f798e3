// SPDX-License-Identifier: MIT
#include "providers/instagram/graph_json.hpp"
#include "providers/instagram/login_answers.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Answers of Meta's logins: a token that can stand in a header, accounts whose ids are ids.
void fuzz_login_answer(std::string_view input) {
  const http::Response response = answer_of(input);
  if (const auto issued = instagram::token_in(response, k_now)) {
    require(!issued->token.empty() && is_plain_line(issued->token.reveal()), "no token is a token");
    require(!issued->expires_at || *issued->expires_at >= k_now, "a token that lives backwards");
  }
  if (const auto identity = instagram::identity_in(response)) {
    require(instagram::is_graph_id(identity->instagram_id), "an account without an id");
    require(!identity->username.empty(), "an account without a name");
  }
  if (const auto page = instagram::accounts_in(response)) {
    for (const auto& account : page->accounts) {
      require(instagram::is_graph_id(account.instagram_id), "an account of a page without an id");
    }
  }
  check_failure(instagram::token_error(response, "the token"), input);
  check_failure(instagram::exchange_error(response, "the code"), input);
}

}  // namespace igbot::fuzz
