// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tests/property/generated.hpp"
#include "tests/soak/soak_clock.hpp"

namespace igbot::test {

/// The worker's process ends here. No exception of the standard, so that nothing but the world
/// catches it.
struct Death {};

/// What becomes of one call to a server.
enum class Fault {
  none,
  not_sent,      ///< never left the machine
  lost,          ///< carried out, the answer never came
  vanished,      ///< not carried out, and nobody can tell
  late,          ///< answered after seconds or minutes
  rate_limited,  ///< refused for now
  dies_before,   ///< the process ends before the server hears of it
  dies_after,    ///< the process ends when the server has done it
};

/// Draws what goes wrong, from one seed, and counts it.
class Faults {
 public:
  Faults(std::uint64_t seed, SoakClock& clock) : dice_(seed), clock_(clock) {}

  /// Of the next call to that server. A late answer has made the time pass already; `dies_before`
  /// has ended the process.
  Fault draw(const std::string& server);
  /// After the server did its work: ends the process when that was drawn.
  static void finish(Fault fault) {
    if (fault == Fault::dies_after) throw Death{};
  }
  /// Between two steps of the worker's own: the process ends here, rarely.
  void maybe_die();
  /// Whether something else goes wrong, once in so many times.
  bool happens(const std::string& what, std::int64_t once_in);

  /// All calls to that server fail until then (world time).
  void take_down(const std::string& server, Timestamp until);
  bool is_down(const std::string& server) const;
  /// From now on nothing goes wrong.
  void end() { active_ = false; }

  std::int64_t count() const;
  std::int64_t deaths() const { return deaths_; }
  const std::map<std::string, std::int64_t>& counts() const { return counts_; }
  /// Draws of anything else that depends on nothing but the seed.
  Dice& dice() { return dice_; }

 private:
  [[noreturn]] void die();
  Fault note(const std::string& server, Fault fault);

  Dice dice_;
  SoakClock& clock_;
  bool active_ = true;
  std::int64_t deaths_ = 0;
  std::map<std::string, std::int64_t> counts_;
  std::map<std::string, Timestamp> down_;
};

}  // namespace igbot::test
