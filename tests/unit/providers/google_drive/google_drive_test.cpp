// SPDX-License-Identifier: MIT
#include "providers/google_drive/google_drive.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "core/error.hpp"
#include "tests/support/drive_sandbox.hpp"

namespace igbot::google_drive {
namespace {

constexpr const char* k_folder = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ-_0123";

std::optional<ErrorKind> refusal_of_key_file(const std::string& text) {
  try {
    address_of_service_account(Secret(text));
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("PRIVATE"), std::string::npos);
    return error.kind();
  }
  return std::nullopt;
}

TEST(FolderIdTest, WhatPeopleCopyNamesTheFolder) {
  const std::string id = k_folder;
  for (const std::string& given :
       {id, "  " + id + "\n", "https://drive.google.com/drive/folders/" + id,
        "https://drive.google.com/drive/folders/" + id + "?usp=sharing",
        "https://drive.google.com/drive/u/1/folders/" + id + "/",
        "https://drive.google.com/drive/u/0/folders/" + id + "#x",
        "drive.google.com/drive/folders/" + id, "https://drive.google.com/open?id=" + id,
        "https://drive.google.com/open?authuser=0&id=" + id + "&x=y"}) {
    EXPECT_EQ(folder_id_of(given), id) << given;
  }
  EXPECT_EQ(folder_id_of("root"), "root");
  EXPECT_EQ(folder_id_of("https://drive.google.com/drive/my-drive"), "root");
}

TEST(FolderIdTest, AnythingElseIsRefused) {
  const std::string id = k_folder;
  for (const std::string& given :
       {std::string(), std::string("memes"), std::string("my folder name"),
        "https://example.org/drive/folders/" + id,
        "https://drive.google.com.evil.org/folders/" + id,
        "http://drive.google.com@evil.org/folders/" + id,
        std::string("https://drive.google.com/drive/folders/"),
        std::string("https://drive.google.com/drive/folders/.."), id + "' or 'x", "../" + id,
        std::string(5'000, 'a')}) {
    EXPECT_THROW(folder_id_of(given), Error) << given;
  }
}

TEST(ServiceAccountTest, TheKeyFileNamesItsAddress) {
  EXPECT_EQ(address_of_service_account(Secret(test::DriveSandbox::service_account_json())),
            test::DriveSandbox::k_service_account);
}

TEST(ServiceAccountTest, WhatIsNoKeyFileIsRefused) {
  const std::string good = test::DriveSandbox::service_account_json();
  const auto replaced = [&good](const std::string& what, const std::string& by) {
    std::string text = good;
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), by);
  };
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("[]"), good.substr(0, good.size() / 2),
        std::string(R"({"installed":{"client_id":"x"}})"),
        replaced("\"service_account\"", "\"authorized_user\""),
        replaced("stories@sandbox", "stories\\n@sandbox"), replaced("client_email", "email"),
        replaced("private_key_id", "key_id"), replaced("BEGIN PRIVATE KEY", "BEGIN NOTHING"),
        replaced("MII", "MIA"), std::string(100'000, ' ')}) {
    EXPECT_EQ(refusal_of_key_file(text), ErrorKind::usage) << text.substr(0, 60);
  }
}

}  // namespace
}  // namespace igbot::google_drive
