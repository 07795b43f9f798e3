// SPDX-License-Identifier: MIT
#include "providers/s3/s3_source.hpp"

#include <gtest/gtest.h>

#include "core/crypto/digest.hpp"
#include "core/error.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"

namespace igbot::s3 {
namespace {

const std::string k_md5 = "0123456789abcdef0123456789abcdef";

std::string header_of(const http::Request& request, const std::string& name) {
  for (const http::Header& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

http::Response listing(const std::string& inside) {
  return {200, {}, "<ListBucketResult>" + inside + "</ListBucketResult>"};
}

std::string contents(const std::string& key, const std::string& etag = k_md5,
                     const std::string& more = "") {
  return "<Contents><Key>" + key + "</Key><ETag>&quot;" + etag + "&quot;</ETag><Size>9</Size>" +
         more + "</Contents>";
}

std::string next_page(const std::string& token) {
  return "<IsTruncated>true</IsTruncated><NextContinuationToken>" + token +
         "</NextContinuationToken>";
}

/// A source whose store the test plays.
class ToldS3 : public testing::Test {
 protected:
  std::unique_ptr<media::MediaSource> source(std::function<http::Response(int)> answer) {
    answer_ = std::move(answer);
    return make_s3_source(http_, clock_, config_, {"AKIAEXAMPLE", Secret("hush")});
  }
  Error failure_of_reading(media::MediaSource& source, const std::string& etag = k_md5) {
    try {
      source.read({"a.jpg", etag}, [](std::string_view) {});
    } catch (const Error& error) {
      return error;
    }
    throw std::logic_error("it was read");
  }

  media::S3SourceConfig config_{.bucket = "shop", .region = "eu-west-1"};
  test::FakeClock clock_{from_millis(1'789'000'000'000)};
  std::function<http::Response(int)> answer_;
  /// Answers by the number of the request, from 0.
  test::FakeHttp http_{[this](const http::Request&) {
    return answer_(static_cast<int>(http_.requests.size()) - 1);
  }};
};

struct Store {
  const char* name;
  media::S3SourceConfig config;
  const char* url;    ///< of a listing, up to its query
  const char* scope;  ///< region and service that are signed for
};

class S3Stores : public testing::TestWithParam<Store> {};

TEST_P(S3Stores, AreAskedAtTheirAddressInTheirRegion) {
  test::FakeClock clock(from_millis(1'789'000'000'000));
  test::FakeHttp http([](const http::Request&) { return listing(""); });
  const auto source =
      make_s3_source(http, clock, GetParam().config, {"AKIAEXAMPLE", Secret("hush")});
  source->list(std::nullopt);
  const http::Request& request = http.requests.at(0);
  EXPECT_EQ(request.url.substr(0, request.url.find('?')), GetParam().url);
  const std::string authorization = header_of(request, "Authorization");
  EXPECT_NE(authorization.find("Credential=AKIAEXAMPLE/20260910/" + std::string(GetParam().scope) +
                               "/aws4_request,"),
            std::string::npos)
      << authorization;
  EXPECT_NE(authorization.find("SignedHeaders=host;x-amz-content-sha256;x-amz-date"),
            std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Stores, S3Stores,
    testing::Values(
        Store{"AmazonHost",
              {.bucket = "shop", .region = "eu-central-1"},
              "https://shop.s3.eu-central-1.amazonaws.com/",
              "eu-central-1/s3"},
        Store{"AmazonPath",
              {.bucket = "shop", .region = "eu-central-1", .path_style = true},
              "https://s3.eu-central-1.amazonaws.com/shop/",
              "eu-central-1/s3"},
        Store{"AmazonDots",
              {.bucket = "shop.example.org", .region = "us-east-1"},
              "https://s3.us-east-1.amazonaws.com/shop.example.org/",
              "us-east-1/s3"},
        Store{"MinIO",
              {.bucket = "shop", .endpoint = "http://127.0.0.1:9000", .path_style = true},
              "http://127.0.0.1:9000/shop/",
              "us-east-1/s3"},
        Store{"R2",
              {.bucket = "shop",
               .region = "auto",
               .endpoint = "https://abc123.r2.cloudflarestorage.com",
               .path_style = true},
              "https://abc123.r2.cloudflarestorage.com/shop/",
              "auto/s3"},
        Store{
            "Spaces",
            {.bucket = "shop", .region = "nyc3", .endpoint = "https://nyc3.digitaloceanspaces.com"},
            "https://shop.nyc3.digitaloceanspaces.com/",
            "nyc3/s3"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(ToldS3, AnEndpointIsAnAddressAndNothingMore) {
  for (const char* endpoint :
       {"http://store.example.org", "https://store.example.org/path", "https://store.example.org?a",
        "https://user@store.example.org", "store.example.org", "ftp://store.example.org"}) {
    config_.endpoint = endpoint;
    try {
      source([](int) { return listing(""); });
      ADD_FAILURE() << endpoint;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::config);
      EXPECT_NE(error.hint().find("--endpoint"), std::string::npos) << error.hint();
    }
  }
}

TEST_F(ToldS3, DigestsAreToldOnlyWhereTheyAreSome) {
  const std::string objects = contents("plain.jpg", "0123456789ABCDEF0123456789abcdef") +
                              contents("parts.jpg", k_md5 + "-3") + contents("odd.jpg", "xyz");
  const media::MediaPage page = source([&](int) { return listing(objects); })->list(std::nullopt);
  ASSERT_EQ(page.entries.size(), 3U);
  EXPECT_EQ(page.entries[0].md5, k_md5);
  EXPECT_EQ(page.entries[0].version, "0123456789ABCDEF0123456789abcdef");
  EXPECT_FALSE(page.entries[1].md5);
  EXPECT_FALSE(page.entries[2].md5);
  config_.opaque_etags = true;
  const auto encrypted = source([&](int) { return listing(objects); });
  EXPECT_FALSE(encrypted->list(std::nullopt).entries[0].md5);
}

TEST_F(ToldS3, WhatIsArchivedTooLargeOrWithoutAUsableETagIsReported) {
  const std::string restored =
      "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress>"
      "<RestoreExpiryDate>2026-12-01T00:00:00Z</RestoreExpiryDate></RestoreStatus>";
  const std::string objects =
      contents("cold.jpg", k_md5, "<StorageClass>GLACIER</StorageClass>") +
      contents("deep.jpg", k_md5, "<StorageClass>DEEP_ARCHIVE</StorageClass>") +
      contents("back.jpg", k_md5, "<StorageClass>GLACIER</StorageClass>" + restored) +
      contents("instant.jpg", k_md5, "<StorageClass>GLACIER_IR</StorageClass>") +
      contents("break.jpg", "a&#10;b") + contents("none.jpg", "") +
      "<Contents><Key>huge.mp4</Key><ETag>e</ETag><Size>4294967297</Size></Contents>";
  const media::MediaPage page = source([&](int) { return listing(objects); })->list(std::nullopt);
  std::vector<std::string> usable;
  for (const auto& entry : page.entries) usable.push_back(entry.path);
  EXPECT_EQ(usable, (std::vector<std::string>{"back.jpg", "instant.jpg"}));
  std::vector<std::string> reported;
  for (const auto& problem : page.problems) reported.push_back(problem.path);
  EXPECT_EQ(reported, (std::vector<std::string>{"cold.jpg", "deep.jpg", "break.jpg", "none.jpg",
                                                "huge.mp4"}));
  EXPECT_FALSE(page.incomplete);
}

TEST_F(ToldS3, OnlyAmazonIsAskedAboutRestoredObjects) {
  source([](int) { return listing(""); })->list(std::nullopt);
  config_.endpoint = "https://nyc3.digitaloceanspaces.com";
  source([](int) { return listing(""); })->list(std::nullopt);
  const std::string name = "x-amz-optional-object-attributes";
  EXPECT_EQ(header_of(http_.requests.at(0), name), "RestoreStatus");
  EXPECT_EQ(header_of(http_.requests.at(1), name), "");
}

TEST_F(ToldS3, KeysOfOtherPrefixesAreNotTaken) {
  config_.prefix = "team/";
  const auto page = source([](int) {
                      return listing(contents("other/a.jpg") + contents("team/b.jpg"));
                    })->list(std::nullopt);
  ASSERT_EQ(page.entries.size(), 1U);
  EXPECT_EQ(page.entries[0].path, "b.jpg");
}

TEST_F(ToldS3, PagesThatLeadInACircleEndIncomplete) {
  const auto source = this->source(
      [](int number) { return listing(contents("a.jpg") + next_page(number % 2 ? "A" : "B")); });
  std::optional<std::string> cursor;
  media::MediaPage page;
  do {
    page = source->list(cursor);
    cursor = page.next;
  } while (cursor && http_.requests.size() < 10);
  EXPECT_EQ(http_.requests.size(), 3U);
  EXPECT_TRUE(page.incomplete);
  ASSERT_EQ(page.problems.size(), 1U);
  // Looking once more is a listing of its own.
  EXPECT_FALSE(source->list(std::nullopt).incomplete);
}

TEST_F(ToldS3, AListingEndsIncompleteAfterAsManyFilesAsALibraryMayHave) {
  EXPECT_EQ(ListingLimits{}.most_files, 200'000);
  answer_ = [](int number) {
    const std::string page = std::to_string(number);
    return listing(contents("notes.txt") + contents(page + "a.jpg") + contents(page + "b.jpg") +
                   next_page(page));
  };
  const auto source =
      make_s3_source(http_, clock_, config_, {"AKIAEXAMPLE", Secret("hush")}, {.most_files = 5});
  std::vector<std::string> listed;
  media::MediaPage page;
  do {
    page = source->list(page.next);
    for (const auto& entry : page.entries) listed.push_back(entry.path);
  } while (page.next);
  EXPECT_EQ(listed, (std::vector<std::string>{"0a.jpg", "0b.jpg", "1a.jpg", "1b.jpg", "2a.jpg"}));
  EXPECT_TRUE(page.incomplete);
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_NE(page.problems[0].reason.find("more than 5 files"), std::string::npos);
}

TEST_F(ToldS3, APageThatIsNoListingIsTemporary) {
  for (const char* body : {"", "<html></html>", "<ListBucketResult>",
                           "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
                           "<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>",
                           "<ListBucketResult><Contents><Key>a</Key><Size>-1</Size></Contents>"
                           "</ListBucketResult>"}) {
    const auto source = this->source([&](int) { return http::Response{200, {}, body}; });
    try {
      source->list(std::nullopt);
      ADD_FAILURE() << body;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::temporary);
    }
  }
}

TEST_F(ToldS3, APageThatFailsIsAskedForAgainThreeTimesWithPauses) {
  const Timestamp begin = clock_.now();
  const auto source = this->source([](int number) {
    return number < 3 ? http::Response{503, {}, ""} : listing(contents("a.jpg"));
  });
  EXPECT_EQ(source->list(std::nullopt).entries.size(), 1U);
  EXPECT_EQ(clock_.now() - begin, std::chrono::seconds{13});
  answer_ = [](int) { return http::Response{503, {}, ""}; };
  EXPECT_THROW(source->list(std::nullopt), Error);
  EXPECT_EQ(http_.requests.size(), 8U);
}

TEST_F(ToldS3, ARefusalIsNotRepeated) {
  const auto source = this->source([](int) {
    return http::Response{403, {}, "<Error><Code>InvalidAccessKeyId</Code></Error>"};
  });
  EXPECT_THROW(source->list(std::nullopt), Error);
  EXPECT_EQ(http_.requests.size(), 1U);
}

http::Response object(const std::string& bytes, std::vector<http::Header> headers = {}) {
  headers.push_back({"Content-Length", std::to_string(bytes.size())});
  return {200, std::move(headers), bytes};
}

TEST_F(ToldS3, AnObjectIsAskedForByItsETag) {
  const std::string bytes = "some bytes";
  const std::string etag = crypto::digest_hex(crypto::DigestAlgorithm::md5, bytes);
  const auto source = this->source([&](int) { return object(bytes); });
  std::string read;
  source->read({"a.jpg", etag}, [&](std::string_view piece) { read += piece; });
  EXPECT_EQ(read, bytes);
  EXPECT_EQ(http_.requests.at(0).url, "https://shop.s3.eu-west-1.amazonaws.com/a.jpg");
  EXPECT_EQ(header_of(http_.requests.at(0), "If-Match"), '"' + etag + '"');
  EXPECT_EQ(header_of(http_.requests.at(0), "Range"), "");
}

TEST_F(ToldS3, BytesThatAreNotThoseOfTheETagAreRefused) {
  const auto source = this->source([](int) { return object("other bytes"); });
  const Error error = failure_of_reading(*source);
  EXPECT_EQ(error.kind(), ErrorKind::not_found);
  EXPECT_NE(std::string(error.what()).find("changed while it was read"), std::string::npos);
  EXPECT_EQ(http_.requests.size(), 1U);
}

TEST_F(ToldS3, AnETagThatIsNoDigestIsNotCompared) {
  const auto read = [&](media::MediaSource& source, const std::string& etag) {
    EXPECT_NO_THROW(source.read({"a.jpg", etag}, [](std::string_view) {})) << etag;
  };
  read(*source([](int) { return object("bytes"); }), k_md5 + "-2");
  read(*source([](int) {
    return object("bytes", {{"x-amz-server-side-encryption", "aws:kms:dsse"}});
  }),
       k_md5);
  config_.opaque_etags = true;
  read(*source([](int) { return object("bytes"); }), k_md5);
}

TEST_F(ToldS3, AnotherVersionInTheAnswerIsRefused) {
  const auto source = this->source([](int) { return object("bytes", {{"ETag", "\"other\""}}); });
  EXPECT_EQ(failure_of_reading(*source).kind(), ErrorKind::not_found);
}

TEST_F(ToldS3, ARefusedObjectIsOneBadFileAndRefusedKeysAreNot) {
  const std::vector<std::pair<http::Response, ErrorKind>> answers{
      {{404, {}, "<Error><Code>NoSuchKey</Code></Error>"}, ErrorKind::not_found},
      {{404, {}, "<Error><Code>NoSuchBucket</Code></Error>"}, ErrorKind::not_found},
      {{412, {}, "<Error><Code>PreconditionFailed</Code></Error>"}, ErrorKind::not_found},
      {{403, {}, "<Error><Code>AccessDenied</Code></Error>"}, ErrorKind::not_found},
      {{403, {}, "<Error><Code>InvalidObjectState</Code></Error>"}, ErrorKind::not_found},
      {{403, {}, "<Error><Code>SignatureDoesNotMatch</Code></Error>"}, ErrorKind::auth},
      {{403, {}, "<Error><Code>InvalidAccessKeyId</Code></Error>"}, ErrorKind::auth},
      {{503, {}, "<Error><Code>SlowDown</Code></Error>"}, ErrorKind::temporary}};
  for (const auto& answer : answers) {
    const auto source = this->source([&](int) { return answer.first; });
    EXPECT_EQ(failure_of_reading(*source).kind(), answer.second) << answer.first.body;
  }
}

/// What goes on after half of ten bytes.
class BrokenOff : public ToldS3 {
 protected:
  /// The kind of failure, or the bytes, when the second request is answered so.
  std::variant<ErrorKind, std::string> then(const http::Response& answer) {
    http_.requests.clear();
    const auto source = this->source([&](int number) {
      return number == 0 ? http::Response{200, {{"Content-Length", "10"}}, "01234"} : answer;
    });
    std::string read;
    try {
      source->read({"a.jpg", "x-1"}, [&](std::string_view piece) { read += piece; });
    } catch (const Error& error) {
      return error.kind();
    }
    return read;
  }
  static http::Response rest(const std::string& range, const std::string& bytes, int status = 206) {
    return {status, {{"Content-Range", range}, {"Content-Length", "5"}}, bytes};
  }
};

TEST_F(BrokenOff, TheRestIsAskedForAndTaken) {
  EXPECT_EQ(std::get<std::string>(then(rest("bytes 5-9/10", "56789"))), "0123456789");
  EXPECT_EQ(header_of(http_.requests.at(1), "Range"), "bytes=5-");
  EXPECT_EQ(header_of(http_.requests.at(1), "If-Match"), "\"x-1\"");
}

TEST_F(BrokenOff, AnyOtherRestIsNotTaken) {
  for (const char* range : {"bytes 4-9/10", "bytes 5-8/10", "bytes 5-9/*", "bytes 5-9",
                            "items 5-9/10", "", "bytes 0-9/10", "bytes -1-9/10"}) {
    EXPECT_EQ(std::get<ErrorKind>(then(rest(range, "56789"))), ErrorKind::temporary) << range;
    EXPECT_EQ(http_.requests.size(), 4U);
  }
  EXPECT_EQ(std::get<ErrorKind>(then(rest("bytes 5-9/10", "56789", 200))), ErrorKind::temporary);
  EXPECT_EQ(std::get<ErrorKind>(then(rest("bytes 5-9/10", "56789+"))), ErrorKind::temporary);
  EXPECT_EQ(std::get<ErrorKind>(then(rest("bytes 5-10/11", "56789A"))), ErrorKind::not_found);
  EXPECT_EQ(std::get<ErrorKind>(then({416, {}, ""})), ErrorKind::not_found);
}

TEST_F(ToldS3, AnObjectOfUnknownOrHugeSizeIsNotRead) {
  const auto unknown = source([](int) { return http::Response{200, {}, "bytes"}; });
  EXPECT_EQ(failure_of_reading(*unknown).kind(), ErrorKind::temporary);
  const auto huge = source([](int) {
    return http::Response{200, {{"Content-Length", "4294967297"}}, "bytes"};
  });
  EXPECT_EQ(failure_of_reading(*huge).kind(), ErrorKind::not_found);
}

TEST_F(ToldS3, ATransferHasTheTimeThatItsSizeNeeds) {
  bool over_before = true;
  bool over_after = false;
  test::FakeHttp http([&](const http::Request& request) {
    // 200 MB at 100 kB/s are 2000 s more than the usual minute.
    const http::Response head{200, {{"Content-Length", "200000000"}}, ""};
    request.on_body(head, "first");
    clock_.advance(std::chrono::seconds{2059});
    over_before = request.is_canceled();
    clock_.advance(std::chrono::seconds{2});
    over_after = request.is_canceled();
    return http::Response{404, {}, ""};
  });
  const auto source = make_s3_source(http, clock_, config_, {"AKIAEXAMPLE", Secret("hush")});
  failure_of_reading(*source);
  EXPECT_FALSE(over_before);
  EXPECT_TRUE(over_after);
}

TEST_F(ToldS3, HowAStoreEncryptsIsSeenOnOneObject) {
  const auto completed = [&](std::vector<http::Header> headers) {
    http_.requests.clear();
    const auto source = this->source([&, headers](int number) mutable {
      headers.push_back({"ETag", "\"d41d8cd98f00b204e9800998ecf8427e\""});
      if (number > 0) return http::Response{200, headers, ""};
      return listing(contents("notes.txt") + contents("a.jpg") + contents("b.jpg"));
    });
    const auto config = std::get<media::S3SourceConfig>(source->completed_config());
    EXPECT_EQ(http_.requests.size(), 2U);
    EXPECT_EQ(http_.requests.at(1).method, "HEAD");
    EXPECT_TRUE(http_.requests.at(1).url.ends_with("/a.jpg"));
    return config.opaque_etags;
  };
  EXPECT_FALSE(completed({}));
  EXPECT_FALSE(completed({{"x-amz-server-side-encryption", "AES256"}}));
  EXPECT_TRUE(completed({{"x-amz-server-side-encryption", "aws:kms"}}));
  EXPECT_TRUE(completed({{"x-amz-server-side-encryption-customer-algorithm", "AES256"}}));
}

TEST_F(ToldS3, ALookThatIsRefusedNamesTheRightRegion) {
  const auto source = this->source([](int number) {
    if (number == 0) return listing(contents("a.jpg"));
    return http::Response{400, {{"x-amz-bucket-region", "ap-south-1"}}, ""};
  });
  try {
    source->completed_config();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::config);
    EXPECT_EQ(error.hint(), "igbotctl source connect s3 again, with --region ap-south-1");
  }
}

TEST_F(ToldS3, FoldersComeFromAllPagesByName) {
  config_.prefix = "team/";
  const auto source = this->source([](int number) {
    if (number == 0) {
      return listing(
          "<EncodingType>url</EncodingType><CommonPrefixes><Prefix>team/z%2B+1/</Prefix>"
          "</CommonPrefixes>" +
          contents("team/a.jpg") + next_page("2"));
    }
    return listing(
        "<CommonPrefixes><Prefix>team/b/</Prefix></CommonPrefixes>"
        "<CommonPrefixes><Prefix>team/.trash/</Prefix></CommonPrefixes>"
        "<CommonPrefixes><Prefix>elsewhere/</Prefix></CommonPrefixes>");
  });
  EXPECT_EQ(source->folders(std::nullopt),
            (std::vector<media::MediaFolder>{{"team/b/", "b"}, {"team/z+ 1/", "z+ 1"}}));
  EXPECT_NE(http_.requests.at(0).url.find("delimiter=%2F"), std::string::npos);
  EXPECT_NE(http_.requests.at(0).url.find("prefix=team%2F"), std::string::npos);
  EXPECT_NE(http_.requests.at(1).url.find("continuation-token=2"), std::string::npos);
}

}  // namespace
}  // namespace igbot::s3
