// SPDX-License-Identifier: MIT
#include "core/access/authorise.hpp"

#include <gtest/gtest.h>

#include "core/access/member_repository.hpp"
#include "core/access/roles.hpp"
#include "core/media/media_edits.hpp"
#include "core/post/late_posts.hpp"
#include "core/schedule/mix_service.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/settings/settings_revert.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::access {
namespace {

const Actor k_mia{"telegram:7", "Mia"};
constexpr TelegramUserId k_mia_id{7};

using Change = std::function<void(ChatScope)>;

/// A chat with a post in each state that people can say something about, and Mia in it.
class Authorise : public ::testing::Test {
 protected:
  Authorise() {
    f_.t.store.bookkeep([&](Bookkeeping& unit) {
      see_member(unit, f_.chat, {k_mia_id, "mia", "Mia", ""});
    });
  }

  void make_mia(Role role) {
    f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      MemberRepository(unit.chat(f_.chat)).set_role(k_mia_id, role, std::nullopt);
    });
  }
  void by(const Actor& actor, const Change& change) {
    f_.t.store.write(actor, [&](UnitOfWork& unit) { change(unit.chat(f_.chat)); });
  }
  /// How many rows the change would write for Mia.
  std::int64_t rehearsed_rows(const Change& change) {
    return f_.t.store.rehearse(k_mia, [&](UnitOfWork& unit) {
      const std::int64_t before = unit.db().total_changes();
      change(unit.chat(f_.chat));
      return unit.db().total_changes() - before;
    });
  }
  /// How the change ends when Mia tries it; nothing when it succeeds.
  std::optional<ErrorKind> refused(const Change& change) {
    try {
      by(k_mia, change);
    } catch (const Error& error) {
      return error.kind();
    }
    return std::nullopt;
  }
  /// Every row that a change could touch.
  std::string everything() {
    std::string all;
    for (const char* table : {"chats", "chat_settings", "chat_settings_history", "category_mix",
                              "posts", "posting_history", "media_items", "content_locks", "outbox",
                              "media_sources", "memberships", "audit_log"}) {
      all += f_.t.store.read([&](UnitOfWork& unit) {
        std::string rows;
        const std::string sql = std::string("SELECT * FROM ") + table;
        for (const auto& row : unit.db().execute(sql).rows) {
          for (std::size_t i = 0; i < row.size(); ++i) {
            if (row.is_null(i))
              rows += "-";
            else
              rows += text_at(row, i);
            rows += "|";
          }
        }
        return rows + "\n";
      });
    }
    return all;
  }

  test::PostingFixture f_;

 private:
  static std::string text_at(const sql::Row& row, std::size_t column) {
    try {
      return row.text(column);
    } catch (const Error&) {
      return std::to_string(row.integer(column));
    }
  }
};

/// Each public function of a service that changes something of a chat, as a call that would.
std::vector<std::pair<std::string, Change>> all_changes(test::PostingFixture& f) {
  const MediaId item = f.add_item("memes/a.jpg");
  const MediaId held = f.add_item("memes/b.jpg");
  const MediaId shown = f.add_item("memes/c.jpg");
  const MediaId late = f.add_item("memes/d.jpg");
  const MediaId ended = f.add_item("memes/e.jpg");
  const PostId planned = f.plan(item, std::chrono::hours{2});
  f.plan(late, -std::chrono::hours{1});
  const PostId awaiting = f.plan(shown);
  f.run();
  const PostId canceled = f.plan(ended, std::chrono::hours{3});
  const PostId overdue = f.plan(f.add_item("memes/f.jpg"), -std::chrono::minutes{30});
  static_cast<void>(overdue);
  const ContentId content = f.t.store.read([&](UnitOfWork& unit) {
    return media::MediaRepository(unit.chat(f.chat)).find(held)->content;
  });
  f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    media::LockRepository(unit.chat(f.chat)).lock(content, media::LockKind::skip, k_forever, {});
  });
  f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    schedule::ScheduleService(unit.chat(f.chat)).create({.days = 1});
  });
  // Only now: a free item would have been planned.
  f.decide([&](post::Decisions& d) { return d.cancel(canceled, std::nullopt); });
  const auto first_entry = f.count("SELECT min(id) FROM chat_settings_history");
  f.set("posts_per_day", "7");  // something to revert
  const auto decide = [](PostId id, auto verb) {
    return [id, verb](ChatScope scope) {
      post::Decisions decisions(scope);
      verb(decisions, id);
    };
  };
  using post::Decisions;
  const auto none = std::nullopt;
  return {
      {"settings set",
       [](ChatScope s) {
         SettingsService(s).set({{"repost_ttl_days", "9"}}, {});
       }},
      {"settings toggle", [](ChatScope s) { SettingsService(s).toggle("dry_run_mode", {}); }},
      {"settings unset",
       [](ChatScope s) {
         SettingsService(s).unset({"repost_ttl_days"}, {{"repost_ttl_days", "8"}}, {});
       }},
      {"settings revert",
       [=](ChatScope s) {
         revert_settings(s, {.entry = first_entry, .include_state = false, .reason = "back"});
       }},
      {"chat role", [](ChatScope s) { change_role(s, "7", Role::owner, {}); }},
      {"pause", [](ChatScope s) { SettingsService(s).pause({}, "lunch"); }},
      {"mix set",
       [](ChatScope s) {
         schedule::MixService(s).set({{"memes", 10000}}, {});
       }},
      {"schedule create",
       [](ChatScope s) { schedule::ScheduleService(s).create({.days = 3, .replace = true}); }},
      {"schedule clear", [](ChatScope s) { schedule::ScheduleService(s).clear(); }},
      {"media set",
       [=](ChatScope s) {
         media::MediaEdits(s).set_texts(
             item, {.title = "t", .caption = none, .link = none, .tags = none});
       }},
      {"media lock",
       [=](ChatScope s) { media::MediaEdits(s).hold(content, k_forever, "kept back"); }},
      {"media unlock", [=](ChatScope s) { media::MediaEdits(s).unlock(content, {}, {}); }},
      {"post done", decide(awaiting, [](Decisions& d, PostId id) { d.done(id, {}); })},
      {"post skip", decide(awaiting, [](Decisions& d, PostId id) { d.skip(id, {}); })},
      {"post reject", decide(awaiting, [](Decisions& d, PostId id) { d.reject(id, {}); })},
      {"post cancel", decide(planned, [](Decisions& d, PostId id) { d.cancel(id, {}); })},
      {"post move", decide(planned, [](Decisions& d, PostId id) { d.move(id, k_forever, {}); })},
      {"post retry", decide(canceled, [](Decisions& d, PostId id) { d.retry(id, {}); })},
      {"post next", [](ChatScope s) { Decisions(s).next({}); }},
      {"resume --overdue clear", [](ChatScope s) { post::LatePosts(s).clear(); }},
      {"resume --overdue reschedule", [](ChatScope s) { post::LatePosts(s).reschedule(); }},
  };
}

TEST_F(Authorise, AMemberUnderRolesChangesNothingByAnyService) {
  const auto changes = all_changes(f_);
  f_.set("access_policy", "roles");
  for (const auto& [name, change] : changes) {
    const std::string before = everything();
    EXPECT_EQ(refused(change), ErrorKind::conflict) << name;
    EXPECT_EQ(everything(), before) << name;
  }
}

TEST_F(Authorise, AStrangerChangesNothingByAnyServiceEvenWhereEveryoneMay) {
  for (const auto& [name, change] : all_changes(f_)) {
    const std::string before = everything();
    EXPECT_THROW(by({"telegram:8", "Eve"}, change), Error) << name;
    EXPECT_EQ(everything(), before) << name;
  }
}

TEST_F(Authorise, AnAdminUnderRolesMayDoAllOfThem) {
  const auto changes = all_changes(f_);
  f_.set("access_policy", "roles");
  make_mia(Role::admin);
  for (const auto& [name, change] : changes) {
    const std::string before = everything();
    EXPECT_GT(rehearsed_rows(change), 0) << name << " is no change: the tests are blind";
    EXPECT_EQ(everything(), before) << name;
  }
}

TEST_F(Authorise, AnEditorPausesAndSwitchesDryRunButSetsNothingElse) {
  f_.set("access_policy", "roles");
  make_mia(Role::editor);
  EXPECT_EQ(refused([](ChatScope s) { SettingsService(s).pause({}, {}); }), std::nullopt);
  EXPECT_EQ(refused([](ChatScope s) { SettingsService(s).resume({}); }), std::nullopt);
  EXPECT_EQ(refused([](ChatScope s) { SettingsService(s).toggle("dry_run_mode", {}); }),
            std::nullopt);
  EXPECT_EQ(refused([](ChatScope s) {
              SettingsService(s).set({{"posts_per_day", "9"}}, {});
            }),
            ErrorKind::conflict);
}

TEST_F(Authorise, OneSettingOfSeveralThatIsNotAllowedRefusesAll) {
  f_.set("access_policy", "roles");
  make_mia(Role::editor);
  const std::string before = everything();
  EXPECT_EQ(refused([](ChatScope s) {
              SettingsService(s).set({{"dry_run_mode", "false"}, {"posts_per_day", "9"}}, {});
            }),
            ErrorKind::conflict);
  EXPECT_EQ(everything(), before);
}

TEST_F(Authorise, WhereEveryoneMayTheAccessPolicyStillTakesAnAdmin) {
  const Change open_up = [](ChatScope s) {
    SettingsService(s).set({{"access_policy", "roles"}}, {});
  };
  EXPECT_EQ(refused([](ChatScope s) {
              SettingsService(s).set({{"posts_per_day", "9"}}, {});
            }),
            std::nullopt);
  EXPECT_EQ(refused(open_up), ErrorKind::conflict);
  f_.t.store.bookkeep([&](Bookkeeping& u) { record_chat_admin(u, f_.chat, k_mia_id, true); });
  EXPECT_EQ(refused(open_up), std::nullopt);
}

TEST_F(Authorise, AMemberOfAnotherChatIsAStrangerHere) {
  const ChatKey other = f_.add_active_chat(-2002, "others");
  f_.t.store.bookkeep([&](Bookkeeping& unit) {
    see_member(unit, other, {TelegramUserId{8}, "eve", "Eve", ""});
  });
  EXPECT_THROW(by({"telegram:8", "Eve"}, [](ChatScope s) { SettingsService(s).pause({}, {}); }),
               Error);
}

TEST_F(Authorise, MenusAskWithoutChangingAnything) {
  const auto may_manage = [&](const Actor& actor) {
    return f_.t.store.read(
        [&](UnitOfWork& unit) { return has_right(unit.chat(f_.chat), actor, Right::manage); });
  };
  EXPECT_TRUE(may_manage(k_mia));
  EXPECT_FALSE(may_manage({"telegram:8", "Eve"}));
  EXPECT_TRUE(may_manage({"cli:anna", "anna"}));
  f_.set("access_policy", "roles");
  EXPECT_FALSE(may_manage(k_mia));
}

TEST_F(Authorise, AnActorOfNoKnownKindIsABug) {
  EXPECT_THROW(by({"web:1", "?"}, [](ChatScope s) { require_right(s, Right::look); }), Error);
}

TEST_F(Authorise, ARefusalNamesWhoMay) {
  f_.set("access_policy", "roles");
  try {
    by(k_mia, [](ChatScope s) { SettingsService(s).pause({}, {}); });
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "Mia may not do this in team: it takes an editor, admin or owner");
  }
}

TEST_F(Authorise, AServiceThatForgetsToAskCannotCommit) {
  EXPECT_EQ(refused([](ChatScope s) {
              s.db().execute("UPDATE chats SET name = 'x' WHERE id = $1", {s.key()});
              s.audit({.entity = "chat", .entity_id = "x", .action = "renamed"});
            }),
            ErrorKind::bug);
  EXPECT_EQ(f_.text("SELECT name FROM chats"), "team");
}

TEST_F(Authorise, ARightInOneChatIsNoneInAnother) {
  const ChatKey other = f_.add_active_chat(-2002, "others");
  EXPECT_THROW(f_.t.store.write(k_mia,
                                [&](UnitOfWork& unit) {
                                  require_right(unit.chat(f_.chat), Right::post);
                                  unit.chat(other).audit(
                                      {.entity = "chat", .entity_id = "x", .action = "renamed"});
                                }),
               Error);
}

TEST_F(Authorise, InAChannelOnlyAdministratorsAct) {
  f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    unit.db().execute("UPDATE chats SET is_channel = 1");
    unit.chat(f_.chat).audit({.entity = "chat", .entity_id = "x", .action = "is a channel"});
  });
  const Change pause = [](ChatScope s) { SettingsService(s).pause({}, {}); };
  EXPECT_EQ(refused(pause), ErrorKind::conflict);
  make_mia(Role::admin);
  EXPECT_EQ(refused(pause), std::nullopt);
}

TEST_F(Authorise, AnArchivedChatIsChangedByNobodyButTheWorkerThatFinishes) {
  const auto changes = all_changes(f_);
  f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    const auto chat = ChatRepository(unit).find(f_.chat).value();
    ChatRepository(unit).set_state(chat, ChatState::archived, "done");
  });
  for (const auto& [name, change] : changes) {
    const std::string before = everything();
    EXPECT_THROW(by({"cli:anna", "anna"}, change), Error) << name;
    EXPECT_EQ(everything(), before) << name;
  }
  EXPECT_NO_THROW(by({"worker:test", "worker"}, changes.front().second));
}

}  // namespace
}  // namespace igbot::access
