// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/bot/calls.hpp"
#include "core/bot/source/source_draft.hpp"
#include "core/bot/source/source_pages.hpp"
#include "core/media/source_look.hpp"

namespace igbot::bot {

/// The kind of the conversations that connect a media source.
inline constexpr const char* k_source_talk = "source";

/// Their steps: two that wait for a reply, three that are the bot's, one that waits for a press.
inline constexpr const char* k_source_login = "login";
inline constexpr const char* k_source_connecting = "connecting";
inline constexpr const char* k_source_listing = "listing";
inline constexpr const char* k_source_folder = "folder";
inline constexpr const char* k_source_looking = "looking";
inline constexpr const char* k_source_found = "found";

/// One person's connecting of a source to one chat, inside a transaction.
class SourceTalk {
 public:
  SourceTalk(const Call& call, Conversation conversation);
  /// Begins anew; what the person began before is over.
  static SourceTalk begin(const Call& call, SourceType type);

  SourceDraft& draft() { return draft_; }
  const Conversation& conversation() const { return conversation_; }
  const std::string& step() const { return conversation_.step; }
  void seal(const crypto::Sealed& sealed) { conversation_.sealed = sealed; }

  /// Goes to a step and remembers it; an open question of this conversation goes away.
  void go_to(const std::string& step);
  /// Asks for the reply of the present step.
  void ask(const std::string& complaint = {});
  /// Asks for a folder: buttons for those that are known, and a question; in place of the message
  /// that was pressed, or below.
  void ask_for_folder(const PressCall* press, const std::string& complaint = {});
  /// Shows what was found, and whether to connect it; its configuration is in the draft.
  void show_found(const media::SourceLook& look);
  /// It is over; nothing of it is kept.
  void end();

 private:
  PageTurn next_page();
  void save();
  std::string question_html() const;

  const Call& call_;
  Conversation conversation_;
  SourceDraft draft_;
};

/// The source of the chat; nothing when there is none, or its settings say none that is understood.
std::optional<media::SourceConfig> source_in_force(ChatScope scope);

}  // namespace igbot::bot
