// SPDX-License-Identifier: MIT
#include "providers/registry.hpp"

#include "core/error.hpp"
#include "providers/local/local_source.hpp"

namespace igbot {
namespace {

constexpr const char* k_connect = "igbotctl source connect";

struct Make {
  const std::optional<NewCredential>& secret;
  const SourceTools& tools;

  std::unique_ptr<media::MediaSource> operator()(const media::LocalSourceConfig& config) const {
    return std::make_unique<local::LocalSource>(config.path);
  }

  std::unique_ptr<media::MediaSource> operator()(const media::DriveSourceConfig& config) const {
    const bool fits = secret && (secret->kind == CredentialKind::google_oauth ||
                                 secret->kind == CredentialKind::google_service_account);
    if (!fits) {
      throw Error(ErrorKind::auth, "there is nothing to reach Google Drive with",
                  std::string(k_connect) + " drive");
    }
    return google_drive::make_drive_source(tools.http(), tools.clock, tools.google, config,
                                           {secret->kind, secret->secret});
  }

  std::unique_ptr<media::MediaSource> operator()(const media::S3SourceConfig& config) const {
    return s3::make_s3_source(tools.http(), tools.clock, config, keys_for(config));
  }

  s3::Credentials keys_for(const media::S3SourceConfig& config) const {
    if (secret && secret->kind == CredentialKind::s3_keys) return s3::parse_keys(secret->secret);
    if (!config.profile.empty()) {
      return s3::credentials_of_profile(config.profile, tools.variable);
    }
    if (auto keys = s3::credentials_of_environment(tools.variable)) return std::move(*keys);
    throw Error(ErrorKind::auth, "there are no keys for the bucket: " + config.bucket,
                std::string(k_connect) +
                    " s3 --keys-stdin, --profile NAME, or AWS_ACCESS_KEY_ID and "
                    "AWS_SECRET_ACCESS_KEY");
  }
};

}  // namespace

std::unique_ptr<media::MediaSource> make_media_source(const media::SourceConfig& config,
                                                      const std::optional<NewCredential>& secret,
                                                      const SourceTools& tools) {
  return std::visit(Make{secret, tools}, config);
}

}  // namespace igbot
