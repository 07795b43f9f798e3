// SPDX-License-Identifier: MIT
#include <string>

#include "tests/page/chat_page.hpp"

namespace igbot::test {
namespace {

class ChatPeople : public ChatPage {};

TEST_F(ChatPeople, WhatIsTypedArrivesWithItsCommands) {
  say("/pause 2h for lunch");
  const auto message = next_update()["message"];
  EXPECT_EQ(message["text"], "/pause 2h for lunch");
  EXPECT_EQ(message["from"]["first_name"], "Anna");
  EXPECT_EQ(message["entities"][0]["type"], "bot_command");
  EXPECT_EQ(message["entities"][0]["length"], 6);
  EXPECT_TRUE(shows(in_message(message["message_id"], ".command")));
  EXPECT_EQ(browser_.value_of("document.querySelector('.input').value"), "");
}

TEST_F(ChatPeople, CommandsAreOfferedWhenASlashIsTyped) {
  bot("setMyCommands", {{"commands", R"([{"command":"pause","description":"Stop"},)"
                                     R"({"command":"post","description":"Go"},)"
                                     R"({"command":"help","description":"Tell"}])"}});
  EXPECT_TRUE(shows("!document.querySelector('.menu').hidden"));
  browser_.type(".input", "/p");
  EXPECT_TRUE(shows("document.querySelectorAll('.commands li').length === 2"));
  browser_.type(".input", std::string(k_key_down) + k_key_down + k_key_enter);
  EXPECT_EQ(browser_.value_of("document.querySelector('.input').value"), "/post ");
  say("now");
  EXPECT_EQ(next_update()["message"]["text"], "/post now");
}

TEST_F(ChatPeople, AForcedReplyIsAnsweredWithAReply) {
  const std::int64_t question = send_text(
      "Which caption?", R"({"force_reply":true,"input_field_placeholder":"The new caption"})");
  EXPECT_TRUE(shows("!document.querySelector('.reply-bar').hidden"));
  EXPECT_EQ(browser_.value_of("document.querySelector('.input').placeholder"), "The new caption");
  say("Seen today");
  const auto message = next_update()["message"];
  EXPECT_EQ(message["text"], "Seen today");
  EXPECT_EQ(message["reply_to_message"]["message_id"], question);
  EXPECT_TRUE(shows("document.querySelector('.reply-bar').hidden"));
}

TEST_F(ChatPeople, ASelectiveForcedReplyConcernsOnlyWhomItMentions) {
  send_text("@ben, which caption?", R"({"force_reply":true,"selective":true})");
  EXPECT_TRUE(shows("document.querySelector('.message')"));
  EXPECT_EQ(browser_.value_of("document.querySelector('.reply-bar').hidden"), "true");
  act_as(k_ben);
  EXPECT_TRUE(shows("!document.querySelector('.reply-bar').hidden"));
}

TEST_F(ChatPeople, AMessageIsRepliedToByClickingItUntilEscapeIsPressed) {
  const std::int64_t card = send_text("card");
  browser_.click(selector_of(card, ".content"));
  EXPECT_TRUE(shows("!document.querySelector('.reply-bar').hidden"));
  browser_.press_key(k_key_escape);
  EXPECT_TRUE(shows("document.querySelector('.reply-bar').hidden"));
  browser_.click(selector_of(card, ".content"));
  say("to you");
  EXPECT_EQ(next_update()["message"]["reply_to_message"]["message_id"], card);
}

TEST_F(ChatPeople, AnotherPersonSpeaksWithTheirOwnVoice) {
  say("/help");
  const std::int64_t of_anna = next_update()["message"]["message_id"];
  EXPECT_TRUE(shows(in_message(of_anna, ".content") + ".closest('.mine')"));
  act_as(k_ben);
  EXPECT_TRUE(shows(in_message(of_anna, ".content") + ".closest('.theirs')"));
  say("/status");
  EXPECT_EQ(next_update()["message"]["from"]["id"], k_ben.id);
}

TEST_F(ChatPeople, WhatIsRefusedIsToldAndTheTextIsKept) {
  sandbox_.api().set_member(k_sandbox_chat, k_anna.id, "kicked");
  say("/help");
  EXPECT_TRUE(shows("document.querySelector('.toast').textContent.includes('not in this chat')"));
  EXPECT_TRUE(shows("document.querySelector('.input').value === '/help'"));
}

TEST_F(ChatPeople, ThePrivateChatIsThatOfItsPerson) {
  act_as(k_ben);
  browser_.click(".chats a[href='/chat/7']");
  EXPECT_TRUE(shows("document.title === 'Anna' && document.querySelector('.person').disabled"));
  say("hello");
  const auto message = next_update()["message"];
  EXPECT_EQ(message["from"]["id"], k_anna.id);
  EXPECT_EQ(message["chat"]["type"], "private");
}

}  // namespace
}  // namespace igbot::test
