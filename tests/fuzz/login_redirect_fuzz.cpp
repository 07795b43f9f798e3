// SPDX-License-Identifier: MIT
#include <string>

#include "core/account/login_redirect.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// A pasted address: what is taken has a state, and either a code or why there is none; a refusal
/// does not quote it.
void fuzz_login_redirect(std::string_view input) {
  const std::string pasted(input);
  try {
    const LoginRedirect redirect = parse_login_redirect(pasted);
    require(redirect.code.empty() != redirect.error.empty(), "neither granted nor refused");
    if (!redirect.error.empty()) {
      check_failure(not_granted(redirect, "igbotctl account connect"), input);
    }
  } catch (const Error& error) {
    check_failure(error, input);
    require(error.kind() == ErrorKind::usage, "a pasted address is no usage error");
    const bool quoted =
        input.size() >= 24 && std::string(error.what()).find(pasted) != std::string::npos;
    require(!quoted, "a pasted address is quoted");
  }
}

}  // namespace igbot::fuzz
