// SPDX-License-Identifier: MIT
#include "cli/commands/queue/post_mark.hpp"

#include <gtest/gtest.h>

#include "cli/output.hpp"

namespace igbot::cli {
namespace {

using std::chrono::minutes;

constexpr Timestamp k_due{from_millis(1'795'356'000'000)};

PostMark mark_at(post::PostState state, minutes after) {
  post::QueueEntry post;
  post.due_at = k_due;
  post.state = state;
  return mark_of(post, k_due + after);
}

TEST(PostMark, APlannedPostIsOverdueAQuarterOfAnHourAfterItsTime) {
  EXPECT_EQ(mark_at(post::PostState::planned, minutes{-5}), PostMark::planned);
  EXPECT_EQ(mark_at(post::PostState::planned, minutes{15}), PostMark::planned);
  EXPECT_EQ(mark_at(post::PostState::planned, minutes{16}), PostMark::overdue);
  EXPECT_EQ(mark_at(post::PostState::approved, minutes{16}), PostMark::approved);
}

TEST(PostMark, EachHasASignOfItsOwnThatIsOneColumnWide) {
  std::map<std::string, std::string> meanings;
  for (const std::string& name : post::post_state_names()) {
    const PostMark mark = mark_at(*post::parse_post_state(name), minutes{-5});
    const std::string sign = sign_of(mark);
    if (mark != PostMark::planned) {
      EXPECT_EQ(display_width(sign), 1) << name;
    }
    EXPECT_EQ(meanings.emplace(sign, meaning_of(mark)).first->second, meaning_of(mark)) << name;
  }
  EXPECT_EQ(meanings.count("!"), 0u) << "of what is overdue";
}

TEST(CategoryLetters, AreTheFirstFreeOfEachName) {
  const auto letters = letters_of({"memes", "merch", "Mr", "日本", "été", "42"});
  EXPECT_EQ(letters.at("memes"), "m");
  EXPECT_EQ(letters.at("merch"), "e");
  EXPECT_EQ(letters.at("Mr"), "r");
  EXPECT_EQ(letters.at("日本"), "a") << "a wide character does not fit";
  EXPECT_EQ(letters.at("été"), "é");
  EXPECT_EQ(letters.at("42"), "4");
}

TEST(CategoryLetters, AreOneColumnWideAndDifferentAsLongAsThereAreAny) {
  std::vector<std::string> names;
  for (int i = 0; i < 40; ++i)
    names.push_back("same" + std::string(static_cast<std::size_t>(i), 'x'));
  std::map<std::string, int> uses;
  for (const auto& [name, letter] : letters_of(names)) {
    EXPECT_EQ(display_width(letter), 1);
    ++uses[letter];
  }
  EXPECT_EQ(uses.at("*"), 4) << "all after 26 letters and 10 digits";
  EXPECT_EQ(uses.size(), 37u);
}

}  // namespace
}  // namespace igbot::cli
