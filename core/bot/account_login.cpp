// SPDX-License-Identifier: MIT
#include "core/bot/account_login.hpp"

#include <nlohmann/json.hpp>

#include "core/access/authorise.hpp"
#include "core/account/account_service.hpp"
#include "core/account/login_states.hpp"
#include "core/account/sealed_secrets.hpp"
#include "core/bot/say.hpp"
#include "core/post/outbox.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

constexpr const char* k_placeholder = "https://…?code=…&state=…";

/// Where it is not configured, the operator must act; nothing of it is worth ending the poll for.
template <typename Body>
auto as_configured(const BotRules& rules, Body body) {
  const Error not_offered(ErrorKind::conflict,
                          "accounts are connected by the operator: logins are not configured here");
  if (!rules.instagram) throw Error(not_offered);
  try {
    return body(*rules.instagram);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::config) throw;
    throw Error(not_offered);
  }
}

crypto::SealedFor owner_of(ChatKey chat, const Conversation& conversation) {
  return owner_of_conversation_draft(chat, conversation.kind, number(conversation.user));
}

std::string in_words(const Error& error) {
  const bool is_for_shell = error.hint().find("igbotctl") != std::string::npos;
  return "⚠ Not connected: " + std::string(error.what()) +
         (error.hint().empty() || is_for_shell ? "" : "\n" + error.hint());
}

std::string name_of_login(AccountLogin login) {
  return login == AccountLogin::facebook ? "Facebook" : "Instagram";
}

nlohmann::json granted_json(const GrantedLogin& granted) {
  return {{"login", to_string(granted.login)}, {"code", granted.code.reveal()}};
}

GrantedLogin granted_from(const Secret& sealed) {
  const auto json = nlohmann::json::parse(sealed.reveal());
  return {account_login_from(json.at("login")).value(), Secret(json.at("code"))};
}

nlohmann::json instant_or_null(const std::optional<Timestamp>& at) {
  return at ? nlohmann::json(to_millis(*at)) : nlohmann::json(nullptr);
}

std::optional<Timestamp> instant_from(const nlohmann::json& json) {
  if (json.is_null()) return std::nullopt;
  return from_millis(json.get<std::int64_t>());
}

VerifiedToken verified_from(const Secret& opened) {
  const auto json = nlohmann::json::parse(opened.reveal());
  return {account_login_from(json.at("login")).value(),
          {json.at("instagram_id"), json.at("username"), json.at("account_type")},
          {Secret(json.at("token")), instant_from(json.at("expires_at"))},
          instant_from(json.at("issued_at"))};
}

void ask_for_address(const Call& call, const Conversation& conversation,
                     const std::string& complaint) {
  ConversationRepository(call.scope).put(conversation);
  std::string html = mention(call.from) + "\n";
  if (!complaint.empty()) html += "⚠ " + text::escape_html(complaint) + "\n";
  post::Outbox(call.scope)
      .add_prompt(html + login_question_html(), k_placeholder,
                  {call.from.id, conversation.kind, conversation.step});
}

}  // namespace

Reaction offer_login(const Call& call, AccountLogin login) {
  const BegunLogin begun = as_configured(call.rules, [&](const InstagramAccess& instagram) {
    instagram.keys();  // no login for nothing: its token could not be sealed
    return begin_login(call.scope, instagram.login(), login);
  });
  OutgoingMessage message{.chat = call.chat.telegram_id};
  message.html =
      html_of({"Open this, log in, and grant access. It is good for 10 minutes, and for " +
               call.from.name() + " alone."});
  message.keyboard = {{Button{"Log in with " + name_of_login(login), {}, begun.url}}};
  return {.answer = "Log in, then reply to the message below", .direct = message};
}

std::string login_question_html() {
  return html_of(
      {"Reply to this message with the address of the page you were sent to, whole as "
       "it stands in the browser. Your message is deleted."});
}

Reaction press_connect(const PressCall& call, const std::string& word) {
  const auto login = account_login_from(word);
  if (!login) return {.answer = "This button belongs to another version", .as_alert = true};
  Reaction reaction = offer_login(call, *login);
  ask_for_address(call,
                  {.user = call.from.id,
                   .kind = k_login,
                   .step = to_string(*login),
                   .expires_at = call.scope.now() + k_login_state_lives},
                  {});
  return reaction;
}

std::variant<crypto::Sealed, std::string> take_pasted(const ReplyCall& call) {
  post::Outbox(call.scope)
      .add_erasure({call.message.id},
                   html_of({"The bot may not delete your message: please delete it yourself."}));
  try {
    const TakenRedirect taken = take_redirect(call.scope, call.message.text, std::nullopt);
    if (taken.refused) return in_words(*taken.refused);
    return as_configured(call.rules, [&](const InstagramAccess& instagram) {
      return instagram.keys().seal(Secret(granted_json(*taken.granted).dump()),
                                   owner_of(call.scope.key(), call.conversation));
    });
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::conflict && error.kind() != ErrorKind::not_found) throw;
    return in_words(error);
  }
}

Reaction reply_to_login(const ReplyCall& call) {
  access::require_right(call.scope, access::Right::administer);
  post::Outbox outbox(call.scope);
  outbox.add_erasure({*call.conversation.prompt});
  Conversation conversation = call.conversation;
  conversation.prompt.reset();
  try {
    const auto taken = take_pasted(call);
    if (const auto* why = std::get_if<std::string>(&taken)) {
      ConversationRepository(call.scope).end(call.from.id, k_login);
      return say(call.scope, {*why});
    }
    conversation.step = k_login_connecting;
    conversation.sealed = std::get<crypto::Sealed>(taken);
    ConversationRepository(call.scope).put(conversation);
    return say(call.scope, {"⏳ Connecting the account"});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::usage) throw;
    ask_for_address(call, conversation, error.what());
    return {};
  }
}

std::variant<VerifiedToken, std::string> exchange(const BotRules& rules, ChatKey chat,
                                                  const Conversation& conversation, Timestamp now) {
  try {
    return as_configured(rules, [&](const InstagramAccess& instagram) {
      if (!conversation.sealed) {
        throw Error(ErrorKind::conflict, "there is no login to go on with", "log in once more");
      }
      const Secret code = instagram.keys().open(*conversation.sealed, owner_of(chat, conversation));
      return verify_login(instagram.login(), granted_from(code), {}, now);
    });
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    return in_words(error);
  }
}

void connect_account(const Call& call, const Conversation& conversation,
                     const std::variant<VerifiedToken, std::string>& exchanged) {
  ConversationRepository(call.scope).end(conversation.user, conversation.kind);
  if (const auto* why = std::get_if<std::string>(&exchanged)) {
    say(call.scope, {*why});
    return;
  }
  const auto& verified = std::get<VerifiedToken>(exchanged);
  try {
    const ConnectedAccount connected =
        as_configured(call.rules, [&](const InstagramAccess& instagram) {
          return AccountService(call.unit, call.scope.key()).connect(verified, instagram.keys());
        });
    std::vector<std::string> lines{
        "✅ @" + connected.account.username + " is connected" +
        (connected.in_use ? ", and this chat publishes with it." : "; /settings chooses it.")};
    if (const auto warning = warning_about(verified.identity)) lines.push_back("⚠ " + *warning);
    say(call.scope, lines);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::conflict) throw;
    say(call.scope, {in_words(error)});
  }
}

crypto::Sealed seal_token(const Call& call, const Conversation& conversation,
                          const VerifiedToken& verified) {
  const nlohmann::json json{{"login", to_string(verified.login)},
                            {"instagram_id", verified.identity.instagram_id},
                            {"username", verified.identity.username},
                            {"account_type", verified.identity.account_type},
                            {"token", verified.issued.token.reveal()},
                            {"expires_at", instant_or_null(verified.issued.expires_at)},
                            {"issued_at", instant_or_null(verified.issued_at)}};
  return as_configured(call.rules, [&](const InstagramAccess& instagram) {
    return instagram.keys().seal(Secret(json.dump()), owner_of(call.scope.key(), conversation));
  });
}

void connect_sealed(const Call& call, const Conversation& conversation) {
  as_configured(call.rules, [&](const InstagramAccess& instagram) {
    const crypto::KeyRing keys = instagram.keys();
    const Secret opened =
        keys.open(conversation.sealed.value(), owner_of(call.scope.key(), conversation));
    return AccountService(call.unit, call.scope.key()).connect(verified_from(opened), keys);
  });
}

}  // namespace igbot::bot
