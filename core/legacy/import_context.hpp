// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/legacy/imported_rows.hpp"
#include "core/legacy/storyline_import.hpp"

namespace igbot::legacy {

/// Counts what becomes of rows, in all and per chat.
class Tally {
 public:
  void imported(const char* kind, std::optional<ChatKey> chat) { count(kind, chat).imported++; }
  void already(const char* kind, std::optional<ChatKey> chat) { count(kind, chat).already++; }
  void skipped(const char* kind, std::optional<ChatKey> chat) { count(kind, chat).skipped++; }
  void refuse(const char* kind, std::optional<ChatKey> chat, std::int64_t line,
              const std::string& reason) {
    count(kind, chat).refused++;
    refusals.push_back({line, kind, reason});
  }
  void note(const std::string& text) { notes.push_back(text); }

  /// By chat; rows of no chat (users) under nothing.
  std::map<std::optional<ChatKey>, KindCounts> counts;
  std::vector<Refusal> refusals;
  std::vector<std::string> notes;

 private:
  KindCount& count(const char* kind, std::optional<ChatKey> chat) { return counts[chat][kind]; }
};

/// A chat that rows of the dump go to, and what the dump says of it (nothing for one that it does
/// not describe).
struct Tenant {
  Chat chat;
  bool created = false;
  const OldChat* old = nullptr;
};

/// A user of the dump, as an actor.
struct OldPerson {
  std::int64_t user_id = 0;  ///< ours
  Actor actor;
};

/// An item of the dump, where it is here.
struct OldItem {
  ChatKey chat{};
  MediaId media{};
  ContentId content{};      ///< of the item
  ContentId old_content{};  ///< that the dump knew: what its locks belong to
  std::string category;
};

/// What the parts of an import share.
struct ImportContext {
  UnitOfWork& unit;
  const StorylineDump& dump;
  const StorylineRequest& request;
  Tally tally = {};
  std::vector<Tenant> tenants = {};
  std::unordered_map<std::string, std::size_t> tenant_of = {};  ///< by old id
  std::optional<std::size_t> default_tenant = {};
  std::unordered_map<std::string, OldPerson> people = {};  ///< by old id
  std::unordered_map<std::string, OldItem> items = {};     ///< by old id

  /// The tenant a row goes to; refuses the row and returns nothing when the dump does not have it.
  const Tenant* tenant(const OldRow& row, const char* kind) {
    if (!row.tenant) return default_tenant ? &tenants[*default_tenant] : nullptr;
    const auto found = tenant_of.find(*row.tenant);
    if (found != tenant_of.end()) return &tenants[found->second];
    tally.refuse(kind, std::nullopt, row.line, "its chat was refused or is not in the dump");
    return nullptr;
  }

  /// The item a lock, a queue or a history row is about, when row and item are of one chat; else
  /// the row is refused. A row that names no chat belongs to its item's.
  const OldItem* item(const OldRow& row, const std::string& media, const char* kind) {
    const auto found = items.find(media);
    if (found == items.end()) {
      tally.refuse(kind, std::nullopt, row.line,
                   "its media item was refused or is not in the dump");
      return nullptr;
    }
    if (!row.tenant) return &found->second;
    const Tenant* own = tenant(row, kind);
    if (own == nullptr) return nullptr;
    if (own->chat.key == found->second.chat) return &found->second;
    tally.refuse(kind, own->chat.key, row.line, "its media item belongs to another chat");
    return nullptr;
  }

  /// Who a user of the dump is here; the former system itself for nobody.
  Actor actor(const std::optional<std::string>& user,
              const std::optional<std::string>& name = std::nullopt) const {
    if (user) {
      if (const auto found = people.find(*user); found != people.end()) return found->second.actor;
    }
    return {"worker:storyline", name ? *name : "the former system"};
  }
};

// The parts, in the order they run.
void import_users(ImportContext& context);
void import_chats(ImportContext& context);
void import_members(ImportContext& context);
void import_media(ImportContext& context);
void import_locks(ImportContext& context);
void import_mix(ImportContext& context);
void import_accounts(ImportContext& context);
void import_history(ImportContext& context);
void import_queue(ImportContext& context);

/// Where the files of a chat lay and lie, for import_chats' settings and import_media.
struct MediaFolder {
  std::string old_root;
  std::string root;  ///< its real path here
};
/// The folders of a chat's local files, its own first. Throws as import_storyline does.
std::vector<MediaFolder> media_folders(const ImportContext& context, const Tenant& tenant);
bool has_local_media(const ImportContext& context, const Tenant& tenant);

}  // namespace igbot::legacy
