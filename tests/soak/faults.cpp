// SPDX-License-Identifier: MIT
#include "tests/soak/faults.hpp"

#include <array>

namespace igbot::test {
namespace {

/// Of so many calls one goes wrong.
constexpr std::int64_t k_calls_per_fault = 40;
constexpr std::int64_t k_steps_per_death = 1500;

/// What goes wrong then; what stands twice is twice as likely.
constexpr std::array k_kinds{Fault::not_sent,     Fault::lost,        Fault::lost,
                             Fault::vanished,     Fault::late,        Fault::late,
                             Fault::rate_limited, Fault::dies_before, Fault::dies_after};

const char* name_of(Fault fault) {
  constexpr std::array k_names{"none", "not sent",     "lost",        "vanished",
                               "late", "rate limited", "dies before", "dies after"};
  return k_names.at(static_cast<std::size_t>(fault));
}

}  // namespace

Fault Faults::draw(const std::string& server) {
  if (!active_) return Fault::none;
  if (is_down(server)) return note(server, Fault::not_sent);
  if (!dice_.once_in(k_calls_per_fault)) return Fault::none;
  const auto kind = static_cast<std::size_t>(dice_.roll(0, k_kinds.size() - 1));
  const Fault fault = note(server, k_kinds.at(kind));
  if (fault == Fault::late) {
    clock_.sleep_for(std::chrono::seconds{dice_.once_in(6) ? dice_.roll(60, 700) : 20});
  }
  if (fault == Fault::dies_before) die();
  if (fault == Fault::dies_after) ++deaths_;
  return fault;
}

void Faults::maybe_die() {
  if (active_ && dice_.once_in(k_steps_per_death)) {
    ++counts_["died between two steps"];
    die();
  }
}

bool Faults::happens(const std::string& what, std::int64_t once_in) {
  if (!active_ || !dice_.once_in(once_in)) return false;
  ++counts_[what];
  return true;
}

void Faults::take_down(const std::string& server, Timestamp until) {
  ++counts_[server + " down"];
  down_[server] = until;
}

bool Faults::is_down(const std::string& server) const {
  const auto found = down_.find(server);
  return active_ && found != down_.end() && clock_.world() < found->second;
}

std::int64_t Faults::count() const {
  std::int64_t sum = 0;
  for (const auto& [kind, count] : counts_) sum += count;
  return sum;
}

void Faults::die() {
  ++deaths_;
  throw Death{};
}

Fault Faults::note(const std::string& server, Fault fault) {
  ++counts_[server + ": " + name_of(fault)];
  return fault;
}

}  // namespace igbot::test
