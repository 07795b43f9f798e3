// SPDX-License-Identifier: MIT
#include <string>

#include "providers/google_drive/google_drive.hpp"
#include "providers/google_drive/service_account.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// The key file of a service account: what is taken has an address; what is no key signs nothing.
void fuzz_service_account(std::string_view input) {
  const Secret file{std::string(input)};
  attempt(input, [&] {
    const auto account = google_drive::parse_service_account(file);
    require(!account.address.empty() && is_plain_line(account.address), "an account of nobody");
    require(google_drive::address_of_service_account(file) == account.address, "two addresses");
    google_drive::signed_assertion(account, "https://oauth2.googleapis.com/token", k_now);
  });
}

}  // namespace igbot::fuzz
