// SPDX-License-Identifier: MIT
#include "tests/support/telegram_sandbox.hpp"

#include <gtest/gtest.h>
#include <httplib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <thread>

#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

const std::string k_base = std::string("/bot") + k_sandbox_token + "/";

class TelegramSandboxOverHttp : public testing::Test {
 protected:
  httplib::Result post(const std::string& text) {
    return client_.Post(
        k_base + "sendMessage",
        httplib::Params{{"chat_id", std::to_string(k_sandbox_chat)}, {"text", text}});
  }
  httplib::Result control(const std::string& json) {
    return client_.Post("/_control", json, "application/json");
  }

  TelegramSandbox sandbox_;
  httplib::Client client_{sandbox_.url()};
};

TEST_F(TelegramSandboxOverHttp, TokensAreRefusedAsTheGatewayDoes) {
  const auto status = [this](const std::string& token) {
    return client_.Get("/bot" + token + "/getMe")->status;
  };
  EXPECT_EQ(status(k_sandbox_token), 200);
  EXPECT_EQ(status("123456789:another"), 401);
  EXPECT_EQ(status("nocolon"), 401);
  EXPECT_EQ(status("0123:leading"), 401);
  EXPECT_EQ(status("abc:def"), 421);
  EXPECT_EQ(client_.Get("/bot123456789:another/getMe")->body,
            R"({"ok":false,"error_code":401,"description":"Unauthorized"})");
  EXPECT_EQ(client_.Get("/nothing")->body,
            R"({"ok":false,"error_code":404,"description":"Not Found"})");
}

TEST_F(TelegramSandboxOverHttp, MultipartUrlencodedAndJsonAreTheSameCall) {
  post("form");
  client_.Post(k_base + "sendMessage",
               R"({"chat_id":)" + std::to_string(k_sandbox_chat) + R"(,"text":"json"})",
               "application/json");
  client_.Post(k_base + "sendMessage",
               httplib::MultipartFormDataItems{{"chat_id", std::to_string(k_sandbox_chat), "", ""},
                                               {"text", "parts", "", ""}});
  ASSERT_EQ(sandbox_.accepted().size(), 3U);
  EXPECT_EQ(sandbox_.accepted()[0].text, "form");
  EXPECT_EQ(sandbox_.accepted()[1].text, "json");
  EXPECT_EQ(sandbox_.accepted()[2].text, "parts");
}

TEST_F(TelegramSandboxOverHttp, ParametersGivenTwiceAreRefused) {
  const auto answer = client_.Post(k_base + "sendMessage",
                                   httplib::Params{{"chat_id", "1"}, {"text", "a"}, {"text", "b"}});
  EXPECT_EQ(answer->status, 400);
}

TEST_F(TelegramSandboxOverHttp, FaultsComeInOrderAndOnlyForTheirCalls) {
  ASSERT_EQ(control(R"([{"kind":"rate_limited","retry_after":7,"chat":5},
                        {"kind":"bad_gateway","method":"sendmessage","count":2}])")
                ->status,
            200);
  EXPECT_EQ(client_.Get(k_base + "getMe")->status, 200);
  EXPECT_EQ(post("a")->status, 502);
  EXPECT_EQ(post("b")->status, 502);
  EXPECT_EQ(post("c")->status, 200);
  EXPECT_EQ(sandbox_.accepted().size(), 2U);
}

TEST_F(TelegramSandboxOverHttp, UnknownFaultsAreRefused) {
  EXPECT_EQ(control(R"({"kind":"explode"})")->status, 400);
  EXPECT_EQ(control(R"({"kind":"hang","mehtod":"x"})")->status, 400);
  EXPECT_EQ(control("nonsense")->status, 400);
}

TEST_F(TelegramSandboxOverHttp, RateLimitCarriesParameterAndHeader) {
  control(R"({"kind":"rate_limited","retry_after":7})");
  const auto answer = post("x");
  EXPECT_EQ(answer->status, 429);
  EXPECT_EQ(answer->get_header_value("Retry-After"), "7");
  EXPECT_EQ(answer->body,
            R"({"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7",)"
            R"("parameters":{"retry_after":7}})");
}

TEST_F(TelegramSandboxOverHttp, ResetAfterAcceptingIsOnRecordAndResetBeforeReadingIsNot) {
  control(R"([{"kind":"reset_before_reading"}])");
  EXPECT_FALSE(post("lost"));
  EXPECT_TRUE(sandbox_.calls().empty());
  control(R"([{"kind":"reset_after_accepting"}])");
  EXPECT_FALSE(post("kept"));
  ASSERT_EQ(sandbox_.accepted().size(), 1U);
  EXPECT_EQ(sandbox_.accepted()[0].text, "kept");
}

TEST_F(TelegramSandboxOverHttp, HangingCallsAreRecordedAndGoOnWhenReleased) {
  sandbox_.hang_next("sendMessage");
  auto answer = std::async(std::launch::async, [this] { return post("slow")->status; });
  while (sandbox_.accepted().empty()) std::this_thread::yield();
  sandbox_.release();
  EXPECT_EQ(answer.get(), 200);
}

TEST_F(TelegramSandboxOverHttp, EnqueuedUpdatesEndALongPoll) {
  auto poll = std::async(std::launch::async, [this] {
    return httplib::Client(sandbox_.url()).Get(k_base + "getUpdates?timeout=30")->body;
  });
  client_.Post("/_control/updates", R"({"message":{"message_id":9}})", "application/json");
  EXPECT_NE(poll.get().find("\"message_id\":9"), std::string::npos);
}

TEST_F(TelegramSandboxOverHttp, PeopleWriteAndPressThroughTheControlRoutes) {
  const auto control_at = [this](const std::string& path, const std::string& members) {
    return client_.Post("/_control/" + path,
                        R"({"chat":)" + std::to_string(k_sandbox_chat) + "," + members + "}",
                        "application/json");
  };
  const auto written = control_at("write", R"("person":7,"text":"/help")");
  EXPECT_EQ(written->body, R"({"message_id":1})");
  EXPECT_EQ(control_at("write", R"("person":5,"text":"x")")->status, 400);
  const std::string named = R"("person":{"id":5,"first_name":"Zoe"},"text":"x","reply_to":1)";
  EXPECT_EQ(control_at("write", named)->status, 200);
  EXPECT_EQ(control_at("press", R"("person":7,"message":1,"data":"x")")->status, 400);
  EXPECT_EQ(control_at("age", R"("message":1,"seconds":200000)")->status, 200);
  EXPECT_EQ(control_at("membership", R"("person":7,"status":"administrator")")->status, 200);
  EXPECT_EQ(sandbox_.api().status_of(k_sandbox_chat, 7), "administrator");
  EXPECT_NE(client_.Get(k_base + "getUpdates")->body.find(R"("text":"/help")"), std::string::npos);
}

TEST(TelegramSandboxRecord, FolderHoldsEveryCallAndUpload) {
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / ("sandbox-record-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  {
    TelegramSandbox sandbox({.record = folder});
    httplib::Client client(sandbox.url());
    client.Post(k_base + "sendPhoto", httplib::MultipartFormDataItems{
                                          {"chat_id", std::to_string(k_sandbox_chat), "", ""},
                                          {"photo", jpeg_bytes(64, 64), "../a.jpg", "image/jpeg"}});
  }
  std::ifstream lines(folder / "messages.jsonl");
  std::string line;
  std::getline(lines, line);
  EXPECT_NE(line.find(R"("file_name":"../a.jpg","mime":"image/jpeg","size":)"), std::string::npos);
  EXPECT_NE(line.find(R"("saved_as":"1-.._a.jpg","message_id":1,"outcome":"accepted"})"),
            std::string::npos);
  std::ifstream saved(folder / "1-.._a.jpg", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(saved), {}};
  EXPECT_EQ(bytes, jpeg_bytes(64, 64));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace igbot::test
