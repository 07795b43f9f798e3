// SPDX-License-Identifier: MIT
#include "tests/fault/publishing_world.hpp"

#include <stdexcept>

namespace igbot::test {
namespace {

std::filesystem::path made(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  return folder;
}

void must(const CliResult& result) {
  if (result.exit_code != 0) throw std::runtime_error(result.out + result.err);
}

}  // namespace

PublishingWorld::PublishingWorld(int chats, int photos_per_chat)
    : PostingWorld(chats, photos_per_chat),
      public_folder_(made(cli().folder() / "public")),
      lender_(public_folder_) {
  const std::string key = (cli().folder() / "key").string();
  must(cli().run({"key", "generate", key}));
  const std::map<std::string, std::string> environment{
      {"IGBOTCTL_KEY_FILE", key},
      {"IGBOTCTL_INSTAGRAM_API_BASE", graph_.url()},
      {"IGBOTCTL_STAGING_KIND", "public_url"},
      {"IGBOTCTL_STAGING_DIRECTORY", public_folder_.string()},
      {"IGBOTCTL_STAGING_BASE_URL", lender_.url()},
      // Pictures that differ stay different, and are made in no time.
      {"IGBOTCTL_MEDIA_FIT", "none"}};
  for (const auto& [name, value] : environment) cli().set_environment(name, value);
  graph_.api().set_quota(1'000'000);
  for (int i = 0; i < chats; ++i) {
    graph_.api().add_account({.id = account_id(i), .username = "team" + std::to_string(i)});
    graph_.api().issue_token({.accounts = {account_id(i)}}, token(i));
    const std::string chat = std::to_string(telegram_id(i));
    must(cli().run({"account", "add", "--token-stdin", "--chat", chat}, token(i)));
    must(cli().run({"settings", "set", "enable_instagram_api", "true", "dry_run_mode", "false",
                    "require_approval", "false", "overdue_max_minutes", "10080", "overdue_policy",
                    "all", "--chat", chat}));
  }
}

std::string PublishingWorld::account_id(int chat) const {
  return std::to_string(17841400000000100LL + chat);
}

std::string PublishingWorld::token(int chat) const {
  return "IGAAteam" + std::to_string(chat) + "0123456789team0123456789team0123456789";
}

std::vector<post::Post> PublishingWorld::posts() {
  std::vector<post::Post> all;
  for (const PostId id : planned()) all.push_back(post(id));
  return all;
}

bool PublishingWorld::has_open_post(int chat) {
  return store().read([&](UnitOfWork& unit) {
    return !unit.db()
                .execute(
                    "SELECT 1 FROM posts WHERE chat_id = $1 AND state IN ('planned', 'claimed', "
                    "'approved', 'preparing', 'prepared', 'publishing') LIMIT 1",
                    {key(chat)})
                .empty();
  });
}

void PublishingWorld::let_time_pass() {
  store().bookkeep([](Bookkeeping& unit) {
    const std::int64_t minutes_5 = 5 * 60 * 1000;
    unit.db().execute(
        "UPDATE posts SET publish_lost_at = publish_lost_at - $1, publish_finished_at = "
        "publish_finished_at - $1, next_attempt_at = next_attempt_at - 12 * $1, wake_at = wake_at "
        "- "
        "12 * $1 WHERE state NOT IN ('posted', 'failed', 'missed')",
        {minutes_5});
    unit.db().execute("DELETE FROM rate_limits");
  });
}

void PublishingWorld::settle() {
  for (int i = 0; i < 12; ++i) {
    let_time_pass();
    cli().run({"post", "run", "--jobs", "8"});
  }
}

std::map<std::string, int> PublishingWorld::states() {
  std::map<std::string, int> states;
  for (const post::Post& each : posts()) ++states[std::string(to_string(each.state))];
  return states;
}

std::vector<std::string> PublishingWorld::wrongs() {
  std::vector<std::string> found;
  std::map<std::string, int> pictures;
  std::set<std::string> published;
  for (const PublishedStory& story : graph_.stories()) {
    published.insert(story.container);
    if (++pictures[story.sha256] == 2) found.push_back("a picture went out twice: " + story.url);
  }
  std::set<std::string> known;
  for (const post::Post& each : posts()) {
    const std::string name =
        "post " + id_text(each.id) + " (" + std::string(to_string(each.state)) + ")";
    const std::string container = each.prepared_id.value_or("");
    known.insert(container);
    const bool went_out = published.contains(container);
    const bool counts = each.state == post::PostState::posted;
    if (counts && !went_out) found.push_back(name + " counts as published, and is not");
    if (went_out && !counts) found.push_back(name + " is live, and is not known to be");
  }
  for (const std::string& container : published) {
    if (!known.contains(container)) found.push_back("no post knows of container " + container);
  }
  return found;
}

}  // namespace igbot::test
