// SPDX-License-Identifier: MIT
#include "core/account/token_life.hpp"

namespace igbot {

using std::chrono::days;

TokenNeed token_need(const TokenLife& life, Timestamp now) {
  if (life.expires_at && *life.expires_at <= now) return TokenNeed::person;
  // Facebook exchanges a token of any age.
  const bool renewable =
      life.login == AccountLogin::facebook || now - life.since >= k_youngest_renewable;
  const bool wanted =
      life.expires_at ? *life.expires_at - now < k_renewed_before : life.is_of_unknown_life;
  return wanted && renewable ? TokenNeed::renewal : TokenNeed::nothing;
}

std::optional<int> token_warning(const std::optional<Timestamp>& expires_at, Timestamp now) {
  if (!expires_at || *expires_at <= now) return std::nullopt;
  for (const int threshold : {1, 3, 7, static_cast<int>(k_warned_before.count())}) {
    if (*expires_at - now < days{threshold}) return threshold;
  }
  return std::nullopt;
}

std::optional<std::int64_t> token_days(const std::optional<Timestamp>& expires_at, Timestamp now) {
  if (!expires_at) return std::nullopt;
  return std::chrono::floor<days>(*expires_at - now).count();
}

}  // namespace igbot
