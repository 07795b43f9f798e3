// SPDX-License-Identifier: MIT
#include "providers/telegram/telegram_messenger.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "core/error.hpp"
#include "providers/http/curl_client.hpp"
#include "tests/support/telegram_sandbox.hpp"
#include "tests/support/temporary_file.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::telegram {
namespace {

using bot::MediaKind;
using test::FaultKind;
using test::RecordedCall;
using test::TelegramSandbox;
using test::TemporaryFile;

class TelegramMessengerContract : public testing::Test {
 protected:
  bot::OutgoingMessage text(const std::string& html) const {
    return {.chat = TelegramChatId{test::k_sandbox_chat},
            .html = html,
            .keyboard = {{{"Posted", "v1:done:abc:1", ""}, {"Open", "", "https://instagram.com/"}},
                         {{"Skip", "v1:skip:abc:1", ""}}}};
  }

  bot::OutgoingMessage media(MediaKind kind, const TemporaryFile& file) const {
    bot::OutgoingMessage message = text("<b>Caption</b> &amp; more");
    message.media = kind;
    message.file = file.path();
    message.file_name = file.path().filename().string();
    message.mime = "image/jpeg";
    return message;
  }

  std::vector<std::string> methods() const {
    std::vector<std::string> names;
    for (const RecordedCall& call : sandbox_.calls()) names.push_back(call.method);
    return names;
  }

  TelegramSandbox sandbox_;
  http::CurlClient http_;
  TelegramApi api_{http_, Secret(test::k_sandbox_token), sandbox_.url()};
  TelegramMessenger messenger_{api_};
};

TEST_F(TelegramMessengerContract, TextGoesWithItsKeyboard) {
  const bot::SendOutcome outcome = messenger_.send(text("<b>Hello</b> 1 &lt; 2"));
  ASSERT_TRUE(std::holds_alternative<bot::Sent>(outcome));
  EXPECT_EQ(std::get<bot::Sent>(outcome).message, TelegramMessageId{1});
  ASSERT_EQ(sandbox_.accepted().size(), 1U);
  EXPECT_EQ(sandbox_.accepted()[0].text, "<b>Hello</b> 1 &lt; 2");
  EXPECT_EQ(sandbox_.accepted()[0].keyboard,
            R"({"inline_keyboard":[[{"callback_data":"v1:done:abc:1","text":"Posted"},)"
            R"({"text":"Open","url":"https://instagram.com/"}],)"
            R"([{"callback_data":"v1:skip:abc:1","text":"Skip"}]]})");
}

TEST_F(TelegramMessengerContract, PhotoArrivesByteForByteWithItsCaption) {
  const std::string bytes = test::jpeg_bytes(1080, 1920, 3);
  const TemporaryFile photo("a \"photo\".jpg", bytes);
  const bot::SendOutcome outcome = messenger_.send(media(MediaKind::photo, photo));
  ASSERT_TRUE(std::holds_alternative<bot::Sent>(outcome));
  EXPECT_EQ(std::get<bot::Sent>(outcome).sent_as, MediaKind::photo);
  const RecordedCall call = sandbox_.accepted().at(0);
  EXPECT_EQ(call.method, "sendPhoto");
  EXPECT_EQ(call.caption, "<b>Caption</b> &amp; more");
  EXPECT_EQ(call.size, bytes.size());
  EXPECT_EQ(call.mime, "image/jpeg");
}

TEST_F(TelegramMessengerContract, VideoAndDocumentGoByTheirOwnMethods) {
  const TemporaryFile file("clip.mp4", "not looked into");
  messenger_.send(media(MediaKind::video, file));
  messenger_.send(media(MediaKind::document, file));
  EXPECT_EQ(methods(), (std::vector<std::string>{"sendVideo", "sendDocument"}));
  EXPECT_EQ(sandbox_.accepted().size(), 2U);
}

TEST_F(TelegramMessengerContract, WhatIsNoPhotoForTelegramGoesAsADocument) {
  const std::vector<std::string> not_photos{"text named .jpg", test::jpeg_bytes(161, 8)};
  for (const std::string& bytes : not_photos) {
    const TemporaryFile file("a.jpg", bytes);
    const bot::SendOutcome outcome = messenger_.send(media(MediaKind::photo, file));
    ASSERT_TRUE(std::holds_alternative<bot::Sent>(outcome));
    EXPECT_EQ(std::get<bot::Sent>(outcome).sent_as, MediaKind::document);
  }
  EXPECT_EQ(methods(),
            (std::vector<std::string>{"sendPhoto", "sendDocument", "sendPhoto", "sendDocument"}));
  EXPECT_EQ(sandbox_.accepted().size(), 2U);
}

TEST_F(TelegramMessengerContract, APhotoOver10MegabytesIsNotTriedAsAPhoto) {
  const TemporaryFile file("a.jpg", test::jpeg_bytes(64, 64) + std::string(10'000'000, ' '));
  const bot::SendOutcome outcome = messenger_.send(media(MediaKind::photo, file));
  EXPECT_EQ(std::get<bot::Sent>(outcome).sent_as, MediaKind::document);
  EXPECT_EQ(methods(), std::vector<std::string>{"sendDocument"});
}

TEST_F(TelegramMessengerContract, WhatIsNoPhotoForTelegramGoesAsItsJpegWhereThereIsOne) {
  const TemporaryFile jpeg("jpeg", test::jpeg_bytes(1080, 1920, 3));
  const std::vector<std::pair<MediaKind, std::string>> not_photos{
      {MediaKind::photo, "text named .heic"},
      {MediaKind::photo, test::jpeg_bytes(161, 8)},
      {MediaKind::photo, test::jpeg_bytes(64, 64) + std::string(10'000'000, ' ')},
      {MediaKind::document, "a format that Telegram does not show"}};
  for (const auto& [kind, bytes] : not_photos) {
    const TemporaryFile file("a.heic", bytes);
    bot::OutgoingMessage message = media(kind, file);
    message.as_jpeg = [&] { return std::optional(jpeg.path()); };
    const bot::SendOutcome outcome = messenger_.send(message);
    ASSERT_TRUE(std::holds_alternative<bot::Sent>(outcome));
    EXPECT_EQ(std::get<bot::Sent>(outcome).sent_as, MediaKind::photo);
    const RecordedCall call = sandbox_.accepted().back();
    EXPECT_EQ(call.method, "sendPhoto");
    EXPECT_EQ(call.size, test::jpeg_bytes(1080, 1920, 3).size());
    EXPECT_EQ(call.mime, "image/jpeg");
    EXPECT_EQ(call.caption, "<b>Caption</b> &amp; more");
  }
  EXPECT_EQ(sandbox_.accepted().size(), not_photos.size());
}

TEST_F(TelegramMessengerContract, WithoutAJpegThatHelpsItGoesAsADocument) {
  const TemporaryFile thin("thin.jpg", test::jpeg_bytes(161, 8));
  const std::vector<std::optional<std::filesystem::path>> no_help{std::nullopt, thin.path()};
  for (const auto& jpeg : no_help) {
    bot::OutgoingMessage message = media(MediaKind::photo, thin);
    message.as_jpeg = [&] { return jpeg; };
    const bot::SendOutcome outcome = messenger_.send(message);
    ASSERT_TRUE(std::holds_alternative<bot::Sent>(outcome));
    EXPECT_EQ(std::get<bot::Sent>(outcome).sent_as, MediaKind::document);
  }
  const TemporaryFile photo("a.jpg", test::jpeg_bytes(64, 64));
  bot::OutgoingMessage message = media(MediaKind::photo, photo);
  message.as_jpeg = []() -> std::optional<std::filesystem::path> {
    throw std::logic_error("a photo needs none");
  };
  EXPECT_TRUE(std::holds_alternative<bot::Sent>(messenger_.send(message)));
}

TEST_F(TelegramMessengerContract, AFileOver50MegabytesGoesAsTextWithItsName) {
  const TemporaryFile file("big <1>.mp4", std::string(50'000'001, 'x'));
  const bot::SendOutcome outcome = messenger_.send(media(MediaKind::video, file));
  EXPECT_EQ(std::get<bot::Sent>(outcome).sent_as, MediaKind::none);
  EXPECT_EQ(sandbox_.accepted().at(0).text,
            "<b>Caption</b> &amp; more\n\n<code>big &lt;1&gt;.mp4</code>");
}

TEST_F(TelegramMessengerContract, AnEmptyFileGoesAsTextWithItsName) {
  const TemporaryFile file("empty.jpg", "");
  const bot::SendOutcome outcome = messenger_.send(media(MediaKind::photo, file));
  EXPECT_EQ(std::get<bot::Sent>(outcome).sent_as, MediaKind::none);
  EXPECT_EQ(methods(), (std::vector<std::string>{"sendPhoto", "sendDocument", "sendMessage"}));
  EXPECT_EQ(sandbox_.accepted().size(), 1U);
}

TEST_F(TelegramMessengerContract, AMissingFileIsRefusedWithoutACall) {
  bot::OutgoingMessage message = text("x");
  message.media = MediaKind::photo;
  message.file = "/nonexistent/a.jpg";
  EXPECT_TRUE(std::holds_alternative<bot::Refused>(messenger_.send(message)));
  EXPECT_TRUE(sandbox_.calls().empty());
}

TEST_F(TelegramMessengerContract, ARefusedMessageIsNotTriedInAnotherForm) {
  const TemporaryFile photo("a.jpg", test::jpeg_bytes(64, 64));
  bot::OutgoingMessage message = media(MediaKind::photo, photo);
  message.keyboard[0][0].callback_data = std::string(65, 'x');
  const bot::SendOutcome outcome = messenger_.send(message);
  ASSERT_TRUE(std::holds_alternative<bot::Refused>(outcome));
  EXPECT_EQ(std::get<bot::Refused>(outcome).why, "Bad Request: BUTTON_DATA_INVALID");
  EXPECT_EQ(sandbox_.calls().size(), 1U);
}

TEST_F(TelegramMessengerContract, ExplicitRefusalsBecomeTheirOutcomesAndNothingArrives) {
  sandbox_.fail_next({.kind = FaultKind::rate_limited, .value = 7});
  EXPECT_EQ(std::get<bot::RetryLater>(messenger_.send(text("x"))).wait, std::chrono::seconds(7));
  sandbox_.fail_next({.kind = FaultKind::migrated, .value = -1009});
  EXPECT_EQ(std::get<bot::Migrated>(messenger_.send(text("x"))).to, TelegramChatId{-1009});
  for (const FaultKind kind : {FaultKind::kicked, FaultKind::blocked, FaultKind::chat_not_found}) {
    sandbox_.fail_next({.kind = kind});
    EXPECT_TRUE(std::holds_alternative<bot::Unreachable>(messenger_.send(text("x"))));
  }
  EXPECT_TRUE(sandbox_.accepted().empty());
}

TEST_F(TelegramMessengerContract, EveryDoubtfulAnswerIsUncertainAndNotRepeated) {
  const TemporaryFile photo("a.jpg", test::jpeg_bytes(64, 64));
  for (const FaultKind kind :
       {FaultKind::internal_error, FaultKind::bad_gateway, FaultKind::gateway_timeout,
        FaultKind::html_body, FaultKind::redirect, FaultKind::truncated_json,
        FaultKind::wrong_content_type, FaultKind::no_message_id, FaultKind::wrong_result,
        FaultKind::truncated_body, FaultKind::reset_after_accepting,
        FaultKind::reset_before_reading}) {
    const std::size_t before = sandbox_.accepted().size();
    sandbox_.fail_next({.kind = kind, .accepted = true});
    const bot::SendOutcome outcome = messenger_.send(media(MediaKind::photo, photo));
    EXPECT_TRUE(std::holds_alternative<bot::Uncertain>(outcome)) << test::name_of(kind);
    const std::size_t arrived = kind == FaultKind::reset_before_reading ? 0 : 1;
    EXPECT_EQ(sandbox_.accepted().size(), before + arrived) << test::name_of(kind);
  }
}

TEST_F(TelegramMessengerContract, AnUnreachableApiIsNotSent) {
  TelegramApi nowhere(http_, Secret(test::k_sandbox_token), "https://host.invalid");
  const bot::SendOutcome outcome = TelegramMessenger(nowhere).send(text("x"));
  ASSERT_TRUE(std::holds_alternative<bot::NotSent>(outcome));
  EXPECT_EQ(std::get<bot::NotSent>(outcome).why.find("AAsandbox"), std::string::npos);
}

TEST_F(TelegramMessengerContract, AWrongTokenIsAnAuthErrorWithoutTheToken) {
  TelegramApi stranger(http_, Secret("123456789:AAanotherTokenThatIsNotTheRightOne"),
                       sandbox_.url());
  try {
    TelegramMessenger(stranger).send(text("x"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::auth);
    EXPECT_EQ((error.what() + error.hint()).find("AAanother"), std::string::npos);
  }
  EXPECT_THROW(stranger.identify(), Error);
}

TEST_F(TelegramMessengerContract, TokensThatNoUrlCouldCarryAreRefusedAtOnce) {
  for (const char* token : {"", "1:a/b", "1:a?b", "1:a\r\nX: y", "1:a b"}) {
    EXPECT_THROW(TelegramApi(http_, Secret(token), sandbox_.url()), Error) << token;
  }
}

TEST_F(TelegramMessengerContract, IdentifyNamesTheBot) {
  EXPECT_EQ(api_.identify().username, "igbot_sandbox_bot");
  for (const FaultKind kind : {FaultKind::bad_gateway, FaultKind::wrong_result,
                               FaultKind::truncated_json, FaultKind::no_message_id}) {
    sandbox_.fail_next({.kind = kind});
    EXPECT_THROW(api_.identify(), Error) << test::name_of(kind);
  }
}

TEST_F(TelegramMessengerContract, IdentifyTellsTelegramsClock) {
  const auto answered = api_.identify().answered_at;
  ASSERT_TRUE(answered.has_value());
  EXPECT_LT(std::chrono::abs(SystemClock().now() - *answered), std::chrono::minutes{1});
}

TEST_F(TelegramMessengerContract, EditsFollowTheKindOfTheMessage) {
  const TemporaryFile photo("a.jpg", test::jpeg_bytes(64, 64));
  messenger_.send(text("old"));
  messenger_.send(media(MediaKind::photo, photo));
  bot::OutgoingMessage changed = text("new");
  changed.keyboard.clear();
  EXPECT_TRUE(std::holds_alternative<bot::Sent>(messenger_.edit(TelegramMessageId{1}, changed)));
  changed.media = MediaKind::photo;
  EXPECT_TRUE(std::holds_alternative<bot::Sent>(messenger_.edit(TelegramMessageId{2}, changed)));
  ASSERT_EQ(sandbox_.accepted().size(), 4U);
  EXPECT_EQ(sandbox_.accepted()[2].method, "editMessageText");
  EXPECT_EQ(sandbox_.accepted()[3].method, "editMessageCaption");
}

TEST_F(TelegramMessengerContract, AnEditInTheWrongFormIsMadeInTheOther) {
  messenger_.send(text("old"));
  bot::OutgoingMessage changed = text("new");
  changed.media = MediaKind::document;
  EXPECT_TRUE(std::holds_alternative<bot::Sent>(messenger_.edit(TelegramMessageId{1}, changed)));
  EXPECT_EQ(sandbox_.accepted().back().text, "new");
}

TEST_F(TelegramMessengerContract, EditingWhatIsGoneOrUnchangedIsDone) {
  messenger_.send(text("same"));
  EXPECT_TRUE(
      std::holds_alternative<bot::Sent>(messenger_.edit(TelegramMessageId{1}, text("same"))));
  EXPECT_TRUE(
      std::holds_alternative<bot::Sent>(messenger_.edit(TelegramMessageId{9}, text("gone"))));
}

TEST_F(TelegramMessengerContract, AQuestionAsksForAReply) {
  bot::OutgoingMessage question{.chat = TelegramChatId{test::k_sandbox_chat}, .html = "How many?"};
  question.reply_placeholder = "1 to 50 \"🎉\"";
  ASSERT_TRUE(std::holds_alternative<bot::Sent>(messenger_.send(question)));
  const std::string markup = sandbox_.accepted().back().keyboard;
  EXPECT_NE(markup.find("\"force_reply\":true"), std::string::npos) << markup;
  EXPECT_NE(markup.find("\"selective\":true"), std::string::npos) << markup;
}

TEST_F(TelegramMessengerContract, BytesGoAsADocumentWithoutAFile) {
  bot::OutgoingMessage document{.chat = TelegramChatId{test::k_sandbox_chat}, .html = "Settings"};
  document.media = MediaKind::document;
  document.content = "{\"a\": 1}\n";
  document.file_name = "settings.json";
  document.mime = "application/json";
  ASSERT_TRUE(std::holds_alternative<bot::Sent>(messenger_.send(document)));
  EXPECT_EQ(sandbox_.accepted().back().file_name, "settings.json");
  EXPECT_EQ(sandbox_.accepted().back().size, document.content.size());
}

TEST_F(TelegramMessengerContract, MessagesAreDeletedOneOrManyAndGoneOnesAreNoError) {
  const TelegramChatId chat{test::k_sandbox_chat};
  std::vector<TelegramMessageId> ids;
  for (int i = 0; i < 3; ++i)
    ids.push_back(std::get<bot::Sent>(messenger_.send(text("x"))).message);
  EXPECT_TRUE(std::holds_alternative<bot::Sent>(messenger_.erase(chat, {ids[0]})));
  EXPECT_TRUE(std::holds_alternative<bot::Sent>(messenger_.erase(chat, {ids[0]})));
  EXPECT_TRUE(std::holds_alternative<bot::Sent>(messenger_.erase(chat, ids)));
  for (const TelegramMessageId id : ids) {
    EXPECT_TRUE(sandbox_.api().message(test::k_sandbox_chat, number(id))->is_deleted);
  }
}

TEST_F(TelegramMessengerContract, WhatMayNotBeDeletedIsRefused) {
  const TelegramChatId chat{test::k_sandbox_chat};
  const auto theirs = sandbox_.api().write(test::k_sandbox_chat, test::k_anna, "a secret");
  EXPECT_TRUE(std::holds_alternative<bot::Refused>(
      messenger_.erase(chat, {static_cast<TelegramMessageId>(theirs)})));
  const auto old = std::get<bot::Sent>(messenger_.send(text("x"))).message;
  sandbox_.api().age_message(test::k_sandbox_chat, number(old), std::chrono::hours{49});
  EXPECT_TRUE(std::holds_alternative<bot::Refused>(messenger_.erase(chat, {old})));
}

TEST_F(TelegramMessengerContract, ALostAnswerToADeletionIsUncertain) {
  const auto id = std::get<bot::Sent>(messenger_.send(text("x"))).message;
  sandbox_.fail_next({.kind = FaultKind::reset_after_accepting});
  EXPECT_TRUE(std::holds_alternative<bot::Uncertain>(
      messenger_.erase(TelegramChatId{test::k_sandbox_chat}, {id})));
}

}  // namespace
}  // namespace igbot::telegram
