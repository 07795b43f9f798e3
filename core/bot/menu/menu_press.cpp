// SPDX-License-Identifier: MIT
#include "core/bot/menu/menu_press.hpp"

#include <nlohmann/json.hpp>

#include "core/access/authorise.hpp"
#include "core/bot/account_login.hpp"
#include "core/bot/commands/library.hpp"
#include "core/bot/commands/looking.hpp"
#include "core/bot/commands/planning.hpp"
#include "core/bot/commands/posting.hpp"
#include "core/bot/menu/menu_pages.hpp"
#include "core/bot/say.hpp"
#include "core/bot/source/source_connect.hpp"
#include "core/media/source_service.hpp"
#include "core/post/outbox.hpp"
#include "core/settings/change_text.hpp"
#include "core/settings/settings_reset.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

constexpr int k_history_entries = 5;
constexpr std::chrono::minutes k_question_waits{15};
constexpr const char* k_unknown_menu = "This menu is not known any more; /settings opens a new one";

Reaction redraw(const PressCall& call, const MenuPage& page, const std::string& answer = {}) {
  post::Outbox(call.scope).add_edit(*call.press.message, page.html, page.keyboard);
  return {.answer = answer};
}

/// The page a setting's button stands on.
MenuPage page_of(const MenuView& view, const std::string& key) {
  const Setting* found = find_setting(key);
  const bool up_front = found == nullptr || found->is_up_front;
  return up_front ? main_page(view) : more_page(view);
}

Reaction show_history(const PressCall& call) {
  const auto piece = history_piece(call.scope, k_history_entries, call.callback.id);
  return redraw(call, history_page(menu_view(call), piece));
}

Reaction reset(const PressCall& call) {
  const auto changed = reset_settings(call.scope, call.rules.new_chat);
  offer_replan(call.scope, changed.planned_posts);
  return redraw(call, main_page(menu_view(call)),
                changed.changes.empty()
                    ? "Everything is at its default"
                    : text::count(static_cast<std::int64_t>(changed.changes.size()),
                                  "setting reset", "settings reset"));
}

/// A page whose [Yes] was for other settings is shown anew.
Reaction disconnect_source(const PressCall& call) {
  access::require_right(call.scope, access::Right::administer);
  const MenuView before = menu_view(call);
  if (!before.source) return redraw(call, source_page(before), "There is no source");
  if (!before.last_change || before.last_change->id != call.callback.id) {
    return redraw(call, disconnect_page(before), "The settings have changed meanwhile: look again");
  }
  const auto gone =
      media::SourceService(call.scope).disconnect(nullptr, "disconnected in Telegram");
  std::vector<std::string> lines{"🔌 " + media::describe(gone.config) + " is disconnected by " +
                                 call.from.name() + "."};
  if (gone.is_login) {
    lines.emplace_back(
        "Its login is erased here; Google still lists igbotctl among the apps with access, and "
        "myaccount.google.com/permissions takes that away.");
  }
  say(call.scope, lines);
  return redraw(call, source_page(menu_view(call)), "Disconnected");
}

Reaction press_source_page(const PressCall& call, const std::string& word) {
  if (word == "drive") return begin_drive(call);
  if (word == "folder") return begin_folder(call);
  if (word == "off.yes") return disconnect_source(call);
  if (word != "off") return {.answer = k_unknown_menu, .as_alert = true};
  access::require_right(call.scope, access::Right::administer);
  return redraw(call, disconnect_page(menu_view(call)));
}

/// The value after "edit." and such; nothing when the word is another.
std::optional<std::string> after(const std::string& text, const std::string& prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

std::string outcome_text(const SettingsOutcome& outcome, const std::string& zone) {
  std::vector<std::string> changes;
  for (const SettingChange& change : outcome.changes) changes.push_back(change_text(change, zone));
  return changes.empty() ? "Unchanged" : text::join(changes, ", ");
}

/// A source is chosen where it is looked into, and folders of the server only below those the
/// operator allows: not as a text that names any folder, or a bucket for the operator's own keys.
void require_no_source(const std::string& key) {
  if (key != k_source_type && key != k_source_config) return;
  throw Error(ErrorKind::conflict, "the media source is not set as a text",
              "/settings, Media source connects one");
}

/// `set KEY VALUE [reason]`.
Reaction set_by_words(const CommandCall& call, const std::string& words) {
  const auto [key, rest] = first_word(words);
  const auto [value, reason] = first_word(rest);
  if (key.empty() || value.empty()) {
    throw Error(ErrorKind::usage, "a setting and a value are needed",
                "/settings set posts_per_day 5 [reason]");
  }
  require_no_source(key);
  SettingsService service(call.scope);
  const auto outcome = service.set({{key, value}}, optional_text(reason));
  say(call.scope, {outcome_text(outcome, service.load().posting_timezone)});
  offer_replan(call.scope, outcome.planned_posts);
  return {};
}

Reaction get_by_words(const CommandCall& call, const std::string& words) {
  access::require_right(call.scope, access::Right::look);
  const SettingValues values = SettingsService(call.scope).values();
  const std::string& zone = values.at("posting_timezone");
  const auto line = [&](const Setting& each) {
    return std::string(each.key) + "=" + setting_text(each, values.at(std::string(each.key)), zone);
  };
  if (words.empty()) {
    std::vector<std::string> lines;
    for (const Setting& each : all_settings()) lines.push_back(line(each));
    return say(call.scope, lines);
  }
  return say(call.scope, {line(setting(words))});
}

void ask(const Call& call, const std::string& key, TelegramMessageId menu,
         const std::string& complaint) {
  ConversationRepository(call.scope)
      .put({.user = call.from.id,
            .kind = k_setting_question,
            .step = key,
            .draft = nlohmann::json{{"menu", number(menu)}}.dump(),
            .expires_at = call.scope.now() + k_question_waits});
  std::string html = mention(call.from) + "\n";
  if (!complaint.empty()) html += "⚠ " + text::escape_html(complaint) + "\n";
  post::Outbox(call.scope)
      .add_prompt(html + question_html(key), "a value", {call.from.id, k_setting_question, key});
}

TelegramMessageId menu_of(const Conversation& conversation) {
  const auto draft = nlohmann::json::parse(conversation.draft);
  return static_cast<TelegramMessageId>(draft.at("menu").get<std::int64_t>());
}

}  // namespace

Reaction run_settings(const CommandCall& call) {
  access::require_right(call.scope, access::Right::look);
  const auto [word, rest] = first_word(call.arguments);
  post::Outbox outbox(call.scope);
  if (word.empty()) {
    const MenuPage page = main_page(menu_view(call));
    outbox.add_menu(page.html, page.keyboard);
    return {};
  }
  if (word == "history") {
    const MenuPage page =
        history_page(menu_view(call), history_piece(call.scope, k_history_entries, std::nullopt));
    outbox.add_menu(page.html, page.keyboard);
    return {};
  }
  if (word == "export") return send_export(call);
  if (word == "get") return get_by_words(call, rest);
  if (word == "set") return set_by_words(call, rest);
  throw Error(ErrorKind::usage, "not understood: /settings " + text::cut_utf16(word, 40),
              "/settings, or with history, export, get KEY, set KEY VALUE [reason]");
}

Reaction press_menu(const PressCall& call) {
  access::require_right(call.scope, access::Right::look);
  if (!is_own_message(call, "menu")) return {.answer = k_unknown_menu, .as_alert = true};
  const std::string& page = call.callback.value;
  if (page == "main") return redraw(call, main_page(menu_view(call)));
  if (page == "more") return redraw(call, more_page(menu_view(call)));
  if (page == "source") return redraw(call, source_page(menu_view(call)));
  if (page == "history") return show_history(call);
  if (page == "queue") return show_queue(call.scope);
  if (page == "export") return send_export(call);
  if (page == "sync") return want_sync(call);
  if (page == "reset.yes") return reset(call);
  if (page == "reset") {
    access::require_right(call.scope, access::Right::administer);
    return redraw(call, reset_page());
  }
  if (page == "close") {
    return redraw(call, {html_of({"⚙ Closed. /settings opens it again."}), {}});
  }
  if (const auto word = after(page, "source.")) return press_source_page(call, *word);
  if (const auto login = after(page, "connect.")) return press_connect(call, *login);
  if (const auto key = after(page, "edit.")) return redraw(call, edit_page(menu_view(call), *key));
  return {.answer = k_unknown_menu, .as_alert = true};
}

Reaction press_set(const PressCall& call) {
  if (!is_own_message(call, "menu")) return {.answer = k_unknown_menu, .as_alert = true};
  const auto equals = call.callback.value.find('=');
  const std::string key = call.callback.value.substr(0, equals);
  if (equals == std::string::npos || !is_in_menu(key)) {
    return {.answer = k_unknown_menu, .as_alert = true};
  }
  const std::string value = call.callback.value.substr(equals + 1);
  if (key == "is_paused" && value == "false") {
    const Resumption resumption = resume_or_ask(call.scope, std::nullopt);
    if (!resumption.keyboard.empty()) say(call.scope, resumption.lines, resumption.keyboard);
    return redraw(call, main_page(menu_view(call)), resumption.answer);
  }
  const auto outcome = SettingsService(call.scope).set({{key, value}}, std::nullopt);
  offer_replan(call.scope, outcome.planned_posts);
  const MenuView view = menu_view(call);
  const std::string now = labelled(view, key);
  return redraw(call, page_of(view, key), outcome.changes.empty() ? "Unchanged. " + now : now);
}

Reaction press_ask(const PressCall& call) {
  access::require_right(call.scope, access::Right::look);
  if (!is_own_message(call, "menu") || !is_in_menu(call.callback.value)) {
    return {.answer = k_unknown_menu, .as_alert = true};
  }
  const Setting* found = find_setting(call.callback.value);
  access::require_right(call.scope, found == nullptr ? access::Right::manage : found->right);
  ask(call, call.callback.value, *call.press.message, {});
  return {.answer = "Reply to the message below"};
}

Reaction reply_to_question(const ReplyCall& call) {
  const std::string key = call.conversation.step;
  const TelegramMessageId menu = menu_of(call.conversation);
  post::Outbox outbox(call.scope);
  SettingsOutcome outcome;
  try {
    outcome = SettingsService(call.scope).set({{key, call.message.text}}, std::nullopt);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::usage) throw;
    outbox.add_erasure({*call.conversation.prompt});
    ask(call, key, menu, error.what());
    return {};
  }
  ConversationRepository(call.scope).end(call.from.id, k_setting_question);
  const MenuView view = menu_view(call);
  const MenuPage page = page_of(view, key);
  outbox.add_edit(*call.conversation.prompt,
                  html_of({(outcome.changes.empty() ? "Unchanged. " : "✅ ") + labelled(view, key)}),
                  {});
  outbox.add_edit(menu, page.html, page.keyboard);
  offer_replan(call.scope, outcome.planned_posts);
  return {};
}

}  // namespace igbot::bot
