// SPDX-License-Identifier: MIT
#include "core/bot/commands/library.hpp"

#include <nlohmann/json.hpp>

#include "core/access/authorise.hpp"
#include "core/bot/errands.hpp"
#include "core/bot/say.hpp"
#include "core/bot/source/source_connect.hpp"
#include "core/bot/source/source_talk.hpp"
#include "core/post/outbox.hpp"
#include "core/settings/settings_export.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

/// Telegram lets a bot delete its own messages for 48 hours; some of it is left for the way there.
constexpr std::chrono::minutes k_still_erasable{47 * 60 + 55};

}  // namespace

Reaction run_sync(const CommandCall& call) { return want_sync(call); }

Reaction want_sync(const Call& call) {
  access::require_right(call.scope, access::Right::post);
  const bool is_news = want_library_read(call.scope, call.from.id);
  const std::string text =
      is_news ? "🔄 Reading the library" : "🔄 The library is being read already";
  say(call.scope, {text});
  return {.answer = text};
}

Reaction run_connect_drive(const CommandCall& call) { return begin_drive(call); }

Reaction run_connect_s3(const CommandCall& call) {
  access::require_right(call.scope, access::Right::administer);
  std::vector<std::string> lines{
      "Keys of S3-compatible storage do not belong in a chat. The operator connects a bucket on "
      "the "
      "server:",
      "igbotctl source connect s3 --chat " + id_text(call.chat.telegram_id) +
          " --bucket NAME --prefix FOLDER --keys-stdin",
      "Storage that is not Amazon's takes --endpoint URL too."};
  const auto present = source_in_force(call.scope);
  if (present && media::type_of(*present) == SourceType::s3) {
    lines.push_back("Now this chat takes its media from " + media::describe(*present) + ".");
  }
  return say(call.scope, lines);
}

Reaction run_export(const CommandCall& call) { return send_export(call); }

Reaction send_export(const Call& call) {
  access::require_right(call.scope, access::Right::look);
  const SettingsDocument document{{export_chat(call.scope, call.chat, nullptr)}};
  post::Outbox(call.scope)
      .add_document("settings" + id_text(call.chat.telegram_id) + ".json",
                    to_json(document).dump(2) + "\n",
                    html_of({"Settings of " + call.chat.name + ", without secrets"}));
  return {.answer = "The document is on its way"};
}

Reaction run_cleanup(const CommandCall& call) {
  access::require_right(call.scope, access::Right::post);
  const auto rows = call.scope.db().execute(
      "SELECT m.message_id FROM bot_messages m JOIN chats c ON c.id = m.chat_id AND "
      "c.telegram_id = m.telegram_chat_id LEFT JOIN posts p ON p.chat_id = m.chat_id AND p.id = "
      "m.post_id WHERE m.chat_id = $1 AND m.sent_at > $2 AND m.deleted_at IS NULL AND "
      "NOT (m.kind IN ('alert', 'wizard') AND m.has_open_buttons = 1) AND NOT EXISTS (SELECT 1 "
      "FROM conversations v WHERE v.chat_id = m.chat_id AND v.prompt_message_id = m.message_id) "
      "AND "
      "(m.kind <> 'card' OR p.state IN ('posted', 'dry_run', 'skipped', 'rejected', 'missed', "
      "'canceled', 'failed')) ORDER BY m.message_id",
      {call.scope.key(), call.scope.now() - k_still_erasable});
  std::vector<TelegramMessageId> messages;
  for (const auto& row : rows.rows) messages.push_back(row.id<TelegramMessageId>(0));
  if (messages.empty()) return say(call.scope, {"There is nothing to clean up."});
  post::Outbox(call.scope).add_erasure(messages);
  return {};
}

}  // namespace igbot::bot
