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

/// A shell would have replaced the "~"; here nobody did.
std::string parse_folder_or_skip(const std::string& answer, const Environment& environment) {
  if (text::to_lower(answer) == "skip") return "";
  const auto home = environment.get("HOME");
  const bool is_below_home = home && (answer == "~" || answer.starts_with("~/"));
  return parse_source_folder(is_below_home ? *home + answer.substr(1) : answer);
}

/// The zone this machine lives in (TZ, else what /etc/localtime points to); empty when that is no
/// zone we know.
std::string machine_zone(const Environment& environment) {
  std::string name = environment.get("TZ").value_or("");
  if (name.empty()) {
    constexpr std::string_view k_zones = "zoneinfo/";
    std::error_code error;
    const std::string target = std::filesystem::read_symlink("/etc/localtime", error).string();
    const std::size_t at = target.find(k_zones);
    if (!error && at != std::string::npos) name = target.substr(at + k_zones.size());
  }
  try {
    return name.empty() ? "" : setting("posting_timezone").parse(name);
  } catch (const Error&) {
    return "";
  }
}

Presets presets_of(Services& services, TelegramChatId id) {
  const auto existing = find_existing(services, id);
  if (!existing) {
    Presets presets{"", configured_settings(services.config())};
    const auto& zone = services.config().value("defaults.posting_timezone");
    const std::string here = machine_zone(services.environment());
    if (zone.origin == Origin::built_in && !here.empty()) {
      presets.settings.at("posting_timezone") = here;
    }
    return presets;
  }
  return services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(existing->key);
    return Presets{existing->name, SettingsRepository(scope).exists()
                                       ? SettingsService(scope).values()
                                       : configured_settings(services.config())};
  });
}

std::string count_media(const std::string& folder) {
  const auto page = local::LocalSource(folder).list(std::nullopt);
  return text::count(static_cast<std::int64_t>(page.entries.size()), "media file", "media files");
}

/// In words, not in the names of settings: who answers does not know those yet.
void summarise(Io& io, const InitDraft& draft, const std::string& folder) {
  const SettingValues values(draft.settings.begin(), draft.settings.end());
  const bool is_dry = values.at("dry_run_mode") == "true";
  const std::string from = values.at("posting_hours_start");
  const std::string to = values.at("posting_hours_end");
  const auto per_day = text::to_integer(values.at("posts_per_day")).value_or(0);
  io.err << "\nSummary\n  chat:   " << text::redact(draft.name) << " (" << number(draft.telegram_id)
         << ")\n  mode:   " << (is_dry ? "dry run, nothing goes out to Instagram" : "live")
         << "\n  media:  "
         << (folder.empty() ? std::string("none yet") : folder + ", " + count_media(folder))
         << "\n  posts:  " << per_day << " a day, "
         << (from == to ? "at any hour" : "between " + from + ":00 and " + to + ":00") << ' '
         << values.at("posting_timezone") << '\n';
}

}  // namespace

std::optional<InitDraft> ask_for_draft(Services& services, Io& io) {
  Questions questions(io);
  io.err << "Setting up a chat. Enter takes what stands in [brackets], Ctrl-C leaves; nothing is\n"
            "saved before you say so at the end.\n\n";
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
      "Media folder, or skip", present.empty() ? "skip" : present, [&](const std::string& answer) {
        return parse_folder_or_skip(answer, services.environment());
      });
  if (!folder.empty()) use_local_source(draft, folder);
  const auto ask_setting = [&](const char* key, const char* question) {
    draft.settings.emplace_back(
        key, questions.ask(question, presets.settings.at(key),
                           [key](const std::string& text) { return setting(key).parse(text); }));
  };
  ask_setting("posts_per_day", "Posts per day, 1 to 50");
  const std::string hours = questions.ask(
      "Local hours to post in, from-to, as in 9-21",
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
