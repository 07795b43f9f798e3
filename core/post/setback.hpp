// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/post/claimed.hpp"
#include "core/post/publisher.hpp"

namespace igbot::post {

/// Records a refused call about a post, by what was refused and how far the post is: it waits, a
/// new container is made, it is failed, or it is unknown. What concerns more than this post (the
/// account, the platform) is remembered and told.
void set_back(Worker& worker, Claimed& claimed, const PublishingAccount& account,
              const Refused& refused);

/// The post waits where it is; nothing of it was refused.
void step_back(Worker& worker, Claimed& claimed, const std::string& why, Timestamp until);

/// A refusal of this very post: a new container is made later, or it is failed for good.
void count_refusal(Worker& worker, Claimed& claimed, const std::string& why);
void refuse_for_good(Worker& worker, Claimed& claimed, const std::string& why);

/// Something of the installation is missing or out of reach: nothing more is published in this run,
/// and whoever runs it is told once while it lasts.
void installation_fault(Worker& worker, Claimed& claimed, const std::string& kind,
                        const Error& error);

/// Public copies that could not be deleted; the report holds only what was not told before.
void tell_left_copies(Worker& worker, const media::StagingReport& report);

/// The account's quota is used up: nothing of it is published until then.
void defer_for_quota(Worker& worker, Claimed& claimed, const PublishingAccount& account,
                     const std::string& why);

}  // namespace igbot::post
