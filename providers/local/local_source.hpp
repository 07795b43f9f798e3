// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/media/media_source.hpp"
#include "providers/local/descriptor.hpp"

namespace igbot::local {

/// A folder of this machine as a media source. Identifiers and paths are relative to its real path;
/// the version is size and modification time.
///
/// Nothing outside the real root is ever opened: every path is walked component by component from
/// an open descriptor of the root without following links, so a link swapped in meanwhile is
/// refused too. A link that stays inside is followed: a file link is a file of its own, a folder
/// link is entered once (no further links below it, no loops). Links that leave the root, dangling
/// links, devices, sockets and FIFOs are refused and reported, never opened. Names that begin with
/// a dot and lost+found are not looked at.
class LocalSource final : public media::MediaSource {
 public:
  /// Throws ErrorKind::failed when the folder is missing, unreadable or no folder.
  explicit LocalSource(const std::string& folder);

  std::string root() const override { return root_; }
  /// The whole tree in one page.
  media::MediaPage list(const std::optional<std::string>& cursor) override;
  void read(const media::MediaRef& ref, const Sink& sink) override;
  std::vector<media::MediaFolder> folders(const std::optional<std::string>& below) override;
  media::SourceConfig completed_config() override { return media::LocalSourceConfig{root_}; }

 private:
  std::string root_;
  Descriptor root_fd_;
};

}  // namespace igbot::local
