// SPDX-License-Identifier: MIT
#include "core/bot/menu/menu_pages.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/bot/callback.hpp"
#include "core/text/html.hpp"
#include "tests/support/telegram_rules.hpp"

namespace igbot::bot {
namespace {

MenuView example_view() {
  MenuView view{.chat_name = "Team <&> 🎉", .now = from_millis(1'800'000'000'000), .values = {}};
  for (const Setting& setting : all_settings()) {
    view.values[std::string(setting.key)] = setting.built_in();
  }
  view.settings = to_chat_settings(view.values);
  for (const char* name : {"brand", "shop"}) {
    view.accounts.push_back({.account = {.username = name}, .expires_at = {}, .token_since = {}});
  }
  return view;
}

std::vector<Button> buttons_of(const MenuPage& page) {
  std::vector<Button> all;
  for (const auto& row : page.keyboard) all.insert(all.end(), row.begin(), row.end());
  return all;
}

std::vector<MenuPage> every_page(const MenuView& view) {
  std::vector<MenuPage> pages{main_page(view),   more_page(view),
                              source_page(view), disconnect_page(view),
                              reset_page(),      edit_page(view, std::string(k_posting_hours))};
  for (const Setting& setting : all_settings()) {
    if (is_in_menu(std::string(setting.key))) {
      pages.push_back(edit_page(view, std::string(setting.key)));
    }
  }
  return pages;
}

TEST(MenuPages, EveryPageKeepsToTelegramsLimits) {
  for (const MenuPage& page : every_page(example_view())) {
    const auto parsed = test::parse_telegram_html(page.html);
    EXPECT_EQ(parsed.problem, "") << page.html;
    EXPECT_LE(text::utf16_length(parsed.text), 4096U);
    EXPECT_LE(buttons_of(page).size(), 100U);
    for (const Button& button : buttons_of(page)) {
      EXPECT_LE(button.callback_data.size(), 64U) << button.callback_data;
      EXPECT_TRUE(parse_callback(button.callback_data)) << button.callback_data;
    }
  }
}

bool has_button(const MenuPage& page, const std::string& value) {
  const auto all = buttons_of(page);
  return std::any_of(all.begin(), all.end(), [&](const Button& each) {
    return parse_callback(each.callback_data)->value == value;
  });
}

TEST(MenuPages, TheSourceIsShownWithTheWaysThatAreConfigured) {
  MenuView view = example_view();
  EXPECT_FALSE(has_button(source_page(view), "source.drive"));
  EXPECT_FALSE(has_button(source_page(view), "source.folder"));
  EXPECT_FALSE(has_button(source_page(view), "source.off"));
  view.source = SourceView{SourceType::s3, std::string(5000, '&'), 12, view.now, true};
  view.offers_drive = true;
  view.offers_folder = true;
  for (const char* way : {"sync", "source.drive", "source.folder", "source.off"}) {
    EXPECT_TRUE(has_button(source_page(view), way)) << way;
  }
  const std::string html = source_page(view).html;
  EXPECT_NE(html.find("12 items, listed 2027-01-15"), std::string::npos) << html;
  EXPECT_NE(html.find("It must be connected again"), std::string::npos) << html;
  for (const MenuPage& page : every_page(view)) {
    EXPECT_EQ(test::parse_telegram_html(page.html).problem, "") << page.html;
    EXPECT_LE(text::utf16_length(test::parse_telegram_html(page.html).text), 4096U);
  }
}

TEST(MenuPages, TheTwoPagesOfferEverySettingThatHasAControlOnce) {
  const MenuView view = example_view();
  std::multiset<std::string> offered;
  for (const MenuPage& page : {main_page(view), more_page(view)}) {
    for (const Button& button : buttons_of(page)) {
      const auto callback = parse_callback(button.callback_data);
      if (callback->verb == "set") {
        offered.insert(callback->value.substr(0, callback->value.find('=')));
      }
      if (callback->value.starts_with("edit.")) offered.insert(callback->value.substr(5));
    }
  }
  for (const Setting& setting : all_settings()) {
    if (setting.control == MenuControl::none || setting.control == MenuControl::hours) continue;
    EXPECT_EQ(offered.count(std::string(setting.key)), 1U) << setting.key;
  }
  EXPECT_EQ(offered.count(std::string(k_posting_hours)), 1U);
}

TEST(MenuPages, AToggleCarriesTheValueItSets) {
  MenuView view = example_view();
  const auto data = [&] { return main_page(view).keyboard.at(0).at(0).callback_data; };
  EXPECT_EQ(data(), "v1:set::dry_run_mode=false");
  view.values["dry_run_mode"] = "false";
  EXPECT_EQ(data(), "v1:set::dry_run_mode=true");
}

TEST(MenuPages, EveryPresetIsAValueThatTheSettingTakes) {
  for (const Setting& setting : all_settings()) {
    for (const auto& preset : setting.presets) {
      EXPECT_EQ(setting.parse(preset), preset) << setting.key;
    }
  }
  for (const auto& preset : posting_hours_presets()) EXPECT_NO_THROW(parse_hours(preset));
}

TEST(MenuPages, ThePresentValueIsMarked) {
  const MenuView view = example_view();
  EXPECT_EQ(edit_page(view, "posts_per_day").keyboard.at(0).at(1).text, "✓ 3");
  EXPECT_EQ(edit_page(view, "active_account").keyboard.at(0).at(0).text, "brand");
  EXPECT_EQ(edit_page(view, "active_account").keyboard.at(1).at(0).text, "✓ none");
}

TEST(MenuPages, WhatTheMenuDoesNotOfferCannotBeEdited) {
  EXPECT_THROW(edit_page(example_view(), "media_source_config"), Error);
  EXPECT_THROW(edit_page(example_view(), "paused_by"), Error);
  EXPECT_FALSE(is_in_menu("media_source_type"));
}

TEST(MenuPages, AnExpiredTokenIsToldAndSoAreTheDaysLeft) {
  MenuView view = example_view();
  view.settings.active_account = "brand";
  view.token_expires_at = view.now + std::chrono::hours{49};
  EXPECT_NE(main_page(view).html.find("token good for 2 days"), std::string::npos);
  view.token_expires_at = view.now - std::chrono::hours{1};
  EXPECT_NE(main_page(view).html.find("its token has expired"), std::string::npos);
}

TEST(MenuPages, ALongHistoryStaysWithinOneMessage) {
  HistoryPiece piece;
  for (int i = 0; i < 30; ++i) {
    piece.items.push_back(
        {i,
         from_millis(1),
         std::string(80, '<'),
         {{"posts_per_day", "1", "2"}, {"media_source_config", "{}", std::string(3000, '&')}},
         std::string(500, '>')});
  }
  piece.older_than = 7;
  const MenuPage page = history_page(example_view(), piece);
  EXPECT_EQ(test::parse_telegram_html(page.html).problem, "");
  EXPECT_LE(text::utf16_length(test::parse_telegram_html(page.html).text), 4096U);
  EXPECT_EQ(page.keyboard.at(0).at(0).callback_data, "v1:menu:7:history");
}

}  // namespace
}  // namespace igbot::bot
