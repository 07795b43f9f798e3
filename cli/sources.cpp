// SPDX-License-Identifier: MIT
#include "cli/sources.hpp"

#include <map>

#include "cli/keys.hpp"
#include "core/media/content_repository.hpp"
#include "core/media/media_cache.hpp"
#include "core/media/source_repository.hpp"
#include "core/settings/source_credential.hpp"
#include "providers/registry.hpp"

namespace igbot::cli {
namespace {

google_drive::GoogleConfig google_config(const Config& config) {
  return {.api_base = config.text("google.api_base"),
          .oauth_base = config.text("google.oauth_base"),
          .accounts_base = config.text("google.accounts_base"),
          .client_id = config.text("google.client_id"),
          .client_secret = config.secret("google.client_secret")};
}

/// How a chat's source is reached now.
struct Way {
  SourceType type = SourceType::local;
  std::string config;
  std::optional<Credential> credential;
  std::optional<NewCredential> secret;

  bool operator==(const Way& other) const {
    return type == other.type && config == other.config &&
           credential.has_value() == other.credential.has_value() &&
           (!credential || credential->sealed.bytes == other.credential->sealed.bytes);
  }
};

}  // namespace

class ConfiguredSources::Parts {
 public:
  explicit Parts(Services& services)
      : services_(services),
        tools_{[this]() -> http::HttpClient& { return services_.http(); }, services.clock(),
               google_config(services.config()),
               [this](const std::string& name) { return services_.environment().get(name); }},
        cache_(services.config().path("media.cache_dir"),
               static_cast<std::uint64_t>(services.config().integer("media.cache_size")),
               services.clock()) {}

  const SourceTools& tools() const { return tools_; }

  Way way_to(ChatKey chat) {
    return services_.store().read([&](UnitOfWork& unit) {
      const ChatScope scope = unit.chat(chat);
      const ChatSettings settings = SettingsService(scope).load();
      Way way{settings.media_source_type, settings.media_source_config, std::nullopt, std::nullopt};
      way.credential = find_source_credential(scope, way.config);
      if (!way.credential && refers_to_credential(way.config)) {
        throw Error(ErrorKind::auth, "the credential of the media source was erased",
                    "igbotctl source connect");
      }
      if (way.credential) {
        const crypto::KeyRing keys = load_keys(services_.config());
        way.secret = NewCredential{way.credential->kind,
                                   CredentialRepository(scope).open(*way.credential, keys),
                                   std::nullopt, std::nullopt};
      }
      return way;
    });
  }

  std::unique_ptr<media::MediaSource> open(const Way& way) {
    return make_media_source(media::parse_source_config(way.type, way.config), way.secret, tools_);
  }

  std::optional<std::string> bring(ChatKey chat, const media::MediaItem& item,
                                   const std::filesystem::path& to) {
    const Way way = way_to(chat);
    const auto source = kept(chat, way);
    const auto content = content_of(chat, way.type, source->root(), item);
    if (!content) return "lies in a source that the chat has no more";
    try {
      if (way.type == SourceType::local) {
        source->fetch({item.identifier, item.version}, to);
      } else {
        fetch_from_far(chat, *source, way.type, item, *content, to);
      }
      return std::nullopt;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
      // A folder that is not shared any more looks like files that are gone: no post is missed for
      // it.
      if (way.type != SourceType::local) source->completed_config();
      return error.what();
    }
  }

  media::GoogleLogin& google_login() {
    const std::lock_guard lock(mutex_);
    if (!login_) login_ = google_drive::make_google_login(services_.http(), tools_.google);
    return *login_;
  }

 private:
  struct Kept {
    Way way;
    std::shared_ptr<media::MediaSource> source;
  };

  /// What the library knows of an item's content; nothing for an item of another source.
  std::optional<media::Content> content_of(ChatKey chat, SourceType type, const std::string& root,
                                           const media::MediaItem& item) {
    return services_.store().read([&](UnitOfWork& unit) -> std::optional<media::Content> {
      const ChatScope scope = unit.chat(chat);
      const auto row = media::SourceRepository(scope).find(type, root);
      if (!row || row->id != item.source) return std::nullopt;
      return media::ContentRepository(scope).find(item.content);
    });
  }

  void fetch_from_far(ChatKey chat, media::MediaSource& source, SourceType type,
                      const media::MediaItem& item, const media::Content& content,
                      const std::filesystem::path& to) {
    const media::MediaRef ref{item.identifier, item.version};
    const std::string sha256 = cache_.fetch(
        {media::to_string(type) + " " + source.root(), item.identifier, item.version,
         content.digests, item.size},
        [&](const std::filesystem::path& file) { source.fetch(ref, file); }, to);
    if (content.digests.sha256) return;
    services_.store().bookkeep(
        [&](Bookkeeping& unit) { media::record_sha256(unit, chat, item.content, sha256); });
  }

  /// Open from call to call where that spares a login.
  std::shared_ptr<media::MediaSource> kept(ChatKey chat, const Way& way) {
    // A folder of this machine is opened each time: another disk may be mounted there meanwhile.
    if (way.type == SourceType::local) return open(way);
    const std::lock_guard lock(mutex_);
    Kept& kept = kept_[chat];
    if (!kept.source || !(kept.way == way)) kept = {way, open(way)};
    return kept.source;
  }

  Services& services_;
  SourceTools tools_;
  media::MediaCache cache_;
  std::mutex mutex_;
  std::map<ChatKey, Kept> kept_;
  std::unique_ptr<media::GoogleLogin> login_;
};

ConfiguredSources::ConfiguredSources(Services& services) : services_(services) {}

ConfiguredSources::~ConfiguredSources() = default;

ConfiguredSources::Parts& ConfiguredSources::parts() {
  const std::lock_guard lock(mutex_);
  if (!parts_) parts_ = std::make_unique<Parts>(services_);
  return *parts_;
}

std::unique_ptr<media::MediaSource> ConfiguredSources::open(ChatKey chat) {
  return parts().open(parts().way_to(chat));
}

std::unique_ptr<media::MediaSource> ConfiguredSources::open(
    const media::SourceConfig& config, const std::optional<NewCredential>& secret) {
  return make_media_source(config, secret, parts().tools());
}

std::optional<std::string> ConfiguredSources::bring(ChatKey chat, const media::MediaItem& item,
                                                    const std::filesystem::path& to) {
  return parts().bring(chat, item, to);
}

media::GoogleLogin& ConfiguredSources::google_login() { return parts().google_login(); }

}  // namespace igbot::cli
