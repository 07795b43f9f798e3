// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/error.hpp"
#include "core/secret.hpp"

namespace igbot {

/// What a platform says by the address it sends a person back to (RFC 6749, 4.1.2).
struct LoginRedirect {
  std::string state;
  Secret code;              ///< empty when access was not granted
  std::string error;        ///< "access_denied" and such; empty when it was
  std::string description;  ///< for people, by the platform
};

/// Reads a whole pasted address, or its query alone. Throws ErrorKind::usage for what is neither,
/// without quoting it: the code is as good as a password for a minute.
LoginRedirect parse_login_redirect(const std::string& pasted);

/// Why access was not granted, for one that says so; `again` is the command that begins anew.
Error not_granted(const LoginRedirect& redirect, const std::string& again);

}  // namespace igbot
