// SPDX-License-Identifier: MIT
#include "core/media/story_rules.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace igbot::media {
namespace {

MediaFacts good_video() {
  return {.mime = "video/mp4",
          .is_video = true,
          .size = 5'000'000,
          .width = 1080,
          .height = 1920,
          .seconds = 12,
          .frames_per_second = 30,
          .bits_per_second = 4'000'000,
          .video_codec = "h264",
          .pixel_format = "yuv420p",
          .audio_codec = "aac",
          .audio_rate = 48'000};
}

struct RuleCase {
  std::function<void(MediaFacts&)> edit;
  std::string reason;  ///< empty: it fits
};

void expect_reason(const RuleCase& rule) {
  MediaFacts facts = good_video();
  rule.edit(facts);
  const auto problems = story_problems(facts);
  if (rule.reason.empty()) {
    EXPECT_TRUE(problems.empty()) << problems.front().reason;
    return;
  }
  ASSERT_EQ(problems.size(), 1u) << rule.reason;
  EXPECT_EQ(problems[0].reason, rule.reason);
  EXPECT_FALSE(problems[0].fix.empty());
}

TEST(StoryRules, AVideoFitsUpToEveryLimitAndNoFurther) {
  const std::vector<RuleCase> cases{
      {[](MediaFacts&) {}, ""},
      {[](MediaFacts& f) { f.seconds = 60; }, ""},
      {[](MediaFacts& f) { f.seconds = 75; }, "it lasts 75 s, a story at most 60 s"},
      {[](MediaFacts& f) { f.seconds = 60.25; }, "it lasts 60.25 s, a story at most 60 s"},
      {[](MediaFacts& f) { f.seconds = 3; }, ""},
      {[](MediaFacts& f) { f.seconds = 2.9; }, "it lasts 2.9 s, a story at least 3 s"},
      {[](MediaFacts& f) { f.size = 100'000'000; }, ""},
      {[](MediaFacts& f) { f.size = 123'400'000; }, "it has 123.4 MB, a story at most 100 MB"},
      {[](MediaFacts& f) { f.width = 1920; }, ""},
      {[](MediaFacts& f) { f.width = 1922; }, "it is 1922 pixels wide, a story at most 1920"},
      {[](MediaFacts& f) { f.width = 192; }, ""},
      {[](MediaFacts& f) { f.width = 190; },
       "it has 190×1920 pixels, a story is between 1:10 and 10:1"},
      {[](MediaFacts& f) { f.height = 100; },
       "it has 1080×100 pixels, a story is between 1:10 and 10:1"},
      {[](MediaFacts& f) {
         f.video_codec = "hevc";
         f.pixel_format = "yuv420p10le";
       },
       ""},
      {[](MediaFacts& f) { f.video_codec = "vp9"; }, "its video is vp9, a story's H.264 or HEVC"},
      {[](MediaFacts& f) { f.pixel_format = "yuv444p"; },
       "its pixels are yuv444p, a story's 4:2:0 (yuv420p)"},
      {[](MediaFacts& f) { f.frames_per_second = 24000.0 / 1001; }, ""},
      {[](MediaFacts& f) { f.frames_per_second = 60.02; }, ""},
      {[](MediaFacts& f) { f.frames_per_second = 15; },
       "it has 15 frames a second, a story 23 to 60"},
      {[](MediaFacts& f) { f.frames_per_second = 120; },
       "it has 120 frames a second, a story 23 to 60"},
      {[](MediaFacts& f) { f.frames_per_second = 0; },
       "it has 0 frames a second, a story 23 to 60"},
      {[](MediaFacts& f) { f.bits_per_second = 40'000'000; },
       "it has 40 Mbit a second, a story at most 25"},
      {[](MediaFacts& f) {
         f.audio_codec.clear();
         f.audio_rate = 0;
       },
       ""},
      {[](MediaFacts& f) { f.audio_codec = "mp3"; }, "its sound is mp3, a story's AAC"},
      {[](MediaFacts& f) { f.audio_rate = 96'000; },
       "its sound has 96000 Hz, a story's at most 48000"},
      {[](MediaFacts& f) { f.video_codec.clear(); }, "there is no video in it"},
      {[](MediaFacts& f) { f.moov_first = false; }, ""},  // prepare puts it first
  };
  for (const RuleCase& rule : cases) expect_reason(rule);
}

TEST(StoryRules, EveryReasonIsNamedWithItsFix) {
  MediaFacts facts = good_video();
  facts.seconds = 75;
  facts.audio_codec = "opus";
  const auto problems = story_problems(facts);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].fix, "cut it: ffmpeg -i IN -t 59 -c copy OUT.mp4");
  EXPECT_NE(problems[1].fix.find("-c:a aac"), std::string::npos);
}

TEST(StoryRules, APictureIsRefusedOnlyWhenItCannotBeOpened) {
  const auto problems = [](int width, int height) {
    return story_problems({.mime = "image/png", .width = width, .height = height});
  };
  EXPECT_TRUE(problems(1, 1).empty());
  EXPECT_TRUE(problems(10'000, 10'000).empty());
  EXPECT_TRUE(problems(10'000, 100).empty());
  ASSERT_EQ(problems(30'000, 30'000).size(), 1u);
  EXPECT_EQ(problems(30'000, 30'000)[0].reason,
            "it has 30000×30000 pixels, more than 100 megapixels are not opened");
  EXPECT_EQ(problems(1, 5000)[0].reason, "it has 1×5000 pixels, too thin for a picture");
}

TEST(Fit, EveryFitHasAWordThatNamesIt) {
  for (const Fit fit : {Fit::blur, Fit::pad, Fit::crop, Fit::none}) {
    EXPECT_EQ(fit_from(to_string(fit)), fit);
  }
  EXPECT_EQ(to_string(Fit::blur), "blur");
  for (const char* word : {"", "Blur", "stretch", "blur "}) EXPECT_FALSE(fit_from(word)) << word;
}

}  // namespace
}  // namespace igbot::media
