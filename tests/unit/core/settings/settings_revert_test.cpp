// SPDX-License-Identifier: MIT
#include "core/settings/settings_revert.hpp"

#include <gtest/gtest.h>

#include "core/account/account_repository.hpp"
#include "core/account/credential_repository.hpp"
#include "core/schedule/mix_repository.hpp"
#include "core/schedule/mix_service.hpp"
#include "core/settings/settings_service.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

using std::chrono::hours;
using Changes = std::vector<SettingChange>;

const Actor k_dora{"cli:dora", "dora"};

/// A chat with its first history entry.
class SettingsRevert : public ::testing::Test {
 protected:
  SettingsRevert() : chat_(t_.add_chat()) {
    t_.store.write(k_dora, [&](UnitOfWork& unit) { create_chat_settings(unit.chat(chat_), {}); });
  }

  template <typename Body>
  auto write(Body body) {
    t_.clock.advance(hours(1));
    return t_.store.write(k_dora, [&](UnitOfWork& unit) { return body(unit.chat(chat_)); });
  }
  /// Returns the history entry it made.
  std::int64_t set(const std::vector<Assignment>& assignments) {
    write([&](ChatScope scope) { return SettingsService(scope).set(assignments, {}); });
    return newest().id;
  }
  SettingsSnapshot newest() {
    return t_.store.read(
        [&](UnitOfWork& unit) { return SettingsHistory(unit.chat(chat_)).latest(1).at(0); });
  }
  RevertedSettings revert(std::int64_t entry, bool include_state = false) {
    return write([&](ChatScope scope) {
      return revert_settings(scope, {entry, include_state, "revert to " + std::to_string(entry)});
    });
  }
  ChatSettings load() {
    return t_.store.read(
        [&](UnitOfWork& unit) { return SettingsService(unit.chat(chat_)).load(); });
  }

  test::TemporaryStore t_;
  ChatKey chat_;
  const crypto::KeyRing keys_ = crypto::KeyRing::parse(crypto::generate_key());
};

TEST_F(SettingsRevert, SettingsAndMixComeBackAsOneEntry) {
  const std::int64_t before = set({{"posts_per_day", "4"}});
  set({{"posts_per_day", "9"}, {"caption_style", "simple"}});
  write([](ChatScope scope) {
    return schedule::MixService(scope).set({{"memes", 10000}}, "more memes");
  });
  const SettingsSnapshot last = newest();
  const RevertedSettings reverted = revert(before);
  EXPECT_EQ(reverted.restored.changes, (Changes{{"posts_per_day", "9", "4"},
                                                {"caption_style", "simple", "enhanced"},
                                                {"mix", R"({"memes":10000})", "{}"}}));
  EXPECT_TRUE(reverted.withheld.empty());
  const SettingsSnapshot now = newest();
  EXPECT_EQ(now.reason, "revert to " + std::to_string(before));
  t_.store.read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat_);
    EXPECT_EQ(SettingsHistory(scope).previous(now)->id, last.id);
    EXPECT_TRUE(schedule::MixRepository(scope).current().empty());
  });
}

TEST_F(SettingsRevert, ToWhatIsSoAlreadyWritesNothing) {
  const std::int64_t entry = set({{"posts_per_day", "4"}});
  EXPECT_TRUE(revert(entry).restored.changes.empty());
  EXPECT_EQ(newest().id, entry);
}

TEST_F(SettingsRevert, NeverPublishesOrResumesByItself) {
  set({{"dry_run_mode", "false"}, {"enable_instagram_api", "true"}});
  const std::int64_t live = newest().id;
  set({{"dry_run_mode", "true"}, {"enable_instagram_api", "false"}, {"posts_per_day", "8"}});
  write([](ChatScope scope) { return SettingsService(scope).pause({}, "fire"); });
  const RevertedSettings reverted = revert(live);
  EXPECT_EQ(reverted.restored.changes, (Changes{{"posts_per_day", "8", "3"}}));
  EXPECT_EQ(reverted.withheld.size(), 4U);
  EXPECT_TRUE(load().dry_run_mode);
  EXPECT_FALSE(load().enable_instagram_api);
  EXPECT_TRUE(load().is_paused);

  EXPECT_TRUE(revert(live, true).withheld.empty());
  EXPECT_FALSE(load().dry_run_mode);
  EXPECT_TRUE(load().enable_instagram_api);
  EXPECT_FALSE(load().is_paused);
}

TEST_F(SettingsRevert, TheSafeDirectionIsTaken) {
  const std::int64_t safe = newest().id;
  set({{"dry_run_mode", "false"}, {"enable_instagram_api", "true"}});
  revert(safe);
  EXPECT_TRUE(load().dry_run_mode);
  EXPECT_FALSE(load().enable_instagram_api);
}

TEST_F(SettingsRevert, APauseThatComesBackIsBegunNowByTheActor) {
  write([](ChatScope scope) { return SettingsService(scope).pause({}, "holiday"); });
  const std::int64_t paused = newest().id;
  write([](ChatScope scope) { return SettingsService(scope).resume({}); });
  revert(paused, true);
  EXPECT_EQ(load().pause_reason, "holiday");
  EXPECT_EQ(load().paused_at, t_.clock.now());
  EXPECT_EQ(load().paused_by, "dora");
}

TEST_F(SettingsRevert, ATimedPauseThatIsOverDoesNotComeBack) {
  write([](ChatScope scope) {
    return SettingsService(scope).pause(scope.now() + hours(2), "lunch");
  });
  const std::int64_t paused = newest().id;
  write([](ChatScope scope) { return SettingsService(scope).resume({}); });
  t_.clock.advance(hours(5));
  EXPECT_TRUE(revert(paused, true).restored.changes.empty());
  EXPECT_FALSE(load().is_paused);
}

TEST_F(SettingsRevert, OnlyAnAccountThatWorksComesBack) {
  const auto account = write([&](ChatScope scope) {
    const Account added = AccountRepository(scope).add({"178", "brand", AccountLogin::instagram});
    const auto token = CredentialRepository(scope).add(
        {CredentialKind::instagram_token, Secret("token"), {}, {}}, keys_);
    AccountRepository(scope).set_credential(added, token);
    return *AccountRepository(scope).find(added.id);
  });
  const std::int64_t branded = set({{"active_account", "brand"}});
  set({{"active_account", "none"}});
  revert(branded);
  EXPECT_EQ(load().active_account, "brand");
  for (const AccountState state : {AccountState::dead, AccountState::removed}) {
    set({{"active_account", "none"}});
    write([&](ChatScope scope) {
      AccountRepository accounts(scope);
      accounts.set_state(*accounts.find(account.id), state, {});
    });
    const RevertedSettings reverted = revert(branded);
    ASSERT_EQ(reverted.withheld.size(), 1U);
    EXPECT_EQ(reverted.withheld[0].key, "active_account");
    EXPECT_EQ(reverted.withheld[0].wanted, "brand");
    EXPECT_EQ(load().active_account, "");
  }
}

TEST_F(SettingsRevert, ASourceWhoseCredentialIsGoneStaysAway) {
  const auto keys_of_bucket = write([&](ChatScope scope) {
    return CredentialRepository(scope).add({CredentialKind::s3_keys, Secret("k"), {}, {}}, keys_);
  });
  const std::string config =
      R"({"bucket":"b","credential":)" + std::to_string(number(keys_of_bucket)) + "}";
  const std::int64_t bucket = set({{"media_source_type", "s3"}, {"media_source_config", config}});
  set({{"media_source_type", "local"}, {"media_source_config", R"({"path":"/srv"})"}});
  revert(bucket);
  EXPECT_EQ(load().media_source_config, config);
  set({{"media_source_type", "local"}, {"media_source_config", R"({"path":"/srv"})"}});
  write([&](ChatScope scope) { CredentialRepository(scope).erase(keys_of_bucket); });
  const RevertedSettings reverted = revert(bucket);
  EXPECT_EQ(reverted.withheld.size(), 2U);
  EXPECT_EQ(load().media_source_type, SourceType::local);
  EXPECT_EQ(load().media_source_config, R"({"path":"/srv"})");
}

TEST_F(SettingsRevert, AnEntryOfAnotherChatIsNotFound) {
  const ChatKey other = t_.add_chat(-2002, "others");
  t_.store.write(k_dora, [&](UnitOfWork& unit) { create_chat_settings(unit.chat(other), {}); });
  for (const std::int64_t entry : {newest().id + 1, std::int64_t{4711}}) {
    try {
      revert(entry);
      ADD_FAILURE() << entry;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::not_found);
    }
  }
}

}  // namespace
}  // namespace igbot
