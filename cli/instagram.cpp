// SPDX-License-Identifier: MIT
#include "cli/instagram.hpp"

#include "cli/keys.hpp"
#include "providers/instagram/instagram.hpp"

namespace igbot::cli {
namespace {

instagram::GraphConfig graph_config(const Config& config) {
  return {.instagram_base = config.text("instagram.api_base"),
          .facebook_base = config.text("instagram.facebook_api_base"),
          .version = config.text("instagram.api_version"),
          .app_id = config.text("instagram.app_id"),
          .app_secret = config.secret("instagram.app_secret"),
          .redirect_uri = config.text("instagram.redirect_uri")};
}

}  // namespace

class ConfiguredInstagram::Parts {
 public:
  explicit Parts(Services& services)
      : instagram_(instagram::make_instagram(services.http(), services.clock(),
                                             graph_config(services.config()))) {}

  instagram::Instagram& instagram() { return *instagram_; }

 private:
  std::unique_ptr<instagram::Instagram> instagram_;
};

ConfiguredInstagram::ConfiguredInstagram(Services& services) : services_(services) {}

ConfiguredInstagram::~ConfiguredInstagram() = default;

ConfiguredInstagram::Parts& ConfiguredInstagram::parts() {
  const std::lock_guard lock(mutex_);
  if (!parts_) parts_ = std::make_unique<Parts>(services_);
  return *parts_;
}

InstagramLogin& ConfiguredInstagram::login() { return parts().instagram().login(); }

post::Publisher& ConfiguredInstagram::publisher() { return parts().instagram().publisher(); }

InstagramAccess ConfiguredInstagram::access() {
  return {[this] { return load_keys(services_.config()); },
          [this]() -> InstagramLogin& { return login(); }};
}

}  // namespace igbot::cli
