// SPDX-License-Identifier: MIT
#include "tests/soak/ledger.hpp"

#include "core/crypto/digest.hpp"
#include "core/store/database_check.hpp"
#include "tests/soak/picture.hpp"

namespace igbot::test {
namespace {

/// The picture of a content, by chat and digest.
using Contents = std::map<std::pair<ChatKey, std::string>, std::string>;

Contents contents_of(const Records& records) {
  Contents contents;
  for (const auto& [chat, pictures] : records.pictures) {
    for (const std::string& picture : pictures) {
      const std::string bytes = picture_bytes(picture);
      using crypto::DigestAlgorithm;
      contents[{chat, crypto::digest_hex(DigestAlgorithm::sha256, bytes)}] = picture;
      contents[{chat, crypto::digest_hex(DigestAlgorithm::md5, bytes)}] = picture;
    }
  }
  return contents;
}

/// Column `at` is the SHA-256, the one after it the MD5.
std::string picture_of(const Contents& contents, const sql::Row& row, ChatKey chat,
                       std::size_t at) {
  for (const std::size_t column : {at, at + 1}) {
    const auto found = contents.find({chat, row.optional_text(column).value_or("")});
    if (found != contents.end()) return found->second;
  }
  return "";
}

void read_posts(sql::Connection& db, const Contents& contents, Ledger& ledger) {
  const auto rows = db.execute(
      "SELECT p.id, p.chat_id, p.state, p.stage, p.message_id, p.prepared_id, a.instagram_id, "
      "p.instagram_media_id, c.sha256, c.md5 FROM posts p JOIN media_contents c ON c.id = "
      "p.content_id LEFT JOIN accounts a ON a.id = p.prepared_account_id ORDER BY p.id");
  for (const auto& row : rows.rows) {
    const auto chat = row.id<ChatKey>(1);
    const auto stage = row.optional_text(3);
    ledger.posts[row.integer(0)] = {row.integer(0),
                                    chat,
                                    post::parse_post_state(row.text(2)).value(),
                                    stage ? post::parse_stage(*stage) : std::nullopt,
                                    picture_of(contents, row, chat, 8),
                                    row.optional_integer(4),
                                    row.optional_text(5).value_or(""),
                                    row.optional_text(6).value_or(""),
                                    row.optional_text(7).value_or("")};
  }
}

void read_ends(sql::Connection& db, const Contents& contents, Ledger& ledger) {
  const auto rows = db.execute(
      "SELECT h.post_id, h.chat_id, h.outcome, h.method, h.actor, h.at, a.instagram_id, c.sha256, "
      "c.md5, m.content_id = h.content_id FROM posting_history h JOIN media_contents c ON c.id = "
      "h.content_id JOIN media_items m ON m.id = h.media_id LEFT JOIN accounts a ON a.id = "
      "h.account_id ORDER BY h.id");
  for (const auto& row : rows.rows) {
    const auto chat = row.id<ChatKey>(1);
    ledger.ends.push_back({row.integer(0), chat, picture_of(contents, row, chat, 7), row.text(2),
                           row.optional_text(3).value_or(""), row.text(4), row.timestamp(5),
                           row.optional_text(6).value_or(""), row.boolean(9)});
  }
}

void read_steps(sql::Connection& db, Ledger& ledger) {
  const auto rows = db.execute(
      "SELECT entity_id, chat_id, action, before, after, actor, reason, at FROM audit_log WHERE "
      "entity = 'post' AND before IS NOT NULL AND after IS NOT NULL ORDER BY id");
  for (const auto& row : rows.rows) {
    const auto before = post::parse_post_state(row.text(3));
    const auto after = post::parse_post_state(row.text(4));
    if (!before || !after) continue;
    ledger.steps.push_back({std::stoll(row.text(0)), row.id<ChatKey>(1), row.text(2), *before,
                            *after, row.text(5), row.optional_text(6).value_or(""),
                            row.timestamp(7)});
  }
}

void read_rest(sql::Connection& db, const Contents& contents, Ledger& ledger) {
  const auto locks = db.execute(
      "SELECT l.chat_id, l.kind, l.until, c.sha256, c.md5 FROM content_locks l JOIN "
      "media_contents c ON c.id = l.content_id ORDER BY l.id");
  for (const auto& row : locks.rows) {
    const auto chat = row.id<ChatKey>(0);
    ledger.locks.push_back(
        {chat, picture_of(contents, row, chat, 3), row.text(1), row.timestamp(2)});
  }
  const auto counts =
      db.execute("SELECT chat_id, sum(times_posted) FROM media_items GROUP BY chat_id");
  for (const auto& row : counts.rows) ledger.times_posted[row.id<ChatKey>(0)] = row.integer(1);
  const auto copies = db.execute(
      "SELECT c.object_key, p.state FROM staged_copies c JOIN posts p ON p.id = c.post_id WHERE "
      "c.released_at IS NULL ORDER BY c.id");
  for (const auto& row : copies.rows) {
    ledger.open_copies.emplace(row.text(0), post::parse_post_state(row.text(1)).value());
  }
  ledger.damage = check_database(db);
}

}  // namespace

Ledger read_ledger(Store& store, const Records& records) {
  const Contents contents = contents_of(records);
  return store.read([&](UnitOfWork& unit) {
    Ledger ledger;
    read_posts(unit.db(), contents, ledger);
    read_ends(unit.db(), contents, ledger);
    read_steps(unit.db(), ledger);
    read_rest(unit.db(), contents, ledger);
    return ledger;
  });
}

}  // namespace igbot::test
