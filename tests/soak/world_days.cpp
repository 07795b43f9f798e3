// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/access/member_repository.hpp"
#include "core/account/account_service.hpp"
#include "core/chat/chat_service.hpp"
#include "core/media/syncer.hpp"
#include "core/post/decisions.hpp"
#include "core/schedule/mix_service.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/backup.hpp"
#include "tests/soak/backup_look.hpp"
#include "tests/soak/world.hpp"

namespace igbot::test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

const Actor k_operator{"cli:operator", "operator"};
const std::vector<std::string> k_servers{"telegram", "instagram", "media host", "source",
                                         "meta login"};

}  // namespace

void World::as_operator(const std::function<void(UnitOfWork&)>& body) {
  try {
    store_->write(k_operator, body);
  } catch (const Error& error) {
    const bool is_refused = error.kind() == ErrorKind::conflict ||
                            error.kind() == ErrorKind::not_found ||
                            error.kind() == ErrorKind::usage;
    if (!is_refused) throw;
  }
}

void World::set_up(Team& team) {
  team.record.key = store_->write(k_operator, [&](UnitOfWork& unit) {
    const ChatKey key = create_chat(unit, {team.telegram, team.source->root(), {}}).key;
    SettingsService(unit.chat(key)).set(team.settings, std::nullopt);
    return key;
  });
  records_.chats.push_back(team.record);
  for (std::size_t i = 0; i < team.record.accounts.size(); ++i) {
    connect_account(
        team, i,
        instagram_.add_account(team.record.accounts[i], team.usernames[i], team.quotas[i]));
  }
  for (const TelegramUserId person : team.people) telegram_.joins(team.telegram, person);
  if (team.has_roles) telegram_.make_admin(team.telegram, team.people.front());
  for (int i = 0; i < 5 && team.source->size() > 0; ++i) sync(team);
  as_operator([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(team.record.key);
    if (!team.mix.empty()) schedule::MixService(scope).set(team.mix, std::nullopt);
    schedule::ScheduleService(scope).create({.days = 3});
  });
}

void World::connect_account(Team& team, std::size_t which, const IssuedToken& issued) {
  as_operator([&](UnitOfWork& unit) {
    AccountService(unit, team.record.key)
        .connect({.login = AccountLogin::instagram,
                  .identity = {team.record.accounts[which], team.usernames[which], "BUSINESS"},
                  .issued = issued,
                  .issued_at = clock_.now() - hours{48}},
                 keys_);
    SettingsService settings(unit.chat(team.record.key));
    if (settings.load().active_account.empty()) {
      settings.set({{"active_account", team.usernames[which]}}, std::nullopt);
    }
  });
}

void World::plan_the_days() {
  for (int day = 0; day < size_.days; ++day) {
    const Timestamp morning = begin_ + hours{24 * day};
    agenda_.at(morning, [this, morning] { plan_day(morning); });
    agenda_.at(morning + hours{3}, [this] { back_up(); });
  }
  if (!size_.with_faults) return;
  plan_clock_steps();
  if (size_.days < 4) return;
  // The machine sleeps for two days, once.
  agenda_.at(begin_ + hours{24 * (size_.days / 2)} + hours{7},
             [this] { asleep_until_ = clock_.world() + hours{48}; });
}

void World::plan_clock_steps() {
  for (int day = 1; day < size_.days; ++day) {
    const Timestamp noon = begin_ + hours{24 * day + 12};
    const auto step = dice_.roll(1, 8);
    milliseconds offset{dice_.roll(-2000, 2000)};  // what NTP corrects
    if (step == 1) offset = hours{1};
    if (step == 2) offset = -minutes{10};
    agenda_.at(noon, [this, offset] { clock_.set_offset(offset); });
    if (step <= 2) {
      agenda_.at(noon + hours{5}, [this] { clock_.set_offset(milliseconds{0}); });
    }
  }
}

void World::plan_day(Timestamp morning) {
  for (Team& team : teams_) plan_team_day(team, morning);
  if (!size_.with_faults || !dice_.once_in(2)) return;
  const std::string server = dice_.pick(k_servers);
  agenda_.at(morning + minutes{dice_.roll(0, 1200)}, [this, server] {
    faults_.take_down(server, clock_.world() + minutes{dice_.roll(5, 240)});
  });
}

void World::plan_team_day(Team& team, Timestamp morning) {
  const auto some_time = [&] { return morning + minutes{dice_.roll(1, 1439)}; };
  const auto perhaps = [&](std::int64_t once_in, void (World::*what)(Team&)) {
    if (!dice_.once_in(once_in)) return;
    agenda_.at(some_time(), [this, &team, what] { (this->*what)(team); });
  };
  for (int i = 0; i < 4; ++i) {
    agenda_.at(morning + hours{6 * i} + minutes{dice_.roll(0, 359)}, [this, &team] { sync(team); });
  }
  for (auto changes = dice_.roll(0, 4); changes > 0; --changes) {
    agenda_.at(some_time(), [this, &team] { team.source->change(dice_); });
  }
  if (dice_.once_in(40)) {
    agenda_.at(some_time(), [&team] { team.source->lose_most(); });
    agenda_.at(morning + hours{40}, [&team] { team.source->bring_back(); });
  }
  for (int i = 0; i < 2; ++i) perhaps(3, &World::act_on_post);
  perhaps(30, &World::pause_or_resume);
  perhaps(25, &World::person_leaves);
  perhaps(2, &World::mend_accounts);
  perhaps(90, &World::migrate);
  if (dice_.once_in(80)) {
    agenda_.at(some_time(), [this, &team] { archive_for(team, hours{dice_.roll(5, 60)}); });
  }
  if (dice_.once_in(60)) {
    const std::string account = dice_.pick(team.record.accounts);
    agenda_.at(some_time(), [this, account] { instagram_.revoke_tokens(account); });
  }
}

/// Something said at the shell about a post of the chat, whatever its state.
void World::act_on_post(Team& team) {
  const auto what = dice_.roll(1, 6);
  const auto draw = static_cast<std::int64_t>(dice_.roll(0, 1'000'000));
  const ChatKey key = team.record.key;
  as_operator([&](UnitOfWork& unit) {
    const auto rows = unit.db().execute(
        "SELECT id FROM posts WHERE chat_id = $1 AND due_at BETWEEN $2 AND $3 ORDER BY id",
        {key, unit.now() - hours{24}, unit.now() + hours{24}});
    if (rows.empty()) return;
    const auto& row = rows.rows[static_cast<std::size_t>(draw) % rows.rows.size()];
    const auto id = row.id<PostId>(0);
    post::Decisions decisions(unit.chat(key));
    const char* const verbs[]{"cancel", "move", "approve", "retry", "skip", "withdraw"};
    if (what == 1) decisions.cancel(id, std::nullopt);
    if (what == 2) decisions.move(id, unit.now() + minutes{draw % 600}, std::nullopt);
    if (what == 3) decisions.approve(id, std::nullopt);
    if (what == 4) decisions.retry(id, std::nullopt);
    if (what == 5) decisions.skip(id, std::nullopt);
    if (what == 6) decisions.withdraw(id, std::nullopt);
    records_.deeds.push_back({now(), key, number(id), verbs[what - 1]});
  });
}

void World::pause_or_resume(Team& team) {
  const auto time = minutes{dice_.roll(30, 1500)};
  as_operator([&](UnitOfWork& unit) {
    SettingsService(unit.chat(team.record.key)).pause(unit.now() + time, "a holiday");
  });
}

void World::archive_for(Team& team, hours time) {
  as_operator([&](UnitOfWork& unit) { ChatService(unit, team.record.key).archive(std::nullopt); });
  agenda_.at(clock_.world() + time, [this, &team] {
    as_operator(
        [&](UnitOfWork& unit) { ChatService(unit, team.record.key).unarchive(std::nullopt); });
    mend_accounts(team);
  });
}

void World::migrate(Team& team) {
  const auto to = static_cast<TelegramChatId>(number(team.telegram) - 1'000'000'000);
  if (team.record.telegram.size() > 1) return;  // once in a chat's life
  telegram_.migrate(team.telegram, to);
  records_.deeds.push_back({now(), team.record.key, 0, "migrate"});
  team.telegram = to;
  team.record.telegram.push_back(to);
  for (ChatRecord& record : records_.chats) {
    if (record.key == team.record.key) record.telegram.push_back(to);
  }
}

/// Accounts whose token died are connected again.
void World::mend_accounts(Team& team) {
  const auto dead = store_->read([&](UnitOfWork& unit) {
    std::vector<std::string> ids;
    for (const Account& account : AccountRepository(unit.chat(team.record.key)).all()) {
      if (account.state == AccountState::dead) ids.push_back(account.instagram_id);
    }
    return ids;
  });
  for (std::size_t i = 0; i < team.record.accounts.size(); ++i) {
    const std::string& id = team.record.accounts[i];
    if (std::count(dead.begin(), dead.end(), id) == 0) continue;
    connect_account(team, i, instagram_.issue(id, hours{24 * 60}, true));
  }
}

void World::person_leaves(Team& team) {
  if (team.people.size() < 3) return;
  const TelegramUserId person = team.people[1];
  telegram_.leaves(team.telegram, person);
  team.people.erase(team.people.begin() + 1);
  team.gone.push_back(person);
}

void World::sync(Team& team) {
  if (clock_.world() < asleep_until_) return;
  ++syncs_;
  is_working_ = true;
  try {
    media::sync_media(*store_, *team.source,
                      {.chat = team.record.key,
                       .actor = {"worker:soak", "worker on soak"},
                       .type = team.source->kind(),
                       .config = "{}",
                       .allow_mass_delete = dice_.once_in(20)});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::temporary && error.kind() != ErrorKind::conflict) throw;
  } catch (const Death&) {
    records_.deaths.push_back(now());
    is_working_ = false;
    open_store();
  }
  is_working_ = false;
}

void World::back_up() {
  if (clock_.world() < asleep_until_) return;
  const std::filesystem::path copy = new_file();
  write_backup(*store_, k_operator, copy);
  if (on_backup) on_backup(copy);
  for (std::string& wrong : look_at_backup(copy, store_->file())) {
    records_.bad_backups.push_back(std::move(wrong));
  }
  ++records_.backups;
  std::filesystem::remove(copy);
}

}  // namespace igbot::test
