// SPDX-License-Identifier: MIT
// igbotctl on a disk, a clock and dice that tests decide: the same commands from end to end.
// $IGBOT_FAULT   what goes wrong and when (fault_plan.hpp)
// $IGBOT_CLOCK   a file with the milliseconds by which the time differs from the machine's, read at
//                each look: "3600000"; "=1764000000000" is a time that only sleeping moves
// $IGBOT_DICE    seeds what would be random, so that two runs write the same
#include <sodium.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <random>

#include "cli/run.hpp"
#include "cli/standard_streams.hpp"
#include "tests/faulty/disk.hpp"
#include "tests/faulty/fault_plan.hpp"
#include "tests/faulty/fault_vfs.hpp"

namespace {

/// The machine's time as a file changes it; who sleeps does it for so long.
class ChangedClock final : public igbot::Clock {
 public:
  explicit ChangedClock(std::string file) : file_(std::move(file)) {}

  igbot::Timestamp now() const override {
    std::string text;
    std::getline(std::ifstream(file_), text);
    if (text.starts_with("=")) {
      return igbot::from_millis(std::stoll(text.substr(1)) + slept_.load());
    }
    return machine_.now() + std::chrono::milliseconds(text.empty() ? 0 : std::stoll(text));
  }
  void sleep_for(std::chrono::milliseconds duration) override {
    machine_.sleep_for(duration);
    slept_ += duration.count();
  }

 private:
  std::string file_;
  igbot::SystemClock machine_;
  std::atomic<std::int64_t> slept_ = 0;
};

std::mt19937& dice() {
  static std::mt19937 dice;
  return dice;
}

const char* dice_name() { return "seeded"; }
std::uint32_t throw_die() { return static_cast<std::uint32_t>(dice()()); }
void throw_dice(void* const to, const std::size_t count) {
  auto* bytes = static_cast<unsigned char*>(to);
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<unsigned char>(dice()());
}

void seed_dice(const char* seed) {
  static randombytes_implementation seeded{dice_name, throw_die,  nullptr,
                                           nullptr,   throw_dice, nullptr};
  dice().seed(static_cast<std::uint32_t>(std::stoul(seed)));
  if (randombytes_set_implementation(&seeded) != 0) std::abort();
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

int main(int argc, char** argv) {
  igbot::cli::keep_standard_descriptors();
  const auto plan = igbot::faulty::FaultPlan::parse(variable("IGBOT_FAULT"));
  if (const std::string seed = variable("IGBOT_DICE"); !seed.empty()) seed_dice(seed.c_str());
  igbot::faulty::register_vfs(true, plan.synchronous);
  igbot::faulty::begin_faults(plan);
  ChangedClock clock(variable("IGBOT_CLOCK"));
  const auto environment = igbot::cli::Environment::of_process();
  int code = 0;
  {
    auto io = igbot::cli::system_io(environment);
    const igbot::cli::ScreenedStream out(io.out);
    const igbot::cli::ScreenedStream err(io.err);
    code = igbot::cli::run_cli({argv + 1, argv + argc}, environment, clock, io);
  }
  if (plan.deed == igbot::faulty::Deed::cut && plan.at == 0) {
    igbot::faulty::disk().cut(plan.seed, plan.images);
  }
  return code;
}
