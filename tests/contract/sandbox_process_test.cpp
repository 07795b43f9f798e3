// SPDX-License-Identifier: MIT
#include "tests/support/sandbox_process.hpp"

#include <gtest/gtest.h>
#include <httplib.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/telegram_sandbox.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::test {
namespace {

const std::string k_method_base = std::string("/bot") + k_sandbox_token + "/";

TEST(SandboxProgram, ServesRecordsAndStopsOnSigterm) {
  const TemporaryFolder folder;
  SandboxProcess sandbox(
      {"--record", folder.path().string(), "--chat", "-5:group", "--chat", "77"});
  httplib::Client client(sandbox.url());
  for (const char* chat : {"-5", "77", "78"}) {
    client.Post(k_method_base + "sendMessage", httplib::Params{{"chat_id", chat}, {"text", "x"}});
  }
  EXPECT_EQ(sandbox.stop(), 0);
  std::ifstream record(folder.path() / "messages.jsonl");
  std::vector<std::string> lines;
  for (std::string line; std::getline(record, line);) lines.push_back(line);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_NE(lines[0].find(R"("method":"sendMessage","chat":-5,"text":"x")"), std::string::npos);
  EXPECT_NE(lines[1].find(R"("outcome":"accepted")"), std::string::npos);
  EXPECT_NE(lines[2].find(R"("outcome":"Bad Request: chat not found")"), std::string::npos);
}

TEST(SandboxProgram, ServesTheGraphApiBesideTelegram) {
  SandboxProcess sandbox({"--account", "17841400000000001:team:IGAAtokenOfTheTeam"});
  httplib::Client client(sandbox.graph_url());
  const httplib::Headers header{{"Authorization", "Bearer IGAAtokenOfTheTeam"}};
  EXPECT_NE(client.Get("/v25.0/me?fields=username", header)->body.find(R"("username":"team")"),
            std::string::npos);
  const auto added =
      client.Post("/_control/accounts", R"({"username":"other"})", "application/json");
  EXPECT_NE(added->body.find(R"("token":"IGAA)"), std::string::npos);
  client.Post("/_control/faults", R"({"kind":"error","code":4})", "application/json");
  EXPECT_EQ(client.Get("/v25.0/me?fields=username", header)->status, 400);
  EXPECT_NE(client.Get("/_control/calls")->body.find(R"("outcome":"4")"), std::string::npos);
  EXPECT_EQ(client.Get("/_control/stories", {{"Host", "evil.example"}})->status, 403);
}

TEST(SandboxProgram, StopsWhileACallHangs) {
  SandboxProcess sandbox({"--chat", "77"});
  httplib::Client(sandbox.url()).Post("/_control", R"({"kind":"hang"})", "application/json");
  std::thread caller([&] { httplib::Client(sandbox.url()).Get(k_method_base + "getMe"); });
  httplib::Client watcher(sandbox.url());
  while (watcher.Get("/_control/messages")->body.find("getMe") == std::string::npos) {
    std::this_thread::yield();
  }
  EXPECT_EQ(sandbox.stop(), 0);
  caller.join();
}

TEST(SandboxProgram, WrongArgumentsDoNotStartIt) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"--prot", "1"}, {"--port"}, {"--port", "x"}, {"--chat", "abc"}, {"--account", "1:a"}}) {
    EXPECT_THROW(SandboxProcess process(arguments), std::runtime_error);
  }
}

}  // namespace
}  // namespace igbot::test
