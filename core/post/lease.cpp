// SPDX-License-Identifier: MIT
#include "core/post/lease.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <optional>
#include <sstream>

#include "core/text/text.hpp"

namespace igbot::post {
namespace {

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "unknown";
  return name.data();
}

/// When a process began, in clock ticks since boot (proc(5), field 22); empty when it only waits to
/// be reaped, nothing when /proc does not show it.
std::optional<std::string> start_time_of(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/stat");
  std::string stat;
  std::getline(file, stat);
  // The name in field 2 may hold spaces and parentheses: fields are counted from the last ')'.
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields(stat.substr(name_end + 1));
  std::string state;
  fields >> state;
  if (state == "Z" || state == "X") return "";
  std::string field;
  constexpr int k_fields_to_start_time = 22 - 3;
  for (int i = 0; i < k_fields_to_start_time; ++i) fields >> field;
  return field;
}

/// Whether no process has that number any more. Of another user's process /proc may show nothing.
bool is_gone(const std::string& pid) {
  const auto number = text::to_integer(pid);
  return !number || (::kill(static_cast<pid_t>(*number), 0) != 0 && errno == ESRCH);
}

}  // namespace

std::string lease_owner_of_this_process() {
  const std::string pid = std::to_string(::getpid());
  return host_name() + "/" + pid + "/" + start_time_of(pid).value_or("");
}

bool is_lease_dead(const Post& post, Timestamp now) {
  if (!post.lease_owner || !post.lease_until || *post.lease_until <= now) return true;
  const auto parts = text::split(*post.lease_owner, '/');
  if (parts.size() != 3) return false;
  if (parts[0] != host_name()) return false;
  const auto start = start_time_of(parts[1]);
  return start ? *start != parts[2] : is_gone(parts[1]);
}

}  // namespace igbot::post
