// SPDX-License-Identifier: MIT
#include "tests/support/sandbox_page.hpp"

#include <gtest/gtest.h>
#include <httplib.h>

#include <string>

#include "tests/support/telegram_sandbox.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

class SandboxPage : public testing::Test {
 protected:
  static std::string path(const std::string& rest = "") {
    return "/_page/chat/" + std::to_string(k_sandbox_chat) + rest;
  }
  httplib::Result write(const httplib::Headers& headers,
                        const std::string& type = "application/json") {
    return client_.Post(path("/messages"), headers, R"({"person":7,"text":"hello"})", type);
  }

  TelegramSandbox sandbox_;
  httplib::Client client_{sandbox_.url()};
};

TEST_F(SandboxPage, EveryChatHasOneAndItBringsAllItsParts) {
  for (const char* page : {"/", "/chat/-5"}) {
    const auto answer = client_.Get(page);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->get_header_value("Content-Type"), "text/html; charset=utf-8");
    EXPECT_NE(answer->get_header_value("Content-Security-Policy").find("default-src 'none'"),
              std::string::npos);
  }
  for (const PageFile& file : page_files()) {
    if (file.name.ends_with(".html")) continue;
    EXPECT_EQ(client_.Get("/_page/files/" + std::string(file.name))->body, file.content);
  }
  EXPECT_EQ(client_.Get("/_page/files/nothing.js")->status, 404);
}

TEST_F(SandboxPage, OtherSitesAreRefusedWhateverTheyAsk) {
  EXPECT_EQ(write({})->status, 200);
  EXPECT_EQ(write({{"Origin", sandbox_.url()}})->status, 200);
  EXPECT_EQ(write({{"Origin", "https://example.com"}})->status, 403);
  EXPECT_EQ(write({{"Origin", "null"}})->status, 403);
  EXPECT_EQ(client_.Get("/", {{"Origin", "http://127.0.0.1:1"}})->status, 403);
  EXPECT_EQ(client_.Get("/_page/chats", {{"Host", "example.com"}})->status, 403);
  EXPECT_EQ(client_.Get("/_control/messages", {{"Origin", "https://example.com"}})->status, 403);
  EXPECT_EQ(write({}, "text/plain")->status, 400);
  EXPECT_EQ(sandbox_.api().last_message(k_sandbox_chat)->id, 2);
}

TEST_F(SandboxPage, FilesAreServedAsWhatTheyAreNotAsWhatTheyClaim) {
  BotApi& api = sandbox_.api();
  const std::string chat = std::to_string(k_sandbox_chat);
  api.write_photo(k_sandbox_chat, k_anna, {"a.html", "text/html", png_bytes(20, 20)}, "");
  api.call({"sendDocument", {{"chat_id", chat}}, {{"document", {"a.html", "text/html", "<b>"}}}});
  api.call({"sendVideo", {{"chat_id", chat}}, {{"video", {"a.svg", "image/svg+xml", "<svg/>"}}}});
  const auto photo = client_.Get(path("/media/1"));
  EXPECT_EQ(photo->get_header_value("Content-Type"), "image/png");
  EXPECT_EQ(photo->body, png_bytes(20, 20));
  for (const char* id : {"2", "3"}) {
    const auto file = client_.Get(path(std::string("/media/") + id));
    EXPECT_EQ(file->get_header_value("Content-Type"), "application/octet-stream");
    EXPECT_EQ(file->get_header_value("X-Content-Type-Options"), "nosniff");
  }
  EXPECT_EQ(client_.Get(path("/media/4"))->status, 404);
}

TEST_F(SandboxPage, WithoutInstagramThereAreNoStories) {
  EXPECT_EQ(client_.Get("/_page/stories")->body, R"({"accounts":[]})");
  EXPECT_EQ(client_.Get("/_page/stories/18030001")->status, 404);
}

TEST_F(SandboxPage, WhatItAsksForMustExist) {
  EXPECT_EQ(client_.Get(path("?since=0&person=7"))->status, 200);
  EXPECT_EQ(client_.Get(path())->status, 400);
  EXPECT_EQ(client_.Get("/_page/chat/-5?since=0&person=7")->status, 400);
  EXPECT_EQ(
      client_.Post(path("/presses"), R"({"person":7,"message":1,"data":"x"})", "application/json")
          ->status,
      400);
}

}  // namespace
}  // namespace igbot::test
