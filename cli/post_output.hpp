// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/post/run_report.hpp"
#include "core/zone.hpp"

namespace igbot::cli {

extern const Shape k_post_list_shape;
extern const Shape k_post_shape;
extern const Shape k_post_run_shape;

/// The documented fields of one post.
nlohmann::json post_json(TelegramChatId chat, const post::Post& post, const std::string& path);

std::string id_text(PostId id);
/// "unknown (card)": the state as people read it.
std::string status_text(const post::Post& post);
Zone zone_of(Services& services, const Chat& chat);
/// Answers `--json=help`; true when that was asked.
bool print_json_help(const Shape& shape, Services& services, Io& io);

/// One line per post handled and the problems on stderr; returns the exit code.
int print_run_report(const post::RunReport& report, Services& services, Io& io);

}  // namespace igbot::cli
