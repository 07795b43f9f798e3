// SPDX-License-Identifier: MIT
#include "tests/support/publishing_fixture.hpp"

#include <fstream>

namespace igbot::test {
namespace {

const Actor k_anna{"cli:anna", "anna"};

}  // namespace

PublishingFixture::PublishingFixture() {
  add_account(chat, "team");
  set("active_account", "team");
  set("enable_instagram_api", "true");
  set("dry_run_mode", "false");
  set("slot_jitter_minutes", "0");
}

AccountId PublishingFixture::add_account(ChatKey to, const std::string& username) {
  return t.store.write(k_anna, [&](UnitOfWork& unit) {
    AccountRepository accounts(unit.chat(to));
    const Account account = accounts.add({"178" + username, username, AccountLogin::instagram});
    const auto credential =
        unit.db()
            .execute(
                "INSERT INTO credentials (chat_id, kind, key_id, sealed, created_at) VALUES ($1, "
                "'instagram_token', 'k', x'00', $2) RETURNING id",
                {to, unit.now()})
            .front()
            .id<CredentialId>(0);
    accounts.set_credential(account, credential);
    return account.id;
  });
}

void PublishingFixture::set_in(ChatKey to, const std::string& key, const std::string& value) {
  t.store.write(k_anna, [&](UnitOfWork& unit) {
    SettingsService(unit.chat(to)).set({{key, value}}, std::nullopt);
  });
}

PostId PublishingFixture::approved(const std::string& path) {
  const PostId id = plan(add_item(path));
  decide([&](post::Decisions& decisions) { return decisions.approve(id, std::nullopt); });
  return id;
}

std::optional<post::PublishTools> PublishingFixture::publish_tools() {
  const auto check = [](const std::optional<Error>& error) {
    if (error) throw Error(*error);
  };
  return post::PublishTools{
      .publisher = [this]() -> post::Publisher& { return publisher; },
      .make_story =
          [this, check](const std::filesystem::path& from) {
            check(story_error);
            const std::filesystem::path to = from.string() + ".story.jpg";
            std::ofstream(to) << "story";
            return post::StoryFile{to, "image/jpeg"};
          },
      .stage =
          [this, check](ChatKey, PostId id, const post::StoryFile&) {
            check(staging_error);
            ++staged;
            return media::PublicUrl{"https://cdn.example/" + id_text(id), t.clock.now()};
          },
      .release =
          [this](ChatKey, PostId) {
            ++released;
            return media::StagingReport{};
          },
      .sweep = [] { return media::StagingReport{}; },
      .open_account =
          [this, check](ChatScope, const Account& account) {
            check(token_error);
            return post::PublishingAccount{account.id, account.instagram_id, account.username,
                                           account.login, Secret(token)};
          },
      .access = {}};
}

}  // namespace igbot::test
