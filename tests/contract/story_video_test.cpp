// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "providers/imaging/mp4_index.hpp"
#include "tests/contract/story_files.hpp"

namespace igbot::test {
namespace {

class StoryVideo : public StoryFiles {
 protected:
  /// A video of that length with sound; `more` are ffmpeg's output options.
  void make_video(const std::string& name, int seconds, const std::string& more = {}) const {
    const std::string length = std::to_string(seconds);
    sh("ffmpeg -v error -f lavfi -i testsrc=s=180x320:r=30:d=" + length +
       " -f lavfi -i sine=d=" + length +
       " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -metadata "
       "location=+52.5+013.4/ " +
       more + " " + name);
  }
  std::vector<std::string> reasons(const std::string& name) {
    std::vector<std::string> found;
    for (const auto& problem : tools_.unfit(tools_.probe(file(name)))) {
      found.push_back(problem.reason);
    }
    return found;
  }
};

using Reasons = std::vector<std::string>;

TEST_F(StoryVideo, IsProbedForWhatInstagramAsks) {
  make_video("a.mp4", 4, "-movflags +faststart");
  const auto facts = tools_.probe(file("a.mp4"));
  EXPECT_EQ(facts.mime, "video/mp4");
  EXPECT_TRUE(facts.is_video);
  EXPECT_EQ(facts.width, 180);
  EXPECT_EQ(facts.height, 320);
  EXPECT_NEAR(facts.seconds, 4, 0.1);
  EXPECT_NEAR(facts.frames_per_second, 30, 0.01);
  EXPECT_EQ(facts.video_codec, "h264");
  EXPECT_EQ(facts.pixel_format, "yuv420p");
  EXPECT_EQ(facts.audio_codec, "aac");
  EXPECT_EQ(facts.audio_rate, 44100);
  EXPECT_GT(facts.bits_per_second, 1000);
  EXPECT_TRUE(facts.moov_first);
  EXPECT_EQ(reasons("a.mp4"), Reasons{});
}

TEST_F(StoryVideo, ThatFitsWithItsIndexFirstGoesAsItIs) {
  make_video("a.mp4", 4, "-movflags +faststart");
  prepare("a.mp4");
  EXPECT_EQ(bytes_of(story()), bytes_of(file("a.mp4")));
}

TEST_F(StoryVideo, WithItsIndexLastGetsItFirstAndLosesItsPlace) {
  make_video("a.mov", 4);
  ASSERT_EQ(tools_.probe(file("a.mov")).mime, "video/quicktime");
  ASSERT_FALSE(imaging::has_index_first(file("a.mov")));
  const auto facts = prepare("a.mov");
  EXPECT_TRUE(facts.moov_first);
  EXPECT_TRUE(imaging::has_index_first(story()));
  EXPECT_EQ(facts.mime, "video/mp4");
  EXPECT_EQ(facts.video_codec, "h264");
  EXPECT_EQ(facts.audio_codec, "aac");
  EXPECT_EQ(sh("grep -c '52.5' a.mov"), "1");
  EXPECT_EQ(sh("grep -c '52.5' story || true"), "0");
  const std::string frames =
      "ffprobe -v error -count_packets -show_entries stream=nb_read_packets -of csv=p=0 ";
  EXPECT_EQ(sh(frames + "story"), sh(frames + "a.mov"));
}

TEST_F(StoryVideo, OnItsSideIsMeasuredAsItIsShown) {
  make_video("flat.mp4", 4);
  sh("ffmpeg -v error -display_rotation 90 -i flat.mp4 -c copy turned.mp4 2>/dev/null || "
     "ffmpeg -v error -i flat.mp4 -c copy -metadata:s:v:0 rotate=90 turned.mp4");
  const auto facts = tools_.probe(file("turned.mp4"));
  EXPECT_EQ(facts.width, 320);
  EXPECT_EQ(facts.height, 180);
}

TEST_F(StoryVideo, ThatDoesNotFitIsRefusedWithTheReasonAndTheFix) {
  make_video("long.mp4", 62);
  make_video("short.mp4", 1);
  make_video("slow.mp4", 4, "-r 10");
  make_video("sound.mp4", 4, "-c:a libmp3lame");
  make_video("coarse.mp4", 4, "-c:v mpeg4");
  make_video("rich.mp4", 4, "-pix_fmt yuv444p");
  make_video("hevc.mp4", 4, "-c:v libx265 -x265-params log-level=none");
  EXPECT_EQ(reasons("short.mp4"), Reasons{"it lasts 1 s, a story at least 3 s"});
  EXPECT_EQ(reasons("slow.mp4"), Reasons{"it has 10 frames a second, a story 23 to 60"});
  EXPECT_EQ(reasons("sound.mp4"), Reasons{"its sound is mp3, a story's AAC"});
  EXPECT_EQ(reasons("coarse.mp4"), Reasons{"its video is mpeg4, a story's H.264 or HEVC"});
  EXPECT_EQ(reasons("rich.mp4"), Reasons{"its pixels are yuv444p, a story's 4:2:0 (yuv420p)"});
  EXPECT_EQ(reasons("hevc.mp4"), Reasons{});
  const std::string why = refusal("long.mp4");
  EXPECT_NE(why.find("(it lasts 62"), std::string::npos) << why;
  EXPECT_NE(why.find("cut it: ffmpeg -i IN -t 59 -c copy OUT.mp4"), std::string::npos) << why;
  sh("ffmpeg -v error -i long.mp4 -t 59 -c copy OUT.mp4");
  EXPECT_EQ(reasons("OUT.mp4"), Reasons{}) << "the fix helps";
}

TEST_F(StoryVideo, ThatIsBrokenOrSomethingElseIsRefused) {
  make_video("a.mp4", 4);
  const std::string whole = bytes_of(file("a.mp4"));
  write("cut.mp4", whole.substr(0, whole.size() / 2));  // its index is gone
  EXPECT_NE(refusal("cut.mp4").find("video cannot be used: "), std::string::npos);
  sh("ffmpeg -v error -i a.mp4 -vn -c copy sound.mp4");
  EXPECT_NE(refusal("sound.mp4").find("there is no video in it"), std::string::npos);
  sh("ffmpeg -v error -i a.mp4 -c copy a.mkv");
  EXPECT_NE(refusal("a.mkv").find("no picture or video by its first bytes"), std::string::npos);
  // A playlist behind the signature of an MP4 is not followed to another file.
  using namespace std::string_literals;
  write("list.mp4",
        "\0\0\0\x10"
        "ftypisom\n#EXTM3U\n#EXTINF:4,\na.mp4\n"s);
  EXPECT_NE(refusal("list.mp4").find("video cannot be used: "), std::string::npos);
}

TEST_F(StoryVideo, MayHaveAnyName) {
  make_video("a.mp4", 3);
  for (const std::string name : {"-i.mp4", "a b'$(id).mp4", "http:x.mp4", "%d.mp4"}) {
    std::filesystem::copy_file(file("a.mp4"), file(name));
    prepare(name);
    std::filesystem::remove(file(name));
  }
}

}  // namespace
}  // namespace igbot::test
