// SPDX-License-Identifier: MIT
#include "tests/fault/bot_session.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "tests/support/media_files.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {

BotSession::BotSession(const std::vector<SandboxChat>& chats, std::chrono::milliseconds latency)
    : telegram_({.chats = chats, .latency = latency}) {
  cli_.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
  cli_.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram_.url());
  cli_.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
  cli_.set_environment("IGBOTCTL_MEDIA_LOCAL_ROOTS", cli_.folder().string());
  // A first chat, by the shell: it makes the database.
  must_run({"init", "--chat", "-2999", "--name", "first", "--yes"});
  const auto begin = std::chrono::steady_clock::now();
  poll();
  unharmed_ = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
}

std::string BotSession::photos(const std::string& name, int count, int seed) const {
  const auto folder = cli_.folder() / name;
  for (int i = 0; i < count; ++i) {
    write_file(folder, "memes/" + name + std::to_string(i) + ".jpg",
               jpeg_bytes(64, 64, 1000 * seed + i));
  }
  return folder.string();
}

std::string BotSession::invite() {
  const auto invitation = nlohmann::json::parse(must_run({"chat", "invite", "--json"}));
  const std::string link = invitation.at("group_url");
  return link.substr(link.rfind('=') + 1);
}

std::string BotSession::must_run(const std::vector<std::string>& words) const {
  const CliResult result = cli_.run(words);
  if (result.exit_code == 0 && result.err.find("Sanitizer") == std::string::npos) return result.out;
  throw std::runtime_error(words.front() + " ended with " + std::to_string(result.exit_code) +
                           ": " + result.out + result.err);
}

bool BotSession::kill_poller(std::mt19937& random) {
  std::uniform_int_distribution<long> moment(0, unharmed_.count() * 3 / 2 + 20);
  auto run = cli_.start({"telegram", "poll", "--once"});
  std::this_thread::sleep_for(std::chrono::milliseconds(moment(random)));
  run.signal(SIGKILL);
  const bool met = run.wait().exit_code == 128 + SIGKILL;
  end_leases();
  return met;
}

void BotSession::end_leases() const {
  query("UPDATE outbox SET wake_at = 0 WHERE state IN ('sending', 'waiting')");
}

sql::Result BotSession::query(const std::string& sql, const std::vector<sql::Value>& values) const {
  return sql::open_sqlite(cli_.database())->execute(sql, values);
}

std::vector<std::string> BotSession::lines(const std::string& sql,
                                           const std::vector<sql::Value>& values) const {
  std::vector<std::string> list;
  const auto found = query(sql, values);
  for (const auto& row : found.rows) list.push_back(row.text(0));
  return list;
}

std::int64_t BotSession::number(const std::string& sql,
                                const std::vector<sql::Value>& values) const {
  const auto found = query(sql, values);
  return found.rows.empty() || found.front().is_null(0) ? 0 : found.front().integer(0);
}

int BotSession::cards_of(std::int64_t post) const {
  const auto calls = telegram_.accepted();
  const std::string end = " · post " + std::to_string(post);
  return static_cast<int>(std::count_if(calls.begin(), calls.end(), [&](const RecordedCall& call) {
    return call.method == "sendPhoto" && call.caption.ends_with(end);
  }));
}

}  // namespace igbot::test
