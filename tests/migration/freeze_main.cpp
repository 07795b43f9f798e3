// SPDX-License-Identifier: MIT
// Prints the database of a world with rows in every table as SQL, and writes the key of its
// credentials to FILE: what tests/migration/freeze keeps of a release.
#include <array>
#include <cstdio>
#include <iostream>
#include <stdexcept>

#include "core/account/sealed_secrets.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "tests/cli/seeded_world.hpp"
#include "tests/migration/frozen.hpp"

namespace igbot::test {
namespace {

/// Chats that the seeded world has not: one that takes its photos from a bucket and cannot be
/// reached, one that takes them from Drive, one that is being set up.
constexpr const char* k_bucket_chat = "-1003";
constexpr const char* k_drive_chat = "-1004";

/// What comes about by a platform's answer or a death in the middle. $1: the chat, $2: now.
const char* const k_statements[] = {
    "INSERT INTO chats (telegram_id, name, state, created_at, updated_at) "
    "VALUES (-1006, 'begun', 'setup', $2, $2 + 0 * $1)",
    "UPDATE chats SET state = 'unreachable', updated_at = $2 WHERE telegram_id = -1003 AND $1 > 0",
    "INSERT INTO chat_former_ids (telegram_id, chat_id, until) VALUES (-4001, $1, $2)",
    "UPDATE chats SET username = 'team_stories', is_channel = 1 WHERE id = $1 AND $2 > 0",
    "UPDATE memberships SET is_chat_admin = 1, admin_checked_at = $2, last_seen_at = $2 "
    "WHERE chat_id = $1",
    // What a worker held when it died: a card on its way, a claim, a container about to go out.
    "UPDATE posts SET state = 'sending', attempt = 1, lease_owner = 'gone/1/1', "
    "lease_until = $2 - 1000, wake_at = $2 - 1000 WHERE chat_id = $1 AND id IN "
    "(SELECT id FROM posts WHERE chat_id = $1 AND state = 'planned' ORDER BY id LIMIT 1)",
    "UPDATE posts SET state = 'claimed', attempt = 1, lease_owner = 'gone/1/1', "
    "lease_until = $2 - 1000, wake_at = $2 - 1000 WHERE chat_id = $1 AND id IN "
    "(SELECT id FROM posts WHERE chat_id = $1 AND state = 'planned' ORDER BY id LIMIT 1)",
    "UPDATE posts SET lease_owner = 'gone/1/1', lease_until = $2 - 1000, wake_at = $2 - 1000, "
    "prepared_id = '17900000000000001', prepared_at = $2 - 60000, account_id = (SELECT min(id) "
    "FROM accounts WHERE chat_id = $1), prepared_account_id = (SELECT min(id) FROM accounts WHERE "
    "chat_id = $1) WHERE chat_id = $1 AND state = 'publishing'",
    "UPDATE posts SET instagram_media_id = '17900000000000002', "
    "permalink = 'https://www.instagram.com/stories/shop/17900000000000002/', updated_at = $2 "
    "WHERE chat_id = $1 AND state = 'posted'",
    "INSERT INTO posting_history (chat_id, post_id, media_id, content_id, category, path, outcome, "
    "method, due_at, at, actor, actor_name, reason) SELECT p.chat_id, p.id, p.media_id, "
    "p.content_id, p.category, m.path, p.state, iif(p.state = 'posted', 'instagram_api', NULL), "
    "p.due_at, $2, 'worker:gone', 'the worker', 'as planned' FROM posts p JOIN media_items m ON "
    "m.chat_id = p.chat_id AND m.id = p.media_id WHERE p.chat_id = $1 AND p.state IN ('posted', "
    "'dry_run', 'skipped', 'rejected', 'missed', 'failed', 'canceled') AND NOT EXISTS (SELECT 1 "
    "FROM posting_history h WHERE h.chat_id = p.chat_id AND h.post_id = p.id)",
    "INSERT INTO story_insights (chat_id, post_id, mark_hours, at, has_figures, views, reach, "
    "replies, navigation, shares) SELECT chat_id, min(id), 4, $2, 1, 120, 90, 2, 40, 1 FROM posts "
    "WHERE chat_id = $1 AND state = 'posted'",
    "INSERT INTO story_insights (chat_id, post_id, mark_hours, at, has_figures) SELECT chat_id, "
    "min(id), 22, $2, 0 FROM posts WHERE chat_id = $1 AND state = 'posted'",
    "INSERT OR IGNORE INTO content_locks (chat_id, content_id, kind, until, created_by, "
    "created_by_name, "
    "created_at, reason) SELECT chat_id, content_id, kind, until, 'worker:gone', 'the worker', $2, "
    "'posted' FROM (SELECT chat_id, max(content_id) AS content_id FROM posts WHERE chat_id = $1 "
    "AND state = 'posted'), (SELECT 'recent_post' AS kind, $2 + 2592000000 AS until UNION ALL "
    "SELECT 'reject', 253402300799999)",
    "INSERT INTO outbox (chat_id, kind, payload, state, wake_at, attempts, last_error, created_at) "
    "VALUES ($1, 'notice', '{\"html\":\"Hello\"}', 'waiting', $2, 1, 'connection refused', $2), "
    "($1, 'alert', '{\"html\":\"Look\"}', 'sending', $2 + 60000, 1, NULL, $2), "
    "($1, 'notice', '{\"html\":\"Long ago\"}', 'sent', NULL, 1, NULL, $2 - 17280000000), "
    "($1, 'edit_text', '{\"html\":\"Gone\",\"messages\":[9]}', 'dropped', NULL, 8, 'message to "
    "edit not found', $2 - 17280000000)",
    "INSERT INTO bot_messages (chat_id, telegram_chat_id, message_id, kind, has_open_buttons, "
    "sent_at, deleted_at) SELECT id, telegram_id, n.message, n.kind, n.open, n.sent, n.deleted "
    "FROM chats, (SELECT 9001 AS message, 'menu' AS kind, 1 AS open, $2 AS sent, NULL AS deleted "
    "UNION ALL SELECT 9002, 'notice', 0, $2 - 17280000000, NULL UNION ALL SELECT 9003, 'prompt', "
    "0, $2 - 17280000000, $2) n WHERE id = $1",
    "INSERT INTO conversations (chat_id, user_telegram_id, kind, step, draft, prompt_message_id, "
    "expires_at) VALUES ($1, 77, 'question', 'posts_per_day', '{}', 9003, $2 + 600000)",
    "INSERT INTO telegram_pollers (bot_id, next_update_id, last_update_at, last_success_at) "
    "VALUES (1, 900, $2 + 0 * $1, $2)",
    "INSERT INTO rate_limits (scope, blocked_until, updated_at) SELECT 'telegram:' || telegram_id, "
    "$2 + 1000, $2 FROM chats WHERE id = $1",
    "INSERT INTO conditions (chat_id, kind, subject, detail, began_at, ended_at) VALUES "
    "($1, 'media_source', '', 'folder does not exist', $2 - 86400000, NULL), "
    "($1, 'unfilled', '', 'nothing is left to post', $2 - 17280000000, $2 - 17200000000), "
    "(NULL, 'telegram_poller', '', 'nobody polls', $2, NULL)",
    "INSERT INTO runs (command, actor, chat_id, started_at, finished_at, exit_code, summary) "
    "VALUES "
    "('media sync', 'worker:gone', $1, $2 - 60000, $2, 0, '{\"new\":1}'), "
    "('post run', 'worker:gone', NULL, $2 - 60000, NULL, NULL, '{}')",
    "UPDATE audit_log SET run_id = (SELECT max(id) FROM runs) WHERE chat_id = $1 AND $2 > 0 AND "
    "id = (SELECT max(id) FROM audit_log WHERE chat_id = $1)",
    "INSERT INTO interactions (chat_id, user_telegram_id, kind, name, at) VALUES "
    "($1, 77, 'command', 'next', $2), ($1, 77, 'press', 'skip', $2), ($1, 77, 'message', 'x', $2)",
    "INSERT INTO staged_copies (chat_id, post_id, host, object_key, resource_type, created_at, "
    "expires_at, released_at) SELECT chat_id, id, 's3', 'igbotctl/' || id || '.jpg', 'image', $2, "
    "$2 + 3600000, iif(state = 'posted', $2, NULL) FROM posts WHERE chat_id = $1 AND state IN "
    "('posted', 'publishing')",
    "INSERT INTO imported_rows (chat_id, origin, kind, old_id, new_id) SELECT chat_id, "
    "'storyline', 'media', '7d5c0a52-6a0e-4a55-8a0a-3f2d6a1b0c11', min(id) FROM media_items WHERE "
    "chat_id = $1 AND $2 > 0",
};

void must(const CliResult& result, int exit_code = 0) {
  if (result.exit_code != exit_code) throw std::runtime_error("freezing failed: " + result.err);
}

/// What the program itself does to a world.
void live_on(SeededWorld& world) {
  const auto& cli = world.cli();
  must(cli.run({"post", "run"}), 8);  // a card was on its way when its worker died
  must(cli.run(world.fill_in({"post", "done", "{awaiting}"})));
  must(cli.run({"account", "connect", "--login", "instagram"}));
  must(cli.run({"init", "--chat", k_bucket_chat, "--name", "bucket", "--yes"}));
  must(cli.run(
      world.fill_in({"source", "connect", "s3", "--chat", k_bucket_chat, "--bucket", "photos",
                     "--endpoint", "{bucket}", "--path-style", "--keys-stdin", "--yes"}),
      std::string("AKIAbucketkeyid00001\n") + k_bucket_secret + "\n"));
  must(cli.run({"init", "--chat", k_drive_chat, "--name", "drive", "--yes"}));
  must(cli.run(world.fill_in({"source", "connect", "drive", "--chat", k_drive_chat, "--key-stdin",
                              "--folder", "{drive folder}", "--yes"}),
               DriveSandbox::service_account_json()));
}

/// A secret in each sealed column that no command of the shell fills.
void seal_the_rest(sql::Connection& db, ChatKey chat, const crypto::KeyRing& keys) {
  const auto hash = db.execute("SELECT state_hash FROM oauth_states").front().text(0);
  const auto verifier = keys.seal(Secret("verifier"), owner_of_oauth_verifier(chat, hash));
  db.execute("UPDATE oauth_states SET sealed_verifier = $1, key_id = $2",
             {sql::Blob{verifier.bytes}, verifier.key_id});
  const auto draft = keys.seal(Secret("draft"), owner_of_conversation_draft(chat, "question", 77));
  db.execute("UPDATE conversations SET sealed_draft = $1, key_id = $2",
             {sql::Blob{draft.bytes}, draft.key_id});
}

void add_rows(const SeededWorld& world) {
  const auto db = sql::open_sqlite(world.cli().database());
  const auto chat =
      db->execute("SELECT id, (SELECT max(at) FROM audit_log) FROM chats WHERE telegram_id = $1",
                  {k_team})
          .front();
  sql::Transaction transaction(*db, sql::Access::write);
  for (const char* statement : k_statements) {
    db->execute(statement, {chat.integer(0), chat.integer(1)});
  }
  seal_the_rest(*db, chat.id<ChatKey>(0), crypto::KeyRing::read(world.cli().folder() / "key"));
  transaction.commit();
  sql::checkpoint(*db);
  for (const auto& [table, rows] : row_counts(*db)) {
    if (rows == 0) throw std::runtime_error("no row in " + table + ": add one to freeze_main.cpp");
  }
}

void print_dump(const SeededWorld& world) {
  const auto result = world.cli().run_script(
      "set -e\n"
      "echo '-- A database as a release left it (tests/migration/freeze); its folder is "
      "@FOLDER@.'\n"
      "for pragma in application_id user_version; do\n"
      "  echo \"PRAGMA $pragma=$(sqlite3 igbotctl.db \"PRAGMA $pragma\");\"\n"
      "done\n"
      "sqlite3 igbotctl.db .dump\n");
  must(result);
  std::cout << replaced(result.out, world.cli().folder().string(), k_frozen_folder);
}

}  // namespace
}  // namespace igbot::test

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: freeze_database KEY-FILE >SQL-FILE\n";
    return 2;
  }
  try {
    igbot::test::SeededWorld world;
    igbot::test::live_on(world);
    igbot::test::add_rows(world);
    igbot::test::print_dump(world);
    std::filesystem::copy_file(world.cli().folder() / "key", words[1]);
  } catch (const std::exception& error) {
    std::cerr << "freeze_database: " << error.what() << '\n';
    return 1;
  }
}
