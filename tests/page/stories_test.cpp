// SPDX-License-Identifier: MIT
#include <string>

#include "tests/page/chat_page.hpp"
#include "tests/support/public_files.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

class ChatStories : public ChatPage {
 protected:
  /// Publishes a picture as a program would; its media id.
  std::string publish(int seed) {
    const std::string url = files_.put("a.jpg", jpeg_bytes(270, 480, seed));
    GraphCall call{.method = "POST", .version = "v25.0", .node = account_.id, .edge = "media"};
    call.token = token_;
    call.fields = {{"media_type", "STORIES"}, {"image_url", url}};
    const std::string container = graph_.call(call).container;
    call.edge = "media_publish";
    call.fields = {{"creation_id", container}};
    return graph_.call(call).media_id;
  }
  static std::string button(const std::string& media) {
    return ".story-button[data-id='" + media + "']";
  }
  static std::string found(const std::string& selector) {
    return "document.querySelector(\"" + selector + "\")";
  }

  PublicFiles files_;
  GraphAccount account_ = graph_.add_account({.username = "team"});
  std::string token_ = graph_.issue_token({.accounts = {account_.id}});
};

TEST_F(ChatStories, AnAccountIsThereBeforeItsFirstStory) {
  EXPECT_TRUE(shows("document.querySelector('.accounts').innerText.includes('@team')"));
  EXPECT_TRUE(shows("document.querySelector('.accounts').innerText.includes('no story')"));
}

TEST_F(ChatStories, WhatIsPublishedAppearsAndOpensWithAccountAndTime) {
  const std::string first = publish(1);
  const std::string second = publish(2);
  EXPECT_TRUE(shows(found(button(second) + " img") + "?.naturalWidth === 270"));
  EXPECT_TRUE(shows(found(button(first) + " img") + "?.naturalWidth === 270"));
  browser_.save_screenshot(std::filesystem::path(IGBOT_SCREENSHOT_FOLDER) / "stories.png");
  browser_.click(button(first));
  EXPECT_TRUE(shows(found("dialog.story[open] figure img") + "?.complete"));
  EXPECT_TRUE(shows(found("dialog.story figcaption") + ".textContent.startsWith('@team · ')"));
  browser_.save_screenshot(std::filesystem::path(IGBOT_SCREENSHOT_FOLDER) / "story.png");
  browser_.click("dialog.story .close");
  EXPECT_TRUE(shows("!" + found("dialog.story") + ".open"));
}

TEST_F(ChatStories, AfterADayAStoryIsGone) {
  const std::string media = publish(1);
  EXPECT_TRUE(shows(found(button(media))));
  graph_.advance(std::chrono::hours(24));
  EXPECT_TRUE(shows("!" + found(button(media))));
}

}  // namespace
}  // namespace igbot::test
