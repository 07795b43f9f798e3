// SPDX-License-Identifier: MIT
#include "core/bot/errands.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/bot/account_login.hpp"
#include "core/bot/say.hpp"
#include "core/bot/source/source_errand.hpp"
#include "core/bot/source/source_talk.hpp"
#include "core/bot/wizard/init_wizard.hpp"
#include "core/bot/wizard/source_folder.hpp"
#include "core/media/source_config.hpp"
#include "core/media/sync_text.hpp"
#include "core/media/syncer.hpp"
#include "core/post/outbox_drain.hpp"
#include "core/settings/settings_service.hpp"
#include "core/settings/source_credential.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::bot {
namespace {

constexpr const char* k_sync = "sync";
constexpr std::chrono::hours k_errand_waits{24};

/// Not an error: the poller ends while a library is being read.
struct Stopped {};

Actor actor_of_user(ChatScope scope, TelegramUserId user) {
  const auto member = access::MemberRepository(scope).find(user);
  return {"telegram:" + id_text(user), member ? member->profile.name() : id_text(user)};
}

/// What a sync needs to know of its chat.
struct SyncTarget {
  Chat chat;
  ChatSettings settings;
  Actor actor;
  bool is_service_account = false;  ///< the source is reached by the key of one
};

bool has_service_account(ChatScope scope, const ChatSettings& settings) {
  const auto credential = find_source_credential(scope, settings.media_source_config);
  return credential && credential->kind == CredentialKind::google_service_account;
}

/// The way back from a credential that is refused or gone.
std::string how_to_connect_again(const BotRules& rules, const SyncTarget& target) {
  const SourceType type = target.settings.media_source_type;
  const bool is_drive = type == SourceType::google_drive;
  if (is_drive && rules.drive && !target.is_service_account) {
    return "/connect_drive connects it again.";
  }
  const std::string word = is_drive ? "drive" : media::to_string(type);
  return "The operator connects it again: igbotctl source connect " + word + " --chat " +
         id_text(target.chat.telegram_id);
}

std::vector<std::string> told_of(const Chat& chat, const media::SyncResult& result) {
  std::vector<std::string> lines{"🔄 " + media::sync_summary(chat, result, false)};
  if (const auto failure = media::sync_failure(chat, result)) {
    lines.push_back(std::string("⚠ ") + failure->what());
  }
  return lines;
}

}  // namespace

bool want_library_read(ChatScope scope, TelegramUserId user) {
  const ConversationRepository conversations(scope);
  if (conversations.find(user, k_sync)) return false;
  conversations.put(
      {.user = user, .kind = k_sync, .step = "wanted", .expires_at = scope.now() + k_errand_waits});
  return true;
}

void want_new_library_read(ChatScope scope, TelegramUserId user) {
  ConversationRepository(scope).put(
      {.user = user,
       .kind = k_sync,
       .step = "wanted",
       .draft = nlohmann::json{{"connected_at", to_millis(scope.now())}}.dump(),
       .expires_at = scope.now() + k_errand_waits});
}

void Errands::go_on() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  again_ = true;
  if (busy_ || stopped_) return;
  if (!next()) return;
  if (thread_.joinable()) thread_.join();
  busy_ = true;
  thread_ = std::thread([this] { work(); });
}

void Errands::finish() {
  if (thread_.joinable()) thread_.join();
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Errands::stop() {
  stopped_ = true;
  if (thread_.joinable()) thread_.join();
}

/// Whether to look again; decided and noted at once, so that no wish falls between two looks.
bool Errands::is_wanted() {
  const std::lock_guard lock(mutex_);
  busy_ = std::exchange(again_, false);
  return busy_;
}

void Errands::work() {
  try {
    while (is_wanted()) {
      while (!stopped_) {
        const auto wanted = next();
        if (!wanted) break;
        carry_out(*wanted);
        post::drain_outbox(worker_, wanted->chat);
      }
    }
    return;
  } catch (const Stopped&) {
    // It waits where it was.
  } catch (...) {
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
  }
  busy_ = false;
}

std::optional<Errands::Wanted> Errands::next() {
  return worker_.store.read([](UnitOfWork& unit) -> std::optional<Wanted> {
    const auto rows = unit.db().execute(
        "SELECT v.chat_id, v.user_telegram_id, v.kind FROM conversations v JOIN chats c ON c.id = "
        "v.chat_id AND c.state <> 'archived' WHERE v.expires_at > $1 AND (v.kind = 'sync' OR "
        "(v.kind IN ('init', 'login', 'source') AND v.step IN ('looking', 'connecting', "
        "'listing'))) ORDER BY v.expires_at LIMIT 1",
        {unit.now()});
    if (rows.empty()) return std::nullopt;
    const auto chat = rows.front().id<ChatKey>(0);
    const auto conversation = ConversationRepository(unit.chat(chat))
                                  .find(rows.front().id<TelegramUserId>(1), rows.front().text(2));
    if (!conversation) return std::nullopt;
    return Wanted{chat, *conversation};
  });
}

void Errands::carry_out(const Wanted& wanted) {
  if (wanted.conversation.kind == k_sync) {
    sync(wanted);
  } else if (wanted.conversation.kind == k_source_talk) {
    connect_source(wanted);
  } else if (wanted.conversation.step == k_login_connecting) {
    connect(wanted);
  } else {
    look(wanted);
  }
}

void Errands::sync(const Wanted& wanted) {
  const TelegramUserId user = wanted.conversation.user;
  const SyncTarget target = worker_.store.read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(wanted.chat);
    const ChatSettings settings = SettingsService(scope).load();
    return SyncTarget{ChatRepository(unit).find(wanted.chat).value(), settings,
                      actor_of_user(scope, user), has_service_account(scope, settings)};
  });
  std::vector<std::string> lines;
  try {
    const auto source = rules_.open_source_of(wanted.chat);
    lines = told_of(target.chat,
                    media::sync_media(worker_.store, *source,
                                      {.chat = wanted.chat,
                                       .actor = target.actor,
                                       .type = target.settings.media_source_type,
                                       .config = target.settings.media_source_config,
                                       .freshness = target.settings.media_sync_interval},
                                      [this](const media::SyncProgress&) { go_on_if_wanted(); }));
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    lines = {std::string("⚠ The library could not be read: ") + error.what()};
    if (error.kind() == ErrorKind::auth) {
      lines.push_back(how_to_connect_again(rules_, target));
    }
  }
  worker_.store.write(target.actor, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(wanted.chat);
    const auto now = ConversationRepository(scope).find(user, k_sync);
    // Another source came meanwhile: it is read next, and told.
    if (!now || now->draft != wanted.conversation.draft) return;
    ConversationRepository(scope).end(user, k_sync);
    say(scope, lines, {{button("🗓 Create schedule", "schedule")}});
  });
}

void Errands::look(const Wanted& wanted) {
  const SourceFinding finding = look_into(rules_, candidate_folder(wanted.conversation));
  conclude(wanted,
           [&](const Call& call, const Conversation& now) { found_source(call, now, finding); });
}

void Errands::connect(const Wanted& wanted) {
  const auto exchanged =
      exchange(rules_, wanted.chat, wanted.conversation, worker_.store.clock().now());
  conclude(wanted, [&](const Call& call, const Conversation& now) {
    if (now.kind == k_init) {
      account_reached(call, now, exchanged);
    } else {
      connect_account(call, now, exchanged);
    }
  });
}

void Errands::connect_source(const Wanted& wanted) {
  conclude(wanted, carry_out_source_step(rules_, wanted.chat, wanted.conversation,
                                         [this] { go_on_if_wanted(); }));
}

void Errands::go_on_if_wanted() const {
  if (stopped_) throw Stopped{};
}

template <typename Body>
void Errands::conclude(const Wanted& wanted, Body body) {
  const Actor actor = worker_.store.read([&](UnitOfWork& unit) {
    return actor_of_user(unit.chat(wanted.chat), wanted.conversation.user);
  });
  worker_.store.write(actor, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(wanted.chat);
    const auto now =
        ConversationRepository(scope).find(wanted.conversation.user, wanted.conversation.kind);
    // Another answer came meanwhile, or it was canceled.
    if (!now || now->step != wanted.conversation.step || now->draft != wanted.conversation.draft) {
      return;
    }
    const auto member = access::MemberRepository(scope).find(now->user);
    const auto chat = ChatRepository(unit).find(wanted.chat);
    if (!member || !chat) return;
    body(Call{unit, scope, *chat, member->profile, rules_}, *now);
  });
}

}  // namespace igbot::bot
