// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "core/account/instagram_login.hpp"
#include "core/post/publisher.hpp"
#include "providers/instagram/graph_api.hpp"

namespace igbot::instagram {

/// Both ports to Meta over one GraphApi, so that what one learns of limits holds for the other.
class Instagram {
 public:
  virtual ~Instagram() = default;
  virtual post::Publisher& publisher() = 0;
  virtual InstagramLogin& login() = 0;
};

/// Throws Error(ErrorKind::config) for a version that is none. `http` and `clock` outlive it.
std::unique_ptr<Instagram> make_instagram(http::HttpClient& http, const Clock& clock,
                                          GraphConfig config);

}  // namespace igbot::instagram
