// SPDX-License-Identifier: MIT
#include "core/schedule/plan_document.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using nlohmann::json;

const Zone& berlin() {
  static const Zone zone = Zone::find("Europe/Berlin");
  return zone;
}

Timestamp utc(const std::string& text) { return parse_time(text, Zone::find("UTC"), Timestamp{}); }

json whole(const json& posts) {
  return {{"kind", "igbotctl-plan"}, {"schema_version", 1},
          {"chat_id", -1001},        {"name", "team"},
          {"zone", "Europe/Berlin"}, {"exported_at", "2026-11-26T08:00:00.250Z"},
          {"from", "2026-11-26"},    {"to", "2026-12-03"},
          {"posts", posts}};
}

PlanDocument parsed(const json& document) { return parse_plan_document(document.dump(), berlin()); }

PlanEntry entry(const json& post) {
  const PlanDocument document = parsed(whole(json::array({post})));
  EXPECT_TRUE(document.problems.empty()) << document.problems.front().message;
  return document.entries.at(0);
}

/// The one problem of a document with this post.
PlanProblem problem(const json& post) {
  const PlanDocument document = parsed(whole(json::array({post})));
  EXPECT_EQ(document.problems.size(), 1U) << post;
  return document.problems.empty() ? PlanProblem{} : document.problems.front();
}

std::string refusal(const std::string& text) {
  try {
    parse_plan_document(text, berlin());
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.what();
  }
  return "not refused";
}

TEST(PlanDocument, TimesAreOnTheWallClockWithTheirOffset) {
  EXPECT_EQ(wall_clock_text(utc("2026-11-27T14:00:12Z"), berlin()), "2026-11-27T15:00:12+01:00");
  EXPECT_EQ(wall_clock_text(utc("2026-07-01T22:30:05.007Z"), berlin()),
            "2026-07-02T00:30:05.007+02:00");
  EXPECT_EQ(wall_clock_text(utc("2026-11-27T14:00:12Z"), Zone::find("America/St_Johns")),
            "2026-11-27T10:30:12-03:30");
}

TEST(PlanDocument, AZoneThatShiftsByHalfAnHourKeepsEachInstantApart) {
  const Zone zone = Zone::find("Australia/Lord_Howe");  // +11:00 until 02:00 on 4 April 2027
  for (const char* text :
       {"2027-04-03T14:45:00Z", "2027-04-03T15:10:00Z", "2027-04-03T15:40:00Z"}) {
    const std::string wall = wall_clock_text(utc(text), zone);
    EXPECT_EQ(utc_text(parse_time(wall, zone, Timestamp{})), text) << wall;
  }
  EXPECT_EQ(wall_clock_text(utc("2027-04-03T14:45:00Z"), zone), "2027-04-04T01:45:00+11:00");
  EXPECT_EQ(wall_clock_text(utc("2027-04-03T15:15:00Z"), zone), "2027-04-04T01:45:00+10:30");
}

TEST(PlanDocument, WhatIsExportedIsReadAgain) {
  const ExportedPost post{.id = PostId{17},
                          .due_at = utc("2026-11-27T14:00:12Z"),
                          .media = MediaId{5},
                          .path = "memes/a\n\"b\".jpg",
                          .category = "memes",
                          .state = post::PostState::approved};
  const json exported = to_json({.chat_id = TelegramChatId{-1001},
                                 .name = "team",
                                 .zone = berlin(),
                                 .exported_at = utc("2026-11-26T08:00:00.250Z"),
                                 .from = parse_date("2026-11-26"),
                                 .to = parse_date("2026-12-03"),
                                 .posts = {post}});
  EXPECT_EQ(exported["posts"][0]["due_at"], "2026-11-27T15:00:12+01:00");
  const PlanDocument read = parsed(exported);
  EXPECT_EQ(read.chat_id, TelegramChatId{-1001});
  EXPECT_EQ(read.exported_at, utc("2026-11-26T08:00:00.250Z"));
  ASSERT_TRUE(read.period);
  EXPECT_EQ(utc_text(read.period->from), "2026-11-25T23:00:00Z");
  EXPECT_EQ(utc_text(read.period->to), "2026-12-02T23:00:00Z");
  const PlanEntry& back = read.entries.at(0);
  EXPECT_EQ(back.id, post.id);
  EXPECT_EQ(back.due_at, post.due_at);
  EXPECT_EQ(back.media, post.media);
  EXPECT_EQ(back.path, post.path);
  EXPECT_EQ(back.state, post.state);
  EXPECT_EQ(back.where, "posts[0] (post 17)");
}

TEST(PlanDocument, ATimeMayBeWrittenInSeveralWays) {
  for (const char* due : {"2026-11-27T15:00:00+01:00", "2026-11-27 15:00", "2026-11-27T15:00",
                          "2026-11-27T14:00:00Z", "2026-11-27 15:00 +01:00"}) {
    EXPECT_EQ(entry({{"id", 1}, {"due_at", due}}).due_at, utc("2026-11-27T14:00:00Z")) << due;
  }
}

TEST(PlanDocument, WhatIsNullOrMissingIsNotTold) {
  const PlanEntry bare = entry({{"id", 3}, {"due_at", nullptr}, {"media_id", nullptr}});
  EXPECT_FALSE(bare.due_at || bare.media || bare.path || bare.state);
  const PlanEntry added = entry({{"id", nullptr}, {"due_at", "2026-11-27 15:00"}, {"path", "a"}});
  EXPECT_FALSE(added.id);
  EXPECT_EQ(added.where, "posts[0]");
}

TEST(PlanDocument, WithoutAPeriodAndTheTimeOfTheExportThereAreNone) {
  json document = whole(json::array());
  document.erase("from");
  document.erase("exported_at");
  const PlanDocument read = parsed(document);
  EXPECT_FALSE(read.period);
  EXPECT_FALSE(read.exported_at);
}

TEST(PlanDocument, EveryWrongEntryIsToldWithItsNumberAndPost) {
  const PlanDocument document = parsed(whole({{{"id", 1}, {"due_at", "soon"}},
                                              {{"id", 2}},
                                              {{"due_at", "2026-11-27 15:00"}},
                                              {{"id", 2}, {"status", "aproved"}},
                                              {{"id", 2}}}));
  ASSERT_EQ(document.problems.size(), 4U);
  EXPECT_EQ(document.problems[0].message, "posts[0] (post 1): due_at: is no date with a time");
  EXPECT_EQ(document.problems[1].message, "posts[2]: a new post needs media_id or path");
  EXPECT_EQ(document.problems[2].message, "posts[3] (post 2): status: is no state of a post");
  EXPECT_EQ(document.problems[3].message, "posts[4] (post 2): stands here twice");
  EXPECT_EQ(document.entries.size(), 1U);
}

TEST(PlanDocument, WrongValuesAreRefusedWithWhatToDo) {
  const std::string due = "2026-11-27 15:00";
  for (const json& post : std::vector<json>{
           {{"id", 0}},
           {{"id", "17"}},
           {{"id", 1.5}},
           {{"id", 1}, {"media_id", -2}},
           {{"id", 1}, {"path", 7}},
           {{"id", 1}, {"due_at", "+2h"}},
           {{"id", 1}, {"due_at", "15:00"}},
           {{"id", 1}, {"due_at", "2026-11-27"}},
           {{"id", 1}, {"due_at", "2026-11-27 9:30"}},
           {{"id", 1}, {"due_at", "2026-02-30 15:00"}},
           {{"id", 1}, {"due_at", "2038-01-01T15:00:00Z"}},
           {{"media_id", 5}},
           {{"due_at", due}, {"media_id", 5}, {"status", "canceled"}},
           {{"due_at", due}, {"media_id", 5}, {"status", "posted"}},
           "post",
       }) {
    EXPECT_EQ(problem(post).kind, ErrorKind::usage) << post;
  }
  EXPECT_NE(problem({{"id", 1}, {"due_at", "15:00"}}).hint.find("2026-11-27 15:00"),
            std::string::npos);
}

TEST(PlanDocument, AnUnknownKeyIsRefusedAndTheNearestNamed) {
  const PlanProblem unknown = problem({{"id", 1}, {"dueat", "x"}});
  EXPECT_EQ(unknown.message, "posts[0] (post 1): dueat: unknown key");
  EXPECT_NE(unknown.hint.find("did you mean due_at?"), std::string::npos);
  json document = whole(json::array());
  document["form"] = "2026-11-26";
  EXPECT_EQ(refusal(document.dump()), "invalid plan file: form: unknown key");
}

TEST(PlanDocument, OtherFilesAreRefused) {
  const auto with = [](const char* key, const json& value) {
    json document = whole(json::array());
    document[key] = value;
    return refusal(document.dump());
  };
  EXPECT_EQ(refusal("{"), "invalid plan file: not valid JSON at line 1, column 1");
  EXPECT_EQ(refusal("[]"), "invalid plan file: must be a JSON object");
  EXPECT_EQ(refusal("{}"), "invalid plan file: kind: is missing");
  EXPECT_EQ(with("kind", "igbotctl-settings"), "invalid plan file: kind: this is no exported plan");
  EXPECT_NE(with("schema_version", 2).find("made by a newer igbotctl"), std::string::npos);
  EXPECT_NE(with("chat_id", "team").find("chat_id: must be a whole number"), std::string::npos);
  EXPECT_NE(with("zone", "Berlin").find("zone: unknown time zone"), std::string::npos);
  EXPECT_NE(with("to", "2026-11-26").find("to: must be a later day than from"), std::string::npos);
  EXPECT_NE(with("from", "today").find("from: not a date"), std::string::npos);
  EXPECT_NE(with("exported_at", "yesterday").find("exported_at: must be null or a time in UTC"),
            std::string::npos);
  EXPECT_NE(with("posts", json::object()).find("posts: must be a JSON array"), std::string::npos);
}

TEST(PlanDocument, IsBounded) {
  json posts = json::array();
  for (int id = 1; id <= 1001; ++id) posts.push_back({{"id", id}});
  EXPECT_NE(refusal(whole(posts).dump()).find("1001 posts, at most 1000"), std::string::npos);
  EXPECT_NE(refusal(std::string(5 << 20, ' ')).find("larger than"), std::string::npos);
}

TEST(PlanDocument, WhatIsNoPlanAtAllNamesTheCommandThatWritesOne) {
  for (const char* text : {"{}", "[]", "what", ""}) {
    try {
      parse_plan_document(text, Zone::find("UTC"));
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage) << text;
      EXPECT_NE(error.hint(), "") << text;
    }
  }
}

}  // namespace
}  // namespace igbot::schedule
