// SPDX-License-Identifier: MIT
#include "cli/commands/commands.hpp"

#include "cli/commands/completion.hpp"
#include "cli/commands/config.hpp"
#include "cli/commands/media.hpp"
#include "cli/commands/mix.hpp"
#include "cli/commands/post.hpp"
#include "cli/commands/queue.hpp"
#include "cli/commands/schedule.hpp"
#include "cli/commands/version.hpp"

namespace igbot::cli {
namespace {

constexpr Noun k_nouns[] = {
    {"completion", "Print a shell's completion script", add_completion},
    {"config", "Show and check the configuration", add_config},
    {"media", "Library: what the chat can post", add_media},
    {"mix", "Share the posts out among categories", add_mix},
    {"post", "Deliver posts and decide about them", add_post},
    {"queue", "What is coming", add_queue},
    {"schedule", "Plan the coming days", add_schedule},
    {"version", "Print the version", add_version},
};

}  // namespace

std::span<const Noun> nouns() { return k_nouns; }

}  // namespace igbot::cli
