// SPDX-License-Identifier: MIT
#include "providers/public_directory/public_directory.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "core/error.hpp"
#include "providers/http/curl_client.hpp"
#include "tests/support/static_server.hpp"
#include "tests/support/temporary_file.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::public_directory {
namespace {

namespace fs = std::filesystem;

class PublicDirectoryContract : public testing::Test {
 protected:
  media::StagedName lend() {
    const media::StagedName name = host_.new_name("image/jpeg");
    host_.put(name, picture_.path(), "image/jpeg");
    return name;
  }
  void write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_.path() / name) << bytes;
  }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      found.push_back(entry.path().filename().string());
    }
    return found;
  }

  test::TemporaryFolder folder_;
  test::StaticServer server_{folder_.path()};
  test::TemporaryFile picture_{"a.jpg", test::jpeg_bytes(64, 64)};
  http::CurlClient http_;
  SystemClock clock_;
  PublicDirectory host_{http_, clock_, {folder_.path(), server_.url(), std::chrono::hours{1}}};
};

TEST_F(PublicDirectoryContract, ACopyIsReadableForTheWebServerAndAloneInTheFolder) {
  const media::StagedName name = lend();
  struct stat info {};
  ASSERT_EQ(::stat((folder_.path() / name.key).c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777U, 0644U);
  EXPECT_EQ(names(), std::vector<std::string>{name.key});
}

TEST_F(PublicDirectoryContract, ALinkInTheWayIsReplacedAndNotFollowed) {
  const test::TemporaryFile precious("precious", "keep me");
  const media::StagedName name = host_.new_name("image/jpeg");
  fs::create_symlink(precious.path(), folder_.path() / name.key);
  fs::create_symlink(precious.path(), folder_.path() / ("." + name.key));
  host_.put(name, picture_.path(), "image/jpeg");
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(folder_.path() / name.key)));
  std::ifstream in(precious.path());
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "keep me");
}

TEST_F(PublicDirectoryContract, ReleasingDeletesWhatWasWrittenInPart) {
  const media::StagedName name = host_.new_name("image/jpeg");
  write("." + name.key, "half a pic");
  host_.release(name);
  EXPECT_TRUE(names().empty());
}

TEST_F(PublicDirectoryContract, ASweepTouchesOnlyCopiesOfOurs) {
  const media::StagedName name = lend();
  write("." + host_.new_name("image/jpeg").key, "half a pic");
  write("holiday.jpg", "somebody's");
  write("igbot-notes.txt", "somebody's");
  const std::string linked = host_.new_name("image/jpeg").key;
  fs::create_symlink("holiday.jpg", folder_.path() / linked);
  EXPECT_EQ(host_.sweep(clock_.now() + std::chrono::hours{1}), 2U);
  EXPECT_FALSE(fs::exists(folder_.path() / name.key));
  EXPECT_EQ(names().size(), 3U);
}

TEST_F(PublicDirectoryContract, NoNameLeavesTheFolder) {
  for (const char* key : {"../a.jpg", "/etc/passwd", "holiday.jpg", ""}) {
    EXPECT_THROW(host_.release({"public_url", key, ""}), Error) << key;
    EXPECT_THROW(host_.put({"public_url", key, ""}, picture_.path(), "image/jpeg"), Error) << key;
  }
}

}  // namespace
}  // namespace igbot::public_directory
