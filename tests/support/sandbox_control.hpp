// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "tests/support/telegram_bot_api.hpp"
#include "tests/support/telegram_faults.hpp"
#include "tests/support/telegram_record.hpp"

namespace httplib {
class Server;
}

namespace igbot::test {

/// What a test steers over HTTP; the references outlive the server.
struct SteeredSandbox {
  BotApi& api;
  FaultQueue& faults;
  const CallRecorder& recorder;
  std::function<void()> release;
};

/// Serves /_control: faults, updates, chats, members, what people do, and the record. Bodies and
/// answers are JSON; what is wrong with one is told as by the Bot API, with status 400.
void add_control_routes(httplib::Server& http, const SteeredSandbox& sandbox);

}  // namespace igbot::test
