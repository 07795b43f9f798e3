// SPDX-License-Identifier: MIT
#include "providers/instagram/graph_usage.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "providers/instagram/graph_json.hpp"

namespace igbot::instagram {
namespace {

using nlohmann::json;

/// A day; more than that is no wait but nonsense.
constexpr std::int64_t k_longest_wait_minutes = 1440;

int percent_in(const json& usage) {
  std::int64_t highest = 0;
  for (const char* name : {"call_count", "total_cputime", "total_time"}) {
    highest = std::max(highest, number_of(usage, name).value_or(0));
  }
  return static_cast<int>(std::min<std::int64_t>(highest, 1000));
}

void add_account_usage(const json& business, Usage& usage) {
  if (!business.is_array()) return;
  for (const json& entry : business) {
    usage.account_percent = std::max(usage.account_percent, percent_in(entry));
    const std::int64_t minutes = number_of(entry, "estimated_time_to_regain_access").value_or(0);
    if (minutes <= 0) continue;
    const std::chrono::milliseconds wait =
        std::chrono::minutes(std::min(minutes, k_longest_wait_minutes));
    usage.wait = std::max(wait, usage.wait.value_or(wait));
  }
}

std::string app_scope(AccountLogin login) { return to_string(login); }
std::string account_scope(AccountLogin login, const std::string& account) {
  return to_string(login) + ":" + account;
}

}  // namespace

Usage usage_in(const http::Response& response) {
  Usage usage;
  if (const auto app = parse_answer(response.header("X-App-Usage").value_or(""))) {
    usage.app_percent = percent_in(*app);
  }
  if (const auto businesses =
          parse_answer(response.header("X-Business-Use-Case-Usage").value_or(""))) {
    for (const auto& [id, business] : businesses->items()) add_account_usage(business, usage);
  }
  return usage;
}

void UsageGuard::note(AccountLogin login, const std::string& account, const Usage& usage,
                      Timestamp now) {
  const std::lock_guard lock(mutex_);
  const auto block = [&](const std::string& scope, std::chrono::milliseconds wait) {
    until_[scope] = std::max(until_[scope], now + wait);
  };
  if (usage.app_percent >= k_nearly_used_up) block(app_scope(login), k_wait_when_nearly_used_up);
  if (usage.wait) {
    block(account_scope(login, account), *usage.wait);
  } else if (usage.account_percent >= k_nearly_used_up) {
    block(account_scope(login, account), k_wait_when_nearly_used_up);
  }
}

std::optional<std::chrono::milliseconds> UsageGuard::wait(AccountLogin login,
                                                          const std::string& account,
                                                          Timestamp now) const {
  const std::lock_guard lock(mutex_);
  Timestamp until{};
  for (const std::string& scope : {app_scope(login), account_scope(login, account)}) {
    const auto found = until_.find(scope);
    if (found != until_.end()) until = std::max(until, found->second);
  }
  if (until <= now) return std::nullopt;
  return until - now;
}

}  // namespace igbot::instagram
