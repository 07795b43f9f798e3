// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/graph_api.hpp"
#include "tests/support/telegram_bot_api.hpp"
#include "tests/support/telegram_faults.hpp"
#include "tests/support/telegram_record.hpp"

namespace igbot::test {

inline constexpr std::int64_t k_sandbox_chat = -1001234567890;
inline constexpr const char* k_sandbox_token = "123456789:AAsandboxTokenOnlyForLoopback_0123";

struct SandboxOptions {
  int port = 0;
  std::string token = k_sandbox_token;
  std::vector<SandboxChat> chats = {{k_sandbox_chat, "supergroup"}};
  std::filesystem::path record = {};  ///< empty = in memory only
  std::chrono::milliseconds latency{0};
  std::chrono::seconds clock_ahead{0};  ///< of its Date headers
  /// Whose live stories the chat page shows; outlives the sandbox.
  const GraphApi* graph = nullptr;
  bool rate_limits = false;  ///< 30/s per bot, 1/s per chat, 20/min per group, else 429
};

/// The Bot API on 127.0.0.1: strict, with everything it was sent on record, and able to fail in
/// every way of FaultKind. A call is recorded before it is answered. Over HTTP the same is
/// reached by POST/DELETE /_control (faults), POST /_control/release, GET /_control/messages,
/// and POST /_control/ updates, chats, members, webhook, age, write, press, membership.
class TelegramSandbox {
 public:
  explicit TelegramSandbox(SandboxOptions options = {});
  ~TelegramSandbox();
  TelegramSandbox(const TelegramSandbox&) = delete;
  TelegramSandbox& operator=(const TelegramSandbox&) = delete;

  int port() const;
  /// "http://127.0.0.1:PORT", the value for telegram.api_base.
  std::string url() const;

  void fail_next(const Fault& fault);
  /// Faults that have not met their call do not wait for it any longer.
  void forget_faults();
  /// The next call of that method is carried out and never answered until `release`.
  void hang_next(const std::string& method = {});
  /// Lets every hanging call go on to its answer.
  void release();

  /// Every call so far, in order.
  std::vector<RecordedCall> calls() const;
  /// Only those carried out.
  std::vector<RecordedCall> accepted() const;
  BotApi& api();

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace igbot::test
