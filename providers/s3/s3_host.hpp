// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "core/media/media_host.hpp"
#include "providers/s3/s3_client.hpp"

namespace igbot::s3 {

struct S3HostOptions {
  std::string prefix = {};               ///< of every key
  std::chrono::seconds lifetime{86400};  ///< of a presigned URL, 1..604800 s
};

/// Copies in a private bucket, lent to Instagram by presigned GET. Keys are "prefix/igbot-….jpg".
class S3Host final : public media::MediaHost {
 public:
  /// As S3Client's constructor.
  S3Host(http::HttpClient& http, Clock& clock, Bucket bucket, Credentials credentials,
         S3HostOptions options);

  media::StagedName new_name(std::string_view mime) override;
  media::PublicUrl put(const media::StagedName& name, const std::filesystem::path& file,
                       std::string_view mime) override;
  void release(const media::StagedName& name) override;
  std::size_t sweep(Timestamp older_than) override;
  void check() override;

 private:
  http::HttpClient& http_;
  Clock& clock_;
  S3Client client_;
  S3HostOptions options_;
};

}  // namespace igbot::s3
