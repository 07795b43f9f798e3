// SPDX-License-Identifier: MIT
#include "core/bot/wizard/source_folder.hpp"

#include <gtest/gtest.h>

#include "providers/local/local_source.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::bot {
namespace {

class SourceFolderTest : public testing::Test {
 protected:
  SourceFolderTest() {
    test::write_file(at("roots/brand"), "memes/a.jpg", test::jpeg_bytes(8, 8, 1));
    test::write_file(at("roots/brand"), "merch/b.jpg", test::jpeg_bytes(8, 8, 2));
    test::write_file(at("secret"), "c.jpg", test::jpeg_bytes(8, 8, 3));
    rules.local_roots = {at("roots")};
    rules.open_source = [](const media::SourceConfig& config, const std::optional<NewCredential>&) {
      return std::make_unique<local::LocalSource>(std::get<media::LocalSourceConfig>(config).path);
    };
  }
  std::string at(const std::string& name) const { return (folder.path() / name).string(); }
  bool is_taken(const std::string& path) const {
    return std::holds_alternative<SourceFolder>(look_into(rules, path));
  }

  test::TemporaryFolder folder;
  BotRules rules;
};

TEST_F(SourceFolderTest, AFolderBelowARootIsCounted) {
  const auto found = std::get<SourceFolder>(look_into(rules, at("roots/brand")));
  EXPECT_EQ(found.files, 2);
  EXPECT_EQ(found.categories, 2);
  EXPECT_EQ(found.path, std::filesystem::canonical(at("roots/brand")).string());
}

TEST_F(SourceFolderTest, NothingOutsideTheRootsIsTakenByWhateverWay) {
  std::filesystem::create_directory_symlink(at("secret"), at("roots/link"));
  std::filesystem::create_directories(at("roots-beside"));
  for (const std::string& path :
       {at("secret"), at("roots/../secret"), at("roots/link"), at("roots-beside"), at("roots/none"),
        at("roots/brand/memes/a.jpg"), std::string("/"), std::string(), std::string("brand"),
        at("roots/brand") + std::string("\0x", 2), std::string(10'000, '/') + "x"}) {
    EXPECT_FALSE(is_taken(path)) << path;
  }
}

TEST_F(SourceFolderTest, WithoutRootsNoFolderIsTaken) {
  rules.local_roots.clear();
  EXPECT_FALSE(is_taken(at("roots/brand")));
}

}  // namespace
}  // namespace igbot::bot
