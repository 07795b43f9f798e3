// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "tests/cli/bot_chat.hpp"

namespace igbot::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// The team's library, and what other programs make of it.
class MediaCheck : public TeamCli {
 protected:
  void script(const std::string& text) const {
    const auto result = cli.run_script("set -e\nPATH=/usr/bin:/bin\n" + text);
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  void make_video(const std::string& path, int seconds) const {
    script("ffmpeg -v error -f lavfi -i testsrc=s=90x160:r=30:d=" + std::to_string(seconds) +
           " -c:v libx264 -preset ultrafast -pix_fmt yuv420p '" + path + "'");
  }
  std::string header_of(const std::string& file) const {
    return cli.run_script("PATH=/usr/bin:/bin vipsheader '" + file + "'").out;
  }
  json checked(const std::vector<std::string>& words, int exit_code) const {
    std::vector<std::string> all{"media", "check"};
    all.insert(all.end(), words.begin(), words.end());
    all.emplace_back("--json");
    const auto result = cli.run(all);
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    return json::parse(result.out).at("media");
  }
};

TEST_F(MediaCheck, EveryActiveItemIsLookedAtAndOneThatDoesNotFitIsToldWithItsFix) {
  make_video(photos() + "/memes/long.mp4", 61);
  write_file(photos(), "memes/cut.jpg", jpeg_bytes(64, 64, 9).substr(0, 300));
  must_run({"media", "sync"});
  const auto result = cli.run({"media", "check"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.err, "");
  EXPECT_TRUE(mentions(result.out, "memes/a.jpg")) << result.out;
  EXPECT_TRUE(mentions(result.out, "memes/long.mp4: it lasts 61 s, a story at most 60 s"));
  EXPECT_TRUE(mentions(result.out, "cut it: ffmpeg -i IN -t 59 -c copy OUT.mp4")) << result.out;
  EXPECT_TRUE(mentions(result.out, "memes/cut.jpg: picture cannot be used: memes/cut.jpg"))
      << result.out;
}

TEST_F(MediaCheck, AllOfALibraryThatFitsIsExitZero) {
  const json all = checked({}, 0);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].at("path"), "memes/a.jpg");
  EXPECT_EQ(all[0].at("id"), 1);
  EXPECT_EQ(all[0].at("mime"), "image/jpeg");
  EXPECT_EQ(all[0].at("width"), 64);
  EXPECT_EQ(all[0].at("aspect"), 1.0);
  EXPECT_EQ(all[0].at("seconds"), nullptr);
  EXPECT_EQ(all[0].at("fits"), true);
  EXPECT_EQ(all[0].at("problems"), json::array());
}

TEST_F(MediaCheck, AFileOutsideTheLibraryNeedsNoDatabase) {
  make_video("clip.mov", 4);
  script("cp clip.mov named.jpg");
  fs::remove(cli.database());
  const json clip = checked({"clip.mov"}, 0).at(0);
  EXPECT_EQ(clip.at("id"), nullptr);
  EXPECT_EQ(clip.at("mime"), "video/quicktime");
  EXPECT_EQ(clip.at("video_codec"), "h264");
  EXPECT_EQ(clip.at("audio_codec"), nullptr);
  EXPECT_NEAR(clip.at("seconds"), 4, 0.1);
  EXPECT_EQ(clip.at("extension_fits"), true);
  EXPECT_EQ(checked({"named.jpg"}, 0).at(0).at("extension_fits"), false);
  EXPECT_TRUE(mentions(cli.run({"media", "check", "named.jpg"}).out,
                       "its name says image/jpeg, its content is video/quicktime"));
}

TEST_F(MediaCheck, WhatCannotBeReadDoesNotFit) {
  cli.write("text.jpg", "no picture");
  const json text = checked({"text.jpg"}, 3).at(0);
  EXPECT_EQ(text.at("mime"), nullptr);
  EXPECT_EQ(text.at("fits"), false);
  EXPECT_FALSE(text.at("problems").at(0).at("fix").get<std::string>().empty());
  fs::remove(photos() + "/memes/a.jpg");
  const json all = checked({}, 3);
  EXPECT_EQ(all.at(0).at("fits"), false);
  EXPECT_EQ(all.at(0).at("problems").at(0).at("fix"), "igbotctl media sync");
  EXPECT_EQ(all.at(1).at("fits"), true) << "the others are looked at all the same";
  const auto gone = cli.run({"media", "check", "1"});
  EXPECT_EQ(gone.exit_code, 5);
  EXPECT_TRUE(mentions(gone.err, "memes/a.jpg cannot be read: ")) << gone.err;
}

TEST_F(MediaCheck, AMistypedNameIsNotFound) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"check", "gone.jpg"},
                                                {"check", "99"},
                                                {"preview", "gone.jpg", "--output", "new"},
                                                {"preview", "99", "--output", "new"},
                                                {"preview", "1", "--output", "no/folder/new"}}) {
    std::vector<std::string> all{"media"};
    all.insert(all.end(), words.begin(), words.end());
    const auto result = cli.run(all);
    EXPECT_EQ(result.exit_code, 5) << words[1] << result.err;
    EXPECT_TRUE(mentions(result.err, "hint: ")) << result.err;
  }
  EXPECT_FALSE(fs::exists(cli.folder() / "new"));
}

TEST_F(MediaCheck, AMissingToolIsAFaultOfTheInstallation) {
  make_video("clip.mp4", 4);
  cli.set_environment("PATH", cli.folder().string());
  const auto result = cli.run({"media", "check", "clip.mp4"});
  EXPECT_EQ(result.exit_code, 12);
  EXPECT_TRUE(mentions(result.err, "program not found, videos need it: ffprobe")) << result.err;
  EXPECT_TRUE(mentions(result.err, "hint: apt-get install ffmpeg")) << result.err;
}

TEST_F(MediaCheck, APreviewIsThePictureThatInstagramWouldGet) {
  const auto result = must_run({"media", "preview", "1", "--output", "story.jpg"});
  EXPECT_TRUE(mentions(result.out, "story.jpg: image/jpeg, 1080×1920, ")) << result.out;
  EXPECT_TRUE(mentions(result.out, ", fit blur")) << result.out;
  EXPECT_TRUE(mentions(header_of("story.jpg"), "1080x1920")) << header_of("story.jpg");
  cli.set_environment("IGBOTCTL_MEDIA_FIT", "none");
  must_run({"media", "preview", "1", "--output", "none.jpg"});
  EXPECT_TRUE(mentions(header_of("none.jpg"), "64x64")) << header_of("none.jpg");
  const auto padded =
      must_run({"media", "preview", "1", "--output", "pad.jpg", "--fit", "pad", "--json"});
  EXPECT_EQ(json::parse(padded.out).at("fit"), "pad");
  EXPECT_TRUE(mentions(header_of("pad.jpg"), "1080x1920"));
}

TEST_F(MediaCheck, APreviewReplacesNothingAndLeavesNothingWhenItFails) {
  cli.write("story.jpg", "precious");
  EXPECT_EQ(cli.run({"media", "preview", "1", "--output", "story.jpg"}).exit_code, 6);
  EXPECT_EQ(cli.run_script("cat story.jpg").out, "precious");
  cli.write("text.jpg", "no picture");
  const auto failed = cli.run({"media", "preview", "text.jpg", "--output", "new.jpg"});
  EXPECT_EQ(failed.exit_code, 1);
  EXPECT_TRUE(mentions(failed.err, "file cannot be used: text.jpg")) << failed.err;
  EXPECT_EQ(cli.run_script("ls | grep -c new").out, "0\n");
  EXPECT_EQ(cli.run({"media", "preview", "1", "--output", "new", "--fit", "wide"}).exit_code, 2);
  EXPECT_EQ(cli.run({"media", "preview", "1"}).exit_code, 2);
}

class CardPicture : public BotChat {
 protected:
  /// The card of a picture that other programs made of a.jpg.
  RecordedCall card_of(const std::string& name, const std::string& make) {
    const auto made = cli.run_script("set -e\nPATH=/usr/bin:/bin\ncd photos/memes\n" + make);
    EXPECT_EQ(made.exit_code, 0) << made.err;
    must_run({"media", "sync"});
    const std::string id =
        cli.run_script("sqlite3 igbotctl.db \"SELECT id FROM media_items WHERE path = 'memes/" +
                       name + "'\"")
            .out;
    must_run({"post", "next", "--media", id.substr(0, id.find('\n')), "--yes"});
    return telegram.accepted().back();
  }
};

TEST_F(CardPicture, ThatTelegramDoesNotShowIsSentAsTheJpegOfItsStory) {
  const auto heic = card_of("c.heic", "vips heifsave b.jpg c.heic --compression hevc");
  EXPECT_EQ(heic.method, "sendPhoto");
  EXPECT_EQ(heic.file_name, "c.jpg");
  EXPECT_EQ(heic.mime, "image/jpeg");
  EXPECT_FALSE(heic.caption.empty());
  const auto thin = card_of("d.png", "vips black d.png 900 30");
  EXPECT_EQ(thin.method, "sendPhoto");
  EXPECT_EQ(thin.mime, "image/jpeg");
}

TEST_F(CardPicture, ThatIsBrokenGoesAsADocument) {
  const auto card = card_of("e.heic",
                            "vips heifsave b.jpg whole.heic --compression hevc\n"
                            "head -c 400 whole.heic >e.heic\nrm whole.heic");
  EXPECT_EQ(card.method, "sendDocument");
  EXPECT_EQ(card.file_name, "e.heic");
}

}  // namespace
}  // namespace igbot::test
