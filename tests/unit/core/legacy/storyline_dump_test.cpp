// SPDX-License-Identifier: MIT
#include "core/legacy/storyline_dump.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "core/error.hpp"

namespace igbot::legacy {
namespace {

const std::string k_id = "00000000-0000-4000-8000-00000000000";

StorylineDump read_text(const std::string& text) {
  std::istringstream in(text);
  return read_storyline_dump(in, "test.sql");
}

std::string users(const std::string& columns, const std::string& rows) {
  return "COPY public.users (" + columns + ") FROM stdin;\n" + rows + "\\.\n";
}

TEST(StorylineDump, ReadsColumnsInAnyOrderAndLeavesTheUnknownOut) {
  const auto dump = read_text(users("role, shoe_size, telegram_user_id, total_posts, id",
                                    "admin\t43\t77\t5\t" + k_id + "1\n"));
  ASSERT_EQ(dump.users.size(), 1U);
  EXPECT_EQ(dump.users[0].telegram_id, 77);
  EXPECT_EQ(dump.users[0].role, "admin");
  EXPECT_EQ(dump.unknown_columns, std::vector<std::string>{"users.shoe_size"});
}

TEST(StorylineDump, RefusesARowAndGoesOn) {
  const auto dump = read_text(users("id, telegram_user_id", k_id + "1\t77\nnone\t78\n" + k_id +
                                                                "2\t\\N\n79\n" + k_id + "3\t80\n"));
  EXPECT_EQ(dump.users.size(), 2U);
  ASSERT_EQ(dump.refused.size(), 3U);
  EXPECT_EQ(dump.refused[0].line, 3);
  EXPECT_EQ(dump.refused[0].kind, "users");
  EXPECT_EQ(dump.refused[0].reason, "id is not a UUID: 'none'");
  EXPECT_EQ(dump.refused[1].reason, "telegram_user_id is missing");
  EXPECT_EQ(dump.refused[2].reason, "has fewer fields than its table has columns");
}

TEST(StorylineDump, CountsWhatHasNoPlaceHere) {
  const auto dump = read_text(users("id, telegram_user_id", "") +
                              "COPY public.audit_log (id) FROM stdin;\n1\n2\n\\.\n");
  EXPECT_EQ(dump.left_out.at("audit_log"), 2);
}

TEST(StorylineDump, LeavesATableOfTheSameNameInAnotherSchemaAlone) {
  const auto dump = read_text("COPY auth.users (id, email) FROM stdin;\n1\ta@example.org\n\\.\n" +
                              users("id, telegram_user_id", k_id + "1\t77\n"));
  EXPECT_EQ(dump.users.size(), 1U);
  EXPECT_TRUE(dump.refused.empty());
  EXPECT_EQ(dump.left_out.at("users"), 1);
}

TEST(StorylineDump, IsNotADumpOfSomethingElse) {
  try {
    read_text("COPY public.wp_posts (id) FROM stdin;\n1\n\\.\n");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_STREQ(error.what(), "dump holds no table of the former system: test.sql");
  }
}

}  // namespace
}  // namespace igbot::legacy
