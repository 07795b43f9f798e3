// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/bot/menu/menu_pages.hpp"
#include "core/bot/wizard/init_draft.hpp"

namespace igbot::bot {

/// What the pages of /init show besides the draft.
struct InitView {
  std::string chat_name;
  std::string user_name;
  bool is_new = true;
  /// What the chat is set to, or what a new one would get.
  SettingValues present;
  struct AccountChoice {
    AccountId id{};
    std::string username;
  };
  std::vector<AccountChoice> accounts;
  bool offers_login = false;  ///< an account can be connected from here
  bool offers_drive = false;  ///< a login with Google can follow
  /// Folders below which one may be chosen; none: not offered.
  std::vector<std::string> roots;
};

/// What [Complete setup] did.
struct Completed {
  std::string chat_name;
  bool reads_library = false;   ///< it has a source that was chosen now
  bool connects_drive = false;  ///< it gets one by the login that comes next
  std::int64_t planned_posts = 0;
};

/// One page of /init: what is asked, what was answered, and the buttons.
MenuPage init_page(const InitView& view, const InitDraft& draft, InitStep step);
/// What is left when it is over.
MenuPage canceled_page();
MenuPage completed_page(const Completed& completed);
/// Somebody else is setting the chat up.
MenuPage taken_page(const std::string& other);

/// What a person is asked who types the answer of that step.
std::string init_question_html(const InitView& view, InitStep step);
/// What the text box shows then.
std::string init_placeholder(InitStep step);

}  // namespace igbot::bot
