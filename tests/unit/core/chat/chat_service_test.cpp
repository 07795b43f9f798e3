// SPDX-License-Identifier: MIT
#include "core/chat/chat_service.hpp"

#include <gtest/gtest.h>

#include "core/access/member_repository.hpp"
#include "core/account/account_repository.hpp"
#include "core/account/credential_repository.hpp"
#include "core/post/outbox.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot {
namespace {

using post::PostState;

/// A chat with an account, its token, and posts of its own.
class Archiving : public ::testing::Test {
 protected:
  template <typename Body>
  auto by_operator(Body body) {
    return f_.t.store.write({"cli:anna", "anna"}, body);
  }

  Archiving() {
    by_operator([&](UnitOfWork& unit) {
      const ChatScope scope = unit.chat(f_.chat);
      const auto keys = crypto::KeyRing::parse(crypto::generate_key());
      AccountRepository accounts(scope);
      const Account account = accounts.add({"17", "team_ig", AccountLogin::instagram});
      const auto credential = CredentialRepository(scope).add(
          {CredentialKind::instagram_token, Secret("a token"), std::nullopt, std::nullopt}, keys);
      accounts.set_credential(account, credential);
      return 0;
    });
  }

  Archived archive() {
    return by_operator(
        [&](UnitOfWork& unit) { return ChatService(unit, f_.chat).archive("left us"); });
  }
  Unarchived unarchive() {
    return by_operator(
        [&](UnitOfWork& unit) { return ChatService(unit, f_.chat).unarchive("came back"); });
  }
  ChatState state() {
    return f_.t.store.read(
        [&](UnitOfWork& unit) { return ChatRepository(unit).find(f_.chat).value().state; });
  }

  test::PostingFixture f_;
};

TEST_F(Archiving, ErasesEveryCredentialAndLeavesTheAccountDead) {
  EXPECT_EQ(archive().credentials, 1);
  EXPECT_EQ(f_.count("SELECT count(*) FROM credentials"), 0);
  EXPECT_EQ(f_.text("SELECT state FROM accounts"), "dead");
  EXPECT_EQ(f_.count("SELECT count(*) FROM accounts WHERE credential_id IS NOT NULL"), 0);
}

TEST_F(Archiving, ErasesWhatIsSealedInDraftsAndLogins) {
  f_.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "INSERT INTO conversations (chat_id, user_telegram_id, kind, step, draft, sealed_draft, "
        "expires_at) VALUES ($1, 7, 'init', '2', '{}', $2, 0)",
        {f_.chat, sql::Blob{"sealed"}});
    unit.db().execute(
        "INSERT INTO oauth_states (state_hash, chat_id, actor, kind, sealed_verifier, expires_at) "
        "VALUES ('h', $1, 'cli:anna', 'google', $2, 0)",
        {f_.chat, sql::Blob{"sealed"}});
  });
  archive();
  EXPECT_EQ(f_.count("SELECT count(*) FROM conversations"), 0);
  EXPECT_EQ(f_.count("SELECT count(*) FROM oauth_states"), 0);
}

TEST_F(Archiving, KeepsSettingsPlanLibraryAndHistory) {
  const PostId planned = f_.plan(f_.add_item("a.jpg"), std::chrono::hours{5});
  const auto snapshots = f_.count("SELECT count(*) FROM chat_settings_history");
  EXPECT_EQ(archive().open_posts, 1);
  EXPECT_EQ(f_.state(planned), PostState::planned);
  EXPECT_EQ(f_.count("SELECT count(*) FROM chat_settings_history"), snapshots);
  EXPECT_EQ(f_.count("SELECT count(*) FROM media_items WHERE active = 1"), 1);
}

TEST_F(Archiving, NothingIsPostedInAnArchivedChat) {
  const PostId due = f_.plan(f_.add_item("a.jpg"));
  archive();
  f_.run();
  EXPECT_TRUE(f_.messenger.sent.empty());
  EXPECT_EQ(f_.state(due), PostState::planned);
}

TEST_F(Archiving, NewsThatWaitedAreNotToldWhenTheChatComesBack) {
  by_operator([&](UnitOfWork& unit) {
    post::Outbox(unit.chat(f_.chat)).add_notice("old news", {});
    unit.chat(f_.chat).audit({.entity = "alert", .entity_id = "x", .action = "told"});
    return 0;
  });
  archive();
  unarchive();
  f_.run();
  EXPECT_TRUE(f_.messenger.sent.empty());
}

TEST_F(Archiving, AfterUnarchivingTheOverduePolicyDecidesAndNothingBurstsOut) {
  for (const char* path : {"a.jpg", "b.jpg", "c.jpg"}) f_.plan(f_.add_item(path));
  archive();
  f_.t.clock.advance(std::chrono::minutes{40});
  EXPECT_EQ(unarchive().overdue, 3);
  f_.run();
  EXPECT_EQ(f_.messenger.sent.size(), 1u);
  EXPECT_EQ(f_.count("SELECT count(*) FROM posts WHERE state = 'missed'"), 2);
}

TEST_F(Archiving, AfterALongTimeNothingGoesOutAtAll) {
  f_.plan(f_.add_item("a.jpg"));
  archive();
  f_.t.clock.advance(std::chrono::hours{24 * 90});
  unarchive();
  f_.run();
  EXPECT_TRUE(f_.messenger.sent.empty());
}

TEST_F(Archiving, WhatIsSoAlreadyWritesNothing) {
  EXPECT_FALSE(unarchive().changed);
  EXPECT_TRUE(archive().changed);
  const auto audits = f_.count("SELECT count(*) FROM audit_log");
  EXPECT_FALSE(archive().changed);
  EXPECT_EQ(f_.count("SELECT count(*) FROM audit_log"), audits);
}

TEST_F(Archiving, AChatThatWasNeverSetUpIsStillToBeSetUpAfterwards) {
  by_operator([&](UnitOfWork& unit) {
    unit.db().execute("DELETE FROM chat_settings");
    unit.chat(f_.chat).audit({.entity = "chat", .entity_id = "x", .action = "emptied"});
    return 0;
  });
  archive();
  EXPECT_EQ(unarchive().state, ChatState::setup);
  EXPECT_EQ(state(), ChatState::setup);
}

TEST_F(Archiving, AnUnreachableAnswerInFlightDoesNotBringTheChatBack) {
  f_.plan(f_.add_item("a.jpg"));
  f_.messenger.answers.emplace_back(bot::Unreachable{"kicked"});
  f_.messenger.on_send = [&] { archive(); };
  f_.run();
  EXPECT_EQ(state(), ChatState::archived);
}

TEST_F(Archiving, TakesAnAdminFromTelegramBothWays) {
  const Actor mia{"telegram:7", "Mia"};
  f_.t.store.bookkeep([&](Bookkeeping& unit) {
    access::see_member(unit, f_.chat, {TelegramUserId{7}, "mia", "Mia", ""});
  });
  const auto refused = [&](auto body) {
    try {
      f_.t.store.write(mia, [&](UnitOfWork& unit) {
        ChatService service(unit, f_.chat);
        body(service);
      });
    } catch (const Error& error) {
      return error.kind() == ErrorKind::conflict;
    }
    return false;
  };
  EXPECT_TRUE(refused([](ChatService& s) { s.archive({}); }));
  EXPECT_TRUE(refused([](ChatService& s) { s.rename("mine"); }));
  archive();
  EXPECT_TRUE(refused([](ChatService& s) { s.unarchive({}); }));
  EXPECT_EQ(state(), ChatState::archived);
}

}  // namespace
}  // namespace igbot
