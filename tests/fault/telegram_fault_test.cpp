// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/fault/posting_world.hpp"

namespace igbot::test {
namespace {

struct FaultCase {
  const char* name;
  Fault fault;
  post::PostState after;
  int exit_code;
};

class TelegramFault : public ::testing::TestWithParam<FaultCase> {};

/// Whatever Telegram answers, or not: what was surely not sent is tried again and arrives once;
/// what may have arrived is unknown and is never sent again.
TEST_P(TelegramFault, EndsAsItMustAndNothingArrivesTwice) {
  const FaultCase& c = GetParam();
  PostingWorld world(1, 2);
  const PostId id = world.plan_due(0);
  world.telegram().fail_next(c.fault);
  const CliResult result = world.cli().run({"post", "run"});
  EXPECT_EQ(result.exit_code, c.exit_code) << result.out << result.err;
  EXPECT_EQ(world.post(id).state, c.after) << result.out << result.err;
  EXPECT_EQ(result.err.find(k_sandbox_token), std::string::npos);

  world.store().bookkeep([&](Bookkeeping& unit) {  // whatever has to be waited for is over
    unit.db().execute("UPDATE rate_limits SET blocked_until = 0");
    unit.db().execute(
        "UPDATE posts SET next_attempt_at = NULL, wake_at = due_at WHERE state = 'planned'");
  });
  const bool reachable = c.fault.kind != FaultKind::kicked && c.fault.kind != FaultKind::blocked &&
                         c.fault.kind != FaultKind::chat_not_found;
  for (int i = 0; i < 2; ++i) world.cli().run({"post", "run"});
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
  if (reachable && c.after == post::PostState::planned) {
    EXPECT_EQ(world.post(id).state, post::PostState::awaiting);
    EXPECT_EQ(world.cards()[number(id)], 1);
  } else {
    EXPECT_EQ(world.post(id).state, c.after);
    EXPECT_LE(world.cards()[number(id)], 1);
  }
}

const auto k_planned = post::PostState::planned;
const auto k_unknown = post::PostState::unknown;

INSTANTIATE_TEST_SUITE_P(
    Answers, TelegramFault,
    ::testing::Values(
        FaultCase{"RateLimited", {.kind = FaultKind::rate_limited, .value = 30}, k_planned, 0},
        FaultCase{"Kicked", {.kind = FaultKind::kicked}, k_planned, 1},
        FaultCase{"Blocked", {.kind = FaultKind::blocked}, k_planned, 1},
        FaultCase{"ChatNotFound", {.kind = FaultKind::chat_not_found}, k_planned, 1},
        FaultCase{"Unauthorized", {.kind = FaultKind::unauthorized}, k_planned, 4},
        FaultCase{"RefusedOnce",
                  {.kind = FaultKind::refused, .text = "Bad Request: something is wrong"},
                  k_planned,
                  0},
        FaultCase{"PhotoTooLarge",
                  {.kind = FaultKind::refused,
                   .method = "sendPhoto",
                   .text = "Bad Request: PHOTO_INVALID_DIMENSIONS"},
                  post::PostState::awaiting,
                  0},
        FaultCase{"InternalError", {.kind = FaultKind::internal_error}, k_unknown, 8},
        FaultCase{"BadGatewayAfterAccepting",
                  {.kind = FaultKind::bad_gateway, .accepted = true},
                  k_unknown,
                  8},
        FaultCase{"GatewayTimeout", {.kind = FaultKind::gateway_timeout}, k_unknown, 8},
        FaultCase{"HtmlBody", {.kind = FaultKind::html_body}, k_unknown, 8},
        FaultCase{"Redirect", {.kind = FaultKind::redirect}, k_unknown, 8},
        FaultCase{"TruncatedJson", {.kind = FaultKind::truncated_json}, k_unknown, 8},
        FaultCase{"NoMessageId", {.kind = FaultKind::no_message_id}, k_unknown, 8},
        FaultCase{"WrongResult", {.kind = FaultKind::wrong_result}, k_unknown, 8},
        FaultCase{"TruncatedBody", {.kind = FaultKind::truncated_body}, k_unknown, 8},
        FaultCase{"HugeBody", {.kind = FaultKind::huge_body, .value = 8 << 20}, k_unknown, 8},
        FaultCase{"ResetAfterAccepting", {.kind = FaultKind::reset_after_accepting}, k_unknown, 8},
        FaultCase{"ResetBeforeReading", {.kind = FaultKind::reset_before_reading}, k_unknown, 8}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(TelegramDown, APostWaitsAndArrivesWhenTelegramIsBack) {
  PostingWorld world(1, 2);
  const PostId id = world.plan_due(0);
  world.cli().set_environment("IGBOTCTL_TELEGRAM_API_BASE", "http://127.0.0.1:1");
  const CliResult first = world.cli().run({"post", "run"});
  EXPECT_EQ(first.exit_code, 7) << first.err;
  const CliResult second = world.cli().run({"post", "run"});
  EXPECT_EQ(second.exit_code, 0) << "told once while it lasts";
  EXPECT_EQ(second.out + second.err, "");
  world.cli().set_environment("IGBOTCTL_TELEGRAM_API_BASE", world.telegram().url());
  EXPECT_EQ(world.cli().run({"post", "run"}).exit_code, 0);
  EXPECT_EQ(world.post(id).state, post::PostState::awaiting);
}

TEST(TelegramDown, WithoutATokenNothingIsSentAndTheReasonIsTold) {
  PostingWorld world(1, 2);
  const PostId id = world.plan_due(0);
  world.cli().set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", "");
  const CliResult result = world.cli().run({"post", "run"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_NE(result.err.find("IGBOTCTL_TELEGRAM_BOT_TOKEN"), std::string::npos) << result.err;
  EXPECT_EQ(world.post(id).state, post::PostState::planned);
  const CliResult again = world.cli().run({"post", "run"});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_EQ(again.out + again.err, "") << "told once while it lasts";
}

TEST(TelegramDown, APersonWaitsForTheEndOfA429Too) {
  PostingWorld world(1, 3);
  world.plan_due(0);
  world.telegram().fail_next({.kind = FaultKind::rate_limited, .value = 600});
  world.cli().run({"post", "run"});
  const auto calls = world.telegram().calls().size();
  const CliResult next = world.cli().run({"post", "next", "--yes"});
  EXPECT_EQ(next.exit_code, 7) << next.err;
  EXPECT_EQ(world.telegram().calls().size(), calls);
}

TEST(TelegramDown, ACardsWireFormatIsWhatTelegramTakes) {
  PostingWorld world(1, 2);
  const PostId id = world.plan_due(0);
  ASSERT_EQ(world.cli().run({"post", "run"}).exit_code, 0);
  const auto accepted = world.telegram().accepted();
  ASSERT_EQ(accepted.size(), 1u);
  EXPECT_EQ(accepted[0].method, "sendPhoto");
  EXPECT_EQ(accepted[0].mime, "image/jpeg");
  const auto keyboard = nlohmann::json::parse(accepted[0].keyboard)["inline_keyboard"];
  EXPECT_EQ(keyboard[0][0]["callback_data"], "v1:done:" + std::to_string(number(id)) + ":");
}

TEST(TelegramDown, AGroupThatBecameASupergroupGetsItsCardThere) {
  PostingWorld world(1, 2);
  world.telegram().api().add_chat({-100777, "supergroup", "Team"});
  const PostId id = world.plan_due(0);
  world.telegram().fail_next({.kind = FaultKind::migrated, .value = -100777});
  EXPECT_EQ(world.cli().run({"post", "run"}).exit_code, 0);
  EXPECT_EQ(world.post(id).state, post::PostState::awaiting);
  EXPECT_EQ(world.telegram().accepted().back().chat, -100777);
  // The former id still names the chat.
  EXPECT_EQ(world.cli().run({"post", "list", "--chat", "-1000"}).exit_code, 0);
}

}  // namespace
}  // namespace igbot::test
