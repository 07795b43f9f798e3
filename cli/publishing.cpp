// SPDX-License-Identifier: MIT
#include "cli/publishing.hpp"

#include "cli/keys.hpp"
#include "core/account/credential_repository.hpp"

namespace igbot::cli {

Publishing::Publishing(Services& services, TemporaryFolder& folder)
    : services_(services), folder_(folder), instagram_(services), staging_(services) {}

post::PublishTools Publishing::tools() {
  return {
      .publisher = [this]() -> post::Publisher& { return instagram_.publisher(); },
      .make_story = [this](const std::filesystem::path& from) { return make_story(from); },
      .stage =
          [this](ChatKey chat, PostId id, const post::StoryFile& story) {
            return staging_.staging().stage(chat, id, story.path, story.mime);
          },
      .release = [this](ChatKey chat, PostId id) { return staging_.staging().release(chat, id); },
      .sweep = [this] { return staging_.staging().sweep(); },
      .open_account = [this](ChatScope scope,
                             const Account& account) { return open_account(scope, account); },
      .access = instagram_.access()};
}

post::StoryFile Publishing::make_story(const std::filesystem::path& from) {
  const std::filesystem::path to = folder_.next_file();
  const media::MediaFacts facts = services_.story_media().prepare(from, to, services_.story_fit());
  // Instagram is lent videos as what they are inside: MOV and MP4 share their streams.
  return {to, facts.is_video ? "video/mp4" : "image/jpeg"};
}

post::PublishingAccount Publishing::open_account(ChatScope scope, const Account& account) {
  const CredentialRepository credentials(scope);
  const auto credential = credentials.find(account.credential.value());
  if (!credential) throw Error(ErrorKind::bug, "an account's credential is not there");
  return {account.id, account.instagram_id, account.username, account.login,
          credentials.open(*credential, load_keys(services_.config()))};
}

}  // namespace igbot::cli
