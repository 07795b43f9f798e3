// SPDX-License-Identifier: MIT
#include "cli/init_dialog.hpp"

#include <ostream>

#include "cli/initial_chat.hpp"
#include "cli/questions.hpp"
#include "core/media/source_config.hpp"
#include "core/settings/registry.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "providers/local/local_source.hpp"

namespace igbot::cli {
namespace {

/// What the questions offer: the chat as it is, or what a new one would get.
struct Presets {
  std::string name;
  SettingValues settings;
};

std::string preset_chat(Services& services) {
  if (const auto wanted = services.wanted_chat()) return *wanted;
  if (services.store_exists()) {
    const auto chats =
        services.store().read([](UnitOfWork& unit) { return ChatRepository(unit).all(); });
    if (chats.size() == 1) return std::to_string(number(chats.front().telegram_id));
  }
  return services.config().text("admin_chat_id");
}

Presets presets_of(Services& services, TelegramChatId id) {
  const auto existing = find_existing(services, id);
  if (!existing) return {"", configured_settings(services.config())};
  return services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(existing->key);
    return Presets{existing->name, SettingsRepository(scope).exists()
                                       ? SettingsService(scope).values()
                                       : configured_settings(services.config())};
  });
}

std::string parse_mode(const std::string& answer) {
  const std::string word = text::to_lower(answer);
  if (word == "dry run" || word == "dry" || word == "d" || word == "1") return "true";
  if (word == "live" || word == "l" || word == "2") return "false";
  throw Error(ErrorKind::usage, "not understood: '" + answer + "'", "dry run or live");
}

/// The folder in use, as the preset; empty when there is none.
std::string present_folder(const SettingValues& settings) {
  if (settings.at("media_source_type") != media::to_string(SourceType::local) ||
      settings.at("media_source_config") == "{}") {
    return {};
  }
  return media::parse_local_source_config(settings.at("media_source_config")).path;
}

std::string parse_folder_or_skip(const std::string& answer) {
  return text::to_lower(answer) == "skip" ? "" : parse_source_folder(answer);
}

std::string count_media(const std::string& folder) {
  const auto page = local::LocalSource(folder).list(std::nullopt);
  return text::count(static_cast<std::int64_t>(page.entries.size()), "media file", "media files");
}

void summarise(Io& io, const InitDraft& draft, const std::string& folder) {
  io.err << "\nSummary\n  chat: " << number(draft.telegram_id) << " (" << text::redact(draft.name)
         << ")\n";
  for (const auto& [key, value] : draft.settings) {
    if (key.starts_with("media_source")) continue;
    io.err << "  " << key << ": " << value << '\n';
  }
  io.err << "  media source: "
         << (folder.empty() ? std::string("none yet") : folder + ", " + count_media(folder))
         << '\n';
}

}  // namespace

std::optional<InitDraft> ask_for_draft(Services& services, Io& io) {
  Questions questions(io);
  io.err << "Setting up a chat. Enter keeps what is in brackets; nothing is saved before the "
            "end.\n";
  InitDraft draft;
  draft.telegram_id = parse_chat_id(
      questions.ask("Telegram id of the chat", preset_chat(services), [&](const std::string& text) {
        return std::to_string(number(find_chat_id(services, text)));
      }));
  const Presets presets = presets_of(services, draft.telegram_id);
  draft.name = questions.ask("Name", presets.name, parse_chat_name);
  const bool dry = presets.settings.at("dry_run_mode") == "true";
  draft.settings.emplace_back("dry_run_mode",
                              questions.ask("Mode: dry run publishes nothing, live does",
                                            dry ? "dry run" : "live", parse_mode));
  const std::string present = present_folder(presets.settings);
  const std::string folder = questions.ask(
      "Media folder, or skip", present.empty() ? "skip" : present, parse_folder_or_skip);
  if (!folder.empty()) use_local_source(draft, folder);
  const auto ask_setting = [&](const char* key, const char* question) {
    draft.settings.emplace_back(
        key, questions.ask(question, presets.settings.at(key),
                           [key](const std::string& text) { return setting(key).parse(text); }));
  };
  ask_setting("posts_per_day", "Posts per day, 1 to 50");
  const std::string hours = questions.ask(
      "Local hours to post in, as in 14-2",
      presets.settings.at("posting_hours_start") + "-" + presets.settings.at("posting_hours_end"),
      [](const std::string& text) {
        const Hours parsed = parse_hours(text);
        return parsed.start + "-" + parsed.end;
      });
  draft.settings.emplace_back("posting_hours_start", parse_hours(hours).start);
  draft.settings.emplace_back("posting_hours_end", parse_hours(hours).end);
  ask_setting("posting_timezone", "Time zone of those hours");
  summarise(io, draft, folder);
  if (!questions.confirm("Save")) return std::nullopt;
  return draft;
}

}  // namespace igbot::cli
