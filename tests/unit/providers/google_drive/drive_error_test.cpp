// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_error.hpp"

#include <gtest/gtest.h>

#include <string>

namespace igbot::google_drive {
namespace {

using namespace std::chrono_literals;

http::Response drive_answer(int status, const std::string& reason) {
  return {.status = status,
          .body = R"({"error":{"code":0,"message":"no\nway","errors":[{"reason":")" + reason +
                  R"("}]}})"};
}

TEST(DriveErrorTest, PausesDoubleAndHalfOfThemIsChance) {
  EXPECT_EQ(pause_before_retry(1, 0s, std::nullopt, 0.0), 500ms);
  EXPECT_EQ(pause_before_retry(1, 0s, std::nullopt, 1.0), 1s);
  EXPECT_EQ(pause_before_retry(2, 1s, std::nullopt, 1.0), 2s);
  EXPECT_EQ(pause_before_retry(4, 7s, std::nullopt, 1.0), 8s);
  EXPECT_EQ(pause_before_retry(5, 15s, std::nullopt, 1.0), std::nullopt);
}

TEST(DriveErrorTest, WhatTheOtherSideAsksForIsWaitedUpToAMinuteInAll) {
  EXPECT_EQ(pause_before_retry(1, 0s, 30s, 1.0), 30s);
  EXPECT_EQ(pause_before_retry(2, 30s, 30s, 1.0), 30s);
  EXPECT_EQ(pause_before_retry(3, 60s, 1s, 1.0), std::nullopt);
  EXPECT_EQ(pause_before_retry(1, 0s, 61s, 1.0), std::nullopt);
  EXPECT_EQ(pause_before_retry(1, 0s, 0s, 1.0), 1s);
}

TEST(DriveErrorTest, RetryAfterIsANumberOfSecondsOrNothing) {
  const auto with = [](const std::string& value) {
    return retry_after_of({.status = 429, .headers = {{"retry-after", value}}, .body = {}});
  };
  EXPECT_EQ(with("7"), 7s);
  EXPECT_EQ(with("-7"), std::nullopt);
  EXPECT_EQ(with("Wed, 21 Oct 2026 07:28:00 GMT"), std::nullopt);
  EXPECT_EQ(with("999999999999"), 24h);
  EXPECT_EQ(retry_after_of({.status = 429, .headers = {}, .body = {}}), std::nullopt);
}

TEST(DriveErrorTest, OnlySomeReasonsOfA403Pass) {
  EXPECT_TRUE(is_passing(drive_answer(403, "userRateLimitExceeded")));
  EXPECT_FALSE(is_passing(drive_answer(403, "downloadQuotaExceeded")));
  EXPECT_FALSE(is_passing(drive_answer(403, "somethingNew")));
  EXPECT_FALSE(is_passing({.status = 403, .headers = {}, .body = "<html>"}));
  EXPECT_FALSE(is_passing(drive_answer(400, "rateLimitExceeded")));
  EXPECT_TRUE(is_passing({.status = 502, .headers = {}, .body = "<html>"}));
}

TEST(DriveErrorTest, ARefusalIsToldInWordsOnOneLine) {
  const DriveRefusal unknown = refusal_of(drive_answer(403, "somethingNew"), "listing");
  EXPECT_EQ(unknown.kind(), ErrorKind::failed);
  EXPECT_STREQ(unknown.what(), "listing failed: no way (403)");
  EXPECT_EQ(unknown.status(), 403);
  const DriveRefusal off =
      refusal_of({.status = 403,
                  .headers = {},
                  .body = R"({"error":{"details":[5,{"reason":"SERVICE_DISABLED"}]}})"},
                 "listing");
  EXPECT_EQ(off.kind(), ErrorKind::auth);
  EXPECT_NE(off.hint().find("turn on the Google Drive API"), std::string::npos);
  EXPECT_EQ(refusal_of({.status = 404, .headers = {}, .body = ""}, "listing").kind(),
            ErrorKind::not_found);
  EXPECT_EQ(refusal_of({.status = 500, .headers = {}, .body = ""}, "listing").kind(),
            ErrorKind::temporary);
}

}  // namespace
}  // namespace igbot::google_drive
