// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "core/post/post_repository.hpp"
#include "core/store/store.hpp"
#include "tests/support/cli_runner.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {

/// Several chats that are set up, each with its folder of photos, a Telegram sandbox, and the real
/// program between them.
class PostingWorld {
 public:
  /// `chats` groups; Telegram answers after `latency`.
  PostingWorld(int chats, int photos_per_chat, std::chrono::milliseconds latency = {});

  TelegramSandbox& telegram() { return telegram_; }
  CliRunner& cli() { return cli_; }
  Store& store() { return *store_; }
  /// Nobody has the database open between these two.
  void close_store() { store_.reset(); }
  void open_store();
  std::int64_t telegram_id(int chat) const;
  ChatKey key(int chat) const { return keys_.at(static_cast<std::size_t>(chat)); }

  /// A post of a photo that none had yet, due a second ago.
  PostId plan_due(int chat);
  post::Post post(PostId id);
  std::vector<PostId> planned() const { return posts_; }

  /// Cards that arrived, by post.
  std::map<std::int64_t, int> cards() const;
  /// What is not as it must be, one line each: a card sent twice, a card lost (awaiting, but never
  /// arrived), a card that arrived for a post that would be sent again.
  std::vector<std::string> discrepancies();
  /// Posts of which no card arrived, and that nobody doubts: at the end of a test they were lost.
  std::vector<std::string> never_sent();

 private:
  CliRunner cli_;
  TelegramSandbox telegram_;
  SystemClock clock_;
  std::unique_ptr<Store> store_;
  std::vector<ChatKey> keys_;
  std::vector<PostId> posts_;
};

}  // namespace igbot::test
