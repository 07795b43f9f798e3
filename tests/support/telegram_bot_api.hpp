// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace igbot::test {

/// A chat the sandbox knows; `type` is private, group, supergroup or channel.
struct SandboxChat {
  std::int64_t id = 0;
  std::string type;
  std::string title = "Sandbox";
};
/// By the number alone, as Telegram assigns them.
std::string chat_type_of(std::int64_t id);

struct Upload {
  std::string file_name;
  std::string mime;
  std::string bytes;
};

/// One call after transport decoding: every parameter as text, files apart.
struct ApiCall {
  std::string method;
  std::map<std::string, std::string> fields;
  std::map<std::string, Upload> uploads;

  std::string field(const std::string& name) const;
  std::optional<std::int64_t> chat() const;
  const Upload* upload() const;
};

/// The answer of the Bot API: status and JSON body; `description` is empty when it is ok.
struct ApiAnswer {
  int status = 200;
  std::string body;
  std::string description;
  std::optional<std::int64_t> message_id;
};
ApiAnswer api_error(int code, const std::string& description);
ApiAnswer api_error_with(int code, const std::string& description, const std::string& parameter,
                         std::int64_t value);

/// The Bot API without HTTP: chats, messages, members and updates in memory, every rule of the
/// reference that concerns us. Thread-safe; getUpdates may wait.
class BotApi {
 public:
  explicit BotApi(const std::vector<SandboxChat>& chats, bool rate_limits = false);

  ApiAnswer call(const ApiCall& call);

  void add_chat(const SandboxChat& chat);
  void set_member(std::int64_t chat, std::int64_t user, const std::string& status);
  void set_webhook(bool active);
  /// Takes an update without update_id as JSON and gives it the next one.
  std::int64_t add_update(const std::string& json);
  /// Lets every waiting getUpdates go.
  void stop();

 private:
  struct Message {
    std::string kind;  ///< text, photo, video or document
    std::string html;
    std::string keyboard;
  };
  struct Update {
    std::int64_t id = 0;
    std::string type;
    std::string json;
  };
  using MessageKey = std::pair<std::int64_t, std::int64_t>;

  ApiAnswer send(const ApiCall& call, const std::string& kind);
  ApiAnswer edit(const ApiCall& call, const std::string& what);
  ApiAnswer delete_message(const ApiCall& call);
  ApiAnswer answer_callback(const ApiCall& call);
  ApiAnswer get_updates(const ApiCall& call);
  ApiAnswer set_commands(const ApiCall& call);
  ApiAnswer chat_info(const ApiCall& call);
  ApiAnswer chat_member(const ApiCall& call);
  ApiAnswer chat_administrators(const ApiCall& call);
  ApiAnswer delete_webhook();

  const SandboxChat* find_chat(const ApiCall& call, std::string& problem) const;
  std::string message_json(const SandboxChat& chat, std::int64_t id, const Message& message) const;
  std::optional<int> seconds_to_wait(std::int64_t chat);
  std::string pending_updates(std::size_t limit) const;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::int64_t, SandboxChat> chats_;
  std::map<MessageKey, Message> messages_;
  std::map<std::int64_t, std::int64_t> last_message_;
  std::map<MessageKey, std::string> members_;
  std::set<std::string> callbacks_;
  std::deque<Update> updates_;
  std::vector<std::string> allowed_updates_;
  std::map<std::int64_t, std::deque<std::chrono::steady_clock::time_point>> sent_;
  std::int64_t next_update_ = 1000;
  std::int64_t poller_ = 0;
  bool rate_limits_;
  bool webhook_ = false;
  bool stopped_ = false;
};

}  // namespace igbot::test
