// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/sandbox_people.hpp"
#include "tests/support/telegram_call.hpp"
#include "tests/support/telegram_message.hpp"

namespace igbot::test {

struct BotCommand {
  std::string command;
  std::string description;

  bool operator==(const BotCommand&) const = default;
};

/// Whom registered commands are for (core.telegram.org/bots/api#botcommandscope).
struct CommandScope {
  std::string type = "default";
  std::int64_t chat = 0;  ///< of the scopes chat, chat_administrators and chat_member
  std::int64_t user = 0;  ///< of chat_member
  std::string language = {};

  auto operator<=>(const CommandScope&) const = default;
};

/// What was shown to the person who pressed a button.
struct CallbackAnswer {
  std::string text;
  bool as_alert = false;
};

/// The Bot API without HTTP: chats, messages, people and updates in memory, every rule of the
/// reference that concerns us. Thread-safe; getUpdates may wait.
class BotApi {
 public:
  explicit BotApi(const std::vector<SandboxChat>& chats, bool rate_limits = false);

  ApiAnswer call(const ApiCall& call);

  void add_chat(const SandboxChat& chat);
  void set_member(std::int64_t chat, std::int64_t user, const std::string& status);
  /// From now on Anna is the creator and Ben a member of every group that says nothing else.
  void populate();
  void set_webhook(bool active);
  /// Takes an update without update_id as JSON and gives it the next one.
  std::int64_t add_update(const std::string& json);
  /// Puts a text behind the other updates exactly as it is, whatever it is. It counts as confirmed
  /// by an offset above `id`; updates that come later have higher ids.
  void add_raw_update(std::int64_t id, const std::string& text);
  /// Lets every waiting getUpdates go.
  void stop();

  /// What people do. Each tells the bot what Telegram would tell it, in the updates it asked for
  /// last (chat_member only when it asked), and throws std::invalid_argument for what Telegram's
  /// own programs do not let a person do.

  /// Who writes becomes a member. Returns the id of the message. In a group with privacy mode the
  /// bot hears of commands and of replies to it, or of everything when it administers the group.
  std::int64_t write(std::int64_t chat, const SandboxPerson& person, const std::string& text,
                     std::optional<std::int64_t> reply_to = std::nullopt);
  /// A photo with a caption that may be empty.
  std::int64_t write_photo(std::int64_t chat, const SandboxPerson& person, const Upload& photo,
                           const std::string& caption,
                           std::optional<std::int64_t> reply_to = std::nullopt);
  /// Presses a button the message has. Returns the id of the callback query.
  std::string press(std::int64_t chat, const SandboxPerson& person, std::int64_t message,
                    const std::string& callback_data);
  /// `status` is one of ChatMember. The bot hears of itself always, of others where it administers
  /// the chat.
  void change_member(std::int64_t chat, const SandboxPerson& person, const std::string& status);

  /// Makes a message older, for what depends on its age.
  void age_message(std::int64_t chat, std::int64_t message, std::chrono::seconds by);

  /// The answer to a press, once there is one.
  std::optional<CallbackAnswer> answer_to(const std::string& query) const;
  /// What was registered for exactly that scope.
  std::vector<BotCommand> commands(const CommandScope& scope = {}) const;
  /// What Telegram offers a person in a chat: the first scope that has any, narrow ones first.
  std::vector<BotCommand> commands_for(std::int64_t chat, std::int64_t person) const;
  /// A message as it is now, deleted or not; nothing for one that never was.
  std::optional<SandboxMessage> message(std::int64_t chat, std::int64_t id) const;

  std::optional<SandboxMessage> last_message(std::int64_t chat) const;

  std::vector<SandboxChat> chats() const;
  /// Everybody who was seen, and Anna, Ben and Eve.
  std::vector<SandboxPerson> people() const;
  /// One of them; throws std::invalid_argument for somebody else.
  SandboxPerson person(std::int64_t id) const;
  /// "creator", "member", …; "left" for who was never there.
  std::string status_of(std::int64_t chat, std::int64_t person) const;
  /// What changed in a chat after that revision, as JSON for the page; 0 asks for everything.
  /// Nothing for an unknown chat.
  std::optional<std::string> changes(std::int64_t chat, std::int64_t since) const;

 private:
  struct Update {
    std::int64_t id = 0;
    std::string type;
    std::string json;
  };
  struct Press {
    std::int64_t chat = 0;
    std::int64_t person = 0;
    std::optional<CallbackAnswer> answer;
    std::int64_t revision = 0;
  };
  struct Content {
    std::string kind;
    std::string text;
    std::optional<Upload> photo;
    std::optional<std::int64_t> reply_to;
  };
  using Key = std::pair<std::int64_t, std::int64_t>;
  using Method = ApiAnswer (BotApi::*)(const ApiCall&);

  static const std::map<std::string, Method>& methods();
  ApiAnswer get_me(const ApiCall& call);
  ApiAnswer send_text(const ApiCall& call) { return send(call, "text"); }
  ApiAnswer send_photo(const ApiCall& call) { return send(call, "photo"); }
  ApiAnswer send_video(const ApiCall& call) { return send(call, "video"); }
  ApiAnswer send_document(const ApiCall& call) { return send(call, "document"); }
  ApiAnswer edit_text(const ApiCall& call) { return edit(call, "text"); }
  ApiAnswer edit_caption(const ApiCall& call) { return edit(call, "caption"); }
  ApiAnswer edit_markup(const ApiCall& call) { return edit(call, "keyboard"); }
  ApiAnswer delete_message(const ApiCall& call);
  ApiAnswer delete_messages(const ApiCall& call);
  ApiAnswer answer_callback(const ApiCall& call);
  ApiAnswer set_commands(const ApiCall& call);
  ApiAnswer get_commands(const ApiCall& call);
  ApiAnswer delete_commands(const ApiCall& call);
  ApiAnswer chat_info(const ApiCall& call);
  ApiAnswer chat_member(const ApiCall& call);
  ApiAnswer chat_administrators(const ApiCall& call);
  ApiAnswer webhook_info(const ApiCall& call);
  ApiAnswer delete_webhook(const ApiCall& call);
  ApiAnswer get_updates(const ApiCall& call);

  ApiAnswer send(const ApiCall& call, const std::string& kind);
  ApiAnswer edit(const ApiCall& call, const std::string& what);

  /// These and all below want the lock held.
  const SandboxChat* find_chat(const ApiCall& call, std::string& problem) const;
  const SandboxChat& chat_of_person(std::int64_t chat, const SandboxPerson& person) const;
  const SandboxMessage* find_message(std::int64_t chat, std::int64_t id) const;
  std::string send_problem(const ApiCall& call, const SandboxChat& chat,
                           const std::string& kind) const;
  std::string reply_problem(const ApiCall& call, std::int64_t chat) const;
  std::string deletion_problem(const SandboxChat& chat, const SandboxMessage& message) const;
  std::string scope_problem(const ApiCall& call, CommandScope& scope) const;
  std::string chat_scope_problem(const CommandScope& scope) const;
  std::optional<std::string> bot_locked_out(const SandboxChat& chat) const;
  bool bot_administers(const SandboxChat& chat) const;
  bool bot_hears(const SandboxChat& chat, const SandboxMessage& message) const;

  SandboxMessage& store(std::int64_t chat, SandboxMessage message);
  std::int64_t write_content(std::int64_t chat, const SandboxPerson& person, Content content);
  void mark_deleted(SandboxMessage& message);
  void touch(SandboxMessage& message);
  std::string full_json(const SandboxChat& chat, const SandboxMessage& message) const;
  std::string status_in(const SandboxChat& chat, std::int64_t person) const;
  std::string member_json(std::int64_t person, const std::string& status) const;
  std::int64_t enqueue(const std::string& type, const std::string& json, bool wanted);
  bool bot_asked_for(const std::string& type) const;
  std::optional<int> seconds_to_wait(std::int64_t chat);
  std::string pending_updates(std::size_t limit) const;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::int64_t, SandboxChat> chats_;
  std::map<Key, SandboxMessage> messages_;
  std::map<std::int64_t, std::int64_t> last_message_;
  std::map<Key, std::string> members_;
  std::map<std::int64_t, SandboxPerson> people_;
  std::map<std::string, Press> presses_;
  std::map<CommandScope, std::vector<BotCommand>> commands_;
  std::deque<Key> with_file_;  ///< oldest first
  std::size_t file_bytes_ = 0;
  std::deque<Update> updates_;
  std::vector<std::string> allowed_updates_;
  std::map<std::int64_t, std::deque<std::chrono::steady_clock::time_point>> sent_;
  std::int64_t next_update_ = 1000;
  std::int64_t next_press_ = 1;
  std::int64_t revision_ = 0;
  std::int64_t poller_ = 0;
  bool rate_limits_;
  bool is_populated_ = false;
  bool webhook_ = false;
  bool stopped_ = false;
};

}  // namespace igbot::test
