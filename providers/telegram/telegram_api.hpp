// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/secret.hpp"

namespace igbot::telegram {

/// Who the bot is, by getMe.
struct BotIdentity {
  std::int64_t id = 0;
  std::string username;
  std::string name;
  std::optional<Timestamp> answered_at = {};  ///< by Telegram's clock, to the second
};

/// A file of a call, under the parameter `field`: one that lies on disk, or these bytes.
struct Attachment {
  std::string field;
  std::filesystem::path file;
  std::string content;  ///< when `file` is empty
  std::string name;
  std::string mime;
};

/// One call of a Bot API method; arrays and objects among the parameters are JSON text.
struct ApiCall {
  std::string method;
  std::vector<http::Header> parameters = {};
  std::optional<Attachment> attachment = {};
  /// How long the whole exchange may take, when it is not the usual.
  std::optional<std::chrono::milliseconds> timeout = {};
  /// As http::Request::is_canceled.
  std::function<bool()> is_canceled = {};
};

/// The Bot API over HTTP (core.telegram.org/bots/api). The token is in the path of every URL, so no
/// URL and no token is in any error. Safe for use by several threads.
class TelegramApi {
 public:
  /// `api_base` without a slash at its end. Throws Error(ErrorKind::config) for a token that is
  /// empty or has characters that no token has.
  TelegramApi(http::HttpClient& http, Secret token, std::string api_base);

  /// The bot's user id, which its token begins with. Throws Error(ErrorKind::config) for a token
  /// that does not.
  std::int64_t bot_id() const;

  /// Any answer as it is; throws http::TransportError without one.
  http::Response call(const ApiCall& call);

  /// Throws Error(ErrorKind::auth) when the token is refused, Error(ErrorKind::temporary) when no
  /// usable answer came.
  BotIdentity identify();

 private:
  http::HttpClient& http_;
  Secret token_;
  std::string api_base_;
};

}  // namespace igbot::telegram
