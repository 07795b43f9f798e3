// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "core/crypto/digest.hpp"
#include "core/media/syncer.hpp"
#include "providers/s3/s3_source.hpp"
#include "tests/support/fake_http.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::s3 {
namespace {

constexpr int k_files_per_page = 1000;

std::string contents_of(int number) {
  const std::string key = "c" + std::to_string(number % 5) + "/" + std::to_string(number) + ".jpg";
  const std::string etag = crypto::digest_hex(crypto::DigestAlgorithm::md5, key);
  return "<Contents><Key>" + key + "</Key><ETag>\"" + etag + "\"</ETag><Size>100</Size></Contents>";
}

/// Answers with pages of a thousand objects; the token is the number of the page.
http::Response page_answer(const http::Request& request, int pages) {
  const std::string mark = "continuation-token=";
  const std::size_t at = request.url.find(mark);
  const int page = at == std::string::npos ? 0 : std::stoi(request.url.substr(at + mark.size()));
  std::string body = "<ListBucketResult><IsTruncated>";
  body += page + 1 < pages ? "true" : "false";
  body += "</IsTruncated><NextContinuationToken>" + std::to_string(page + 1) +
          "</NextContinuationToken>";
  for (int i = 0; i < k_files_per_page; ++i) body += contents_of(page * k_files_per_page + i);
  return {200, {}, body + "</ListBucketResult>"};
}

TEST(S3LargeListing, TwentyThousandFilesAreListedPageByPageAndNeverOpened) {
  test::TemporaryStore t;
  test::FakeHttp http([](const http::Request& request) {
    EXPECT_TRUE(request.url.find("list-type=2") != std::string::npos) << "an object was opened";
    return page_answer(request, 20);
  });
  const media::S3SourceConfig config{.bucket = "shop", .region = "eu-west-1"};
  const auto source = make_s3_source(http, t.clock, config, {"AKIA", Secret("secret")});
  const media::SyncRequest request{.chat = t.add_chat(),
                                   .actor = {"cli:test", "test"},
                                   .type = SourceType::s3,
                                   .config = media::print_source_config(config)};
  EXPECT_EQ(media::sync_media(t.store, *source, request).added, 20'000);
  EXPECT_EQ(http.requests.size(), 20U);
  const auto rows_written = [&] {
    return t.store.bookkeep([](Bookkeeping& unit) { return unit.db().total_changes(); });
  };
  const std::int64_t before = rows_written();
  EXPECT_EQ(media::sync_media(t.store, *source, request).unchanged, 20'000);
  EXPECT_EQ(http.requests.size(), 40U);
  EXPECT_EQ(rows_written(), before);
}

}  // namespace
}  // namespace igbot::s3
