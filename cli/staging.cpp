// SPDX-License-Identifier: MIT
#include "cli/staging.hpp"

#include "providers/staging/make_media_host.hpp"

namespace igbot::cli {
namespace {

/// Secrets are read for the kind that uses them only: their files may belong to another one.
staging::StagingSettings staging_settings(const Config& config) {
  staging::StagingSettings settings;
  settings.kind = config.text("staging.kind");
  settings.ttl = config.duration("staging.ttl");
  settings.prefix = config.text("staging.prefix");
  settings.bucket = config.text("staging.bucket");
  settings.region = config.text("staging.region");
  settings.endpoint = config.text("staging.endpoint");
  settings.path_style = config.boolean("staging.path_style");
  settings.access_key_id = config.text("staging.access_key_id");
  settings.cloud_name = config.text("staging.cloud_name");
  settings.api_key = config.text("staging.api_key");
  settings.api_base = config.text("staging.api_base");
  settings.directory = config.path("staging.directory");
  settings.base_url = config.text("staging.base_url");
  if (settings.kind == "s3")
    settings.secret_access_key = config.secret("staging.secret_access_key");
  if (settings.kind == "cloudinary") settings.api_secret = config.secret("staging.api_secret");
  return settings;
}

}  // namespace

std::unique_ptr<media::MediaHost> configured_media_host(const Config& config,
                                                        http::HttpClient& http, Clock& clock) {
  return staging::make_media_host(staging_settings(config), http, clock);
}

ConfiguredStaging::ConfiguredStaging(Services& services)
    : services_(services),
      staging_(
          services.store(), [this] { return host(); }, services.config().duration("staging.ttl")) {}

media::MediaHost* ConfiguredStaging::host() {
  const std::lock_guard lock(mutex_);
  if (!host_ && services_.config().text("staging.kind") != "none") {
    host_ = configured_media_host(services_.config(), services_.http(), services_.clock());
  }
  return host_.get();
}

}  // namespace igbot::cli
