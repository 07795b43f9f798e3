// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "tests/support/telegram_bot_api.hpp"
#include "tests/support/telegram_rules.hpp"

namespace igbot::test {
namespace {

std::string row_of(int buttons, const std::string& text = "x") {
  std::string row;
  for (int i = 0; i < buttons; ++i) {
    row += (i == 0 ? "" : ",") + (R"({"text":")" + text + R"(","callback_data":"d"})");
  }
  return "[" + row + "]";
}

std::string keyboard_of(int rows, const std::string& row) {
  std::string list;
  for (int i = 0; i < rows; ++i) list += (i == 0 ? "" : ",") + row;
  return R"({"inline_keyboard":[)" + list + "]}";
}

TEST(TelegramMarkup, KeyboardsHaveAtMost100ButtonsInRowsOfOneToEight) {
  EXPECT_EQ(keyboard_problem(keyboard_of(20, row_of(5))), "");
  EXPECT_EQ(keyboard_problem(keyboard_of(21, row_of(5))), "reply markup is too long");
  EXPECT_EQ(keyboard_problem(keyboard_of(1, row_of(8))), "");
  EXPECT_EQ(keyboard_problem(keyboard_of(1, row_of(9))), "sandbox: a row has more than 8 buttons");
  EXPECT_EQ(keyboard_problem(R"({"inline_keyboard":[[]]})"), "sandbox: a row of buttons is empty");
  EXPECT_EQ(keyboard_problem(R"({"inline_keyboard":[]})"), "");
}

TEST(TelegramMarkup, KeyboardsHaveAtMostTenKilobytes) {
  const std::string row = row_of(1, std::string(900, 'x'));
  EXPECT_EQ(keyboard_problem(keyboard_of(10, row)), "");
  EXPECT_EQ(keyboard_problem(keyboard_of(11, row)), "reply markup is too long");
}

TEST(TelegramMarkup, ButtonsHaveATextOneActionAndNothingElse) {
  const auto problem = [](const std::string& button) {
    return keyboard_problem(R"({"inline_keyboard":[[)" + button + "]]}");
  };
  EXPECT_EQ(problem(R"({"text":" ","callback_data":"d"})"),
            "inline keyboard button text must be non-empty");
  EXPECT_EQ(problem(R"({"text":"x","callback_data":"d","url":"https://a.b/"})"),
            "sandbox: a button has one action, callback_data or url");
  EXPECT_EQ(problem(R"({"text":"x","callback_data":"d","colour":"red"})"),
            "sandbox: unknown member \"colour\"");
  EXPECT_EQ(keyboard_problem(R"({"inline_keyboard":[],"keyboard":[]})"),
            "sandbox: unknown member \"keyboard\"");
}

TEST(TelegramMarkup, ForcedRepliesHaveThreeMembers) {
  const auto problem = [](const std::string& members) {
    return keyboard_problem(R"({"force_reply":)" + members + "}");
  };
  EXPECT_EQ(problem(R"(true,"selective":true,"input_field_placeholder":"Caption")"), "");
  EXPECT_EQ(problem("false"),
            "can't parse reply keyboard markup: Field \"force_reply\" must be true");
  EXPECT_NE(problem(R"(true,"selective":1)"), "");
  EXPECT_EQ(problem(R"(true,"input_field_placeholder":")" + std::string(64, 'x') + '"'), "");
  EXPECT_NE(problem(R"(true,"input_field_placeholder":")" + std::string(65, 'x') + '"'), "");
  EXPECT_NE(problem(R"(true,"input_field_placeholder":"")"), "");
  EXPECT_EQ(problem(R"(true,"resize_keyboard":true)"),
            "sandbox: unknown member \"resize_keyboard\"");
}

TEST(TelegramMarkup, ForcedRepliesAreSentButNeitherEditedInNorUsedInChannels) {
  BotApi api({{-1001, "supergroup"}, {-1002, "channel"}});
  const auto call = [&api](const std::string& method, const std::string& chat) {
    return api.call({method,
                     {{"chat_id", chat},
                      {"message_id", "1"},
                      {"text", "Which caption?"},
                      {"reply_markup", R"({"force_reply":true})"}},
                     {}});
  };
  ApiCall send{"sendMessage",
               {{"chat_id", "-1001"}, {"text", "x"}, {"reply_markup", R"({"force_reply":true})"}},
               {}};
  const ApiAnswer sent = api.call(send);
  EXPECT_EQ(sent.status, 200);
  EXPECT_EQ(sent.body.find("reply_markup"), std::string::npos);
  EXPECT_EQ(call("editMessageText", "-1001").description, "Bad Request: inline keyboard expected");
  send.fields["chat_id"] = "-1002";
  EXPECT_EQ(api.call(send).description, "Bad Request: force_reply is not supported in channels");
}

TEST(TelegramMarkup, RepliesNameAMessageThatExistsUnlessToldNotToCare) {
  BotApi api({{-1001, "supergroup"}});
  const auto reply = [&api](const std::string& parameters) {
    return api.call({"sendMessage",
                     {{"chat_id", "-1001"}, {"text", "x"}, {"reply_parameters", parameters}},
                     {}});
  };
  EXPECT_EQ(reply(R"({"message_id":1})").description,
            "Bad Request: message to be replied not found");
  EXPECT_EQ(reply(R"({"message_id":7,"allow_sending_without_reply":true})").status, 200);
  EXPECT_NE(reply(R"({"message_id":1})").body.find(R"("reply_to_message":{"message_id":1,)"),
            std::string::npos);
  EXPECT_EQ(reply("7").description, "Bad Request: can't parse reply parameters JSON object");
  EXPECT_EQ(reply("{}").description, "Bad Request: message identifier is not specified");
  EXPECT_EQ(reply(R"({"message_id":1,"qoute":"x"})").description,
            "Bad Request: sandbox: unknown member \"qoute\"");
}

TEST(TelegramMarkup, EqualKeyboardsInAnotherOrderAreNoChange) {
  BotApi api({{-1001, "supergroup"}});
  ApiCall call{"sendMessage",
               {{"chat_id", "-1001"},
                {"text", "x"},
                {"reply_markup", R"({"inline_keyboard":[[{"text":"a","callback_data":"b"}]]})"}},
               {}};
  api.call(call);
  call.method = "editMessageText";
  call.fields["message_id"] = "1";
  call.fields["reply_markup"] = R"({"inline_keyboard":[[{"callback_data":"b","text":"a"}]]})";
  EXPECT_TRUE(api.call(call).description.starts_with("Bad Request: message is not modified"));
}

}  // namespace
}  // namespace igbot::test
