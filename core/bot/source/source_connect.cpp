// SPDX-License-Identifier: MIT
#include "core/bot/source/source_connect.hpp"

#include "core/access/authorise.hpp"
#include "core/bot/errands.hpp"
#include "core/bot/say.hpp"
#include "core/bot/source/drive_access.hpp"
#include "core/bot/source/source_talk.hpp"
#include "core/media/source_service.hpp"
#include "core/post/outbox.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

constexpr const char* k_over = "These buttons are over; the newest message counts";
constexpr const char* k_reason = "connected in Telegram";

Reaction redraw_notice(const PressCall& call, const std::string& line,
                       const std::string& answer = {}) {
  post::Outbox(call.scope).add_edit(*call.press.message, html_of({line}), {});
  return {.answer = answer};
}

Reaction connect_found(const PressCall& call, SourceTalk& talk) {
  const SourceDraft& draft = talk.draft();
  media::WantedSource wanted{media::parse_source_config(draft.type, draft.config), std::nullopt};
  std::optional<crypto::KeyRing> keys;
  if (talk.conversation().sealed) {
    wanted.credential = open_drive_secret(call.rules, call.scope.key(), talk.conversation());
    keys = call.rules.drive->keys();
  }
  media::SourceService(call.scope).connect(wanted, keys ? &*keys : nullptr, k_reason);
  talk.end();
  want_new_library_read(call.scope, call.from.id);
  return redraw_notice(call,
                       "✅ " + media::describe(wanted.config) +
                           " is the media source now, connected by " + call.from.name() +
                           ".\n🔄 Reading the library",
                       "Connected");
}

Reaction pick_folder(const PressCall& call, SourceTalk& talk, const std::string& place) {
  const auto& folders = talk.draft().folders;
  const auto index = text::to_integer(place).value_or(-1);
  if (index < 0 || index >= static_cast<std::int64_t>(folders.size())) {
    return {.answer = k_over, .as_alert = true};
  }
  const media::MediaFolder& folder = folders[static_cast<std::size_t>(index)];
  talk.draft().candidate = folder.id;
  const std::string name = text::one_line(folder.name);
  talk.go_to(k_source_looking);
  return redraw_notice(call, "⏳ Looking into " + name);
}

Reaction press_word(const PressCall& call, SourceTalk& talk, const std::string& word) {
  if (word == "cancel") {
    talk.end();
    return redraw_notice(call, "Canceled: nothing was connected.", "Canceled");
  }
  constexpr std::string_view k_pick = "pick.";
  const bool awaits_folder = talk.step() == k_source_folder || talk.step() == k_source_looking;
  if (word.starts_with(k_pick) && awaits_folder) {
    return pick_folder(call, talk, word.substr(k_pick.size()));
  }
  if (talk.step() != k_source_found) return {.answer = k_over, .as_alert = true};
  if (word == "connect") return connect_found(call, talk);
  if (word == "other") {
    talk.ask_for_folder(&call);
    return {.answer = "Choose one, or reply to the message below"};
  }
  return {.answer = k_over, .as_alert = true};
}

Reaction take_login(const ReplyCall& call, SourceTalk& talk) {
  const auto taken = take_drive_address(call);
  if (const auto* why = std::get_if<std::string>(&taken)) {
    talk.end();
    return say(call.scope, {*why});
  }
  talk.seal(std::get<crypto::Sealed>(taken));
  talk.go_to(k_source_connecting);
  return say(call.scope, {"⏳ Connecting Google Drive"});
}

Reaction take_folder(const ReplyCall& call, SourceTalk& talk) {
  const std::string typed = text::trim(call.message.text);
  const bool is_local = talk.draft().type == SourceType::local;
  if (is_local && call.rules.local_roots.empty()) {
    throw Error(ErrorKind::usage, "folders of the server are connected by the operator");
  }
  talk.draft().candidate = is_local ? typed : drive_folder_id(call.rules, typed);
  talk.go_to(k_source_looking);
  return say(call.scope, {"⏳ Looking into the folder"});
}

}  // namespace

Reaction begin_drive(const Call& call) {
  access::require_right(call.scope, access::Right::administer);
  if (!call.rules.drive) {
    return say(call.scope, {"Google Drive is connected by the operator, on the server:",
                            "igbotctl source connect drive --chat " +
                                id_text(call.chat.telegram_id) + " --key-file FILE",
                            "with the key of a service account, with which the folder is shared."});
  }
  Reaction reaction = offer_drive_login(call);
  SourceTalk::begin(call, SourceType::google_drive).ask();
  return reaction;
}

Reaction begin_folder(const Call& call) {
  access::require_right(call.scope, access::Right::administer);
  if (call.rules.local_roots.empty()) {
    return {.answer = "Folders of the server are connected by the operator", .as_alert = true};
  }
  SourceTalk::begin(call, SourceType::local).ask();
  return {.answer = "Reply to the message below"};
}

Reaction press_source(const PressCall& call) {
  access::require_right(call.scope, access::Right::administer);
  const auto pressed = parse_source_word(call.callback.value);
  if (!pressed || !is_own_message(call, "notice")) return {.answer = k_over, .as_alert = true};
  const auto owner = static_cast<TelegramUserId>(call.callback.id.value_or(0));
  if (owner != call.from.id) {
    const auto other = access::MemberRepository(call.scope).find(owner);
    return {.answer = (other ? other->profile.name() : std::string("Somebody else")) +
                      " is connecting this; /connect_drive begins one of your own",
            .as_alert = true};
  }
  const auto running = ConversationRepository(call.scope).find(call.from.id, k_source_talk);
  if (!running) {
    return redraw_notice(call, "This took too long, or is over: nothing was connected.",
                         "It is over; begin anew");
  }
  SourceTalk talk(call, *running);
  if (talk.draft().turn != pressed->turn) return {.answer = k_over, .as_alert = true};
  return press_word(call, talk, pressed->word);
}

Reaction reply_to_source(const ReplyCall& call) {
  access::require_right(call.scope, access::Right::administer);
  SourceTalk talk(call, call.conversation);
  try {
    return talk.step() == k_source_login ? take_login(call, talk) : take_folder(call, talk);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::usage) throw;
    talk.ask(error.what());
    return {};
  }
}

}  // namespace igbot::bot
