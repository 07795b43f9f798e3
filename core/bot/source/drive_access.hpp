// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/account/credential_repository.hpp"
#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// What a login with Google needs in a message: a button with the address, which leaves at once and
/// is stored nowhere. Throws ErrorKind::conflict where it is not configured, and as
/// begin_drive_login does.
Reaction offer_drive_login(const Call& call);
/// What a person is asked then.
std::string drive_login_question_html();

/// Takes the address that a person pasted, and its message out of the chat: what is granted, sealed
/// for the conversation, or why not, in words for the chat. Throws ErrorKind::usage for what is no
/// such address.
std::variant<crypto::Sealed, std::string> take_drive_address(const ReplyCall& call);
/// Network, outside every transaction: the credential that the sealed code of a conversation is
/// good for, or why there is none, in words for the chat.
std::variant<Secret, std::string> exchange_drive_code(const BotRules& rules, ChatKey chat,
                                                      const Conversation& conversation);

/// A credential sealed for a conversation until it becomes the chat's, and taken out again. Throws
/// ErrorKind::conflict where logins are not configured any more, and as KeyRing::open does.
crypto::Sealed seal_drive_secret(const Call& call, const Conversation& conversation,
                                 const Secret& secret);
NewCredential open_drive_secret(const BotRules& rules, ChatKey chat,
                                const Conversation& conversation);

/// The id of the folder in what a person typed. Throws ErrorKind::usage for what has none.
std::string drive_folder_id(const BotRules& rules, const std::string& typed);

/// Why a source is not connected, with what to do next.
std::string not_connected_text(const Error& error);

}  // namespace igbot::bot
