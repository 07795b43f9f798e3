// SPDX-License-Identifier: MIT
#include "core/media/syncer.hpp"

#include <algorithm>
#include <map>

#include "core/access/authorise.hpp"
#include "core/media/content_repository.hpp"
#include "core/media/identify.hpp"
#include "core/media/media_repository.hpp"
#include "core/media/reconcile.hpp"
#include "core/media/source_repository.hpp"
#include "core/media/sync_listing.hpp"
#include "core/media/sync_text.hpp"
#include "core/store/run_repository.hpp"
#include "core/text/text.hpp"

namespace igbot::media {
namespace {

constexpr std::size_t k_batch_files = 400;
constexpr std::int64_t k_batch_bytes = 256LL * 1024 * 1024;

/// A file that was identified, not yet with the content row it belongs to.
struct Readable {
  Pending file;
  Reading reading;
};

/// What one transaction recorded.
struct Recorded {
  std::vector<Change> changes;
  SyncResult counts;
  std::int64_t touched = 0;
};

class Sync {
 public:
  Sync(Store& store, MediaSource& source, const SyncRequest& request,
       const std::function<void(const SyncProgress&)>& progress)
      : store_(store),
        source_(source),
        request_(request),
        progress_(progress),
        started_at_(store.clock().now()) {}

  SyncResult run() {
    load_known();  // before the listing: an item another sync adds meanwhile is never "gone" to us
    Listing listing = list();
    result_.complete = !listing.incomplete;
    result_.skipped = listing.skipped;
    result_.problems = std::move(listing.problems);
    ensure_source();

    const Comparison comparison = compare(listing.entries, known_);
    Reconciler reconciler(comparison, result_.complete);
    result_.unchanged = comparison.unchanged;
    progress_now_ = {.listed = static_cast<std::int64_t>(listing.entries.size()),
                     .to_read = static_cast<std::int64_t>(comparison.pending.size())};
    for (const Pending& file : comparison.pending) progress_now_.bytes_to_read += file.entry->size;
    tell();
    bring_back(comparison, reconciler);
    identify_all(comparison, reconciler);
    deactivate_lost(listing, reconciler);
    remember(listing);
    std::sort(result_.problems.begin(), result_.problems.end(),
              [](const Problem& left, const Problem& right) { return left.path < right.path; });
    return std::move(result_);
  }

 private:
  /// The chat, for whoever may change its library.
  ChatScope changing(UnitOfWork& unit) {
    const ChatScope scope = unit.chat(request_.chat);
    access::require_right(scope, access::Right::post);
    if (row_) unit.technically([&] { look_whether_overtaken(unit.db()); });
    return scope;
  }

  void look_whether_overtaken(sql::Connection& db) {
    if (forget_overtaken_mark(db, request_.chat, row_->id, row_->mark)) overtaken_ = true;
  }

  void load_known() {
    store_.read([&](UnitOfWork& unit) {
      const ChatScope scope = unit.chat(request_.chat);
      if (!request_.dry_run) access::require_not_archived(scope);
      row_ = SourceRepository(scope).find(request_.type, source_.root());
      if (row_) known_ = MediaRepository(scope).known(row_->id);
    });
  }

  Listing list() {
    if (row_ && !request_.list_everything && may_list_changes(*row_, started_at_)) {
      if (auto listing = list_changes(source_, *row_->mark, known_)) return std::move(*listing);
    }
    return list_all(source_);
  }

  void ensure_source() {
    if (row_ || request_.dry_run) return;
    row_ = store_.write(request_.actor, [&](UnitOfWork& unit) {
      return SourceRepository(changing(unit))
          .find_or_add(request_.type, source_.root(), request_.config);
    });
    row_->mark.reset();  // another sync may have made the row: our listing went on from nothing
  }

  void bring_back(const Comparison& comparison, Reconciler& reconciler) {
    for (std::size_t at = 0; at < comparison.recognised.size(); at += k_batch_files) {
      std::vector<Identified> batch;
      const std::size_t end = std::min(at + k_batch_files, comparison.recognised.size());
      for (std::size_t i = at; i < end; ++i) {
        const Pending& file = comparison.recognised[i];
        batch.push_back({file, file.known->content, {}});
      }
      record_with(reconciler, [&](ChatScope) { return batch; });
    }
  }

  void identify_all(const Comparison& comparison, Reconciler& reconciler) {
    std::vector<Pending> files = comparison.pending;
    std::sort(files.begin(), files.end(), [](const Pending& left, const Pending& right) {
      return left.entry->read_order < right.entry->read_order;
    });
    for (std::size_t at = 0; at < files.size();) {
      std::vector<Pending> batch;
      std::int64_t bytes = 0;
      while (at < files.size() && batch.size() < k_batch_files && bytes < k_batch_bytes) {
        bytes += files[at].entry->size;
        batch.push_back(files[at++]);
      }
      identify_batch(batch, reconciler);
      progress_now_.read = static_cast<std::int64_t>(at);
      progress_now_.bytes_read += bytes;
      tell();
    }
  }

  void identify_batch(const std::vector<Pending>& batch, Reconciler& reconciler) {
    std::vector<Reading> readings = read_all(source_, store_.read([&](UnitOfWork& unit) {
      return plan_reading(ContentRepository(unit.chat(request_.chat)), batch);
    }));
    std::vector<Readable> readable;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      Reading& reading = readings[i];
      if (!reading.problem) {
        readable.push_back({batch[i], std::move(reading)});
        continue;
      }
      result_.problems.push_back({batch[i].entry->path, *reading.problem});
      const KnownItem* known = batch[i].known;
      if (reading.is_no_media && known != nullptr && known->active) spoiled_.push_back(known);
    }
    record_with(reconciler, [&](ChatScope scope) { return with_contents(scope, readable); });
  }

  std::vector<Identified> with_contents(ChatScope scope, const std::vector<Readable>& files) {
    ContentRepository contents(scope);
    std::vector<Identified> identified;
    for (const auto& [file, reading] : files) {
      const ContentId content = request_.dry_run
                                    ? imagined_content(contents, reading, file.entry->size)
                                    : contents.find_or_add(reading.digests, file.entry->size);
      identified.push_back({file, content, reading.mime});
    }
    return identified;
  }

  /// In a dry run a content without a row gets a number of its own below zero.
  ContentId imagined_content(const ContentRepository& contents, const Reading& reading,
                             std::int64_t size) {
    if (const auto found = contents.find(reading.digests, size)) return found->id;
    const std::string& digest =
        reading.digests.sha256 ? *reading.digests.sha256 : reading.digests.md5.value_or("");
    const auto next = -1 - static_cast<std::int64_t>(imagined_.size());
    return static_cast<ContentId>(imagined_.emplace(digest, next).first->second);
  }

  template <typename Identify>
  void record_with(Reconciler& reconciler, const Identify& identify) {
    const auto decide = [&](UnitOfWork& unit) {
      Recorded recorded;
      const ChatScope scope = unit.chat(request_.chat);
      recorded.changes = reconciler.decide(identify(scope));
      settle_merged(scope, recorded.changes);
      return recorded;
    };
    Recorded recorded;
    if (request_.dry_run) {
      recorded = store_.read(decide);
      for (const Change& change : recorded.changes) count(change, recorded);
    } else {
      recorded = store_.write(request_.actor, [&](UnitOfWork& unit) {
        Recorded done = decide(unit);
        apply(changing(unit), done);
        return done;
      });
    }
    reconciler.accept(recorded.changes);
    add(recorded);
  }

  /// An item whose former content has become one with the content found has not changed.
  static void settle_merged(ChatScope scope, std::vector<Change>& changes) {
    for (Change& change : changes) {
      if (change.kind != ChangeKind::changed) continue;
      const auto item = MediaRepository(scope).find(change.item->id);
      if (item && item->content == change.facts.content) change.kind = ChangeKind::touched;
    }
  }

  void apply(ChatScope scope, Recorded& recorded) {
    MediaRepository items(scope);
    for (const Change& change : recorded.changes) {
      if (apply_one(items, change)) {
        count(change, recorded);
      } else {
        ++recorded.counts.unchanged;  // another sync did it
      }
    }
    if (!recorded.changes.empty()) {
      scope.audit({.entity = "source",
                   .entity_id = std::to_string(number(row_->id)),
                   .action = "synced",
                   .before = std::nullopt,
                   .after = sync_record_json(recorded.counts, recorded.touched),
                   .reason = std::nullopt});
    }
  }

  bool apply_one(MediaRepository& items, const Change& change) const {
    const Pending& file = change.facts.file;
    const ItemFacts facts{*file.entry, change.facts.content, change.facts.mime};
    switch (change.kind) {
      case ChangeKind::added:
      case ChangeKind::copied:
        return items.add(row_->id, facts);
      case ChangeKind::moved:
        return items.move(*change.item, facts);
      case ChangeKind::changed:
        return items.replace_content(*change.item, facts);
      case ChangeKind::touched:
        return items.refresh(*change.item, *file.entry);
    }
    throw Error(ErrorKind::bug, "unknown kind of change in a sync");
  }

  static void count(const Change& change, Recorded& recorded) {
    SyncResult& counts = recorded.counts;
    switch (change.kind) {
      case ChangeKind::added:
        ++counts.added;
        break;
      case ChangeKind::copied:
        ++counts.copied;
        break;
      case ChangeKind::moved:
        ++counts.moved;
        break;
      case ChangeKind::changed:
        ++counts.changed;
        break;
      case ChangeKind::touched:
        if (change.item->active) {
          ++recorded.touched;
          ++counts.unchanged;
        } else {
          ++counts.reactivated;
        }
        break;
    }
  }

  void add(const Recorded& recorded) {
    const SyncResult& counts = recorded.counts;
    result_.added += counts.added;
    result_.copied += counts.copied;
    result_.moved += counts.moved;
    result_.changed += counts.changed;
    result_.reactivated += counts.reactivated;
    result_.unchanged += counts.unchanged;
  }

  void deactivate_lost(const Listing& listing, const Reconciler& reconciler) {
    if (!result_.complete) return;
    std::vector<const KnownItem*> lost = reconciler.lost();
    lost.insert(lost.end(), spoiled_.begin(), spoiled_.end());
    const auto active = std::count_if(known_.begin(), known_.end(),
                                      [](const KnownItem& item) { return item.active; });
    const std::vector<KnownItem> elsewhere = active_elsewhere();
    if (listing.entries.empty() && (active > 0 || !elsewhere.empty())) {
      result_.refusal = "the source is empty while the library is not, nothing was deactivated: " +
                        source_.root();
      return;
    }
    if (is_mass_delete(static_cast<std::int64_t>(lost.size()), active) &&
        !request_.allow_mass_delete && !lost.empty()) {
      result_.refusal = std::to_string(lost.size()) + " of " +
                        text::count(active, "file is", "files are") +
                        " gone, nothing was deactivated: " + source_.root();
      result_.is_mass_delete = true;
      return;
    }
    deactivate(lost, "no longer in the source");
    const bool usable = result_.unchanged + result_.changes() - result_.deactivated > 0;
    if (!usable || elsewhere.empty()) return;
    if (!request_.dry_run) {
      store_.bookkeep(
          [&](Bookkeeping& unit) { forget_marks_elsewhere(unit, request_.chat, row_->id); });
    }
    std::vector<const KnownItem*> replaced;
    replaced.reserve(elsewhere.size());
    for (const KnownItem& item : elsewhere) replaced.push_back(&item);
    deactivate(replaced, "the chat has another source");
  }

  std::vector<KnownItem> active_elsewhere() {
    return store_.read([&](UnitOfWork& unit) {
      // Source numbers begin at 1: without a row every source is another one.
      const SourceId here = row_ ? row_->id : SourceId{0};
      return MediaRepository(unit.chat(request_.chat)).active_elsewhere(here);
    });
  }

  void deactivate(const std::vector<const KnownItem*>& items, const std::string& reason) {
    if (request_.dry_run) {
      result_.deactivated += static_cast<std::int64_t>(items.size());
      return;
    }
    for (std::size_t at = 0; at < items.size(); at += k_batch_files) {
      const std::size_t end = std::min(at + k_batch_files, items.size());
      result_.deactivated += store_.write(request_.actor, [&](UnitOfWork& unit) {
        MediaRepository media(changing(unit));
        std::int64_t done = 0;
        for (std::size_t i = at; i < end; ++i) {
          if (media.deactivate(*items[i], reason)) ++done;
        }
        return done;
      });
    }
  }

  /// Freshness and the run record; neither when nothing changed and the recorded time is fresh.
  void remember(const Listing& listing) {
    if (request_.dry_run) return;
    const bool worked = result_.changes() > 0;
    const auto last = row_->last_complete_at;
    const bool stale = !last || store_.clock().now() - *last >= request_.freshness;
    const bool record_listing = result_.complete && (worked || stale);
    if (!worked && !record_listing) return;
    store_.bookkeep([&](Bookkeeping& unit) {
      if (record_listing) record_complete_listing(unit, request_.chat, row_->id);
      look_whether_overtaken(unit.db());
      if (record_listing && listing.mark && is_settled() && !overtaken_) {
        record_mark(unit, request_.chat, row_->id, *listing.mark,
                    listing.is_whole ? started_at_ : *row_->marked_at);
      }
      if (!worked) return;
      record_run(unit, {.command = "media sync",
                        .actor = request_.actor.id,
                        .chat = request_.chat,
                        .started_at = started_at_,
                        .exit_code = 0,
                        .summary = sync_record_json(result_, 0)});
    });
    // A long WAL is read by every command that opens the database after this one.
    if (result_.changes() >= static_cast<std::int64_t>(k_batch_files)) store_.checkpoint();
  }

  /// Nothing of the listing is left to be done or looked at again: the next one may go on from it.
  bool is_settled() const { return result_.problems.empty() && !result_.refusal; }

  void tell() const {
    if (progress_) progress_(progress_now_);
  }

  Store& store_;
  MediaSource& source_;
  const SyncRequest& request_;
  const std::function<void(const SyncProgress&)>& progress_;
  Timestamp started_at_;
  std::optional<Source> row_;
  bool overtaken_ = false;  ///< another sync wrote since ours began
  std::vector<KnownItem> known_;
  std::vector<const KnownItem*> spoiled_;  ///< active items whose file is no media any more
  std::map<std::string, std::int64_t> imagined_;
  SyncProgress progress_now_;
  SyncResult result_;
};

}  // namespace

SyncResult sync_media(Store& store, MediaSource& source, const SyncRequest& request,
                      const std::function<void(const SyncProgress&)>& progress) {
  return Sync(store, source, request, progress).run();
}

}  // namespace igbot::media
