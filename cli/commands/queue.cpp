// SPDX-License-Identifier: MIT
#include "cli/commands/queue.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/services.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/settings/settings_service.hpp"
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
                           {"day", "local day its slot belongs to; null for a post made by hand"}}};

struct QueueListOptions {
  int limit = 0;
};

struct Queue {
  std::vector<schedule::QueuedPost> posts;
  ChatSettings settings;
};

nlohmann::json queue_document(const Chat& chat, const Queue& queue) {
  nlohmann::json posts = nlohmann::json::array();
  for (const auto& post : queue.posts) {
    nlohmann::json day = nullptr;
    if (post.slot_day) day = *post.slot_day;
    posts.push_back({{"id", number(post.id)},
                     {"chat_id", number(chat.telegram_id)},
                     {"status", post.state},
                     {"due_at", utc_text(post.due_at)},
                     {"media_id", number(post.media)},
                     {"path", post.path},
                     {"category", post.category},
                     {"pinned", post.pinned},
                     {"day", day}});
  }
  return {{"posts", std::move(posts)}};
}

void print_queue(const Queue& queue, Timestamp now, Io& io) {
  if (queue.posts.empty()) {
    io.out << "nothing is planned; igbotctl schedule create plans the coming days\n";
    return;
  }
  if (queue.settings.paused_at_instant(now)) {
    io.out << "paused by " << queue.settings.paused_by.value_or("somebody")
           << ": nothing goes out until igbotctl resume\n";
  }
  const Zone zone = Zone::find(queue.settings.posting_timezone);
  Table table({"ID", "DUE", "STATUS", "CATEGORY", "PATH"});
  for (const auto& post : queue.posts) {
    table.add({std::to_string(number(post.id)), local_text(post.due_at, zone),
               post.state + (post.pinned ? " (moved)" : ""), post.category, post.path});
  }
  table.print(io);
}

int run_queue_list(const QueueListOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_queue_shape)) return 0;
  const Chat chat = services.chat();
  const Queue queue = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    return Queue{schedule::ScheduleService(scope).queue(options.limit),
                 SettingsService(scope).load()};
  });
  if (json) {
    print_json(io, *json, k_queue_shape, queue_document(chat, queue));
  } else {
    print_queue(queue, services.clock().now(), io);
  }
  return 0;
}

}  // namespace

void add_queue(CLI::App& command, Selected& selected) {
  CLI::App* list = command.add_subcommand("list", "List the posts that have not ended");
  auto options = std::make_shared<QueueListOptions>();
  list->add_option("--limit", options->limit, "At most so many posts; 0 = all")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  list->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_queue_list(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
