// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/health/finding.hpp"
#include "core/lock_holders.hpp"
#include "core/store/condition_repository.hpp"

namespace igbot::health {

/// Where the settings of this run come from.
struct ConfigHealth {
  std::string file;  ///< empty: there is none
  std::optional<Fault> fault;
  std::vector<std::string> warnings;
};

struct DatabaseHealth {
  std::filesystem::path file;
  std::optional<Fault> fault;  ///< it could not be opened or read; all below is unknown then
  int schema = 0;
  std::int64_t bytes = 0;
  std::vector<std::string> damage;        ///< what its check found
  std::optional<Fault> write_fault = {};  ///< nothing can be written now
  std::vector<LockHolder> holders = {};   ///< of its write lock, where that is the fault
};

/// A file system that something of ours lies on.
struct DiskHealth {
  std::string what;  ///< "database"
  std::filesystem::path path;
  std::int64_t free_bytes = 0;
  std::int64_t total_bytes = 0;
  std::int64_t needed_bytes = 0;  ///< what the next large step takes: a copy of the database, …
  std::optional<double> free_inodes = {};  ///< share, 0 to 1; none: it does not count them
};

struct KeyHealth {
  std::int64_t secrets = 0;  ///< how many are sealed in the database
  std::optional<Fault> fault;
  std::int64_t unreadable = 0;  ///< sealed with a key that is not configured
};

/// A command that cron or a timer runs by itself.
struct WorkerHealth {
  std::string name;                      ///< "post run"
  bool is_needed = false;                ///< some chat wants it to run
  bool has_work = false;                 ///< people or posts wait for it now
  std::chrono::milliseconds expected{};  ///< at the longest between two of its successes
  std::optional<Timestamp> last_success_at;
  std::vector<LockHolder> holders;  ///< who runs it now
  std::string start;                ///< how it is started
};

/// What was asked of a platform just now.
struct Probe {
  std::string what;  ///< "@brand_bot", "s3"
  std::optional<Fault> fault;
};

/// How the installation itself is doing. What could not be looked at, or was not asked for, is not
/// there.
struct InstallationHealth {
  ConfigHealth config;
  std::vector<Fault> open_files;  ///< files of ours that others may read or write
  std::optional<DatabaseHealth> database;
  std::vector<DiskHealth> disks;
  std::optional<KeyHealth> key;
  /// How far this machine's clock is ahead of Telegram's.
  std::optional<std::chrono::milliseconds> clock_ahead;
  /// The latest moment that is on record.
  std::optional<Timestamp> latest_record;
  std::vector<Fault> missing_tools;
  bool looked_for_tools = false;
  std::optional<Probe> bot;
  std::optional<Probe> staging;
  std::vector<WorkerHealth> workers;
  bool is_publishing = false;  ///< some chat publishes to Instagram
  std::vector<Condition> conditions;
};

}  // namespace igbot::health
