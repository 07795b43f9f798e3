// SPDX-License-Identifier: MIT
#include "cli/commands/post/history.hpp"

#include <CLI/CLI.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/post_output.hpp"
#include "core/post/posting_history.hpp"
#include "core/post/story_insights.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

nlohmann::json history_text(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  return *text;
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
     {"reason", "why, or null"},
     {"insights",
      "with --insights of a published story what Instagram said of it last: hours after it went "
      "out, "
      "views, reach, replies, navigation, shares, total_interactions, follows, profile_visits; "
      "otherwise null"}}};

using TakenByPost = std::map<PostId, post::TakenInsights>;

nlohmann::json figure_json(const std::optional<std::int64_t>& figure) {
  return figure ? nlohmann::json(*figure) : nlohmann::json(nullptr);
}

nlohmann::json insights_json(const TakenByPost& taken, PostId post) {
  const auto found = taken.find(post);
  if (found == taken.end() || !found->second.figures) return nullptr;
  const post::StoryInsights& figures = *found->second.figures;
  return {{"hours", found->second.mark.count()},
          {"views", figure_json(figures.views)},
          {"reach", figure_json(figures.reach)},
          {"replies", figure_json(figures.replies)},
          {"navigation", figure_json(figures.navigation)},
          {"shares", figure_json(figures.shares)},
          {"total_interactions", figure_json(figures.total_interactions)},
          {"follows", figure_json(figures.follows)},
          {"profile_visits", figure_json(figures.profile_visits)}};
}

nlohmann::json history_json(const Chat& chat, const std::vector<post::HistoryEntry>& entries,
                            const TakenByPost& taken) {
  nlohmann::json list = nlohmann::json::array();
  for (const post::HistoryEntry& entry : entries) {
    list.push_back({{"post_id", number(entry.post)},
                    {"chat_id", number(chat.telegram_id)},
                    {"at", utc_text(entry.at)},
                    {"due_at", utc_text(entry.due_at)},
                    {"outcome", entry.outcome},
                    {"method", history_text(entry.method)},
                    {"media_id", number(entry.media)},
                    {"path", entry.path},
                    {"category", entry.category},
                    {"actor", entry.actor.id},
                    {"reason", history_text(entry.reason)},
                    {"insights", entry.outcome == "posted" ? insights_json(taken, entry.post)
                                                           : nlohmann::json(nullptr)}});
  }
  return {{"history", std::move(list)}};
}

struct PostHistoryOptions {
  int limit = 50;
  bool insights = false;
};

std::string figure_text(const std::optional<std::int64_t>& figure) {
  return figure ? std::to_string(*figure) : "";
}

/// What Instagram said of the stories that went out through it.
void print_insights(const std::vector<post::HistoryEntry>& entries, const TakenByPost& taken,
                    const Zone& zone, Io& io) {
  Table table({"WHEN", "POST", "AFTER", "VIEWS", "REACH", "REPLIES", "SHARES", "PATH"});
  for (const post::HistoryEntry& entry : entries) {
    const auto found = taken.find(entry.post);
    if (entry.outcome != "posted" || found == taken.end()) continue;
    const post::StoryInsights figures = found->second.figures.value_or(post::StoryInsights{});
    const std::string views = found->second.figures ? figure_text(figures.views) : "under 5";
    table.add({local_text(entry.at, zone), id_text(entry.post),
               std::to_string(found->second.mark.count()) + " h", views, figure_text(figures.reach),
               figure_text(figures.replies), figure_text(figures.shares), entry.path});
  }
  table.print(io);
}

int run_post_history(const PostHistoryOptions& options, Services& services, Io& io) {
  if (print_json_help(k_post_history_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const auto [entries, taken] = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    const post::PostingHistory history(scope);
    auto newest =
        options.insights ? history.newest_published(options.limit) : history.newest(options.limit);
    std::vector<PostId> posts;
    posts.reserve(newest.size());
    for (const auto& entry : newest) posts.push_back(entry.post);
    auto figures = options.insights ? post::InsightsRepository(scope).newest(posts) : TakenByPost{};
    return std::pair{std::move(newest), std::move(figures)};
  });
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_post_history_shape, history_json(chat, entries, taken));
    return k_done;
  }
  if (options.insights && taken.empty()) {
    io.out << "Instagram has said nothing about a story yet; figures are taken 1, 6 and 23 hours "
              "after one went out\n";
    return k_done;
  }
  if (options.insights) {
    print_insights(entries, taken, zone_of(services, chat), io);
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
  auto options = std::make_shared<PostHistoryOptions>();
  command->add_option("--limit", options->limit, "At most so many")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command->add_flag("--insights", options->insights,
                    "Only published stories, with what Instagram said of them last");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_post_history(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
