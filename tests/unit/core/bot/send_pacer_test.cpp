// SPDX-License-Identifier: MIT
#include "core/bot/send_pacer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <variant>
#include <vector>

#include "core/bot/paced_messenger.hpp"
#include "tests/support/fake_clock.hpp"

namespace igbot::bot {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::FakeClock;

constexpr TelegramChatId k_group{-1001};
constexpr TelegramChatId k_person{77};

/// The most instants that any window of that length holds.
std::size_t fullest_window(const std::vector<Timestamp>& instants, milliseconds window) {
  std::size_t most = 0;
  for (const Timestamp from : instants) {
    const auto inside = std::count_if(instants.begin(), instants.end(), [&](Timestamp at) {
      return at >= from && at < from + window;
    });
    most = std::max(most, static_cast<std::size_t>(inside));
  }
  return most;
}

TEST(SendPacer, FirstMessageGoesAtOnceAndTheNextToThatChatAfterASecond) {
  FakeClock clock;
  SendPacer pacer(clock, {});
  EXPECT_EQ(pacer.take(k_person, hours(1)).wait, milliseconds(0));
  EXPECT_EQ(pacer.take(k_person, hours(1)).wait, milliseconds(1000));
  EXPECT_EQ(pacer.take(k_group, hours(1)).wait, milliseconds(0));
  clock.advance(seconds(5));
  EXPECT_EQ(pacer.take(k_person, hours(1)).wait, milliseconds(0));
}

TEST(SendPacer, NoSecondHoldsMoreThanTheLimitOfTheBot) {
  FakeClock clock;
  SendPacer pacer(clock, {});
  std::vector<Timestamp> instants;
  for (int i = 0; i < 200; ++i) {
    instants.push_back(clock.now() + pacer.take(TelegramChatId{i + 1}, hours(1)).wait);
    clock.advance(milliseconds(i % 7));
  }
  EXPECT_EQ(fullest_window(instants, seconds(1)), 30U);
}

TEST(SendPacer, NoMinuteHoldsMoreThanTheLimitOfAGroup) {
  FakeClock clock;
  SendPacer pacer(clock, {});
  std::vector<Timestamp> instants;
  for (int i = 0; i < 70; ++i) {
    instants.push_back(clock.now() + pacer.take(k_group, hours(1)).wait);
    clock.advance(milliseconds(300));
  }
  EXPECT_EQ(fullest_window(instants, seconds(60)), 20U);
  EXPECT_EQ(fullest_window(instants, seconds(1)), 1U);
}

TEST(SendPacer, OnlyGroupsHaveTheLimitOfAMinute) {
  FakeClock clock;
  SendPacer pacer(clock, {});
  for (int i = 0; i < 40; ++i) pacer.take(k_person, hours(1));
  EXPECT_EQ(pacer.take(k_person, hours(1)).wait, seconds(40));
}

TEST(SendPacer, AWaitThatIsTooLongTakesNothing) {
  FakeClock clock;
  SendPacer pacer(clock, {});
  pacer.take(k_person, seconds(0));
  const SendPacer::Slot refused = pacer.take(k_person, milliseconds(999));
  EXPECT_FALSE(refused.taken);
  EXPECT_EQ(refused.wait, seconds(1));
  EXPECT_EQ(pacer.take(k_person, seconds(1)).wait, seconds(1));
}

TEST(SendPacer, RateZeroTurnsEveryLimitOff) {
  FakeClock clock;
  SendPacer pacer(clock, PaceLimits::for_rate(0));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(pacer.take(k_group, seconds(0)).wait.count(), 0);
}

TEST(SendPacer, AHeldChatWaitsAndOthersDoNot) {
  FakeClock clock;
  SendPacer pacer(clock, PaceLimits::for_rate(0));
  pacer.hold(k_group, seconds(30));
  pacer.hold(k_group, seconds(10));
  EXPECT_EQ(pacer.take(k_group, hours(1)).wait, seconds(30));
  EXPECT_EQ(pacer.take(k_person, hours(1)).wait, seconds(0));
  clock.advance(seconds(31));
  EXPECT_EQ(pacer.take(k_group, hours(1)).wait, seconds(0));
}

/// Answers as told and notes when it was asked.
class ScriptedMessenger final : public Messenger {
 public:
  explicit ScriptedMessenger(const Clock& clock) : clock_(clock) {}
  SendOutcome send(const OutgoingMessage&) override { return answer(); }
  SendOutcome edit(TelegramMessageId, const OutgoingMessage&) override { return answer(); }
  SendOutcome erase(TelegramChatId, const std::vector<TelegramMessageId>&) override {
    return answer();
  }
  SendOutcome next = Sent{};
  std::vector<Timestamp> asked;

 private:
  SendOutcome answer() {
    asked.push_back(clock_.now());
    return next;
  }
  const Clock& clock_;
};

struct PacedFixture : testing::Test {
  FakeClock clock;
  SendPacer pacer{clock, {}};
  ScriptedMessenger inner{clock};
  PacedMessenger messenger{inner, pacer, clock};
  OutgoingMessage message{.chat = k_group, .html = "x"};
};
using PacedMessengerTest = PacedFixture;

TEST_F(PacedMessengerTest, SendsAndEditsWaitForTheirTurn) {
  messenger.send(message);
  messenger.edit(TelegramMessageId{1}, message);
  ASSERT_EQ(inner.asked.size(), 2U);
  EXPECT_EQ(inner.asked[1] - inner.asked[0], seconds(1));
}

TEST_F(PacedMessengerTest, ATurnFurtherThanFiveSecondsAwayIsRetryLaterAndNothingIsSent) {
  for (int i = 0; i < 20; ++i) messenger.send(message);
  const SendOutcome outcome = messenger.send(message);
  ASSERT_TRUE(std::holds_alternative<RetryLater>(outcome));
  EXPECT_EQ(std::get<RetryLater>(outcome).wait, seconds(41));
  EXPECT_EQ(inner.asked.size(), 20U);
}

TEST_F(PacedMessengerTest, AfterA429TheChatIsLeftAlone) {
  inner.next = RetryLater{seconds(17), "Too Many Requests"};
  messenger.send(message);
  inner.next = Sent{};
  const SendOutcome outcome = messenger.send(message);
  ASSERT_TRUE(std::holds_alternative<RetryLater>(outcome));
  EXPECT_EQ(std::get<RetryLater>(outcome).wait, seconds(17));
  EXPECT_EQ(inner.asked.size(), 1U);
  message.chat = k_person;
  EXPECT_TRUE(std::holds_alternative<Sent>(messenger.send(message)));
}

}  // namespace
}  // namespace igbot::bot
