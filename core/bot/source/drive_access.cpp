// SPDX-License-Identifier: MIT
#include "core/bot/source/drive_access.hpp"

#include <nlohmann/json.hpp>

#include "core/account/sealed_secrets.hpp"
#include "core/bot/say.hpp"
#include "core/media/drive_login.hpp"
#include "core/post/outbox.hpp"

namespace igbot::bot {
namespace {

/// Where it is not configured, the operator must act; nothing of it is worth ending the poll for.
template <typename Body>
auto with_drive_logins(const BotRules& rules, Body body) {
  const Error not_offered(ErrorKind::conflict,
                          "Google Drive is connected by the operator: logins with Google are not "
                          "configured here");
  if (!rules.drive) throw Error(not_offered);
  try {
    return body(*rules.drive);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::config) throw;
    throw Error(not_offered);
  }
}

crypto::SealedFor owner_of_drive_draft(ChatKey chat, const Conversation& conversation) {
  return owner_of_conversation_draft(chat, conversation.kind, number(conversation.user));
}

/// Throws ErrorKind::conflict when there is none.
Secret open_drive_draft(const crypto::KeyRing& keys, ChatKey chat,
                        const Conversation& conversation) {
  if (conversation.sealed) {
    return keys.open(*conversation.sealed, owner_of_drive_draft(chat, conversation));
  }
  throw Error(ErrorKind::conflict, "there is no login to go on with");
}

Secret granted_secret(const media::GrantedDriveLogin& granted) {
  return Secret(nlohmann::json{{"code", granted.code.reveal()},
                               {"verifier", granted.verifier.reveal()},
                               {"redirect", granted.redirect_uri}}
                    .dump());
}

media::GrantedDriveLogin granted_drive_login(const Secret& opened) {
  const auto json = nlohmann::json::parse(opened.reveal());
  return {Secret(json.at("code")), Secret(json.at("verifier")), json.at("redirect")};
}

}  // namespace

Reaction offer_drive_login(const Call& call) {
  const media::BegunDriveLogin begun = with_drive_logins(call.rules, [&](const DriveLogins& drive) {
    const crypto::KeyRing keys = drive.keys();
    return media::begin_drive_login(call.scope, drive.login(), keys, media::k_pasted_redirect);
  });
  OutgoingMessage message{.chat = call.chat.telegram_id};
  message.html = html_of(
      {"Open this, choose the Google account that sees the folder, and allow reading its Drive. It "
       "is good for 10 minutes, and for " +
       call.from.name() + " alone."});
  message.keyboard = {{Button{"Log in with Google", {}, begun.url}}};
  return {.answer = "Log in, then reply to the message below", .direct = message};
}

std::string drive_login_question_html() {
  return html_of(
      {"At the end no page appears: copy the address from the browser then; it begins with "
       "http://127.0.0.1. Reply to this message with all of it. Your message is deleted."});
}

std::variant<crypto::Sealed, std::string> take_drive_address(const ReplyCall& call) {
  post::Outbox(call.scope)
      .add_erasure({call.message.id},
                   html_of({"The bot may not delete your message: please delete it yourself."}));
  try {
    return with_drive_logins(
        call.rules, [&](const DriveLogins& drive) -> std::variant<crypto::Sealed, std::string> {
          const crypto::KeyRing keys = drive.keys();
          const auto taken = media::take_drive_redirect(call.scope, call.message.text, keys);
          if (taken.refused) return not_connected_text(*taken.refused);
          return keys.seal(granted_secret(*taken.granted),
                           owner_of_drive_draft(call.scope.key(), call.conversation));
        });
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::usage || error.kind() == ErrorKind::bug) throw;
    return not_connected_text(error);
  }
}

std::variant<Secret, std::string> exchange_drive_code(const BotRules& rules, ChatKey chat,
                                                      const Conversation& conversation) {
  try {
    return with_drive_logins(rules, [&](const DriveLogins& drive) {
      const auto granted = granted_drive_login(open_drive_draft(drive.keys(), chat, conversation));
      return drive.login().exchange_code(granted.code, granted.verifier, granted.redirect_uri);
    });
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    return not_connected_text(error);
  }
}

crypto::Sealed seal_drive_secret(const Call& call, const Conversation& conversation,
                                 const Secret& secret) {
  return with_drive_logins(call.rules, [&](const DriveLogins& drive) {
    return drive.keys().seal(secret, owner_of_drive_draft(call.scope.key(), conversation));
  });
}

NewCredential open_drive_secret(const BotRules& rules, ChatKey chat,
                                const Conversation& conversation) {
  return with_drive_logins(rules, [&](const DriveLogins& drive) {
    return NewCredential{CredentialKind::google_oauth,
                         open_drive_draft(drive.keys(), chat, conversation), std::nullopt,
                         std::nullopt};
  });
}

std::string drive_folder_id(const BotRules& rules, const std::string& typed) {
  return with_drive_logins(rules, [&](const DriveLogins& drive) { return drive.folder_id(typed); });
}

std::string not_connected_text(const Error& error) {
  const bool is_for_shell = error.hint().find("igbotctl") != std::string::npos;
  std::string text = "⚠ Not connected: " + std::string(error.what());
  if (!error.hint().empty() && !is_for_shell) text += "\n" + error.hint();
  return text + "\n/connect_drive begins anew.";
}

}  // namespace igbot::bot
