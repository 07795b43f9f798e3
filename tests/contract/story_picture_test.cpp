// SPDX-License-Identifier: MIT
#include "core/text/text.hpp"
#include "tests/contract/story_files.hpp"

namespace igbot::test {
namespace {

using media::Fit;

class StoryPicture : public StoryFiles {
 protected:
  /// The header of the story as libvips reads it: "1080x1920 uchar, 3 bands, srgb, jpegload".
  std::string header() const { return sh("vipsheader story | sed 's/.*: //'"); }
};

constexpr const char* k_full_story = "1080x1920 uchar, 3 bands, srgb, jpegload";

TEST_F(StoryPicture, FillsTheStoryAsItsFitSays) {
  red_and_blue("a.jpg", 400, 200);
  for (const Fit fit : {Fit::blur, Fit::pad, Fit::crop}) {
    const auto facts = prepare("a.jpg", fit);
    EXPECT_EQ(facts.mime, "image/jpeg");
    EXPECT_EQ(facts.width, 1080);
    EXPECT_EQ(facts.height, 1920);
    EXPECT_EQ(header(), k_full_story);
    EXPECT_TRUE(is_red(pixel(270, 960)));
    EXPECT_TRUE(is_blue(pixel(810, 960)));
  }
  prepare("a.jpg", Fit::crop);
  EXPECT_TRUE(is_red(pixel(10, 10)));
  prepare("a.jpg", Fit::blur);
  EXPECT_TRUE(is_red(pixel(100, 100)) && is_blue(pixel(1000, 1800)));
  prepare("a.jpg", Fit::pad);
  const auto bar = pixel(540, 10);
  EXPECT_NEAR(bar[0], 127, 12) << "the mean of what it touches";
  EXPECT_NEAR(bar[2], 127, 12);
  const auto facts = prepare("a.jpg", Fit::none);
  EXPECT_EQ(facts.width, 400);
  EXPECT_EQ(header(), "400x200 uchar, 3 bands, srgb, jpegload");
}

TEST_F(StoryPicture, WithoutAFitIsOnlyMadeSmaller) {
  red_and_blue("a.jpg", 4000, 3000);
  prepare("a.jpg", Fit::none);
  EXPECT_EQ(header(), "1080x810 uchar, 3 bands, srgb, jpegload");
}

TEST_F(StoryPicture, ATallPictureGetsItsBarsAtItsSides) {
  red_and_blue("a.png", 100, 1000);
  prepare("a.png", Fit::pad);
  EXPECT_EQ(header(), k_full_story);
  EXPECT_TRUE(is_red(pixel(500, 960)) && is_blue(pixel(580, 960)));
  EXPECT_NEAR(pixel(10, 960)[0], 127, 12);
}

TEST_F(StoryPicture, IsTurnedUprightAndLosesEverythingElseItsCameraWrote) {
  red_and_blue("a.jpg", 400, 200);
  write("exif.jpg", with_exif(bytes_of(file("a.jpg")), 6));
  ASSERT_EQ(sh("vipsheader -f orientation exif.jpg"), "6");
  ASSERT_NE(sh("vipsheader -a exif.jpg").find("GPS"), std::string::npos);
  const auto probed = tools_.probe(file("exif.jpg"));
  EXPECT_EQ(probed.width, 200);
  EXPECT_EQ(probed.height, 400);
  prepare("exif.jpg", Fit::none);
  EXPECT_EQ(header(), "200x400 uchar, 3 bands, srgb, jpegload");
  EXPECT_TRUE(is_red(pixel(100, 50)) && is_blue(pixel(100, 350)));
  EXPECT_EQ(sh("vipsheader -a story | grep -ciE 'exif|gps|orientation|icc|xmp|iptc' || true"), "0");
  const std::string bytes = bytes_of(story());
  EXPECT_EQ(bytes.find("Exif"), std::string::npos);
  EXPECT_EQ(bytes.find("Canon"), std::string::npos);
}

TEST_F(StoryPicture, IsABaselineJpegWhateverItWas) {
  red_and_blue("a.png", 400, 200);
  sh("vips heifsave a.png a.heic --compression hevc\n"
     "vips webpsave a.png a.webp\n"
     "ffmpeg -v error -loop 1 -i a.png -frames:v 3 -r 5 a.gif\n"
     "vips jpegsave a.png progressive.jpg --interlace\n"
     "vips colourspace a.png deep.png rgb16\n"
     "vips pngsave a.png interlaced.png --interlace\n"
     "vips colourspace a.png cmyk.v cmyk\n"
     "vips jpegsave cmyk.v cmyk.jpg\n"
     "vips icc_transform a.png wide.png p3 --input-profile srgb\n"
     "vips colourspace a.png grey.v b-w\n"
     "vips pngsave grey.v grey.png");
  ASSERT_EQ(sh("vipsheader -f format deep.png | grep -c USHORT"), "1");
  ASSERT_EQ(sh("vipsheader -f bands cmyk.jpg"), "4");
  ASSERT_EQ(sh("vips getpoint wide.png 50 50 | cut -d' ' -f2"), "51");  // red in Display P3
  const std::vector<std::pair<std::string, std::string>> files{
      {"a.png", "image/png"},          {"a.heic", "image/heic"},          {"a.webp", "image/webp"},
      {"a.gif", "image/gif"},          {"progressive.jpg", "image/jpeg"}, {"deep.png", "image/png"},
      {"interlaced.png", "image/png"}, {"cmyk.jpg", "image/jpeg"}};
  for (const auto& [name, mime] : files) {
    EXPECT_EQ(tools_.probe(file(name)).mime, mime) << name;
    prepare(name);
    EXPECT_EQ(header(), k_full_story) << name;
    EXPECT_EQ(sh("vipsheader -f jpeg-multiscan story"), "0") << name;
    const auto left = pixel(270, 960);
    const auto right = pixel(810, 960);
    EXPECT_GT(left[0], left[2] + 100) << name;
    EXPECT_GT(right[2], right[0] + 50) << name;
  }
  prepare("grey.png");
  EXPECT_EQ(header(), k_full_story);
  prepare("wide.png");
  EXPECT_TRUE(is_red(pixel(270, 960)));
}

TEST_F(StoryPicture, IsWhiteWhereItWasTransparent) {
  sh("ffmpeg -v error -f lavfi -i 'color=red:s=200x200,format=rgba,"
     "geq=r=255:g=0:b=0:a=255*lt(X\\,100)' -frames:v 1 -update 1 a.png");
  ASSERT_EQ(sh("vipsheader -f bands a.png"), "4");
  prepare("a.png");
  EXPECT_TRUE(is_red(pixel(270, 960)));
  EXPECT_EQ(pixel(810, 960), (std::vector<int>{255, 255, 255}));
}

TEST_F(StoryPicture, OfTwelveMegapixelsStaysFarBelowTheLimitEvenAsNoise) {
  sh("vips gaussnoise r.v 4000 3000 --sigma 90\n"
     "vips cast r.v r8.v uchar\n"
     "vips bandjoin 'r8.v r8.v r8.v' rgb.v\n"
     "vips copy rgb.v srgb.v --interpretation srgb\n"
     "vips jpegsave srgb.v noise.jpg --Q 95\n"
     "rm r.v r8.v rgb.v srgb.v");
  EXPECT_LT(prepare("noise.jpg", Fit::crop).size, 4'000'000);
  sh("head -c $(($(stat -c %s noise.jpg) / 2)) noise.jpg >cut.jpg");
  EXPECT_NE(refusal("cut.jpg", Fit::crop).find("Premature end"), std::string::npos);
}

TEST_F(StoryPicture, MayHaveAnyName) {
  const auto picture = red_and_blue("a.jpg", 40, 20);
  for (const std::string name :
       {"-rf.jpg", "a b'\"$(id).jpg", "x[page=7].jpg", "ü\n.png", "file:a.jpg"}) {
    std::filesystem::copy_file(picture, file(name));
    prepare(name);
    EXPECT_EQ(header(), k_full_story) << name;
    std::filesystem::remove(file(name));
  }
}

}  // namespace
}  // namespace igbot::test
