// SPDX-License-Identifier: MIT
#include "providers/telegram/telegram_api.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"
#include "core/http/date.hpp"
#include "core/text/text.hpp"
#include "providers/http/upload_time.hpp"
#include "providers/telegram/telegram_outcome.hpp"

namespace igbot::telegram {

TelegramApi::TelegramApi(http::HttpClient& http, Secret token, std::string api_base)
    : http_(http), token_(std::move(token)), api_base_(std::move(api_base)) {
  constexpr std::string_view k_token_characters =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:_-";
  const char* hint = "set telegram.bot_token or IGBOTCTL_TELEGRAM_BOT_TOKEN";
  if (token_.empty()) throw Error(ErrorKind::config, "no telegram bot token", hint);
  if (token_.reveal().find_first_not_of(k_token_characters) != std::string::npos) {
    throw Error(ErrorKind::config, "not a bot token: telegram.bot_token", hint);
  }
}

std::int64_t TelegramApi::bot_id() const {
  const std::string& token = token_.reveal();
  const auto id = text::to_integer(std::string_view(token).substr(0, token.find(':')));
  if (id && *id > 0) return *id;
  throw Error(ErrorKind::config, "not a bot token: telegram.bot_token",
              "set telegram.bot_token or IGBOTCTL_TELEGRAM_BOT_TOKEN");
}

http::Response TelegramApi::call(const ApiCall& call) {
  http::Request request;
  request.method = "POST";
  request.url = api_base_ + "/bot" + token_.reveal() + "/" + call.method;
  for (const http::Header& parameter : call.parameters) {
    request.parts.push_back({.name = parameter.name, .value = parameter.value});
  }
  request.is_canceled = call.is_canceled;
  if (call.timeout) request.timeout = *call.timeout;
  if (call.attachment) {
    const Attachment& file = *call.attachment;
    http::Part part{.name = file.field, .file_name = file.name, .mime = file.mime};
    if (file.file.empty()) {
      part.value = file.content;
    } else {
      part.file = file.file;
      request.timeout += http::time_to_upload(file.file);
    }
    request.parts.push_back(std::move(part));
  }
  return http_.send(request);
}

BotIdentity TelegramApi::identify() {
  const http::Response response = call({"getMe", {}, {}});
  throw_if_token_refused(response);
  const auto answer = nlohmann::json::parse(response.body, nullptr, false);
  try {
    const auto& bot = answer.at("result");
    if (response.ok()) {
      return {bot.at("id"), bot.at("username"), bot.at("first_name"),
              http::parse_date(response.header("Date").value_or(""))};
    }
  } catch (const nlohmann::json::exception&) {
    // Not the answer of a Bot API: said below, the same as for any other status.
  }
  throw Error(ErrorKind::temporary,
              "no usable answer from telegram: getMe, status " + std::to_string(response.status));
}

}  // namespace igbot::telegram
