// SPDX-License-Identifier: MIT
#include <signal.h>

#include <charconv>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/telegram_sandbox.hpp"

namespace {

constexpr const char* k_usage =
    "usage: igbot-sandbox [--port N] [--record DIR] [--token TOKEN] [--chat ID[:type[:title]]]...\n"
    "                     [--latency MS] [--rate-limits]\n";

std::int64_t integer_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument("not a number: " + std::string(text));
  }
  return value;
}

/// ID[:type[:title]]
igbot::test::SandboxChat chat_of(const std::string& text) {
  const std::size_t colon = text.find(':');
  igbot::test::SandboxChat chat;
  chat.id = integer_of(std::string_view(text).substr(0, colon));
  chat.type = igbot::test::chat_type_of(chat.id);
  if (colon == std::string::npos) return chat;
  const std::size_t second = text.find(':', colon + 1);
  chat.type = text.substr(colon + 1, second - colon - 1);
  if (second != std::string::npos) chat.title = text.substr(second + 1);
  return chat;
}

igbot::test::SandboxOptions options_from(const std::vector<std::string>& arguments) {
  igbot::test::SandboxOptions options;
  std::vector<igbot::test::SandboxChat> chats;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& name = arguments[i];
    if (name == "--rate-limits") {
      options.rate_limits = true;
      continue;
    }
    if (i + 1 == arguments.size()) throw std::invalid_argument("missing value: " + name);
    const std::string& value = arguments[++i];
    if (name == "--port") {
      options.port = static_cast<int>(integer_of(value));
    } else if (name == "--record") {
      options.record = value;
    } else if (name == "--token") {
      options.token = value;
    } else if (name == "--chat") {
      chats.push_back(chat_of(value));
    } else if (name == "--latency") {
      options.latency = std::chrono::milliseconds(integer_of(value));
    } else {
      throw std::invalid_argument("unknown option: " + name);
    }
  }
  if (!chats.empty()) options.chats = chats;
  return options;
}

}  // namespace

/// The Telegram sandbox as a program: prints `ready URL` and serves until SIGTERM or SIGINT. At
/// that URL a browser shows its chats, with Anna as the creator and Ben as a member of every group.
int main(int argc, char** argv) {
  // Blocked before any thread starts, so that only the wait below takes them.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  try {
    igbot::test::TelegramSandbox sandbox(options_from({argv + 1, argv + argc}));
    sandbox.api().populate();
    std::cout << "ready " << sandbox.url() << std::endl;
    int received = 0;
    sigwait(&ends, &received);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "igbot-sandbox: " << error.what() << "\n" << k_usage;
    return 2;
  }
}
