// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include "core/schedule/mix_service.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/settings/settings_service.hpp"
#include "core/time_text.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::test {

/// A chat with settings in UTC and a library, for planning tests. It is 03:00 on 2026-06-01,
/// outside the default window.
class PlannedChat {
 public:
  template <typename Body>
  auto write(Body body) -> decltype(body(std::declval<UnitOfWork&>())) {
    return t.store.write(actor, [&](UnitOfWork& unit) {
      unit.chat(chat).audit({.entity = "test", .entity_id = "test", .action = "prepared"});
      return body(unit);
    });
  }

  PlannedChat() {
    t.clock.set(Timestamp{parse_date("2026-06-01").time_since_epoch() + std::chrono::hours{3}});
    chat = t.add_chat();
    other = t.add_chat(-1002, "other");
    for (const ChatKey key : {chat, other}) {
      write([&](UnitOfWork& unit) { create_chat_settings(unit.chat(key), {}); });
    }
  }

  std::int64_t integer(const std::string& sql, const std::vector<sql::Value>& params = {}) {
    return t.store.read(
        [&](UnitOfWork& unit) { return unit.db().execute(sql, params).front().integer(0); });
  }
  std::int64_t count_posts(const std::string& condition) {
    return integer("SELECT COUNT(*) FROM posts WHERE " + condition);
  }
  void execute(const std::string& sql, const std::vector<sql::Value>& params = {}) {
    write([&](UnitOfWork& unit) { unit.db().execute(sql, params); });
  }

  /// `count` new items, each with a content of its own.
  void add_media(const std::string& category, int count) { add_media_to(chat, category, count); }
  void add_media_to(ChatKey key, const std::string& category, int count) {
    write([&](UnitOfWork& unit) {
      unit.db().execute(
          "INSERT INTO media_sources (chat_id, kind, root, config, created_at) "
          "VALUES ($1, 'local', '/photos', '{}', $2) ON CONFLICT DO NOTHING",
          {key, unit.now()});
      for (int i = 0; i < count; ++i) add_item(unit, key, category);
    });
  }

  void set(const std::string& key, const std::string& value) {
    write([&](UnitOfWork& unit) {
      SettingsService(unit.chat(chat)).set({{key, value}}, std::nullopt);
    });
  }

  schedule::ScheduleResult create(const schedule::ScheduleOptions& options = {}) {
    return t.store.write(actor, [&](UnitOfWork& unit) {
      return schedule::ScheduleService(unit.chat(chat)).create(options);
    });
  }
  schedule::ScheduleResult preview(const schedule::ScheduleOptions& options = {}) {
    return t.store.read([&](UnitOfWork& unit) {
      return schedule::ScheduleService(unit.chat(chat)).preview(options);
    });
  }
  schedule::TopUpResult top_up() { return schedule::top_up(t.store, chat, {"worker:h", "h"}); }
  schedule::MixChange set_mix(const std::vector<std::string>& words,
                              const std::optional<std::string>& reason = std::nullopt) {
    return t.store.write(actor, [&](UnitOfWork& unit) {
      return schedule::MixService(unit.chat(chat))
          .set(words.empty() ? std::vector<schedule::CategoryShare>{} : schedule::parse_mix(words),
               reason);
    });
  }

  TemporaryStore t;
  Actor actor{"cli:anna", "anna"};
  ChatKey chat{};
  ChatKey other{};

 private:
  void add_item(UnitOfWork& unit, ChatKey key, const std::string& category) {
    const std::string name = category + "/" + std::to_string(++items_) + ".jpg";
    const auto content = unit.db()
                             .execute(
                                 "INSERT INTO media_contents (chat_id, sha256, size, created_at) "
                                 "VALUES ($1, $2, 1, $3) RETURNING id",
                                 {key, name, unit.now()})
                             .front()
                             .integer(0);
    unit.db().execute(
        "INSERT INTO media_items (chat_id, source_id, identifier, version, content_id, path, "
        "category, mime, size, active, created_at, updated_at) "
        "SELECT $1, id, $2, '1', $3, $2, $4, 'image/jpeg', 1, 1, $5, $5 FROM media_sources "
        "WHERE chat_id = $1",
        {key, name, content, category, unit.now()});
  }

  int items_ = 0;
};

}  // namespace igbot::test
