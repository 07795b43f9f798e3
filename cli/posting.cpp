// SPDX-License-Identifier: MIT
#include "cli/posting.hpp"

#include <stdlib.h>

#include <mutex>

#include "cli/telegram.hpp"
#include "core/bot/paced_messenger.hpp"
#include "core/post/lease.hpp"
#include "providers/http/curl_client.hpp"
#include "providers/registry.hpp"
#include "providers/telegram/telegram_messenger.hpp"

namespace igbot::cli {
namespace {

using bot::OutgoingMessage;
using bot::SendOutcome;

/// Telegram as configured.
class PacedTelegram {
 public:
  explicit PacedTelegram(Services& services)
      : telegram_(services),
        messenger_(telegram_.api()),
        pacer_(services.clock(), bot::PaceLimits::for_rate(static_cast<std::size_t>(
                                     services.config().integer("telegram.rate_limit")))),
        paced_(messenger_, pacer_, services.clock()) {}

  bot::Messenger& messenger() { return paced_; }

 private:
  ConfiguredTelegram telegram_;
  telegram::TelegramMessenger messenger_;
  bot::SendPacer pacer_;
  bot::PacedMessenger paced_;
};

/// Builds Telegram when the first message leaves.
class LazyMessenger final : public bot::Messenger {
 public:
  explicit LazyMessenger(Services& services) : services_(services) {}

  void make_ready() override { get(); }
  std::chrono::milliseconds wait_before(TelegramChatId chat) override {
    return get().wait_before(chat);
  }
  SendOutcome send(const OutgoingMessage& message) override { return get().send(message); }
  SendOutcome edit(TelegramMessageId id, const OutgoingMessage& message) override {
    return get().edit(id, message);
  }
  SendOutcome erase(TelegramChatId chat, const std::vector<TelegramMessageId>& ids) override {
    return get().erase(chat, ids);
  }

 private:
  bot::Messenger& get() {
    const std::lock_guard lock(mutex_);
    if (!telegram_) telegram_ = std::make_unique<PacedTelegram>(services_);
    return telegram_->messenger();
  }

  Services& services_;
  std::mutex mutex_;
  std::unique_ptr<PacedTelegram> telegram_;
};

/// A private folder for local copies of media, made when first needed.
class TemporaryFolder {
 public:
  ~TemporaryFolder() {
    std::error_code ignored;  // nothing in it matters any more
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }

  std::filesystem::path next_file() {
    const std::lock_guard lock(mutex_);
    if (path_.empty()) {
      std::string pattern = (std::filesystem::temp_directory_path() / "igbotctl-XXXXXX").string();
      if (::mkdtemp(pattern.data()) == nullptr) {
        throw Error(ErrorKind::failed, "temporary folder could not be made: " + pattern,
                    "check TMPDIR and the space there");
      }
      path_ = pattern;
    }
    return path_ / std::to_string(++files_);
  }

 private:
  std::mutex mutex_;
  std::filesystem::path path_;
  int files_ = 0;
};

}  // namespace

class Posting::Parts {
 public:
  Parts(Services& services, const Actor& actor)
      : messenger_(services),
        worker_(
            services.store(), messenger_,
            [this](const ChatSettings& settings, const media::MediaItem& item) {
              return bring(settings, item);
            },
            actor, post::lease_owner_of_this_process(), admin_chat(services)) {}

  post::Worker& worker() { return worker_; }

 private:
  static std::optional<TelegramChatId> admin_chat(Services& services) {
    if (!services.config().has("admin_chat_id")) return std::nullopt;
    return static_cast<TelegramChatId>(services.config().integer("admin_chat_id"));
  }

  std::variant<std::filesystem::path, post::MediaGone> bring(const ChatSettings& settings,
                                                             const media::MediaItem& item) {
    const auto source = make_media_source(settings.media_source_type, settings.media_source_config);
    const std::filesystem::path file = folder_.next_file();
    try {
      source->fetch({item.identifier, item.version}, file);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
      return post::MediaGone{item.path + " " + error.what()};
    }
    return file;
  }

  TemporaryFolder folder_;
  LazyMessenger messenger_;
  post::Worker worker_;
};

Posting::Posting(Services& services, const Actor& actor)
    : parts_(std::make_unique<Parts>(services, actor)) {}

Posting::~Posting() = default;

post::Worker& Posting::worker() { return parts_->worker(); }

}  // namespace igbot::cli
