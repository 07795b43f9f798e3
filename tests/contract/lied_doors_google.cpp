// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "core/crypto/digest.hpp"
#include "core/error.hpp"
#include "providers/google_drive/drive_file.hpp"
#include "providers/google_drive/google_drive.hpp"
#include "tests/contract/lied_doors.hpp"
#include "tests/support/drive_key.hpp"

namespace igbot::test {
namespace {

constexpr const char* k_liar_folder = "FOLDERofLIARS";
constexpr const char* k_liar_file = "FILEofLIARS";
constexpr const char* k_content = "12345";

google_drive::GoogleConfig google_of(const std::string& url) {
  return {.api_base = url,
          .oauth_base = url,
          .accounts_base = url,
          .client_id = "client",
          .client_secret = Secret("secret-of-client")};
}

std::unique_ptr<media::MediaSource> drive_of(const Knock& knock) {
  return google_drive::make_drive_source(
      knock.http, knock.clock, google_of(knock.url), {.folder_id = k_liar_folder},
      {.kind = CredentialKind::google_oauth, .secret = Secret(R"({"refresh_token": "r"})")});
}

std::unique_ptr<media::MediaSource> drive_of_service(const Knock& knock) {
  const nlohmann::json key{{"type", "service_account"},
                           {"client_email", "liar@project.iam.gserviceaccount.com"},
                           {"private_key_id", "1"},
                           {"private_key", k_drive_private_key}};
  return google_drive::make_drive_source(
      knock.http, knock.clock, google_of(knock.url), {.folder_id = k_liar_folder},
      {.kind = CredentialKind::google_service_account, .secret = Secret(key.dump())});
}

PlainAnswer file_answer() {
  return {.body = R"({"id": "FILEofLIARS", "name": "a.jpg", "mimeType": "image/jpeg",
                      "size": "5", "md5Checksum": ")" +
                  crypto::digest_hex(crypto::DigestAlgorithm::md5, k_content) + "\"}"};
}

Told list(const Knock& knock) {
  const media::MediaPage page = drive_of(knock)->list(std::nullopt);
  return page.incomplete ? Told::doubt : Told::success;
}

/// Lists honestly first, for the mark.
Told changes(const Knock& knock) {
  const auto source = drive_of(knock);
  source->list(std::nullopt);
  const auto mark = source->mark();
  if (!mark) throw std::logic_error("no mark");
  return source->changes_since(*mark) ? Told::success : Told::doubt;
}

Told read(const Knock& knock) {
  google_drive::DriveFile file{.id = k_liar_file, .name = "a.jpg", .mime = "image/jpeg"};
  file.size = 5;
  file.md5 = crypto::digest_hex(crypto::DigestAlgorithm::md5, k_content);
  std::string bytes;
  drive_of(knock)->read({k_liar_file, google_drive::version_of(file)},
                        [&](std::string_view piece) { bytes += piece; });
  // What is told as a success must be the file.
  if (bytes != k_content) throw std::logic_error("read something else: " + bytes);
  return Told::success;
}

Told exchange(const Knock& knock) {
  google_drive::make_google_login(knock.http, google_of(knock.url))
      ->exchange_code(Secret("code"), Secret("verifier"), "http://127.0.0.1:1");
  return Told::success;
}

Told revoke(const Knock& knock) {
  google_drive::make_google_login(knock.http, google_of(knock.url))
      ->revoke(Secret(R"({"refresh_token": "r"})"));
  return Told::success;
}

}  // namespace

std::vector<Door> google_doors() {
  const PlainAnswer token{.body = R"({"access_token": "t", "expires_in": 3600,
                                      "refresh_token": "r"})"};
  const PlainAnswer folder{.body = R"({"id": "FOLDERofLIARS", "name": "Stories",
                                       "mimeType": "application/vnd.google-apps.folder"})"};
  const PlainAnswer start{.body = R"({"startPageToken": "1"})"};
  const PlainAnswer none{.body = R"({"files": []})"};
  const std::pair<std::string, PlainAnswer> give_token{"/token", token};
  const std::pair<std::string, PlainAnswer> give_folder{"/files/FOLDER", folder};
  const std::pair<std::string, PlainAnswer> give_start{"/startPageToken", start};
  const std::pair<std::string, PlainAnswer> give_none{"/files?", none};
  return {
      {.name = "login at Google", .truth = token, .knock = exchange, .most_mebibytes = 1},
      {.name = "revoking at Google", .truth = {.body = "{}"}, .knock = revoke, .most_mebibytes = 1},
      {.name = "access token of Google",
       .truth = token,
       .knock = list,
       .honest = {give_folder, give_start, give_none},
       .most_mebibytes = 16},  // of what is asked after it
      {.name = "access token of a service account",
       .truth = token,
       .knock =
           [](const Knock& knock) {
             const auto page = drive_of_service(knock)->list(std::nullopt);
             return page.incomplete ? Told::doubt : Told::success;
           },
       .honest = {give_folder, give_start, give_none},
       .most_mebibytes = 16},  // of what is asked after it
      {.name = "folder of Drive",
       .truth = folder,
       .knock = list,
       .honest = {give_token, give_start, give_none},
       .most_mebibytes = 16},
      {.name = "listing of Drive",
       .truth = none,
       .knock = list,
       .honest = {give_token, give_folder, give_start},
       .most_mebibytes = 16},
      {.name = "changes of Drive",
       .truth = {.body = R"({"changes": [], "newStartPageToken": "2"})"},
       .knock = changes,
       .honest = {give_token, give_folder, give_start, give_none},
       .most_mebibytes = 16},
      {.name = "state of changes of Drive",
       .truth = start,
       .knock =
           [](const Knock& knock) {
             const auto source = drive_of(knock);
             source->list(std::nullopt);
             return source->mark() ? Told::success : Told::doubt;
           },
       .honest = {give_token, give_folder, give_none},
       .most_mebibytes = 16},
      {.name = "file of Drive",
       .truth = file_answer(),
       .knock = read,
       .honest = {give_token, {"alt=media", {.type = "image/jpeg", .body = k_content}}},
       .most_mebibytes = 16},
      {.name = "bytes of Drive",
       .truth = {.type = "image/jpeg", .body = k_content},
       .knock = read,
       .honest = {give_token, {"fields=", file_answer()}},
       .most_mebibytes = 16,  // of what is asked before
       .follows_redirects = true},
      {.name = "folders of Drive",
       .truth = none,
       .knock =
           [](const Knock& knock) {
             drive_of(knock)->folders(k_liar_folder);
             return Told::success;
           },
       .honest = {give_token, give_folder},
       .most_mebibytes = 16},
  };
}

}  // namespace igbot::test
