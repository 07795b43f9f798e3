// SPDX-License-Identifier: MIT
#include <string>

#include "tests/page/chat_page.hpp"

namespace igbot::test {
namespace {

constexpr const char* k_card_buttons =
    R"({"inline_keyboard":[[{"text":"Posted","callback_data":"done"},)"
    R"({"text":"Skip","callback_data":"skip"}],)"
    R"([{"text":"Instagram","url":"https://www.instagram.com/"}]]})";

class ChatMessages : public ChatPage {};

TEST_F(ChatMessages, APhotoCardAppearsWithItsPictureAndItsButtons) {
  const std::int64_t card = send_photo("<b>Good</b> morning", k_card_buttons);
  EXPECT_TRUE(shows(in_message(card, "img") + ".naturalWidth === 640"));
  browser_.save_screenshot("/tmp/dbg.png");
  EXPECT_EQ(browser_.value_of(in_message(card, ".content strong") + ".textContent"), "Good");
  EXPECT_EQ(browser_.value_of("[..." + in_message(card, ".keyboard") +
                              ".children].map(row => row.innerText.split(/\\s+/).join(' '))"),
            R"(["Posted Skip","Instagram"])");
}

TEST_F(ChatMessages, APressedButtonReachesTheBotAndItsAnswerIsShown) {
  const std::int64_t card = send_photo("card", k_card_buttons);
  browser_.click(selector_of(card, ".inline"));
  const auto press = next_update()["callback_query"];
  EXPECT_EQ(press["data"], "done");
  EXPECT_EQ(press["from"]["id"], k_anna.id);
  EXPECT_EQ(press["message"]["message_id"], card);
  EXPECT_EQ(press["message"]["chat"]["id"], k_sandbox_chat);
  EXPECT_TRUE(shows(in_message(card, ".inline[aria-busy]")));
  bot("answerCallbackQuery", {{"callback_query_id", press["id"]}, {"text", "Noted as posted"}});
  EXPECT_TRUE(shows("document.querySelector('.toast.shown').textContent === 'Noted as posted'"));
  EXPECT_TRUE(shows("!" + in_message(card, ".inline[aria-busy]")));
}

TEST_F(ChatMessages, AnAlertStaysUntilItIsClosed) {
  const std::int64_t card = send_text("card", k_card_buttons);
  browser_.click(selector_of(card, ".inline"));
  bot("answerCallbackQuery", {{"callback_query_id", next_update()["callback_query"]["id"]},
                              {"text", "Only admins may do that"},
                              {"show_alert", "true"}});
  EXPECT_TRUE(shows("document.querySelector('.alert').open"));
  EXPECT_EQ(browser_.value_of("document.querySelector('#alert-text').textContent"),
            "Only admins may do that");
  browser_.click(".alert .ok");
  EXPECT_TRUE(shows("!document.querySelector('.alert').open"));
}

TEST_F(ChatMessages, AnEditChangesTheBubbleAndADeletionRemovesIt) {
  const std::int64_t card = send_photo("before", k_card_buttons);
  EXPECT_TRUE(shows(in_message(card, ".keyboard")));
  const std::string id = std::to_string(card);
  bot_here("editMessageCaption", {{"message_id", id}, {"caption", "after"}});
  EXPECT_TRUE(shows(in_message(card, ".content") + ".textContent.startsWith('after')"));
  EXPECT_TRUE(shows(in_message(card, ".time") + ".textContent.startsWith('edited')"));
  EXPECT_TRUE(shows("!" + in_message(card, ".keyboard")));
  bot_here("deleteMessage", {{"message_id", id}});
  EXPECT_TRUE(shows("!document.querySelector('.message')"));
}

TEST_F(ChatMessages, TheFocusStaysOnAButtonWhoseCardIsEdited) {
  const std::int64_t card = send_text("before", k_card_buttons);
  EXPECT_TRUE(shows(in_message(card, ".inline")));
  browser_.value_of(in_message(card, "[data-place='0-1']") + ".focus()");
  browser_.press_key(k_key_enter);
  EXPECT_EQ(next_update()["callback_query"]["data"], "skip");
  bot_here(
      "editMessageText",
      {{"message_id", std::to_string(card)}, {"text", "after"}, {"reply_markup", k_card_buttons}});
  EXPECT_TRUE(shows(in_message(card, ".content") + ".textContent.startsWith('after')"));
  EXPECT_EQ(browser_.value_of("document.activeElement.textContent"), "Skip");
}

TEST_F(ChatMessages, FilesAreDownloadsAndAddressesOpenElsewhere) {
  const std::int64_t card = send_text("<a href=\"https://example.com/x\">site</a>", k_card_buttons);
  EXPECT_TRUE(shows(in_message(card, "a.inline") + ".rel.includes('noopener')"));
  EXPECT_EQ(browser_.value_of(in_message(card, "a.inline") + ".target"), "_blank");
  EXPECT_EQ(browser_.value_of(in_message(card, ".content a") + ".href"), "https://example.com/x");
  const httplib::MultipartFormDataItems parts{
      {"chat_id", std::to_string(k_sandbox_chat), "", ""},
      {"document", "some: settings\n", "settings.toml", "text/html"}};
  client_.Post(std::string("/bot") + k_sandbox_token + "/sendDocument", parts);
  EXPECT_TRUE(shows("document.querySelector('.file').download === 'settings.toml'"));
  const std::string path = browser_.value_of("document.querySelector('.file').pathname");
  const auto file = httplib::Client(sandbox_.url()).Get(path);
  EXPECT_EQ(file->body, "some: settings\n");
  EXPECT_EQ(file->get_header_value("Content-Type"), "application/octet-stream");
  EXPECT_EQ(file->get_header_value("Content-Disposition"), "attachment");
}

TEST_F(ChatMessages, TextThatLooksLikeMarkupIsShownAsText) {
  const std::string hostile = "<img src=x onerror=\"window.hacked=1\"><script>hacked=1</script>";
  const SandboxPerson mallory{66, hostile};
  sandbox_.api().add_chat({k_sandbox_chat, "supergroup", hostile});
  const std::int64_t written = sandbox_.api().write(k_sandbox_chat, mallory, hostile);
  const std::int64_t reply = sandbox_.api().write(k_sandbox_chat, mallory, hostile, written);
  const std::int64_t link = send_text("<a href=\"javascript:window.hacked=1\">click</a>");
  EXPECT_TRUE(shows(in_message(link, ".content")));
  const auto text = [this](const std::string& expression) {
    return browser_.value_of(expression + ".textContent");
  };
  EXPECT_EQ(text(in_message(written, ".name")), hostile);
  EXPECT_TRUE(text(in_message(written, ".content")).starts_with(hostile));
  EXPECT_EQ(text(in_message(reply, ".quote span")), hostile);
  EXPECT_EQ(text("document.querySelector('.chat h2')"), hostile);
  EXPECT_EQ(browser_.value_of("document.title"), hostile);
  EXPECT_EQ(browser_.value_of(in_message(link, ".content a")), "null");
  EXPECT_EQ(browser_.value_of("document.querySelectorAll('img, body script').length"), "0");
  EXPECT_EQ(browser_.value_of("String(window.hacked)"), "undefined");
}

}  // namespace
}  // namespace igbot::test
