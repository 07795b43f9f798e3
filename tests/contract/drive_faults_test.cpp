// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <tuple>

#include "core/text/text.hpp"
#include "tests/support/drive_world.hpp"

namespace igbot {
namespace {

using test::DriveFaultKind;
using test::Paths;

class DriveFaultsContract : public testing::Test, protected test::DriveWorld {
 protected:
  DriveFaultsContract() { drive.add_file(root, "a.jpg", "a"); }

  std::pair<ErrorKind, std::string> failure() {
    return test::drive_failure([this] { test::whole_listing(*open(root)); });
  }
  void answer_list_with(const std::string& body) {
    drive.fail_next("files.list", {.kind = DriveFaultKind::answer, .status = 200, .body = body});
  }
  /// A listing of one file that is described so.
  void list_as(const std::string& file) { answer_list_with(R"({"files": [)" + file + "]}"); }
};

TEST_F(DriveFaultsContract, ARefusedTokenIsRenewedOnce) {
  const auto source = open(root);
  test::whole_listing(*source);
  drive.expire_access_tokens();
  EXPECT_EQ(test::whole_listing(*source).entries.size(), 1U);
  drive.fail_next("files.list", {.status = 401, .reason = "authError"}, 2);
  drive.forget_calls();
  EXPECT_EQ(test::drive_failure([&] { test::whole_listing(*source); }).first, ErrorKind::auth);
  EXPECT_EQ(drive.calls("files.list").size(), 2U);
  EXPECT_EQ(drive.calls("token").size(), 1U);
}

TEST_F(DriveFaultsContract, WhatPassesIsWaitedFor) {
  for (const test::DriveFault& fault :
       {test::DriveFault{.status = 403, .reason = "rateLimitExceeded"},
        test::DriveFault{.status = 403, .reason = "userRateLimitExceeded"},
        test::DriveFault{.status = 403, .reason = "sharingRateLimitExceeded"},
        test::DriveFault{.status = 403, .reason = "dailyLimitExceeded"},
        test::DriveFault{.status = 429, .reason = "rateLimitExceeded"},
        test::DriveFault{.status = 500, .reason = "backendError"}}) {
    SCOPED_TRACE(fault.reason);
    const Timestamp before = clock.now();
    drive.forget_calls();
    drive.fail_next("files.list", fault, 4);
    EXPECT_EQ(test::whole_listing(*open(root)).entries.size(), 1U);
    EXPECT_EQ(drive.calls("files.list").size(), 5U);
    EXPECT_GE(clock.now() - before, std::chrono::milliseconds(7'500));
    EXPECT_LE(clock.now() - before, std::chrono::seconds(15));
    drive.forget_calls();
    drive.fail_next("files.list", fault, 5);
    EXPECT_EQ(failure().first, ErrorKind::temporary);
    EXPECT_EQ(drive.calls("files.list").size(), 5U);
  }
}

TEST_F(DriveFaultsContract, ConnectionsThatEndAreWaitedForButNotForEver) {
  drive.fail_next("files.list", {.kind = DriveFaultKind::reset}, 3);
  EXPECT_EQ(test::whole_listing(*open(root)).entries.size(), 1U);
  // libcurl itself asks once more where a kept connection ended.
  drive.forget_calls();
  drive.fail_next("files.list", {.kind = DriveFaultKind::reset}, 10);
  EXPECT_EQ(failure().first, ErrorKind::temporary);
  EXPECT_LE(drive.calls("files.list").size(), 10U);
}

TEST_F(DriveFaultsContract, RetryAfterIsObeyedWithinBounds) {
  const Timestamp before = clock.now();
  drive.fail_next("files.list", {.status = 429, .reason = "x", .retry_after = "20"});
  test::whole_listing(*open(root));
  EXPECT_EQ(clock.now() - before, std::chrono::seconds(20));
  drive.fail_next("files.list", {.status = 429, .reason = "x", .retry_after = "3600"});
  EXPECT_EQ(failure().first, ErrorKind::temporary);
  EXPECT_EQ(clock.now() - before, std::chrono::seconds(20));
  drive.fail_next("files.list", {.status = 503, .reason = "x", .retry_after = "-5"});
  EXPECT_EQ(test::whole_listing(*open(root)).entries.size(), 1U);
}

TEST_F(DriveFaultsContract, APermanentRefusalIsToldAtOnce) {
  const std::vector<std::tuple<std::string, ErrorKind, std::string>> table{
      {"insufficientFilePermissions", ErrorKind::not_found, "may not read"},
      {"insufficientPermissions", ErrorKind::auth, "does not allow reading"},
      {"domainPolicy", ErrorKind::auth, "administrator of the domain"},
      {"accessNotConfigured", ErrorKind::auth, "API is off"},
      {"somethingNew", ErrorKind::failed, "sandbox says somethingNew (403)"}};
  for (const auto& [reason, kind, words] : table) {
    drive.forget_calls();
    drive.fail_next("changes.start", {.status = 403, .reason = reason});
    const auto told = failure();
    EXPECT_EQ(told.first, kind) << reason;
    EXPECT_NE(told.second.find(words), std::string::npos) << told.second;
    EXPECT_EQ(drive.calls("changes.start").size(), 1U);
  }
}

TEST_F(DriveFaultsContract, SenselessAnswersFailInWords) {
  for (const char* body :
       {"", "<html>", "[]", "null", "{}", R"({"files": 5})", R"({"files": {"id": "x"}})"}) {
    answer_list_with(body);
    EXPECT_EQ(failure().first, ErrorKind::failed) << body;
  }
  answer_list_with(std::string(20'000'000, ' '));
  EXPECT_EQ(failure().first, ErrorKind::bug) << "a too long answer is asked for again";
  answer_list_with(R"({"files": [], "nextPageToken": "again"})");
  answer_list_with(R"({"files": [], "nextPageToken": "again"})");
  EXPECT_EQ(failure().first, ErrorKind::failed);
}

TEST_F(DriveFaultsContract, FilesDescribedWronglyDoNotStopTheOthers) {
  answer_list_with(
      R"({"files": [null, 5, {"id": ["x"]}, {"id": "../../etc"}, {"id": ""},
          {"id": "noName", "mimeType": "image/jpeg", "size": "3", "md5Checksum": "zz",
           "headRevisionId": "r1"},
          {"id": "wrongTypes", "name": 7, "mimeType": [], "parents": "x", "trashed": "yes"},
          {"id": "good", "name": "good.jpg", "size": "4", "headRevisionId": "r2"}]})");
  const media::MediaPage page = test::whole_listing(*open(root));
  EXPECT_EQ(test::paths_of(page.entries), (Paths{"(no name).jpg", "good.jpg"}));
  EXPECT_EQ(page.problems.size(), 5U);
  EXPECT_EQ(page.skipped, 1);
  EXPECT_TRUE(page.incomplete);
  EXPECT_FALSE(page.entries[0].md5);
}

TEST_F(DriveFaultsContract, SizesAreTextsOrNumbersAndNotNegative) {
  const auto described = [](const std::string& size) {
    return R"({"id": "f", "name": "f.jpg", "headRevisionId": "r", "size": )" + size + "}";
  };
  for (const char* good : {"12", "\"12\""}) {
    list_as(described(good));
    const media::MediaPage page = test::whole_listing(*open(root));
    ASSERT_EQ(page.entries.size(), 1U) << good;
    EXPECT_EQ(page.entries[0].size, 12);
  }
  for (const char* bad : {"-1", "\"-1\"", "\"1e3\"", "1.5", "null", "\"99999999999999999999\"",
                          "18446744073709551615", "[]"}) {
    list_as(described(bad));
    const media::MediaPage page = test::whole_listing(*open(root));
    EXPECT_TRUE(page.entries.empty()) << bad;
    EXPECT_EQ(page.problems.size(), 1U) << bad;
    EXPECT_FALSE(page.incomplete);
  }
}

TEST_F(DriveFaultsContract, HostileNamesStayOnePartOfAPath) {
  const std::string up = drive.add_folder(root, "a/..");
  drive.add_file(up, "a/../../etc/passwd.jpg", "1");
  drive.add_file(root, "..", "hidden");
  drive.add_file(root, "../hidden.jpg", "as every name that begins with a dot");
  drive.add_file(root, std::string("nul\0byte\n.jpg", 13), "2");
  drive.add_file(root, std::string(10'000, 'x') + ".jpg", "3");
  drive.add_file(drive.add_folder(root, ""), "/.jpg", "4");
  const media::MediaPage page = test::whole_listing(*open(root));
  EXPECT_EQ(page.entries.size(), 5U);
  for (const media::MediaEntry& entry : page.entries) {
    EXPECT_LE(entry.path.size(), 300U);
    for (const std::string& part : text::split(entry.path, '/')) {
      EXPECT_TRUE(part != "" && part != "." && part != "..") << entry.path;
    }
    EXPECT_EQ(entry.path.find_first_of(std::string("\0\n", 2)), std::string::npos);
    EXPECT_TRUE(entry.path.ends_with(".jpg")) << entry.path;
    EXPECT_LE(std::count(entry.path.begin(), entry.path.end(), '/'), 1);
    EXPECT_NE(media::category_of(entry.path), "");
  }
}

TEST_F(DriveFaultsContract, FoldersDeeperThan32AreLeftOutAndTold) {
  std::string at = root;
  for (int level = 1; level <= 64; ++level) {
    at = drive.add_folder(at, std::to_string(level));
    drive.add_file(at, "x.jpg", std::to_string(level));
  }
  const media::MediaPage page = test::whole_listing(*open(root));
  EXPECT_EQ(page.entries.size(), 33U);
  EXPECT_TRUE(page.incomplete);
  EXPECT_EQ(page.problems.size(), 1U);
}

TEST_F(DriveFaultsContract, AFolderThatVanishesWhileItsTurnComesIsIncomplete) {
  for (int i = 0; i < 3; ++i) {
    drive.add_file(drive.add_folder(root, std::to_string(i)), "x.jpg", std::to_string(i));
  }
  const auto source = open(root);
  media::MediaPage page = source->list(std::nullopt);
  // The three at once, then the first of them alone.
  drive.fail_next("files.list", {.status = 404, .reason = "notFound"}, 2);
  std::size_t entries = page.entries.size();
  bool incomplete = false;
  while (page.next) {
    page = source->list(page.next);
    entries += page.entries.size();
    incomplete = incomplete || page.incomplete;
  }
  EXPECT_EQ(entries, 3U);
  EXPECT_TRUE(incomplete);
}

TEST_F(DriveFaultsContract, WhatIsNoIdIsNotAskedFor) {
  for (const char* bad : {"a' or 'b", "..", "../changes", "a?b"}) {
    EXPECT_EQ(test::drive_failure([&] { open(bad)->list(std::nullopt); }).first,
              ErrorKind::not_found);
  }
  EXPECT_TRUE(drive.calls().empty());
}

}  // namespace
}  // namespace igbot
