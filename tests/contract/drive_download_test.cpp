// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <tuple>

#include "tests/support/drive_world.hpp"
#include "tests/support/temporary_file.hpp"

namespace igbot {
namespace {

using test::DriveFaultKind;

class DriveDownloadContract : public testing::Test, protected test::DriveWorld {
 protected:
  DriveDownloadContract() {
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 + i / 251);
    id = drive.add_file(root, "clip.mp4", bytes);
    source = open(root);
    entry = test::whole_listing(*source).entries.at(0);
    drive.forget_calls();
  }
  std::string read() { return test::bytes_of(*source, entry); }
  std::pair<ErrorKind, std::string> failure() {
    return test::drive_failure([this] { read(); });
  }

  std::string bytes = std::string(500'000, '\0');
  std::string id;
  std::unique_ptr<media::MediaSource> source;
  media::MediaEntry entry;
};

TEST_F(DriveDownloadContract, ABrokenTransferGoesOnWhereItEnded) {
  drive.fail_next("files.download", {.kind = DriveFaultKind::break_after, .bytes = 100'000});
  drive.fail_next("files.download", {.kind = DriveFaultKind::reset});
  drive.fail_next("files.download", {.kind = DriveFaultKind::break_after, .bytes = 300'000});
  EXPECT_TRUE(read() == bytes);
  const auto calls = drive.calls("files.download");
  ASSERT_EQ(calls.size(), 4U);
  EXPECT_EQ(calls[0].range, "");
  EXPECT_EQ(calls[1].range, "bytes=100000-");
  EXPECT_EQ(calls[2].range, "bytes=100000-");
  EXPECT_EQ(calls[3].range, "bytes=300000-");
}

TEST_F(DriveDownloadContract, AFileReplacedWhileItBrokeIsNotMixed) {
  drive.fail_next("files.download", {.kind = DriveFaultKind::break_after, .bytes = 100'000});
  std::string got;
  const auto failure = test::drive_failure([&] {
    source->read({entry.identifier, entry.version}, [&](std::string_view piece) {
      if (got.empty()) drive.replace(id, std::string(500'000, 'n'));
      got += piece;
    });
  });
  EXPECT_EQ(failure.first, ErrorKind::not_found);
  EXPECT_NE(failure.second.find("changed while it was read"), std::string::npos);
}

TEST_F(DriveDownloadContract, ARangeThatIsNotServedEndsTheReading) {
  for (const auto kind : {DriveFaultKind::ignore_range, DriveFaultKind::wrong_range}) {
    drive.fail_next("files.download", {.kind = DriveFaultKind::break_after, .bytes = 1'000});
    drive.fail_next("files.download", {.kind = kind});
    EXPECT_EQ(failure().first, ErrorKind::temporary);
  }
}

TEST_F(DriveDownloadContract, OtherBytesThanTheChecksumSaysAreRefused) {
  drive.fail_next("files.download", {.kind = DriveFaultKind::other_bytes});
  const auto [kind, text] = failure();
  EXPECT_EQ(kind, ErrorKind::not_found);
  EXPECT_EQ(text, "file of Google Drive changed while it was read: clip.mp4");
}

TEST_F(DriveDownloadContract, MoreBytesThanListedAreRefused) {
  drive.fail_next("files.download", {.kind = DriveFaultKind::too_much, .bytes = 1});
  EXPECT_EQ(failure().first, ErrorKind::not_found);
  drive.fail_next("files.download", {.kind = DriveFaultKind::too_much, .bytes = 4'000'000});
  EXPECT_EQ(failure().first, ErrorKind::not_found);
}

TEST_F(DriveDownloadContract, AnotherVersionIsNotRead) {
  drive.replace(id, "new");
  EXPECT_EQ(failure().first, ErrorKind::not_found);
  EXPECT_TRUE(drive.calls("files.download").empty());
}

TEST_F(DriveDownloadContract, WhatIsGoneTrashedOrForbiddenIsNotFound) {
  drive.trash(id);
  EXPECT_EQ(failure().first, ErrorKind::not_found);
  drive.untrash(id);
  drive.forbid_download(id);
  EXPECT_EQ(failure().first, ErrorKind::not_found);
  drive.remove(id);
  EXPECT_EQ(failure().first, ErrorKind::not_found);
  EXPECT_EQ(test::drive_failure([&] {
              source->read({"../secret", "v"}, [](std::string_view) {});
            }).first,
            ErrorKind::not_found);
}

TEST_F(DriveDownloadContract, ARedirectToAnotherHostGetsNoToken) {
  drive.redirect_downloads(true);
  drive.fail_next("content", {.kind = DriveFaultKind::break_after, .bytes = 200'000});
  EXPECT_TRUE(read() == bytes);
  const auto calls = drive.calls("content");
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_FALSE(calls[0].had_token);
  EXPECT_EQ(calls[1].range, "bytes=200000-");
}

TEST_F(DriveDownloadContract, RedirectsAreFewAndOnlyToAllowedAddresses) {
  for (const char* bad :
       {"http://example.org/x", "ftp://127.0.0.1/x", "//example.org/x", "", "file:///etc/passwd"}) {
    drive.fail_next("files.download", {.kind = DriveFaultKind::redirect, .body = bad});
    const auto [kind, text] = failure();
    EXPECT_EQ(kind, ErrorKind::failed) << bad;
    EXPECT_NE(text.find("not allowed"), std::string::npos) << text;
  }
  const std::string itself = "/drive/v3/files/" + id + "?alt=media&supportsAllDrives=true";
  drive.fail_next("files.download", {.kind = DriveFaultKind::redirect, .body = itself}, 3);
  EXPECT_TRUE(read() == bytes);
  drive.fail_next("files.download", {.kind = DriveFaultKind::redirect, .body = itself}, 4);
  EXPECT_NE(failure().second.find("too often"), std::string::npos);
}

TEST_F(DriveDownloadContract, RefusalsOfADownloadAreTold) {
  const std::vector<std::tuple<std::string, ErrorKind, std::string>> table{
      {"cannotDownloadAbusiveFile", ErrorKind::not_found, "malware"},
      {"cannotDownloadFile", ErrorKind::not_found, "its owner forbade"},
      {"downloadQuotaExceeded", ErrorKind::temporary, "too often today"},
      {"appNotAuthorizedToFile", ErrorKind::auth, "does not cover"}};
  for (const auto& [reason, kind, words] : table) {
    drive.forget_calls();
    drive.fail_next("files.download", {.status = 403, .reason = reason});
    const auto told = failure();
    EXPECT_EQ(told.first, kind) << reason;
    EXPECT_NE(told.second.find(words), std::string::npos) << told.second;
    EXPECT_EQ(drive.calls("files.download").size(), 1U) << reason;
  }
}

TEST_F(DriveDownloadContract, APassingRefusalOfADownloadIsWaitedFor) {
  const Timestamp before = clock.now();
  drive.fail_next("files.download", {.status = 403, .reason = "userRateLimitExceeded"}, 2);
  EXPECT_TRUE(read() == bytes);
  EXPECT_GT(clock.now(), before);
  drive.fail_next("files.download", {.status = 503, .reason = "backendError"}, 5);
  EXPECT_EQ(failure().first, ErrorKind::temporary);
}

TEST_F(DriveDownloadContract, ATokenThatEndsMeanwhileIsRenewed) {
  drive.expire_access_tokens();
  EXPECT_TRUE(read() == bytes);
}

TEST_F(DriveDownloadContract, WhatTheSinkThrowsComesThrough) {
  EXPECT_THROW(source->read({entry.identifier, entry.version},
                            [](std::string_view) { throw std::length_error("full"); }),
               std::length_error);
  EXPECT_EQ(drive.calls("files.download").size(), 1U);
}

TEST_F(DriveDownloadContract, AFetchThatFailsLeavesNoFile) {
  const test::TemporaryFile to("fetched.mp4", "");
  std::filesystem::remove(to.path());
  drive.fail_next("files.download", {.kind = DriveFaultKind::other_bytes});
  EXPECT_THROW(source->fetch({entry.identifier, entry.version}, to.path()), Error);
  EXPECT_FALSE(std::filesystem::exists(to.path()));
  source->fetch({entry.identifier, entry.version}, to.path());
  EXPECT_EQ(std::filesystem::file_size(to.path()), bytes.size());
}

}  // namespace
}  // namespace igbot
