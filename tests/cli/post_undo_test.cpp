// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/sql/sqlite_connection.hpp"
#include "core/text/text.hpp"
#include "tests/cli/seeded_world.hpp"

namespace igbot::test {
namespace {

/// Decides about posts of the seeded world and carries out what the program prints to undo that, in
/// a shell as a person would.
class PostUndo : public ::testing::Test {
 protected:
  std::string thing(const std::string& name) const { return world_.fill_in("{" + name + "}"); }

  /// What a verb prints, in lines.
  std::vector<std::string> decide(std::vector<std::string> words) {
    words.insert(words.begin(), "post");
    const CliResult result = world_.cli().run(words);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return text::split(result.out, '\n');
  }
  /// Runs the commands of a line: what follows its first colon.
  void carry_out(const std::string& line) {
    std::string script = line.substr(line.find(": ") + 2);
    for (std::size_t at = 0; (at = script.find(", then ", at)) != std::string::npos;) {
      script.replace(at, 7, " && ");
    }
    for (std::size_t at = 0; (at = script.find("igbotctl ", at)) != std::string::npos;) {
      script.replace(at, 9, "$CLI ");
    }
    if (script.find("post next") != std::string::npos) script += " --yes";
    const CliResult result = world_.cli().run_script("set -e\n" + script);
    EXPECT_EQ(result.exit_code, 0) << script << '\n' << result.err;
  }
  nlohmann::json shown(const std::string& id) const {
    return nlohmann::json::parse(world_.cli().run({"post", "show", id, "--json"}).out);
  }
  std::string state(const std::string& id) const { return shown(id)["status"]; }
  /// A planned post that has lain in the future all along.
  std::string planned() const {
    const auto posts = nlohmann::json::parse(
        world_.cli().run({"queue", "list", "--status", "planned", "--json"}).out)["posts"];
    return std::to_string(posts.back()["id"].get<int>());
  }

  SeededWorld world_;
};

TEST_F(PostUndo, ApproveIsTakenBackByWithdraw) {
  const std::string id = planned();
  const auto lines = decide({"approve", id});
  EXPECT_EQ(lines[1], "undo: igbotctl post withdraw " + id + " --chat -1001");
  EXPECT_EQ(state(id), "approved");
  carry_out(lines[1]);
  EXPECT_EQ(state(id), "planned");
}

TEST_F(PostUndo, WithdrawIsTakenBackByApprove) {
  const std::string id = thing("approved");
  const auto lines = decide({"withdraw", id});
  EXPECT_EQ(state(id), "planned");
  carry_out(lines[1]);
  EXPECT_EQ(state(id), "approved");
}

TEST_F(PostUndo, WithdrawSaysThatItCannotBeTakenBackWithoutTheApi) {
  world_.cli().run({"settings", "set", "enable_instagram_api", "false"});
  const auto lines = decide({"withdraw", thing("approved")});
  EXPECT_EQ(lines[1], "cannot be undone while enable_instagram_api is off");
}

TEST_F(PostUndo, CancelIsTakenBackToTheTimeThePostHad) {
  const std::string id = planned();
  const auto due = shown(id)["due_at"];
  const auto lines = decide({"cancel", id});
  EXPECT_EQ(state(id), "canceled");
  carry_out(lines[1]);
  EXPECT_EQ(state(id), "planned");
  EXPECT_EQ(shown(id)["due_at"], due);
}

TEST_F(PostUndo, CancelOfACardIsTakenBackByANewOne) {
  const std::string id = thing("awaiting");
  const auto lines = decide({"cancel", id});
  EXPECT_EQ(lines[1], "undo: igbotctl post retry " + id + " --chat -1001");
  carry_out(lines[1]);
  EXPECT_EQ(state(id), "planned");
}

TEST_F(PostUndo, MoveIsTakenBackToTheVeryInstant) {
  const std::string id = planned();
  const auto due = shown(id)["due_at"];
  const auto lines = decide({"move", id, "+9d"});
  EXPECT_NE(shown(id)["due_at"], due);
  carry_out(lines[1]);
  EXPECT_EQ(shown(id)["due_at"], due);
}

TEST_F(PostUndo, MoveOfAPostWhoseTimeHasPassedSaysSo) {
  const auto posts = nlohmann::json::parse(
      world_.cli().run({"queue", "list", "--status", "planned", "--json"}).out)["posts"];
  const auto lines = decide({"move", std::to_string(posts[0]["id"].get<int>()), "+9d"});
  EXPECT_EQ(lines[1], "cannot be undone: the time it had has passed");
}

TEST_F(PostUndo, RetryIsTakenBackByCancel) {
  const std::string id = thing("failed");
  const auto lines = decide({"retry", id});
  EXPECT_EQ(state(id), "planned");
  EXPECT_NE(lines[0].find("undone it is canceled, not failed"), std::string::npos) << lines[0];
  carry_out(lines[1]);
  EXPECT_EQ(state(id), "canceled");
}

TEST_F(PostUndo, SkipAndRejectAreTakenBackByFreeingTheContentAndSendingIt) {
  for (const std::string verb : {"skip", "reject"}) {
    world_.restore();
    const std::string id = planned();
    const auto lines = verb == "skip" ? decide({verb, id}) : decide({verb, id, "--yes"});
    EXPECT_TRUE(lines[1].starts_with("to undo: igbotctl media unlock ")) << lines[1];
    const auto media = shown(id)["media_id"];
    carry_out(lines[1]);
    const auto cards = nlohmann::json::parse(
        world_.cli().run({"post", "list", "--status", "awaiting", "--json"}).out)["posts"];
    EXPECT_TRUE(std::any_of(cards.begin(), cards.end(), [&](const nlohmann::json& card) {
      return card["media_id"] == media;
    })) << verb;
  }
}

TEST_F(PostUndo, DoneAndWhatWasFoundCannotBeUndone) {
  const auto done = decide({"done", thing("awaiting")});
  EXPECT_TRUE(done[1].starts_with("cannot be undone; igbotctl media unlock ")) << done[1];
  EXPECT_EQ(decide({"resolve", thing("unknown"), "--delivered"})[1], "cannot be undone");
}

TEST_F(PostUndo, ResendSaysWhatFollowsAndThatItCannotBeUndone) {
  const std::string id = thing("awaiting");
  const auto before = world_.rows();
  const auto foreseen = decide({"resend", id, "-n"});
  EXPECT_TRUE(foreseen[0].starts_with("would send a new card of media ")) << foreseen[0];
  EXPECT_TRUE(world_.rows() == before);
  EXPECT_EQ(decide({"resend", id})[1],
            "decide on the new card, the old one is closed; cannot be undone");
  EXPECT_EQ(world_.cli().run({"post", "resend", planned(), "-n"}).exit_code, 6);
}

TEST_F(PostUndo, NothingIsSaidOfUndoingWhatWasOnlyRehearsed) {
  const auto lines = decide({"approve", planned(), "-n"});
  EXPECT_NE(lines[0].find(" would be approved"), std::string::npos) << lines[0];
  EXPECT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1], "");
}

TEST(Resend, OfACardWhoseFileHoldsAnotherPictureIsRefusedAndTheCardStays) {
  SeededWorld world;
  const std::string id = world.fill_in("{awaiting}");
  const auto db = sql::open_sqlite(world.cli().database());
  db->execute(
      "UPDATE media_items SET content_id = (SELECT max(id) FROM media_contents c WHERE c.chat_id = "
      "media_items.chat_id) WHERE id = (SELECT media_id FROM posts WHERE id = $1)",
      {std::stoll(id)});
  const CliResult result = world.cli().run({"post", "resend", id});
  EXPECT_EQ(result.exit_code, 6) << result.out << result.err;
  EXPECT_NE(result.err.find("its file has other content now"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("hint: "), std::string::npos) << result.err;
  EXPECT_EQ(db->execute("SELECT state FROM posts WHERE id = $1", {std::stoll(id)}).front().text(0),
            "awaiting");
}

}  // namespace
}  // namespace igbot::test
