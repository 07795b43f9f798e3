// SPDX-License-Identifier: MIT
#include "core/lock_holders.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "core/text/text.hpp"

namespace igbot {
namespace {

/// A file as /proc/locks names it: "fe:00:131085", device numbers in hex.
std::optional<std::string> lock_name(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  std::array<char, 64> name{};
  std::snprintf(name.data(), name.size(), "%02x:%02x:%llu", major(status.st_dev),
                minor(status.st_dev), static_cast<unsigned long long>(status.st_ino));
  return name.data();
}

/// When the machine was started, in seconds since 1970.
std::optional<std::int64_t> boot_time(const std::filesystem::path& proc) {
  std::ifstream stat(proc / "stat");
  for (std::string word; stat >> word;) {
    std::int64_t seconds = 0;
    if (word == "btime" && stat >> seconds) return seconds;
  }
  return std::nullopt;
}

/// Fills in what /proc/<pid>/stat says: "123 (name) S ...", its 22nd field the start in clock ticks
/// since boot (proc_pid_stat(5)). The name may hold anything, spaces and brackets included.
void describe_process(LockHolder& holder, const std::filesystem::path& proc) {
  std::ifstream file(proc / std::to_string(holder.pid) / "stat");
  std::string line;
  if (!std::getline(file, line)) return;
  const auto open = line.find('(');
  const auto close = line.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return;
  holder.program = text::one_line(line.substr(open + 1, close - open - 1));
  std::istringstream rest(line.substr(close + 1));
  std::vector<std::string> fields;
  for (std::string field; rest >> field;) fields.push_back(field);
  constexpr std::size_t k_state = 0;   // the third of the line
  constexpr std::size_t k_start = 19;  // the 22nd of the line
  if (fields.size() <= k_start) return;
  holder.is_stopped = fields[k_state] == "T" || fields[k_state] == "t";
  const auto ticks = text::to_integer(fields[k_start]);
  const auto boot = boot_time(proc);
  const long per_second = ::sysconf(_SC_CLK_TCK);
  if (!ticks || !boot || per_second <= 0) return;
  holder.since = from_millis((*boot + *ticks / per_second) * 1000);
}

}  // namespace

std::vector<LockHolder> lock_holders(const std::filesystem::path& file,
                                     const std::filesystem::path& proc) {
  const auto name = lock_name(file);
  if (!name) return {};
  std::ifstream locks(proc / "locks");
  std::map<int, bool> pids;  // with whether the lock is exclusive
  // "1: FLOCK  ADVISORY  WRITE 1234 fe:00:131085 0 EOF"; who only waits has "->" after the number.
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number, kind, manner, access, pid, where;
    words >> number >> kind;
    if (kind == "->") continue;
    words >> manner >> access >> pid >> where;
    const auto holder = text::to_integer(pid);
    if (where != *name || !holder || *holder <= 0) continue;
    bool& is_exclusive = pids[static_cast<int>(*holder)];
    is_exclusive = is_exclusive || access == "WRITE";
  }
  std::vector<LockHolder> holders;
  for (const auto& [pid, is_exclusive] : pids) {
    LockHolder holder{.pid = pid, .program = {}, .since = {}, .is_exclusive = is_exclusive};
    describe_process(holder, proc);
    holders.push_back(std::move(holder));
  }
  return holders;
}

}  // namespace igbot
