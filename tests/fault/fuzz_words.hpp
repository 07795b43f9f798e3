// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

// What people can press and write, for the fuzzer of updates.
namespace igbot::test {

inline const std::vector<std::string> k_post_verbs{"approve",      "done",  "skip",    "reject",
                                                   "withdraw",     "retry", "account", "delivered",
                                                   "notdelivered", "live",  "notlive", "file"};
inline const std::vector<std::string> k_other_verbs{"menu", "set",      "ask",    "init", "resume",
                                                    "show", "schedule", "replan", "clear"};
/// Every answer and value some button carries, and some that none does.
inline const std::vector<std::string> k_values{"",          "yes",        "no",
                                               "keep",      "reschedule", "stay",
                                               "back",      "reset.yes",  "reset",
                                               "close",     "main",       "sync",
                                               "history",   "edit.x",     "posts_per_day=9",
                                               "done",      "take",       "access_policy=everyone",
                                               "cancel",    "mode.live",  "is_paused=true",
                                               "daily.10",  "zone.skip",  "dry_run_mode=false",
                                               "account.1", "source.x",   "posting_hours=1-2",
                                               "back.mode", "hours.x",    "posts_per_day",
                                               "-1",        "1e9",        "posting_hours_start=5"};
/// What changes something where it is allowed.
inline const std::vector<std::string> k_commands{"/pause",
                                                 "/pause 2h away",
                                                 "/resume",
                                                 "/dryrun off",
                                                 "/settings set posts_per_day 9",
                                                 "/settings set access_policy everyone",
                                                 "/schedule 3",
                                                 "/clear",
                                                 "/mix equal",
                                                 "/mix memes=1 merch=99",
                                                 "/sync",
                                                 "/next",
                                                 "/init",
                                                 "/cleanup",
                                                 "/start",
                                                 "/PAUSE@IGBOT_SANDBOX_BOT"};
inline const std::vector<std::string> k_typed{"9",
                                              "1-2",
                                              "Europe/Berlin",
                                              "/etc",
                                              "0",
                                              "none",
                                              "IGAAtyped0123456789typed0123456789typed012345"};

}  // namespace igbot::test
