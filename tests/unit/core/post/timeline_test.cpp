// SPDX-License-Identifier: MIT
#include "core/post/timeline.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/media/media_repository.hpp"
#include "core/post/story_insights.hpp"
#include "tests/support/posting_fixture.hpp"
#include "tests/unit/core/schedule/planned_chat.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using test::PostingFixture;
using Words = std::vector<std::string>;

std::vector<TimelineEntry> timeline(PostingFixture& f, PostId id) {
  return f.t.store.read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(f.chat);
    return timeline_of(scope, Decisions(scope).get(id));
  });
}

Words actions(const std::vector<TimelineEntry>& entries) {
  Words words;
  for (const TimelineEntry& entry : entries) words.push_back(entry.action);
  return words;
}

const TimelineEntry& entry(const std::vector<TimelineEntry>& entries, const std::string& action) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& each) { return each.action == action; });
  if (found == entries.end()) throw std::runtime_error("no such entry: " + action);
  return *found;
}

TEST(PostTimeline, BeginsWithWhoPlannedIt) {
  test::PlannedChat c;
  c.add_media("memes", 5);
  const auto planned = c.create({.days = 1});
  c.t.clock.advance(hours{1});
  const auto entries = c.t.store.read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(c.chat);
    return timeline_of(scope, Decisions(scope).get(planned.posts.at(0)));
  });
  ASSERT_EQ(actions(entries), (Words{"planned"}));
  EXPECT_EQ(entries[0].at, c.t.clock.now() - hours{1});
  EXPECT_EQ(entries[0].actor.id, "cli:anna");
  EXPECT_EQ(entries[0].reason, "schedule created");
}

TEST(PostTimeline, HasStepsMessagesAndTheLockInOrderOfTime) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.run();
  f.t.clock.advance(minutes{5});
  f.decide([&](Decisions& decisions) { return decisions.skip(id, "too dark"); });
  const auto entries = timeline(f, id);
  EXPECT_EQ(actions(entries), (Words{"planned", "claim", "begin to send", "card sent", "card shown",
                                     "skip", "content locked: skip"}));
  EXPECT_TRUE(std::is_sorted(entries.begin(), entries.end(),
                             [](const auto& a, const auto& b) { return a.at < b.at; }));
  EXPECT_EQ(entry(entries, "card shown").actor.id, "igbotctl");
  EXPECT_TRUE(entry(entries, "card shown").after->starts_with("message "));
  const TimelineEntry& lock = entry(entries, "content locked: skip");
  EXPECT_EQ(lock.until, f.t.clock.now() + std::chrono::days{45});
  EXPECT_EQ(lock.actor.name, "anna");
  f.t.clock.advance(std::chrono::days{46});
  EXPECT_NE(actions(timeline(f, id)).back(), "content locked: skip") << "it is over";
}

TEST(PostTimeline, HasTheChangesOfItsItemUntilThePostEnds) {
  PostingFixture f;
  const MediaId item = f.add_item("a.jpg");
  const PostId id = f.plan(item);
  const auto set_title = [&](const std::string& title) {
    f.t.clock.advance(minutes{1});
    f.t.store.write({"cli:ben", "ben"}, [&](UnitOfWork& unit) {
      media::MediaRepository(unit.chat(f.chat)).set_texts(item, {.title = title});
    });
  };
  set_title("Spring");
  f.t.clock.advance(minutes{1});
  f.decide([&](Decisions& decisions) { return decisions.cancel(id, {}); });
  set_title("Summer");
  EXPECT_EQ(actions(timeline(f, id)), (Words{"planned", "media set title", "cancel"}));
  EXPECT_EQ(entry(timeline(f, id), "media set title").after, "Spring");
}

TEST(PostTimeline, HasTheFiguresOfTheStory) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"), minutes{60});
  f.t.store.write({"cli:x", "x"}, [&](UnitOfWork& unit) {
    InsightsRepository insights(unit.chat(f.chat));
    insights.put({id, hours{1}, unit.now() + hours{1}, std::nullopt});
    insights.put({id, hours{6}, unit.now() + hours{6}, StoryInsights{.views = 40, .reach = 30}});
  });
  const auto entries = timeline(f, id);
  ASSERT_EQ(actions(entries), (Words{"planned", "insights", "insights"}));
  EXPECT_EQ(entries[1].after, "under 5 views");
  EXPECT_EQ(entries[2].after, "views 40, reach 30");
  EXPECT_EQ(entries[2].reason, "6 h after it went out");
}

Words possible(PostingFixture& f, PostId id) {
  return f.decide([&](Decisions& decisions) { return decisions.possible(decisions.get(id)); });
}

TEST(PossibleVerbs, AreThoseThatWouldNotBeRefused) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"), minutes{60});
  f.set("enable_instagram_api", "false");
  EXPECT_EQ(possible(f, id), (Words{"skip", "reject", "cancel", "move"}));
  f.set("enable_instagram_api", "true");
  EXPECT_EQ(possible(f, id), (Words{"approve", "skip", "reject", "cancel", "move"}));
  f.decide([&](Decisions& decisions) { return decisions.approve(id, {}); });
  EXPECT_EQ(possible(f, id), (Words{"withdraw", "cancel", "move"}));
  f.decide([&](Decisions& decisions) { return decisions.cancel(id, {}); });
  EXPECT_EQ(possible(f, id), (Words{"retry"}));
  f.plan(f.post(id).media, minutes{90});
  EXPECT_EQ(possible(f, id), Words{}) << "another post holds its content";
}

TEST(PossibleVerbs, OfAnUnknownPostAreTheFindingsOfItsStage) {
  Post post;
  post.state = PostState::unknown;
  post.stage = Stage::card;
  EXPECT_EQ(possible_verbs(post), (Words{"resolve --delivered", "resolve --not-delivered"}));
  post.stage = Stage::publish;
  EXPECT_EQ(possible_verbs(post), (Words{"resolve --posted", "resolve --not-posted"}));
}

TEST(Retry, OfAPostWhoseSlotWasTakenLeavesTheSlotToTheOther) {
  test::PlannedChat c;
  c.add_media("memes", 9);
  const PostId canceled = c.create({.days = 1}).posts.at(0);
  const auto decide = [&](auto body) {
    return c.t.store.write(c.actor, [&](UnitOfWork& unit) {
      Decisions decisions(unit.chat(c.chat));
      return body(decisions);
    });
  };
  decide([&](Decisions& decisions) { return decisions.cancel(canceled, {}); });
  c.execute(
      "INSERT INTO posts (chat_id, slot_day, slot_index, due_at, media_id, content_id, "
      "category, state, created_at, updated_at) SELECT chat_id, slot_day, slot_index, due_at, "
      "media_id, content_id, category, 'missed', 1, 1 FROM posts WHERE id = $1",
      {canceled});
  const Post retried = decide([&](Decisions& decisions) { return decisions.retry(canceled, {}); });
  EXPECT_EQ(retried.state, PostState::planned);
  EXPECT_EQ(c.count_posts("slot_day IS NULL"), 1);
}

TEST(Retry, KeepsASlotThatIsStillFree) {
  test::PlannedChat c;
  c.add_media("memes", 9);
  const PostId canceled = c.create({.days = 1}).posts.at(0);
  c.t.store.write(c.actor, [&](UnitOfWork& unit) {
    Decisions decisions(unit.chat(c.chat));
    decisions.cancel(canceled, {});
    return decisions.retry(canceled, {});
  });
  EXPECT_EQ(c.count_posts("slot_day IS NULL"), 0);
}

}  // namespace
}  // namespace igbot::post
