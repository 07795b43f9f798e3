// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/support/cli_runner.hpp"
#include "tests/support/drive_sandbox.hpp"
#include "tests/support/graph_sandbox.hpp"
#include "tests/support/telegram_sandbox.hpp"
#include "tests/support/tiny_bucket.hpp"

namespace igbot::test {

inline constexpr std::int64_t k_team = -1001;
inline constexpr std::int64_t k_others = -1002;
/// The access token sealed for the account of each chat.
inline constexpr const char* k_sealed_token = "IGAAsealed0123456789sealed0123456789sealed0123456";
/// The secret key that a bucket is connected with.
inline constexpr const char* k_bucket_secret = "bucket/Secret+0123456789/bucket+0123456";

/// Two chats, "team" and "others", with the same folder of photos, the same mix and the same days
/// planned: members, accounts, posts in every state, locks and a history in each; and a third,
/// archived one, -1005. Commands work on the team unless --chat says otherwise. Every command of
/// the program can be run here.
class SeededWorld {
 public:
  SeededWorld();

  CliRunner& cli() { return cli_; }
  const CliRunner& cli() const { return cli_; }
  TelegramSandbox& telegram() { return telegram_; }
  GraphSandbox& graph() { return graph_; }
  DriveSandbox& drive() { return drive_; }
  const TinyBucket& bucket() const { return bucket_; }

  /// Takes the database as it is now for the seed.
  void keep() const;
  /// Puts the database back as it was after seeding.
  void restore() const;
  /// Every row of every table, or only those of one chat, sorted: equal when the content is equal.
  std::vector<std::string> rows(std::optional<std::int64_t> chat = std::nullopt) const;

  /// A word of the command table with its {placeholders} filled in for that chat: the id of a thing
  /// it has ({media}, {planned}, {snapshot}, …), {plan} for a file of the team that moves a planned
  /// post of that chat, {file} for a new file, {folder} for the
  /// photos, {backup} for the database as seeded, {dump} and {env} for what the former system left,
  /// {bucket} for the address of one and {drive folder} for one of Drive, {invitation} for an open
  /// one, {export} for edited settings of the team.
  /// Throws std::out_of_range for a placeholder that the world does not know.
  std::string fill_in(const std::string& word, std::int64_t chat = k_team) const;
  std::vector<std::string> fill_in(std::vector<std::string> words,
                                   std::int64_t chat = k_team) const;
  /// Whether the word names a thing that belongs to one chat.
  bool names_a_thing(const std::string& word) const;

 private:
  void add_chat(std::int64_t chat, const std::string& name);
  void add_account(std::int64_t chat) const;
  void seed_rows(std::int64_t chat);
  void must_script(const std::string& script) const;
  void must_run(std::int64_t chat, std::vector<std::string> words) const;

  CliRunner cli_;
  TelegramSandbox telegram_;
  GraphSandbox graph_;
  DriveSandbox drive_;
  std::string drive_folder_;
  TinyBucket bucket_;
  std::map<std::int64_t, std::map<std::string, std::string>> things_;
  mutable int files_ = 0;
};

}  // namespace igbot::test
