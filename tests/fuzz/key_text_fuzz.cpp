// SPDX-License-Identifier: MIT
#include <string>

#include "core/crypto/fernet.hpp"
#include "core/crypto/key_ring.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
namespace {

const crypto::SealedFor k_owner{ChatKey{1}, "instagram_token", 7};

}  // namespace

/// Key files, and tokens under keys: a refusal does not quote them, and no other text opens.
void fuzz_key_text(std::string_view input) {
  const auto pieces = pieces_of(input, 2);
  const Secret keys(pieces[0]);
  attempt(input, [&] {
    const auto ring = crypto::KeyRing::parse(keys);
    require(!ring.ids().empty(), "a ring without keys");
    const crypto::Sealed sealed = ring.seal(Secret("a secret"), k_owner);
    require(ring.open(sealed, k_owner).reveal() == "a secret", "what was sealed does not open");
  });
  attempt(input, [&] { crypto::FernetKeys::parse(keys).open(pieces[1]); });
  static const auto known = crypto::KeyRing::parse(crypto::generate_key());
  attempt(input, [&] {
    known.open({known.ids().front(), pieces[1]}, k_owner);
    require(false, "what nobody sealed opens");
  });
}

}  // namespace igbot::fuzz
