// SPDX-License-Identifier: MIT
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "providers/google_drive/google_drive.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"

namespace igbot::fuzz {
namespace {

const google_drive::GoogleConfig k_google{.api_base = "https://www.googleapis.example",
                                          .oauth_base = "https://oauth2.googleapis.example",
                                          .accounts_base = "https://accounts.google.example",
                                          .client_id = "client",
                                          .client_secret = Secret("client-secret")};

/// A Drive that lets one in and looks every question up among the answers, in turn.
http::Response drive_answer(const http::Request& request, const std::vector<std::string>& answers,
                            std::size_t turn) {
  if (request.url.find("oauth2") != std::string::npos) {
    return {200, {}, R"({"access_token":"ya29.fuzz","expires_in":3600,"token_type":"Bearer"})"};
  }
  return answer_of(answers.at(turn % answers.size()));
}

void check_page(const media::MediaPage& page) {
  for (const media::MediaEntry& entry : page.entries) {
    require(!entry.identifier.empty() && !entry.path.empty() && entry.size >= 0,
            "a file of nothing");
    require(is_plain_line(entry.path), "a path of several lines");
  }
  for (const media::Problem& problem : page.problems) {
    require(!problem.reason.empty() && is_plain_line(problem.reason),
            "a problem that says nothing");
  }
}

}  // namespace

/// A folder of Drive where the answers are the pieces of the input, in turn: its listing ends, its
/// entries have a place, and so has what changed since.
void fuzz_drive_listing(std::string_view input) {
  const std::vector<std::string> answers = pieces_of(input, 4);
  test::FakeClock clock(k_now);
  std::size_t turn = 0;
  test::FakeHttp http(
      [&](const http::Request& request) { return drive_answer(request, answers, turn++); });
  const auto source = google_drive::make_drive_source(
      http, clock, k_google, {.folder_id = "folder0123456789"},
      {.kind = CredentialKind::google_oauth, .secret = Secret(R"({"refresh_token":"1//fuzz"})")});
  attempt(input, [&] {
    std::optional<std::string> cursor;
    for (int pages = 0; pages < 30; ++pages) {
      const media::MediaPage page = source->list(cursor);
      check_page(page);
      cursor = page.next;
      if (!cursor) break;
    }
    if (const auto mark = source->mark()) source->changes_since(*mark);
  });
  attempt(input, [&] { source->changes_since(answers.back()); });
  attempt(input, [&] { source->folders(std::nullopt); });
  attempt(input, [&] { source->completed_config(); });
}

}  // namespace igbot::fuzz
