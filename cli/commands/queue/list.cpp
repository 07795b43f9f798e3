// SPDX-License-Identifier: MIT
#include "cli/commands/queue/list.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/chat_words.hpp"
#include "cli/commands/media/item.hpp"
#include "cli/id_option.hpp"
#include "cli/output.hpp"
#include "core/post/explain.hpp"
#include "core/post/queue_repository.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_queue_shape{"posts",
                          {{"id", "post id"},
                           {"chat_id", "Telegram id of the chat"},
                           {"status", "state of the post"},
                           {"due_at", "when it is due, UTC"},
                           {"media_id", "media item"},
                           {"path", "path of the item in its source"},
                           {"category", "category of the item"},
                           {"pinned", "moved by hand: planning anew leaves it alone"},
                           {"day", "local day its slot belongs to; null for a post made by hand"},
                           {"overdue", "whether it should have gone out a while ago"},
                           {"reason", "why it is as it is, or null"},
                           {"why", "sentences: why it has this item", "--explain"}}};

struct QueueListOptions {
  std::string day;
  std::string from;
  std::string to;
  std::string status;
  std::string category;
  std::int64_t media = 0;
  int limit = 0;
  bool explain = false;

  bool narrows() const {
    return !from.empty() || !to.empty() || !status.empty() || !category.empty() || media > 0;
  }
};

struct Queue {
  std::vector<post::QueueEntry> posts;
  ChatSettings settings;
  Zone zone;
  Timestamp now;
  std::optional<LocalDay> day;  ///< the one that was asked for
  /// Why each post has its item, where that was asked for.
  std::map<PostId, std::vector<std::string>> why = {};
};

Queue read_queue(const QueueListOptions& options, ChatScope scope) {
  const ChatSettings settings = SettingsService(scope).load();
  Queue queue{{}, settings, Zone::find(settings.posting_timezone), scope.now(), std::nullopt};
  post::QueueFilter filter{.state = post::parse_post_state(options.status), .limit = options.limit};
  if (!options.day.empty()) {
    queue.day = parse_day(options.day, queue.zone.day(queue.now));
    filter.part = post::QueuePart::kept;
    filter.from = queue.zone.instant(*queue.day);
    filter.to = queue.zone.instant(LocalDay{*queue.day + std::chrono::days{1}});
  }
  if (!options.from.empty()) filter.from = parse_time(options.from, queue.zone, queue.now);
  if (!options.to.empty()) filter.to = parse_time(options.to, queue.zone, queue.now);
  if (!options.category.empty()) filter.category = options.category;
  if (options.media > 0) filter.media = find_media(scope, MediaId{options.media}).item.id;
  queue.posts = post::QueueRepository(scope).list(filter);
  if (options.explain) {
    for (const auto& post : queue.posts) queue.why[post.id] = post::explain_item(scope, post.id);
  }
  return queue;
}

nlohmann::json text_or_nothing(const std::optional<std::string>& text) {
  return text ? nlohmann::json(*text) : nlohmann::json(nullptr);
}

nlohmann::json queue_document(const Chat& chat, const Queue& queue) {
  nlohmann::json posts = nlohmann::json::array();
  for (const auto& post : queue.posts) {
    posts.push_back({{"id", number(post.id)},
                     {"chat_id", number(chat.telegram_id)},
                     {"status", to_string(post.state)},
                     {"due_at", utc_text(post.due_at)},
                     {"media_id", number(post.media)},
                     {"path", post.path},
                     {"category", post.category},
                     {"pinned", post.pinned},
                     {"day", text_or_nothing(post.slot_day)},
                     {"overdue", post::is_overdue(post, queue.now)},
                     {"reason", text_or_nothing(post.reason)}});
    const auto why = queue.why.find(post.id);
    if (why != queue.why.end()) posts.back()["why"] = why->second;
  }
  return {{"posts", std::move(posts)}};
}

/// "unknown (card)", "planned (moved, overdue)".
std::string queue_status(const post::QueueEntry& post, Timestamp now) {
  std::vector<std::string> notes;
  if (post.stage) notes.emplace_back(to_string(*post.stage));
  if (post.pinned && !post::is_end(post.state)) notes.emplace_back("moved");
  if (post::is_overdue(post, now)) notes.emplace_back("overdue");
  std::string status(to_string(post.state));
  return notes.empty() ? status : status + " (" + text::join(notes, ", ") + ")";
}

/// What to do when nothing is listed.
std::string empty_line(const QueueListOptions& options, const Queue& queue,
                       const std::string& chat) {
  if (options.narrows())
    return "no such posts; igbotctl queue list" + chat + " shows what is coming";
  if (!queue.day) {
    return "nothing is planned; igbotctl schedule create" + chat + " plans the coming days";
  }
  const std::string day = weekday_text(*queue.day) + " " + day_text(*queue.day);
  if (*queue.day < queue.zone.day(queue.now)) {
    return "nothing was due on " + day + "; igbotctl queue calendar" + chat +
           " shows the days around";
  }
  return "nothing is planned for " + day + "; igbotctl schedule create --from " +
         day_text(*queue.day) + " --days 1" + chat + " plans that day";
}

void print_queue(const QueueListOptions& options, const Queue& queue, const std::string& chat,
                 Io& io) {
  if (queue.posts.empty()) {
    io.out << empty_line(options, queue, chat) << '\n';
    return;
  }
  const bool some_are_open =
      std::any_of(queue.posts.begin(), queue.posts.end(),
                  [](const auto& post) { return !post::is_end(post.state); });
  if (some_are_open && queue.settings.paused_at_instant(queue.now)) {
    io.out << text::redact(text::one_line(pause_words(queue.settings, queue.zone, chat))) << '\n';
  }
  const bool some_are_over = std::any_of(queue.posts.begin(), queue.posts.end(),
                                         [](const auto& post) { return post::is_end(post.state); });
  std::vector<std::string> headings{"ID", "DUE", "STATUS", "CATEGORY", "PATH"};
  if (some_are_over) headings.emplace_back("WHY");
  Table table(headings);
  for (const auto& post : queue.posts) {
    table.add({id_text(post.id), local_text(post.due_at, queue.zone), queue_status(post, queue.now),
               post.category, post.path, post.reason.value_or("")});
  }
  table.print(io);
  for (const auto& post : queue.posts) {
    const auto why = queue.why.find(post.id);
    if (why == queue.why.end()) continue;
    io.out << "\nwhy " << id_text(post.id) << " has " << text::one_line(post.path) << ":\n";
    for (const std::string& line : why->second) io.out << "  " << text::one_line(line) << '\n';
  }
}

int run_queue_list(const QueueListOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_queue_shape)) return 0;
  const Chat chat = services.chat();
  const Queue queue = services.store().read(
      [&](UnitOfWork& unit) { return read_queue(options, unit.chat(chat.key)); });
  if (json) {
    print_json(io, *json, k_queue_shape, queue_document(chat, queue));
  } else {
    print_queue(options, queue, chat_words(services, chat), io);
  }
  return 0;
}

}  // namespace

void add_queue_list(CLI::App& queue, Selected& selected) {
  CLI::App* command = queue.add_subcommand("list", "List the posts that have not ended");
  auto options = std::make_shared<QueueListOptions>();
  auto* day = command
                  ->add_option("--day", options->day,
                               "All of a day, also what has ended: today, friday, 2026-12-24")
                  ->type_name("DAY");
  command->add_option("--from", options->from, "Only what is due at or after this time")
      ->type_name("TIME")
      ->excludes(day);
  command->add_option("--to", options->to, "Only what is due before this time")
      ->type_name("TIME")
      ->excludes(day);
  command->add_option("--status", options->status, "Only posts in this state, also one that ends")
      ->check(CLI::IsMember(post::post_state_names()));
  command->add_option("--category", options->category, "Only this category")->type_name("NAME");
  add_id_option(*command, "--media", options->media, "Media id")
      ->description("Only posts of this media item");
  command->add_option("--limit", options->limit, "At most so many posts; 0 = all")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command->add_flag("--explain", options->explain, "Say of each post why it has this picture");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_queue_list(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
