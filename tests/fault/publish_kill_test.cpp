// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "tests/fault/publishing_world.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

constexpr int k_chats = 8;

constexpr int k_publish_kills = 40;

/// Instagram lies in every way there is, now and then.
void lie(PublishingWorld& world) {
  const auto add = [&](const GraphFault& fault) { world.graph().fail_next(fault); };
  using enum GraphFaultKind;
  world.graph().set_fault_seed(20265);
  add({.kind = reset_after_accepting,
       .endpoint = "media_publish",
       .count = -1,
       .probability = 0.08});
  add({.kind = publish_late,
       .endpoint = "media_publish",
       .count = -1,
       .probability = 0.05,
       .value = 20,
       .calls = 30});
  add({.kind = bad_gateway, .endpoint = "media_publish", .count = -1, .probability = 0.05});
  add({.kind = internal_error,
       .endpoint = "media_publish",
       .count = -1,
       .probability = 0.05,
       .accepted = true});
  add({.kind = truncated_json, .endpoint = "media_publish", .count = -1, .probability = 0.04});
  add({.kind = reset_before_reading,
       .endpoint = "media_publish",
       .count = -1,
       .probability = 0.04});
  add({.kind = no_id, .endpoint = "media_publish", .count = -1, .probability = 0.04});
  add({.kind = gateway_timeout, .endpoint = "media", .count = -1, .probability = 0.05});
  add({.kind = truncated_body, .endpoint = "status", .count = -1, .probability = 0.05});
}

/// A post in every chat that has none under way.
void plan_everywhere(PublishingWorld& world) {
  for (int chat = 0; chat < k_chats; ++chat) {
    if (!world.has_open_post(chat)) world.plan_due(chat);
  }
}

/// Kills `post run` so often at random moments. Returns how many runs the kill really met.
int kill_publishers(PublishingWorld& world, int kills) {
  // Kills fall before, within and after publishing, on a machine however slow.
  plan_everywhere(world);
  const auto begun = std::chrono::steady_clock::now();
  world.cli().run({"post", "run", "--jobs", "8"});
  const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begun);
  std::mt19937 random(20264);
  std::int64_t longest = whole.count() * 3 / 2;
  int met = 0;
  int in_a_row = 0;
  for (int i = 0; i < kills; ++i) {
    plan_everywhere(world);
    auto run = world.cli().start({"post", "run", "--jobs", "8"});
    const auto moment = std::uniform_int_distribution<std::int64_t>(0, longest)(random);
    std::this_thread::sleep_for(std::chrono::milliseconds(moment));
    run.signal(SIGKILL);
    const bool is_met = run.wait().exit_code == 128 + SIGKILL;
    met += is_met;
    // The machine has become slower: some runs must come to their end.
    in_a_row = is_met ? in_a_row + 1 : 0;
    if (in_a_row % 5 == 4) longest = longest * 3 / 2;
    if (i % 5 == 4) world.let_time_pass();
  }
  return met;
}

TEST(PublishKill, RandomKillsAgainstALyingInstagramPublishNothingTwiceAndLoseNothing) {
  const int kills = k_publish_kills * fault_rounds();
  PublishingWorld world(k_chats, kills + 3);
  lie(world);
  const int met = kill_publishers(world, kills);
  world.graph().forget_faults();
  world.settle();
  EXPECT_EQ(world.wrongs(), std::vector<std::string>{});
  EXPECT_GT(met, kills / 4) << "the kills came too late to prove anything";
  auto states = world.states();
  tell_figures("R1", "post run killed at random, Instagram lying",
               {{"kills", kills},
                {"met", met},
                {"posts", world.planned().size()},
                {"published", world.graph().stories().size()},
                {"unknown", states["unknown"]},
                {"twice or lost", world.wrongs().size()}});
  for (const PostId id : world.planned()) {
    const post::Post left = world.post(id);
    if (left.state != post::PostState::unknown) continue;
    const std::string why = left.reason.value_or("");
    EXPECT_NE(why.find(left.republished ? "was asked twice" : "shows a story that may be this one"),
              std::string::npos)
        << id_text(id) << " could have been settled: " << why;
  }
  // What is left waits for a person, and is listed.
  for (const char* done : {"posted", "unknown", "failed"}) states.erase(done);
  EXPECT_EQ(states, (std::map<std::string, int>{})) << "lost";
  EXPECT_GT(world.graph().stories().size(), static_cast<std::size_t>(k_chats));
}

/// Kills `post run` while that call is carried out and not yet answered.
void kill_during(PublishingWorld& world, const std::string& endpoint) {
  const std::size_t before = world.graph().calls(endpoint).size();
  world.graph().fail_next({.kind = GraphFaultKind::hang, .endpoint = endpoint});
  auto run = world.cli().start({"post", "run"});
  EXPECT_TRUE(world.graph().wait_for([&] { return world.graph().calls(endpoint).size() > before; }))
      << endpoint;
  run.signal(SIGKILL);
  EXPECT_EQ(run.wait().exit_code, 128 + SIGKILL) << endpoint;
  world.graph().release();
}

TEST(PublishKill, AtEveryCheckpointThePostGoesOnAndOutOnce) {
  for (const std::string endpoint : {"media", "status", "quota", "media_publish", "media_info"}) {
    SCOPED_TRACE(endpoint);
    PublishingWorld world(1, 1);
    const PostId id = world.plan_due(0);
    kill_during(world, endpoint);
    world.settle();
    EXPECT_EQ(world.post(id).state, post::PostState::posted);
    EXPECT_EQ(world.graph().stories().size(), 1u);
    EXPECT_EQ(world.graph().calls("media_publish").size(), 1u);
    EXPECT_EQ(world.wrongs(), std::vector<std::string>{});
  }
}

TEST(PublishKill, LostTwiceIsLeftToAPersonAndSaysSo) {
  PublishingWorld world(1, 1);
  const PostId id = world.plan_due(0);
  world.graph().fail_next(
      {.kind = GraphFaultKind::bad_gateway, .endpoint = "media_publish", .count = 2});
  world.cli().run({"post", "run"});
  world.settle();
  const post::Post left = world.post(id);
  EXPECT_EQ(left.state, post::PostState::unknown);
  EXPECT_EQ(left.reason, "Instagram was asked twice and has not published it: a person decides");
  EXPECT_EQ(world.graph().calls("media_publish").size(), 2u);
  EXPECT_EQ(world.graph().stories().size(), 0u);
}

/// The control: a program that published again what was not answered would be found out by the
/// same judge.
TEST(PublishKill, ABlindRepetitionIsFoundByTheSameJudge) {
  PublishingWorld world(1, 1);
  world.plan_due(0);
  kill_during(world, "media_publish");
  ASSERT_EQ(world.graph().stories().size(), 1u);
  world.store().bookkeep([](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET state = 'approved', wake_at = due_at, lease_owner = NULL, lease_until = "
        "NULL WHERE state = 'publishing'");
  });
  world.cli().run({"post", "run"});
  const auto wrongs = world.wrongs();
  ASSERT_FALSE(wrongs.empty());
  EXPECT_NE(wrongs.front().find("a picture went out twice"), std::string::npos) << wrongs.front();
  tell_figures("R1", "control: a story published again blindly",
               {{"kills", 1}, {"twice or lost", wrongs.size()}});
}

TEST(PublishFault, NoAnswerIsEverTakenForARefusalOrAskedAgainAtOnce) {
  using enum GraphFaultKind;
  int lies = 0;
  std::size_t sent_again = 0;
  for (const GraphFault& fault :
       std::vector<GraphFault>{{.kind = reset_after_accepting},
                               {.kind = truncated_json},
                               {.kind = truncated_body},
                               {.kind = no_id},

                               {.kind = html_body, .accepted = true},
                               {.kind = redirect, .accepted = true},
                               {.kind = internal_error, .accepted = true},
                               {.kind = bad_gateway, .accepted = true},
                               {.kind = gateway_timeout, .accepted = true},
                               {.kind = bad_gateway},
                               {.kind = internal_error},
                               {.kind = publish_late, .value = 1},
                               {.kind = error, .code = 4, .subcode = 2207051, .accepted = true},
                               {.kind = error, .code = -2, .accepted = true},
                               {.kind = error, .code = 99, .subcode = 1, .accepted = true}}) {
    SCOPED_TRACE(std::string(name_of(fault.kind)) + (fault.accepted ? " after" : " before"));
    PublishingWorld world(1, 1);
    const PostId id = world.plan_due(0);
    GraphFault meets = fault;
    meets.endpoint = "media_publish";
    world.graph().fail_next(meets);
    const auto run = world.cli().run({"post", "run"});
    EXPECT_EQ(run.exit_code, 8) << run.out << run.err;
    EXPECT_EQ(world.post(id).state, post::PostState::unknown);
    EXPECT_EQ(world.graph().calls("media_publish").size(), 1u);
    const auto listed = world.cli().run({"post", "list", "--status", "unknown"});
    EXPECT_NE(listed.out.find(id_text(id)), std::string::npos) << listed.out;
    world.settle();
    EXPECT_EQ(world.post(id).state, post::PostState::posted);
    EXPECT_EQ(world.wrongs(), std::vector<std::string>{});
    EXPECT_EQ(world.graph().stories().size(), 1u);
    ++lies;
    sent_again += world.graph().stories().size() - 1;
  }
  tell_figures("R6", "answers to a publication lost or wrong",
               {{"lies", lies}, {"published again", sent_again}});
}

/// Messages to a chat that tell of something that went wrong.
std::vector<std::string> alerts_in(PublishingWorld& world, int chat) {
  std::vector<std::string> alerts;
  for (const RecordedCall& call : world.telegram().accepted()) {
    if (call.chat == world.telegram_id(chat) && call.text.find("⚠") != std::string::npos) {
      alerts.push_back(call.text);
    }
  }
  return alerts;
}

/// Runs twice: the trouble of chat 0 is told once, in its chat and to cron, and the others post.
void expect_one_stops_alone(PublishingWorld& world, int exit_code, const std::string& told) {
  const PostId stopped = world.plan_due(0);
  const PostId other = world.plan_due(1);
  const auto run = world.cli().run({"post", "run"});
  EXPECT_EQ(run.exit_code, exit_code) << run.out << run.err;
  EXPECT_EQ(world.post(other).state, post::PostState::posted) << run.out << run.err;
  EXPECT_NE(world.post(stopped).state, post::PostState::posted);
  const auto alerts = alerts_in(world, 0);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_NE(alerts[0].find(told), std::string::npos) << alerts[0];
  EXPECT_EQ(alerts_in(world, 1).size(), 0u);
  const auto again = world.cli().run({"post", "run"});
  EXPECT_EQ(again.exit_code, 0) << again.out << again.err;
  EXPECT_EQ(again.out + again.err, "") << "told once";
  EXPECT_EQ(alerts_in(world, 0).size(), 1u);
}

TEST(PublishFault, ADeadTokenStopsItsAccountAlone) {
  PublishingWorld world(2, 1);
  world.graph().api().spoil_token(world.token(0), TokenTrouble::expired);
  expect_one_stops_alone(world, 4, "igbotctl account connect --chat -1000 --login instagram");
}

TEST(PublishFault, AUsedUpQuotaHoldsItsAccountAlone) {
  PublishingWorld world(2, 1);
  world.graph().fail_next({.kind = GraphFaultKind::error,
                           .endpoint = "media_publish",
                           .account = world.account_id(0),
                           .count = -1,
                           .code = 9,
                           .subcode = 2207042});
  expect_one_stops_alone(world, 7, "stories of the day are used up");
}

TEST(PublishFault, AVideoThatDoesNotFitFailsAloneAndSaysWhatHelps) {
  PublishingWorld world(2, 1);
  const auto folder = world.cli().folder() / "photos0" / "memes";
  const std::string video = (folder / "long.mp4").string();
  const std::string make =
      "ffmpeg -v error -f lavfi -i color=red:s=360x640:r=25:d=75 -c:v libx264 "
      "-preset ultrafast -pix_fmt yuv420p -y '" +
      video + "'";
  ASSERT_EQ(std::system(make.c_str()), 0);
  ASSERT_EQ(world.cli().run({"media", "sync", "--chat", "-1000"}).exit_code, 0);
  // The photograph is taken by another post, so that the video comes next.
  const PostId photo = world.plan_due(0);
  ASSERT_EQ(world.cli().run({"post", "cancel", id_text(photo), "--chat", "-1000"}).exit_code, 0);
  expect_one_stops_alone(world, 3, "it lasts 75 s");
}

TEST(PublishFault, UnreachableStagingIsToldOnceAndCardsGoOn) {
  PublishingWorld world(2, 1);
  world.cli().set_environment("IGBOTCTL_STAGING_BASE_URL", "http://127.0.0.1:1/media");
  world.cli().set_environment("IGBOTCTL_ADMIN_CHAT_ID", "-1001");
  world.cli().run({"settings", "set", "require_approval", "true", "--chat", "-1001"});
  const PostId automatic = world.plan_due(0);
  const PostId card = world.plan_due(1);
  const auto run = world.cli().run({"post", "run"});
  EXPECT_EQ(run.exit_code, 7) << run.out << run.err;
  EXPECT_EQ(world.post(automatic).state, post::PostState::preparing);
  EXPECT_EQ(world.post(automatic).failures, 0);
  EXPECT_EQ(world.post(card).state, post::PostState::awaiting);
  world.let_time_pass();
  const auto again = world.cli().run({"post", "run"});
  EXPECT_EQ(again.out + again.err, "") << "told once";
  EXPECT_EQ(alerts_in(world, 1).size(), 1u) << "the installation's own chat";
  EXPECT_EQ(world.graph().calls("media").size(), 0u);
}

}  // namespace
}  // namespace igbot::test
