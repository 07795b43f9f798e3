// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/access/access.hpp"
#include "core/ids.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::access {

/// A person as Telegram last described them.
struct UserProfile {
  TelegramUserId id{};
  std::optional<std::string> username;  ///< without the @
  std::string first_name;
  std::string last_name;

  /// "Anna Bell", else "@anna", else the id.
  std::string name() const;
};

/// A person in a chat.
struct Member {
  UserProfile profile;
  Standing standing;
  Timestamp joined_at{};
  std::optional<Timestamp> last_seen_at;  ///< in this chat
};

/// The members of one chat. Nothing here asks whether the actor may.
class MemberRepository {
 public:
  explicit MemberRepository(ChatScope chat) : chat_(chat) {}

  /// Everybody, those who left included: owners first, then by role and name.
  std::vector<Member> all() const;
  std::optional<Member> find(TelegramUserId user) const;
  /// By @name without the @, in any case; several when a name went from one member to another.
  std::vector<Member> find_by_username(const std::string& username) const;

  /// When Telegram last said whether they administer the chat; nothing when it never did.
  std::optional<Timestamp> admin_checked_at(TelegramUserId user) const;

  /// Audited, and nothing is written when it is so already. Throws ErrorKind::not_found for who is
  /// no member.
  void set_role(TelegramUserId user, Role role, const std::optional<std::string>& reason);
  /// The same for coming and leaving.
  void set_present(TelegramUserId user, bool present);

 private:
  Member get(TelegramUserId user) const;
  void update(TelegramUserId user, const char* assignment, const sql::Value& value);

  ChatScope chat_;
};

/// How somebody was seen. Who is in the chat wrote there, or Telegram says so. Buttons can be
/// pressed from outside where the chat is public: that brings nobody back who has left.
enum class Sighting { inside, pressed };

/// Somebody did something in the chat: keeps the profile up to date and makes them a member of the
/// least role when they were none. Technical, leaves no audit row.
void see_member(ChatScope chat, const UserProfile& user, Sighting sighting = Sighting::inside);
void see_member(Bookkeeping& unit, ChatKey chat, const UserProfile& user,
                Sighting sighting = Sighting::inside);
/// What Telegram, the authority on it, answered now about a member. Technical like the above.
void record_chat_admin(ChatScope chat, TelegramUserId user, bool is_chat_admin);
void record_chat_admin(Bookkeeping& unit, ChatKey chat, TelegramUserId user, bool is_chat_admin);

}  // namespace igbot::access
