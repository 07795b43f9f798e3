// SPDX-License-Identifier: MIT
#include "providers/google_drive/retries.hpp"

#include "core/error.hpp"
#include "providers/google_drive/drive_error.hpp"

namespace igbot::google_drive {

double Retries::jitter() {
  const std::lock_guard lock(mutex_);
  return std::uniform_real_distribution<double>(0.0, 1.0)(random_);
}

bool Retries::wait(int tries, std::chrono::milliseconds& waited,
                   std::optional<std::chrono::seconds> retry_after) {
  const auto pause = pause_before_retry(tries, waited, retry_after, jitter());
  if (!pause) return false;
  clock_.sleep_for(*pause);
  waited += *pause;
  return true;
}

http::Response Retries::send(const std::string& what, const std::function<http::Response()>& send) {
  std::chrono::milliseconds waited{0};
  for (int tries = 1;; ++tries) {
    try {
      http::Response response = send();
      if (response.ok() || !is_passing(response)) return response;
      if (!wait(tries, waited, retry_after_of(response))) return response;
    } catch (const http::TransportError& error) {
      if (wait(tries, waited, std::nullopt)) continue;
      throw Error(ErrorKind::temporary, what + " failed: " + error.what(),
                  "check the network and try again");
    }
  }
}

}  // namespace igbot::google_drive
