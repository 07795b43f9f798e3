// SPDX-License-Identifier: MIT
#pragma once

#include "cli/instagram.hpp"
#include "cli/services.hpp"
#include "cli/staging.hpp"
#include "cli/temporary_folder.hpp"
#include "core/post/publish_tools.hpp"

namespace igbot::cli {

/// What a worker publishes with, as configured. Nothing is built, and no library opened, before it
/// is needed.
class Publishing {
 public:
  /// Stories are made in `folder`; both outlive this.
  Publishing(Services& services, TemporaryFolder& folder);

  /// Refers to this object.
  post::PublishTools tools();

 private:
  post::StoryFile make_story(const std::filesystem::path& from);
  post::PublishingAccount open_account(ChatScope scope, const Account& account);

  Services& services_;
  TemporaryFolder& folder_;
  ConfiguredInstagram instagram_;
  ConfiguredStaging staging_;
};

}  // namespace igbot::cli
