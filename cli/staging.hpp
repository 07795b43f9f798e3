// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>

#include "cli/services.hpp"
#include "core/http/http.hpp"
#include "core/media/staging.hpp"

namespace igbot::cli {

/// The host that the keys staging.* describe; nullptr for none. Throws ErrorKind::config when they
/// are not complete.
std::unique_ptr<media::MediaHost> configured_media_host(const Config& config,
                                                        http::HttpClient& http, Clock& clock);

/// Staging as configured, for one command. The host is built when it is needed first: an idle run
/// opens no library and reads no secret.
class ConfiguredStaging {
 public:
  explicit ConfiguredStaging(Services& services);

  media::Staging& staging() { return staging_; }
  /// The host itself, or nullptr when none is configured.
  media::MediaHost* host();

 private:
  Services& services_;
  std::mutex mutex_;
  std::unique_ptr<media::MediaHost> host_;
  media::Staging staging_;
};

}  // namespace igbot::cli
