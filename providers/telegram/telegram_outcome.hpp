// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/bot/messenger.hpp"
#include "core/http/http.hpp"

namespace igbot::telegram {

/// What an answer to a sending method means. Only a whole JSON answer of the Bot API proves
/// anything; all else (5xx, a gateway's page, a redirect, a result without message_id) is
/// Uncertain. Throws Error(ErrorKind::auth) when the bot token is refused.
/// Sources: core.telegram.org/bots/api#making-requests, tdlib/telegram-bot-api Client.cpp.
bot::SendOutcome outcome_of(const http::Response& response, bot::MediaKind sent_as);

/// The same for editing the message `id`: "not modified" and "message to edit not found" are Sent.
bot::SendOutcome edit_outcome_of(const http::Response& response, TelegramMessageId id,
                                 const bot::OutgoingMessage& message);

/// The same for deleting messages: one that is gone is Sent.
bot::SendOutcome erase_outcome_of(const http::Response& response, TelegramMessageId id);

/// What a request without an answer means.
bot::SendOutcome outcome_of(const http::TransportError& error);

/// Throws Error(ErrorKind::auth) when the answer says that the token is not valid.
void throw_if_token_refused(const http::Response& response);

/// Whether Telegram refused the file as a photo or video, not the message: the same file may still
/// go as a document.
bool is_about_the_file(std::string_view refusal);

/// Whether an edit was refused because the message has a caption instead of a text, or a text
/// instead of a caption.
bool is_about_the_form(std::string_view refusal);

}  // namespace igbot::telegram
