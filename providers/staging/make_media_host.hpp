// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "core/http/http.hpp"
#include "core/media/media_host.hpp"
#include "core/secret.hpp"

namespace igbot::staging {

/// The configuration keys staging.*, by their names.
struct StagingSettings {
  std::string kind = "none";  ///< none, s3, cloudinary, public_url
  std::chrono::seconds ttl{86400};
  std::string prefix = {};

  std::string bucket = {};
  std::string region = {};
  std::string endpoint = {};
  bool path_style = false;
  std::string access_key_id = {};
  Secret secret_access_key = {};

  std::string cloud_name = {};
  std::string api_key = {};
  Secret api_secret = {};
  std::string api_base = "https://api.cloudinary.com";

  std::filesystem::path directory = {};
  std::string base_url = {};
};

/// The host that is configured; nullptr for the kind none. Nothing is asked of it yet. Throws
/// ErrorKind::config naming every key that is missing, or the one that no host can be made of.
std::unique_ptr<media::MediaHost> make_media_host(const StagingSettings& settings,
                                                  http::HttpClient& http, Clock& clock);

}  // namespace igbot::staging
