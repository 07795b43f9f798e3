// SPDX-License-Identifier: MIT
#pragma once

#include "core/secret.hpp"

namespace igbot::crypto {

/// A fresh token of 192 random bits, 32 characters of A-Z a-z 0-9 _ -: fits a Telegram deep link.
Secret random_token();

}  // namespace igbot::crypto
