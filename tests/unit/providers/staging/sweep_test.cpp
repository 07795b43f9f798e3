// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "providers/cloudinary/cloudinary_host.hpp"
#include "providers/s3/s3_host.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"

namespace igbot::staging {
namespace {

constexpr const char* k_copy = "igbot-AbCdEfGhIjKlMnOpQrStUvWxYz012345";

/// A store that lists what was not asked for: a copy under another prefix.
class SweepTest : public testing::Test {
 protected:
  std::size_t deletions(const std::string& method) const {
    std::size_t count = 0;
    for (const http::Request& request : http_.requests) count += request.method == method ? 1 : 0;
    return count;
  }

  std::string listing_;
  test::FakeHttp http_{[this](const http::Request&) { return http::Response{200, {}, listing_}; }};
  test::FakeClock clock_;
};

TEST_F(SweepTest, ACloudThatListsAnothersCopiesLosesNone) {
  listing_ = std::string(R"({"resources":[{"public_id":"other/)") + k_copy +
             R"(","created_at":"2026-01-01T00:00:00Z"}]})";
  cloudinary::CloudinaryHost host(http_, clock_, {"demo", "1234", Secret("cloud-secret")},
                                  {.prefix = "stories"});
  EXPECT_EQ(host.sweep(clock_.now()), 0U);
  EXPECT_EQ(deletions("POST"), 0U);
}

TEST_F(SweepTest, ABucketThatListsAnothersCopiesLosesNone) {
  listing_ = std::string("<ListBucketResult><Contents><Key>other/") + k_copy +
             ".jpg</Key><LastModified>2026-01-01T00:00:00Z</LastModified><ETag>e</ETag>"
             "<Size>1</Size></Contents></ListBucketResult>";
  s3::S3Host host(http_, clock_, {.name = "b", .region = "r"}, {"key", Secret("secret")},
                  {.prefix = "stories"});
  EXPECT_EQ(host.sweep(clock_.now()), 0U);
  EXPECT_EQ(deletions("DELETE"), 0U);
}

}  // namespace
}  // namespace igbot::staging
