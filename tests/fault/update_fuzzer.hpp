// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

namespace igbot::test {

/// A chat that is fuzzed, and what in it could be meant.
struct FuzzedChat {
  std::int64_t id = 0;
  std::vector<std::int64_t> posts;     ///< in every state
  std::vector<std::int64_t> accounts;  ///< its own
  std::vector<std::int64_t> messages;  ///< the bot's: cards, menus, wizard pages, questions
};

/// Who is entitled to what: `closed` lets only its administrators decide and none of them is used
/// here; in `open` everybody may act, so that there only what is foreign or senseless is asked for;
/// `begun` is being set up. `open.messages` and `closed.messages` have no id in common.
struct FuzzedWorld {
  FuzzedChat closed;
  FuzzedChat open;
  FuzzedChat begun;
  /// Somebody who administers only `closed`, only `open`, may only look in `closed`, has left it.
  std::int64_t closed_admin = 0;
  std::int64_t open_admin = 0;
  std::int64_t looker = 0;
  std::int64_t left = 0;
  /// Texts of updates that were taken in before.
  std::vector<std::string> taken;
};

/// Makes updates none of which is entitled to a change. Equal seeds make equal updates.
class UpdateFuzzer {
 public:
  UpdateFuzzer(unsigned seed, FuzzedWorld world) : random_(seed), world_(std::move(world)) {}

  /// The text of the next one.
  std::string next(std::int64_t id);

 private:
  using Json = nlohmann::json;

  std::size_t below(std::size_t count);
  bool chance(std::size_t percent) { return below(100) < percent; }
  template <typename T>
  T one_of(const std::vector<T>& list) {
    return list.at(below(list.size()));
  }
  Json junk();
  std::string junk_text();
  std::string junk_id();
  /// "v1:verb:id:value", or nearly.
  std::string data_about(const std::vector<std::int64_t>& posts,
                         const std::vector<std::int64_t>& accounts);
  std::string broken_data();
  Json person(std::int64_t id);
  Json nobody() { return person(100'000 + static_cast<std::int64_t>(below(40))); }
  /// Who may decide nothing in `closed`.
  Json outsider();
  static Json chat(std::int64_t id, const char* type = "group");
  Json press(const Json& who, std::int64_t chat_id, std::int64_t message, const std::string& data);
  Json message(const Json& who, const Json& where, const std::string& text);
  static Json replying(Json message, std::int64_t to);
  void mutate(Json& value);

  Json press_in_closed();
  Json press_in_open();
  Json press_in_begun();
  Json write_in_closed();
  Json write_in_open();
  Json write_elsewhere();
  Json standing();
  Json wrapped_chat();
  Json shapeless();
  std::string malformed(std::int64_t id);

  std::mt19937 random_;
  FuzzedWorld world_;
  int presses_ = 0;
};

}  // namespace igbot::test
