// SPDX-License-Identifier: MIT
#include "core/post/publisher.hpp"
#include "providers/instagram/instagram.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"

namespace igbot::fuzz {
/// Every call of publisher and login with that answer to all that is asked: listings end.
void fuzz_graph_listing(std::string_view input) {
  const http::Response response = answer_of(input);
  test::FakeClock clock(k_now);
  test::FakeHttp http([&](const http::Request&) { return response; });
  const auto instagram =
      instagram::make_instagram(http, clock,
                                {.instagram_base = "https://graph.instagram.example",
                                 .facebook_base = "https://graph.facebook.example",
                                 .version = "v25.0",
                                 .app_id = "1",
                                 .app_secret = Secret("app-secret"),
                                 .redirect_uri = "https://example.org/"});
  for (const auto login : {AccountLogin::instagram, AccountLogin::facebook}) {
    const post::PublishingAccount account{
        .instagram_id = "17", .login = login, .token = Secret("t")};
    attempt(input, [&] { instagram->publisher().stories(account); });
    attempt(input, [&] { instagram->publisher().quota(account); });
    attempt(input, [&] { instagram->publisher().insights(account, "18"); });
    attempt(input, [&] { instagram->login().identify(login, Secret("t")); });
    attempt(input, [&] {
      require(!instagram->login().exchange_code(login, "code").token.empty(), "an empty token");
    });
  }
  require(http.requests.size() < 1000, "a listing does not end");
}

}  // namespace igbot::fuzz
