// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "core/clock.hpp"
#include "core/post/post.hpp"

namespace igbot::post {

/// How long a claim holds without its owner being heard of. Longer than the slowest upload.
inline constexpr std::chrono::minutes k_lease{10};

/// This process as the owner of leases: "<host>/<pid>/<start time in ticks>".
std::string lease_owner_of_this_process();

/// Whether the holder of a post's lease is gone: its time is over, or it was a process of this
/// host that does not live any more. A wrong "gone" is harmless: the fence stops the former holder.
bool is_lease_dead(const Post& post, Timestamp now);

}  // namespace igbot::post
