// SPDX-License-Identifier: MIT
#include "core/legacy/storyline_dump.hpp"

#include <algorithm>
#include <functional>

#include "core/error.hpp"
#include "core/legacy/column_view.hpp"
#include "core/legacy/pg_dump_reader.hpp"
#include "core/legacy/storyline_rows.hpp"

namespace igbot::legacy {
namespace {

constexpr std::int64_t k_most_rows = 1'000'000;

/// One table: how a row is read and kept, and which columns mean nothing here. A table of that name
/// without the column `mark` is somebody else's, as another schema may have.
struct TableReader {
  std::string kind;
  std::string mark;
  std::function<void(StorylineDump&, const ColumnView&, std::int64_t line)> keep;
  std::vector<std::string> unused;
};

template <typename Row>
TableReader reader_of(const char* kind, const char* mark, std::vector<Row> StorylineDump::*rows,
                      Row (*read)(const ColumnView&), std::vector<std::string> unused) {
  return {kind, mark,
          [rows, read](StorylineDump& dump, const ColumnView& columns, std::int64_t line) {
            Row row = read(columns);
            row.line = line;
            (dump.*rows).push_back(std::move(row));
          },
          std::move(unused)};
}

const std::map<std::string, TableReader>& readers() {
  static const std::map<std::string, TableReader> all{
      {"users", reader_of(k_users, "telegram_user_id", &StorylineDump::users, user_from,
                          {"team_name", "total_posts", "created_at", "updated_at"})},
      {"chat_settings", reader_of(k_chats, "telegram_chat_id", &StorylineDump::chats, chat_from,
                                  {"created_at", "updated_at", "onboarding_step",
                                   "last_post_sent_at", "enable_ai_captions", "chat_name",
                                   "send_lifecycle_notifications", "gdrive_alerted_at"})},
      {"user_chat_memberships",
       reader_of(k_members, "instance_role", &StorylineDump::memberships, membership_from, {})},
      {"instagram_accounts", reader_of(k_accounts, "instagram_account_id", &StorylineDump::accounts,
                                       account_from, {"created_at", "updated_at"})},
      {"api_tokens", reader_of(k_tokens, "token_value", &StorylineDump::tokens, token_from,
                               {"scopes", "token_metadata", "created_at", "updated_at"})},
      {"media_items",
       reader_of(k_media, "file_path", &StorylineDump::media, media_from,
                 {"requires_interaction", "custom_metadata", "indexed_by_user_id", "updated_at",
                  "cloud_url", "cloud_public_id", "cloud_uploaded_at", "cloud_expires_at",
                  "instagram_media_id", "backfilled_at", "generated_caption", "thumbnail_url"})},
      {"posting_queue", reader_of(k_queue, "scheduled_for", &StorylineDump::queue, queue_item_from,
                                  {"web_hosted_url", "web_hosted_public_id", "public_id",
                                   "retry_count", "max_retries", "next_retry_at"})},
      {"posting_history",
       reader_of(k_history, "posted_at", &StorylineDump::history, history_item_from,
                 {"queue_deleted_at", "media_metadata", "retry_count", "instagram_media_id",
                  "created_at"})},
      {"media_posting_locks",
       reader_of(k_locks, "media_item_id", &StorylineDump::locks, lock_from, {"created_at"})},
      {"category_post_case_mix", reader_of(k_mix_kind, "ratio", &StorylineDump::shares, share_from,
                                           {"created_at", "created_by_user_id", "is_current"})},
  };
  return all;
}

/// Nothing for a table that has no place here.
const TableReader* reader_for(const DumpTable& table) {
  const auto found = readers().find(table.name);
  if (found == readers().end()) return nullptr;
  const auto& columns = table.columns;
  const bool ours = std::find(columns.begin(), columns.end(), found->second.mark) != columns.end();
  return ours ? &found->second : nullptr;
}

void note_unknown_columns(const DumpTable& table, const TableReader& reader,
                          const ColumnView& columns, StorylineDump& dump) {
  for (const std::string& column : table.columns) {
    const bool known =
        columns.was_asked_for(column) ||
        std::find(reader.unused.begin(), reader.unused.end(), column) != reader.unused.end();
    if (!known) dump.unknown_columns.push_back(table.name + "." + column);
  }
}

/// Every column is asked for in a row without NULLs in the way; a table without rows has none that
/// could be missed.
std::int64_t read_table(PgDumpReader& in, const DumpTable& table, const TableReader& reader,
                        StorylineDump& dump) {
  ColumnView columns(table);
  std::int64_t rows = 0;
  while (const auto row = in.next_row()) {
    ++rows;
    try {
      if (row->problem) throw BadRow(*row->problem);
      columns.look_at(*row);
      reader.keep(dump, columns, row->line);
    } catch (const BadRow& bad) {
      dump.refused.push_back({row->line, reader.kind, bad.what()});
    }
  }
  if (rows > 0) note_unknown_columns(table, reader, columns, dump);
  return rows;
}

}  // namespace

const std::vector<std::string>& old_kinds() {
  static const std::vector<std::string> kinds{k_users,    k_chats,    k_settings_kind, k_members,
                                              k_accounts, k_tokens,   k_media,         k_texts,
                                              k_locks,    k_mix_kind, k_history,       k_queue};
  return kinds;
}

StorylineDump read_storyline_dump(std::istream& in, const std::string& name) {
  PgDumpReader dump_reader(in, name);
  StorylineDump dump;
  std::int64_t rows = 0;
  bool any = false;
  while (const auto table = dump_reader.next_table()) {
    const TableReader* reader = reader_for(*table);
    if (reader == nullptr) {
      while (dump_reader.next_row()) ++dump.left_out[table->name];
      continue;
    }
    any = true;
    if (table->name == "user_chat_memberships") dump.has_memberships = true;
    rows += read_table(dump_reader, *table, *reader, dump);
    if (rows > k_most_rows) {
      throw Error(ErrorKind::usage, "dump has more than a million rows: " + name,
                  "leave the old history away: delete it in a copy of that database first");
    }
  }
  if (!any) {
    throw Error(ErrorKind::usage, "dump holds no table of the former system: " + name,
                "pg_dump --format=plain of the database that DB_NAME in its .env names");
  }
  return dump;
}

}  // namespace igbot::legacy
