// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/menu/menu_view.hpp"
#include "core/bot/messenger.hpp"
#include "core/settings/registry.hpp"

namespace igbot::bot {

/// A message that is redrawn in place: Telegram HTML and the buttons under it.
struct MenuPage {
  std::string html;
  Keyboard keyboard;
};

/// The pages of /settings, from the registry: what it describes is here, and nothing else.
MenuPage main_page(const MenuView& view);
/// The settings that are not up front.
MenuPage more_page(const MenuView& view);
/// The values of one setting to choose from, or k_posting_hours. Throws ErrorKind::usage for a key
/// that the menu does not offer.
MenuPage edit_page(const MenuView& view, const std::string& key);
/// Where the media come from, and the ways to another place.
MenuPage source_page(const MenuView& view);
/// Asks before it is disconnected; [Yes] holds for the settings as they are now.
MenuPage disconnect_page(const MenuView& view);
MenuPage reset_page();
MenuPage history_page(const MenuView& view, const HistoryPiece& piece);

/// Whether /settings offers that key.
bool is_in_menu(const std::string& key);
/// "Posts per day: 5".
std::string labelled(const MenuView& view, const std::string& key);
/// What a person is asked who types a value for that key: its label, help and range.
std::string question_html(const std::string& key);

}  // namespace igbot::bot
