// SPDX-License-Identifier: MIT
#include "providers/s3/sigv4.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.hpp"

namespace igbot::s3 {
namespace {

// AWS, "Signature Calculations for the Authorization Header" and "... Using Query Parameters": the
// examples published there, with the results published there.
constexpr const char* k_example_host = "examplebucket.s3.amazonaws.com";
const Timestamp k_example_time = from_millis(1'369'353'600'000);  // 20130524T000000Z

class SignatureExamples : public testing::Test {
 protected:
  Signer signer() const { return {credentials_, "us-east-1", k_example_time}; }

  std::string signature_of(const SignableRequest& request) const {
    for (const http::Header& header : signed_headers(request, signer())) {
      if (header.name == "Authorization") {
        return header.value.substr(header.value.find("Signature=") + 10);
      }
    }
    return {};
  }

  Credentials credentials_{"AKIAIOSFODNN7EXAMPLE",
                           Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")};
};

TEST_F(SignatureExamples, GetObjectWithARange) {
  EXPECT_EQ(signature_of({.host = k_example_host,
                          .path = "/test.txt",
                          .headers = {{"Range", "bytes=0-9"}},
                          .payload_hash = std::string(k_empty_payload)}),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

TEST_F(SignatureExamples, PutObject) {
  EXPECT_EQ(signature_of({.method = "PUT",
                          .host = k_example_host,
                          .path = encode_path("/test$file.text"),
                          .headers = {{"Date", "Fri, 24 May 2013 00:00:00 GMT"},
                                      {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                          .payload_hash =
                              "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"}),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

TEST_F(SignatureExamples, GetBucketLifecycle) {
  EXPECT_EQ(signature_of({.host = k_example_host,
                          .query = {{"lifecycle", ""}},
                          .payload_hash = std::string(k_empty_payload)}),
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
}

TEST_F(SignatureExamples, ListObjects) {
  EXPECT_EQ(signature_of({.host = k_example_host,
                          .query = {{"prefix", "J"}, {"max-keys", "2"}},
                          .payload_hash = std::string(k_empty_payload)}),
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST_F(SignatureExamples, PresignedGet) {
  EXPECT_EQ(presigned_query({.host = k_example_host, .path = "/test.txt"}, signer(),
                            std::chrono::seconds{86400}),
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2F"
            "us-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&"
            "X-Amz-SignedHeaders=host&X-Amz-Signature="
            "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST_F(SignatureExamples, ASessionTokenIsSentAndSigned) {
  credentials_.session_token = Secret("token/with+signs=");
  const auto headers = signed_headers({.host = k_example_host}, signer());
  EXPECT_NE(std::find(headers.begin(), headers.end(),
                      http::Header{"x-amz-security-token", "token/with+signs="}),
            headers.end());
  EXPECT_NE(headers.back().value.find("SignedHeaders=host;x-amz-content-sha256;x-amz-date;"
                                      "x-amz-security-token,"),
            std::string::npos);
  EXPECT_NE(presigned_query({.host = k_example_host}, signer(), std::chrono::seconds{60})
                .find("&X-Amz-Security-Token=token%2Fwith%2Bsigns%3D&"),
            std::string::npos);
}

TEST(SignatureTest, PathsAreEncodedOnceAndNotNormalised) {
  EXPECT_EQ(encode_path("/a//b/../c d+(1)%.jpg"), "/a//b/../c%20d%2B%281%29%25.jpg");
  EXPECT_EQ(encode_path("/é"), "/%C3%A9");
}

TEST(SignatureTest, QueriesAreSortedByTheirEncodedNames) {
  EXPECT_EQ(canonical_query({{"b", "2"}, {"a b", "/+="}, {"a", ""}}), "a=&a%20b=%2F%2B%3D&b=2");
}

TEST_F(SignatureExamples, NoSignatureLivesLongerThanAWeek) {
  EXPECT_THROW(presigned_query({.host = k_example_host}, signer(), std::chrono::seconds{604801}),
               Error);
  EXPECT_THROW(presigned_query({.host = k_example_host}, signer(), std::chrono::seconds{0}), Error);
}

}  // namespace
}  // namespace igbot::s3
