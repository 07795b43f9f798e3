// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/post/run_report.hpp"

namespace igbot::cli {

extern const Shape k_post_list_shape;
extern const Shape k_post_shape;
extern const Shape k_post_run_shape;

/// The documented fields of one post.
nlohmann::json post_json(TelegramChatId chat, const post::Post& post, const std::string& path);

/// One line per post handled and the problems on stderr; returns the exit code.
int print_run_report(const post::RunReport& report, Services& services, Io& io);

}  // namespace igbot::cli
