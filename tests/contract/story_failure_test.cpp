// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include "core/error.hpp"
#include "tests/contract/story_files.hpp"

namespace igbot::test {
namespace {

using media::Fit;
using std::chrono::steady_clock;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class StoryFailure : public StoryFiles {
 protected:
  void write_tool(const std::string& script) {
    write("tool", "#!/bin/sh\n" + script);
    std::filesystem::permissions(file("tool"), std::filesystem::perms::owner_all);
    tools_ = imaging::StoryTools({.prepare_image = file("tool"),
                                  .search_path = "/usr/bin:/bin",
                                  .picture_limit = std::chrono::milliseconds{500}});
  }
};

TEST_F(StoryFailure, ACutFileIsRefusedWhereverItEnds) {
  red_and_blue("a.png", 400, 200);
  sh("vips heifsave a.png a.heic --compression hevc\n"
     "vips webpsave a.png a.webp --lossless\n"
     "vips jpegsave a.png a.jpg\n"
     "vips gifsave a.png a.gif");
  for (const std::string& kind : {"png", "heic", "webp", "jpg", "gif"}) {
    const std::string whole = bytes_of(file("a." + kind));
    for (const std::size_t size : {std::size_t{20}, whole.size() / 2, whole.size() * 9 / 10}) {
      write("cut", whole.substr(0, size));
      EXPECT_TRUE(contains(refusal("cut"), "cannot be used: ")) << kind << " " << size;
    }
  }
}

TEST_F(StoryFailure, APixelBombIsRefusedByItsHeader) {
  using namespace std::string_literals;
  // The PNG header of 30000×30000 pixels, and nothing behind it.
  write("bomb.png",
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x06\0\0\0"
        "\x66\x27\xf8\xba\0\0\0\0IDAT\x35\xaf\x06\x1e"s);
  const auto begin = steady_clock::now();
  EXPECT_EQ(tools_.probe(file("bomb.png")).width, 30000);
  const std::string why = refusal("bomb.png");
  EXPECT_TRUE(contains(why, "30000×30000 pixels, more than 100 megapixels")) << why;
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds{10});
  // The tool itself does not rely on being asked first.
  EXPECT_EQ(sh("'" IGBOT_PREPARE_IMAGE "' jpeg blur bomb.png out 2>&1 || echo $?"),
            "it has 30000×30000 pixels, more than 100 megapixels are not opened\n4");
}

TEST_F(StoryFailure, WhatIsNoPictureIsNotOpened) {
  write("text.jpg", "text named .jpg");
  write("empty.jpg", "");
  write("vector.jpg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
  sh("vips black a.tif 9 9\nmkfifo pipe\nmkdir folder");
  for (const std::string& name :
       {"text.jpg", "empty.jpg", "vector.jpg", "a.tif", "pipe", "folder", "gone"}) {
    EXPECT_TRUE(contains(refusal(name), "file cannot be used: " + file(name).string())) << name;
    EXPECT_EQ(sh("'" IGBOT_PREPARE_IMAGE "' probe " + name + " 2>/dev/null || echo $?"), "3")
        << name;
  }
}

TEST_F(StoryFailure, TheToolLimitsItself) {
  red_and_blue("a.png", 4000, 3000);
  const std::string limits =
      sh("'" IGBOT_PREPARE_IMAGE
         "' jpeg blur a.png out >result &\n"
         "for i in $(seq 1000); do\n"
         "  cat /proc/$!/limits >limits 2>/dev/null || break\n"
         "  if grep -q 'cpu time *20 *20 ' limits && grep -q 'space *2147' limits; then break; fi\n"
         "done\n"
         "wait; sed 's/  */ /g' limits");
  for (const char* limit :
       {"Max cpu time 20 20 ", "Max address space 2147483648 2147483648 ", "Max open files 64 64 ",
        "Max core file size 0 0 ", "Max file size 16000000 16000000 "}) {
    EXPECT_TRUE(contains(limits, limit)) << limit << "not in:\n" << limits;
  }
}

TEST_F(StoryFailure, AToolThatHangsOrIsKilledLeavesNothing) {
  red_and_blue("a.jpg", 40, 20);
  const std::string half =
      "case $1 in probe) echo '{\"width\":40,\"height\":20}'; exit;; esac\n"
      "echo half >\"$4\"\n";
  write_tool(half + "sleep 60\n");
  EXPECT_TRUE(contains(refusal("a.jpg"), "(it took too long)"));
  write_tool(half + "kill -XCPU $$\n");
  EXPECT_TRUE(contains(refusal("a.jpg"), "ended by signal 24"));
  write_tool(half + "printf 'one\\ntwo \\033[31m\\n' >&2; exit 5\n");
  EXPECT_TRUE(contains(refusal("a.jpg"), "(two  [31m)")) << refusal("a.jpg");
}

TEST_F(StoryFailure, AMissingToolIsAFaultOfTheInstallation) {
  red_and_blue("a.jpg", 40, 20);
  sh("ffmpeg -v error -f lavfi -i testsrc=d=3:r=30 -c:v libx264 -pix_fmt yuv420p a.mp4");
  tools_ = imaging::StoryTools({.prepare_image = file("gone"), .search_path = folder().string()});
  for (const auto& [name, missing] :
       {std::pair{"a.jpg", "not installed: " + file("gone").string()},
        std::pair{"a.mp4", std::string("program not found, videos need it: ffprobe")}}) {
    try {
      tools_.prepare(file(name), story(), Fit::blur);
      ADD_FAILURE() << name << " was prepared";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::config);
      EXPECT_EQ(error.what(), missing);
    }
  }
}

TEST_F(StoryFailure, AResultNeverReplacesAFile) {
  red_and_blue("a.jpg", 40, 20);
  write("story", "precious");
  try {
    tools_.prepare(file("a.jpg"), story(), Fit::blur);
    FAIL() << "it was replaced";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::conflict);
  }
  EXPECT_EQ(bytes_of(story()), "precious");
  EXPECT_EQ(listing(), (std::vector<std::string>{"a.jpg", "story"}));
}

}  // namespace
}  // namespace igbot::test
