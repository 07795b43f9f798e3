// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "tests/contract/host_worlds.hpp"
#include "tests/contract/story_files.hpp"
#include "tests/support/cli_runner.hpp"
#include "tests/support/graph_sandbox.hpp"
#include "tests/support/s3_server.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {
namespace {

constexpr const char* k_brand = "17841400000000007";
constexpr const char* k_brand_token = "IGAAbrand0123456789brand0123456789brand012345678";

/// The whole way on this machine: a folder, the program, a real S3 server, Telegram and Instagram.
class PhonePhotoS3 : public StoryFiles {
 protected:
  PhonePhotoS3() {
    const std::string key = (cli_.folder() / "key").string();
    const std::string endpoint = shared_s3_url();
    for (const auto& [name, value] : std::map<std::string, std::string>{
             {"IGBOTCTL_KEY_FILE", key},
             {"IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token},
             {"IGBOTCTL_TELEGRAM_API_BASE", telegram_.url()},
             {"IGBOTCTL_TELEGRAM_RATE_LIMIT", "0"},
             {"IGBOTCTL_INSTAGRAM_API_BASE", graph_.url()},
             {"IGBOTCTL_STAGING_KIND", "s3"},
             {"IGBOTCTL_STAGING_BUCKET", k_shared_bucket},
             {"IGBOTCTL_STAGING_REGION", S3Server::k_region},
             {"IGBOTCTL_STAGING_ENDPOINT", endpoint},
             {"IGBOTCTL_STAGING_PATH_STYLE", "true"},
             {"IGBOTCTL_STAGING_PREFIX", "phone"},
             {"IGBOTCTL_STAGING_ACCESS_KEY_ID", S3Server::k_access_key_id},
             {"IGBOTCTL_STAGING_SECRET_ACCESS_KEY", S3Server::k_secret_access_key}}) {
      cli_.set_environment(name, value);
    }
    must({"key", "generate", key});
    graph_.api().add_account({.id = k_brand, .username = "brand"});
    graph_.api().issue_token({.accounts = {k_brand}}, k_brand_token);
    // Instagram takes its time.
    graph_.api().set_processing({.status_reads = 2});
  }

  std::string must(const std::vector<std::string>& words, const std::string& input = {}) {
    const CliResult result = cli_.run(words, input);
    EXPECT_EQ(result.exit_code, 0) << words[0] << " " << words[1] << ": " << result.err;
    return result.out;
  }

  CliRunner cli_;
  TelegramSandbox telegram_{{.chats = {{-1001, "group", "Brand"}}}};
  GraphSandbox graph_;
};

TEST_F(PhonePhotoS3, GoesFromTheFolderToTheStoryWithoutAHandOnIt) {
  sh("mkdir -p phone/holiday");
  // Twelve megapixels held upright: the sensor's picture, and how to turn it.
  red_and_blue("flat.jpg", 4032, 3024);
  write("phone/holiday/IMG_1.JPG", with_exif(bytes_of(file("flat.jpg")), '\x06'));
  red_and_blue("flat.png", 3024, 4032);
  sh("vips heifsave flat.png phone/holiday/IMG_2.HEIC --compression hevc\n"
     "vips pngsave flat.png phone/holiday/IMG_3.PNG");
  must({"init", "--chat", "-1001", "--name", "Brand", "--source", "local", "--source-path",
        file("phone").string(), "--live", "--yes"});
  must({"account", "add", "--token-stdin"}, k_brand_token);
  must({"settings", "set", "enable_instagram_api", "true", "require_approval", "false"});
  must({"media", "sync"});
  must({"schedule", "create", "--days", "3"});
  const auto planned =
      nlohmann::json::parse(must({"post", "list", "--status", "planned", "--json"}));
  ASSERT_EQ(planned["posts"].size(), 3u);
  for (const auto& post : planned["posts"]) {
    must({"post", "move", std::to_string(post["id"].get<int>()), "now"});
  }
  must({"post", "run"});

  const auto stories = graph_.stories();
  ASSERT_EQ(stories.size(), 3u) << must({"post", "run", "--explain"});
  for (const PublishedStory& published : stories) {
    write("story", *published.bytes);
    EXPECT_EQ(sh("vipsheader story | sed 's/.*: //'"), "1080x1920 uchar, 3 bands, srgb, jpegload");
    EXPECT_EQ(sh("vipsheader -a story | grep -ciE 'exif|gps|orientation' || true"), "0");
    EXPECT_LE(published.bytes->size(), 8'000'000u);
  }
  const auto history = nlohmann::json::parse(must({"post", "history", "--json"}));
  for (const auto& entry : history["history"]) {
    EXPECT_EQ(entry["outcome"], "posted");
    EXPECT_EQ(entry["method"], "instagram_api");
  }
  for (const CrawlerFetch& fetch : graph_.fetches()) {
    EXPECT_NE(fetch.url.find("X-Amz-Signature"), std::string::npos) << "presigned";
    EXPECT_EQ(fetch.outcome, "ok");
  }
  EXPECT_EQ(telegram_.accepted().size(), 3u) << "the chat is told of each";
  EXPECT_EQ(must({"post", "run"}), "");
}

}  // namespace
}  // namespace igbot::test
