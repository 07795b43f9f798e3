// SPDX-License-Identifier: MIT
#include <string>

#include "tests/page/chat_page.hpp"

namespace igbot::test {
namespace {

/// Whether the page, at the font it uses, draws this text in colours.
constexpr const char* k_is_colourful = R"js(
  (() => {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    pen.font = '32px ' + getComputedStyle(document.body).fontFamily;
    pen.fillText('🌅', 10, 40);
    const {data} = pen.getImageData(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < data.length; i += 4) {
      if (Math.abs(data[i] - data[i + 2]) > 60) return true;
    }
    return false;
  })()
)js";
constexpr const char* k_nothing_sticks_out =
    "document.documentElement.scrollWidth <= innerWidth && "
    "[...document.querySelectorAll('.chat *')].every(each => "
    "getComputedStyle(each).opacity === '0' || each.getBoundingClientRect().right <= innerWidth)";

class ChatLooks : public ChatPage {
 protected:
  /// A morning in the team's chat.
  void fill_chat() {
    BotApi& api = sandbox_.api();
    api.write(k_sandbox_chat, k_ben, "Good morning! Is there something for today? 😀");
    api.write(k_sandbox_chat, k_anna, "/next");
    card_ = send_photo(
        "<b>Good morning</b> 🌅\nSeen on the way to the studio\n\n"
        "memes · due 09:00 · <code>a_file_with_a_very_long_name_that_has_no_blank_in_it.jpg</code>",
        R"({"inline_keyboard":[[{"text":"✅ Posted","callback_data":"a"},)"
        R"({"text":"⏭ Skip","callback_data":"b"}],)"
        R"([{"text":"📷 Open Instagram","url":"https://www.instagram.com/"}]]})");
    api.write(k_sandbox_chat, k_eve, "What a picture", card_);
    last_ = send_text(
        "Commands: /status, /queue\n<blockquote>Quoted</blockquote>"
        "<pre>a 1 &lt; 2</pre><tg-spoiler>secret</tg-spoiler> <u>yes</u>");
    EXPECT_TRUE(shows(in_message(card_, "img") + ".complete && " + in_message(last_, ".content")));
  }
  void shoot(const std::string& name) {
    browser_.save_screenshot(std::filesystem::path(IGBOT_SCREENSHOT_FOLDER) / (name + ".png"));
  }

  std::int64_t card_ = 0;
  std::int64_t last_ = 0;
};

TEST_F(ChatLooks, NothingSticksOutOnADesktopInLightAndDark) {
  fill_chat();
  EXPECT_TRUE(shows(k_nothing_sticks_out));
  browser_.prefer_dark(false);
  const std::string background = "getComputedStyle(document.body).backgroundColor";
  EXPECT_EQ(browser_.value_of(background), "rgb(255, 255, 255)");
  shoot("desktop-light");
  browser_.prefer_dark(true);
  EXPECT_TRUE(shows(background + " !== 'rgb(255, 255, 255)'"));
  shoot("desktop-dark");
}

TEST_F(ChatLooks, APhoneShowsTheChatOrTheListOfChats) {
  browser_.resize(390, 844);
  fill_chat();
  EXPECT_TRUE(shows(k_nothing_sticks_out));
  EXPECT_EQ(browser_.value_of("getComputedStyle(document.querySelector('.sidebar')).display"),
            "none");
  shoot("phone");
  browser_.click(".back");
  EXPECT_TRUE(shows("document.querySelectorAll('.chats a').length === 2"));
  EXPECT_EQ(browser_.value_of("getComputedStyle(document.querySelector('.chat')).display"), "none");
  shoot("phone-list");
}

TEST_F(ChatLooks, TheNewestMessageIsInSight) {
  fill_chat();
  for (int i = 0; i < 20; ++i) last_ = send_text("message " + std::to_string(i));
  EXPECT_TRUE(shows(in_message(last_, ".bubble") +
                    ".getBoundingClientRect().bottom <= "
                    "document.querySelector('.composer').getBoundingClientRect().top"));
}

TEST_F(ChatLooks, EmojiAreInColour) { EXPECT_TRUE(shows(k_is_colourful)); }

TEST_F(ChatLooks, EveryControlHasAName) {
  fill_chat();
  EXPECT_EQ(browser_.value_of(
                "[...document.querySelectorAll('button, a, select, textarea')].filter(each => "
                "!each.closest('[hidden]') && !each.innerText.trim() && "
                "!each.getAttribute('aria-label') && !each.closest('label')).length"),
            "0");
}

}  // namespace
}  // namespace igbot::test
