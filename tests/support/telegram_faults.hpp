// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace igbot::test {

/// How the sandbox can be told to fail. What happens to the message is part of each kind:
/// "refused" ones are not carried out, "accepted" ones are carried out and recorded first.
enum class FaultKind {
  rate_limited,           ///< refused: 429, `value` = retry_after seconds
  migrated,               ///< refused: 400, `value` = migrate_to_chat_id
  kicked,                 ///< refused: 403 bot was kicked from the supergroup chat
  blocked,                ///< refused: 403 bot was blocked by the user
  chat_not_found,         ///< refused: 400
  unauthorized,           ///< refused: 401 Unauthorized
  refused,                ///< refused: 400 with `text` as description
  internal_error,         ///< 500, Telegram's JSON; refused unless `accepted`
  bad_gateway,            ///< 502, a gateway's HTML page; refused unless `accepted`
  gateway_timeout,        ///< 504, a gateway's HTML page; refused unless `accepted`
  html_body,              ///< 200 with an HTML page (a captive portal); refused unless `accepted`
  redirect,               ///< 302 to another path of the sandbox; refused unless `accepted`
  truncated_json,         ///< accepted; the JSON stops half-way, the HTTP answer is whole
  wrong_content_type,     ///< accepted; the right JSON as text/html
  no_message_id,          ///< accepted; ok:true with a result that lacks message_id
  wrong_result,           ///< accepted; ok:true with a string as result
  truncated_body,         ///< accepted; the connection ends before Content-Length
  slow_body,              ///< accepted; the first half, then `value` milliseconds, then the rest
  huge_body,              ///< accepted; `value` bytes of answer
  reset_after_accepting,  ///< accepted; the connection closes with no answer
  reset_before_reading,   ///< refused: the connection closes before the body is read
  hang,                   ///< accepted; no answer for `value` milliseconds (0 = until released)
};

struct Fault {
  FaultKind kind{};
  /// Only this method (any case); empty = any.
  std::string method = {};
  /// Only this chat. Not for reset_before_reading, which never sees the body.
  std::optional<std::int64_t> chat = {};
  /// How many calls it meets; -1 = every one.
  int count = 1;
  std::int64_t value = 0;
  std::string text = {};
  bool accepted = false;
};

std::string_view name_of(FaultKind kind);
/// True when the call is carried out and recorded before it fails.
bool is_accepted(const Fault& fault);

/// Reads the JSON of `POST /_control`: one object or an array of
/// {"kind", "method", "chat", "count", "value" | "retry_after" | "migrate_to_chat_id" | "ms",
/// "text", "accepted"}. Throws std::invalid_argument that names what is wrong.
std::vector<Fault> parse_faults(const std::string& json);

/// Faults waiting for their call, first come first served. Thread-safe.
class FaultQueue {
 public:
  void add(const Fault& fault);
  void clear();
  /// The first fault that matches, counted down; nothing when none does.
  std::optional<Fault> take(std::string_view method, std::optional<std::int64_t> chat);
  /// The same for faults that strike before the body is read.
  std::optional<Fault> take_unread(std::string_view method);

 private:
  std::optional<Fault> take_if(std::string_view method, std::optional<std::int64_t> chat,
                               bool unread);

  std::mutex mutex_;
  std::vector<Fault> faults_;
};

}  // namespace igbot::test
