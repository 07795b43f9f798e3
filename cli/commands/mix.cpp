// SPDX-License-Identifier: MIT
#include "cli/commands/mix.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/services.hpp"
#include "core/schedule/mix_repository.hpp"
#include "core/schedule/mix_service.hpp"
#include "core/schedule/plan_repository.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"
#include "core/zone.hpp"

namespace igbot::cli {
namespace {

using schedule::MixLine;
using schedule::MixService;

constexpr int k_periods_shown = 20;

const Shape k_mix_shape{"mix",
                        {{"category", "category"},
                         {"share", "its part of all posts, 0 to 1; null when never chosen"},
                         {"active", "active media items in it"}},
                        {{"chat_id", "Telegram id of the chat"},
                         {"equal", "true without a mix: all categories are posted equally"}}};

struct MixSetOptions {
  std::vector<std::string> shares;
  bool equal = false;
  std::string reason;
  bool dry_run = false;
};

bool has_mix(const std::vector<MixLine>& lines) {
  return std::any_of(lines.begin(), lines.end(),
                     [](const MixLine& line) { return line.share.has_value(); });
}

/// Basis points as a number of the same decimals: 2950 is 0.295.
double fraction(std::int64_t basis_points) { return static_cast<double>(basis_points) / 10000.0; }

nlohmann::json mix_document(const Chat& chat, const std::vector<MixLine>& lines) {
  const bool shares = has_mix(lines);
  nlohmann::json mix = nlohmann::json::array();
  for (const MixLine& line : lines) {
    nlohmann::json share = nullptr;
    if (line.share) share = fraction(*line.share);
    if (!shares) share = 1.0 / static_cast<double>(lines.size());
    mix.push_back({{"category", line.category}, {"share", share}, {"active", line.active}});
  }
  return {{"chat_id", number(chat.telegram_id)}, {"equal", !shares}, {"mix", std::move(mix)}};
}

int run_mix_show(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_mix_shape)) return 0;
  const Chat chat = services.chat();
  const auto lines = services.store().read(
      [&](UnitOfWork& unit) { return MixService(unit.chat(chat.key)).show(); });
  if (json) {
    print_json(io, *json, k_mix_shape, mix_document(chat, lines));
    return 0;
  }
  if (lines.empty()) {
    io.out << chat.name << " has no mix and no media; igbotctl media sync brings some\n";
    return 0;
  }
  const bool shares = has_mix(lines);
  if (!shares) io.out << chat.name << " has no mix: all categories are posted equally\n";
  Table table({"CATEGORY", "SHARE", "ACTIVE"});
  for (const MixLine& line : lines) {
    const std::string share = line.share ? schedule::percent_text(*line.share) + " %"
                              : shares   ? "never"
                                         : "equal";
    table.add({line.category, share, std::to_string(line.active)});
  }
  table.print(io);
  return 0;
}

/// Categories of the lines that are on one side only: named without media, or media without a name.
std::string one_sided(const std::vector<MixLine>& lines, bool named) {
  std::vector<std::string> categories;
  for (const MixLine& line : lines) {
    const bool found = named ? line.share.value_or(0) > 0 && line.active == 0 : !line.share;
    if (found) categories.push_back(line.category);
  }
  return text::join(categories, ", ");
}

struct MixSetResult {
  schedule::MixChange change;
  std::vector<MixLine> lines;
  std::int64_t planned = 0;
};

MixSetResult set_mix(const MixSetOptions& options, const Chat& chat, Services& services) {
  const auto shares =
      options.equal ? std::vector<schedule::CategoryShare>{} : schedule::parse_mix(options.shares);
  const auto reason =
      options.reason.empty() ? std::nullopt : std::optional<std::string>(options.reason);
  const auto with_lines = [](ChatScope scope, schedule::MixChange change) {
    return MixSetResult{std::move(change), MixService(scope).show(),
                        schedule::PlanRepository(scope).count_planned()};
  };
  if (options.dry_run) {
    return services.store().read([&](UnitOfWork& unit) {
      const ChatScope scope = unit.chat(chat.key);
      return with_lines(scope, {schedule::MixRepository(scope).current(), shares});
    });
  }
  return services.store().write(services.person(), [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    return with_lines(scope, MixService(scope).set(shares, reason));
  });
}

void report_mix(const MixSetOptions& options, const Chat& chat, const MixSetResult& result,
                Io& io) {
  if (!result.change.changed()) {
    io.out << "unchanged: " << schedule::mix_text(result.change.after) << '\n';
    return;
  }
  io.out << (options.dry_run ? "would set the mix of " : "mix of ") << chat.name << ": "
         << schedule::mix_text(result.change.before) << " → "
         << schedule::mix_text(result.change.after) << '\n';
  if (options.dry_run) return;
  if (const auto empty = one_sided(result.lines, true); !empty.empty()) {
    io.out << "note: no active media in: " << empty << "; igbotctl media stats\n";
  }
  const auto left_out = one_sided(result.lines, false);
  if (!result.change.after.empty() && !left_out.empty()) {
    io.out << "note: not in the mix and never chosen: " << left_out << '\n';
  }
  if (result.planned > 0) {
    io.out << text::count(result.planned, "planned post stays", "planned posts stay")
           << " as planned; igbotctl schedule create --replace plans anew\n";
  }
}

const Shape k_mix_set_shape{{},
                            {{"chat_id", "Telegram id of the chat"},
                             {"changed", "whether the mix was another before"},
                             {"before", "shares before, by category, 0 to 1"},
                             {"after", "shares now, by category, 0 to 1"}}};

nlohmann::json shares_document(const std::vector<schedule::CategoryShare>& shares) {
  nlohmann::json document = nlohmann::json::object();
  for (const auto& share : shares) document[share.category] = fraction(share.weight);
  return document;
}

int run_mix_set(const MixSetOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_mix_set_shape)) return 0;
  if (options.equal == !options.shares.empty()) {
    throw Error(ErrorKind::usage, "name shares or --equal, one of both",
                "igbotctl mix set memes=70 merch=30");
  }
  const Chat chat = options.dry_run ? services.chat() : services.chat_for_writing();
  const MixSetResult result = set_mix(options, chat, services);
  if (json) {
    print_json(io, *json, k_mix_set_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"changed", result.change.changed()},
                {"before", shares_document(result.change.before)},
                {"after", shares_document(result.change.after)}});
  } else if (!services.globals().quiet) {
    report_mix(options, chat, result, io);
  }
  return 0;
}

const Shape k_mix_history_shape{
    "history",
    {{"from", "since when this mix was in force"},
     {"to", "until when, null = still"},
     {"actor", "who: cli:LOGIN, telegram:ID or worker:HOST; null when not known any more"},
     {"actor_name", "the same for people"},
     {"reason", "why, or null"},
     {"mix", "share of each category, 0 to 1; empty: all were posted equally"}},
    {{"chat_id", "Telegram id of the chat"}}};

nlohmann::json history_document(const Chat& chat, const std::vector<schedule::MixPeriod>& periods) {
  nlohmann::json history = nlohmann::json::array();
  for (const auto& period : periods) {
    nlohmann::json entry{{"from", utc_text(period.from)},
                         {"to", nullptr},
                         {"actor", nullptr},
                         {"actor_name", nullptr},
                         {"reason", nullptr},
                         {"mix", shares_document(period.shares)}};
    if (period.to) entry["to"] = utc_text(*period.to);
    if (period.by) {
      entry["actor"] = period.by->id;
      entry["actor_name"] = period.by->name;
    }
    if (period.reason) entry["reason"] = *period.reason;
    history.push_back(std::move(entry));
  }
  return {{"chat_id", number(chat.telegram_id)}, {"history", std::move(history)}};
}

int run_mix_history(int limit, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_mix_history_shape)) return 0;
  const Chat chat = services.chat();
  const auto [periods, zone_name] = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    return std::pair{schedule::MixRepository(scope).history(limit),
                     SettingsService(scope).load().posting_timezone};
  });
  if (json) {
    print_json(io, *json, k_mix_history_shape, history_document(chat, periods));
    return 0;
  }
  if (periods.empty()) {
    if (!services.globals().quiet) {
      io.err << chat.name << " never had a mix: all categories are posted equally\n";
    }
    return 0;
  }
  const Zone zone = Zone::find(zone_name);
  Table table({"FROM", "TO", "WHO", "MIX", "REASON"});
  table.keep_whole(0);
  for (const auto& period : periods) {
    table.add({local_text(period.from, zone), period.to ? local_text(*period.to, zone) : "now",
               period.by ? period.by->name : "-", schedule::mix_text(period.shares),
               period.reason.value_or("")});
  }
  table.print(io);
  return 0;
}

}  // namespace

void add_mix(CLI::App& command, Selected& selected) {
  CLI::App* show = command.add_subcommand("show", "Show the share of each category");
  show->callback([&selected] { selected = run_mix_show; });

  CLI::App* history =
      command.add_subcommand("history", "Print which mix was in force when, newest first");
  auto limit = std::make_shared<int>(k_periods_shown);
  history->add_option("--limit", *limit, "At most so many")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str()
      ->type_name("N");
  history->callback([limit, &selected] {
    selected = [limit](Services& services, Io& io) {
      return run_mix_history(*limit, services, io);
    };
  });

  CLI::App* set = command.add_subcommand("set", "Replace the whole mix");
  auto options = std::make_shared<MixSetOptions>();
  set->add_option("shares", options->shares, "CATEGORY=PERCENT for each category; together 100");
  set->add_flag("--equal", options->equal, "No mix: all categories are posted equally");
  set->add_option("--reason", options->reason, "Why, for the history")->type_name("TEXT");
  set->add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  set->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_mix_set(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
