// SPDX-License-Identifier: MIT
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/file_lock.hpp"
#include "core/lock_holders.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
namespace {

namespace fs = std::filesystem;

/// A /proc of our own, where process 7 holds a lock.
const fs::path& proc() {
  static const fs::path folder = [] {
    fs::path made = fs::temp_directory_path() / ("igbot-fuzz-proc-" + std::to_string(::getpid()));
    fs::create_directories(made / "7");
    return made;
  }();
  return folder;
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

}  // namespace

/// What the system and a lock file tell: the pieces are /proc/locks (%s is the file's place there),
/// the process and the boot; the whole is a lock file.
void fuzz_process_list(std::string_view input) {
  const auto pieces = pieces_of(input, 3);
  const InputFile file(input);
  write(proc() / "locks", pieces[0]);
  write(proc() / "7" / "stat", pieces[1]);
  write(proc() / "stat", pieces[2]);
  for (const LockHolder& holder : lock_holders(proc() / "7", proc())) {
    require(holder.pid > 0 && is_plain_line(holder.program), "a process that is none");
  }
  FileLock::last_success(file.path());
}

}  // namespace igbot::fuzz
