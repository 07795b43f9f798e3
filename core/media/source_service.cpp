// SPDX-License-Identifier: MIT
#include "core/media/source_service.hpp"

#include "core/access/authorise.hpp"
#include "core/error.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/settings_service.hpp"
#include "core/settings/source_credential.hpp"

namespace igbot::media {

std::optional<PresentSource> SourceService::present() const {
  const ChatSettings settings = SettingsService(scope_).load();
  if (settings.media_source_config == "{}") return std::nullopt;
  PresentSource present{
      parse_source_config(settings.media_source_type, settings.media_source_config),
      find_source_credential(scope_, settings.media_source_config), false, std::nullopt};
  present.refers_to_lost_credential =
      !present.credential && refers_to_credential(settings.media_source_config);
  present.row = SourceRepository(scope_).find(settings.media_source_type, root_of(present.config));
  return present;
}

ConnectedSource SourceService::connect(const WantedSource& wanted, const crypto::KeyRing* keys,
                                       const std::optional<std::string>& reason) {
  access::require_right(scope_, access::Right::administer);
  access::require_not_archived(scope_);
  const auto before = present();
  const SourceType type = type_of(wanted.config);
  const bool is_same = before && type_of(before->config) == type &&
                       root_of(before->config) == root_of(wanted.config);
  const bool keeps_credential = is_same && before->credential && !wanted.credential;
  std::string config = print_source_config(wanted.config);
  CredentialRepository credentials(scope_);
  if (wanted.credential) {
    if (keys == nullptr) throw Error(ErrorKind::bug, "a secret without a key to seal it");
    config = with_credential_id(config, credentials.add(*wanted.credential, *keys));
  } else if (keeps_credential) {
    config = with_credential_id(config, before->credential->id);
  }
  SourceRepository sources(scope_);
  const bool is_new = !sources.find(type, root_of(wanted.config));
  SettingsService(scope_).set({{k_source_type, to_string(type)}, {k_source_config, config}},
                              reason);
  if (before && before->credential && !keeps_credential) credentials.erase(before->credential->id);
  return {.is_new = is_new,
          .replaced = before && !is_same ? std::optional(before->config) : std::nullopt,
          .has_new_credential = wanted.credential.has_value()};
}

DisconnectedSource SourceService::disconnect(const crypto::KeyRing* keys,
                                             const std::optional<std::string>& reason) {
  access::require_right(scope_, access::Right::administer);
  const auto source = present();
  if (!source) {
    throw Error(ErrorKind::not_found, "the chat has no media source", "igbotctl source connect");
  }
  DisconnectedSource disconnected{source->config, source->credential.has_value(), false, {}};
  CredentialRepository credentials(scope_);
  if (source->credential) {
    disconnected.is_login = source->credential->kind == CredentialKind::google_oauth;
    if (keys != nullptr && disconnected.is_login) {
      disconnected.revocable = credentials.open(*source->credential, *keys);
    }
    credentials.erase(source->credential->id);
  }
  SettingsService(scope_).set({{k_source_config, "{}"}}, reason);
  return disconnected;
}

}  // namespace igbot::media
