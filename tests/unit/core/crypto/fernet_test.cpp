// SPDX-License-Identifier: MIT
#include "core/crypto/fernet.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace igbot::crypto {
namespace {

// The key and the tokens of the specification's generate.json, verify.json and invalid.json.
const std::string k_spec_key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
const std::string k_spec_token =
    "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU"
    "4IwqDA==";
const std::string k_other_key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

std::optional<std::string> opened(const std::string& token, const std::string& keys = k_spec_key) {
  const auto secret = FernetKeys::parse(Secret(keys)).open(token);
  if (!secret) return std::nullopt;
  return secret->reveal();
}

TEST(Fernet, OpensTheTokenOfTheSpecification) {
  EXPECT_EQ(opened(k_spec_token), "hello");
  EXPECT_EQ(opened(k_spec_token.substr(0, k_spec_token.size() - 2)), "hello");
}

TEST(Fernet, RefusesTheInvalidTokensOfTheSpecification) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"incorrect mac",
       "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-"
       "szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFB"
       "QUFBQQ=="},
      {"too short", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA=="},
      {"invalid base64",
       "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-"
       "p1"
       "YsUD2Q=="},
      {"payload size not multiple of block size",
       "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_"
       "v7mrfyu"
       "dzUm"},
      {"payload padding error",
       "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-"
       "JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuK"
       "qNOhw=="},
      {"incorrect IV (causes padding error)",
       "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-"
       "fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvc"
       "ZjK1zQ=="}};
  for (const auto& [what, token] : cases) EXPECT_EQ(opened(token), std::nullopt) << what;
}

TEST(Fernet, RefusesWellSignedTokensOfAnotherMake) {
  const std::string head = "AAAAAAdwJ6wAAECAwQFBgcICQoLDA0OD";
  EXPECT_EQ(
      opened("g" + head + "9O-hSSAA1cDYH_uVfvb_j0QxrzIGex7vDcfNheNfdyq9KSAfc1C7lLq_NPUjj6naQ=="),
      std::nullopt)
      << "no padding";
  EXPECT_EQ(
      opened("gQAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLKY7covSkDHw9ma-418Z5yfJ0bA"
             "i-R_TUVpW6VSXlO8JA=="),
      std::nullopt)
      << "version 0x81";
  EXPECT_EQ(opened("g" + head + "2IXeW0FYyXiuAJk_zX-E-FTBOpoVs4HED35KbDYabN0"), std::nullopt)
      << "no ciphertext";
}

TEST(Fernet, OpensATokenOfNothingToNothing) {
  EXPECT_EQ(
      opened("gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkyKTyMbYmiNsw2aOq718ErZlYQ"
             "bIORRvp9giNbObzxmg=="),
      "");
}

TEST(Fernet, AnyOfSeveralKeysOpens) {
  EXPECT_EQ(opened(k_spec_token, k_other_key), std::nullopt);
  EXPECT_EQ(opened(k_spec_token, k_other_key + "," + k_spec_key), "hello");
  EXPECT_EQ(opened(k_spec_token, "# old\n" + k_spec_key + "\n" + k_other_key + "\n"), "hello");
}

TEST(Fernet, AChangedByteAnywhereIsNoticed) {
  for (std::size_t at = 0; at < k_spec_token.size() - 2; ++at) {
    std::string changed = k_spec_token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(opened(changed), std::nullopt) << at;
  }
  EXPECT_EQ(opened(""), std::nullopt);
}

TEST(Fernet, WhatIsNoKeyIsRefusedWithoutShowingIt) {
  for (const char* text : {"", "# nothing\n", "too short", "c2hvcnQ="}) {
    try {
      FernetKeys::parse(Secret(text));
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::config);
      EXPECT_EQ(std::string(error.what()).find("short"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace igbot::crypto
