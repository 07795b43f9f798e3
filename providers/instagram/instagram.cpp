// SPDX-License-Identifier: MIT
#include "providers/instagram/instagram.hpp"

#include <utility>

#include "providers/instagram/instagram_publisher.hpp"
#include "providers/instagram/meta_login.hpp"

namespace igbot::instagram {
namespace {

class MetaInstagram final : public Instagram {
 public:
  MetaInstagram(http::HttpClient& http, const Clock& clock, GraphConfig config)
      : api_(http, clock, std::move(config)) {}

  post::Publisher& publisher() override { return publisher_; }
  InstagramLogin& login() override { return login_; }

 private:
  GraphApi api_;
  InstagramPublisher publisher_{api_};
  MetaLogin login_{api_};
};

}  // namespace

std::unique_ptr<Instagram> make_instagram(http::HttpClient& http, const Clock& clock,
                                          GraphConfig config) {
  return std::make_unique<MetaInstagram>(http, clock, std::move(config));
}

}  // namespace igbot::instagram
