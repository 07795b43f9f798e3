// SPDX-License-Identifier: MIT
#include "cli/commands/commands.hpp"

#include "cli/commands/account.hpp"
#include "cli/commands/audit.hpp"
#include "cli/commands/chat.hpp"
#include "cli/commands/completion.hpp"
#include "cli/commands/config.hpp"
#include "cli/commands/db.hpp"
#include "cli/commands/doctor.hpp"
#include "cli/commands/import.hpp"
#include "cli/commands/init.hpp"
#include "cli/commands/key.hpp"
#include "cli/commands/media.hpp"
#include "cli/commands/metrics.hpp"
#include "cli/commands/mix.hpp"
#include "cli/commands/pause.hpp"
#include "cli/commands/post.hpp"
#include "cli/commands/queue.hpp"
#include "cli/commands/runs.hpp"
#include "cli/commands/schedule.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/source.hpp"
#include "cli/commands/telegram.hpp"
#include "cli/commands/version.hpp"

namespace igbot::cli {
namespace {

constexpr Noun k_nouns[] = {
    {"init", "Set up a chat, or change one", add_init},
    {"chat", "The chats of this installation", add_chat},
    {"settings", "The settings of a chat", add_settings},
    {"pause", "Stop posting in a chat", add_pause},
    {"resume", "Go on posting in a chat", add_resume},
    {"account", "The Instagram accounts of a chat", add_account},
    {"source", "Where a chat takes its media from", add_source},
    {"media", "Library: what the chat can post", add_media},
    {"mix", "Share the posts out among categories", add_mix},
    {"schedule", "Plan the coming days", add_schedule},
    {"queue", "What is coming", add_queue},
    {"post", "Deliver posts and decide about them", add_post},
    {"import", "Take over what the former system holds", add_import},
    {"audit", "Who changed what", add_audit},
    {"run", "What ran by itself, and how it ended", add_runs},
    {"completion", "Print a shell's completion script", add_completion},
    {"config", "Show and check the configuration", add_config},
    {"db", "Look after the database", add_db},
    {"key", "Encryption keys for credentials", add_key},
    {"telegram", "The bot: set it up, take in what people press", add_telegram},
    {"doctor", "What somebody has to see to, and how", add_doctor},
    {"metrics", "The figures behind doctor, for Prometheus", add_metrics},
    {"version", "Print the version", add_version},
};

}  // namespace

std::span<const Noun> nouns() { return k_nouns; }

}  // namespace igbot::cli
