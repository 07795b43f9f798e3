// SPDX-License-Identifier: MIT
#include "tests/soak/world.hpp"

#include <algorithm>
#include <fstream>

#include "core/account/account_service.hpp"
#include "core/bot/poller.hpp"
#include "core/post/post_runner.hpp"
#include "core/store/retention.hpp"
#include "tests/soak/picture.hpp"

namespace igbot::test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

/// 2026-03-05 00:00 UTC: the Americas change their clocks on the 8th, Europe on the 29th, Egypt and
/// the south later.
constexpr Timestamp k_begin{milliseconds{1'772'668'800'000}};
constexpr hours k_staging_life{6};

}  // namespace

World::World(const SoakSize& size)
    : size_(size),
      clock_(k_begin),
      faults_(size.seed * 7 + 1, clock_),
      host_(clock_, faults_, records_),
      instagram_(clock_, faults_, records_, host_),
      telegram_(clock_, faults_, records_),
      keys_(crypto::KeyRing::parse(crypto::generate_key())),
      dice_(size.seed * 7 + 2),
      people_({.clock = clock_,
               .agenda = agenda_,
               .records = records_,
               .telegram = telegram_,
               .instagram = instagram_,
               .team = [this](TelegramChatId chat) { return team_of(chat); },
               .container_of = [this](std::int64_t post) { return container_of(post); }},
              size.seed * 7 + 3),
      begin_(k_begin) {
  if (!size.with_faults) faults_.end();
  telegram_.on_shown = [this](const ShownMessage& message) { people_.see(message); };
  open_store();
  for (int i = 1; i <= size.chats; ++i) teams_.push_back(generated_team(i, dice_, faults_));
  for (Team& team : teams_) set_up(team);
}

void World::open_store() {
  store_.reset();
  store_ = std::make_unique<Store>(StoreOptions{.file = folder_.path() / "igbotctl.db",
                                                .create = true,
                                                .on_change =
                                                    [this](const igbot::Change&) {
                                                      if (is_working_) faults_.maybe_die();
                                                    }},
                                   clock_);
}

void World::live() {
  plan_the_days();
  const Timestamp end = begin_ + hours{24 * size_.days};
  while (clock_.world() < end) {
    clock_.go_to(next_minute());
    agenda_.live_until(clock_.world());
    if (clock_.world() >= asleep_until_) work();
  }
}

void World::come_to_rest() {
  faults_.end();
  agenda_.clear();
  clock_.set_offset(milliseconds{0});
  for (int i = 0; i < 24 * 12; ++i) {
    run_minutes(1);
    clock_.sleep_for(minutes{4});
  }
  for (Team& team : teams_) records_.pictures[team.record.key] = team.source->pictures();
}

void World::run_minutes(int count) {
  for (int i = 0; i < count; ++i) {
    clock_.sleep_for(minutes{1});
    work();
  }
}

/// What cron calls: the poller, then the worker.
void World::work() {
  ++runs_;
  as_process([this](post::Worker& worker) {
    try {
      bot::poll(worker, telegram_, {.once = true});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::temporary) throw;
    }
  });
  as_process([this](post::Worker& worker) {
    post::run_posts(worker, {.chat = std::nullopt, .jobs = 1});
    if (!worker.report.handled().empty()) store_->checkpoint();
    forget_old_records(*store_);
  });
}

void World::as_process(const std::function<void(post::Worker&)>& body) {
  post::Worker worker(
      *store_, telegram_,
      [this](ChatKey chat, const media::MediaItem& item) { return bring(chat, item); },
      Actor{"worker:soak", "worker on soak"}, "other-host/" + std::to_string(++processes_) + "/1",
      std::nullopt);
  worker.publishing = publish_tools();
  is_working_ = true;
  try {
    body(worker);
    is_working_ = false;
  } catch (const Death&) {
    is_working_ = false;
    records_.deaths.push_back(now());
    open_store();
  }
}

/// The next minute in which something is to be done, or cron does nothing for once in an hour.
Timestamp World::next_minute() {
  const Timestamp soon = std::chrono::floor<minutes>(clock_.world()) + minutes{1};
  Timestamp next = std::min(soon + minutes{dice_.roll(20, 60)}, agenda_.next());
  if (telegram_.has_updates()) next = soon;
  if (const auto wake = next_wake()) {
    // What waits for something else (a pause, a lease) is not looked at each minute.
    const Timestamp at = *wake - (clock_.now() - clock_.world());
    next = std::min(next, at <= clock_.world() ? soon + minutes{dice_.roll(0, 4)} : at);
  }
  return std::max<Timestamp>(soon, std::chrono::ceil<minutes>(next));
}

std::optional<Timestamp> World::next_wake() {
  return store_->read([](UnitOfWork& unit) {
    return unit.db()
        .execute(
            "SELECT min(at) FROM (SELECT min(p.wake_at) AS at FROM posts p JOIN chats c ON c.id = "
            "p.chat_id AND c.state = 'active' WHERE p.wake_at IS NOT NULL UNION ALL SELECT "
            "min(plan_wake_at) FROM chats WHERE state = 'active' UNION ALL SELECT min(o.wake_at) "
            "FROM outbox o JOIN chats c ON c.id = o.chat_id AND c.state = 'active' WHERE "
            "o.wake_at IS NOT NULL)")
        .front()
        .optional_timestamp(0);
  });
}

std::variant<std::filesystem::path, post::MediaGone> World::bring(ChatKey chat,
                                                                  const media::MediaItem& item) {
  const Fault fault = faults_.draw("source");
  Faults::finish(fault);
  if (fault != Fault::none && fault != Fault::late) {
    throw Error(ErrorKind::temporary, "the source cannot be reached", "try again later");
  }
  const std::filesystem::path file = new_file();
  try {
    team_of(chat).source->fetch({item.identifier, item.version}, file);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;
    return post::MediaGone{item.path + " is not there"};
  }
  return file;
}

post::PublishTools World::publish_tools() {
  const auto staging = std::make_shared<media::Staging>(
      *store_, [this] { return &host_; }, k_staging_life);
  return {.publisher = [this]() -> post::Publisher& { return instagram_; },
          .make_story =
              [this](const std::filesystem::path& from) {
                const std::filesystem::path to = new_file();
                std::filesystem::copy_file(from, to);
                return post::StoryFile{to, "image/jpeg"};
              },
          .stage =
              [staging](ChatKey chat, PostId post, const post::StoryFile& story) {
                return staging->stage(chat, post, story.path, story.mime);
              },
          .release = [staging](ChatKey chat, PostId post) { return staging->release(chat, post); },
          .sweep = [staging] { return staging->sweep(); },
          .open_account =
              [this](ChatScope scope, const Account& account) {
                const CredentialRepository credentials(scope);
                const auto credential = credentials.find(account.credential.value());
                return post::PublishingAccount{account.id, account.instagram_id, account.username,
                                               account.login,
                                               credentials.open(credential.value(), keys_)};
              },
          .access = {.keys = [this] { return keys_; },
                     .login = [this]() -> InstagramLogin& { return instagram_; }}};
}

std::filesystem::path World::new_file() {
  return folder_.path() / ("file-" + std::to_string(++files_));
}

Team* World::team_of(TelegramChatId chat) {
  const auto found = std::find_if(teams_.begin(), teams_.end(),
                                  [&](const Team& team) { return team.telegram == chat; });
  return found == teams_.end() ? nullptr : &*found;
}

Team& World::team_of(ChatKey chat) {
  return *std::find_if(teams_.begin(), teams_.end(),
                       [&](const Team& team) { return team.record.key == chat; });
}

std::string World::container_of(std::int64_t post) {
  return store_->read([&](UnitOfWork& unit) {
    const auto row = unit.db().execute("SELECT prepared_id FROM posts WHERE id = $1", {post});
    return row.empty() ? std::string() : row.front().optional_text(0).value_or("");
  });
}

}  // namespace igbot::test
