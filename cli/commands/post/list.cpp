// SPDX-License-Identifier: MIT
#include "cli/commands/post/list.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/id_option.hpp"
#include "cli/post_output.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/decisions.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/posting_history.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using post::Decisions;
using post::Post;

struct PostListOptions {
  std::string status;
  std::string since;
  int limit = 200;
};

int run_post_list(const PostListOptions& options, Services& services, Io& io) {
  if (print_json_help(k_post_list_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const Zone zone = zone_of(services, chat);
  post::PostFilter filter{.state = post::parse_post_state(options.status), .limit = options.limit};
  if (!options.since.empty()) {
    filter.from = parse_time(options.since, zone, services.clock().now());
  } else if (!filter.state) {
    filter.from = services.clock().now() - std::chrono::days{7};
  }
  struct Listed {
    Post post;
    std::string path;
  };
  const auto posts = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    std::vector<Listed> listed;
    for (const Post& post : post::PostRepository(scope).list(filter)) {
      const auto item = media::MediaRepository(scope).find(post.media);
      listed.push_back({post, item ? item->path : "?"});
    }
    return listed;
  });
  if (const auto& json = services.globals().json) {
    nlohmann::json list = nlohmann::json::array();
    for (const auto& [post, path] : posts) list.push_back(post_json(chat.telegram_id, post, path));
    print_json(io, *json, k_post_list_shape, {{"posts", std::move(list)}});
    return k_done;
  }
  if (posts.empty()) {
    io.out << "no such posts; igbotctl schedule create plans some\n";
    return k_done;
  }
  Table table({"ID", "DUE", "STATUS", "CATEGORY", "PATH", "REASON"});
  for (const auto& [post, path] : posts) {
    table.add({id_text(post.id), local_text(post.due_at, zone), status_text(post), post.category,
               path, post.reason.value_or("")});
  }
  table.print(io);
  return k_done;
}

nlohmann::json time_or_null(const std::optional<Timestamp>& at) {
  if (!at) return nullptr;
  return utc_text(*at);
}

nlohmann::json text_or_null(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  return *text;
}

struct Shown {
  Post post;
  std::string path;
  std::vector<AuditRecord> timeline;
};

nlohmann::json shown_json(const Chat& chat, const Shown& shown) {
  nlohmann::json document = post_json(chat.telegram_id, shown.post, shown.path);
  document["attempt"] = shown.post.attempt;
  document["failures"] = shown.post.failures;
  document["next_attempt_at"] = time_or_null(shown.post.next_attempt_at);
  document["sent_at"] = time_or_null(shown.post.sent_at);
  document["expires_at"] = time_or_null(shown.post.expires_at);
  document["decided_by"] = text_or_null(shown.post.decided_by);
  document["timeline"] = nlohmann::json::array();
  for (const AuditRecord& record : shown.timeline) {
    document["timeline"].push_back({{"at", utc_text(record.at)},
                                    {"actor", record.actor.id},
                                    {"action", record.entry.action},
                                    {"before", text_or_null(record.entry.before)},
                                    {"after", text_or_null(record.entry.after)},
                                    {"reason", text_or_null(record.entry.reason)}});
  }
  return document;
}

void print_shown(const Shown& shown, const Zone& zone, Io& io) {
  const Post& post = shown.post;
  io.out << "post " << number(post.id) << ": " << status_text(post) << '\n'
         << "  due       " << local_text(post.due_at, zone) << (post.pinned ? " (moved)" : "")
         << '\n'
         << "  picture   " << text::one_line(shown.path) << " (media " << number(post.media) << ", "
         << post.category << ")\n";
  if (post.message) io.out << "  card      message " << number(*post.message) << '\n';
  if (post.state == post::PostState::awaiting && post.expires_at) {
    io.out << "  waits to  " << local_text(*post.expires_at, zone) << '\n';
  }
  if (post.reason) io.out << "  reason    " << text::one_line(*post.reason) << '\n';
  if (shown.timeline.empty()) return;
  io.out << '\n';
  Table table({"WHEN", "WHO", "WHAT", "STATE", "WHY"});
  for (const AuditRecord& record : shown.timeline) {
    table.add({local_text(record.at, zone), record.actor.name, record.entry.action,
               record.entry.after.value_or(""), record.entry.reason.value_or("")});
  }
  table.print(io);
}

int run_post_show(PostId id, Services& services, Io& io) {
  if (print_json_help(k_post_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const Shown shown = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    const Post post = Decisions(scope).get(id);
    const auto item = media::MediaRepository(scope).find(post.media);
    return Shown{post, item ? item->path : "?", scope.audited("post", id_text(id))};
  });
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_post_shape, shown_json(chat, shown));
  } else {
    print_shown(shown, zone_of(services, chat), io);
  }
  return k_done;
}

const Shape k_post_history_shape{
    "history",
    {{"post_id", "post id"},
     {"chat_id", "Telegram id of the chat"},
     {"at", "when that became of it, UTC"},
     {"due_at", "when it was due, UTC"},
     {"outcome", "posted, dry_run, skipped, rejected, missed or failed"},
     {"method", "of a posted one manual or instagram_api, otherwise null"},
     {"media_id", "media item"},
     {"path", "path of the item then"},
     {"category", "category of the item then"},
     {"actor", "who: cli:LOGIN, telegram:ID or worker:HOST"},
     {"reason", "why, or null"}}};

nlohmann::json history_json(const Chat& chat, const std::vector<post::HistoryEntry>& entries) {
  nlohmann::json list = nlohmann::json::array();
  for (const post::HistoryEntry& entry : entries) {
    list.push_back({{"post_id", number(entry.post)},
                    {"chat_id", number(chat.telegram_id)},
                    {"at", utc_text(entry.at)},
                    {"due_at", utc_text(entry.due_at)},
                    {"outcome", entry.outcome},
                    {"method", text_or_null(entry.method)},
                    {"media_id", number(entry.media)},
                    {"path", entry.path},
                    {"category", entry.category},
                    {"actor", entry.actor.id},
                    {"reason", text_or_null(entry.reason)}});
  }
  return {{"history", std::move(list)}};
}

int run_post_history(int limit, Services& services, Io& io) {
  if (print_json_help(k_post_history_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const auto entries = services.store().read(
      [&](UnitOfWork& unit) { return post::PostingHistory(unit.chat(chat.key)).newest(limit); });
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_post_history_shape, history_json(chat, entries));
    return k_done;
  }
  if (entries.empty()) {
    io.out << "nothing has become of a post yet; igbotctl queue list shows what is coming\n";
    return k_done;
  }
  const Zone zone = zone_of(services, chat);
  Table table({"WHEN", "POST", "OUTCOME", "WHO", "PATH", "WHY"});
  for (const post::HistoryEntry& entry : entries) {
    table.add({local_text(entry.at, zone), id_text(entry.post), entry.outcome, entry.actor.name,
               entry.path, entry.reason.value_or("")});
  }
  table.print(io);
  return k_done;
}

}  // namespace

void add_post_history(CLI::App& post, Selected& selected) {
  CLI::App* command = post.add_subcommand("history", "List what became of posts, the newest first");
  auto limit = std::make_shared<int>(50);
  command->add_option("--limit", *limit, "At most so many")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command->callback([limit, &selected] {
    selected = [limit](Services& services, Io& io) {
      return run_post_history(*limit, services, io);
    };
  });
}

void add_post_list(CLI::App& post, Selected& selected) {
  CLI::App* command =
      post.add_subcommand("list", "List the posts of the last week and those to come");
  auto options = std::make_shared<PostListOptions>();
  command->add_option("--status", options->status, "Only posts in this state, of any time")
      ->check(CLI::IsMember(post::post_state_names()));
  command->add_option("--since", options->since, "Only posts due at or after this time");
  command->add_option("--limit", options->limit, "At most so many, the earliest first")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_post_list(*options, services, io);
    };
  });
}

void add_post_show(CLI::App& post, Selected& selected) {
  CLI::App* command = post.add_subcommand("show", "Show a post and everything that happened to it");
  auto id = std::make_shared<std::int64_t>(0);
  add_id_option(*command, "post", *id, "Post id")->required();
  command->callback([id, &selected] {
    selected = [id](Services& services, Io& io) {
      return run_post_show(static_cast<PostId>(*id), services, io);
    };
  });
}

}  // namespace igbot::cli
