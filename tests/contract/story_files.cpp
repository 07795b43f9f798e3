// SPDX-License-Identifier: MIT
#include "tests/contract/story_files.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "core/text/text.hpp"
#include "providers/process/child.hpp"

namespace igbot::test {

std::string StoryFiles::sh(const std::string& script) const {
  const auto ended = process::run({"/bin/sh",
                                   {"-ec", "cd \"$1\"\n" + script, "sh", folder().string()},
                                   "/usr/bin:/bin",
                                   std::chrono::minutes{5}});
  EXPECT_EQ(ended.exit_code, 0) << script << ": " << ended.err;
  return text::trim(ended.out);
}

std::filesystem::path StoryFiles::red_and_blue(const std::string& name, int width,
                                               int height) const {
  const std::string size = std::to_string(width) + "x" + std::to_string(height);
  const std::string half = std::to_string(width / 2);
  sh("ffmpeg -v error -f lavfi -i color=red:s=" + size + ",format=rgb24,drawbox=x=" + half +
     ":w=" + half + ":h=" + std::to_string(height) +
     ":c=blue:t=fill -frames:v 1 -q:v 1 -update 1 -y " + name);
  return file(name);
}

void StoryFiles::write(const std::string& name, const std::string& bytes) const {
  std::ofstream(file(name), std::ios::binary) << bytes;
}

std::string StoryFiles::bytes_of(const std::filesystem::path& file) const {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> StoryFiles::listing() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

media::MediaFacts StoryFiles::prepare(const std::string& name, media::Fit fit) {
  std::filesystem::remove(story());
  auto expected = listing();
  expected.emplace_back("story");
  std::sort(expected.begin(), expected.end());
  const auto facts = tools_.prepare(file(name), story(), fit);
  EXPECT_EQ(listing(), expected);
  EXPECT_EQ(static_cast<std::uintmax_t>(facts.size), std::filesystem::file_size(story()));
  return facts;
}

std::string StoryFiles::refusal(const std::string& name, media::Fit fit) {
  const auto before = listing();
  std::string why = "nothing";
  try {
    tools_.prepare(file(name), story(), fit);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::failed) << error.what();
    why = std::string(error.what()) + "\n" + error.hint();
  }
  EXPECT_EQ(listing(), before);
  return why;
}

std::vector<int> StoryFiles::pixel(int x, int y) const {
  std::istringstream numbers(
      sh("vips getpoint story " + std::to_string(x) + " " + std::to_string(y)));
  std::vector<int> bands;
  for (double band = 0; numbers >> band;) bands.push_back(static_cast<int>(band));
  return bands;
}

std::string with_exif(const std::string& jpeg, char orientation) {
  using namespace std::string_literals;
  const std::string tiff = "MM\0\x2a\0\0\0\x08"s + "\0\x03"s +      // three entries:
                           "\x01\x0f\0\x02\0\0\0\x08\0\0\0\x32"s +  // make, at 50
                           "\x01\x12\0\x03\0\0\0\x01\0"s + orientation + "\0\0"s +  // orientation
                           "\x88\x25\0\x04\0\0\0\x01\0\0\0\x3a"s + "\0\0\0\0"s +    // GPS, at 58
                           "CanonEOS"s +                                            // the make
                           "\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0"s + "\0\0\0\0"s;    // north
  const std::string body = "Exif\0\0"s + tiff;
  const std::size_t length = body.size() + 2;
  return jpeg.substr(0, 2) + "\xff\xe1"s + static_cast<char>(length >> 8) +
         static_cast<char>(length & 0xff) + body + jpeg.substr(2);
}

}  // namespace igbot::test
