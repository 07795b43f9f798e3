// SPDX-License-Identifier: MIT
#include "tests/fault/posting_world.hpp"

#include <stdexcept>

#include "core/settings/settings_service.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

const Actor k_person{"cli:test", "test"};

std::vector<SandboxChat> sandbox_chats(int count) {
  std::vector<SandboxChat> chats;
  for (int i = 0; i < count; ++i) chats.push_back({-1000 - i, "group", "Team"});
  return chats;
}

/// "post 17" in the last line of a card.
std::optional<std::int64_t> post_of(const RecordedCall& call) {
  const std::size_t at = call.caption.rfind("post ");
  if (call.file_name.empty() || at == std::string::npos) return std::nullopt;
  return std::stoll(call.caption.substr(at + 5));
}

}  // namespace

PostingWorld::PostingWorld(int chats, int photos_per_chat, std::chrono::milliseconds latency)
    : telegram_({.chats = sandbox_chats(chats), .latency = latency}) {
  cli_.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
  cli_.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram_.url());
  cli_.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
  store_ = std::make_unique<Store>(StoreOptions{.file = cli_.database(), .create = true}, clock_);
  for (int i = 0; i < chats; ++i) {
    const auto folder = cli_.folder() / ("photos" + std::to_string(i));
    std::filesystem::create_directories(folder);
    store_->write(k_person, [&](UnitOfWork& unit) {
      const Chat chat =
          create_chat(unit, {static_cast<TelegramChatId>(telegram_id(i)),
                             "team " + std::to_string(i),
                             {{"media_source_config", "{\"path\": \"" + folder.string() + "\"}"}}});
      keys_.push_back(chat.key);
    });
    for (int n = 0; n < photos_per_chat; ++n) {
      write_file(folder, "memes/photo" + std::to_string(n) + ".jpg",
                 jpeg_bytes(64, 64, 1000 * i + n));
    }
    const auto synced = cli_.run({"media", "sync", "--chat", std::to_string(telegram_id(i))});
    if (synced.exit_code != 0) throw std::runtime_error("media sync failed: " + synced.err);
  }
}

void PostingWorld::open_store() {
  store_ = std::make_unique<Store>(StoreOptions{.file = cli_.database()}, clock_);
}

std::int64_t PostingWorld::telegram_id(int chat) const { return -1000 - chat; }

PostId PostingWorld::plan_due(int chat) {
  const PostId id = store_->write(k_person, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(key(chat));
    const auto item = scope.db().execute(
        "SELECT id, content_id, category FROM media_items WHERE chat_id = $1 AND id NOT IN "
        "(SELECT media_id FROM posts WHERE chat_id = $1) ORDER BY id LIMIT 1",
        {key(chat)});
    post::Post post;
    post.due_at = unit.now() - std::chrono::seconds{1};
    post.media = item.front().id<MediaId>(0);
    post.content = item.front().id<ContentId>(1);
    post.category = item.front().text(2);
    scope.audit({.entity = "post", .entity_id = "new", .action = "created"});
    return post::PostRepository(scope).add(post).id;
  });
  posts_.push_back(id);
  return id;
}

post::Post PostingWorld::post(PostId id) {
  return store_->read([&](UnitOfWork& unit) {
    const auto chat =
        unit.db().execute("SELECT chat_id FROM posts WHERE id = $1", {id}).front().id<ChatKey>(0);
    return post::PostRepository(unit.chat(chat)).find(id).value();
  });
}

std::map<std::int64_t, int> PostingWorld::cards() const {
  std::map<std::int64_t, int> cards;
  for (const RecordedCall& call : telegram_.accepted()) {
    if (const auto id = post_of(call)) ++cards[*id];
  }
  return cards;
}

std::vector<std::string> PostingWorld::discrepancies() {
  const auto arrived = cards();
  std::vector<std::string> found;
  for (const PostId id : posts_) {
    const auto at = arrived.find(number(id));
    const int times = at == arrived.end() ? 0 : at->second;
    const post::PostState state = post(id).state;
    const std::string name =
        "post " + std::to_string(number(id)) + " (" + std::string(to_string(state)) + ")";
    if (times > 1) found.push_back(name + " arrived " + std::to_string(times) + " times");
    if (times == 0 && state == post::PostState::awaiting) found.push_back(name + " never arrived");
    const bool accounted_for =
        state == post::PostState::awaiting || state == post::PostState::unknown;
    if (times > 0 && !accounted_for) {
      found.push_back(name + " arrived, but is not known to have");
    }
  }
  return found;
}

std::vector<std::string> PostingWorld::never_sent() {
  const auto arrived = cards();
  std::vector<std::string> found;
  for (const PostId id : posts_) {
    const post::PostState state = post(id).state;
    if (arrived.contains(number(id)) || state == post::PostState::unknown) continue;
    found.push_back("post " + id_text(id) + " (" + std::string(to_string(state)) + ")");
  }
  return found;
}

}  // namespace igbot::test
