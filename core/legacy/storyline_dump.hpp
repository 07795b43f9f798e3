// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace igbot::legacy {

// The rows of the former system's tables, schema versions 006 to 034, as far as they are taken
// over. Ids are UUIDs as text; what a dump's version does not have is nothing.

struct OldRow {
  std::int64_t line = 0;
  std::string id;
  /// The chat it belongs to; none in old versions, and where nobody said.
  std::optional<std::string> tenant;
};

struct OldUser : OldRow {
  std::int64_t telegram_id = 0;
  std::optional<std::string> username, first_name, last_name;
  std::string role;
  bool active = true;
  std::optional<Timestamp> first_seen_at, last_seen_at;
};

struct OldChat : OldRow {
  std::int64_t telegram_id = 0;
  std::optional<std::string> name;
  /// Values that are settings here, by our key, as they stood there.
  std::map<std::string, std::string> settings;
  bool paused = false;
  std::optional<Timestamp> paused_at;
  std::optional<std::string> paused_by;
  std::optional<std::string> active_account;
  std::optional<std::string> source_type, source_root;
  bool onboarded = true;
};

struct OldMembership : OldRow {
  std::string user, role;
  bool active = true;
  std::optional<Timestamp> joined_at;
};

struct OldAccount : OldRow {
  std::string instagram_id;
  std::optional<std::string> username, display_name, auth_method;
  bool active = true;
};

struct OldToken : OldRow {
  std::string service, type, sealed;
  std::optional<std::string> account;
  std::optional<Timestamp> issued_at, expires_at;
  bool revoked = false;
};

struct OldMedia : OldRow {
  std::string file_path, file_name, hash;
  std::int64_t size = 0;
  std::optional<std::string> mime, category, title, caption, link;
  std::vector<std::string> tags;
  std::string source_type = "local";
  std::optional<std::string> source_identifier;
  std::int64_t times_posted = 0;
  std::optional<Timestamp> last_posted_at, created_at;
  bool active = true;
};

struct OldQueueItem : OldRow {
  std::string media, status;
  Timestamp scheduled_for;
  std::optional<std::int64_t> message_id, telegram_chat_id;
  std::optional<std::string> last_error;
  std::optional<Timestamp> created_at;
};

struct OldHistoryItem : OldRow {
  std::string media, status;
  std::optional<std::string> queue_item;
  Timestamp scheduled_for, posted_at;
  std::optional<Timestamp> queued_at;
  bool success = true;
  std::optional<std::string> method, story_id, permalink, user, username, error;
};

struct OldLock : OldRow {
  std::string media, reason;
  std::optional<Timestamp> locked_at, locked_until;
  std::optional<std::string> user;
};

struct OldShare : OldRow {
  std::string category;
  std::int64_t share = 0;  ///< basis points
  Timestamp from;
  std::optional<Timestamp> until;
};

/// A row that is not taken over, and why.
struct Refusal {
  std::int64_t line = 0;
  std::string kind;
  std::string reason;
};

/// The kinds of rows, in the order in which they are reported.
inline constexpr const char* k_users = "users";
inline constexpr const char* k_chats = "chats";
inline constexpr const char* k_settings_kind = "settings";
inline constexpr const char* k_members = "members";
inline constexpr const char* k_accounts = "accounts";
inline constexpr const char* k_tokens = "tokens";
inline constexpr const char* k_media = "media";
inline constexpr const char* k_texts = "texts";
inline constexpr const char* k_locks = "locks";
inline constexpr const char* k_mix_kind = "mix";
inline constexpr const char* k_history = "history";
inline constexpr const char* k_queue = "queue";
const std::vector<std::string>& old_kinds();

/// Everything a dump holds that matters here.
struct StorylineDump {
  std::vector<OldUser> users;
  std::vector<OldChat> chats;
  std::vector<OldMembership> memberships;
  std::vector<OldAccount> accounts;
  std::vector<OldToken> tokens;
  std::vector<OldMedia> media;
  std::vector<OldQueueItem> queue;
  std::vector<OldHistoryItem> history;
  std::vector<OldLock> locks;
  std::vector<OldShare> shares;

  bool has_memberships = false;                  ///< the version has the table, if only empty
  std::vector<Refusal> refused;                  ///< rows that cannot be read
  std::map<std::string, std::int64_t> left_out;  ///< rows of tables that have no place here
  std::vector<std::string> unknown_columns;      ///< "table.column", passed over
};

/// Reads a plain-text pg_dump. A row that cannot be read is refused and counted, the others are
/// kept. Throws as PgDumpReader does, and ErrorKind::usage for a dump of something else or one with
/// more rows than fit (a million).
StorylineDump read_storyline_dump(std::istream& in, const std::string& name);

}  // namespace igbot::legacy
