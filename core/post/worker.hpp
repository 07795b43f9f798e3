// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "core/bot/messenger.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/publish_tools.hpp"
#include "core/post/run_report.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/store/store.hpp"

namespace igbot::post {

/// The file is not there any more, or is not what the library knows.
struct MediaGone {
  std::string why;
};
/// Brings a media item of a chat to a local file. Throws Error when its source cannot be reached.
using BringMedia =
    std::function<std::variant<std::filesystem::path, MediaGone>(ChatKey, const media::MediaItem&)>;
/// Makes a JPEG of a picture for a card, a file of the caller's; nothing when none can be made.
using CardPreview =
    std::function<std::optional<std::filesystem::path>(const std::filesystem::path& picture)>;

/// What delivering posts works with, and what one run has learnt on its way. Shared by the threads
/// of a run.
struct Worker {
  Worker(Store& its_store, bot::Messenger& its_messenger, BringMedia its_media, Actor its_actor,
         std::string its_lease_owner, std::optional<TelegramChatId> its_admin_chat)
      : store(its_store),
        messenger(its_messenger),
        bring_media(std::move(its_media)),
        actor(std::move(its_actor)),
        lease_owner(std::move(its_lease_owner)),
        admin_chat(its_admin_chat) {}

  Store& store;
  bot::Messenger& messenger;
  BringMedia bring_media;
  Actor actor;
  std::string lease_owner;
  /// Absent in a process that publishes nothing.
  std::optional<PublishTools> publishing;
  PublishRun publish_run;
  /// For pictures that the messenger does not take as they are; empty = they go as documents.
  CardPreview card_preview;
  /// Where faults of the installation are told; nothing = nowhere.
  std::optional<TelegramChatId> admin_chat;

  RunReport report;
  /// Whether sending may wait for the chat's turn; a poller does not, others want to be answered.
  bool may_wait = true;
  /// Set when the messenger cannot be reached or refuses the token: nothing more is sent.
  std::atomic<bool> messenger_down = false;
};

/// Opens or continues a condition of the installation or a chat; the problem is reported only in
/// the run where it begins or changes, and to a person who asked for this very post. True when it
/// was reported: else the run is silent about what follows from it, too.
bool condition_begins(Worker& worker, std::optional<ChatKey> chat, const std::string& kind,
                      const Problem& problem);
/// The same for a condition the chat itself is told about, once.
bool chat_condition_begins(Worker& worker, ChatKey chat, const std::string& kind,
                           const Problem& problem, const bot::Keyboard& keyboard = {});
/// Tells the installation's own chat (admin_chat_id), if there is one; in the caller's transaction.
void tell_admin(const Worker& worker, UnitOfWork& unit, const std::string& text);
/// The bot was removed from a chat or blocked there: nothing is posted until it is back, and the
/// installation's own chat is told once.
void chat_is_unreachable(Worker& worker, ChatKey chat, const std::string& why);
void condition_ends(Worker& worker, std::optional<ChatKey> chat, const std::string& kind);

}  // namespace igbot::post
