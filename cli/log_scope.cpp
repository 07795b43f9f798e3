// SPDX-License-Identifier: MIT
#include "cli/log_scope.hpp"

#include <CLI/CLI.hpp>

#include "cli/post_output.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {

void add_log_options(CLI::App& command, LogOptions& options) {
  command.add_flag("--all-chats", options.all_chats,
                   "Of every chat, and of the installation itself");
  command.add_option("--since", options.since, "Only from then on")->type_name("TIME");
  command.add_option("--limit", options.limit, "At most so many, the newest")
      ->check(CLI::Range(1, 100000))
      ->type_name("N")
      ->capture_default_str();
}

LogScope log_scope(const LogOptions& options, Services& services) {
  if (options.all_chats && services.globals().chat) {
    throw Error(ErrorKind::usage, "--chat and --all-chats exclude each other",
                "leave one of them away");
  }
  LogScope scope{std::nullopt, Zone::find("UTC"), std::nullopt};
  if (!options.all_chats) {
    scope.chat = services.chat();
    scope.zone = zone_of(services, *scope.chat);
  }
  if (!options.since.empty()) {
    scope.since = parse_past_time(options.since, scope.zone, services.clock().now());
  }
  return scope;
}

}  // namespace igbot::cli
