// SPDX-License-Identifier: MIT
#include "providers/staging/make_media_host.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text/text.hpp"
#include "providers/cloudinary/cloudinary_host.hpp"
#include "providers/public_directory/public_directory.hpp"
#include "providers/s3/s3_host.hpp"

namespace igbot::staging {
namespace {

constexpr std::chrono::seconds k_longest_presigned{604800};

struct Needed {
  const char* key;
  bool is_given;
};

void require(const std::string& kind, const std::vector<Needed>& needed) {
  std::vector<std::string> missing;
  for (const Needed& each : needed) {
    if (!each.is_given) missing.push_back(std::string("staging.") + each.key);
  }
  if (missing.empty()) return;
  throw Error(ErrorKind::config,
              "staging.kind = " + kind + " is not complete: " + text::join(missing, ", ") +
                  (missing.size() == 1 ? " is missing" : " are missing"),
              "set what is missing in the configuration file or the environment; "
              "igbotctl config show");
}

Error invalid(const std::string& key, const std::string& value, const std::string& accepted) {
  return {ErrorKind::config, "invalid staging." + key + ": '" + text::one_line(value) + "'",
          "staging." + key + " takes " + accepted};
}

/// Keys, public ids and URLs are made of it, so it has only what means the same in all of them.
void require_plain_prefix(const std::string& prefix) {
  const bool plain = std::all_of(prefix.begin(), prefix.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_./").find(c) != std::string_view::npos;
  });
  const bool walks = prefix.find("..") != std::string::npos;
  if (plain && !walks && prefix.find("//") == std::string::npos) return;
  throw invalid("prefix", prefix, "letters, digits, - _ . and single slashes");
}

std::unique_ptr<media::MediaHost> make_s3(const StagingSettings& settings, http::HttpClient& http,
                                          Clock& clock) {
  const bool has_endpoint = !settings.endpoint.empty();
  require("s3", {{"bucket", !settings.bucket.empty()},
                 {"region", has_endpoint || !settings.region.empty()},
                 {"access_key_id", !settings.access_key_id.empty()},
                 {"secret_access_key", !settings.secret_access_key.empty()}});
  require_plain_prefix(settings.prefix);
  if (settings.ttl > k_longest_presigned) {
    throw invalid("ttl", std::to_string(settings.ttl.count()) + "s", "at most 7d with s3");
  }
  s3::Bucket bucket;
  bucket.name = settings.bucket;
  bucket.region = settings.region.empty() ? "us-east-1" : settings.region;
  bucket.endpoint = settings.endpoint;
  // A certificate for *.s3.example.org does not cover a.b.s3.example.org.
  bucket.path_style = settings.path_style || settings.bucket.find('.') != std::string::npos;
  return std::make_unique<s3::S3Host>(
      http, clock, std::move(bucket),
      s3::Credentials{settings.access_key_id, settings.secret_access_key},
      s3::S3HostOptions{settings.prefix, settings.ttl});
}

std::unique_ptr<media::MediaHost> make_cloudinary(const StagingSettings& settings,
                                                  http::HttpClient& http, Clock& clock) {
  require("cloudinary", {{"cloud_name", !settings.cloud_name.empty()},
                         {"api_key", !settings.api_key.empty()},
                         {"api_secret", !settings.api_secret.empty()}});
  require_plain_prefix(settings.prefix);
  cloudinary::Account account;
  account.cloud_name = settings.cloud_name;
  account.api_key = settings.api_key;
  account.api_secret = settings.api_secret;
  account.api_base = settings.api_base;
  return std::make_unique<cloudinary::CloudinaryHost>(
      http, clock, std::move(account),
      cloudinary::CloudinaryHostOptions{settings.prefix, settings.ttl});
}

std::unique_ptr<media::MediaHost> make_public_url(const StagingSettings& settings,
                                                  http::HttpClient& http, Clock& clock) {
  require("public_url",
          {{"directory", !settings.directory.empty()}, {"base_url", !settings.base_url.empty()}});
  if (!settings.directory.is_absolute()) {
    throw invalid("directory", settings.directory.string(), "an absolute path");
  }
  if (settings.base_url.find('?') != std::string::npos) {
    throw invalid("base_url", settings.base_url.substr(0, settings.base_url.find('?')) + "?…",
                  "the address of a folder, without a query");
  }
  return std::make_unique<public_directory::PublicDirectory>(
      http, clock,
      public_directory::ServedFolder{settings.directory, settings.base_url, settings.ttl});
}

}  // namespace

std::unique_ptr<media::MediaHost> make_media_host(const StagingSettings& settings,
                                                  http::HttpClient& http, Clock& clock) {
  if (settings.kind == "none") return nullptr;
  if (settings.kind == "s3") return make_s3(settings, http, clock);
  if (settings.kind == "cloudinary") return make_cloudinary(settings, http, clock);
  if (settings.kind == "public_url") return make_public_url(settings, http, clock);
  throw invalid("kind", settings.kind, "none, s3, cloudinary or public_url");
}

}  // namespace igbot::staging
