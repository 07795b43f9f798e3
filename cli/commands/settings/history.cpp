// SPDX-License-Identifier: MIT
#include "cli/commands/settings/history.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/settings/point_in_time.hpp"
#include "cli/settings_change.hpp"
#include "core/settings/settings_history.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

constexpr int k_shown_by_default = 20;

const Shape k_history_shape{"history",
                            {{"id", "the change"},
                             {"at", "when"},
                             {"actor", "who: cli:LOGIN, telegram:ID or worker:HOST"},
                             {"actor_name", "the same for people"},
                             {"reason", "why, or null"},
                             {"changes", "key, before and after; empty for the initial setup"}},
                            {{"chat_id", "Telegram id of the chat"}}};
const Shape k_at_shape{{},
                       {{"chat_id", "Telegram id of the chat"},
                        {"id", "the change that brought this about"},
                        {"valid_from", "since when it held"},
                        {"valid_to", "until when, null = still"},
                        {"settings", "value of each setting, by key"},
                        {"mix", "share of each category, 0 to 1"}}};

struct HistoryOptions {
  int limit = k_shown_by_default;
  std::string at;
};

struct HistoryEntry {
  SettingsSnapshot snapshot;
  std::vector<SettingChange> changes;
};

/// Newest first, each with what it changed.
std::vector<HistoryEntry> read_history(ChatScope scope, int limit) {
  const SettingsHistory history(scope);
  // One more than asked for: what the oldest one shown changed.
  auto snapshots = history.latest(limit > 0 ? limit + 1 : 0);
  std::vector<HistoryEntry> entries;
  for (std::size_t at = 0; at < snapshots.size(); ++at) {
    if (limit > 0 && entries.size() == static_cast<std::size_t>(limit)) break;
    HistoryEntry entry{snapshots[at], {}};
    if (at + 1 < snapshots.size()) {
      entry.changes = changes_between(snapshots[at + 1], snapshots[at]);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

nlohmann::json optional_json(const std::optional<std::string>& text) {
  return text ? nlohmann::json(*text) : nlohmann::json(nullptr);
}

nlohmann::json history_json(const std::vector<HistoryEntry>& entries) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [snapshot, changes] : entries) {
    list.push_back({{"id", snapshot.id},
                    {"at", utc_text(snapshot.valid_from)},
                    {"actor", snapshot.actor.id},
                    {"actor_name", snapshot.actor.name},
                    {"reason", optional_json(snapshot.reason)},
                    {"changes", changes_json(changes)}});
  }
  return list;
}

int print_list(const HistoryOptions& options, const Chat& chat, Services& services, Io& io) {
  const auto entries = services.store().read(
      [&](UnitOfWork& unit) { return read_history(unit.chat(chat.key), options.limit); });
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_history_shape,
               {{"chat_id", number(chat.telegram_id)}, {"history", history_json(entries)}});
    return 0;
  }
  const std::string zone_name =
      entries.empty() ? "UTC" : entries.front().snapshot.settings.at("posting_timezone");
  const Zone zone = Zone::find(zone_name);
  Table table({"ID", "AT", "WHO", "CHANGE", "REASON"});
  table.keep_whole(1);
  for (const auto& [snapshot, changes] : entries) {
    // Said once, on the first line of a change.
    std::vector<std::string> row{std::to_string(snapshot.id), local_text(snapshot.valid_from, zone),
                                 snapshot.actor.name, "", snapshot.reason.value_or("")};
    if (changes.empty()) table.add(row);
    for (const SettingChange& change : changes) {
      row[3] = change_text(change, zone_name);
      table.add(row);
      row = {"", "", "", "", ""};
    }
  }
  table.print(io);
  return 0;
}

int print_point_in_time(const HistoryOptions& options, const Chat& chat, Services& services,
                        Io& io) {
  const std::string zone_name =
      present_settings(services, {chat, std::nullopt}).at("posting_timezone");
  const SettingsSnapshot found = services.store().read([&](UnitOfWork& unit) {
    const Timestamp at = parse_past_time(options.at, Zone::find(zone_name), unit.now());
    return in_force_at(unit.chat(chat.key), at);
  });
  if (const auto& json = services.globals().json) {
    nlohmann::json valid_to = nullptr;
    if (found.valid_to) valid_to = utc_text(*found.valid_to);
    print_json(io, *json, k_at_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"id", found.id},
                {"valid_from", utc_text(found.valid_from)},
                {"valid_to", valid_to},
                {"settings", settings_json(found.settings)},
                {"mix", mix_json(found.mix)}});
    return 0;
  }
  Table table({"SETTING", "VALUE"});
  for (const Setting& setting : all_settings()) {
    table.add({std::string(setting.key),
               setting_text(setting, found.settings.find(setting.key)->second, zone_name)});
  }
  table.print(io);
  return 0;
}

int run_settings_history(const HistoryOptions& options, Services& services, Io& io) {
  const bool list = options.at.empty();
  if (print_json_help(io, services.globals().json, list ? k_history_shape : k_at_shape)) return 0;
  const Chat chat = services.chat();
  return list ? print_list(options, chat, services, io)
              : print_point_in_time(options, chat, services, io);
}

}  // namespace

void add_settings_history(CLI::App& settings, Selected& selected) {
  CLI::App* history = settings.add_subcommand("history", "Print who changed what, newest first");
  auto options = std::make_shared<HistoryOptions>();
  history->add_option("--limit", options->limit, "How many changes; 0 = all")
      ->check(CLI::Range(0, 1'000'000))
      ->type_name("N");
  history->add_option("--at", options->at, "What was in force at that time")->type_name("TIME");
  history->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_settings_history(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
