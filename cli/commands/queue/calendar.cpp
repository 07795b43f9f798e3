// SPDX-License-Identifier: MIT
#include "cli/commands/queue/calendar.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/chat_words.hpp"
#include "cli/commands/queue/grid.hpp"
#include "cli/output.hpp"
#include "cli/styled_line.hpp"
#include "core/post/queue_repository.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using std::chrono::days;

constexpr int k_width_of_no_terminal = 80;

const Shape k_calendar_shape{
    "days",
    {{"date", "local date"},
     {"weekday", "its day of the week: Mon to Sun"},
     {"hours", "how many hours it has: 24 but for clock changes"},
     {"posts",
      "the posts due that day that were not canceled, the earliest first: id, due_at, status, "
      "category, path, media_id, overdue and pinned of each"}},
    {{"chat_id", "Telegram id of the chat"},
     {"timezone", "zone of the dates"},
     {"paused", "whether nothing goes out now"},
     {"overdue", "posts of the chat, of any day, that should have gone out a while ago"}}};

struct CalendarOptions {
  int days = 14;
  int past = 3;
  std::string from;
};

/// The days that were asked for, with what is due on them.
struct Calendar {
  ChatSettings settings;
  Zone zone;
  Timestamp now;
  LocalDay from;
  int days = 0;
  std::vector<post::QueueEntry> posts;
  std::vector<std::string> categories;
  std::int64_t overdue = 0;

  Timestamp begin() const { return zone.instant(from); }
  Timestamp end() const { return zone.instant(from + std::chrono::days{days}); }
};

Calendar read_calendar(const CalendarOptions& options, ChatScope scope) {
  const ChatSettings settings = SettingsService(scope).load();
  Calendar calendar{settings, Zone::find(settings.posting_timezone), scope.now(), {}, 0, {}, {}, 0};
  const LocalDay today = calendar.zone.day(calendar.now);
  calendar.from =
      options.from.empty() ? LocalDay{today - days{options.past}} : parse_day(options.from, today);
  calendar.days = options.days + (options.from.empty() ? options.past : 0);
  const post::QueueRepository queue(scope);
  calendar.posts =
      queue.list({.part = post::QueuePart::kept, .from = calendar.begin(), .to = calendar.end()});
  calendar.categories = queue.categories();
  calendar.overdue = queue.count_overdue();
  return calendar;
}

nlohmann::json calendar_post_json(const post::QueueEntry& post, Timestamp now) {
  return {{"id", number(post.id)},
          {"due_at", utc_text(post.due_at)},
          {"status", to_string(post.state)},
          {"category", post.category},
          {"path", post.path},
          {"media_id", number(post.media)},
          {"overdue", post::is_overdue(post, now)},
          {"pinned", post.pinned}};
}

nlohmann::json calendar_json(const Chat& chat, const Calendar& calendar) {
  nlohmann::json list = nlohmann::json::array();
  auto post = calendar.posts.begin();
  for (int i = 0; i < calendar.days; ++i) {
    const LocalDay day = calendar.from + days{i};
    const Timestamp end = calendar.zone.instant(day + days{1});
    const std::chrono::duration<double, std::ratio<3600>> hours = end - calendar.zone.instant(day);
    nlohmann::json posts = nlohmann::json::array();
    for (; post != calendar.posts.end() && post->due_at < end; ++post) {
      posts.push_back(calendar_post_json(*post, calendar.now));
    }
    list.push_back({{"date", day_text(day)},
                    {"weekday", weekday_text(day)},
                    {"hours", hours.count()},
                    {"posts", std::move(posts)}});
  }
  return {{"days", std::move(list)},
          {"chat_id", number(chat.telegram_id)},
          {"timezone", calendar.zone.name()},
          {"paused", calendar.settings.paused_at_instant(calendar.now)},
          {"overdue", calendar.overdue}};
}

GridView view_of(const Calendar& calendar, const Io& io) {
  const ChatSettings& settings = calendar.settings;
  GridView view{{calendar.zone, settings.posting_hours_start, settings.posting_hours_end, {}},
                calendar.now,
                calendar.from,
                calendar.days,
                {},
                {},
                io.out_is_terminal ? io.width : k_width_of_no_terminal,
                io.colour};
  if (settings.paused_at_instant(calendar.now)) {
    view.rules.pause = {settings.paused_at.value_or(calendar.now), settings.paused_until};
  }
  for (const auto& post : calendar.posts) {
    view.posts.push_back({post.due_at, text::one_line(post.category), mark_of(post, calendar.now)});
  }
  for (const auto& name : calendar.categories) view.categories.push_back(text::one_line(name));
  return view;
}

std::string range_line(const Chat& chat, const Calendar& calendar) {
  return chat.name + ", " + day_text(calendar.from) + " to " +
         day_text(calendar.from + days{calendar.days - 1}) + " (" + calendar.zone.name() + ")";
}

std::string overdue_line(const Calendar& calendar, const std::string& chat) {
  const std::string overdue = std::to_string(calendar.overdue) + " overdue: ";
  if (calendar.settings.paused_at_instant(calendar.now)) {
    return overdue + "igbotctl resume" + chat + " lets the overdue policy decide about " +
           (calendar.overdue == 1 ? "it" : "them");
  }
  return overdue + "igbotctl post run" + chat + " settles " +
         (calendar.overdue == 1 ? "it" : "them") + ", igbotctl post run" + chat +
         " --explain says why not yet";
}

/// Whether anything is still to come in what is shown, as far as it lies ahead.
bool lacks_a_plan(const Calendar& calendar) {
  return calendar.end() > calendar.now &&
         std::none_of(calendar.posts.begin(), calendar.posts.end(), [&](const auto& post) {
           return post.due_at >= calendar.now && !post::is_end(post.state);
         });
}

void print_calendar(const Chat& chat, const Calendar& calendar, Services& services, Io& io) {
  const GridView view = view_of(calendar, io);
  const std::string words = chat_words(services, chat);
  const auto say = [&](const std::string& sentence) {
    for (const std::string& line : wrap_words(text::one_line(sentence), view.width)) {
      io.out << text::redact(line) << '\n';
    }
  };
  say(range_line(chat, calendar));
  if (view.rules.pause) say(pause_words(calendar.settings, calendar.zone, words));
  if (!calendar.posts.empty()) {
    for (const std::string& line : draw_grid(view)) io.out << text::redact(line) << '\n';
  }
  if (calendar.overdue > 0) say(overdue_line(calendar, words));
  if (lacks_a_plan(calendar)) {
    say("nothing is planned for these days; igbotctl schedule create" +
        (calendar.from > calendar.zone.day(calendar.now) ? " --from " + day_text(calendar.from)
                                                         : std::string()) +
        words + " plans them");
  } else if (calendar.posts.empty()) {
    say("nothing was due then; igbotctl post history" + words + " shows what became of posts");
  }
}

int run_queue_calendar(const CalendarOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_calendar_shape)) return 0;
  const Chat chat = services.chat();
  const Calendar calendar = services.store().read(
      [&](UnitOfWork& unit) { return read_calendar(options, unit.chat(chat.key)); });
  if (json) {
    print_json(io, *json, k_calendar_shape, calendar_json(chat, calendar));
  } else {
    print_calendar(chat, calendar, services, io);
  }
  return 0;
}

}  // namespace

void add_queue_calendar(CLI::App& queue, Selected& selected) {
  CLI::App* command =
      queue.add_subcommand("calendar", "Draw the days: what went out and what is coming, by hour");
  auto options = std::make_shared<CalendarOptions>();
  command->add_option("--days", options->days, "So many days from today on")
      ->check(CLI::Range(1, 60))
      ->capture_default_str();
  auto* past = command->add_option("--past", options->past, "And so many days before")
                   ->check(CLI::Range(0, 365))
                   ->capture_default_str();
  command->add_option("--from", options->from, "From this day on instead: friday, 2026-12-24")
      ->type_name("DAY")
      ->excludes(past);
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_queue_calendar(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
