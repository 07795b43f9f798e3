// SPDX-License-Identifier: MIT
#include "providers/telegram/telegram_outcome.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "core/error.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "providers/telegram/json_member.hpp"

namespace igbot::telegram {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds k_wait_when_not_told{30};

constexpr std::array<std::string_view, 6> k_chat_is_gone{
    "chat not found",  "bot was kicked",  "bot was blocked",
    "peer_id_invalid", "chat_id_invalid", "group chat was deactivated"};
constexpr std::array<std::string_view, 10> k_file_refusals{"photo_invalid_dimensions",
                                                           "image_process_failed",
                                                           "photo_save_file_invalid",
                                                           "photo_ext_invalid",
                                                           "photo_content_type_invalid",
                                                           "video_content_type_invalid",
                                                           "file is too big",
                                                           "file must be non-empty",
                                                           "too large",
                                                           "wrong file"};

constexpr std::array<std::string_view, 2> k_gone_already{"message to delete not found",
                                                         "message_id_invalid"};

template <std::size_t N>
bool mentions_any(std::string_view text, const std::array<std::string_view, N>& phrases) {
  const std::string lowered = text::to_lower(text);
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return lowered.find(phrase) != std::string::npos;
  });
}

/// The Bot API's own answer, or null when the body is anything else.
json api_answer(const http::Response& response) {
  if (!response.header("Content-Type").value_or("").starts_with("application/json")) return {};
  json answer = json::parse(response.body, nullptr, false);
  const json* ok = member(answer, "ok");
  if (ok == nullptr || !ok->is_boolean()) return {};
  return answer;
}

std::optional<std::int64_t> positive_integer(const json& object, const char* name) {
  const std::optional<std::int64_t> found = integer(object, name);
  return found && *found > 0 ? found : std::nullopt;
}

struct ApiRefusal {
  std::int64_t code = 0;
  std::string description;
  std::optional<std::int64_t> retry_after;
  std::optional<std::int64_t> migrate_to_chat_id;
};

/// An explicit "no"; nothing when the answer is not that.
std::optional<ApiRefusal> refusal_in(const json& answer) {
  if (!answer.is_object() || answer["ok"].get<bool>()) return std::nullopt;
  const std::optional<std::int64_t> code = positive_integer(answer, "error_code");
  const json* description = member(answer, "description");
  if (!code || description == nullptr || !description->is_string()) return std::nullopt;
  // It is stored and shown, and a proxy that answers may quote the address with the token.
  ApiRefusal refusal{*code, text::redact(description->get<std::string>()), {}, {}};
  const json* parameters = member(answer, "parameters");
  if (parameters != nullptr) {
    refusal.retry_after = positive_integer(*parameters, "retry_after");
    refusal.migrate_to_chat_id = integer(*parameters, "migrate_to_chat_id");
  }
  return refusal;
}

std::chrono::seconds wait_of(const ApiRefusal& refusal, const http::Response& response) {
  if (refusal.retry_after) return std::chrono::seconds(*refusal.retry_after);
  const auto header = text::to_integer(response.header("Retry-After").value_or(""));
  if (header && *header > 0) return std::chrono::seconds(*header);
  return k_wait_when_not_told;
}

bool refuses_the_token(const ApiRefusal& refusal) {
  // 404 without more is the gateway's answer to a token it cannot place, 421 to one it does not
  // serve; an unknown method is "Not Found: method not found".
  return refusal.code == 401 || refusal.code == 421 ||
         (refusal.code == 404 && refusal.description == "Not Found");
}

[[noreturn]] void throw_token_refused() {
  throw Error(ErrorKind::auth, "telegram refused the bot token",
              "set telegram.bot_token or IGBOTCTL_TELEGRAM_BOT_TOKEN to the token from @BotFather");
}

bot::SendOutcome outcome_of_refusal(const ApiRefusal& refusal, const http::Response& response) {
  if (refuses_the_token(refusal)) throw_token_refused();
  if (refusal.code < 400 || refusal.code >= 500) return bot::Uncertain{refusal.description};
  if (refusal.code == 429) return bot::RetryLater{wait_of(refusal, response), refusal.description};
  if (refusal.migrate_to_chat_id) {
    return bot::Migrated{TelegramChatId{*refusal.migrate_to_chat_id}};
  }
  if (refusal.code == 403 || mentions_any(refusal.description, k_chat_is_gone)) {
    return bot::Unreachable{refusal.description};
  }
  return bot::Refused{refusal.description};
}

}  // namespace

bot::SendOutcome outcome_of(const http::Response& response, bot::MediaKind sent_as) {
  const json answer = api_answer(response);
  if (const auto refusal = refusal_in(answer)) return outcome_of_refusal(*refusal, response);
  const std::string status = "status " + std::to_string(response.status);
  if (!answer.is_object() || !response.ok() || !answer["ok"].get<bool>()) {
    return bot::Uncertain{"the answer makes no sense: " + status};
  }
  const json* result = member(answer, "result");
  const auto id = result != nullptr ? positive_integer(*result, "message_id") : std::nullopt;
  if (!id) return bot::Uncertain{"the answer names no message: " + status};
  return bot::Sent{TelegramMessageId{*id}, sent_as};
}

bot::SendOutcome edit_outcome_of(const http::Response& response, TelegramMessageId id,
                                 const bot::OutgoingMessage& message) {
  static constexpr std::array<std::string_view, 3> k_nothing_to_do{
      "message is not modified", "message to edit not found", "message_id_invalid"};
  bot::SendOutcome outcome = outcome_of(response, message.media);
  const auto* refused = std::get_if<bot::Refused>(&outcome);
  if (refused != nullptr && mentions_any(refused->why, k_nothing_to_do)) {
    return bot::Sent{id, message.media};
  }
  return outcome;
}

bot::SendOutcome erase_outcome_of(const http::Response& response, TelegramMessageId id) {
  const json answer = api_answer(response);
  const auto refusal = refusal_in(answer);
  if (!refusal) {
    const bool is_ok = answer.is_object() && response.ok() && answer["ok"].get<bool>();
    const json* result = is_ok ? member(answer, "result") : nullptr;
    if (result != nullptr && *result == true) return bot::Sent{id, bot::MediaKind::none};
    return bot::Uncertain{"the answer makes no sense: status " + std::to_string(response.status)};
  }
  if (mentions_any(refusal->description, k_gone_already)) {
    return bot::Sent{id, bot::MediaKind::none};
  }
  return outcome_of_refusal(*refusal, response);
}

bot::SendOutcome outcome_of(const http::TransportError& error) {
  if (error.delivery() == http::Delivery::not_sent) return bot::NotSent{error.what()};
  return bot::Uncertain{error.what()};
}

void throw_if_token_refused(const http::Response& response) {
  const auto refusal = refusal_in(api_answer(response));
  if (refusal && refuses_the_token(*refusal)) throw_token_refused();
}

bool is_about_the_file(std::string_view refusal) { return mentions_any(refusal, k_file_refusals); }

bool is_about_the_form(std::string_view refusal) {
  static constexpr std::array<std::string_view, 2> k_other_form{
      "there is no text in the message to edit", "there is no caption in the message to edit"};
  return mentions_any(refusal, k_other_form);
}

}  // namespace igbot::telegram
