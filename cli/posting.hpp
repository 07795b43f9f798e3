// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>

#include "cli/services.hpp"
#include "core/post/worker.hpp"

namespace igbot::cli {

/// A post worker of this process with everything behind it: HTTP, Telegram, pacing, media sources
/// and a temporary folder. The messenger is built when the first message leaves: an idle run opens
/// no library and needs no token.
class Posting {
 public:
  Posting(Services& services, const Actor& actor);
  ~Posting();

  post::Worker& worker();

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace igbot::cli
