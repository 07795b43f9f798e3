// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "providers/imaging/story_tools.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::test {

/// The real tools, and a folder in which pictures and videos are made by others' programs.
class StoryFiles : public ::testing::Test {
 protected:
  std::filesystem::path folder() const { return folder_.path(); }
  std::filesystem::path file(const std::string& name) const { return folder() / name; }

  /// Runs a shell script in the folder; it must succeed. Returns what it printed, trimmed.
  std::string sh(const std::string& script) const;
  /// A JPEG or PNG, by its name: red on its left half, blue on its right.
  std::filesystem::path red_and_blue(const std::string& name, int width, int height) const;
  void write(const std::string& name, const std::string& bytes) const;
  std::string bytes_of(const std::filesystem::path& file) const;

  /// Makes `name` a story; expects the folder to hold nothing else that is new.
  media::MediaFacts prepare(const std::string& name, media::Fit fit = media::Fit::blur);
  /// Why that is refused, with the hint; fails when it is not, or leaves anything behind.
  std::string refusal(const std::string& name, media::Fit fit = media::Fit::blur);
  std::filesystem::path story() const { return folder() / "story"; }
  /// Bands of a pixel of the story: {255, 0, 0}.
  std::vector<int> pixel(int x, int y) const;
  std::vector<std::string> listing() const;

  imaging::StoryTools tools_{
      {.prepare_image = IGBOT_PREPARE_IMAGE, .search_path = "/usr/bin:/bin"}};

 private:
  TemporaryFolder folder_;
};

/// A JPEG with an EXIF segment: this orientation (TIFF 6.0, tag 274), a camera and a place.
std::string with_exif(const std::string& jpeg, char orientation);

inline bool is_red(const std::vector<int>& p) { return p[0] > 200 && p[1] < 60 && p[2] < 60; }
inline bool is_blue(const std::vector<int>& p) { return p[0] < 60 && p[1] < 60 && p[2] > 200; }

}  // namespace igbot::test
