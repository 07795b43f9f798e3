// SPDX-License-Identifier: MIT
#include <optional>
#include <string>

#include "providers/s3/s3_error.hpp"
#include "providers/s3/s3_host.hpp"
#include "providers/s3/s3_source.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"

namespace igbot::fuzz {
/// A store that answers everything with the input: its listing ends, its keys have a place, its
/// refusals are told.
void fuzz_s3_answer(std::string_view input) {
  const http::Response response = answer_of(input);
  const s3::Bucket bucket{.name = "stories", .region = "eu-central-1"};
  check_failure(s3::s3_error(response, bucket, "list"), input);
  s3::is_missing_key(response);
  s3::has_opaque_etag(response);
  test::FakeClock clock(k_now);
  test::FakeHttp http([&](const http::Request&) { return response; });
  const s3::Credentials keys{.access_key_id = "AKIAFUZZ", .secret_access_key = Secret("fuzz")};
  const auto source = s3::make_s3_source(
      http, clock, {.bucket = "stories", .region = "eu-central-1", .prefix = "a/"}, keys);
  attempt(input, [&] {
    std::optional<std::string> cursor;
    do {
      const media::MediaPage page = source->list(cursor);
      for (const media::MediaEntry& entry : page.entries) {
        require(!entry.identifier.empty() && entry.size >= 0, "a file of nothing");
      }
      cursor = page.next;
    } while (cursor && http.requests.size() < 12);
    require(!cursor, "a listing does not end");
  });
  attempt(input, [&] { s3::S3Host(http, clock, bucket, keys, {.prefix = "a"}).sweep(k_now); });
  attempt(input, [&] { source->folders(std::nullopt); });
  attempt(input, [&] { s3::S3Client(http, clock, bucket, keys).head("a/b.jpg"); });
}

}  // namespace igbot::fuzz
