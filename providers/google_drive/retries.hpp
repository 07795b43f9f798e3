// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <mutex>
#include <random>
#include <string>

#include "core/clock.hpp"
#include "core/http/http.hpp"

namespace igbot::google_drive {

/// Sends again what may be sent again, waiting by the clock. Safe for use by several threads.
class Retries {
 public:
  explicit Retries(Clock& clock) : clock_(clock), random_(std::random_device{}()) {}

  /// Repeats `send` while its answer is a passing refusal or none comes, as `pause_before_retry`
  /// allows; the last answer comes back as it is. Throws ErrorKind::temporary, beginning with
  /// `what`, when the last try had no answer.
  http::Response send(const std::string& what, const std::function<http::Response()>& send);

  /// Waits before another try; false when it is time to give up.
  bool wait(int tries, std::chrono::milliseconds& waited,
            std::optional<std::chrono::seconds> retry_after);

 private:
  double jitter();

  Clock& clock_;
  std::mutex mutex_;
  std::minstd_rand random_;
};

}  // namespace igbot::google_drive
