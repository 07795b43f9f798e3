// SPDX-License-Identifier: MIT
#include "core/bot/source/source_errand.hpp"

#include "core/bot/say.hpp"
#include "core/bot/source/drive_access.hpp"
#include "core/bot/source/source_talk.hpp"
#include "core/bot/wizard/source_folder.hpp"

namespace igbot::bot {
namespace {

constexpr std::size_t k_folders_offered = 8;

/// The login is worth nothing: it begins anew.
Conclusion given_up(const std::string& why) {
  return [why](const Call& call, const Conversation& conversation) {
    SourceTalk(call, conversation).end();
    say(call.scope, {why});
  };
}

/// Another folder may do, or the same one a little later.
Conclusion asked_again(const Error& error) {
  const bool is_for_shell = error.hint().find("igbotctl") != std::string::npos;
  std::string complaint = error.what();
  if (!error.hint().empty() && !is_for_shell) complaint += "\n" + error.hint();
  return [complaint](const Call& call, const Conversation& conversation) {
    SourceTalk(call, conversation).ask_for_folder(nullptr, complaint);
  };
}

bool ends_login(const Error& error) {
  return error.kind() == ErrorKind::auth || error.kind() == ErrorKind::conflict ||
         error.kind() == ErrorKind::config;
}

Conclusion failed(SourceType type, const Error& error) {
  const bool is_login = type == SourceType::google_drive;
  return is_login && ends_login(error) ? given_up(not_connected_text(error)) : asked_again(error);
}

Conclusion exchange_step(const BotRules& rules, ChatKey chat, const Conversation& conversation) {
  const auto exchanged = exchange_drive_code(rules, chat, conversation);
  if (const auto* why = std::get_if<std::string>(&exchanged)) return given_up(*why);
  return [secret = std::get<Secret>(exchanged)](const Call& call, const Conversation& now) {
    SourceTalk talk(call, now);
    talk.seal(seal_drive_secret(call, now, secret));
    talk.go_to(k_source_listing);
  };
}

Conclusion list_step(const BotRules& rules, ChatKey chat, const Conversation& conversation) {
  const auto drive =
      rules.open_source(media::DriveSourceConfig{}, open_drive_secret(rules, chat, conversation));
  auto folders = drive->folders(std::nullopt);
  if (folders.size() > k_folders_offered) folders.resize(k_folders_offered);
  return [folders = std::move(folders)](const Call& call, const Conversation& now) {
    SourceTalk talk(call, now);
    talk.draft().folders = folders;
    talk.ask_for_folder(nullptr);
  };
}

std::unique_ptr<media::MediaSource> open_candidate(const BotRules& rules, ChatKey chat,
                                                   const Conversation& conversation,
                                                   const SourceDraft& draft) {
  if (draft.type != SourceType::local) {
    return rules.open_source(media::DriveSourceConfig{draft.candidate},
                             open_drive_secret(rules, chat, conversation));
  }
  const auto folder = folder_below_roots(rules, draft.candidate);
  if (const auto* unfit = std::get_if<UnfitFolder>(&folder)) {
    throw Error(ErrorKind::usage, unfit->why);
  }
  return rules.open_source(media::LocalSourceConfig{std::get<std::string>(folder)}, std::nullopt);
}

Conclusion look_step(const BotRules& rules, ChatKey chat, const Conversation& conversation,
                     const SourceDraft& draft, const std::function<void()>& still_wanted) {
  const auto source = open_candidate(rules, chat, conversation, draft);
  const media::SourceLook look = media::look_into(*source, [&](std::int64_t) { still_wanted(); });
  // Here, where it is explained: a folder whose name is not UTF-8 cannot be a chat's.
  const std::string config = media::print_source_config(look.config);
  return [look, config](const Call& call, const Conversation& now) {
    SourceTalk talk(call, now);
    talk.draft().config = config;
    talk.show_found(look);
  };
}

}  // namespace

Conclusion carry_out_source_step(const BotRules& rules, ChatKey chat,
                                 const Conversation& conversation,
                                 const std::function<void()>& still_wanted) {
  if (conversation.step == k_source_connecting) return exchange_step(rules, chat, conversation);
  const SourceDraft draft = parse_source_draft(conversation.draft);
  try {
    if (conversation.step == k_source_listing) return list_step(rules, chat, conversation);
    return look_step(rules, chat, conversation, draft, still_wanted);
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    return failed(draft.type, error);
  }
}

}  // namespace igbot::bot
