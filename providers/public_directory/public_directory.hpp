// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "core/http/http.hpp"
#include "core/media/media_host.hpp"

namespace igbot::public_directory {

struct ServedFolder {
  std::filesystem::path folder;
  std::string base_url;  ///< address of the folder, without a slash at its end
  std::chrono::seconds lifetime{86400};
};

/// Copies in a folder that a web server shows to the world. A copy appears there whole or not at
/// all, readable for all (0644); no link in the folder is ever followed. Names of copies that are
/// still being written begin with a dot.
class PublicDirectory final : public media::MediaHost {
 public:
  PublicDirectory(http::HttpClient& http, Clock& clock, ServedFolder served);

  media::StagedName new_name(std::string_view mime) override;
  media::PublicUrl put(const media::StagedName& name, const std::filesystem::path& file,
                       std::string_view mime) override;
  void release(const media::StagedName& name) override;
  std::size_t sweep(Timestamp older_than) override;
  void check() override;

 private:
  http::HttpClient& http_;
  Clock& clock_;
  ServedFolder served_;
};

}  // namespace igbot::public_directory
