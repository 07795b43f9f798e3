// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/schedule/category_mix.hpp"
#include "core/settings/settings_service.hpp"
#include "tests/soak/changing_source.hpp"
#include "tests/soak/records.hpp"

namespace igbot::test {

/// How a team works with igbotctl.
enum class Mode { automatic, approval, by_hand, dry_run };

/// A chat, its people, its accounts and its pictures.
struct Team {
  ChatRecord record;
  TelegramChatId telegram{};  ///< now
  Mode mode = Mode::approval;
  std::vector<Assignment> settings;
  std::vector<schedule::CategoryShare> mix;
  std::vector<TelegramUserId> people;
  std::vector<TelegramUserId> gone;  ///< who left
  /// Where only editors may: everybody but the first is none.
  bool has_roles = false;
  bool is_archived = false;
  std::vector<std::string> usernames;  ///< of the accounts, as record.accounts
  std::vector<int> quotas;
  std::unique_ptr<ChangingSource> source;
};

/// The n-th team, made up from the dice. Its source is filled.
Team generated_team(int number, Dice& dice, Faults& faults);

}  // namespace igbot::test
