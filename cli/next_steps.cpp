// SPDX-License-Identifier: MIT
#include "cli/next_steps.hpp"

#include <algorithm>
#include <ostream>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/bot/poll_state.hpp"
#include "core/file_lock.hpp"
#include "core/health/chat_list.hpp"
#include "core/health/chat_overview.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_steps_shown = 5;
constexpr std::size_t k_chats_looked_at = 20;
constexpr int k_columns = 80;
constexpr std::chrono::minutes k_poll_patience{10};
constexpr const char* k_cron_run = "* * * * * igbotctl post run";
constexpr const char* k_cron_poll = "* * * * * igbotctl telegram poll --for 55s";

/// Collects the steps of all chats, in the order in which they should be done.
class Steps {
 public:
  explicit Steps(const MachineFacts& facts) : facts_(facts) {}

  std::vector<NextStep> all() {
    if (facts_.trouble) {
      add(facts_.trouble->what(), {facts_.trouble->hint()});
      return std::move(steps_);
    }
    for (const ChatFacts& chat : facts_.chats) repair(chat);
    begin();
    for (const ChatFacts& chat : facts_.chats) set_up(chat);
    run();
    for (const ChatFacts& chat : facts_.chats) attend(chat);
    return std::move(steps_);
  }

 private:
  void add(const std::string& why, std::vector<std::string> commands) {
    commands.erase(std::remove(commands.begin(), commands.end(), ""), commands.end());
    steps_.push_back({why, std::move(commands)});
  }
  void add(const ChatFacts& chat, const std::string& why, const std::string& command) {
    const bool is_only = facts_.chats.size() == 1;
    add(chat.name + ": " + why,
        {command + (is_only ? "" : " --chat " + std::to_string(number(chat.telegram_id)))});
  }

  void repair(const ChatFacts& chat) {
    if (chat.state == ChatState::setup) return;
    if (chat.state == ChatState::unreachable) {
      add(chat, "the bot cannot reach the chat; add it there again, then", "igbotctl post next");
    }
    if (chat.unknown > 0) {
      add(chat, posts(chat.unknown) + " may or may not have gone out",
          "igbotctl post list --status unknown");
    }
    if (chat.overdue > 0) {
      add(chat, posts(chat.overdue) + " overdue; is post run called each minute?",
          "igbotctl post run --explain");
    }
    if (chat.has_dead_token) {
      add(chat, "the Instagram account has no token that works", "igbotctl account list");
    }
    if (chat.has_bad_source) add(chat, "the media source cannot be read", "igbotctl source test");
  }

  void begin() {
    if (!facts_.has_bot_token) {
      add("no bot token yet: ask @BotFather for one, then set",
          {"IGBOTCTL_TELEGRAM_BOT_TOKEN, or telegram.bot_token_file in",
           facts_.config_file.string()});
    }
    if (facts_.chats.empty()) add("no chat is set up yet", {"igbotctl init"});
  }

  /// Each of these needs the one before it.
  void set_up(const ChatFacts& chat) {
    const std::string id = std::to_string(number(chat.telegram_id));
    if (chat.state == ChatState::setup) {
      add(chat.name + ": not set up yet", {"igbotctl init --chat " + id});
    } else if (!chat.has_source) {
      add(chat.name + ": nowhere to take pictures from",
          {"igbotctl source connect local FOLDER --chat " + id});
    } else if (chat.media == 0) {
      add(chat, "the library is empty", "igbotctl media sync");
    } else if (chat.planned == 0) {
      add(chat, "nothing is planned", "igbotctl schedule create");
    }
  }

  void run() {
    if (facts_.chats.empty() || !facts_.has_bot_token) return;
    if (!facts_.last_poll) {
      add("nobody takes in what people press in Telegram yet",
          {"igbotctl telegram setup", "and in crontab(5): " + std::string(k_cron_poll)});
    } else if (facts_.now - *facts_.last_poll > k_poll_patience) {
      add("telegram poll last succeeded " + rough_duration_text(facts_.now - *facts_.last_poll) +
              " ago; in crontab(5):",
          {k_cron_poll});
    }
    if (!facts_.has_worked) add("nothing was ever posted; in crontab(5):", {k_cron_run});
  }

  void attend(const ChatFacts& chat) {
    if (chat.state != ChatState::active) return;
    if (chat.awaiting > 0) {
      add(chat, posts(chat.awaiting) + " waiting for a decision in Telegram",
          "igbotctl post list --status awaiting");
    }
    if (chat.is_paused) add(chat, "paused", "igbotctl resume");
    if (chat.is_dry_run && facts_.has_worked) {
      add(chat, "dry run: nothing goes out to Instagram; when you are ready",
          "igbotctl settings set dry_run_mode false");
    }
  }

  static std::string posts(std::int64_t number) { return text::count(number, "post", "posts"); }

  const MachineFacts& facts_;
  std::vector<NextStep> steps_;
};

ChatFacts facts_of(UnitOfWork& unit, const health::ChatLine& line) {
  const auto overview = health::overview_of(unit.chat(line.chat.key), line.chat);
  ChatFacts facts{.name = text::one_line(line.chat.name),
                  .telegram_id = line.chat.telegram_id,
                  .state = line.chat.state,
                  .has_source = overview.settings.media_source_config != "{}",
                  .has_bad_source = line.has_bad_source,
                  .has_dead_token = line.has_dead_token(unit.now()),
                  .is_paused = line.is_paused,
                  .is_dry_run = line.is_dry_run,
                  .media = overview.active_media,
                  .planned = line.planned,
                  .awaiting = line.awaiting,
                  .overdue = line.overdue,
                  .unknown = line.unknown,
                  .next_post_at = line.next_post_at};
  if (!overview.is_set_up) facts.state = ChatState::setup;
  if (line.next_post_at) {
    facts.next_post_text =
        local_text(*line.next_post_at, Zone::find(overview.settings.posting_timezone));
  }
  return facts;
}

/// Those with a problem come first in the list, so that many chats hide none.
void read_database(UnitOfWork& unit, MachineFacts& facts) {
  facts.last_poll = bot::last_poll_success(unit.db());
  for (const health::ChatLine& line : health::list_chats(unit)) {
    if (line.chat.state == ChatState::archived) continue;
    if (facts.chats.size() == k_chats_looked_at) break;
    facts.chats.push_back(facts_of(unit, line));
  }
}

void print_line(const std::string& line, Io& io) {
  io.out << cut_to_width(text::redact(text::one_line(line)), k_columns) << '\n';
}

}  // namespace

std::vector<NextStep> next_steps(const MachineFacts& facts) { return Steps(facts).all(); }

std::string headline(const MachineFacts& facts) {
  if (facts.trouble) return "something is in the way";
  if (facts.chats.empty()) return "plans, approves and publishes Instagram Stories";
  std::string line =
      text::count(static_cast<std::int64_t>(facts.chats.size()), "chat", "chats") + ", ";
  const ChatFacts* next = nullptr;
  for (const ChatFacts& chat : facts.chats) {
    if (!chat.next_post_at) continue;
    if (next == nullptr || *chat.next_post_at < *next->next_post_at) next = &chat;
  }
  if (next == nullptr) return line + "nothing planned";
  return line + "next post " + next->next_post_text + " (" + next->name + ")";
}

MachineFacts read_facts(Services& services) {
  MachineFacts facts{.now = services.clock().now()};
  try {
    facts.config_file = config_file_path(services.globals(), services.environment());
    facts.has_bot_token = services.config().has("telegram.bot_token");
    if (services.store_exists()) {
      const auto database = services.config().path("database.path");
      facts.has_worked = FileLock::last_success(run_lock_of(database)).has_value();
      services.store().read([&](UnitOfWork& unit) { read_database(unit, facts); });
    }
  } catch (const Error& error) {
    facts.trouble = error;
  }
  return facts;
}

void print_next_steps(const MachineFacts& facts, Io& io) {
  print_line("igbotctl: " + headline(facts), io);
  const auto steps = next_steps(facts);
  io.out << (steps.empty() ? "\nAll is well.\n" : "\nWhat to do next:\n");
  for (std::size_t i = 0; i < std::min(steps.size(), k_steps_shown); ++i) {
    print_line("  " + steps[i].why, io);
    for (const std::string& command : steps[i].commands) print_line("      " + command, io);
  }
  if (steps.size() > k_steps_shown) {
    io.out << "  and " << steps.size() - k_steps_shown << " more\n";
  }
  io.out << "\nigbotctl doctor looks at everything, igbotctl --help lists the commands.\n";
}

}  // namespace igbot::cli
