// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>

#include "cli/services.hpp"
#include "core/account/token_care.hpp"
#include "core/post/publisher.hpp"

namespace igbot::cli {

/// Meta's logins as configured (instagram.*), for one command. Nothing is built, and no library
/// opened, before something is asked of it. Safe for use by several threads.
class ConfiguredInstagram {
 public:
  explicit ConfiguredInstagram(Services& services);
  ~ConfiguredInstagram();

  InstagramLogin& login();
  post::Publisher& publisher();
  /// What services take; refers to this object.
  InstagramAccess access();

 private:
  class Parts;
  Parts& parts();

  Services& services_;
  std::mutex mutex_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace igbot::cli
