// SPDX-License-Identifier: MIT
#include "cli/init_draft.hpp"

#include <unistd.h>

#include "cli/chat_choice.hpp"
#include "cli/initial_chat.hpp"
#include "core/media/source_config.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_longest_name = 200;

}  // namespace

TelegramChatId parse_chat_id(const std::string& text) {
  const auto id = text::to_integer(text);
  if (text.empty()) {
    throw Error(ErrorKind::usage, "no chat id given",
                "the number Telegram gives the chat, negative for groups, as in -1001234567890");
  }
  if (!id || *id == 0) {
    throw Error(ErrorKind::usage, "invalid chat id: '" + text + "'",
                "the number Telegram gives the chat, negative for groups, as in -1001234567890");
  }
  return static_cast<TelegramChatId>(*id);
}

TelegramChatId find_chat_id(Services& services, const std::string& text) {
  if (text::to_integer(text) || text.empty() || !services.store_exists())
    return parse_chat_id(text);
  const auto named = services.store().read([&](UnitOfWork& unit) -> std::optional<Chat> {
    if (ChatRepository(unit).find_by_name(text).empty()) return std::nullopt;
    return choose_chat(unit, text);
  });
  return named ? named->telegram_id : parse_chat_id(text);
}

std::string parse_chat_name(const std::string& text) {
  std::string name = text::one_line(text::trim(text));
  if (name.empty() || name.size() > k_longest_name) {
    throw Error(ErrorKind::usage, "invalid name: it has " + std::to_string(name.size()) + " bytes",
                "a chat's name has 1 to " + std::to_string(k_longest_name) + " bytes");
  }
  return name;
}

std::string parse_source_folder(const std::string& text) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(text, error);
  const auto refuse = [&](const std::string& why) {
    return Error(ErrorKind::usage, "source folder " + why + ": " + text,
                 "name a folder that exists and that this user may read");
  };
  if (text.empty() || error) throw refuse("does not exist");
  if (!std::filesystem::is_directory(real)) throw refuse("is no folder");
  if (::access(real.c_str(), R_OK | X_OK) != 0) throw refuse("cannot be read");
  return real.string();
}

void use_local_source(InitDraft& draft, const std::string& folder) {
  draft.settings.emplace_back("media_source_type", media::to_string(SourceType::local));
  draft.settings.emplace_back("media_source_config",
                              media::print_source_config(media::LocalSourceConfig{folder}));
}

std::optional<Chat> find_existing(Services& services, TelegramChatId id) {
  if (!services.store_exists()) return std::nullopt;
  return services.store().read([&](UnitOfWork& unit) { return ChatRepository(unit).find(id); });
}

InitResult save_draft(Services& services, const InitDraft& draft) {
  const SettingValues configured = configured_settings(services.config());
  return services.store_or_create().write(
      services.person(), [&](UnitOfWork& unit) { return set_up_chat(unit, draft, configured); });
}

InitResult rehearse_draft(Services& services, const InitDraft& draft) {
  const SettingValues configured = configured_settings(services.config());
  if (!services.store_exists()) {
    return {
        {{}, draft.telegram_id, std::nullopt, draft.name, ChatState::active}, true, false, {}, 0};
  }
  return services.store().rehearse(
      services.person(), [&](UnitOfWork& unit) { return set_up_chat(unit, draft, configured); });
}

namespace {

/// What publishing by itself still needs, for a chat that is live.
void add_publishing_steps(Services& services, const ChatSettings& settings, const std::string& chat,
                          std::vector<std::string>& steps) {
  if (services.config().text("staging.kind") == "none") {
    steps.emplace_back("set staging.kind: where Instagram fetches pictures and videos");
  }
  if (settings.active_account.empty()) {
    steps.push_back("igbotctl account connect --login instagram" + chat);
  }
  if (!settings.enable_instagram_api) {
    steps.push_back("igbotctl settings set enable_instagram_api true" + chat);
  }
}

}  // namespace

std::vector<std::string> next_steps(Services& services, const InitResult& result,
                                    const std::optional<std::string>& source) {
  const bool several =
      services.store().read([](UnitOfWork& unit) { return ChatRepository(unit).all().size() > 1; });
  const std::string chat =
      several ? " --chat " + std::to_string(number(result.chat.telegram_id)) : "";
  const ChatSettings settings = services.store().read(
      [&](UnitOfWork& unit) { return SettingsService(unit.chat(result.chat.key)).load(); });
  std::vector<std::string> steps;
  if (source || settings.media_source_config == "{}") {
    steps.push_back("igbotctl source connect " + source.value_or("local FOLDER") + " --chat " +
                    std::to_string(number(result.chat.telegram_id)));
  }
  steps.push_back("igbotctl media sync" + chat);
  steps.push_back("igbotctl schedule create" + chat);
  if (!services.config().has("telegram.bot_token")) {
    steps.emplace_back(
        "set telegram.bot_token: IGBOTCTL_TELEGRAM_BOT_TOKEN or "
        "telegram.bot_token_file");
  }
  if (!settings.dry_run_mode) add_publishing_steps(services, settings, chat, steps);
  steps.emplace_back("igbotctl post run, each minute from cron");
  return steps;
}

}  // namespace igbot::cli
