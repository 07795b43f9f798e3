// SPDX-License-Identifier: MIT
#include "core/schedule/plan_changes.hpp"

#include <gtest/gtest.h>

#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using post::PostState;
using std::chrono::hours;
using std::chrono::minutes;

Timestamp noon(int day) {
  return Timestamp{parse_date("2026-11-26").time_since_epoch()} + hours{24 * day + 12};
}

/// A chat with the items 1 to 9, where item n has content n, and a document of its posts as they
/// were exported an hour ago. It is 08:00; posting hours are 9 to 21.
class PlanChanges : public ::testing::Test {
 protected:
  PlanChanges() {
    facts.now = noon(0) - hours{4};
    facts.is_api_on = true;
    facts.hours = {.posts_per_day = 3, .start_hour = 9, .end_hour = 21, .zone = "UTC"};
    for (int id = 1; id <= 9; ++id) {
      const std::string path = "memes/" + std::to_string(id) + ".jpg";
      facts.items[MediaId{id}] = {MediaId{id}, ContentId{id}, path, "memes", true};
    }
    document.exported_at = facts.now - hours{1};
    document.period = {noon(0) - hours{12}, noon(7) - hours{12}};
    document.zone = "UTC";
  }

  /// A post that the document has as it is: post n has item n, at noon of day n.
  PresentPost& add_post(int id, PostState state = PostState::planned) {
    PresentPost present;
    present.post.id = PostId{id};
    present.post.due_at = noon(id);
    present.post.media = MediaId{id};
    present.post.content = ContentId{id};
    present.post.category = "memes";
    present.post.state = state;
    present.created_at = present.updated_at = *document.exported_at - hours{1};
    document.entries.push_back({.where = "posts[" + std::to_string(document.entries.size()) +
                                         "] (post " + std::to_string(id) + ")",
                                .id = PostId{id},
                                .due_at = noon(id),
                                .due_text = utc_text(noon(id)),
                                .media = MediaId{id},
                                .path = "memes/" + std::to_string(id) + ".jpg",
                                .state = state});
    return facts.posts[PostId{id}] = present;
  }
  PlanEntry& entry(int id) {
    for (PlanEntry& entry : document.entries) {
      if (entry.id == PostId{id}) return entry;
    }
    throw std::out_of_range("no such entry");
  }
  PlanEntry& add_entry(int media, Timestamp due) {
    document.entries.push_back(
        {.where = "posts[new]", .due_at = due, .due_text = utc_text(due), .media = MediaId{media}});
    return document.entries.back();
  }
  void remove_entry(int id) {
    std::erase_if(document.entries, [&](const PlanEntry& e) { return e.id == PostId{id}; });
  }
  void change_since(int id) { facts.posts.at(PostId{id}).updated_at = facts.now - minutes{1}; }

  /// "moved 1, canceled 2; left 3", or "exit 6: posts[0] (post 1): why" for each problem.
  std::string decided(const PlanWishes& wishes = {}) {
    const PlanDecision decision = decide_plan(document, facts, wishes);
    std::vector<std::string> words;
    if (!decision.problems.empty()) {
      for (const auto& problem : decision.problems) words.push_back(problem.message);
      return text::join(words, "\n");
    }
    for (const auto& change : decision.changes) {
      words.push_back(to_string(change.action) + " " + (change.post ? id_text(*change.post) : "-"));
    }
    for (const auto& left : decision.left_alone) words.push_back("left " + id_text(left.post));
    return text::join(words, ", ");
  }
  std::vector<std::string> warnings() { return decide_plan(document, facts, {}).warnings; }

  PlanFacts facts;
  PlanDocument document;
  std::optional<Timestamp> exported_at;  ///< none, to swap it in
};

TEST_F(PlanChanges, ADocumentAsItWasExportedChangesNothing) {
  for (const auto& name : post::post_state_names()) {
    facts.posts.clear();
    document.entries.clear();
    add_post(1, *post::parse_post_state(name));
    const PlanDecision decision = decide_plan(document, facts, {});
    EXPECT_TRUE(decision.changes.empty() && decision.problems.empty()) << name;
    EXPECT_EQ(decision.unchanged, 1) << name;
  }
}

TEST_F(PlanChanges, EachEditBecomesItsStep) {
  for (int id = 1; id <= 5; ++id) add_post(id, id == 4 ? PostState::approved : PostState::planned);
  entry(1).due_at = noon(1) + hours{1};
  entry(2).media = MediaId{8};
  entry(3).state = PostState::approved;
  entry(4).state = PostState::planned;
  entry(5).state = PostState::canceled;
  add_entry(9, noon(6));
  EXPECT_EQ(decided(), "moved 1, replaced 2, approved 3, withdrawn 4, canceled 5, added -");
}

TEST_F(PlanChanges, SeveralEditsOfAPostFollowOneAnother) {
  add_post(1);
  entry(1).due_at = noon(2);
  entry(1).media = MediaId{8};
  entry(1).state = PostState::approved;
  const PlanDecision decision = decide_plan(document, facts, {});
  EXPECT_EQ(decided(), "replaced 1, moved 1, approved 1");
  const PlanChange& last = decision.changes.back();
  EXPECT_EQ(last.before->media, MediaId{8});
  EXPECT_EQ(last.before->due_at, noon(2));
  EXPECT_EQ(last.before->state, PostState::planned);
  EXPECT_EQ(last.after.state, PostState::approved);
  EXPECT_EQ(last.after.category, "memes");
}

TEST_F(PlanChanges, WhatIsLeftOutStaysAsItIs) {
  add_post(1);
  document.entries = {{.where = "posts[0] (post 1)", .id = PostId{1}}};
  EXPECT_EQ(decided(), "");
}

TEST_F(PlanChanges, TwoPostsMaySwapTheirItems) {
  add_post(1);
  add_post(2);
  entry(1).media = MediaId{2};
  entry(2).media = MediaId{1};
  EXPECT_EQ(decided(), "replaced 1, replaced 2");
}

TEST_F(PlanChanges, AnItemThatACanceledPostFreesIsFree) {
  add_post(1);
  add_post(2);
  remove_entry(1);
  entry(2).media = MediaId{1};
  EXPECT_EQ(decided(), "canceled 1, replaced 2");
}

TEST_F(PlanChanges, ContentThatAnotherPostHoldsIsRefused) {
  add_post(1);
  add_post(2, PostState::unknown);
  facts.items.at(MediaId{8}).content = ContentId{2};  // a copy
  entry(1).media = MediaId{8};
  add_entry(9, noon(5));
  add_entry(9, noon(6));
  EXPECT_EQ(decided(),
            "posts[0] (post 1): media item 8 (memes/8.jpg) has the content of post 2\n"
            "posts[new]: media item 9 (memes/9.jpg) has the content of posts[new]\n"
            "posts[new]: media item 9 (memes/9.jpg) has the content of posts[new]");
}

TEST_F(PlanChanges, ItemsThatMayNotBePostedThenAreRefused) {
  facts.items.at(MediaId{6}).active = false;
  facts.locks[ContentId{7}] = {"reject", k_forever};
  facts.locks[ContentId{8}] = {"recent_post", noon(3)};
  add_entry(6, noon(3));
  add_entry(7, noon(3) + hours{1});
  add_entry(8, noon(2));
  add_entry(99, noon(4));
  EXPECT_EQ(decided(),
            "posts[new]: no such media item in this chat: 99\n"
            "posts[new]: media item 6 (memes/6.jpg) is not in the source any more\n"
            "posts[new]: media item 7 (memes/7.jpg) is locked for good (reject)\n"
            "posts[new]: media item 8 (memes/8.jpg) is locked until 2026-11-29T12:00:00Z "
            "(recent_post)");
}

TEST_F(PlanChanges, ALockThatEndsBeforeThePostIsNone) {
  facts.locks[ContentId{8}] = {"recent_post", noon(3)};
  add_entry(8, noon(3));
  EXPECT_EQ(decided(), "added -");
}

TEST_F(PlanChanges, ATimeThatHasPassedIsRefusedOnlyWhereItIsNew) {
  add_post(1).post.due_at = facts.now - minutes{5};
  entry(1).due_at = facts.now - minutes{5};
  entry(1).state = PostState::approved;
  EXPECT_EQ(decided(), "approved 1");
  entry(1).due_at = facts.now;
  EXPECT_EQ(decided(), "posts[0] (post 1): time has passed: 2026-11-26T08:00:00Z");
}

TEST_F(PlanChanges, APathAloneNamesTheItem) {
  add_post(1);
  entry(1).media.reset();
  EXPECT_EQ(decided(), "") << "its own, even if it is not active";
  entry(1).path = "memes/8.jpg";
  EXPECT_EQ(decided(), "replaced 1");
  facts.items.at(MediaId{9}).path = "memes/8.jpg";
  EXPECT_EQ(decided(), "posts[0] (post 1): several media items have this path: memes/8.jpg");
  entry(1).path = "memes/none.jpg";
  EXPECT_EQ(decided(), "posts[0] (post 1): no active media item has this path: memes/none.jpg");
}

TEST_F(PlanChanges, APathThatWasEditedBesideItsMediaIdIsRefused) {
  add_post(1);
  entry(1).path = "memes/8.jpg";
  EXPECT_EQ(decided(), "posts[0] (post 1): path is memes/8.jpg, but media item 1 is memes/1.jpg");
  entry(1).media = MediaId{8};
  entry(1).path = "memes/1.jpg";
  EXPECT_EQ(decided(), "replaced 1") << "what it was exported with";
  add_entry(9, noon(5)).path = "memes/1.jpg";
  EXPECT_EQ(decided(), "posts[new]: path is memes/1.jpg, but media item 9 is memes/9.jpg");
}

TEST_F(PlanChanges, APathOfNoActiveItemIsStaleBesideAMediaId) {
  add_post(1);
  facts.items.at(MediaId{1}).path = "memes/renamed.jpg";
  EXPECT_EQ(decided(), "");
  add_entry(9, noon(5)).path = "memes/8.jpg";
  facts.items.at(MediaId{8}).active = false;
  EXPECT_EQ(decided(), "added -");
}

TEST_F(PlanChanges, WhatWasChangedSinceTheExportIsAConflict) {
  add_post(1);
  add_post(2);
  for (const int id : {1, 2}) change_since(id);
  entry(1).due_at = noon(3);
  entry(2).state = PostState::canceled;
  EXPECT_EQ(decided(),
            "posts[0] (post 1): changed since the export: it is planned, due 2026-11-27 12:00 "
            "+00:00, with memes/1.jpg\n"
            "posts[1] (post 2): changed since the export: it is planned, due 2026-11-28 12:00 "
            "+00:00, with memes/2.jpg");
  EXPECT_EQ(decided({.overwrite = true}), "canceled 2, moved 1");
}

TEST_F(PlanChanges, WhatWasChangedSinceAndIsAsTheFileSaysIsNone) {
  add_post(1).post.due_at = noon(3);
  entry(1).due_at = noon(3);
  entry(1).path = "memes/5.jpg";  // stale: another item was chosen since
  change_since(1);
  EXPECT_EQ(decided(), "");
}

TEST_F(PlanChanges, WhatWasMissingBeforeAndWhatCameSince) {
  for (int id = 1; id <= 4; ++id) add_post(id);
  for (int id = 1; id <= 4; ++id) remove_entry(id);
  facts.posts.at(PostId{2}).post.state = PostState::awaiting;
  change_since(3);
  facts.posts.at(PostId{4}).post.due_at = document.period->to;
  EXPECT_EQ(decided(), "canceled 1, left 3");
  EXPECT_EQ(decided({.overwrite = true}), "canceled 1, canceled 3");
  change_since(2);
  EXPECT_EQ(decided(), "canceled 1, left 2, left 3");
  document.exported_at.reset();
  EXPECT_EQ(decided(), "") << "without the time of the export nothing is canceled";
}

TEST_F(PlanChanges, APostThatWentOnSinceIsLeftAloneHoweverTheFileHasIt) {
  using enum PostState;
  const std::vector<std::pair<PostState, PostState>> cases{
      {planned, claimed}, {planned, awaiting},    {planned, posted},
      {planned, missed},  {approved, publishing}, {approved, awaiting},
      {approved, posted}, {awaiting, posted},     {canceled, posted}};
  for (const auto& [exported, now] : cases) {
    facts.posts.clear();
    document.entries.clear();
    add_post(1, exported).post.state = now;
    change_since(1);
    SCOPED_TRACE(post::to_string(now));
    EXPECT_EQ(decided(), "left 1");
    EXPECT_EQ(decide_plan(document, facts, {}).left_alone.front().why,
              "it is " + std::string(post::to_string(now)) + " by now");
    entry(1).due_at = noon(5);
    entry(1).media = MediaId{8};
    EXPECT_EQ(decided(), "left 1") << "sent early, or with a substitute";
    EXPECT_EQ(decided({.overwrite = true}), "left 1");
    document.exported_at.swap(exported_at);
    EXPECT_EQ(decided().find("posts[0] (post 1): it is "), 0U) << "nobody knows since when";
    document.exported_at.swap(exported_at);
  }
}

TEST_F(PlanChanges, AStatusThatAFileCannotWriteOnlyDescribes) {
  add_post(1, PostState::awaiting).post.state = PostState::approved;
  add_post(2, PostState::failed).post.state = PostState::canceled;
  EXPECT_NE(decided().find("posts[0] (post 1): status cannot become awaiting"), std::string::npos);
  for (const int id : {1, 2}) change_since(id);
  EXPECT_EQ(decided(), "left 1, left 2");
  EXPECT_EQ(decided({.overwrite = true}), "left 1, left 2");
}

TEST_F(PlanChanges, APostThatCannotBeEditedMustStay) {
  add_post(1, PostState::awaiting);
  entry(1).due_at = noon(2);
  EXPECT_EQ(decided(),
            "posts[0] (post 1): it is awaiting: only planned and approved posts can be changed");
  add_post(2);
  entry(2).state = PostState::posted;
  EXPECT_NE(decided().find("posts[1] (post 2): status cannot become posted"), std::string::npos);
}

TEST_F(PlanChanges, ApprovingNeedsTheInstagramApi) {
  facts.is_api_on = false;
  add_post(1);
  entry(1).state = PostState::approved;
  add_entry(9, noon(5)).state = PostState::approved;
  EXPECT_EQ(decided(),
            "posts[0] (post 1): cannot be approved: the Instagram API is off for this chat\n"
            "posts[new]: cannot be approved: the Instagram API is off for this chat");
}

TEST_F(PlanChanges, AnApprovalOnACardIsNotWithdrawnByAFile) {
  add_post(1, PostState::approved).post.message = TelegramMessageId{7};
  entry(1).state = PostState::planned;
  EXPECT_EQ(decided(), "posts[0] (post 1): it was approved on its card, which would ask again");
}

TEST_F(PlanChanges, AnItemThatWasApprovedOnItsCardIsNotReplaced) {
  add_post(1, PostState::approved).post.message = TelegramMessageId{7};
  entry(1).media = MediaId{8};
  const PlanDecision decision = decide_plan(document, facts, {});
  ASSERT_EQ(decision.problems.size(), 1U);
  EXPECT_EQ(decision.problems[0].message, "posts[0] (post 1): it was approved on its card");
  EXPECT_EQ(decision.problems[0].hint, "igbotctl post withdraw 1");
  entry(1).media = MediaId{1};
  entry(1).due_at = noon(2);
  EXPECT_EQ(decided(), "moved 1");
}

TEST_F(PlanChanges, ACanceledPostIsPlannedAgainAsLongAsItsTimeHasNotPassed) {
  for (const int id : {1, 2}) {
    add_post(id).post.state = PostState::canceled;
    change_since(id);
  }
  EXPECT_EQ(decided({.overwrite = true}), "restored 1, restored 2");
  facts.now = noon(1);
  EXPECT_EQ(decided({.overwrite = true}), "restored 2, left 1");
}

TEST_F(PlanChanges, WhatMayHaveComeFromOtherDaysIsNotCanceledByItsAbsence) {
  add_post(1).may_have_moved = true;
  add_post(2).may_have_moved = true;
  for (const int id : {1, 2}) {
    change_since(id);
    remove_entry(id);
  }
  facts.posts.at(PostId{2}).created_at = facts.now - minutes{2};
  EXPECT_EQ(decided({.overwrite = true}), "canceled 2, left 1");
}

TEST_F(PlanChanges, AnotherChatsPostIsNotFound) {
  add_post(1);
  facts.posts.clear();
  EXPECT_EQ(decided(), "posts[0] (post 1): no such post in this chat");
}

TEST_F(PlanChanges, APostThatTheFileMadeBeforeIsNotMadeTwice) {
  add_entry(9, noon(5));
  PresentPost made = add_post(9);
  remove_entry(9);
  made.post.due_at = noon(5);
  made.created_at = made.updated_at = facts.now - minutes{1};
  facts.posts[PostId{9}] = made;
  EXPECT_EQ(decided(), "");
  for (const PostState state : {PostState::awaiting, PostState::posted, PostState::canceled}) {
    facts.posts.at(PostId{9}).post.state = state;
    EXPECT_EQ(decided(), "left 9") << "nor when it went on";
  }
  EXPECT_EQ(decided({.overwrite = true}), "restored 9");
  facts.posts.at(PostId{9}).created_at = *document.exported_at - minutes{1};
  EXPECT_EQ(decided(), "added -") << "an older one is another";
}

TEST_F(PlanChanges, AnExportThatHasNotComeYetIsRefused) {
  document.exported_at = facts.now + minutes{1};
  EXPECT_EQ(decided(), "exported_at: has not come yet: 2026-11-26T08:01:00Z");
}

TEST_F(PlanChanges, WarnsOfTimesOutsideTheHoursAndOfNeighbours) {
  add_post(1);
  add_post(2);
  EXPECT_TRUE(warnings().empty());
  entry(1).due_at = noon(2) - minutes{14};
  add_entry(8, noon(3) + hours{10});
  EXPECT_EQ(warnings(),
            (std::vector<std::string>{
                "posts[0] (post 1) and post 2 are 14m from one another",
                "posts[new]: 2026-11-29 22:00 +00:00 is outside the posting hours, 9 to 21"}));
}

TEST_F(PlanChanges, WarnsOfAnOffsetThatIsNotTheZonesThatDay) {
  document.zone = "Europe/Berlin";
  PlanEntry& added = add_entry(8, noon(3));
  added.due_text = "2026-11-29T14:00:00+02:00";
  EXPECT_EQ(warnings(), (std::vector<std::string>{"posts[new]: 2026-11-29T14:00:00+02:00 is "
                                                  "2026-11-29T13:00:00+01:00 in Europe/Berlin"}));
  added.due_text = "2026-11-29 13:00";
  EXPECT_TRUE(warnings().empty());
}

TEST_F(PlanChanges, WarnsThatAFreedSlotMayBePlannedAgain) {
  add_post(1).post.slot_day = "2026-11-27";
  remove_entry(1);
  EXPECT_TRUE(warnings().empty());
  facts.is_automatic = true;
  ASSERT_EQ(warnings().size(), 1U);
  EXPECT_NE(warnings().front().find("plan_ahead_days 0"), std::string::npos);
  EXPECT_EQ(warnings().front().find("schedule clear"), std::string::npos) << "cancels everything";
}

}  // namespace
}  // namespace igbot::schedule
