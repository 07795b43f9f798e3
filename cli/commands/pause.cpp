// SPDX-License-Identifier: MIT
#include "cli/commands/pause.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/settings_change.hpp"
#include "core/health/chat_overview.hpp"
#include "core/post/late_posts.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const std::vector<Field> k_pause_fields{{"chat_id", "Telegram id of the chat"},
                                        {"is_paused", "whether it is paused now"},
                                        {"paused_at", "since when, or null"},
                                        {"paused_by", "who paused, or null"},
                                        {"paused_until", "when it ends by itself, or null"},
                                        {"pause_reason", "why, or null"},
                                        {"changes", "key, before and after of what changed"},
                                        {"overdue", "posts that are overdue now"}};
const Shape k_pause_shape{{}, k_pause_fields};
const Shape k_resume_shape{
    {},
    with(k_pause_fields, {{"missed", "ids of the overdue posts marked missed"},
                          {"rescheduled", "id and due_at of the overdue posts moved"}})};

struct PauseOptions {
  std::string duration;
  std::string until;
  std::string reason;
  std::string overdue = "keep";
  bool dry_run = false;

  std::optional<std::string> why() const {
    return reason.empty() ? std::nullopt : std::optional(reason);
  }
};

std::optional<Timestamp> end_of_pause(const PauseOptions& options, const std::string& zone_name,
                                      Timestamp now) {
  if (!options.duration.empty()) return now + parse_duration(options.duration);
  if (options.until.empty()) return std::nullopt;
  return parse_time(options.until, Zone::find(zone_name), now);
}

/// Posts still planned although their time has passed: what the overdue policy decides about.
std::int64_t count_overdue(Services& services, const ChatTarget& target) {
  if (!target.chat) return 0;
  return services.store().read(
      [&](UnitOfWork& unit) { return health::count_overdue(unit.chat(target.chat->key)); });
}

nlohmann::json pause_json(Services& services, const ChatTarget& target,
                          const SettingsOutcome& outcome, const SettingValues& values) {
  nlohmann::json document{{"chat_id", number(target.telegram_id())},
                          {"changes", changes_json(outcome.changes)},
                          {"overdue", count_overdue(services, target)}};
  for (const char* key : {"is_paused", "paused_at", "paused_by", "paused_until", "pause_reason"}) {
    document[key] = setting_json(setting(key), values.at(key));
  }
  return document;
}

/// "paused since … by anna until … (holiday)".
std::string pause_sentence(const SettingValues& values) {
  const std::string& zone = values.at("posting_timezone");
  const auto shown = [&](const char* key) {
    return setting_text(setting(key), values.at(key), zone);
  };
  std::string sentence = "paused since " + shown("paused_at") + " by " + shown("paused_by");
  if (!values.at("paused_until").empty()) sentence += ", until " + shown("paused_until");
  if (!values.at("pause_reason").empty()) sentence += " (" + values.at("pause_reason") + ")";
  return sentence;
}

int run_pause(const PauseOptions& options, Services& services, Io& io) {
  if (print_json_help(io, services.globals().json, k_pause_shape)) return 0;
  const ChatTarget target = services.chat_target();
  const std::string zone = present_settings(services, target).at("posting_timezone");
  const auto until = end_of_pause(options, zone, services.clock().now());
  const SettingsOutcome outcome = change_settings(
      services, target, options.dry_run,
      [&](SettingsService& service) { return service.pause(until, options.why()); });
  const SettingValues values = present_settings(services, services.chat_target());
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_pause_shape, pause_json(services, target, outcome, values));
  } else if (options.dry_run) {
    print_settings_outcome(services, io, target, true, outcome);
  } else if (!services.globals().quiet) {
    io.out << (outcome.changes.empty() ? "unchanged: " : "")
           << text::one_line(pause_sentence(values)) << '\n';
  }
  return 0;
}

/// What a resume did: to the settings, and to the posts that were overdue.
struct Resumed {
  SettingsOutcome outcome;
  std::vector<post::Post> missed;
  std::vector<post::Post> rescheduled;
};

/// Settings and overdue posts in one transaction.
Resumed resume_and_settle(const PauseOptions& options, Services& services, const Chat& chat) {
  const bool clears = options.overdue == "clear";
  const auto settle = [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    Resumed resumed{SettingsService(scope).resume(options.why()), {}, {}};
    post::LatePosts late(scope);
    (clears ? resumed.missed : resumed.rescheduled) = clears ? late.clear() : late.reschedule();
    return resumed;
  };
  return options.dry_run ? services.store().rehearse(services.person(), settle)
                         : services.store().write(services.person(), settle);
}

Resumed resume_chat(const PauseOptions& options, Services& services, const ChatTarget& target) {
  if (target.chat && options.overdue != "keep") {
    return resume_and_settle(options, services, *target.chat);
  }
  return {change_settings(services, target, options.dry_run,
                          [&](SettingsService& service) { return service.resume(options.why()); }),
          {},
          {}};
}

void print_settled(Io& io, const PauseOptions& options, const Resumed& resumed, const Zone& zone) {
  const std::string will = options.dry_run ? "would be " : "";
  if (!resumed.missed.empty()) {
    io.out << text::count(static_cast<std::int64_t>(resumed.missed.size()), "overdue post",
                          "overdue posts")
           << ' ' << will << "marked missed\n";
  }
  for (const post::Post& post : resumed.rescheduled) {
    io.out << "post " << number(post.id) << " (" << post.category << ") "
           << (options.dry_run ? "would come at " : "comes at ") << local_text(post.due_at, zone)
           << '\n';
  }
}

nlohmann::json resume_json(nlohmann::json document, const Resumed& resumed) {
  nlohmann::json& missed = document["missed"] = nlohmann::json::array();
  for (const post::Post& post : resumed.missed) missed.push_back(number(post.id));
  nlohmann::json& rescheduled = document["rescheduled"] = nlohmann::json::array();
  for (const post::Post& post : resumed.rescheduled) {
    rescheduled.push_back({{"id", number(post.id)}, {"due_at", utc_text(post.due_at)}});
  }
  return document;
}

int run_resume(const PauseOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_resume_shape)) return 0;
  const ChatTarget target = services.chat_target();
  const Resumed resumed = resume_chat(options, services, target);
  const SettingValues values = present_settings(services, services.chat_target());
  if (json) {
    print_json(io, *json, k_resume_shape,
               resume_json(pause_json(services, target, resumed.outcome, values), resumed));
    return 0;
  }
  if (services.globals().quiet) return 0;
  if (options.dry_run) {
    print_settings_outcome(services, io, target, true, resumed.outcome);
  } else {
    io.out << (resumed.outcome.changes.empty() ? "unchanged: not paused" : "resumed") << '\n';
  }
  if (options.overdue != "keep") {
    print_settled(io, options, resumed, Zone::find(values.at("posting_timezone")));
    return 0;
  }
  const auto overdue = options.dry_run ? 0 : count_overdue(services, target);
  if (overdue > 0) {
    io.out << text::count(overdue, "post is overdue", "posts are overdue")
           << "; the overdue policy decides: igbotctl settings get overdue_policy\n";
  }
  return 0;
}

template <typename Run>
void select(CLI::App& command, const std::shared_ptr<PauseOptions>& options, Selected& selected,
            Run run) {
  command.add_option("--reason", options->reason, "Why, for the history")->type_name("TEXT");
  command.add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  command.callback([options, &selected, run] {
    selected = [options, run](Services& services, Io& io) { return run(*options, services, io); };
  });
}

}  // namespace

void add_pause(CLI::App& noun, Selected& selected) {
  auto options = std::make_shared<PauseOptions>();
  CLI::Option* duration =
      noun.add_option("--for", options->duration, "How long, as in 2h")->type_name("DURATION");
  noun.add_option("--until", options->until, "Until when")->type_name("TIME")->excludes(duration);
  select(noun, options, selected, run_pause);
}

void add_resume(CLI::App& noun, Selected& selected) {
  auto options = std::make_shared<PauseOptions>();
  noun.add_option("--overdue", options->overdue,
                  "What becomes of overdue posts: keep lets the overdue policy decide, clear marks "
                  "them missed, reschedule gives each another time")
      ->check(CLI::IsMember({"keep", "clear", "reschedule"}))
      ->type_name("WHAT");
  select(noun, options, selected, run_resume);
}

}  // namespace igbot::cli
