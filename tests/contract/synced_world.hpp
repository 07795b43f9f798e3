// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/media/lock_repository.hpp"
#include "core/media/media_repository.hpp"
#include "core/media/syncer.hpp"
#include "core/store/run_repository.hpp"
#include "tests/contract/source_worlds.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::media {

/// A chat with a real database and a source of each kind.
class MediaSyncContract : public testing::TestWithParam<test::SourceKind> {
 protected:
  using Items = std::map<std::string, MediaItem>;
  using Told = std::function<void(const SyncProgress&)>;

  MediaSyncContract() : chat_(t_.add_chat()) {}

  /// A sync of the chat with a source that is opened for it; what it asked stays in `pages_` and
  /// `reads_`.
  SyncResult sync(SyncRequest request = {}, const Told& told = {}) {
    return sync_from(*world_, std::move(request), told);
  }
  SyncResult sync_from(test::SourceWorld& world, SyncRequest request = {}, const Told& told = {}) {
    if (number(request.chat) == 0) request.chat = chat_;
    request.actor = {"cli:test", "test"};
    request.type = type_of(world.config());
    request.config = print_source_config(world.config());
    test::WatchedSource source(world.open());
    source.before_read = before_read_;
    pages_ = reads_ = 0;
    const SyncResult result = sync_media(t_.store, source, request, told);
    pages_ = source.pages;
    reads_ = source.reads;
    return result;
  }

  void photo(const std::string& path, const std::string& text) {
    world_->put(path, test::fake_jpeg(text));
  }
  void photos(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) photo(path, path);
  }

  Items items(bool active = true) { return items_of(chat_, active); }
  Items items_of(ChatKey chat, bool active = true) {
    return t_.store.read([&](UnitOfWork& unit) {
      Items found;
      const MediaFilter filter{.category = {}, .active = active, .limit = 100'000};
      for (MediaItem& item : MediaRepository(unit.chat(chat)).list(filter)) {
        found.emplace(item.path, std::move(item));
      }
      return found;
    });
  }
  void lock(ContentId content, LockKind kind = LockKind::reject) {
    t_.store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
      LockRepository(unit.chat(chat_)).lock(content, kind, k_forever, std::nullopt);
    });
  }
  std::size_t locks_of(ContentId content) {
    return t_.store.read([&](UnitOfWork& unit) {
      return LockRepository(unit.chat(chat_)).locks_of(content).size();
    });
  }
  /// What the chat's runs say of themselves, the latest first.
  std::vector<std::string> runs() {
    return t_.store.read([&](UnitOfWork& unit) {
      std::vector<std::string> summaries;
      for (const RunLine& line : list_runs(unit, {.chat = chat_})) {
        EXPECT_EQ(line.record.command, "media sync");
        summaries.push_back(line.record.summary);
      }
      return summaries;
    });
  }
  std::string last_action_on(MediaId id) {
    return t_.store.read([&](UnitOfWork& unit) {
      return unit.chat(chat_).audited("media", std::to_string(number(id))).back().entry.action;
    });
  }
  /// Grows with every row that is written.
  std::int64_t rows_written() {
    return t_.store.bookkeep([](Bookkeeping& unit) { return unit.db().total_changes(); });
  }
  /// The next sync finds everything as it is.
  void expect_settled() {
    const std::int64_t before = rows_written();
    const SyncResult result = sync();
    EXPECT_EQ(result.changes(), 0);
    EXPECT_EQ(reads_, 0);
    EXPECT_EQ(rows_written(), before);
  }

  test::TemporaryStore t_;
  ChatKey chat_;
  std::unique_ptr<test::SourceWorld> world_ = GetParam().make_world();
  std::function<void(int, const MediaRef&)> before_read_;
  int pages_ = 0;
  int reads_ = 0;
};

}  // namespace igbot::media
