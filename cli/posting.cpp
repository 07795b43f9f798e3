// SPDX-License-Identifier: MIT
#include "cli/posting.hpp"

#include <mutex>

#include "cli/publishing.hpp"
#include "cli/sources.hpp"
#include "cli/telegram.hpp"
#include "cli/temporary_folder.hpp"
#include "core/bot/paced_messenger.hpp"
#include "core/post/lease.hpp"
#include "providers/http/curl_client.hpp"
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

}  // namespace

class Posting::Parts {
 public:
  Parts(Services& services, const Actor& actor)
      : sources_(services.sources()),
        messenger_(services),
        worker_(
            services.store(), messenger_,
            [this](ChatKey chat, const media::MediaItem& item) { return bring(chat, item); }, actor,
            post::lease_owner_of_this_process(), admin_chat(services)),
        publishing_(services, folder_) {
    worker_.publishing = publishing_.tools();
    worker_.card_preview = [this, &tools = services.story_media(),
                            fit = services.story_fit()](const std::filesystem::path& picture) {
      return card_preview(tools, fit, picture);
    };
  }

  post::Worker& worker() { return worker_; }

 private:
  static std::optional<TelegramChatId> admin_chat(Services& services) {
    if (!services.config().has("admin_chat_id")) return std::nullopt;
    return static_cast<TelegramChatId>(services.config().integer("admin_chat_id"));
  }

  std::variant<std::filesystem::path, post::MediaGone> bring(ChatKey chat,
                                                             const media::MediaItem& item) {
    const std::filesystem::path file = folder_.next_file();
    if (const auto why = sources_.bring(chat, item, file)) {
      return post::MediaGone{item.path + " " + *why};
    }
    return file;
  }

  /// What cannot be prepared goes as a document, as it is: people still see that it is there.
  std::optional<std::filesystem::path> card_preview(media::StoryMedia& tools, media::Fit fit,
                                                    const std::filesystem::path& picture) {
    const std::filesystem::path jpeg = folder_.next_file();
    try {
      tools.prepare(picture, jpeg, fit);
    } catch (const Error&) {
      return std::nullopt;
    }
    return jpeg;
  }

  ConfiguredSources& sources_;
  TemporaryFolder folder_;
  LazyMessenger messenger_;
  post::Worker worker_;
  Publishing publishing_;
};

Posting::Posting(Services& services, const Actor& actor)
    : parts_(std::make_unique<Parts>(services, actor)) {}

Posting::~Posting() = default;

post::Worker& Posting::worker() { return parts_->worker(); }

}  // namespace igbot::cli
