// SPDX-License-Identifier: MIT
#include "cli/sources.hpp"

#include <map>

#include "cli/keys.hpp"
#include "core/media/source_repository.hpp"
#include "core/settings/source_credential.hpp"
#include "providers/http/curl_client.hpp"
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
        tools_{[this]() -> http::HttpClient& { return http(); }, services.clock(),
               google_config(services.config()),
               [this](const std::string& name) { return services_.environment().get(name); }} {}

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

  void bring(ChatKey chat, const media::MediaItem& item, const std::filesystem::path& to) {
    const Way way = way_to(chat);
    const auto source = kept(chat, way);
    const auto row = services_.store().read([&](UnitOfWork& unit) {
      return media::SourceRepository(unit.chat(chat)).find(way.type, source->root());
    });
    if (!row || row->id != item.source) {
      throw Error(ErrorKind::not_found, "lies in a source that the chat has no more",
                  "igbotctl media sync");
    }
    source->fetch({item.identifier, item.version}, to);
  }

  media::GoogleLogin& google_login() {
    const std::lock_guard lock(mutex_);
    if (!login_) login_ = google_drive::make_google_login(http(), tools_.google);
    return *login_;
  }

 private:
  struct Kept {
    Way way;
    std::shared_ptr<media::MediaSource> source;
  };

  /// Open from call to call where that spares a login.
  std::shared_ptr<media::MediaSource> kept(ChatKey chat, const Way& way) {
    // A folder of this machine is opened each time: another disk may be mounted there meanwhile.
    if (way.type == SourceType::local) return open(way);
    const std::lock_guard lock(mutex_);
    Kept& kept = kept_[chat];
    if (!kept.source || !(kept.way == way)) kept = {way, open(way)};
    return kept.source;
  }

  http::HttpClient& http() {
    const std::lock_guard lock(http_mutex_);
    if (!http_) http_ = std::make_unique<http::CurlClient>();
    return *http_;
  }

  Services& services_;
  std::mutex http_mutex_;
  std::unique_ptr<http::CurlClient> http_;
  SourceTools tools_;
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

void ConfiguredSources::bring(ChatKey chat, const media::MediaItem& item,
                              const std::filesystem::path& to) {
  parts().bring(chat, item, to);
}

media::GoogleLogin& ConfiguredSources::google_login() { return parts().google_login(); }

}  // namespace igbot::cli
