// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/fernet.hpp"
#include "core/crypto/key_ring.hpp"
#include "core/legacy/storyline_dump.hpp"
#include "core/settings/settings_repository.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::legacy {

struct StorylineRequest {
  /// The chat of rows that name none; else the dump's only chat.
  std::optional<TelegramChatId> chat;
  /// What a new chat gets where the dump says nothing, as canonical text.
  SettingValues defaults;
  /// Take over also that dry run is off and that the Instagram API is on.
  bool include_state = false;
  /// Leave the tokens out; no keys are needed then.
  bool without_tokens = false;
  /// The old MEDIA_DIR: where the files of chats without a root of their own lay.
  std::optional<std::string> media_dir;
  /// Where folders of the old machine lie on this one.
  std::map<std::string, std::string> media_map;
  /// Asked only when there are tokens to take over; may throw.
  std::function<crypto::FernetKeys()> old_keys;
  std::function<crypto::KeyRing()> keys;
};

/// What became of the rows of one kind. Each row is counted once; an account, and its token, once
/// for each chat that used it.
struct KindCount {
  std::int64_t imported = 0;
  std::int64_t already = 0;  ///< taken over before, or here anyway
  std::int64_t skipped = 0;  ///< of no use here: expired, revoked, switched off
  std::int64_t refused = 0;

  std::int64_t read() const { return imported + already + skipped + refused; }
};
using KindCounts = std::map<std::string, KindCount>;

struct ImportedChat {
  Chat chat;
  bool created = false;
  KindCounts counts;
};

struct StorylineReport {
  KindCounts totals;
  std::vector<ImportedChat> chats;
  std::vector<Refusal> refused;  ///< in order of line
  /// What a person should know besides: switches that stay off, folders that are not here.
  std::vector<std::string> notes;
};

/// Takes over what a dump holds, in its caller's transaction; what was taken over before is left as
/// it is here. Nothing goes out because of an import: dry run stays on and the API off (unless
/// include_state), a pause is kept, posts whose time has passed are missed, cards that were sent
/// are not sent again.
///
/// Throws ErrorKind::usage when rows name no chat and no chat is named for them, or no media folder
/// is known; ErrorKind::not_found for a media folder that is not here; ErrorKind::conflict for an
/// archived chat; ErrorKind::auth when none of the tokens can be opened.
StorylineReport import_storyline(UnitOfWork& unit, const StorylineDump& dump,
                                 const StorylineRequest& request);

}  // namespace igbot::legacy
