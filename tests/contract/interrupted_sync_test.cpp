// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "tests/contract/synced_world.hpp"

namespace igbot::media {
namespace {

/// Ends a sync the way a fault of ours would.
struct PlugPulled : std::runtime_error {
  PlugPulled() : std::runtime_error("the plug was pulled") {}
};

std::string path_of(int i) {
  return "c" + std::to_string(i % 3) + "/" + std::to_string(i) + ".jpg";
}

/// Syncs that end at any point and are followed by a whole one. A second chat with the same source,
/// never interrupted, says what must come out.
class InterruptedSyncContract : public MediaSyncContract {
 protected:
  InterruptedSyncContract() : control_(t_.add_chat(-1002, "control")) {}

  SyncResult sync_control() {
    SyncRequest request;
    request.chat = control_;
    request.allow_mass_delete = true;
    return sync(request);
  }

  /// What a library says of its files, with every item there ever was.
  static std::set<std::string> facts_of(const Items& items) {
    std::set<std::string> facts;
    for (const auto& [path, item] : items) {
      facts.insert(path + " " + item.category + " " + item.version + " " + item.content_hash);
    }
    return facts;
  }
  void expect_as_control() {
    EXPECT_EQ(facts_of(items()), facts_of(items_of(control_)));
    EXPECT_EQ(items(false).size(), items_of(control_, false).size());
    expect_settled();
  }

  /// Changes of every kind.
  void change_much(int files) {
    for (int i = 0; i < files; ++i) {
      const std::string path = path_of(i);
      if (i % 5 == 0) world_->rename(path, "moved/" + std::to_string(i) + ".jpg");
      if (i % 5 == 1) photo(path, "other " + std::to_string(i));
      if (i % 5 == 2) world_->touch(path);
      if (i % 10 == 3) world_->remove(path);
      if (i % 10 == 4) world_->copy(path, "copies/" + std::to_string(i) + ".jpg");
    }
  }

  void fill(int files) {
    for (int i = 0; i < files; ++i) photo(path_of(i), std::to_string(i));
  }

  /// A sync that ends when it tells of its progress for that time; whether it came so far.
  bool interrupted_at_progress(int time) {
    int told = 0;
    try {
      sync({}, [&](const SyncProgress&) {
        if (++told == time) throw PlugPulled();
      });
    } catch (const PlugPulled&) {
      return true;
    }
    return false;
  }
  /// The same with the reading of that number.
  bool interrupted_at_reading(int reading) {
    before_read_ = [&](int number, const MediaRef&) {
      if (number == reading) throw PlugPulled();
    };
    bool interrupted = false;
    try {
      sync();
    } catch (const PlugPulled&) {
      interrupted = true;
    }
    before_read_ = {};
    return interrupted;
  }

  ChatKey control_;
};

TEST_P(InterruptedSyncContract, AFirstSyncEndedAfterAnyBatchIsCompletedByTheNext) {
  fill(world_->many() / 2);
  sync_control();
  int interruptions = 0;
  std::size_t recorded = 0;
  // Each goes on where the one before ended, so each comes further.
  while (interrupted_at_progress(interruptions == 0 ? 1 : 2)) {
    ASSERT_LE(++interruptions, 10);
    EXPECT_GE(items().size(), recorded);
    recorded = items().size();
  }
  EXPECT_GE(interruptions, 2);
  expect_as_control();
}

TEST_P(InterruptedSyncContract, ASyncOfManyChangesEndedAfterEachBatchIsCompletedByTheNext) {
  const int files = world_->many() / 2;
  fill(files);
  sync_control();
  sync();
  change_much(files);
  sync_control();
  int interruptions = 0;
  while (interrupted_at_progress(interruptions == 0 ? 1 : 2)) ASSERT_LE(++interruptions, 10);
  EXPECT_GE(interruptions, 2);
  expect_as_control();
}

TEST_P(InterruptedSyncContract, ASourceThatFailsInTheMiddleLeavesATrueLibrary) {
  const int files = world_->many() / 2;
  fill(files);
  for (int i = 0; i < files; i += 2) world_->touch(path_of(i));  // to be read whatever is listed
  sync_control();
  const std::set<std::string> truth = facts_of(items_of(control_));
  int interruptions = 0;
  for (const int reading : {1, 3, files / 4, files / 2}) {
    if (interrupted_at_reading(reading)) ++interruptions;
    for (const std::string& fact : facts_of(items())) EXPECT_TRUE(truth.contains(fact)) << fact;
  }
  EXPECT_GE(interruptions, 2);
  EXPECT_FALSE(interrupted_at_reading(files * 2));
  expect_as_control();
}

INSTANTIATE_TEST_SUITE_P(Sources, InterruptedSyncContract, testing::ValuesIn(test::source_kinds()),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace igbot::media
