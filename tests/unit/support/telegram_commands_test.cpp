// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "tests/support/telegram_bot_api.hpp"

namespace igbot::test {
namespace {

class TelegramCommands : public testing::Test {
 protected:
  ApiAnswer set(const std::string& name, const std::string& scope = "",
                const std::string& language = "") {
    ApiCall call{"setMyCommands",
                 {{"commands", R"([{"command":")" + name + R"(","description":"Do it"}])"}},
                 {}};
    if (!scope.empty()) call.fields["scope"] = scope;
    if (!language.empty()) call.fields["language_code"] = language;
    return api.call(call);
  }
  /// The name of the only command in the list.
  static std::string only(const std::vector<BotCommand>& list) {
    return list.size() == 1 ? list.front().command : "";
  }

  BotApi api{{{-1001, "supergroup"}, {77, "private"}, {-1003, "channel"}}};
};

TEST_F(TelegramCommands, EveryScopeAndLanguageKeepsItsOwn) {
  api.set_member(-1001, 7, "administrator");
  EXPECT_EQ(set("a").status, 200);
  EXPECT_EQ(set("b", R"({"type":"all_private_chats"})").status, 200);
  EXPECT_EQ(set("c", R"({"type":"all_group_chats"})").status, 200);
  EXPECT_EQ(set("d", R"({"type":"all_chat_administrators"})").status, 200);
  EXPECT_EQ(set("e", R"({"type":"chat","chat_id":-1001})").status, 200);
  EXPECT_EQ(set("f", R"({"type":"chat_administrators","chat_id":-1001})").status, 200);
  EXPECT_EQ(set("g", R"({"type":"chat_member","chat_id":-1001,"user_id":7})").status, 200);
  EXPECT_EQ(set("h", "", "de").status, 200);
  EXPECT_EQ(only(api.commands()), "a");
  EXPECT_EQ(only(api.commands({"all_private_chats"})), "b");
  EXPECT_EQ(only(api.commands({"all_group_chats"})), "c");
  EXPECT_EQ(only(api.commands({"all_chat_administrators"})), "d");
  EXPECT_EQ(only(api.commands({"chat", -1001})), "e");
  EXPECT_EQ(only(api.commands({"chat_administrators", -1001})), "f");
  EXPECT_EQ(only(api.commands({"chat_member", -1001, 7})), "g");
  EXPECT_EQ(only(api.commands({.language = "de"})), "h");
}

TEST_F(TelegramCommands, TheyCanBeReadBackAndDeleted) {
  const std::string scope = R"({"type":"all_group_chats"})";
  set("pause", scope);
  EXPECT_EQ(api.call({"getMyCommands", {{"scope", scope}}, {}}).body,
            R"({"ok":true,"result":[{"command":"pause","description":"Do it"}]})");
  EXPECT_EQ(api.call({"getMyCommands", {}, {}}).body, R"({"ok":true,"result":[]})");
  EXPECT_EQ(api.call({"deleteMyCommands", {{"scope", scope}}, {}}).status, 200);
  EXPECT_TRUE(api.commands({"all_group_chats"}).empty());
}

TEST_F(TelegramCommands, UnknownScopesAndLanguagesAreRefused) {
  const auto refusal = [this](const std::string& scope) { return set("a", scope).description; };
  EXPECT_EQ(refusal(R"({"type":"everybody"})"),
            "Bad Request: can't parse BotCommandScope: unsupported type specified");
  EXPECT_NE(refusal("chat"), "");
  EXPECT_EQ(refusal(R"({"type":"chat"})"),
            "Bad Request: can't parse BotCommandScope: chat_id is not specified");
  EXPECT_EQ(refusal(R"({"type":"chat","chat_id":-5})"), "Bad Request: chat not found");
  EXPECT_EQ(refusal(R"({"type":"chat","chat_id":-1003})"),
            "Bad Request: can't change commands in channel chats");
  EXPECT_NE(refusal(R"({"type":"chat_administrators","chat_id":77})"), "");
  EXPECT_EQ(refusal(R"({"type":"chat_member","chat_id":-1001})"),
            "Bad Request: can't parse BotCommandScope: user_id is not specified");
  EXPECT_EQ(refusal(R"({"type":"chat_member","chat_id":-1001,"user_id":5})"),
            "Bad Request: user not found");
  EXPECT_EQ(refusal(R"({"type":"default","chat_id":-1001})"),
            "Bad Request: sandbox: unknown member \"chat_id\"");
  EXPECT_EQ(set("a", "", "german").description, "Bad Request: invalid language_code specified");
}

TEST_F(TelegramCommands, APersonIsOfferedThoseOfTheNarrowestScope) {
  api.set_member(-1001, 7, "administrator");
  api.set_member(-1001, 8, "member");
  set("everywhere");
  EXPECT_EQ(only(api.commands_for(-1001, 8)), "everywhere");
  set("groups", R"({"type":"all_group_chats"})");
  set("administrators", R"({"type":"all_chat_administrators"})");
  set("private", R"({"type":"all_private_chats"})");
  EXPECT_EQ(only(api.commands_for(-1001, 8)), "groups");
  EXPECT_EQ(only(api.commands_for(-1001, 7)), "administrators");
  EXPECT_EQ(only(api.commands_for(77, 77)), "private");
  set("here", R"({"type":"chat","chat_id":-1001})");
  EXPECT_EQ(only(api.commands_for(-1001, 7)), "here");
  set("ben", R"({"type":"chat_member","chat_id":-1001,"user_id":8})");
  EXPECT_EQ(only(api.commands_for(-1001, 8)), "ben");
}

}  // namespace
}  // namespace igbot::test
