// SPDX-License-Identifier: MIT
#include "core/media/staging.hpp"

#include <gtest/gtest.h>

#include "core/store/condition_repository.hpp"
#include "tests/support/fake_media_host.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::media {
namespace {

using Step = test::FakeMediaHost::Step;
using std::chrono::hours;

constexpr hours k_copy_life{24};

class StagingTest : public testing::Test {
 protected:
  PublicUrl stage() { return staging_.stage(f_.chat, post_, "/tmp/story.jpg", "image/jpeg"); }
  void end_post() {
    f_.decide([&](post::Decisions& decisions) { return decisions.cancel(post_, std::nullopt); });
  }
  std::int64_t open_rows() {
    return f_.count("SELECT COUNT(*) FROM staged_copies WHERE released_at IS NULL");
  }

  test::PostingFixture f_;
  PostId post_ = f_.plan(f_.add_item("memes/a.jpg"), std::chrono::minutes{60});
  test::FakeMediaHost host_{f_.t.clock};
  int asked_for_host_ = 0;
  Staging staging_{f_.t.store,
                   [this] {
                     ++asked_for_host_;
                     return &host_;
                   },
                   k_copy_life};
};

TEST_F(StagingTest, ACopyIsLentAndTakenBack) {
  EXPECT_EQ(stage().url, "https://example.org/copy-1");
  EXPECT_EQ(host_.copies.size(), 1U);
  EXPECT_EQ(open_rows(), 1);
  EXPECT_EQ(staging_.release(f_.chat, post_).released, 1);
  EXPECT_TRUE(host_.copies.empty());
  EXPECT_EQ(open_rows(), 0);
  EXPECT_EQ(staging_.release(f_.chat, post_).released, 0);
}

TEST_F(StagingTest, TheCopyOfAnEndedPostIsSweptAway) {
  stage();
  EXPECT_EQ(staging_.sweep().released, 0);
  end_post();
  EXPECT_EQ(staging_.sweep().released, 1);
  EXPECT_TRUE(host_.copies.empty());
}

TEST_F(StagingTest, ACopyIsSweptAwayWhenItsTimeIsOver) {
  stage();
  f_.t.clock.advance(k_copy_life - hours{1});
  staging_.sweep();
  EXPECT_EQ(host_.copies.size(), 1U);
  f_.t.clock.advance(hours{1});
  EXPECT_EQ(staging_.sweep().released, 1);
  EXPECT_TRUE(host_.copies.empty());
}

TEST_F(StagingTest, WhatCouldNotBeLentIsDeletedAtOnce) {
  host_.fail_at = Step::after_upload;
  EXPECT_THROW(stage(), Error);
  EXPECT_TRUE(host_.copies.empty());
  EXPECT_EQ(open_rows(), 0);
}

class StagingCrash : public StagingTest, public testing::WithParamInterface<Step> {};

TEST_P(StagingCrash, LeavesNothingThatIsNotDeletedLater) {
  host_.crash_at = GetParam();
  EXPECT_THROW(
      {
        stage();
        staging_.release(f_.chat, post_);
      },
      test::Crash);
  // A new process, and a host that works again.
  host_.crash_at.reset();
  Staging next(
      f_.t.store, [this] { return &host_; }, k_copy_life);
  f_.t.clock.advance(k_copy_life);
  next.sweep();
  EXPECT_TRUE(host_.copies.empty());
  EXPECT_EQ(open_rows(), 0);
}

INSTANTIATE_TEST_SUITE_P(Steps, StagingCrash,
                         testing::Values(Step::before_upload, Step::after_upload,
                                         Step::before_delete, Step::after_delete));

TEST_F(StagingTest, ACrashWhileSweepingIsMadeUpForByTheNextSweep) {
  stage();
  end_post();
  for (const Step step : {Step::before_delete, Step::after_delete}) {
    host_.crash_at = step;
    EXPECT_THROW(staging_.sweep(), test::Crash);
    EXPECT_EQ(open_rows(), 1);
  }
  host_.crash_at.reset();
  staging_.sweep();
  EXPECT_EQ(open_rows(), 0);
  EXPECT_TRUE(host_.copies.empty());
}

TEST_F(StagingTest, AHostThatFailsIsReportedOnceAndTriedAgain) {
  stage();
  end_post();
  host_.fail_at = Step::before_delete;
  const StagingReport first = staging_.sweep();
  ASSERT_FALSE(first.failures.empty());
  EXPECT_EQ(first.failures[0], "the fake host fails; mend it");
  const int before = host_.releases;
  EXPECT_TRUE(staging_.sweep().failures.empty());
  EXPECT_EQ(host_.releases, before + 1);
  host_.fail_at.reset();
  EXPECT_EQ(staging_.sweep().released, 1);
  EXPECT_EQ(f_.count("SELECT COUNT(*) FROM conditions WHERE kind = 'staging' AND subject = "
                     "'release' AND ended_at IS NULL"),
            0);
}

TEST_F(StagingTest, OneCopyThatCannotBeDeletedDoesNotKeepTheOthers) {
  stage();
  stage();
  end_post();
  host_.fail_at = Step::before_delete;
  host_.failure = ErrorKind::config;
  staging_.sweep();
  EXPECT_EQ(host_.releases, 2);
  host_.failure = ErrorKind::temporary;
  staging_.sweep();
  EXPECT_EQ(host_.releases, 3);
}

TEST_F(StagingTest, WithNothingToDoTheHostIsNotEvenBuilt) {
  staging_.sweep();  // the daily look at the host
  asked_for_host_ = 0;
  for (int minute = 0; minute < 5; ++minute) {
    const std::int64_t changes = f_.count("SELECT total_changes()");
    staging_.sweep();
    EXPECT_EQ(f_.count("SELECT total_changes()"), changes);
  }
  EXPECT_EQ(asked_for_host_, 0);
}

TEST_F(StagingTest, WhatOnlyTheHostKnowsIsSweptOnceADayWithADayOfGrace) {
  host_.copies["forgotten"] = f_.t.clock.now();
  EXPECT_EQ(staging_.sweep().swept, 0);
  f_.t.clock.advance(hours{23});
  staging_.sweep();
  EXPECT_EQ(host_.sweeps, 1);
  f_.t.clock.advance(hours{26});
  EXPECT_EQ(staging_.sweep().swept, 1);
  EXPECT_EQ(host_.sweeps, 2);
  EXPECT_TRUE(host_.copies.empty());
}

TEST_F(StagingTest, ASweepOfTheHostThatFailedIsTriedAgainAfterAnHour) {
  host_.fail_at = Step::before_delete;
  EXPECT_EQ(staging_.sweep().failures.size(), 1U);
  f_.t.clock.advance(std::chrono::minutes{59});
  staging_.sweep();
  EXPECT_EQ(host_.sweeps, 1);
  f_.t.clock.advance(std::chrono::minutes{1});
  EXPECT_TRUE(staging_.sweep().failures.empty());  // told already
  EXPECT_EQ(host_.sweeps, 2);
}

TEST_F(StagingTest, WithoutAHostNothingIsSentAndItIsSaid) {
  Staging none(
      f_.t.store, [] { return nullptr; }, k_copy_life);
  try {
    none.stage(f_.chat, post_, "/tmp/story.jpg", "image/jpeg");
    FAIL() << "there is no host";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::config);
    EXPECT_NE(error.hint().find("staging.kind"), std::string::npos);
  }
  EXPECT_EQ(open_rows(), 0);
  EXPECT_TRUE(none.sweep().failures.empty());
}

TEST_F(StagingTest, CopiesThatAreLeftWhenTheHostIsTakenOutOfTheConfigurationAreTold) {
  stage();
  end_post();
  Staging none(
      f_.t.store, [] { return nullptr; }, k_copy_life);
  EXPECT_EQ(none.sweep().failures.size(), 1U);
  EXPECT_EQ(open_rows(), 1);
}

TEST_F(StagingTest, MemoryOfCopiesLeavesNoAuditRows) {
  const std::int64_t before = f_.count("SELECT COUNT(*) FROM audit_log");
  stage();
  staging_.release(f_.chat, post_);
  EXPECT_EQ(f_.count("SELECT COUNT(*) FROM audit_log"), before);
}

}  // namespace
}  // namespace igbot::media
