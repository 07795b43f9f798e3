// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

#include "core/account/account_repository.hpp"
#include "core/clock.hpp"

namespace igbot {

/// Younger tokens of Instagram Login cannot be renewed
/// (developers.facebook.com/docs/instagram-platform/reference/refresh_access_token).
inline constexpr std::chrono::hours k_youngest_renewable{24};
/// With less left than this, a token is renewed.
inline constexpr std::chrono::days k_renewed_before{10};
/// With less left than this, people are warned.
inline constexpr std::chrono::days k_warned_before{14};

/// What is known of the life of an account's token.
struct TokenLife {
  AccountLogin login = AccountLogin::instagram;
  /// None: it does not expire on a clock, or nobody said when.
  std::optional<Timestamp> expires_at;
  Timestamp since{};  ///< when this token came here
  /// Somebody pasted it, so only renewing it tells how long it lives.
  bool is_of_unknown_life = false;
};

/// What a token needs now.
enum class TokenNeed {
  nothing,
  renewal,
  person,  ///< it has expired
};
TokenNeed token_need(const TokenLife& life, Timestamp now);

/// The fewest of 14, 7, 3 and 1 days that the token has less than; nothing with more left, or when
/// it has expired.
std::optional<int> token_warning(const std::optional<Timestamp>& expires_at, Timestamp now);

/// Whole days left, negative when it has expired; nothing when that is not known.
std::optional<std::int64_t> token_days(const std::optional<Timestamp>& expires_at, Timestamp now);

}  // namespace igbot
