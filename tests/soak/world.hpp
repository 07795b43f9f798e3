// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/key_ring.hpp"
#include "core/media/staging.hpp"
#include "core/post/worker.hpp"
#include "core/store/store.hpp"
#include "tests/soak/people.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::test {

struct SoakSize {
  int chats = 40;
  int days = 8;
  std::uint64_t seed = 1;
  /// Other than in the controls of the audit, things go wrong.
  bool with_faults = true;
};

/// A server that runs igbotctl for many teams, its outside, and the people: on a virtual clock, in
/// one thread, the same month for the same seed.
class World {
 public:
  explicit World(const SoakSize& size);

  /// The days, with everything that goes wrong in them.
  void live();
  /// Nothing goes wrong any more, nobody does anything, and whatever was left half-way ends.
  void come_to_rest();
  /// Cron's next minutes, as many.
  void run_minutes(int minutes);
  /// The team's group becomes a supergroup, once in its life.
  void migrate(Team& team);
  /// Makes a backup and looks into it.
  void back_up();

  Store& store() { return *store_; }
  SoakClock& clock() { return clock_; }
  const Records& records() const { return records_; }
  const Faults& faults() const { return faults_; }
  RecordingInstagram& instagram() { return instagram_; }
  RecordingTelegram& telegram() { return telegram_; }
  RecordingHost& host() { return host_; }
  std::vector<Team>& teams() { return teams_; }
  std::int64_t runs() const { return runs_; }
  std::int64_t syncs() const { return syncs_; }

  /// Called with each backup before it is looked into: for the controls.
  std::function<void(const std::filesystem::path&)> on_backup;

 private:
  void open_store();
  void set_up(Team& team);
  void connect_account(Team& team, std::size_t which, const IssuedToken& issued);
  void plan_the_days();
  void plan_day(Timestamp morning);
  void plan_team_day(Team& team, Timestamp morning);
  void plan_clock_steps();

  /// Whatever a person at the shell does, in its own transaction; what is refused is no harm.
  void as_operator(const std::function<void(UnitOfWork&)>& body);
  void act_on_post(Team& team);
  void pause_or_resume(Team& team);
  void archive_for(Team& team, std::chrono::hours time);
  void mend_accounts(Team& team);
  void person_leaves(Team& team);
  void sync(Team& team);

  Timestamp next_minute();
  std::optional<Timestamp> next_wake();
  void work();
  /// One process of the worker: `body` may end in the middle.
  void as_process(const std::function<void(post::Worker&)>& body);
  post::PublishTools publish_tools();
  std::variant<std::filesystem::path, post::MediaGone> bring(ChatKey chat,
                                                             const media::MediaItem& item);
  Team* team_of(TelegramChatId chat);
  Team& team_of(ChatKey chat);
  std::string container_of(std::int64_t post);
  std::filesystem::path new_file();
  Moment now() const { return {clock_.world(), clock_.now()}; }

  SoakSize size_;
  SoakClock clock_;
  Faults faults_;
  Records records_;
  RecordingHost host_;
  RecordingInstagram instagram_;
  RecordingTelegram telegram_;
  Agenda agenda_;
  TemporaryFolder folder_;
  crypto::KeyRing keys_;
  std::vector<Team> teams_;
  Dice dice_;
  People people_;
  std::unique_ptr<Store> store_;
  bool is_working_ = false;
  Timestamp asleep_until_{};
  Timestamp begin_;
  std::int64_t files_ = 0;
  std::int64_t processes_ = 0;
  std::int64_t runs_ = 0;
  std::int64_t syncs_ = 0;
};

}  // namespace igbot::test
