// SPDX-License-Identifier: MIT
#include "cli/commands/chat/list.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/health/chat_list.hpp"
#include "core/health/chat_overview.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using health::ChatLine;
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
    {"token_days", "days until the account's token expires, or null"},
    {"last_success_at", "when the last post ended well, or null"}};
const Shape k_chat_list_shape{
    "chats", with(k_chat_fields,
                  {{"has_dead_token", "whether an account has no token that works"},
                   {"has_bad_source", "whether its media source could not be read or used"},
                   {"has_problem",
                    "overdue or unknown posts, a dead token, a bad source, or unreachable"}})};
const Shape k_show_chat_shape{
    {}, with(k_chat_fields, {{"active_media", "media items that may be chosen"}})};

std::optional<std::int64_t> days_left(const std::optional<Timestamp>& expires_at, Timestamp now) {
  if (!expires_at) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(*expires_at - now).count();
}

template <typename Value>
nlohmann::json value_or_null(const std::optional<Value>& value) {
  return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

nlohmann::json instant_json(const std::optional<Timestamp>& at) {
  return at ? nlohmann::json(utc_text(*at)) : nlohmann::json(nullptr);
}

/// The fields that a line of the list and the view of one chat share by their names.
template <typename View>
nlohmann::json common_json(const View& view, bool is_paused, bool is_dry_run, Timestamp now) {
  return {{"chat_id", number(view.chat.telegram_id)},
          {"name", view.chat.name},
          {"username", value_or_null(view.chat.username)},
          {"state", to_string(view.chat.state)},
          {"is_paused", is_paused},
          {"dry_run_mode", is_dry_run},
          {"next_post_at", instant_json(view.next_post_at)},
          {"planned", view.planned},
          {"awaiting", view.awaiting},
          {"overdue", view.overdue},
          {"unknown", view.unknown},
          {"token_days", value_or_null(days_left(view.token_expires_at, now))},
          {"last_success_at", instant_json(view.last_success_at)}};
}

struct ListOptions {
  std::string state;
  bool problem = false;
};

/// One word: what an operator looks at first.
std::string state_word(const ChatLine& line) {
  if (line.chat.state != ChatState::active) return to_string(line.chat.state);
  if (line.is_paused) return "paused";
  return line.is_dry_run ? "dry run" : "active";
}

std::string token_word(const ChatLine& line, Timestamp now) {
  if (line.has_dead_token(now)) return "dead";
  const auto days = days_left(line.token_expires_at, now);
  return days ? std::to_string(*days) + "d" : "-";
}

std::string next_word(const ChatLine& line, Timestamp now) {
  if (!line.next_post_at || line.chat.state == ChatState::archived) return "-";
  return *line.next_post_at <= now ? "now" : "in " + rough_duration_text(*line.next_post_at - now);
}

void print_list(const std::vector<ChatLine>& lines, Timestamp now, Io& io) {
  Table table({"CHAT", "NAME", "STATE", "NEXT", "OVERDUE", "UNKNOWN", "TOKEN", "SUCCESS"});
  table.keep_whole(0);
  for (const ChatLine& line : lines) {
    const auto& success = line.last_success_at;
    table.add({std::to_string(number(line.chat.telegram_id)), line.chat.name, state_word(line),
               next_word(line, now), std::to_string(line.overdue), std::to_string(line.unknown),
               token_word(line, now),
               success ? rough_duration_text(now - *success) + " ago" : "-"});
  }
  table.print(io);
}

int run_chat_list(const ListOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_chat_list_shape)) return 0;
  const Timestamp now = services.clock().now();
  auto lines = services.store().read([](UnitOfWork& unit) { return health::list_chats(unit); });
  const bool any = !lines.empty();
  std::erase_if(lines, [&](const ChatLine& line) {
    return (!options.state.empty() && to_string(line.chat.state) != options.state) ||
           (options.problem && !line.has_problem(now));
  });
  if (json) {
    nlohmann::json chats = nlohmann::json::array();
    for (const ChatLine& line : lines) {
      auto document = common_json(line, line.is_paused, line.is_dry_run, now);
      document["has_dead_token"] = line.has_dead_token(now);
      document["has_bad_source"] = line.has_bad_source;
      document["has_problem"] = line.has_problem(now);
      chats.push_back(std::move(document));
    }
    print_json(io, *json, k_chat_list_shape, {{"chats", std::move(chats)}});
  } else if (!lines.empty()) {
    print_list(lines, now, io);
  } else {
    io.out << (any ? "no such chat\n" : "no chat is set up; igbotctl init sets one up\n");
  }
  return 0;
}

/// "active, paused, dry run".
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

int run_chat_show(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_show_chat_shape)) return 0;
  const Chat chat = services.chat();
  const Timestamp now = services.clock().now();
  const ChatOverview overview = services.store().read(
      [&](UnitOfWork& unit) { return health::overview_of(unit.chat(chat.key), chat); });
  if (json) {
    auto document =
        common_json(overview, overview.settings.is_paused, overview.settings.dry_run_mode, now);
    document["active_media"] = overview.active_media;
    print_json(io, *json, k_show_chat_shape, std::move(document));
    return 0;
  }
  const auto days = days_left(overview.token_expires_at, now);
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
  table.add({"token days", days ? std::to_string(*days) : "-"});
  table.add({"last success", local_words(overview.last_success_at, overview)});
  table.print(io);
  return 0;
}

}  // namespace

void add_chat_list(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("list", "Print every chat and how it is doing");
  auto options = std::make_shared<ListOptions>();
  command->add_option("--state", options->state, "Only chats in this state")
      ->check(CLI::IsMember({"setup", "active", "unreachable", "archived"}))
      ->type_name("STATE");
  command->add_flag("--problem", options->problem,
                    "Only chats with overdue or unknown posts, a dead token or a media source "
                    "that could not be read, or unreachable");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_chat_list(*options, services, io);
    };
  });
}

void add_chat_show(CLI::App& noun, Selected& selected) {
  noun.add_subcommand("show", "Print how one chat is doing")->callback([&selected] {
    selected = run_chat_show;
  });
}

}  // namespace igbot::cli
