// SPDX-License-Identifier: MIT
#include "core/crypto/digest.hpp"

#include <gtest/gtest.h>

namespace igbot::crypto {
namespace {

TEST(Digest, Sha256OfTheStandardsExample) {  // FIPS 180-4, "abc"
  EXPECT_EQ(digest_hex(DigestAlgorithm::sha256, "abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, Md5OfTheStandardsExample) {  // RFC 1321, A.5
  EXPECT_EQ(digest_hex(DigestAlgorithm::md5, "abc"), "900150983cd24fb0d6963f7d28e17f72");
}

TEST(Digest, PiecesGiveTheDigestOfTheWhole) {
  Digest digest(DigestAlgorithm::sha256);
  digest.update("a");
  digest.update("");
  digest.update("bc");
  EXPECT_EQ(digest.hex(), digest_hex(DigestAlgorithm::sha256, "abc"));
}

}  // namespace
}  // namespace igbot::crypto
