// SPDX-License-Identifier: MIT
#include "core/bot/menu/menu_pages.hpp"

#include <algorithm>

#include "core/account/token_life.hpp"
#include "core/bot/commands/looking.hpp"
#include "core/bot/say.hpp"
#include "core/settings/change_text.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::bot {
namespace {

constexpr std::size_t k_longest_shown = 80;
constexpr std::size_t k_longest_page = 3500;

/// What a menu calls a key: the two hours are one.
struct MenuEntry {
  std::string key;
  std::string label;
  std::string help;
  std::string accepts;
  MenuControl control = MenuControl::none;
  std::vector<std::string> presets;
  bool is_typed = false;  ///< besides the presets, any value can be typed
  bool is_up_front = false;
};

bool takes_typed_value(const Setting& setting) {
  return setting.type == SettingType::integer || setting.type == SettingType::zone;
}

MenuEntry entry_of(const Setting& setting) {
  if (setting.control == MenuControl::hours) {
    const auto presets = posting_hours_presets();
    return {std::string(k_posting_hours),
            "Hours",
            "Local hours between which posts go out; equal = the whole day",
            "two hours from 0 to 23, as in 14-2",
            MenuControl::hours,
            {presets.begin(), presets.end()},
            true,
            setting.is_up_front};
  }
  const auto& offered = setting.type == SettingType::choice ? setting.choices : setting.presets;
  return {std::string(setting.key),
          std::string(setting.label),
          std::string(setting.help),
          setting.accepts(),
          setting.control,
          {offered.begin(), offered.end()},
          takes_typed_value(setting),
          setting.is_up_front};
}

/// Every entry, each once, in the order of the registry.
const std::vector<MenuEntry>& menu_entries() {
  static const std::vector<MenuEntry> k_entries = [] {
    std::vector<MenuEntry> entries;
    for (const Setting& setting : all_settings()) {
      if (setting.control == MenuControl::none) continue;
      MenuEntry entry = entry_of(setting);
      if (entries.empty() || entries.back().key != entry.key) entries.push_back(std::move(entry));
    }
    return entries;
  }();
  return k_entries;
}

const MenuEntry* find_entry(const std::string& key) {
  const auto& entries = menu_entries();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const MenuEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

const MenuEntry& required_entry(const std::string& key) {
  if (const MenuEntry* entry = find_entry(key)) return *entry;
  throw Error(ErrorKind::usage, "this is not in the menu: " + key);
}

std::string name_of_source(SourceType type) {
  if (type == SourceType::google_drive) return "Google Drive";
  return type == SourceType::s3 ? "S3" : "folder on the server";
}

std::string value_of(const MenuView& view, const std::string& key) {
  if (key == k_posting_hours) {
    return view.values.at("posting_hours_start") + "-" + view.values.at("posting_hours_end");
  }
  return view.values.at(key);
}

std::string shown_value(const MenuView& view, const MenuEntry& entry) {
  const std::string value = value_of(view, entry.key);
  if (entry.control == MenuControl::toggle) return value == "true" ? "on" : "off";
  return value.empty() ? "none" : text::cut_utf16(value, k_longest_shown);
}

Button entry_button(const MenuView& view, const MenuEntry& entry) {
  const std::string shown = shown_value(view, entry);
  if (entry.control == MenuControl::toggle) {
    // The value to set, not "the other one": two taps do not cancel each other out.
    const bool is_on = shown == "on";
    return button((is_on ? "🟢 " : "⚪ ") + entry.label + ": " + shown, "set",
                  entry.key + (is_on ? "=false" : "=true"));
  }
  return button(entry.label + ": " + shown + " ▸", "menu", "edit." + entry.key);
}

/// Two buttons a row.
void add_paired(Keyboard& rows, std::vector<Button> buttons) {
  for (std::size_t i = 0; i < buttons.size(); i += 2) {
    auto& row = rows.emplace_back();
    row.push_back(std::move(buttons[i]));
    if (i + 1 < buttons.size()) row.push_back(std::move(buttons[i + 1]));
  }
}

Keyboard entry_rows(const MenuView& view, bool up_front) {
  std::vector<Button> buttons;
  for (const MenuEntry& entry : menu_entries()) {
    if (entry.is_up_front == up_front) buttons.push_back(entry_button(view, entry));
  }
  Keyboard rows;
  add_paired(rows, std::move(buttons));
  return rows;
}

Button back_to(const std::string& page) { return button("‹ Back", "menu", page); }

std::string account_line(const MenuView& view) {
  if (view.settings.active_account.empty()) return "Account: none";
  std::string line = "Account: @" + view.settings.active_account;
  const bool is_dead =
      std::any_of(view.accounts.begin(), view.accounts.end(), [](const AccountView& each) {
        return each.in_use && each.account.state == AccountState::dead;
      });
  if (is_dead) return line + ", must be connected again";
  if (!view.token_expires_at) return line;
  const auto left = *view.token_expires_at - view.now;
  if (left <= std::chrono::milliseconds{0}) return line + ", its token has expired";
  return line + ", token good for " +
         text::count(std::chrono::floor<std::chrono::days>(left).count(), "day", "days");
}

std::string source_place(const SourceView& source) {
  return name_of_source(source.type) + ", " + text::cut_utf16(source.where, k_longest_shown);
}

std::string source_line(const MenuView& view) {
  std::string line = "Media: " + (view.source ? source_place(*view.source) : "no source yet");
  if (view.source && view.source->must_be_connected_again) line += ", must be connected again";
  return line + ", " + text::count(view.active_media, "item", "items");
}

std::string last_change_line(const MenuView& view, const Zone& zone) {
  if (!view.last_change) return {};
  return "Changed " + local_text(view.last_change->valid_from, zone) + " by " +
         view.last_change->actor.name;
}

std::string bold_line(const std::string& text) {
  return "<b>" + text::escape_html(text) + "</b>\n";
}

std::string token_line(const AccountView& view, Timestamp now) {
  if (view.account.state == AccountState::dead) return "must be connected again";
  const auto days = token_days(view.expires_at, now);
  if (!days) return "token good, its end is not known";
  return *days < 0 ? "token expired" : "token good for " + text::count(*days, "day", "days");
}

/// The accounts with how long their tokens live, to choose from, and the way to another one.
MenuPage account_page(const MenuView& view, const MenuEntry& entry) {
  const std::string present = shown_value(view, entry);
  std::vector<std::string> lines{"Which account this chat publishes with."};
  std::vector<Button> buttons;
  for (const AccountView& each : view.accounts) {
    const std::string& name = each.account.username;
    lines.push_back("@" + name + ": " + token_line(each, view.now));
    buttons.push_back(button((name == present ? "✓ " : "") + name, "set", entry.key + "=" + name));
  }
  buttons.push_back(
      button((present == "none" ? "✓ " : "") + std::string("none"), "set", entry.key + "=none"));
  MenuPage page{{}, {}};
  add_paired(page.keyboard, std::move(buttons));
  if (view.offers_login) {
    page.keyboard.push_back({button("➕ Connect with Instagram", "menu", "connect.instagram"),
                             button("➕ Connect with Facebook", "menu", "connect.facebook")});
  } else {
    lines.emplace_back("The operator connects another one.");
  }
  page.keyboard.push_back({back_to("main")});
  page.html = bold_line(entry.label) + html_of(lines);
  return page;
}

}  // namespace

bool is_in_menu(const std::string& key) { return find_entry(key) != nullptr; }

std::string labelled(const MenuView& view, const std::string& key) {
  const MenuEntry& entry = required_entry(key);
  return entry.label + ": " + shown_value(view, entry);
}

std::string question_html(const std::string& key) {
  const MenuEntry& entry = required_entry(key);
  return bold_line(entry.label) +
         text::escape_html(entry.help + ".\nReply to this message with " + entry.accepts + ".");
}

MenuPage main_page(const MenuView& view) {
  const ChatSettings& settings = view.settings;
  const Zone zone = Zone::find(settings.posting_timezone);
  std::vector<std::string> lines;
  lines.push_back(settings.dry_run_mode ? "Mode: 🧪 dry run, nothing is published"
                                        : "Mode: live");
  lines.push_back(settings.enable_instagram_api ? "Instagram API: on"
                                                : "Instagram API: off, people post by hand");
  lines.push_back(settings.paused_at_instant(view.now) ? pause_line(settings, zone) : "▶ Posting");
  lines.push_back(text::count(settings.posts_per_day, "post", "posts") + " a day, " +
                  value_of(view, std::string(k_posting_hours)) + " h " + settings.posting_timezone);
  lines.push_back(account_line(view));
  lines.push_back(source_line(view));
  if (view.is_public && settings.access_policy == AccessPolicy::everyone) {
    lines.emplace_back(
        "⚠ This chat has a public name and everybody in it may act: set Access to roles");
  }
  lines.push_back(last_change_line(view, zone));
  MenuPage page{bold_line("⚙ " + view.chat_name) + html_of(lines), entry_rows(view, true)};
  page.keyboard.push_back(
      {button("Media source ▸", "menu", "source"), button("More settings ▸", "menu", "more")});
  page.keyboard.push_back(
      {button("🔄 Sync", "menu", "sync"), button("📋 View queue", "menu", "queue")});
  page.keyboard.push_back(
      {button("🗓 Create schedule", "schedule"), button("📜 History", "menu", "history")});
  page.keyboard.push_back(
      {button("📦 Export", "menu", "export"), button("Reset to defaults", "menu", "reset")});
  page.keyboard.push_back({button("✖ Close", "menu", "close")});
  return page;
}

MenuPage more_page(const MenuView& view) {
  std::string text;
  for (const MenuEntry& entry : menu_entries()) {
    if (entry.is_up_front) continue;
    text += "\n<b>" + text::escape_html(entry.label) + "</b>: " + text::escape_html(entry.help);
  }
  MenuPage page{bold_line("⚙ More settings") + text, entry_rows(view, false)};
  page.keyboard.push_back({back_to("main")});
  return page;
}

MenuPage edit_page(const MenuView& view, const std::string& key) {
  const MenuEntry& entry = required_entry(key);
  std::vector<std::string> offered = entry.presets;
  if (key == k_active_account) return account_page(view, entry);
  const std::string present = shown_value(view, entry);
  std::vector<Button> buttons;
  buttons.reserve(offered.size());
  for (const std::string& value : offered) {
    buttons.push_back(
        button((value == present ? "✓ " : "") + value, "set", entry.key + "=" + value));
  }
  MenuPage page{bold_line(entry.label) +
                    html_of({entry.help + ".", "Now: " + present, "Takes " + entry.accepts}),
                {}};
  add_paired(page.keyboard, std::move(buttons));
  auto& last = page.keyboard.emplace_back();
  if (entry.is_typed) last.push_back(button("✏ Custom", "ask", entry.key));
  last.push_back(back_to(entry.is_up_front ? "main" : "more"));
  return page;
}

MenuPage source_page(const MenuView& view) {
  std::vector<std::string> lines;
  MenuPage page{bold_line("Media source"), {}};
  if (view.source) {
    const Zone zone = Zone::find(view.settings.posting_timezone);
    lines.push_back(source_place(*view.source));
    if (view.source->must_be_connected_again) {
      lines.emplace_back("⚠ It must be connected again.");
    }
    lines.push_back(text::count(view.source->items, "item", "items") + ", listed " +
                    (view.source->listed_at ? local_text(*view.source->listed_at, zone) : "never"));
    page.keyboard.push_back({button("🔄 Sync now", "menu", "sync")});
  } else {
    lines.emplace_back("No source yet.");
  }
  auto& ways = page.keyboard.emplace_back();
  if (view.offers_drive) ways.push_back(button("Google Drive ▸", "menu", "source.drive"));
  if (view.offers_folder) {
    ways.push_back(button("📁 Folder on the server ▸", "menu", "source.folder"));
  }
  if (ways.empty()) page.keyboard.pop_back();
  lines.emplace_back(view.offers_drive
                         ? "S3-compatible storage is connected on the server: /connect_s3 says how."
                         : "Google Drive and S3-compatible storage are connected on the server: "
                           "/connect_drive and /connect_s3 say how.");
  if (view.source) page.keyboard.push_back({button("Disconnect ▸", "menu", "source.off")});
  page.keyboard.push_back({back_to("main")});
  page.html += html_of(lines);
  return page;
}

MenuPage disconnect_page(const MenuView& view) {
  if (!view.source) return source_page(view);
  const std::int64_t seen = view.last_change ? view.last_change->id : 0;
  return {
      bold_line("Disconnect the media source?") +
          html_of({source_place(*view.source),
                   "It is not read any more, and what it is reached with is erased. The library "
                   "stays as it is."}),
      {{button("Yes, disconnect", "menu", "source.off.yes", seen),
        button("No", "menu", "source")}}};
}

MenuPage reset_page() {
  return {bold_line("Reset to defaults?") +
              html_of({"Every setting of this menu gets its default. Media source, account and "
                       "access stay, a pause stays, dry run is not ended and the Instagram API is "
                       "not switched on.",
                       "The history keeps what was, and the operator can bring it back."}),
          {{button("Yes, reset", "menu", "reset.yes"), button("No", "menu", "main")}}};
}

MenuPage history_page(const MenuView& view, const HistoryPiece& piece) {
  const Zone zone = Zone::find(view.settings.posting_timezone);
  std::string text;
  for (const HistoryItem& item : piece.items) {
    std::string one = "\n<b>" + text::escape_html(local_text(item.at, zone)) + "</b> " +
                      text::escape_html(item.actor) + "\n";
    if (item.changes.empty()) one += "Initial setup\n";
    for (const SettingChange& change : item.changes) {
      one += "<code>" +
             text::escape_html(text::cut_utf16(change_text(change, view.settings.posting_timezone),
                                               3 * k_longest_shown)) +
             "</code>\n";
    }
    const bool says_more = item.reason && !item.changes.empty();
    if (says_more) one += text::escape_html(text::cut_utf16(*item.reason, k_longest_shown)) + "\n";
    if (text.size() + one.size() > k_longest_page) {
      text += "\n…";
      break;
    }
    text += one;
  }
  MenuPage page{bold_line("📜 History") + text, {}};
  auto& row = page.keyboard.emplace_back();
  if (piece.older_than) row.push_back(button("Load more", "menu", "history", *piece.older_than));
  row.push_back(back_to("main"));
  return page;
}

}  // namespace igbot::bot
