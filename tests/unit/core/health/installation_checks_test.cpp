// SPDX-License-Identifier: MIT
#include "core/health/installation_checks.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace igbot::health {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Timestamp k_present{std::chrono::milliseconds{1795687735000}};
constexpr std::int64_t k_gigabyte = 1 << 30;

WorkerHealth healthy_worker(const std::string& name, minutes expected) {
  return {.name = name,
          .is_needed = true,
          .has_work = false,
          .expected = expected,
          .last_success_at = k_present - minutes{1},
          .holders = {},
          .start = "igbotctl " + name};
}

LockHolder lock_holder(int pid, std::chrono::milliseconds since) {
  return {.pid = pid, .program = "igbotctl", .since = k_present - since, .is_exclusive = true};
}

/// An installation with which all is well.
InstallationHealth healthy_installation() {
  InstallationHealth health;
  health.database = DatabaseHealth{.file = "/var/lib/igbotctl/igbotctl.db", .schema = 1};
  health.disks = {{.what = "database",
                   .path = "/var/lib/igbotctl",
                   .free_bytes = 20 * k_gigabyte,
                   .total_bytes = 40 * k_gigabyte,
                   .needed_bytes = k_gigabyte,
                   .free_inodes = 0.5}};
  health.key = KeyHealth{.secrets = 3};
  health.clock_ahead = seconds{1};
  health.latest_record = k_present - minutes{1};
  health.bot = Probe{"@brand_bot", {}};
  health.staging = Probe{"s3", {}};
  health.workers = {healthy_worker("post run", minutes{5}),
                    healthy_worker("telegram poll", minutes{10})};
  return health;
}

struct InstallationFault {
  const char* name;
  std::function<void(InstallationHealth&)> spoil;
  const char* check;
  Grade grade;
  const char* message;
  const char* fix;
};

const std::vector<InstallationFault> k_installation_faults{
    {"a broken configuration",
     [](InstallationHealth& h) {
       h.config.fault = Fault{"unknown key: telegram.tokn", "mend it"};
     },
     "config", Grade::failure, "telegram.tokn", "mend it"},
    {"a doubtful configuration",
     [](InstallationHealth& h) { h.config.warnings = {"unknown environment variable"}; }, "config",
     Grade::warning, "environment", "config check"},
    {"a file that others read",
     [](InstallationHealth& h) {
       h.open_files = {{"others may read /etc/token", "chmod o= x"}};
     },
     "files", Grade::warning, "/etc/token", "chmod"},
    {"no database",
     [](InstallationHealth& h) {
       h.database->fault = Fault{"does not exist", "igbotctl init"};
     },
     "database", Grade::failure, "does not exist", "init"},
    {"a damaged database", [](InstallationHealth& h) { h.database->damage = {"page 7"}; },
     "database", Grade::failure, "page 7", "db restore"},
    {"a database nobody can write",
     [](InstallationHealth& h) {
       h.database->write_fault = Fault{"read only", "remount"};
     },
     "database", Grade::failure, "read only", "remount"},
    {"a database that somebody holds",
     [](InstallationHealth& h) {
       h.database->write_fault = Fault{"busy", "wait"};
       h.database->holders = {lock_holder(77, hours{2})};
     },
     "locks", Grade::failure, "igbotctl (pid 77), for 2h", "kill 77"},
    {"a full disk", [](InstallationHealth& h) { h.disks[0].free_bytes = 1 << 20; }, "disk",
     Grade::failure, "1 MiB are free where the database lies", "free space"},
    {"no space for a backup",
     [](InstallationHealth& h) {
       h.disks[0].needed_bytes = 2 * k_gigabyte;
       h.disks[0].free_bytes = k_gigabyte;
     },
     "disk", Grade::warning, "a backup of it takes 2048 MiB", "larger disk"},
    {"little space",
     [](InstallationHealth& h) {
       h.disks[0].needed_bytes = 0;
       h.disks[0].free_bytes = 100 << 20;
     },
     "disk", Grade::warning, "100 MiB", "free space"},
    {"no inodes", [](InstallationHealth& h) { h.disks[0].free_inodes = 0.001; }, "disk",
     Grade::warning, "hardly a file", "df -i"},
    {"no key",
     [](InstallationHealth& h) {
       h.key->fault = Fault{"no key", "key generate"};
     },
     "key", Grade::failure, "no key", "key generate"},
    {"a missing key", [](InstallationHealth& h) { h.key->unreadable = 2; }, "key", Grade::failure,
     "no configured key opens 2 secrets", "key list"},
    {"a clock that is ahead", [](InstallationHealth& h) { h.clock_ahead = seconds{40}; }, "clock",
     Grade::warning, "40s ahead of", "timedatectl"},
    {"a clock that is wrong", [](InstallationHealth& h) { h.clock_ahead = -minutes{6}; }, "clock",
     Grade::failure, "6m behind", "timedatectl"},
    {"a clock that went back",
     [](InstallationHealth& h) { h.latest_record = k_present + hours{3}; }, "clock", Grade::failure,
     "went back", "timedatectl"},
    {"no ffprobe",
     [](InstallationHealth& h) {
       h.missing_tools = {{"no ffprobe", "apt install ffmpeg"}};
     },
     "tools", Grade::warning, "ffprobe", "ffmpeg"},
    {"a refused token",
     [](InstallationHealth& h) {
       h.bot->fault = Fault{"token refused", "@BotFather"};
     },
     "bot", Grade::failure, "refused", "@BotFather"},
    {"staging that cannot be reached",
     [](InstallationHealth& h) {
       h.staging->fault = Fault{"no such bucket", "make it"};
     },
     "staging", Grade::failure, "bucket", "make it"},
    {"a worker that never ran", [](InstallationHealth& h) { h.workers[0].last_success_at.reset(); },
     "workers", Grade::warning, "post run has never run", "igbotctl post run"},
    {"a worker that never ran and has work",
     [](InstallationHealth& h) {
       h.workers[0].last_success_at.reset();
       h.workers[0].has_work = true;
     },
     "workers", Grade::failure, "post run has never run", "igbotctl post run"},
    {"a worker that ran late",
     [](InstallationHealth& h) { h.workers[1].last_success_at = k_present - minutes{11}; },
     "workers", Grade::warning, "telegram poll last ran to its end 11m ago", "telegram poll"},
    {"a worker that people wait for",
     [](InstallationHealth& h) {
       h.workers[1].last_success_at = k_present - minutes{11};
       h.workers[1].has_work = true;
     },
     "workers", Grade::failure, "11m ago", "telegram poll"},
    {"a worker that stopped long ago",
     [](InstallationHealth& h) { h.workers[0].last_success_at = k_present - hours{2}; }, "workers",
     Grade::failure, "2h ago", "post run"},
    {"a worker that is stopped",
     [](InstallationHealth& h) {
       h.workers[0].holders = {lock_holder(99, minutes{2})};
       h.workers[0].holders[0].is_stopped = true;
     },
     "locks", Grade::failure, "post run is stopped", "kill -CONT 99"},
    {"a worker that does not end",
     [](InstallationHealth& h) { h.workers[0].holders = {lock_holder(99, hours{1})}; }, "locks",
     Grade::warning, "does not come to its end", "kill 99"},
    {"what lasts",
     [](InstallationHealth& h) {
       h.is_publishing = true;
       h.conditions = {{{}, "instagram", "", "instagram cannot be reached", k_present - hours{1}}};
     },
     "condition", Grade::failure, "cannot be reached, for 1h", "post run --explain"},
    {"what lasts of the bot",
     [](InstallationHealth& h) {
       h.conditions = {{{}, "telegram_poll", "", "a webhook is set", k_present - hours{1}}};
     },
     "bot", Grade::failure, "webhook", "telegram setup"}};

TEST(InstallationChecks, FindNothingWhenAllIsWell) {
  EXPECT_TRUE(judge_installation(healthy_installation(), k_present).empty());
}

TEST(InstallationChecks, FindEachFaultAloneWithItsFix) {
  for (const InstallationFault& each : k_installation_faults) {
    InstallationHealth health = healthy_installation();
    each.spoil(health);
    const auto findings = judge_installation(health, k_present);
    ASSERT_EQ(findings.size(), 1u) << each.name;
    EXPECT_EQ(findings[0].check, each.check) << each.name;
    EXPECT_EQ(findings[0].grade, each.grade) << each.name;
    EXPECT_FALSE(findings[0].chat) << each.name;
    EXPECT_NE(findings[0].message.find(each.message), std::string::npos)
        << each.name << ": " << findings[0].message;
    EXPECT_NE(findings[0].fix.find(each.fix), std::string::npos)
        << each.name << ": " << findings[0].fix;
  }
}

TEST(InstallationChecks, AWorkerThatIsAtItIsNotLate) {
  InstallationHealth health = healthy_installation();
  health.workers[0].last_success_at.reset();
  health.workers[0].holders = {lock_holder(99, minutes{2})};
  EXPECT_TRUE(judge_installation(health, k_present).empty());
}

TEST(InstallationChecks, AYoungProcessDoesNotExcuseWhatHasNotEndedForLong) {
  InstallationHealth health = healthy_installation();
  health.workers[0].last_success_at = k_present - hours{48};
  health.workers[0].holders = {lock_holder(99, seconds{40})};
  EXPECT_EQ(judge_installation(health, k_present).size(), 1u);
}

TEST(InstallationChecks, ARunThatBeganInTimeMayTakeItsTime) {
  InstallationHealth health = healthy_installation();
  health.workers[0].last_success_at = k_present - minutes{12};
  health.workers[0].has_work = true;
  health.workers[0].holders = {lock_holder(99, minutes{11})};
  EXPECT_TRUE(judge_installation(health, k_present).empty());
}

TEST(InstallationChecks, ASmallDiskIsNotFullBecauseItIsSmall) {
  InstallationHealth health = healthy_installation();
  health.disks[0].needed_bytes = 0;
  health.disks[0].total_bytes = 200 << 20;
  health.disks[0].free_bytes = 190 << 20;
  EXPECT_TRUE(judge_installation(health, k_present).empty());
  health.disks[0].free_bytes = 1 << 20;
  EXPECT_EQ(worst_of(judge_installation(health, k_present)), Grade::failure);
}

TEST(InstallationChecks, WhatWasAskedJustNowCountsMoreThanWhatWasToldBefore) {
  InstallationHealth health = healthy_installation();
  health.is_publishing = true;
  health.conditions = {{{}, "telegram_token", "", "token refused", k_present - hours{1}},
                       {{}, "staging", "", "bucket is gone", k_present - hours{1}}};
  EXPECT_TRUE(judge_installation(health, k_present).empty());
  health.bot.reset();
  health.staging.reset();
  EXPECT_EQ(judge_installation(health, k_present).size(), 2u);
}

TEST(InstallationChecks, AWorkerThatNobodyNeedsMayRest) {
  InstallationHealth health = healthy_installation();
  for (WorkerHealth& each : health.workers) {
    each.is_needed = false;
    each.last_success_at.reset();
  }
  EXPECT_TRUE(judge_installation(health, k_present).empty());
}

TEST(InstallationChecks, APollThatLastsIsAService) {
  InstallationHealth health = healthy_installation();
  health.workers[1].holders = {lock_holder(99, hours{400})};
  EXPECT_TRUE(judge_installation(health, k_present).empty());
}

TEST(InstallationChecks, ToldConditionsOfABotThatWasRefusedAreToldOnce) {
  InstallationHealth health = healthy_installation();
  health.bot->fault = Fault{"token refused", "@BotFather"};
  health.conditions = {{{}, "telegram_token", "", "token refused", k_present - hours{1}}};
  EXPECT_EQ(judge_installation(health, k_present).size(), 1u);
}

}  // namespace
}  // namespace igbot::health
