// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/account/account_connect.hpp"
#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// The kind of the conversation that a login from /settings is.
inline constexpr const char* k_login = "login";
/// Its step while the bot exchanges the code; before, the step is the kind of login.
inline constexpr const char* k_login_connecting = "connecting";

/// [Connect …] of the account page: a button with the address, and a question for the one that
/// comes of it.
Reaction press_connect(const PressCall& call, const std::string& login);
/// Their answer: the pasted message is deleted, and the code exchanged beside the poller.
Reaction reply_to_login(const ReplyCall& call);

/// What a login needs in a message: the address leaves at once and is stored nowhere. Throws
/// ErrorKind::conflict where logins are not configured, and as begin_login does.
Reaction offer_login(const Call& call, AccountLogin login);
/// What a person is asked then.
std::string login_question_html();
/// Takes the address that a person pasted, and its message out of the chat: what is granted, sealed
/// for the conversation, or why not, in words for the chat. Throws ErrorKind::usage for what is no
/// such address.
std::variant<crypto::Sealed, std::string> take_pasted(const ReplyCall& call);

/// What a conversation carries on with, network, outside every transaction: the account that the
/// login reaches, or why there is none, in words for the chat.
std::variant<VerifiedToken, std::string> exchange(const BotRules& rules, ChatKey chat,
                                                  const Conversation& conversation, Timestamp now);
/// In the transaction after it: the account becomes the chat's, or the chat is told.
void connect_account(const Call& call, const Conversation& conversation,
                     const std::variant<VerifiedToken, std::string>& exchanged);

/// A verified token, sealed for a conversation until it becomes the chat's.
crypto::Sealed seal_token(const Call& call, const Conversation& conversation,
                          const VerifiedToken& verified);
/// Makes it the chat's. Throws ErrorKind::conflict as AccountService::connect does.
void connect_sealed(const Call& call, const Conversation& conversation);

}  // namespace igbot::bot
