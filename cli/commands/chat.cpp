// SPDX-License-Identifier: MIT
#include "cli/commands/chat.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/chat/members.hpp"
#include "cli/init_draft.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/health/chat_overview.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using health::ChatOverview;

const std::vector<Field> k_chat_fields{
    {"chat_id", "Telegram id of the chat"},
    {"name", "its name"},
    {"username", "its public @name without the @, or null"},
    {"state", "setup, active, unreachable or archived"},
    {"is_paused", "whether it is paused now"},
    {"dry_run_mode", "whether nothing is really published"},
    {"next_post_at", "when the earliest planned post is due, or null"},
    {"planned", "planned posts"},
    {"awaiting", "posts that wait for a decision"},
    {"overdue", "posts still planned although their time has passed"},
    {"unknown", "posts of which nobody knows whether they went out"},
    {"active_media", "media items that may be chosen"},
    {"token_days", "days until the account's token expires, or null"},
    {"last_success_at", "when the last post ended well, or null"}};
const Shape k_list_shape{"chats", k_chat_fields};
const Shape k_show_chat_shape{{}, k_chat_fields};
const Shape k_rename_shape{{},
                           {{"chat_id", "Telegram id of the chat"},
                            {"before", "its name before"},
                            {"after", "its name now"}}};

std::optional<std::int64_t> token_days(const ChatOverview& overview, Timestamp now) {
  if (!overview.token_expires_at) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(*overview.token_expires_at - now).count();
}

nlohmann::json instant_json(const std::optional<Timestamp>& at) {
  return at ? nlohmann::json(utc_text(*at)) : nlohmann::json(nullptr);
}

nlohmann::json overview_json(const ChatOverview& overview, Timestamp now) {
  const auto days = token_days(overview, now);
  nlohmann::json document{{"chat_id", number(overview.chat.telegram_id)},
                          {"name", overview.chat.name},
                          {"username", nullptr},
                          {"state", to_string(overview.chat.state)},
                          {"is_paused", overview.settings.is_paused},
                          {"dry_run_mode", overview.settings.dry_run_mode},
                          {"next_post_at", instant_json(overview.next_post_at)},
                          {"planned", overview.planned},
                          {"awaiting", overview.awaiting},
                          {"overdue", overview.overdue},
                          {"unknown", overview.unknown},
                          {"active_media", overview.active_media},
                          {"token_days", nullptr},
                          {"last_success_at", instant_json(overview.last_success_at)}};
  if (overview.chat.username) document["username"] = *overview.chat.username;
  if (days) document["token_days"] = *days;
  return document;
}

/// "active, paused, dry run": what an operator looks at first.
std::string state_words(const ChatOverview& overview) {
  std::string words = to_string(overview.chat.state);
  if (!overview.is_set_up) return words;
  if (overview.settings.is_paused) words += ", paused";
  if (overview.settings.dry_run_mode) words += ", dry run";
  return words;
}

std::string local_words(const std::optional<Timestamp>& at, const ChatOverview& overview) {
  return at ? local_text(*at, Zone::find(overview.settings.posting_timezone)) : "-";
}

std::string days_words(const ChatOverview& overview, Timestamp now) {
  const auto days = token_days(overview, now);
  return days ? std::to_string(*days) : "-";
}

int run_chat_list(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_list_shape)) return 0;
  const Timestamp now = services.clock().now();
  const auto overviews = services.store().read([](UnitOfWork& unit) {
    std::vector<ChatOverview> all;
    for (const Chat& chat : ChatRepository(unit).all()) {
      all.push_back(health::overview_of(unit.chat(chat.key), chat));
    }
    return all;
  });
  if (json) {
    nlohmann::json chats = nlohmann::json::array();
    for (const ChatOverview& overview : overviews) chats.push_back(overview_json(overview, now));
    print_json(io, *json, k_list_shape, {{"chats", std::move(chats)}});
    return 0;
  }
  if (overviews.empty()) {
    io.out << "no chat is set up; igbotctl init sets one up\n";
    return 0;
  }
  Table table(
      {"CHAT", "NAME", "STATE", "NEXT POST", "OVERDUE", "UNKNOWN", "TOKEN DAYS", "LAST SUCCESS"});
  for (const ChatOverview& overview : overviews) {
    table.add({std::to_string(number(overview.chat.telegram_id)), overview.chat.name,
               state_words(overview), local_words(overview.next_post_at, overview),
               std::to_string(overview.overdue), std::to_string(overview.unknown),
               days_words(overview, now), local_words(overview.last_success_at, overview)});
  }
  table.print(io);
  return 0;
}

int run_chat_show(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_show_chat_shape)) return 0;
  const Chat chat = services.chat();
  const Timestamp now = services.clock().now();
  const ChatOverview overview = services.store().read(
      [&](UnitOfWork& unit) { return health::overview_of(unit.chat(chat.key), chat); });
  if (json) {
    print_json(io, *json, k_show_chat_shape, overview_json(overview, now));
    return 0;
  }
  Table table({"CHAT", std::to_string(number(chat.telegram_id))});
  table.add({"name", chat.name});
  if (chat.username) table.add({"username", "@" + *chat.username});
  table.add({"state", state_words(overview)});
  table.add({"next post", local_words(overview.next_post_at, overview)});
  table.add({"planned", std::to_string(overview.planned)});
  table.add({"awaiting", std::to_string(overview.awaiting)});
  table.add({"overdue", std::to_string(overview.overdue)});
  table.add({"unknown", std::to_string(overview.unknown)});
  table.add({"active media", std::to_string(overview.active_media)});
  table.add({"token days", days_words(overview, now)});
  table.add({"last success", local_words(overview.last_success_at, overview)});
  table.print(io);
  return 0;
}

struct RenameOptions {
  std::string name;
  bool dry_run = false;
};

int run_chat_rename(const RenameOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_rename_shape)) return 0;
  const std::string name = parse_chat_name(options.name);
  const Chat chat = services.chat();
  if (!options.dry_run && name != chat.name) {
    services.store().write(services.person(),
                           [&](UnitOfWork& unit) { ChatRepository(unit).rename(chat, name); });
  }
  if (json) {
    print_json(io, *json, k_rename_shape,
               {{"chat_id", number(chat.telegram_id)}, {"before", chat.name}, {"after", name}});
  } else if (!services.globals().quiet) {
    const bool same = name == chat.name;
    io.out << (same ? "unchanged: " + name
                    : (options.dry_run ? "would rename: " : "renamed: ") + chat.name + " → " + name)
           << '\n';
  }
  return 0;
}

}  // namespace

void add_chat(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  noun.add_subcommand("list", "Print every chat and how it is doing")->callback([&selected] {
    selected = run_chat_list;
  });
  noun.add_subcommand("show", "Print how one chat is doing")->callback([&selected] {
    selected = run_chat_show;
  });
  CLI::App* rename = noun.add_subcommand("rename", "Give a chat another name");
  auto options = std::make_shared<RenameOptions>();
  rename->add_option("name", options->name, "New name")->required();
  rename->add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  rename->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_chat_rename(*options, services, io);
    };
  });
  add_chat_members(noun, selected);
  add_chat_role(noun, selected);
}

}  // namespace igbot::cli
