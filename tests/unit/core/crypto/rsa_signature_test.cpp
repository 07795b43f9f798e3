// SPDX-License-Identifier: MIT
#include "core/crypto/rsa_signature.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "core/crypto/base64.hpp"
#include "core/error.hpp"
#include "tests/support/drive_key.hpp"

namespace igbot::crypto {
namespace {

// printf igbotctl.signs-this | openssl dgst -sha256 -sign key.pem | base64
constexpr const char* k_signed_by_openssl =
    "Zmj0VmzijKdYcoOcId0uuHV1fddrHs7WHvrnbyGsjQvotA47POst7dFTGuNUbuhBxBiBg39HSDsh"
    "z72Lyfr3PyvvcsDK6RYikucOa0ihOK+Rc2zOc+yxHYqVfALvuwxxRVftMNml3NIP6YRxweihSU8V"
    "l1c+2D+ia3eMi1uUHf3M4LYCfxCEakgPH6KjgdwESZ1wvReejDZ0zbCB5GCqIhoTJJYao3/vPbrn"
    "UqwNGqJ0KTqA/cQo41psOxyac7nj4OTKXOYbLVrRYITrneUzeJhI9axZjOvPvW+iPyp6Qt9EAMax"
    "jVXCCiXZRD1a7M+QUgw2MPYkvEnMPaQFskZrQw==";

constexpr const char* k_curve_key =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrLDUVB2H+0+IG0q4\n"
    "3O574D29xRhi7AFYDcLsWy08iYOhRANCAAQPtsQCLlRLEq4f5q8R9UJ+IKaR2/7h\n"
    "VlGEnGSXNciJtUhTmemUzn31A6yYgXnKnhEjDx+GeWXH33cokXMhn3KP\n"
    "-----END PRIVATE KEY-----\n";
constexpr const char* k_short_rsa_key =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBANtVkBrPgv3I4fGQ\n"
    "cIVoKH5r3nFvAOusBUFFBnFn4kC5NlKUWeEYUwKO/Xwi0Ly34Y6Bg7toDnKOXO4s\n"
    "PHvBsyODiPlKjyrJucimsktWtr2hwx3Ff3Qr/Z4WSLB1JRWrvp7qAUEcwdlO3SAG\n"
    "eiIlU26rJP0GFnaaf8GbrOzxBqRDAgMBAAECgYAF9r+iWv4e1HWAUgMdPYXMWjaE\n"
    "MxZ9UgIakjvonYCDbgXSHQKMolKvgR/XXkL6vq09aLwiPmQWLVTNjRpf6xZp1eiE\n"
    "D782jEn2Nv/A712JUqc/YQzOlFHDRuxK1pcmTXB4tJTzgumzn5EADQ2OTp+s2w+x\n"
    "vw84wvMQSeIp5SDmEQJBAPBl00QlLas4qLnxvZGrchaB5EA3oI6qBIfms06U7EhI\n"
    "017Agzz1xvc5pvHXXybmC4GFU4XsNRQq36eugXIpVacCQQDpkcUpSJ4WrG/yylUB\n"
    "40JSkj5cvfennu9dmcNF4es+SPPnh/uqwaa0ELVo4FbvxtFjAhiVkycRIY/ueEY+\n"
    "90gFAkEAiywYDAqODuMlY0jdW5jq2rbmIntR22X4a4kW43Z5+DsZC3DeSYtsXbIl\n"
    "wTrTXlyt6pT6Trz52awcgSIY1LOzXwJBAN0yCIcFV3nfihFjXkfwYhHyn46S9WPP\n"
    "155MDSs0PeV5j0r4c/UNegNTQ4nz00E2h3t9M60Lc9b8cuODEft1kcUCQBt0b3eK\n"
    "tdEbdFZMnESwRlw1hpDvCVcsnIGTcyoqZuxBZalcbH0sn7SAjO+YxSPle1W2fbL5\n"
    "H3Hw75vxAz1bnGM=\n"
    "-----END PRIVATE KEY-----\n";
constexpr const char* k_encrypted_rsa_key =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQI211okEvfw6MCAggA\n"
    "MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAECBBBiHBtgvPT2W0NiyZnLNyUkBIIE\n"
    "0IX1b462FT1O2r4cOwmUvB8z0kpnrJgeADcZ6wrhEFixO9Ut0Re3E+NwpypT3mbr\n"
    "7q2X4kTmaTwwH4J2IIjSet4476yqcfxGWcDnRauwlLPW926d6DCywJJSQn/9sjiJ\n"
    "mc66SzOHvdaL8Ew/qztgjwl9tQL2CHloz0xouJyAoDfw9bh5kXIPZnaKHv7cQJuF\n"
    "Bkuh1SYDQcvLnDPX+xq7e6gdkxWxBv6Q7ykfRop5jywOwcS1xj79Aex5SGx4n7dw\n"
    "6VsayEN2l37Zv3YS2e9LJAcPOvMkztL0GKbcpjEmK4iU/Ho5qCLqcQVAHKr6Y3cB\n"
    "WPO/sH8oKM+mmNfzrULyZbDj7F0sZg8j1/cg2wQTWYfs5oCZMUL/N/JGaldAXRw5\n"
    "fpTYbWp4u/I0vbBSujqRv2rg2hgQPcmW6F/ChlfyG00ildCZOClgvs3vFwSRpkY2\n"
    "d+Cbxb8YApyNxMBJwxya9Jj/oaRg66YU+2qkX825o7Zt9XwhXp531Orjcx4yQ9CN\n"
    "7C4kRZmH2wrqGDpKmx75pYwLWfaE56ljD7yVVk/hbbF1xZqHJtUwAvdTS6t0GWgQ\n"
    "jlhZ4mUovj7baxjFoE0EIuNN8G/xuxVww/1IsyJWfUUsKr79wmXoS9dgV15y5ZGB\n"
    "a2S6ZoAsmDAq8j1Fe1euwaeuaCtz8dBk1NJVuQGpc1i7cDtBrjx2XJpUU65mJejW\n"
    "emLMIa3N9klYClrUtgxY3Z+wRfHLyIIvXKj3q3fvq+0o204jIE7jEgGz1BAFOhWE\n"
    "r4sKpgKIjTAWw2CUB4KWaNM53SYZY8fMfyraUG16G4DlXfEHXZ3gvRe4mh+MwWgo\n"
    "7W4W+KvIUYEByo9bV0xa/+T4T4FEAROXeY1M6lUbDKtMzyrmy3B5xBmAZINg2jTO\n"
    "AyOq6N4T3wWubz2vRHWvYhvmpHL0RB89Lq9zplxvHjgY6gYrfnchfFagI1Nl7so+\n"
    "s1/6gTWTxkdSCAcJQ/GqJxpCj5mf1fb2Y/HNU4zbNP1VK3rUpkMXibb0R6STEGaL\n"
    "3EM4KAx1gdWHYwDfLw/hU9XXe0cBrvSRx19kGmRQ4rxYC/n4tvULuZdIQDdAr9VM\n"
    "AXD+4dPdl7Q9odcJcwcCMhvjTjjzB6dq8acJrNULk8DmFzAL4cogk+HnQjgs41ko\n"
    "+xbtlkNlmAKVO037XSXaQDjjNXedmV3PsOgx8RAsWiNugzCQ4maXGBH9X6ohCsbw\n"
    "p2j7sxM+HkZ9+AHaoULS2/PGX0jz3rpLzGKOQ4cCZ5sH1YhNIceJLT+7Z7tcthtS\n"
    "sTBXMv2jqBRBJtuonDWdUzRN4/TlgIeCmRQiqVan/OPT0aS+5XbtkhOO7Jq/leap\n"
    "+XPnIrXm5dpmWzECMl54bfCTvwsa2QTyAdowQw+BPyFblWx9czeb58PW6nh38N/0\n"
    "AK6Bf3w9REVGrfy8AncT6de3NSxzW7ZMSB27ye+0v+Bm9W4fvxhTVljWs0FR6IN7\n"
    "kxPjVgOlKdDqlLMm1IigOwUZ/LljvxPOxi7QbQnH8oh1fHxXq/nFP+ds5XMl/gEJ\n"
    "ZMseO2mDNhVa9Q8X/kP7qRASmDpIxNQTIpX+vy317It9DJEv5qPVcghJXCCmnNBB\n"
    "q0tYpaUDydCzFOqGrDT7abEWFZnoZ/0/Dlkcds2L5UgT\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

std::optional<ErrorKind> refusal_of_key(const std::string& key) {
  try {
    sign_rs256(Secret(key), "text");
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("BEGIN"), std::string::npos);
    return error.kind();
  }
  return std::nullopt;
}

TEST(RsaSignatureTest, TheSignatureIsTheOneThatOpensslMakes) {
  const std::string signature =
      sign_rs256(Secret(test::k_drive_private_key), "igbotctl.signs-this");
  EXPECT_EQ(to_base64(signature), k_signed_by_openssl);
}

TEST(RsaSignatureTest, AnotherTextHasAnotherSignature) {
  const Secret key(test::k_drive_private_key);
  EXPECT_NE(sign_rs256(key, "igbotctl.signs-that"), sign_rs256(key, "igbotctl.signs-this"));
  EXPECT_EQ(sign_rs256(key, "").size(), 256U);
}

TEST(RsaSignatureTest, WhatIsNoFitKeyIsRefused) {
  const std::string good = test::k_drive_private_key;
  for (const std::string& key : {std::string(), std::string("key"), good.substr(0, good.size() / 2),
                                 std::string(k_curve_key), std::string(k_short_rsa_key),
                                 std::string(k_encrypted_rsa_key), std::string(20'000, 'A')}) {
    EXPECT_EQ(refusal_of_key(key), ErrorKind::usage) << key.substr(0, 40);
  }
}

}  // namespace
}  // namespace igbot::crypto
