// SPDX-License-Identifier: MIT
#include "core/post/outbox.hpp"

#include <nlohmann/json.hpp>

#include "core/text/names.hpp"

namespace igbot::post {
namespace {

using nlohmann::json;

constexpr text::Names<OutboxKind, 5> k_kinds{{
    {OutboxKind::notice, "notice"},
    {OutboxKind::edit_card, "edit_card"},
    {OutboxKind::close_card, "close_card"},
    {OutboxKind::ask_reject, "ask_reject"},
    {OutboxKind::send_file, "send_file"},
}};

std::string payload_of(const std::string& html, const bot::Keyboard& keyboard) {
  json rows = json::array();
  for (const auto& row : keyboard) {
    json buttons = json::array();
    for (const auto& button : row) {
      buttons.push_back(
          {{"text", button.text}, {"data", button.callback_data}, {"url", button.url}});
    }
    rows.push_back(buttons);
  }
  return json{{"html", html}, {"keyboard", rows}}.dump(-1, ' ', false,
                                                       json::error_handler_t::replace);
}

OutboxMessage message_from(const sql::Row& row) {
  OutboxMessage message{.id = row.integer(0),
                        .chat = row.id<ChatKey>(1),
                        .kind = text::stored_name(k_kinds, row.text(2), "kind of message"),
                        .post = row.optional_id<PostId>(3),
                        .message = std::nullopt,
                        .html = {},
                        .keyboard = {},
                        .attempts = static_cast<int>(row.integer(5))};
  const json payload = json::parse(row.text(4));
  message.html = payload.value("html", "");
  if (payload.contains("message")) {
    message.message = static_cast<TelegramMessageId>(payload.at("message").get<std::int64_t>());
  }
  for (const auto& buttons : payload.value("keyboard", json::array())) {
    auto& line = message.keyboard.emplace_back();
    for (const auto& button : buttons) {
      line.push_back({button.at("text"), button.at("data"), button.at("url")});
    }
  }
  return message;
}

}  // namespace

void Outbox::add_notice(const std::string& html, const bot::Keyboard& keyboard,
                        std::optional<PostId> post) {
  add(OutboxKind::notice, post, payload_of(html, keyboard));
}

void Outbox::add_card_edit(PostId post) { add_once(OutboxKind::edit_card, post); }

void Outbox::add_reject_question(PostId post) { add_once(OutboxKind::ask_reject, post); }

void Outbox::add_file(PostId post) { add_once(OutboxKind::send_file, post); }

void Outbox::add_card_closing(PostId post, TelegramMessageId message) {
  add(OutboxKind::close_card, post, json{{"message", number(message)}}.dump());
}

void Outbox::add(OutboxKind kind, std::optional<PostId> post, const std::string& payload) {
  chat_.technically([&] {
    chat_.db().execute(
        "INSERT INTO outbox (chat_id, kind, post_id, payload, state, wake_at, created_at) "
        "VALUES ($1, $2, $3, $4, 'waiting', $5, $5)",
        {chat_.key(), text::name_of(k_kinds, kind), post, payload, chat_.now()});
  });
}

void Outbox::add_once(OutboxKind kind, PostId post) {
  const auto waiting = chat_.db().execute(
      "SELECT 1 FROM outbox WHERE chat_id = $1 AND post_id = $2 AND kind = $3 AND "
      "state = 'waiting' LIMIT 1",
      {chat_.key(), post, text::name_of(k_kinds, kind)});
  if (waiting.empty()) add(kind, post, "{}");
}

std::optional<OutboxMessage> OutboxQueue::take(const std::optional<ChatKey>& chat,
                                               Timestamp lease_until) {
  const auto result = unit_.db().execute(
      "UPDATE outbox SET state = 'sending', attempts = attempts + 1, wake_at = $2 WHERE id = ("
      "SELECT o.id FROM outbox o JOIN chats c ON c.id = o.chat_id AND c.state = 'active' "
      "WHERE o.wake_at <= $1 AND ($3 IS NULL OR o.chat_id = $3) AND NOT EXISTS (SELECT 1 FROM "
      "rate_limits r WHERE r.scope IN ('telegram', 'telegram:' || c.telegram_id) AND "
      "r.blocked_until > $1) ORDER BY o.wake_at, o.id LIMIT 1) "
      "RETURNING id, chat_id, kind, post_id, payload, attempts",
      {unit_.now(), lease_until, chat});
  if (result.empty()) return std::nullopt;
  return message_from(result.front());
}

void OutboxQueue::sent(std::int64_t id) {
  unit_.db().execute("UPDATE outbox SET state = 'sent', wake_at = NULL WHERE id = $1", {id});
}

void OutboxQueue::retry(std::int64_t id, Timestamp at, const std::string& why) {
  unit_.db().execute(
      "UPDATE outbox SET state = 'waiting', wake_at = $2, last_error = $3 WHERE id = $1",
      {id, at, why});
}

void OutboxQueue::drop(std::int64_t id, const std::string& why) {
  unit_.db().execute(
      "UPDATE outbox SET state = 'dropped', wake_at = NULL, last_error = $2 WHERE id = $1",
      {id, why});
}

}  // namespace igbot::post
