// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>

#include "core/error.hpp"
#include "providers/http/curl_client.hpp"
#include "tests/contract/lied_doors.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/lies.hpp"

namespace igbot::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds k_patience{60'000};
/// With lies that have no end of their own.
constexpr milliseconds k_short_patience{400};
constexpr milliseconds k_too_long{50'000};
/// What may lie between the two programs, sent and not read.
constexpr std::size_t k_in_between{8UL << 20U};
/// Of an answer that is read as a whole, so that what has no end comes to one soon.
constexpr std::size_t k_most_here{1UL << 20U};
/// A file may be as long as it says it is, up to 4 GiB: the longest that is told here.
constexpr std::size_t k_longest_stream{32UL << 20U};
/// No call is repeated more often: DriveApi asks five times, libcurl once more where a kept
/// connection ended.
constexpr std::size_t k_most_sends{10};

/// Lies that may be taken for an answer, and why that does no harm.
struct Harmless {
  std::vector<std::string> lies;
  std::vector<std::string> doors;  ///< none = every one
  const char* why;
};
const std::vector<Harmless> k_harmless{
    {{"length and chunks"}, {}, "chunks count, the length does not (RFC 9112, 6.3)"},
    {{"two types"}, {}, "the body is whole and says what it is itself"},
    {{"a body that stops", "a body too short", "a last chunk that is missing", "a chunk of no size",
      "a chunk beyond numbers", "gzip that is none", "half of the truth"},
     {"HeadObject", "DeleteObject"},
     "an answer to HEAD and a 204 have no body, whatever follows (RFC 9112, 6.3)"},
    {{"nothing", "204"},
     {"PutObject", "DeleteObject", "revoking at Google"},
     "a success without a body is what other stores, or Google itself, may answer"},
    {{"an empty object", "ids of wrong types", "the same key twice", "huge numbers",
      "numbers with a point"},
     {"revoking at Google"},
     "any object is: nothing is read of it"},
    {{"lists in one another within an object"},
     {"getUpdates"},
     "an update without an id is left out: nothing could confirm it"},
    {{"lists in one another within an object", "ids of wrong types", "numbers with a point"},
     {"deleteWebhook", "setMyCommands", "deleteMessages"},
     "it says ok, and no more is read of it"},
    {{"a body that stops", "a body too short"},
     {"bytes of Drive"},
     "all bytes came and their checksum is right"},
};

/// Shortens what a caller would wait and read, and notes how much it would have read.
class ImpatientHttp final : public http::HttpClient {
 public:
  ImpatientHttp(http::HttpClient& inner, milliseconds patience)
      : inner_(inner), patience_(patience) {}
  http::Response send(const http::Request& request) override {
    http::Request hurried = request;
    hurried.timeout = std::min(request.timeout, patience_);
    if (!request.on_body) {
      most_ = std::max(most_, request.max_response_bytes);
      hurried.max_response_bytes = std::min(request.max_response_bytes, k_most_here);
    }
    return inner_.send(hurried);
  }
  /// The longest answer that was asked for as a whole.
  std::size_t most() const { return most_; }

 private:
  http::HttpClient& inner_;
  milliseconds patience_;
  std::size_t most_ = 0;
};

/// Sends again what may have arrived: the client nobody wants.
class RepeatingHttp final : public http::HttpClient {
 public:
  http::Response send(const http::Request& request) override {
    try {
      return inner_.send(request);
    } catch (const http::TransportError&) {
      return inner_.send(request);
    }
  }

 private:
  http::CurlClient inner_;
};

/// What came of one knock.
struct Seen {
  std::optional<Told> told;         ///< nothing when it threw
  std::optional<ErrorKind> failed;  ///< what it threw
  std::string thrown;               ///< what it threw that is no Error
  std::size_t lied = 0;
  std::size_t sent = 0;
  std::size_t most = 0;  ///< bytes of one answer that would have been read as a whole
  std::size_t trapped = 0;
  milliseconds took{};
};

Seen knock_at(const Door& door, const Lie& lie, http::HttpClient& http) {
  FakeClock clock;
  ImpatientHttp impatient(http, lie.is_endless ? k_short_patience : k_patience);
  const LyingServer server({door.honest, door.truth, lie});
  const std::string url = server.url();
  Seen seen;
  const auto began = steady_clock::now();
  try {
    seen.told = door.knock({impatient, clock, url});
  } catch (const Error& error) {
    seen.failed = error.kind();
  } catch (const std::exception& error) {
    seen.thrown = error.what();
  }
  seen.took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
  seen.lied = server.lied();
  seen.sent = server.sent();
  seen.most = impatient.most();
  seen.trapped = server.trapped();
  return seen;
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_harmless(const Door& door, const Lie& lie) {
  return std::any_of(k_harmless.begin(), k_harmless.end(), [&](const Harmless& entry) {
    return contains(entry.lies, lie.name) &&
           (entry.doors.empty() || contains(entry.doors, door.name));
  });
}

/// What was sent once may have been done: that it was refused may not be believed, either.
bool is_in_doubt(const Door& door, const Lie& lie, const Seen& seen) {
  return seen.told == Told::doubt || (seen.told == Told::success && is_harmless(door, lie));
}

/// What is wrong with how a lie was taken.
std::vector<std::string> faults_of(const Door& door, const Lie& lie, const Seen& seen) {
  std::vector<std::string> faults;
  const auto fault = [&](const std::string& what) {
    faults.push_back(door.name + ", " + lie.name + ": " + what);
  };
  if (!seen.thrown.empty()) fault("threw what is no error: " + seen.thrown);
  if (seen.failed == ErrorKind::bug) fault("took it for a bug of ours");
  if (seen.told == Told::success && !is_harmless(door, lie)) fault("believed it");
  if (door.sends == Sends::once && seen.lied > 0) {
    if (seen.lied > 1) fault("sent " + std::to_string(seen.lied) + " times");
    if (!is_in_doubt(door, lie, seen)) fault("is in no doubt");
  }
  if (seen.lied > k_most_sends * 3) fault("sent " + std::to_string(seen.lied) + " times");
  if (seen.most > door.most_mebibytes << 20U) fault("would read " + std::to_string(seen.most));
  const std::size_t streamed = door.is_streamed ? k_longest_stream : 0;
  if (seen.sent > (seen.lied + 1) * (k_most_here + k_in_between) + streamed) {
    fault("read " + std::to_string(seen.sent) + " bytes");
  }
  if (seen.trapped > 0 && !door.follows_redirects) fault("went where it was sent");
  if (seen.took > k_too_long) fault("took " + std::to_string(seen.took.count()) + " ms");
  return faults;
}

std::vector<Door> all_doors() {
  std::vector<Door> doors = telegram_doors();
  for (std::vector<Door> more : {meta_doors(), google_doors(), store_doors()}) {
    std::move(more.begin(), more.end(), std::back_inserter(doors));
  }
  return doors;
}

/// What was counted while lies were told at all doors.
struct Tally {
  std::vector<std::string> faults;
  std::int64_t cases = 0;
  std::int64_t unasked = 0;  ///< the client's patience was over before its request came
  std::int64_t believed = 0;
  std::int64_t repeated = 0;  ///< of what must be sent once
  std::int64_t unclear = 0;   ///< of what must be sent once: told as no doubt
  std::int64_t slowest = 0;   ///< in milliseconds
  std::mutex mutex;

  void count(const Door& door, const Lie& lie, const Seen& seen) {
    const std::lock_guard lock(mutex);
    ++cases;
    if (seen.lied == 0) ++unasked;
    if (seen.told == Told::success && !is_harmless(door, lie)) ++believed;
    if (door.sends == Sends::once && seen.lied > 1) ++repeated;
    if (door.sends == Sends::once && seen.lied > 0 && !is_in_doubt(door, lie, seen)) ++unclear;
    slowest = std::max<std::int64_t>(slowest, seen.took.count());
    for (std::string& fault : faults_of(door, lie, seen)) faults.push_back(std::move(fault));
  }
};

/// Most of these wait for each other: all doors at once.
void tell_everywhere(const Lie& lie, const std::vector<Door>& doors, http::HttpClient& http,
                     Tally& tally) {
  std::vector<std::thread> threads;
  threads.reserve(doors.size());
  for (const Door& door : doors) {
    threads.emplace_back([&] { tally.count(door, lie, knock_at(door, lie, http)); });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Lies, NoneIsBelievedAndNothingIsSentTwiceThatMayHaveBeenDone) {
  const std::vector<Door> doors = all_doors();
  http::CurlClient http;
  Tally tally;
  const std::vector<Lie> lies = all_lies();
  for (const Lie& lie : lies) tell_everywhere(lie, doors, http, tally);
  for (const std::string& fault : tally.faults) ADD_FAILURE() << fault;
  EXPECT_LT(tally.unasked, tally.cases / 50);
  tell_figures("R6",
               std::to_string(lies.size()) + " lies at " + std::to_string(doors.size()) + " doors",
               {{"cases", tally.cases},
                {"believed", tally.believed},
                {"sent twice", tally.repeated},
                {"not shown as unknown", tally.unclear},
                {"slowest ms", tally.slowest}});
}

TEST(Lies, TheTruthIsBelievedAtEveryDoor) {
  http::CurlClient http;
  for (const Door& door : all_doors()) {
    const Seen seen = knock_at(door, the_truth(), http);
    // Nobody learns what became of the answer to a press.
    if (door.name == "answerCallbackQuery") continue;
    EXPECT_EQ(seen.told, Told::success) << door.name << " " << seen.thrown;
  }
}

// The control: a client that sends again what may have arrived is found out.
TEST(Lies, AClientThatRepeatsIsFoundOut) {
  RepeatingHttp http;
  Tally tally;
  for (const Lie& lie : lies_of_transport()) {
    if (!lie.is_endless) tell_everywhere(lie, meta_doors(), http, tally);
  }
  EXPECT_GT(tally.repeated, 0);
  EXPECT_FALSE(tally.faults.empty());
  tell_figures("R6", "control: a client that sends again",
               {{"cases", tally.cases}, {"sent twice", tally.repeated}});
}

// The control: whoever takes any answer for a success is found out.
TEST(Lies, ADoorThatBelievesAnyAnswerIsFoundOut) {
  const Door gullible{.name = "gullible", .truth = {.body = "{}"}, .knock = [](const Knock& knock) {
                        return knock.http.send({.url = knock.url}).status > 0 ? Told::success
                                                                              : Told::doubt;
                      }};
  http::CurlClient http;
  Tally tally;
  for (const Lie& lie : lies_of_body()) tell_everywhere(lie, {gullible}, http, tally);
  EXPECT_EQ(tally.believed, tally.cases);
  tell_figures("R6", "control: a caller that believes any answer",
               {{"cases", tally.cases}, {"believed", tally.believed}});
}

}  // namespace
}  // namespace igbot::test
