// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/schedule/schedule_service.hpp"
#include "core/time_text.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::test {

/// Cron on a virtual clock: one run at each tick, none in an outage, and what the runs did. Times
/// are UTC, "2026-11-01 06:30" or with seconds.
class VirtualCron {
 public:
  using Log = std::vector<std::string>;

  explicit VirtualCron(PostingFixture& fixture) : f_(fixture) {}

  static Timestamp instant(const std::string& utc) {
    return parse_time(utc, Zone::find("UTC"), Timestamp{});
  }

  /// The time at which the test begins.
  void begin_at(const std::string& utc) { f_.t.clock.set(instant(utc)); }
  /// Runs now, and then at each tick up to and including `until`.
  void run_until(const std::string& until, std::chrono::minutes tick = std::chrono::minutes{1}) {
    const Timestamp end = instant(until);
    while (true) {
      run_once();
      if (f_.t.clock.now() + tick > end) break;
      f_.t.clock.advance(tick);
    }
    f_.t.clock.set(end);
  }
  /// The machine is off: the next run is at `until`.
  void outage_until(const std::string& until) { f_.t.clock.set(instant(until)); }

  /// Plans days with the chat's settings, without jitter and without a plan that grows.
  void plan_days(int days) {
    for (const auto& [key, value] : std::vector<Assignment>{
             {"slot_jitter_minutes", "0"}, {"plan_ahead_days", "0"}, {"approval_ttl_hours", "0"}}) {
      f_.set(key, value);
    }
    create_plan(days);
  }
  void create_plan(int days) {
    f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      schedule::ScheduleService(unit.chat(f_.chat)).create({.days = days});
    });
  }
  void add_items(int count) {
    for (int i = 0; i < count; ++i) f_.add_item("memes/" + std::to_string(++items_) + ".jpg");
  }

  /// What was done since the last look, in order: "2026-11-01 17:00 sent 16:30", the instant of the
  /// run and the day and time at which the post was due; the day only where it is another one. In
  /// front the chat, unless it is "team".
  Log log() { return std::exchange(log_, {}); }

 private:
  static std::string day_and_time(Timestamp at) {
    std::string text = utc_text(at);
    text[10] = ' ';
    text.pop_back();
    return text.ends_with(":00") ? text.substr(0, text.size() - 3) : text;
  }
  void run_once() {
    f_.run({.chat = {}, .jobs = 1});
    const std::string now = day_and_time(f_.t.clock.now());
    for (const auto& handled : f_.report().handled()) {
      const std::string due = day_and_time(handled.post.due_at);
      const bool same_day = due.substr(0, 10) == now.substr(0, 10);
      log_.push_back((handled.chat_name == "team" ? "" : handled.chat_name + ": ") + now + " " +
                     handled.outcome + " " + (same_day ? due.substr(11) : due));
    }
  }

  PostingFixture& f_;
  Log log_;
  int items_ = 0;
};

}  // namespace igbot::test
