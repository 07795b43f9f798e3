// SPDX-License-Identifier: MIT
#include "core/health/installation_checks.hpp"

#include <algorithm>

#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::health {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t k_megabyte = 1 << 20;
constexpr std::int64_t k_disk_is_full = 64 * k_megabyte;
constexpr std::int64_t k_disk_is_low = 512 * k_megabyte;
constexpr double k_inodes_are_low = 0.01;
constexpr seconds k_clock_is_off{30};
/// Signatures of S3 are refused from 15 minutes on, logins before.
constexpr minutes k_clock_is_wrong{5};
constexpr minutes k_long_run{30};

std::string megabytes(std::int64_t bytes) { return std::to_string(bytes / k_megabyte) + " MiB"; }

/// "igbotctl (pid 123), for 2h".
std::string holder_text(const LockHolder& holder, Timestamp now) {
  std::string text = holder.program.empty() ? "a process" : holder.program;
  text += " (pid " + std::to_string(holder.pid) + ")";
  if (holder.since) text += ", for " + duration_text(now - *holder.since);
  return text;
}

class InstallationJudge {
 public:
  InstallationJudge(const InstallationHealth& health, Timestamp now) : health_(health), now_(now) {}

  std::vector<Finding> judge() {
    config();
    files();
    database();
    for (const DiskHealth& disk : health_.disks) space(disk);
    key();
    clock();
    for (const Fault& tool : health_.missing_tools) add("tools", Grade::warning, tool);
    if (health_.bot && health_.bot->fault) add("bot", Grade::failure, *health_.bot->fault);
    if (health_.staging && health_.staging->fault) {
      add("staging", Grade::failure, *health_.staging->fault);
    }
    for (const WorkerHealth& worker : health_.workers) runs(worker);
    for (const WorkerHealth& worker : health_.workers) locks(worker);
    conditions();
    return std::move(findings_);
  }

 private:
  void add(const char* check, Grade grade, std::string message, std::string fix) {
    findings_.push_back({check, grade, {}, {}, std::move(message), std::move(fix)});
  }
  void add(const char* check, Grade grade, const Fault& fault) {
    add(check, grade, fault.what, fault.fix);
  }

  void config() {
    if (health_.config.fault) add("config", Grade::failure, *health_.config.fault);
    for (const std::string& warning : health_.config.warnings) {
      add("config", Grade::warning, warning, "igbotctl config check");
    }
  }

  void files() {
    for (const Fault& fault : health_.open_files) add("files", Grade::warning, fault);
  }

  void database() {
    if (!health_.database) return;
    const DatabaseHealth& database = *health_.database;
    if (database.fault) return add("database", Grade::failure, *database.fault);
    if (!database.damage.empty()) {
      add("database", Grade::failure, "the database is damaged: " + database.damage.front(),
          "stop the worker, then igbotctl db restore FILE with a backup");
    }
    if (!database.write_fault) return;
    if (database.holders.empty()) return add("database", Grade::failure, *database.write_fault);
    std::vector<std::string> holders;
    for (const LockHolder& each : database.holders) holders.push_back(holder_text(each, now_));
    add("locks", Grade::failure,
        "nothing can be written, the database is held by " + text::join(holders, " or "),
        "let it end, or end it: kill " + std::to_string(database.holders.front().pid));
  }

  void space(const DiskHealth& disk) {
    const std::string where = " where the " + disk.what + " lies: " + disk.path.string();
    const std::string fix =
        "free space there (df -h " + disk.path.string() + "), or move it to a larger disk";
    // A small file system is not full because it is small.
    const std::int64_t full = std::min(k_disk_is_full, disk.total_bytes / 50);
    const std::int64_t low = std::min(k_disk_is_low, disk.total_bytes / 10);
    if (disk.free_bytes < full) {
      add("disk", Grade::failure, megabytes(disk.free_bytes) + " are free" + where, fix);
    } else if (disk.free_bytes < std::max(disk.needed_bytes, low)) {
      add("disk", Grade::warning,
          megabytes(disk.free_bytes) + " are free" + where +
              (disk.needed_bytes > disk.free_bytes
                   ? " (a backup of it takes " + megabytes(disk.needed_bytes) + ")"
                   : ""),
          fix);
    }
    if (disk.free_inodes && *disk.free_inodes < k_inodes_are_low) {
      add("disk", Grade::warning, "hardly a file can be made any more" + where,
          "delete files there (df -i " + disk.path.string() + ")");
    }
  }

  void key() {
    if (!health_.key) return;
    if (health_.key->fault) add("key", Grade::failure, *health_.key->fault);
    if (health_.key->unreadable == 0) return;
    add("key", Grade::failure,
        "no configured key opens " + text::count(health_.key->unreadable, "secret", "secrets") +
            " of the database",
        "igbotctl key list names the missing key; put it back into key_file");
  }

  void clock() {
    const std::string fix = "set the clock, and let it be kept: timedatectl set-ntp true";
    if (health_.clock_ahead) {
      const milliseconds off = std::chrono::abs(*health_.clock_ahead);
      if (off >= k_clock_is_off) {
        add("clock", off >= k_clock_is_wrong ? Grade::failure : Grade::warning,
            "this machine's clock is " + duration_text(off) +
                (*health_.clock_ahead > milliseconds{0} ? " ahead of" : " behind") + " Telegram's",
            fix);
      }
    }
    if (health_.latest_record && *health_.latest_record > now_ + k_clock_is_wrong) {
      add("clock", Grade::failure,
          "the clock went back: something is on record for " + utc_text(*health_.latest_record) +
              ", " + duration_text(*health_.latest_record - now_) + " from now",
          fix);
    }
  }

  /// A run that goes on may be at work: its result is not known yet. It began in time, and does not
  /// go on for ever.
  bool is_at_it(const WorkerHealth& worker) const {
    return std::any_of(worker.holders.begin(), worker.holders.end(), [&](const LockHolder& holder) {
      if (holder.is_stopped || !holder.since) return false;
      if (!worker.last_success_at) return now_ - *holder.since < worker.expected;
      return *holder.since <= *worker.last_success_at + worker.expected &&
             now_ - *holder.since < std::max<milliseconds>(worker.expected, k_long_run);
    });
  }

  void runs(const WorkerHealth& worker) {
    if (!worker.is_needed) return;
    const bool excused = is_at_it(worker);
    if (!worker.last_success_at) {
      if (excused) return;
      add("workers", worker.has_work ? Grade::failure : Grade::warning,
          worker.name + " has never run to its end", worker.start);
      return;
    }
    const milliseconds since = now_ - *worker.last_success_at;
    if (since <= worker.expected || excused) return;
    const bool is_bad = worker.has_work || since > worker.expected + hours{1};
    add("workers", is_bad ? Grade::failure : Grade::warning,
        worker.name + " last ran to its end " + duration_text(since) + " ago", worker.start);
  }

  void locks(const WorkerHealth& worker) {
    for (const LockHolder& holder : worker.holders) {
      if (holder.is_stopped) {
        add("locks", Grade::failure,
            worker.name + " is stopped and lets no other run: " + holder_text(holder, now_),
            "kill -CONT " + std::to_string(holder.pid) + ", or end it: kill -KILL " +
                std::to_string(holder.pid));
      } else if (worker.name != "telegram poll" && holder.since &&
                 now_ - *holder.since > k_long_run) {
        add("locks", Grade::warning,
            worker.name + " does not come to its end: " + holder_text(holder, now_),
            "igbotctl post run --explain; if it hangs, end it: kill " + std::to_string(holder.pid));
      }
    }
  }

  /// What only a post that is published ends.
  static bool is_of_publishing(const std::string& kind) {
    return kind == "instagram" || kind == "staging" || kind == "story_media" ||
           kind == "publishing";
  }

  /// What nobody above told of already. A chat that somebody may set up is no fault.
  void conditions() {
    for (const Condition& each : health_.conditions) {
      if (each.kind == "poller" || each.kind == "not_set_up") continue;
      const bool is_bot = each.kind.starts_with("telegram");
      const bool is_staging = each.kind == "staging";
      // Asked just now: the answer counts. That updates cannot be fetched is another thing.
      if (is_bot && health_.bot && (health_.bot->fault || each.kind != "telegram_poll")) continue;
      if (is_staging && health_.staging) continue;
      if (is_of_publishing(each.kind) && !health_.is_publishing) continue;
      add(is_bot       ? "bot"
          : is_staging ? "staging"
                       : "condition",
          Grade::failure, each.detail + ", for " + duration_text(now_ - each.began_at),
          is_bot ? "igbotctl telegram setup" : "igbotctl post run --explain");
    }
  }

  const InstallationHealth& health_;
  Timestamp now_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> judge_installation(const InstallationHealth& health, Timestamp now) {
  return InstallationJudge(health, now).judge();
}

}  // namespace igbot::health
