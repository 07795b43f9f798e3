// SPDX-License-Identifier: MIT
#include "tests/faulty/fault_plan.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "tests/faulty/disk.hpp"

namespace igbot::faulty {
namespace {

Deed deed_from(const std::string& word) {
  static const std::map<std::string, Deed> deeds{
      {"io_error", Deed::io_error}, {"disk_full", Deed::disk_full}, {"cut", Deed::cut},
      {"kill", Deed::kill},         {"stop", Deed::stop},           {"none", Deed::none}};
  const auto found = deeds.find(word);
  if (found == deeds.end()) throw std::invalid_argument("no such deed: " + word);
  return found->second;
}

std::unique_ptr<Faults>& faults_of_process() {
  static std::unique_ptr<Faults> faults;
  return faults;
}

/// Where space is taken, and so may be lacking.
bool takes_space(Operation operation, const std::string& file) {
  return operation == Operation::write || operation == Operation::map ||
         (operation == Operation::open && file.starts_with("new "));
}

}  // namespace

FaultPlan FaultPlan::parse(const std::string& text) {
  FaultPlan plan;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) throw std::invalid_argument("not KEY=VALUE: " + word);
    const std::string key = word.substr(0, equals);
    const std::string value = word.substr(equals + 1);
    if (key == "deed") {
      plan.deed = deed_from(value);
    } else if (key == "at") {
      plan.at = std::stoi(value);
    } else if (key == "seed") {
      plan.seed = static_cast<std::uint32_t>(std::stoul(value));
    } else if (key == "images") {
      plan.images = value;
    } else if (key == "while") {
      plan.while_exists = value;
    } else if (key == "log") {
      plan.log = value;
    } else if (key == "synchronous" && (value == "normal" || value == "off")) {
      plan.synchronous = value;
    } else {
      throw std::invalid_argument("no such word of a fault plan: " + word);
    }
  }
  return plan;
}

const char* name_of(Operation operation) {
  switch (operation) {
    case Operation::open:
      return "open";
    case Operation::read:
      return "read";
    case Operation::write:
      return "write";
    case Operation::truncate:
      return "truncate";
    case Operation::sync:
      return "sync";
    case Operation::remove:
      return "remove";
    case Operation::map:
      return "map";
    case Operation::name:
      return "name";
  }
  return "?";
}

Faults::Faults(FaultPlan plan) : plan_(std::move(plan)) {}

Fate Faults::before(Operation operation, const std::string& file) {
  const std::lock_guard lock(mutex_);
  ++count_;
  if (!plan_.log.empty()) {
    const std::string line = std::string(name_of(operation)) + " " + file + "\n";
    const int fd = ::open(plan_.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0 || ::write(fd, line.data(), line.size()) < 0) ::_exit(99);
    ::close(fd);
  }
  if (plan_.at == 0) return Fate::go_on;
  if (plan_.deed == Deed::disk_full) {
    if (count_ < plan_.at || !takes_space(operation, file)) return Fate::go_on;
    const bool is_freed =
        !plan_.while_exists.empty() && ::access(plan_.while_exists.c_str(), F_OK) != 0;
    return is_freed ? Fate::go_on : Fate::disk_full;
  }
  if (count_ != plan_.at) return Fate::go_on;
  switch (plan_.deed) {
    case Deed::io_error:
      return Fate::io_error;
    case Deed::cut:
      disk().cut(plan_.seed, plan_.images);
      ::_exit(128 + SIGKILL);
    case Deed::kill:
      ::kill(::getpid(), SIGKILL);
      break;
    case Deed::stop:
      ::kill(::getpid(), SIGSTOP);
      break;
    case Deed::none:
    case Deed::disk_full:
      break;
  }
  return Fate::go_on;
}

Faults* faults() { return faults_of_process().get(); }

void begin_faults(FaultPlan plan) {
  faults_of_process() = std::make_unique<Faults>(std::move(plan));
}

}  // namespace igbot::faulty
