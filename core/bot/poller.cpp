// SPDX-License-Identifier: MIT
#include "core/bot/poller.hpp"

#include <algorithm>

#include "core/access/member_repository.hpp"
#include "core/bot/conversation.hpp"
#include "core/bot/errands.hpp"
#include "core/bot/poll_state.hpp"
#include "core/bot/receive.hpp"
#include "core/post/delivery.hpp"
#include "core/post/outbox.hpp"
#include "core/post/outbox_drain.hpp"

namespace igbot::bot {
namespace {

using std::chrono::seconds;

constexpr seconds k_longest_poll{50};
constexpr seconds k_while_busy{2};

bool is_refusal(const Error& error) {
  return error.kind() == ErrorKind::conflict || error.kind() == ErrorKind::usage ||
         error.kind() == ErrorKind::not_found;
}

class Poll {
 public:
  Poll(post::Worker& worker, UpdateSource& source, const PollOptions& options)
      : worker_(worker), source_(source), options_(options), errands_(worker, options.rules) {
    worker_.may_wait = options.once;
  }

  PollReport run() {
    const Timestamp began = worker_.store.clock().now();
    errands_.go_on();
    while (!stopped()) {
      const auto wait = wait_from(began);
      if (!wait) break;
      const bool more = take_batch(*wait);
      if (options_.once && !more) break;
    }
    if (stopped()) {
      errands_.stop();
    } else {
      errands_.finish();
    }
    if (bug_) throw *bug_;
    return report_;
  }

 private:
  bool stopped() const { return options_.stop && options_.stop(); }

  /// How long the next request may wait; nothing when the time is over.
  std::optional<seconds> wait_from(Timestamp began) const {
    if (options_.once) return seconds{0};
    if (!options_.duration) return k_longest_poll;
    const auto spent = std::chrono::floor<seconds>(worker_.store.clock().now() - began);
    // Whoever waits for an errand does not keep the others from being answered.
    if (spent >= *options_.duration && errands_.is_busy()) return k_while_busy;
    if (spent >= *options_.duration) return std::nullopt;
    return std::min(k_longest_poll, *options_.duration - spent);
  }

  /// True when there may be more at once.
  bool take_batch(seconds wait) {
    const auto offset = worker_.store.read([&](UnitOfWork& unit) {
      wait = std::min(wait, until_next_message(unit));
      return PollState(unit.db(), unit.now(), source_.bot_id()).next_offset();
    });
    forget_old_questions();
    const std::vector<Update> updates = source_.fetch(offset, wait);
    worker_.messenger_down = false;  // it has just answered; a poller lives longer than an outage
    worker_.store.bookkeep(
        [&](Bookkeeping& unit) { PollState(unit.db(), unit.now(), source_.bot_id()).succeeded(); });
    for (const char* over : {k_poll_condition, "telegram", "telegram_token"}) {
      post::condition_ends(worker_, std::nullopt, over);
    }
    post::drain_outbox(worker_, std::nullopt);
    for (const Update& update : updates) {
      if (stopped()) return false;
      take(update);
      post::drain_outbox(worker_, std::nullopt);
      errands_.go_on();
    }
    return !updates.empty();
  }

  /// Until a message that waits for its chat's turn may leave.
  static seconds until_next_message(UnitOfWork& unit) {
    const auto next = post::next_outbox_wake(unit.db());
    if (!next) return k_longest_poll;
    return std::max(seconds{1}, std::chrono::ceil<seconds>(*next - unit.now()));
  }

  void forget_old_questions() {
    const bool any =
        worker_.store.read([](UnitOfWork& unit) { return has_expired_conversations(unit); });
    if (!any) return;
    worker_.store.write(worker_.actor,
                        [](UnitOfWork& unit) { forget_expired_conversations(unit); });
  }

  void take(const Update& update) {
    bool is_admin =
        ask(worker_.store.read([&](UnitOfWork& unit) { return admin_question(unit, update); }));
    std::optional<Reaction> reaction;
    try {
      reaction = take_in(update, is_admin);
    } catch (const Error& error) {
      reaction = error.kind() == ErrorKind::conflict ? take_in_as_admin(update, error)
                                                     : refuse(update, error);
    }
    if (!reaction) return;
    ++report_.updates;
    tell(update, *reaction);
  }

  /// The effect and the place to go on from, in one transaction; nothing for what was taken in
  /// before.
  std::optional<Reaction> take_in(const Update& update, bool is_admin) {
    return worker_.store.write(actor_of(update, worker_.actor),
                               [&](UnitOfWork& unit) -> std::optional<Reaction> {
                                 PollState state(unit.db(), unit.now(), source_.bot_id());
                                 if (state.is_known(update.id)) return std::nullopt;
                                 Reaction done = receive(unit, update, {options_.rules, is_admin});
                                 unit.technically([&] { state.took(update.id); });
                                 return done;
                               });
  }

  /// Who was refused may administer the chat without our knowing.
  std::optional<Reaction> take_in_as_admin(const Update& update, const Error& refusal) {
    const auto question = worker_.store.read(
        [&](UnitOfWork& unit) { return admin_question_after_refusal(unit, update); });
    if (!ask(question)) return refuse(update, refusal);
    try {
      return take_in(update, true);
    } catch (const Error& error) {
      return refuse(update, error);
    }
  }

  /// Nothing of it was stored but that it was seen. For the handler of that error: what is no
  /// refusal goes on its way.
  Reaction refuse(const Update& update, const Error& error) {
    if (error.kind() == ErrorKind::bug) {
      // Told at the end: one update that cannot be taken in must not keep the others out.
      if (!bug_) bug_ = error;
    } else if (!is_refusal(error)) {
      // cppcheck-suppress rethrowNoCurrentException ; only called while one is handled
      throw;
    }
    ++report_.refused;
    return worker_.store.bookkeep([&](Bookkeeping& unit) {
      PollState(unit.db(), unit.now(), source_.bot_id()).took(update.id);
      return bot::refuse(unit, update, error);
    });
  }

  /// Asks the messenger whether somebody administers the chat and remembers the answer; false when
  /// there is nothing to ask, or no answer.
  bool ask(const std::optional<AdminQuestion>& question) {
    if (!question) return false;
    const auto is_admin = source_.is_chat_admin(question->telegram_chat, question->user.id);
    if (is_admin && question->chat) {
      worker_.store.bookkeep([&](Bookkeeping& unit) {
        const auto sighting = *is_admin ? access::Sighting::inside : access::Sighting::pressed;
        access::see_member(unit, *question->chat, question->user, sighting);
        access::record_chat_admin(unit, *question->chat, question->user.id, *is_admin);
      });
    }
    return is_admin.value_or(false);
  }

  void tell(const Update& update, const Reaction& reaction) {
    if (const auto* press = std::get_if<Press>(&update.what)) {
      source_.answer(*press, reaction.answer, reaction.as_alert);
    }
    if (reaction.erase) worker_.messenger.erase(reaction.erase->first, {reaction.erase->second});
    if (reaction.direct) worker_.messenger.send(*reaction.direct);
    if (reaction.deliver) deliver(*reaction.deliver);
  }

  void deliver(const DeliveryWish& wish) {
    post::Delivery delivery(worker_, wish.chat);
    if (!wish.again) return delivery.deliver(wish.post, post::Delivery::Asked::by_person);
    try {
      delivery.resend(wish.post, *wish.again);
    } catch (const Error& error) {
      // Decided by somebody else since the button was pressed: there is no card to show, and no
      // reason for the poll to end.
      if (!is_refusal(error)) throw;
    }
  }

  post::Worker& worker_;
  UpdateSource& source_;
  const PollOptions& options_;
  Errands errands_;
  PollReport report_;
  std::optional<Error> bug_;
};

}  // namespace

PollReport poll(post::Worker& worker, UpdateSource& source, const PollOptions& options) {
  return Poll(worker, source, options).run();
}

}  // namespace igbot::bot
