// SPDX-License-Identifier: MIT
#include "core/post/outbox.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text/names.hpp"

namespace igbot::post {
namespace {

using nlohmann::json;

constexpr text::Names<OutboxKind, 13> k_kinds{{
    {OutboxKind::notice, "notice"},
    {OutboxKind::alert, "alert"},
    {OutboxKind::menu, "menu"},
    {OutboxKind::wizard, "wizard"},
    {OutboxKind::prompt, "prompt"},
    {OutboxKind::document, "document"},
    {OutboxKind::edit_text, "edit_text"},
    {OutboxKind::erase, "erase"},
    {OutboxKind::edit_card, "edit_card"},
    {OutboxKind::close_card, "close_card"},
    {OutboxKind::ask_reject, "ask_reject"},
    {OutboxKind::ask_account, "ask_account"},
    {OutboxKind::send_file, "send_file"},
}};

json keyboard_json(const bot::Keyboard& keyboard) {
  json rows = json::array();
  for (const auto& row : keyboard) {
    json buttons = json::array();
    for (const auto& button : row) {
      buttons.push_back(
          {{"text", button.text}, {"data", button.callback_data}, {"url", button.url}});
    }
    rows.push_back(std::move(buttons));
  }
  return rows;
}

bot::Keyboard keyboard_from(const json& rows) {
  bot::Keyboard keyboard;
  for (const auto& buttons : rows) {
    auto& line = keyboard.emplace_back();
    for (const auto& button : buttons) {
      line.push_back({button.at("text"), button.at("data"), button.at("url")});
    }
  }
  return keyboard;
}

/// What differs from an empty message.
std::string payload_of(const OutboxMessage& message) {
  json payload = json::object();
  if (!message.html.empty()) payload["html"] = message.html;
  if (!message.keyboard.empty()) payload["keyboard"] = keyboard_json(message.keyboard);
  for (const TelegramMessageId id : message.messages) payload["messages"].push_back(number(id));
  if (!message.file_name.empty()) payload["file_name"] = message.file_name;
  if (!message.content.empty()) payload["content"] = message.content;
  if (!message.placeholder.empty()) payload["placeholder"] = message.placeholder;
  if (message.owner) {
    payload["owner"] = {{"user", number(message.owner->user)},
                        {"conversation", message.owner->conversation},
                        {"step", message.owner->step}};
  }
  return payload.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::vector<TelegramMessageId> messages_in(const json& payload) {
  std::vector<TelegramMessageId> messages;
  for (const auto& id : payload.value("messages", json::array())) {
    messages.push_back(static_cast<TelegramMessageId>(id.get<std::int64_t>()));
  }
  return messages;
}

OutboxMessage message_from(const sql::Row& row) {
  const json payload = json::parse(row.text(4));
  OutboxMessage message{.id = row.integer(0),
                        .chat = row.id<ChatKey>(1),
                        .kind = text::stored_name(k_kinds, row.text(2), "kind of message"),
                        .post = row.optional_id<PostId>(3),
                        .messages = messages_in(payload),
                        .html = payload.value("html", ""),
                        .keyboard = keyboard_from(payload.value("keyboard", json::array())),
                        .file_name = payload.value("file_name", ""),
                        .content = payload.value("content", ""),
                        .placeholder = payload.value("placeholder", ""),
                        .owner = std::nullopt,
                        .attempts = static_cast<int>(row.integer(5))};
  if (payload.contains("owner")) {
    const json& owner = payload.at("owner");
    message.owner = {static_cast<TelegramUserId>(owner.at("user").get<std::int64_t>()),
                     owner.at("conversation"), owner.at("step")};
  }
  return message;
}

/// By this name /cleanup and the menus know the message later.
std::string recorded_kind(OutboxKind kind) {
  const bool is_card = kind == OutboxKind::edit_card || kind == OutboxKind::close_card ||
                       kind == OutboxKind::ask_reject || kind == OutboxKind::ask_account;
  return is_card ? "card" : text::name_of(k_kinds, kind);
}

}  // namespace

template <typename Body>
void Outbox::technically(Body body) {
  if (scope_) {
    scope_->technically(body);
  } else {
    body();
  }
}

void Outbox::add(OutboxMessage message) {
  technically([&] {
    db_.execute(
        "INSERT INTO outbox (chat_id, kind, post_id, payload, state, wake_at, created_at) "
        "VALUES ($1, $2, $3, $4, 'waiting', $5, $5)",
        {chat_, text::name_of(k_kinds, message.kind), message.post, payload_of(message), now_});
  });
}

void Outbox::add_notice(const std::string& html, const bot::Keyboard& keyboard,
                        std::optional<PostId> post) {
  add({.kind = OutboxKind::notice, .post = post, .html = html, .keyboard = keyboard});
}

void Outbox::add_alert(const std::string& html, const bot::Keyboard& keyboard,
                       std::optional<PostId> post) {
  add({.kind = OutboxKind::alert, .post = post, .html = html, .keyboard = keyboard});
}

void Outbox::add_menu(const std::string& html, const bot::Keyboard& keyboard) {
  add({.kind = OutboxKind::menu, .html = html, .keyboard = keyboard});
}

void Outbox::add_wizard_page(const std::string& html, const bot::Keyboard& keyboard) {
  technically([&] {
    db_.execute(
        "UPDATE outbox SET state = 'dropped', wake_at = NULL, last_error = 'a newer page' "
        "WHERE chat_id = $1 AND kind = 'wizard' AND state = 'waiting'",
        {chat_});
  });
  const auto shown = db_.execute(
      "SELECT m.message_id FROM bot_messages m JOIN chats c ON c.id = m.chat_id AND "
      "c.telegram_id = m.telegram_chat_id WHERE m.chat_id = $1 AND m.kind = 'wizard' AND "
      "m.deleted_at IS NULL ORDER BY m.message_id",
      {chat_});
  std::vector<TelegramMessageId> former;
  for (const auto& row : shown.rows) former.push_back(row.id<TelegramMessageId>(0));
  if (!former.empty()) add_erasure(former);
  add({.kind = OutboxKind::wizard, .html = html, .keyboard = keyboard});
}

void Outbox::add_prompt(const std::string& html, const std::string& placeholder,
                        const PromptOwner& owner) {
  add({.kind = OutboxKind::prompt, .html = html, .placeholder = placeholder, .owner = owner});
}

void Outbox::add_document(const std::string& file_name, const std::string& content,
                          const std::string& html) {
  add({.kind = OutboxKind::document, .html = html, .file_name = file_name, .content = content});
}

void Outbox::add_edit(TelegramMessageId message, const std::string& html,
                      const bot::Keyboard& keyboard) {
  add({.kind = OutboxKind::edit_text, .messages = {message}, .html = html, .keyboard = keyboard});
}

void Outbox::add_erasure(const std::vector<TelegramMessageId>& messages,
                         const std::string& if_refused) {
  constexpr std::size_t k_most = 100;
  for (std::size_t at = 0; at < messages.size(); at += k_most) {
    const auto begin = messages.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end =
        messages.begin() + static_cast<std::ptrdiff_t>(std::min(at + k_most, messages.size()));
    add({.kind = OutboxKind::erase, .messages = {begin, end}, .html = if_refused});
  }
}

void Outbox::add_card_edit(PostId post) { add_once(OutboxKind::edit_card, post); }

void Outbox::add_reject_question(PostId post) { add_once(OutboxKind::ask_reject, post); }

void Outbox::add_account_question(PostId post) { add_once(OutboxKind::ask_account, post); }

void Outbox::add_file(PostId post) { add_once(OutboxKind::send_file, post); }

void Outbox::add_card_closing(PostId post, TelegramMessageId message) {
  add({.kind = OutboxKind::close_card, .post = post, .messages = {message}});
}

void Outbox::add_once(OutboxKind kind, PostId post) {
  const auto waiting = db_.execute(
      "SELECT 1 FROM outbox WHERE chat_id = $1 AND post_id = $2 AND kind = $3 AND "
      "state = 'waiting' LIMIT 1",
      {chat_, post, text::name_of(k_kinds, kind)});
  if (waiting.empty()) add({.kind = kind, .post = post});
}

std::optional<OutboxMessage> OutboxQueue::take(const std::optional<ChatKey>& chat,
                                               Timestamp lease_until) {
  const auto result = unit_.db().execute(
      "UPDATE outbox SET state = 'sending', attempts = attempts + 1, wake_at = $2 WHERE id = ("
      "SELECT o.id FROM outbox o JOIN chats c ON c.id = o.chat_id AND c.state IN ('active', "
      "'setup') WHERE o.wake_at <= $1 AND ($3 IS NULL OR o.chat_id = $3) AND NOT EXISTS (SELECT 1 "
      "FROM rate_limits r WHERE r.scope IN ('telegram', 'telegram:' || c.telegram_id) AND "
      "r.blocked_until > $1) ORDER BY o.wake_at, o.id LIMIT 1) "
      "RETURNING id, chat_id, kind, post_id, payload, attempts",
      {unit_.now(), lease_until, chat});
  if (result.empty()) return std::nullopt;
  return message_from(result.front());
}

std::optional<Timestamp> next_outbox_wake(sql::Connection& db) {
  return db
      .execute(
          "SELECT min(o.wake_at) FROM outbox o JOIN chats c ON c.id = o.chat_id AND c.state IN "
          "('active', 'setup') WHERE o.wake_at IS NOT NULL")
      .front()
      .optional_timestamp(0);
}

bool is_overtaken(sql::Connection& db, const OutboxMessage& edit) {
  const auto later = db.execute(
      "SELECT payload FROM outbox WHERE chat_id = $1 AND id > $2 AND kind = 'edit_text' AND "
      "state <> 'dropped'",
      {edit.chat, edit.id});
  return std::any_of(later.rows.begin(), later.rows.end(), [&](const sql::Row& row) {
    return messages_in(json::parse(row.text(0))) == edit.messages;
  });
}

void OutboxQueue::sent(std::int64_t id) {
  unit_.db().execute("UPDATE outbox SET state = 'sent', wake_at = NULL WHERE id = $1", {id});
}

void OutboxQueue::retry(std::int64_t id, Timestamp at, const std::string& why) {
  unit_.db().execute(
      "UPDATE outbox SET state = 'waiting', wake_at = $2, last_error = $3 WHERE id = $1",
      {id, at, why});
}

void OutboxQueue::postpone(std::int64_t id, Timestamp at) {
  unit_.db().execute(
      "UPDATE outbox SET state = 'waiting', wake_at = $2, attempts = attempts - 1 WHERE id = $1",
      {id, at});
}

void OutboxQueue::drop(std::int64_t id, const std::string& why) {
  unit_.db().execute(
      "UPDATE outbox SET state = 'dropped', wake_at = NULL, last_error = $2 WHERE id = $1",
      {id, why});
}

void OutboxQueue::record(const OutboxMessage& outbox, const bot::OutgoingMessage& shown,
                         TelegramMessageId message) {
  unit_.db().execute(
      "INSERT INTO bot_messages (chat_id, telegram_chat_id, message_id, kind, post_id, "
      "has_open_buttons, sent_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (chat_id, "
      "telegram_chat_id, message_id) DO UPDATE SET has_open_buttons = excluded.has_open_buttons",
      {outbox.chat, shown.chat, message, recorded_kind(outbox.kind), outbox.post,
       !shown.keyboard.empty(), unit_.now()});
}

}  // namespace igbot::post
