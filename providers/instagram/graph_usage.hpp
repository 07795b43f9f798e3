// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/account/account_repository.hpp"
#include "core/clock.hpp"
#include "core/http/http.hpp"

namespace igbot::instagram {

/// How near a limit of calls an answer says we are, by its headers X-App-Usage and
/// X-Business-Use-Case-Usage (developers.facebook.com/docs/graph-api/overview/rate-limiting).
struct Usage {
  int app_percent = 0;
  int account_percent = 0;
  /// estimated_time_to_regain_access, when it is more than nothing.
  std::optional<std::chrono::milliseconds> wait = std::nullopt;
};
/// What is no such header, or makes no sense, says nothing.
Usage usage_in(const http::Response& response);

/// From this on no further call is made, in percent.
inline constexpr int k_nearly_used_up = 95;
/// How long nothing is called then, when Meta does not say.
inline constexpr std::chrono::minutes k_wait_when_nearly_used_up{5};

/// Remembers for whom no call may leave: an app (by login) or one of its accounts. Going on while
/// throttled prolongs it. Thread-safe.
class UsageGuard {
 public:
  void note(AccountLogin login, const std::string& account, const Usage& usage, Timestamp now);
  /// How long a call for that account has to wait; nothing when it may leave.
  std::optional<std::chrono::milliseconds> wait(AccountLogin login, const std::string& account,
                                                Timestamp now) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Timestamp> until_;
};

}  // namespace igbot::instagram
