// SPDX-License-Identifier: MIT
#include "cli/commands/post/show.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/id_option.hpp"
#include "cli/post_output.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/decisions.hpp"
#include "core/post/explain.hpp"
#include "core/post/timeline.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using post::Decisions;
using post::Post;

nlohmann::json shown_time(const std::optional<Timestamp>& at) {
  if (!at) return nullptr;
  return utc_text(*at);
}

nlohmann::json shown_text(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  return *text;
}

struct Shown {
  Post post;
  std::string path;
  std::vector<post::TimelineEntry> timeline;
  std::vector<std::string> verbs;  ///< what can be done with it now
  std::vector<std::string> why;    ///< of its item
  std::string next;                ///< what becomes of it; empty when it has ended
};

struct PostShowOptions {
  std::int64_t id = 0;
  bool explain = false;
};

nlohmann::json entry_json(const post::TimelineEntry& entry) {
  return {{"at", utc_text(entry.at)},
          {"actor", entry.actor.id},
          {"action", entry.action},
          {"before", shown_text(entry.before)},
          {"after", entry.until ? shown_time(entry.until) : shown_text(entry.after)},
          {"reason", shown_text(entry.reason)}};
}

nlohmann::json shown_json(const Chat& chat, const Shown& shown) {
  nlohmann::json document = post_json(chat.telegram_id, shown.post, shown.path);
  document["attempt"] = shown.post.attempt;
  document["failures"] = shown.post.failures;
  document["next_attempt_at"] = shown_time(shown.post.next_attempt_at);
  document["sent_at"] = shown_time(shown.post.sent_at);
  document["expires_at"] = shown_time(shown.post.expires_at);
  document["decided_by"] = shown_text(shown.post.decided_by);
  document["container_id"] = shown_text(shown.post.prepared_id);
  document["instagram_media_id"] = shown_text(shown.post.instagram_media_id);
  document["permalink"] = shown_text(shown.post.permalink);
  document["timeline"] = nlohmann::json::array();
  for (const auto& entry : shown.timeline) document["timeline"].push_back(entry_json(entry));
  document["can_be"] = shown.verbs;
  return document;
}

/// "in 3h 5m", "2d ago".
std::string distance_text(Timestamp at, Timestamp now) {
  if (at > now) return "in " + duration_text(at - now);
  return duration_text(now - at) + " ago";
}

void print_facts(const Shown& shown, const Zone& zone, Timestamp now, Io& io) {
  const Post& post = shown.post;
  io.out << "post " << number(post.id) << ": " << status_text(post) << '\n'
         << "  due       " << local_text(post.due_at, zone) << " ("
         << distance_text(post.due_at, now) << (post.pinned ? ", moved)" : ")") << '\n'
         << "  picture   " << text::one_line(shown.path) << " (media " << number(post.media) << ", "
         << text::one_line(post.category) << ")\n";
  if (post.permalink) io.out << "  story     " << text::one_line(*post.permalink) << '\n';
  if (post.message) io.out << "  card      message " << number(*post.message) << '\n';
  if (post.state == post::PostState::awaiting && post.expires_at) {
    io.out << "  waits to  " << local_text(*post.expires_at, zone) << " ("
           << distance_text(*post.expires_at, now) << ")\n";
  }
  if (post.reason) io.out << "  reason    " << text::one_line(*post.reason) << '\n';
}

std::string end_of_lock(Timestamp until, const Zone& zone) {
  return until == k_forever ? "for ever" : "until " + local_text(until, zone);
}

void print_timeline(const Shown& shown, const Zone& zone, Io& io) {
  Table table({"WHEN", "WHO", "WHAT", "AFTER", "WHY"});
  for (const auto& entry : shown.timeline) {
    table.add({local_text(entry.at, zone), entry.actor.name, entry.action,
               entry.until ? end_of_lock(*entry.until, zone) : entry.after.value_or(""),
               entry.reason.value_or("")});
  }
  if (table.empty()) return;
  io.out << '\n';
  table.print(io);
}

void print_reasons(const Shown& shown, Io& io) {
  io.out << "  why       ";
  for (std::size_t i = 0; i < shown.why.size(); ++i) {
    io.out << (i == 0 ? "" : "            ") << text::one_line(shown.why[i]) << '\n';
  }
  if (!shown.next.empty()) io.out << "  next      " << text::one_line(shown.next) << '\n';
}

void print_verbs(const Shown& shown, Io& io) {
  io.out << '\n'
         << (shown.verbs.empty() ? "nothing can be done with it any more"
                                 : "can be: " + text::join(shown.verbs, ", "))
         << '\n';
}

int run_post_show(const PostShowOptions& options, Services& services, Io& io) {
  if (print_json_help(k_post_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const Shown shown = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    const Decisions decisions(scope);
    const Post post = decisions.get(static_cast<PostId>(options.id));
    const auto item = media::MediaRepository(scope).find(post.media);
    Shown found{
        post, item ? item->path : "?", post::timeline_of(scope, post), decisions.possible(post), {},
        {}};
    if (options.explain) {
      found.why = post::explain_item(scope, post.id);
      found.next = post::explain_next(unit, chat, post.id);
    }
    return found;
  });
  if (const auto& json = services.globals().json) {
    nlohmann::json document = shown_json(chat, shown);
    if (options.explain) {
      document["why"] = shown.why;
      document["next"] = shown.next.empty() ? nlohmann::json(nullptr) : nlohmann::json(shown.next);
    }
    print_json(io, *json, k_post_shape, std::move(document));
  } else {
    const Zone zone = zone_of(services, chat);
    print_facts(shown, zone, services.clock().now(), io);
    if (options.explain) print_reasons(shown, io);
    print_timeline(shown, zone, io);
    print_verbs(shown, io);
  }
  return k_done;
}

}  // namespace

void add_post_show(CLI::App& post, Selected& selected) {
  CLI::App* command = post.add_subcommand("show", "Show a post and everything that happened to it");
  auto options = std::make_shared<PostShowOptions>();
  add_id_option(*command, "post", options->id, "Post id")->required();
  command->add_flag("--explain", options->explain,
                    "Say why it has this picture, and what becomes of it next");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_post_show(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
