// SPDX-License-Identifier: MIT
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "core/text/text.hpp"
#include "providers/google_drive/drive_error.hpp"
#include "providers/google_drive/drive_file.hpp"
#include "providers/google_drive/drive_json.hpp"
#include "providers/google_drive/oauth_token.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
namespace {

void check_file(const google_drive::DriveFile& file) {
  require(google_drive::is_drive_id(file.id), "a file without an id");
  require(!file.size || *file.size >= 0, "a file of less than nothing");
  const std::string path =
      google_drive::path_below("a", google_drive::media_name(file.name, file.mime));
  require(is_plain_line(path) && text::split(path, '/').size() == 2, "a name is several folders");
  require(path != "a/.." && path != "a/.", "a name leads elsewhere");
  const auto entry = google_drive::entry_of(file, file.id, path);
  require(entry.entry.has_value() != !entry.reason.empty(), "neither a file nor a problem");
}

}  // namespace

/// What Drive says of a file, why it refuses, and what its token endpoint gives.
void fuzz_drive_answer(std::string_view input) {
  const http::Response response = answer_of(input);
  if (const auto value = google_drive::parse_object(response.body)) {
    if (const auto file = google_drive::file_in(*value)) check_file(*file);
  }
  google_drive::is_passing(response);
  check_failure(google_drive::refusal_of(response, "listing a folder of Google Drive"), input);
  for (const auto kind : {CredentialKind::google_oauth, CredentialKind::google_service_account}) {
    check_failure(google_drive::token_refusal(response, kind), input);
  }
  attempt(input, [&] {
    const auto tokens = google_drive::tokens_in(response);
    require(!tokens.access.empty() && is_plain_line(tokens.access.reveal()), "no token is a token");
    require(tokens.life.count() >= 0 && tokens.life <= std::chrono::hours{24 * 366},
            "a token that lives for ever");
  });
  attempt(input, [&] { google_drive::refresh_token_of(Secret(response.body)); });
}

}  // namespace igbot::fuzz
