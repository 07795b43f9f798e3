// SPDX-License-Identifier: MIT
#include <signal.h>

#include <charconv>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/text.hpp"
#include "tests/support/graph_sandbox.hpp"
#include "tests/support/static_server.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace {

constexpr const char* k_usage =
    "usage: igbot-sandbox [--port N] [--record DIR] [--token TOKEN] [--chat ID[:type[:title]]]...\n"
    "                     [--latency MS] [--rate-limits] [--graph-port N]\n"
    "                     [--account ID:USERNAME:TOKEN]... [--lend DIR]\n";

/// An Instagram account with a token of Instagram Login.
struct AccountOption {
  std::string id;
  std::string username;
  std::string token;
};

struct ProgramOptions {
  igbot::test::SandboxOptions telegram;
  igbot::test::GraphSandboxOptions graph;
  std::vector<AccountOption> accounts;
  /// A folder whose files are shown to whoever asks; empty = none.
  std::string lend;
};

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

AccountOption account_of(const std::string& text) {
  const std::vector<std::string> words = igbot::text::split(text, ':');
  if (words.size() != 3) throw std::invalid_argument("not ID:USERNAME:TOKEN: " + text);
  return {words[0], words[1], words[2]};
}

/// Whether there is an option of that name that takes a value.
bool set_option(ProgramOptions& options, const std::string& name, const std::string& value) {
  if (name == "--port") {
    options.telegram.port = static_cast<int>(integer_of(value));
  } else if (name == "--graph-port") {
    options.graph.port = static_cast<int>(integer_of(value));
  } else if (name == "--record") {
    options.telegram.record = options.graph.record = value;
  } else if (name == "--token") {
    options.telegram.token = value;
  } else if (name == "--account") {
    options.accounts.push_back(account_of(value));
  } else if (name == "--lend") {
    options.lend = value;
  } else if (name == "--latency") {
    options.telegram.latency = std::chrono::milliseconds(integer_of(value));
  } else {
    return false;
  }
  return true;
}

ProgramOptions options_from(const std::vector<std::string>& arguments) {
  ProgramOptions options;
  std::vector<igbot::test::SandboxChat> chats;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& name = arguments[i];
    if (name == "--rate-limits") {
      options.telegram.rate_limits = true;
      continue;
    }
    if (i + 1 == arguments.size()) throw std::invalid_argument("missing value: " + name);
    const std::string& value = arguments[++i];
    if (name == "--chat") {
      chats.push_back(chat_of(value));
    } else if (!set_option(options, name, value)) {
      throw std::invalid_argument("unknown option: " + name);
    }
  }
  if (!chats.empty()) options.telegram.chats = chats;
  return options;
}

void add_accounts(igbot::test::GraphApi& api, const std::vector<AccountOption>& accounts) {
  for (const AccountOption& each : accounts) {
    api.add_account({.id = each.id, .username = each.username});
    api.issue_token({.accounts = {each.id}}, each.token);
  }
}

}  // namespace

/// The Telegram and Graph sandboxes as a program: prints `graph URL`, `lend URL` where a folder is
/// lent, and then `ready URL`, which is Telegram's, and serves until SIGTERM or SIGINT. At the
/// latter a browser shows its chats, with Anna as the creator and Ben as a member of every group,
/// and what is live on Instagram.
int main(int argc, char** argv) {
  // Blocked before any thread starts, so that only the wait below takes them.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  try {
    ProgramOptions options = options_from({argv + 1, argv + argc});
    igbot::test::GraphSandbox graph(options.graph);
    add_accounts(graph.api(), options.accounts);
    options.telegram.graph = &graph.api();
    igbot::test::TelegramSandbox sandbox(options.telegram);
    sandbox.api().populate();
    std::optional<igbot::test::StaticServer> lender;
    if (!options.lend.empty()) lender.emplace(options.lend);
    std::cout << "graph " << graph.url() << std::endl;
    if (lender) std::cout << "lend " << lender->url() << std::endl;
    std::cout << "ready " << sandbox.url() << std::endl;
    int received = 0;
    sigwait(&ends, &received);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "igbot-sandbox: " << error.what() << "\n" << k_usage;
    return 2;
  }
}
