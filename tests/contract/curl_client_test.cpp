// SPDX-License-Identifier: MIT
#include "providers/http/curl_client.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/lying_server.hpp"
#include "tests/support/telegram_sandbox.hpp"
#include "tests/support/temporary_file.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::http {
namespace {

using test::Fault;
using test::FaultKind;
using test::TelegramSandbox;

/// A port on which nobody listens: bound, never listening, until the end of the test.
class DeadPort {
 public:
  DeadPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~DeadPort() { ::close(socket_); }
  DeadPort(const DeadPort&) = delete;
  DeadPort& operator=(const DeadPort&) = delete;
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

 private:
  int socket_;
  int port_ = 0;
};

class CurlClientContract : public testing::Test {
 protected:
  std::string method_url(const std::string& method) const {
    return sandbox_.url() + "/bot" + test::k_sandbox_token + "/" + method;
  }

  Request get_me() const { return {.method = "GET", .url = method_url("getMe")}; }

  Request send_message() const {
    return {.method = "POST",
            .url = method_url("sendMessage"),
            .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
            .body = "chat_id=" + std::to_string(test::k_sandbox_chat) + "&text=hello"};
  }

  Request send_photo(const std::filesystem::path& file) const {
    return {.method = "POST",
            .url = method_url("sendPhoto"),
            .parts = {{.name = "chat_id", .value = std::to_string(test::k_sandbox_chat)},
                      {.name = "photo", .file = file, .file_name = "a.jpg", .mime = "image/jpeg"}}};
  }

  /// The delivery of the failure that the request has to end in.
  Delivery failure_of(const Request& request) {
    try {
      client_.send(request);
    } catch (const TransportError& error) {
      EXPECT_EQ(std::string(error.what()).find(test::k_sandbox_token), std::string::npos);
      return error.delivery();
    }
    throw std::logic_error("the request was answered");
  }

  TelegramSandbox sandbox_;
  CurlClient client_;
};

TEST_F(CurlClientContract, AnswersComeWithStatusHeadersAndBody) {
  const Response response = client_.send(get_me());
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("content-type"), "application/json");
  EXPECT_NE(response.body.find("igbot_sandbox_bot"), std::string::npos);
}

TEST_F(CurlClientContract, AnErrorStatusIsAnAnswer) {
  sandbox_.fail_next({.kind = FaultKind::rate_limited, .value = 7});
  const Response response = client_.send(send_message());
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.header("Retry-After"), "7");
}

TEST_F(CurlClientContract, FilesAreStreamedFromDiskAsMultipart) {
  const std::string bytes = test::jpeg_bytes(640, 480, 5);
  const test::TemporaryFile photo("a.jpg", bytes);
  EXPECT_EQ(client_.send(send_photo(photo.path())).status, 200);
  ASSERT_EQ(sandbox_.accepted().size(), 1U);
  EXPECT_EQ(sandbox_.accepted()[0].size, bytes.size());
  EXPECT_EQ(sandbox_.accepted()[0].file_name, "a.jpg");
  EXPECT_EQ(sandbox_.accepted()[0].mime, "image/jpeg");
}

TEST_F(CurlClientContract, AnUnreadableFileIsRefusedBeforeAnythingIsSent) {
  EXPECT_THROW(client_.send(send_photo("/nonexistent/a.jpg")), Error);
  EXPECT_TRUE(sandbox_.calls().empty());
}

TEST_F(CurlClientContract, ABodyIsStreamedFromItsFile) {
  const Request in_memory = send_message();
  const test::TemporaryFile body("body", in_memory.body);
  Request request = in_memory;
  request.body.clear();
  request.body_file = body.path();
  EXPECT_EQ(client_.send(request).status, 200);
  ASSERT_EQ(sandbox_.accepted().size(), 1U);
  EXPECT_EQ(sandbox_.accepted()[0].text, "hello");
}

TEST_F(CurlClientContract, ARequestHasOneBody) {
  const test::TemporaryFile body("body", "x");
  Request request = send_message();
  request.body_file = body.path();
  EXPECT_THROW(client_.send(request), Error);
  request = send_photo(body.path());
  request.body_file = body.path();
  EXPECT_THROW(client_.send(request), Error);
  EXPECT_TRUE(sandbox_.calls().empty());
}

TEST_F(CurlClientContract, ALongAnswerIsCutWhereThatIsEnough) {
  sandbox_.fail_next({.kind = FaultKind::huge_body, .value = 2'000'000});
  Request request = send_message();
  request.max_response_bytes = 1'000'000;
  request.cut_long_answer = true;
  EXPECT_EQ(client_.send(request).body.size(), 1'000'000U);
}

TEST_F(CurlClientContract, ConnectionsAreUsedAgain) {
  for (const Request& request : {get_me(), send_message(), get_me()}) client_.send(request);
  ASSERT_EQ(sandbox_.calls().size(), 3U);
  EXPECT_EQ(sandbox_.calls()[1].peer_port, sandbox_.calls()[0].peer_port);
  EXPECT_EQ(sandbox_.calls()[2].peer_port, sandbox_.calls()[0].peer_port);
}

TEST_F(CurlClientContract, RefusedConnectionIsNotSent) {
  const DeadPort dead;
  EXPECT_EQ(failure_of({.url = dead.url()}), Delivery::not_sent);
}

TEST_F(CurlClientContract, UnknownHostIsNotSent) {
  EXPECT_EQ(failure_of({.url = "https://host.invalid/"}), Delivery::not_sent);
}

TEST_F(CurlClientContract, FailedTlsHandshakeIsNotSent) {
  Request request = get_me();
  request.url = "https" + request.url.substr(4);
  EXPECT_EQ(failure_of(request), Delivery::not_sent);
  EXPECT_TRUE(sandbox_.calls().empty());
}

TEST_F(CurlClientContract, ResetAfterAcceptingIsMaybeSent) {
  sandbox_.fail_next({.kind = FaultKind::reset_after_accepting});
  EXPECT_EQ(failure_of(send_message()), Delivery::maybe_sent);
  EXPECT_EQ(sandbox_.accepted().size(), 1U);
}

TEST_F(CurlClientContract, ResetBeforeReadingIsMaybeSent) {
  sandbox_.fail_next({.kind = FaultKind::reset_before_reading});
  EXPECT_EQ(failure_of(send_message()), Delivery::maybe_sent);
}

// libcurl repeats a request on its own when a kept connection dies under it.
TEST_F(CurlClientContract, RequestLostOnAKeptConnectionIsNotSentASecondTime) {
  const test::TemporaryFile photo("a.jpg", test::jpeg_bytes(64, 64));
  for (const Request& request : {send_message(), send_photo(photo.path())}) {
    client_.send(get_me());
    const std::size_t before = sandbox_.calls().size();
    sandbox_.fail_next({.kind = FaultKind::reset_after_accepting});
    EXPECT_EQ(failure_of(request), Delivery::maybe_sent);
    EXPECT_EQ(sandbox_.calls().size(), before + 1);
  }
}

TEST_F(CurlClientContract, EmptyPostLostOnAKeptConnectionIsNotSentASecondTime) {
  client_.send(get_me());
  sandbox_.fail_next({.kind = FaultKind::reset_after_accepting});
  EXPECT_EQ(failure_of({.method = "POST", .url = method_url("deleteWebhook")}),
            Delivery::maybe_sent);
  EXPECT_EQ(sandbox_.calls().size(), 2U);
}

TEST_F(CurlClientContract, NoAnswerInTimeIsMaybeSent) {
  sandbox_.hang_next();
  Request request = send_message();
  request.timeout = std::chrono::milliseconds(100);
  EXPECT_EQ(failure_of(request), Delivery::maybe_sent);
  EXPECT_EQ(sandbox_.accepted().size(), 1U);
}

TEST_F(CurlClientContract, SlowBodyIsCutByTheTimeout) {
  sandbox_.fail_next({.kind = FaultKind::slow_body, .value = 0});
  Request request = send_message();
  request.timeout = std::chrono::milliseconds(100);
  EXPECT_EQ(failure_of(request), Delivery::maybe_sent);
}

TEST_F(CurlClientContract, TruncatedBodyIsMaybeSent) {
  sandbox_.fail_next({.kind = FaultKind::truncated_body});
  EXPECT_EQ(failure_of(send_message()), Delivery::maybe_sent);
}

TEST_F(CurlClientContract, OversizedBodyIsCutOffAtTheLimit) {
  sandbox_.fail_next({.kind = FaultKind::huge_body, .value = 2'000'000});
  Request request = send_message();
  request.max_response_bytes = 1'000'000;
  EXPECT_EQ(failure_of(request), Delivery::maybe_sent);
}

/// The words of the failure that an answer of these bytes has to end in.
std::string failure_by(const std::string& bytes) {
  const test::LyingServer server(
      {.lie = {"bytes",
               [bytes](test::Conversation& with, const test::PlainAnswer&) { with.send(bytes); }}});
  CurlClient client;
  try {
    client.send({.url = server.url()});
  } catch (const TransportError& error) {
    EXPECT_EQ(error.delivery(), Delivery::maybe_sent);
    return error.what();
  }
  return "";
}

TEST(CurlClientAnswers, AHeadThatBreaksOffIsNoAnswer) {
  for (const char* bytes : {"HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nX: y\r\n",
                            "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\n"}) {
    EXPECT_NE(failure_by(bytes).find("broke off"), std::string::npos) << bytes;
  }
}

TEST(CurlClientAnswers, ALengthThatMakesNoSenseIsNone) {
  for (const char* lengths :
       {"Content-Length: 1\r\nContent-Length: 2", "Content-Length: 99999999999999999999",
        "Content-Length: 0x2", "Content-Length: "}) {
    const std::string bytes = "HTTP/1.1 200 OK\r\n" + std::string(lengths) + "\r\n\r\n{}";
    EXPECT_NE(failure_by(bytes), "") << lengths;
  }
  EXPECT_EQ(failure_by("HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 2\r\n\r\n{}"), "");
}

TEST_F(CurlClientContract, RedirectsAreNotFollowed) {
  sandbox_.fail_next({.kind = FaultKind::redirect});
  const Response response = client_.send(send_message());
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.header("Location"), "/_redirected");
}

TEST_F(CurlClientContract, PlainHttpBeyondLoopbackIsRefused) {
  EXPECT_THROW(client_.send({.url = "http://192.0.2.1/"}), Error);
  EXPECT_THROW(client_.send({.url = "http://127.0.0.1@192.0.2.1/"}), Error);
}

TEST_F(CurlClientContract, ManyThreadsShareOneClient) {
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this] {
      for (int k = 0; k < 5; ++k) client_.send(send_message());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sandbox_.accepted().size(), 40U);
}

}  // namespace
}  // namespace igbot::http
