// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/media/media_source.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::media {

/// One file of a source, as the library keeps it.
struct MediaItem {
  MediaId id{};
  SourceId source{};
  std::string identifier;
  std::string version;
  ContentId content{};
  std::string path;
  std::string category;
  std::string mime;
  std::int64_t size = 0;
  bool active = true;
  std::int64_t times_posted = 0;
  std::optional<Timestamp> last_posted_at;
  std::optional<std::string> title;
  std::optional<std::string> caption;
  std::optional<std::string> link;
  std::optional<std::string> tags;
  std::string content_hash;               ///< SHA-256 in hex, or MD5 while no other is known
  std::optional<Timestamp> locked_until;  ///< the end of its longest lock in force
};

/// What a sync compares a listing with.
struct KnownItem {
  MediaId id{};
  ContentId content{};
  std::string identifier;
  std::string version;
  std::string path;
  bool active = true;
};

/// What the source says of a file, and what its bytes turned out to be.
struct ItemFacts {
  MediaEntry entry;
  ContentId content{};
  std::string mime;
};

/// Texts of an item to set; absent = leave, empty = clear.
struct MediaTexts {
  std::optional<std::string> title;
  std::optional<std::string> caption;
  std::optional<std::string> link;
  std::optional<std::string> tags;
};

struct MediaFilter {
  std::optional<std::string> category;
  bool active = true;  ///< false: the inactive ones
  bool locked_only = false;
  int limit = 100;
};

struct CategoryCount {
  std::string category;
  std::int64_t active = 0;
  std::int64_t inactive = 0;
  std::int64_t never_posted = 0;  ///< of the active ones
  std::int64_t locked = 0;        ///< of the active ones
  std::int64_t bytes = 0;         ///< of the active ones
};

/// The media items of one chat.
class MediaRepository {
 public:
  explicit MediaRepository(ChatScope chat) : chat_(chat) {}

  std::optional<MediaItem> find(MediaId id) const;
  /// In order of path.
  std::vector<MediaItem> list(const MediaFilter& filter) const;
  /// Per category, by name.
  std::vector<CategoryCount> categories() const;
  /// Active items whose content another active item has too.
  std::int64_t active_copies() const;

  /// Everything ever seen in a source, active or not.
  std::vector<KnownItem> known(SourceId source) const;
  /// How many items of a source are active.
  std::int64_t active_in(SourceId source) const;
  /// The active items of the chat's other sources.
  std::vector<KnownItem> active_elsewhere(SourceId source) const;

  /// False when the item exists already (another sync was faster). The caller audits additions.
  bool add(SourceId source, const ItemFacts& facts);
  /// Gives an item another identifier, version, path and category; audited. Each of these four
  /// changes an item only while it is as `known` says, and returns whether it did: a sync that
  /// overtakes another one changes nothing twice.
  bool move(const KnownItem& known, const ItemFacts& facts);
  /// Gives an item another content; its use count starts anew; audited.
  bool replace_content(const KnownItem& known, const ItemFacts& facts);
  /// Records version and path, and that the file is there; audited when the item was inactive.
  bool refresh(const KnownItem& known, const MediaEntry& entry);
  /// Audited with the reason.
  bool deactivate(const KnownItem& known, const std::string& reason);

  /// Sets titles and such; audited. False (and nothing is written) when all are so already.
  bool set_texts(MediaId id, const MediaTexts& texts);

 private:
  bool change(const KnownItem& known, const std::string& assignments,
              const std::vector<sql::Value>& values);
  void audit(MediaId id, const std::string& action, std::optional<std::string> before,
             std::optional<std::string> after, std::optional<std::string> reason) const;

  ChatScope chat_;
};

}  // namespace igbot::media
