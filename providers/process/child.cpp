// SPDX-License-Identifier: MIT
#include "providers/process/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/error.hpp"
#include "core/text/text.hpp"
#include "providers/local/descriptor.hpp"

namespace igbot::process {
namespace {

using local::Descriptor;
using Clock = std::chrono::steady_clock;

constexpr std::size_t k_most_output = 1'000'000;

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Error cannot_start(const std::filesystem::path& program, int reason) {
  return {reason == ENOENT ? ErrorKind::not_found : ErrorKind::failed,
          "program could not be started: " + program.string() + " (" + std::strerror(reason) + ")",
          "install it, or see who may run it"};
}

Pipe make_pipe(const std::filesystem::path& program) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw cannot_start(program, errno);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

/// What posix_spawn is told, freed with the object.
class SpawnPlan {
 public:
  SpawnPlan(int out, int err) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files_, err, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
    sigset_t signals;
    posix_spawnattr_init(&attributes_);
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnPlan() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&files_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  const posix_spawn_file_actions_t* files() const { return &files_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

pid_t spawn(const Command& command, const SpawnPlan& plan) {
  std::vector<std::string> words{command.program.string()};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  std::vector<std::string> environment{"PATH=" + command.search_path, "LC_ALL=C.UTF-8"};
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, command.program.c_str(), plan.files(), plan.attributes(),
                                   pointers_to(words).data(), pointers_to(environment).data());
  if (failed != 0) throw cannot_start(command.program, failed);
  return child;
}

/// Takes what is there to read; false at the end of it.
bool take(const Descriptor& from, std::string& into) {
  std::array<char, 16384> piece{};
  const ssize_t got = ::read(from.get(), piece.data(), piece.size());
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  const std::size_t room = k_most_output - into.size();
  into.append(piece.data(), std::min(room, static_cast<std::size_t>(got)));
  return got > 0;
}

/// Reads until the process has ended; false when its time is over before.
bool follow(int process, Clock::time_point end, Pipe& out, Pipe& err, Ended& ended) {
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    std::array<pollfd, 3> waiting{
        {{process, POLLIN, 0}, {out.read_end.get(), POLLIN, 0}, {err.read_end.get(), POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(left)) < 0 && errno != EINTR) {
      return false;
    }
    if (waiting[1].revents != 0 && !take(out.read_end, ended.out)) out.read_end = Descriptor();
    if (waiting[2].revents != 0 && !take(err.read_end, ended.err)) err.read_end = Descriptor();
    if (waiting[0].revents != 0) return true;
  }
}

/// What the pipe still holds of a process that has ended.
void drain(const Pipe& pipe, std::string& into) {
  if (!pipe.read_end.valid()) return;
  std::size_t before = 0;
  do {
    before = into.size();
  } while (take(pipe.read_end, into) && into.size() > before);
}

}  // namespace

Ended run(const Command& command) {
  Pipe out = make_pipe(command.program);
  Pipe err = make_pipe(command.program);
  const Clock::time_point end = Clock::now() + command.time_limit;
  const pid_t child = spawn(command, SpawnPlan(out.write_end.get(), err.write_end.get()));
  out.write_end = Descriptor();
  err.write_end = Descriptor();
  // By its number: glibc 2.36 declares pidfd_open with the wrong linkage for C++.
  const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  Ended ended;
  ended.timed_out = !process.valid() || !follow(process.get(), end, out, err, ended);
  if (ended.timed_out) ::kill(-child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  drain(out, ended.out);
  drain(err, ended.err);
  ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended;
}

std::optional<std::filesystem::path> find_program(const std::string& name,
                                                  const std::string& search_path) {
  const std::string folders = search_path.empty() ? "/usr/local/bin:/usr/bin:/bin" : search_path;
  for (const std::string& folder : text::split(folders, ':')) {
    const auto file = std::filesystem::path(folder) / name;
    if (file.is_absolute() && ::access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

}  // namespace igbot::process
