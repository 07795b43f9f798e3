// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/account/credential_repository.hpp"
#include "core/media/media_source.hpp"
#include "providers/google_drive/google_drive.hpp"
#include "providers/s3/s3_source.hpp"

namespace igbot {

/// What opening media sources takes from outside; they refer to client and clock.
struct SourceTools {
  /// Asked for by sources that are not on this machine alone.
  std::function<http::HttpClient&()> http;
  Clock& clock;
  google_drive::GoogleConfig google;
  s3::GetVariable variable;
};

/// A media source by its configuration and the secret a chat keeps for it. Without one an S3 source
/// takes the keys of its profile or of the environment. Throws ErrorKind::auth where a secret is
/// needed and missing, and as the source does.
std::unique_ptr<media::MediaSource> make_media_source(const media::SourceConfig& config,
                                                      const std::optional<NewCredential>& secret,
                                                      const SourceTools& tools);

}  // namespace igbot
