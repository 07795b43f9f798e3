// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/cli/plan_cli.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

using ScheduleApplyCli = PlanCli;

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_F(ScheduleApplyCli, AnExportIsReadableAndOnTheWallClock) {
  const json week = exported();
  EXPECT_EQ(week["kind"], "igbotctl-plan");
  EXPECT_EQ(week["schema_version"], 1);
  EXPECT_EQ(week["chat_id"], -1001);
  EXPECT_EQ(week["name"], "team");
  EXPECT_EQ(week["zone"], "Europe/Berlin");
  EXPECT_EQ(week["from"], "2036-05-01");
  EXPECT_EQ(week["to"], "2036-05-08");
  ASSERT_EQ(week["posts"].size(), 3U);
  EXPECT_EQ(week["posts"][0], (json{{"id", 1},
                                    {"due_at", "2036-05-01T15:00:00+02:00"},
                                    {"media_id", 1},
                                    {"path", "memes/a.jpg"},
                                    {"category", "memes"},
                                    {"status", "planned"},
                                    {"pinned", true}}));
  EXPECT_EQ(json::parse(must_run(export_words({"--days", "1", "--json"})).out)["posts"].size(), 2U);
  EXPECT_EQ(json::parse(must_run({"schedule", "export", "--json=id"}).out)["posts"], json::array())
      << "nothing is planned this week";
}

TEST_F(ScheduleApplyCli, WhatWasExportedIsAppliedWithoutAChange) {
  must_run(export_words({"--output", "week.json"}));
  const auto result = must_run({"schedule", "apply", "week.json"});
  EXPECT_EQ(result.out, "unchanged: 3 posts\n");
  EXPECT_EQ(result.err, "");
}

TEST_F(ScheduleApplyCli, EditsAreShownFirstAndThenMade) {
  json week = exported();
  const json before = week["posts"];
  week["posts"][0]["due_at"] = "2036-05-01T16:30:00+02:00";
  week["posts"][1]["media_id"] = 4;
  week["posts"].erase(2);
  week["posts"].push_back({{"due_at", "2036-05-03 18:00"}, {"path", "memes/e.jpg"}});

  const auto shown = apply(week, {"-n"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out,
            "would change the plan of team (Europe/Berlin)\n"
            "~ move post 1: Thu 1 May 2036 15:00 → 16:30 (memes/a.jpg)\n"
            "~ replace post 2, Thu 1 May 2036 19:00: memes/b.jpg → memes/d.jpg\n"
            "− cancel post 3, Fri 2 May 2036 15:00: memes/c.jpg\n"
            "+ add a post, Sat 3 May 2036 18:00: memes/e.jpg\n"
            "to keep a way back, first: igbotctl schedule export --output before.json\n");
  EXPECT_EQ(plan(), before);

  const auto done = apply(week, {"--yes", "--reason", "the match"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_TRUE(mentions(done.out, "changed the plan of team (Europe/Berlin)\n")) << done.out;
  EXPECT_TRUE(mentions(done.out, "\n+ add post 4, Sat 3 May 2036 18:00: memes/e.jpg\n"));
  EXPECT_TRUE(mentions(done.out, "igbotctl schedule apply before.json --overwrite\n"));
  const json after = plan();
  ASSERT_EQ(after.size(), 3U);
  EXPECT_EQ(after[0]["due_at"], "2036-05-01T16:30:00+02:00");
  EXPECT_EQ(after[1]["path"], "memes/d.jpg");
  EXPECT_EQ(after[2]["due_at"], "2036-05-03T18:00:00+02:00");
  EXPECT_TRUE(mentions(must_run({"post", "show", "3"}).out, "the match"));
  EXPECT_EQ(apply(week).out, "unchanged: 3 posts\n") << "a second time";
  EXPECT_EQ(plan(), after);
}

TEST_F(ScheduleApplyCli, TheFileOfBeforeUndoesIt) {
  const json before = exported();
  json week = before;
  std::swap(week["posts"][0]["media_id"], week["posts"][1]["media_id"]);
  week["posts"].erase(2);
  EXPECT_EQ(apply(week, {"--yes"}).exit_code, 0);
  const auto refused = apply(before);
  EXPECT_EQ(refused.exit_code, 6);
  EXPECT_TRUE(mentions(refused.err, "changed since the export")) << refused.err;
  EXPECT_TRUE(mentions(refused.err, "plan was not changed: 3 problems")) << refused.err;
  const auto undone = apply(before, {"--overwrite"});
  EXPECT_EQ(undone.exit_code, 0) << undone.err;
  EXPECT_TRUE(mentions(undone.out, "+ plan post 3 again, Fri 2 May 2036 15:00: memes/c.jpg"))
      << undone.out;
  EXPECT_EQ(plan(), before["posts"]);
}

TEST_F(ScheduleApplyCli, CancelingIsConfirmed) {
  json week = exported();
  week["posts"].erase(0);
  const json before = plan();
  const auto unasked = apply(week);
  EXPECT_EQ(unasked.exit_code, 2);
  EXPECT_EQ(unasked.err, "igbotctl: not confirmed: cancel post 1 of team?\nhint: add --yes\n");
  cli.write("week.json", week.dump());
  const std::vector<std::string> words{"schedule", "apply", "week.json"};
  EXPECT_EQ(cli.run_on_terminal(words, {{"cancel post 1 of team? [y/N]", "n\n"}}).exit_code, 6);
  EXPECT_EQ(plan(), before);
  const auto confirmed = cli.run_on_terminal(words, {{"[y/N]", "y\n"}});
  EXPECT_EQ(confirmed.exit_code, 0) << confirmed.out;
  EXPECT_EQ(plan().size(), 2U);
}

TEST_F(ScheduleApplyCli, TheJsonHasEachStepInUtc) {
  json week = exported();
  week["posts"][0]["due_at"] = "2036-05-01 12:00";
  week["posts"].push_back({{"due_at", "2036-05-01 12:10"}, {"media_id", 6}});
  for (const bool dry_run : {true, false}) {
    std::vector<std::string> words{"--json"};
    if (dry_run) words.emplace_back("-n");
    const auto result = apply(week, words);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "");
    const json answer = json::parse(result.out);
    EXPECT_EQ(answer["applied"], !dry_run);
    EXPECT_EQ(answer["unchanged"], 2);
    EXPECT_EQ(answer["left_alone"], json::array());
    ASSERT_EQ(answer["changes"].size(), 2U);
    EXPECT_EQ(answer["changes"][0]["action"], "moved");
    EXPECT_EQ(answer["changes"][0]["before"]["due_at"], "2036-05-01T13:00:00Z");
    EXPECT_EQ(answer["changes"][0]["after"]["due_at"], "2036-05-01T10:00:00Z");
    EXPECT_EQ(answer["changes"][1]["post_id"], dry_run ? json(nullptr) : json(4));
    EXPECT_EQ(answer["changes"][1]["before"], nullptr);
    EXPECT_EQ(answer["changes"][1]["after"]["path"], "memes/f.jpg");
    ASSERT_EQ(answer["warnings"].size(), 3U) << answer["warnings"];
    EXPECT_TRUE(mentions(answer["warnings"][2], "10m from one another"));
  }
}

TEST_F(ScheduleApplyCli, WarningsGoToStandardError) {
  json week = exported();
  week["posts"][0]["due_at"] = "2036-05-01 12:00";
  const auto result = apply(week, {"-q"});
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err,
            "warning: posts[0] (post 1): 2036-05-01 12:00 +02:00 is outside the posting hours, 14 "
            "to 2\n");
}

struct BadEdit {
  const char* name;
  std::function<void(json&)> edit;
  int exit_code;
  std::string message;
  std::string hint;
};

TEST_F(ScheduleApplyCli, WhatCannotBeDoneIsRefusedWithTheNextCommand) {
  must_run({"media", "lock", "4", "--forever"});
  const std::vector<BadEdit> edits{
      {"past", [](json& w) { w["posts"][0]["due_at"] = "2020-05-01 15:00"; }, 2,
       "posts[0] (post 1): time has passed: 2020-05-01T13:00:00Z", "choose a later time"},
      {"far", [](json& w) { w["posts"][0]["due_at"] = "2038-05-01 15:00"; }, 2,
       "due_at: date is too far away", "write it as"},
      {"no time", [](json& w) { w["posts"][0]["due_at"] = "tomorrow"; }, 2,
       "posts[0] (post 1): due_at: is no date with a time", "write it as"},
      {"status", [](json& w) { w["posts"][0]["status"] = "posted"; }, 2,
       "posts[0] (post 1): status cannot become posted", "write planned, approved or canceled"},
      {"key", [](json& w) { w["posts"][0]["medai_id"] = 5; }, 2,
       "posts[0] (post 1): medai_id: unknown key", "did you mean media_id?"},
      {"twice", [](json& w) { w["posts"][1]["id"] = 1; }, 2, "posts[1] (post 1): stands here twice",
       ""},
      {"path", [](json& w) { w["posts"][0]["path"] = "memes/e.jpg"; }, 2,
       "path is memes/e.jpg, but media item 1 is memes/a.jpg", "change media_id"},
      {"kind", [](json& w) { w["kind"] = "igbotctl-settings"; }, 2,
       "kind: this is no exported plan", "igbotctl schedule export"},
      {"post", [](json& w) { w["posts"][0]["id"] = 99; }, 5,
       "posts[0] (post 99): no such post in this chat", "igbotctl post list"},
      {"item", [](json& w) { w["posts"][0]["media_id"] = 99; }, 5,
       "no such media item in this chat: 99", "igbotctl media list"},
      {"locked", [](json& w) { w["posts"][0]["media_id"] = 4; }, 6,
       "media item 4 (memes/d.jpg) is locked for good", "igbotctl media show 4"},
      {"held", [](json& w) { w["posts"][0]["media_id"] = 2; }, 6,
       "media item 2 (memes/b.jpg) has the content of post 2", "igbotctl post show 2"},
      {"api", [](json& w) { w["posts"][0]["status"] = "approved"; }, 6,
       "cannot be approved: the Instagram API is off", "enable_instagram_api true"},
      {"chat", [](json& w) { w["chat_id"] = -1002; }, 6, "file is the plan of another chat: -1002",
       "igbotctl schedule apply --chat -1002"},
  };
  const json before = plan();
  for (const BadEdit& bad : edits) {
    SCOPED_TRACE(bad.name);
    json week = exported();
    bad.edit(week);
    for (const auto& more : std::vector<std::vector<std::string>>{{"--yes"}, {"-n"}}) {
      const auto result = apply(week, more);
      EXPECT_EQ(result.exit_code, bad.exit_code) << result.err;
      EXPECT_EQ(result.out, "");
      EXPECT_TRUE(mentions(result.err, bad.message)) << result.err;
      EXPECT_TRUE(bad.hint.empty() || mentions(result.err, "\nhint: ")) << result.err;
      EXPECT_TRUE(mentions(result.err, bad.hint)) << result.err;
    }
    EXPECT_EQ(plan(), before);
  }
}

TEST_F(ScheduleApplyCli, EverythingThatIsWrongIsToldAtOnce) {
  json week = exported();
  week["posts"][0]["due_at"] = "soon";
  week["posts"][1]["media_id"] = 99;
  week["posts"][2]["due_at"] = "2020-05-01 15:00";
  const auto result = apply(week, {"--yes"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.err,
            "posts[0] (post 1): due_at: is no date with a time (write it as "
            "2026-11-27T15:00:00+01:00 or 2026-11-27 15:00)\n"
            "posts[1] (post 2): no such media item in this chat: 99 (igbotctl media list)\n"
            "posts[2] (post 3): time has passed: 2020-05-01T13:00:00Z (choose a later time)\n"
            "igbotctl: plan was not changed: 3 problems\n"
            "hint: mend these entries, or igbotctl schedule export again\n");
  const auto in_json = apply(week, {"--yes", "--json"});
  EXPECT_EQ(in_json.exit_code, 2);
  const json error = json::parse(in_json.err)["error"];
  EXPECT_EQ(error["exit_code"], 2);
  for (const char* part : {"posts[0] (post 1)", "posts[1] (post 2)", "posts[2] (post 3)"}) {
    EXPECT_TRUE(mentions(error["message"], part)) << error;
  }
}

TEST_F(ScheduleApplyCli, WhatIsNoPlanIsRefused) {
  EXPECT_EQ(cli.run({"schedule", "apply", "nowhere.json"}).exit_code, 5);
  EXPECT_EQ(cli.run({"schedule", "apply", "."}).exit_code, 1);
  for (const std::string& text : {std::string(), std::string("{"), std::string("[]"),
                                  std::string(5 << 20, ' '), std::string("{\"a\": 1, \"a\": 2}")}) {
    const auto result = cli.run({"schedule", "apply", "-"}, text);
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_TRUE(mentions(result.err, "invalid plan file")) << result.err;
  }
}

TEST_F(ScheduleApplyCli, AFileIsWrittenWholeOrNotAtAll) {
  const auto written = must_run(export_words({"--output", "week.json"}));
  EXPECT_EQ(written.out,
            "week.json: 3 posts of team, 2036-05-01 to 2036-05-07 (Europe/Berlin)\n"
            "next: edit it, then igbotctl schedule apply -n week.json\n");
  EXPECT_EQ(json::parse(read_whole(cli.folder() / "week.json"))["posts"], plan());
  cli.write("mine.json", "edited");
  const auto taken = cli.run(export_words({"--output", "mine.json"}));
  EXPECT_EQ(taken.exit_code, 6);
  EXPECT_EQ(taken.err, "igbotctl: file exists already: mine.json\nhint: choose another file\n");
  EXPECT_EQ(read_whole(cli.folder() / "mine.json"), "edited");
  EXPECT_EQ(cli.run(export_words({"--output", "nowhere/week.json"})).exit_code, 5);
  EXPECT_EQ(json::parse(must_run(export_words({"--output", "-"})).out)["posts"], plan());
  for (const auto& entry : std::filesystem::directory_iterator(cli.folder())) {
    EXPECT_FALSE(mentions(entry.path().string(), "partial")) << entry.path();
  }
}

TEST_F(ScheduleApplyCli, ExportRefusesWhatItCannotDo) {
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"--days", "0"}, std::vector<std::string>{"--days", "93"},
        std::vector<std::string>{"--from", "yesterday"},
        std::vector<std::string>{"--format", "csv"},
        std::vector<std::string>{"--format", "ical", "--json"}}) {
    EXPECT_EQ(cli.run(export_words(more)).exit_code, 2) << more[1];
  }
  EXPECT_EQ(cli.run(export_words({"--chat", "-77"})).exit_code, 5);
}

}  // namespace
}  // namespace igbot::test
