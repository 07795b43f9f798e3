// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "core/media/media_host.hpp"
#include "providers/cloudinary/cloudinary_api.hpp"

namespace igbot::cloudinary {

struct CloudinaryHostOptions {
  std::string prefix = {};  ///< of every public id
  std::chrono::seconds lifetime{86400};
};

/// Copies in a Cloudinary account under public ids "prefix/igbot-…", delivered as JPEG or MP4.
class CloudinaryHost final : public media::MediaHost {
 public:
  /// As CloudinaryApi's constructor.
  CloudinaryHost(http::HttpClient& http, Clock& clock, Account account,
                 CloudinaryHostOptions options);

  media::StagedName new_name(std::string_view mime) override;
  media::PublicUrl put(const media::StagedName& name, const std::filesystem::path& file,
                       std::string_view mime) override;
  void release(const media::StagedName& name) override;
  std::size_t sweep(Timestamp older_than) override;
  void check() override;

 private:
  std::size_t sweep_type(const std::string& resource_type, Timestamp older_than);

  http::HttpClient& http_;
  Clock& clock_;
  CloudinaryApi api_;
  CloudinaryHostOptions options_;
};

}  // namespace igbot::cloudinary
