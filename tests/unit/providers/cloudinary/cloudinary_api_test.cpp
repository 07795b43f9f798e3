// SPDX-License-Identifier: MIT
#include "providers/cloudinary/cloudinary_api.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "providers/cloudinary/cloudinary_error.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"
#include "tests/support/temporary_file.hpp"

namespace igbot::cloudinary {
namespace {

// The text that Cloudinary's own example signs, "public_id=sample_image&timestamp=1315060510abcd",
// digested by sha256sum.
TEST(CloudinarySignatureTest, ParametersAreSignedByNameWithTheSecretBehindThem) {
  EXPECT_EQ(
      signature_of({{"timestamp", "1315060510"}, {"public_id", "sample_image"}}, Secret("abcd")),
      "e3c44b54e67a3ecc918f5d7236ca5faa36250ea8a8cd6cbabfd2d6bb2453acac");
}

class CloudinaryApiTest : public testing::Test {
 protected:
  CloudinaryApi api() {
    Account account;
    account.cloud_name = "demo";
    account.api_key = "1234";
    account.api_secret = Secret("cloud-secret");
    return {http_, clock_, std::move(account)};
  }

  http::Response answer_{200, {}, "{}"};
  test::FakeHttp http_{[this](const http::Request&) { return answer_; }};
  test::FakeClock clock_;
};

TEST_F(CloudinaryApiTest, TheSecretIsInNoUrlAndNoField) {
  const test::TemporaryFile file("a.jpg", "bytes");
  EXPECT_THROW(api().upload("image", "igbot-x", file.path()), Error);
  EXPECT_THROW(api().destroy("image", "igbot-x"), Error);
  answer_.body = R"({"resources":[]})";
  api().list("image", "igbot-", std::nullopt);
  ASSERT_EQ(http_.requests.size(), 3U);
  for (const http::Request& request : http_.requests) {
    EXPECT_EQ(request.url.find("cloud-secret"), std::string::npos);
    EXPECT_EQ(request.url.find('@'), std::string::npos);
    for (const http::Part& part : request.parts) EXPECT_NE(part.value, "cloud-secret");
  }
}

TEST_F(CloudinaryApiTest, APictureIsDeliveredInTheJpegMadeOnTheWayIn) {
  const test::TemporaryFile file("a.jpg", "bytes");
  answer_.body =
      R"({"secure_url":"https://res.example.org/demo/image/upload/v1/igbot-x.png","bytes":1,)"
      R"("eager":[{"secure_url":"https://res.example.org/demo/image/upload/f_jpg,q_95/v1/igbot-x.jpg",)"
      R"("bytes":77}]})";
  const Delivery delivery = api().upload("image", "igbot-x", file.path());
  EXPECT_EQ(delivery.url, "https://res.example.org/demo/image/upload/f_jpg,q_95/v1/igbot-x.jpg");
  EXPECT_EQ(delivery.size, 77U);
}

TEST_F(CloudinaryApiTest, AnAnswerOfAnotherShapeIsNoDelivery) {
  const test::TemporaryFile file("a.jpg", "bytes");
  for (
      const char* body :
      {"", "<html>", "[]", "{}", R"({"eager":[]})",
       R"({"eager":[{"secure_url":"https://res.example.org/image/upload/f_auto/x","bytes":7}]})"}) {
    answer_.body = body;
    EXPECT_THROW(api().upload("image", "igbot-x", file.path()), Error) << body;
  }
}

TEST_F(CloudinaryApiTest, AListingThatTurnsInCirclesEnds) {
  answer_.body = R"({"resources":[],"next_cursor":"same"})";
  EXPECT_EQ(api().list("image", "igbot-", std::nullopt).next, "same");
  EXPECT_THROW(api().list("image", "igbot-", "same"), Error);
}

struct CloudRefusal {
  int status;
  const char* words;
  ErrorKind kind;
  const char* hint;
};

class CloudinaryRefusals : public testing::TestWithParam<CloudRefusal> {};

TEST_P(CloudinaryRefusals, HaveTheirKindAndTheirHint) {
  const CloudRefusal& refusal = GetParam();
  const Error error = cloudinary_error(
      {refusal.status, {}, R"({"error":{"message":")" + std::string(refusal.words) + R"("}})"},
      "upload");
  EXPECT_EQ(error.kind(), refusal.kind);
  EXPECT_NE(error.hint().find(refusal.hint), std::string::npos) << error.hint();
  EXPECT_EQ(std::string(error.what()).find("igbot-"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Answers, CloudinaryRefusals,
    testing::Values(
        CloudRefusal{401, "Invalid Signature abc. String to sign - 'public_id=igbot-x'.",
                     ErrorKind::auth, "staging.api_secret"},
        CloudRefusal{401, "Unknown API key 1234", ErrorKind::auth, "staging.api_key"},
        CloudRefusal{401, "api_secret mismatch", ErrorKind::auth, "staging.api_secret"},
        CloudRefusal{401, "Invalid cloud_name demo", ErrorKind::config, "staging.cloud_name"},
        CloudRefusal{400, "Stale request - reported time is 2020", ErrorKind::config, "clock"},
        CloudRefusal{400, "File size too large. Got 200", ErrorKind::config, "limit"},
        CloudRefusal{400, "Invalid image file igbot-x", ErrorKind::config, "account"},
        CloudRefusal{403, "not allowed", ErrorKind::auth, "rights"},
        CloudRefusal{420, "Rate Limit Exceeded", ErrorKind::temporary, "later"},
        CloudRefusal{503, "", ErrorKind::temporary, "later"}));

}  // namespace
}  // namespace igbot::cloudinary
