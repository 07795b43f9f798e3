// SPDX-License-Identifier: MIT
#include "tests/support/posting_fixture.hpp"

#include <fstream>

namespace igbot::test {
namespace {

const Actor k_person{"cli:anna", "anna"};

}  // namespace

PostingFixture::PostingFixture() : chat(add_active_chat(-1001, "team")) {}

ChatKey PostingFixture::add_active_chat(std::int64_t telegram_id, const std::string& name) {
  return t.store.write(k_person, [&](UnitOfWork& unit) {
    return create_chat(unit, {static_cast<TelegramChatId>(telegram_id), name, {}}).key;
  });
}

MediaId PostingFixture::add_item(const std::string& path, const std::string& hash) {
  return add_item_to(chat, path, hash);
}

MediaId PostingFixture::add_item_to(ChatKey to, const std::string& path, const std::string& hash) {
  return t.store.write(k_person, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(to);
    scope.audit({.entity = "media", .entity_id = path, .action = "added"});
    auto& db = scope.db();
    db.execute(
        "INSERT INTO media_sources (chat_id, kind, root, config, created_at) "
        "VALUES ($1, 'local', '/photos', '{}', $2) ON CONFLICT DO NOTHING",
        {to, unit.now()});
    const auto source =
        db.execute("SELECT id FROM media_sources WHERE chat_id = $1", {to}).front().integer(0);
    const std::string sha = hash.empty() ? "hash of " + path : hash;
    db.execute(
        "INSERT INTO media_contents (chat_id, sha256, size, created_at) VALUES ($1, $2, 10, $3) "
        "ON CONFLICT DO NOTHING",
        {to, sha, unit.now()});
    return db
        .execute(
            "INSERT INTO media_items (chat_id, source_id, identifier, version, content_id, path, "
            "category, mime, size, active, created_at, updated_at) "
            "SELECT $1, $2, $3, 'v1', id, $3, 'memes', 'image/jpeg', 10, 1, $4, $4 "
            "FROM media_contents WHERE chat_id = $1 AND sha256 = $5 RETURNING id",
            {to, source, path, unit.now(), sha})
        .front()
        .id<MediaId>(0);
  });
}

PostId PostingFixture::plan(MediaId media, std::chrono::minutes after) {
  return plan_in(chat, media, after);
}

PostId PostingFixture::plan_in(ChatKey to, MediaId media, std::chrono::minutes after) {
  return t.store.write(k_person, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(to);
    const auto item = media::MediaRepository(scope).find(media).value();
    post::Post post;
    post.due_at = unit.now() + after;
    post.media = media;
    post.content = item.content;
    post.category = item.category;
    scope.audit({.entity = "post", .entity_id = item.path, .action = "created"});
    return post::PostRepository(scope).add(post).id;
  });
}

void PostingFixture::set(const std::string& key, const std::string& value) {
  t.store.write(k_person, [&](UnitOfWork& unit) {
    SettingsService(unit.chat(chat)).set({{key, value}}, std::nullopt);
  });
}

void PostingFixture::run(const post::RunOptions& options) {
  const auto bring =
      [this](ChatKey,
             const media::MediaItem& item) -> std::variant<std::filesystem::path, post::MediaGone> {
    if (const auto found = gone.find(item.path); found != gone.end()) return found->second;
    const auto file = t.folder.path() / ("copy-" + std::to_string(number(item.id)));
    std::ofstream(file) << "picture";
    return file;
  };
  last_ = std::make_unique<post::Worker>(t.store, messenger, bring,
                                         Actor{"worker:test", "worker on test"}, lease_owner,
                                         TelegramChatId{-1001});
  last_->publishing = publish_tools();
  post::run_posts(*last_, options);
}

std::vector<std::string> PostingFixture::outcomes() const {
  std::vector<std::string> outcomes;
  for (const auto& handled : last_->report.handled()) outcomes.push_back(handled.outcome);
  return outcomes;
}

post::Post PostingFixture::post(PostId id) {
  return t.store.read([&](UnitOfWork& unit) {
    const auto row =
        unit.db().execute("SELECT chat_id FROM posts WHERE id = $1", {id}).front().id<ChatKey>(0);
    return post::PostRepository(unit.chat(row)).find(id).value();
  });
}

std::int64_t PostingFixture::count(const std::string& sql) {
  return t.store.read([&](UnitOfWork& unit) { return unit.db().execute(sql).front().integer(0); });
}

std::string PostingFixture::text(const std::string& sql) {
  return t.store.read([&](UnitOfWork& unit) { return unit.db().execute(sql).front().text(0); });
}

}  // namespace igbot::test
