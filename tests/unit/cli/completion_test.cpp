// SPDX-License-Identifier: MIT
#include "cli/completion.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace igbot::cli {
namespace {

bool offers(const Completion& completion, const std::string& word) {
  return std::any_of(completion.candidates.begin(), completion.candidates.end(),
                     [&](const Candidate& candidate) { return candidate.word == word; });
}

TEST(Completion, OffersTheNounsFirst) { EXPECT_TRUE(offers(complete({""}), "version")); }

TEST(Completion, OffersTheMembersOfASetAsValues) {
  const auto completion = complete({"completion", ""});
  EXPECT_TRUE(offers(completion, "bash"));
  EXPECT_TRUE(offers(completion, "fish"));
}

TEST(Completion, OffersGlobalOptionsBehindANoun) {
  EXPECT_TRUE(offers(complete({"version", "-"}), "--chat"));
}

TEST(Completion, OffersEachOptionOnce) {
  const auto candidates = complete({"version", "-"}).candidates;
  EXPECT_EQ(1, std::count_if(candidates.begin(), candidates.end(),
                             [](const Candidate& each) { return each.word == "--help"; }));
}

TEST(Completion, AsksForChatsAfterTheChatOption) {
  EXPECT_EQ(complete({"--chat", ""}).live, LiveValues::chats);
}

TEST(Completion, PutsTheOptionBeforeAValueInTheSameWord) {
  const auto completion = complete({"--color=al"});
  EXPECT_EQ(completion.typed, "al");
  EXPECT_EQ(completion.lead, "--color=");
}

TEST(Completion, UnderstandsTheThreeWordsBashMakesOfAnEqualsSign) {
  const auto completion = complete({"--color", "=", "al"});
  EXPECT_EQ(completion.typed, "al");
  EXPECT_EQ(completion.lead, "");
  EXPECT_TRUE(offers(completion, "always"));
}

TEST(Completion, TakesANegativeNumberAsAValueNotAsAnOption) {
  EXPECT_EQ(complete({"--chat", "-100"}).live, LiveValues::chats);
}

TEST(Completion, RemembersTheChatNamedBefore) {
  EXPECT_EQ(complete({"--chat", "-1001", "version", ""}).globals.chat, "-1001");
  EXPECT_EQ(complete({"--chat=-1001", "version", ""}).globals.chat, "-1001");
}

TEST(Completion, DoesNotTakeAWordAsTheValueOfJson) {
  EXPECT_TRUE(offers(complete({"--json", ""}), "version"));
}

TEST(Completion, AsksForFilesWhereAFileIsWanted) {
  EXPECT_EQ(complete({"--config", ""}).live, LiveValues::files);
}

TEST(Completion, OffersTheOptionsOfAGroup) {
  EXPECT_TRUE(offers(complete({"post", "resolve", "7", "--"}), "--not-delivered"));
}

TEST(Completion, AsksForPostsWhereOneIsNamed) {
  EXPECT_EQ(complete({"post", "move", ""}).live, LiveValues::posts);
}

TEST(Completion, AsksForKeysAndTheirValuesInTurn) {
  EXPECT_EQ(complete({"settings", "set", ""}).live, LiveValues::setting_keys);
  const auto value = complete({"settings", "set", "caption_style", ""});
  EXPECT_EQ(value.live, LiveValues::setting_values);
  EXPECT_EQ(value.key, "caption_style");
  EXPECT_EQ(complete({"settings", "set", "caption_style", "simple", ""}).live,
            LiveValues::setting_keys);
}

TEST(Completion, AsksForMembersAndOffersRolesWhereARoleIsGiven) {
  EXPECT_EQ(complete({"chat", "role", ""}).live, LiveValues::members);
  EXPECT_TRUE(offers(complete({"chat", "role", "7", ""}), "editor"));
}

TEST(Completion, AsksForMediaItemsWhereOneIsNamed) {
  EXPECT_EQ(complete({"media", "show", ""}).live, LiveValues::media);
}

}  // namespace
}  // namespace igbot::cli
