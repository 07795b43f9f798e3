// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/media/media_repository.hpp"
#include "core/media/media_source.hpp"

namespace igbot::media {

// The decisions of a sync, without any I/O. Pointers point into the listing and the known items the
// caller keeps alive.

/// A listed file whose content must be found out, and the item it belongs to so far (or none).
struct Pending {
  const MediaEntry* entry = nullptr;
  const KnownItem* known = nullptr;
};

struct Comparison {
  std::int64_t unchanged = 0;  ///< same identifier, same version, active
  /// Same identifier, same version, but inactive until now or under another path.
  std::vector<Pending> recognised;
  std::vector<Pending> pending;        ///< new identifier or new version
  std::vector<const KnownItem*> gone;  ///< identifier not listed; active or not
  /// Contents of the files that are there under a known identifier and version.
  std::unordered_set<std::int64_t> present;
};

/// Compares a listing with what is known of its source.
Comparison compare(const std::vector<MediaEntry>& listed, const std::vector<KnownItem>& known);

/// A file whose content was found out.
struct Identified {
  Pending file;
  ContentId content{};
  std::string mime;
};

enum class ChangeKind {
  added,    ///< content nobody here has
  copied,   ///< content that another present file has: an item of its own
  moved,    ///< content of an item whose identifier is gone, or the same identifier and content
            ///< under another path: that item gets the new identifier and path
  changed,  ///< known identifier, other content
  touched,  ///< known identifier, same content; brings an inactive item back
};

struct Change {
  ChangeKind kind = ChangeKind::added;
  const KnownItem* item = nullptr;  ///< the item that changes; none for added and copied
  Identified facts;
};

/// Decides batch by batch what becomes of identified files. `decide` changes nothing, so that a
/// transaction may be repeated; `accept` remembers what was recorded.
class Reconciler {
 public:
  /// Without a complete listing nothing counts as gone, so nothing is moved either.
  Reconciler(const Comparison& comparison, bool complete);

  std::vector<Change> decide(const std::vector<Identified>& batch) const;
  void accept(const std::vector<Change>& changes);
  /// The active items whose files are gone and were not found elsewhere.
  std::vector<const KnownItem*> lost() const;

 private:
  std::unordered_multimap<std::int64_t, const KnownItem*> gone_;  ///< by content
  std::unordered_set<std::int64_t> present_;
};

/// Whether losing that many of that many active items needs a person's word.
bool is_mass_delete(std::int64_t lost, std::int64_t active);

}  // namespace igbot::media
