// SPDX-License-Identifier: MIT
#include "core/post/explain.hpp"

#include "core/post/gate.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/lease.hpp"
#include "core/post/post_repository.hpp"
#include "core/schedule/overdue.hpp"
#include "core/schedule/plan_repository.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/condition_repository.hpp"
#include "core/store/rate_limit_repository.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::post {
namespace {

class Explanation {
 public:
  Explanation(UnitOfWork& unit, const Chat& chat)
      : unit_(unit),
        chat_(chat),
        scope_(unit.chat(chat.key)),
        settings_(SettingsService(scope_).load()),
        zone_(Zone::find(settings_.posting_timezone)) {}

  std::vector<std::string> run() {
    if (chat_.state != ChatState::active) {
      say("nothing is posted: the chat is " + to_string(chat_.state));
      return std::move(lines_);
    }
    explain_blocks();
    for (const Post& post : PostRepository(scope_).to_wake()) explain_post(post);
    if (lines_.empty()) say("nothing is due now");
    explain_future();
    for (const auto& condition : ConditionRepository(unit_).open(chat_.key)) {
      say("known since " + local_text(condition.began_at, zone_) + ": " + condition.detail);
    }
    return std::move(lines_);
  }

  /// Empty for a post that has ended.
  std::string what_comes(const Post& post) {
    switch (post.state) {
      case PostState::planned:
        return explain_planned(post);
      case PostState::claimed:
      case PostState::sending:
        return what_became_of_worker(post, "at it");
      case PostState::awaiting:
        return explain_awaiting(post);
      case PostState::preparing:
      case PostState::publishing:
        if (post.lease_owner) return what_became_of_worker(post, "publishing it");
        return explain_on_its_way(post);
      case PostState::approved:
      case PostState::prepared:
        return explain_on_its_way(post);
      case PostState::unknown:
        return post.stage == Stage::card
                   ? "its card may or may not have arrived; a person settles it"
                   : "it may or may not be live; the next run asks Instagram";
      default:
        return {};
    }
  }

 private:
  void say(const std::string& line) { lines_.push_back(line); }

  void explain_blocks() {
    if (settings_.paused_at_instant(scope_.now())) {
      std::string line = "nothing is sent: paused";
      if (settings_.paused_by) line += " by " + *settings_.paused_by;
      if (settings_.paused_until) line += " until " + local_text(*settings_.paused_until, zone_);
      if (settings_.pause_reason) line += " (" + *settings_.pause_reason + ")";
      say(line + "; igbotctl resume");
    }
    const Timestamp blocked = RateLimitRepository(unit_).blocked_until(chat_.telegram_id);
    if (blocked > scope_.now()) {
      say("nothing is sent until " + local_text(blocked, zone_) + ": Telegram asked to wait");
    }
  }

  void explain_post(const Post& post) {
    const std::string what = what_comes(post);
    if (what.empty()) return;
    say("post " + id_text(post.id) + " (due " + local_text(post.due_at, zone_) + "): " + what);
  }

  std::string what_became_of_worker(const Post& post, const char* work) const {
    return is_lease_dead(post, scope_.now()) ? "its worker died; the next run settles it"
                                             : std::string("a worker is ") + work + " now";
  }

  std::string explain_on_its_way(const Post& post) {
    const GateDecision gate = decide_gate(scope_, post, settings_);
    if (post.due_at > scope_.now()) return "approved: at its time it is " + publishing();
    switch (gate.step) {
      case GateStep::publish:
        return "approved; the next run publishes it";
      case GateStep::rehearse:
        return "approved; the next run ends it as a dry run";
      case GateStep::wait:
      case GateStep::stuck:
        return "approved, waits: " + gate.why;
      case GateStep::ask_again:
        return "approved; the next run asks again: " + gate.why;
      case GateStep::miss:
        return "the next run marks it missed: " + gate.why;
    }
    return gate.why;
  }

  std::string publishing() const {
    return settings_.dry_run_mode ? "rehearsed, without a card (dry run)"
                                  : "published, without a card";
  }

  std::string explain_awaiting(const Post& post) const {
    if (!post.expires_at) return "its card waits for an answer, however long that takes";
    if (*post.expires_at > scope_.now()) {
      return "its card waits for an answer until " + local_text(*post.expires_at, zone_);
    }
    return "nobody decided in time; the next run closes it";
  }

  /// Of a planned post whose time has not come.
  std::string explain_waiting(const Post& post) {
    const auto item = media::MediaRepository(scope_).find(post.media);
    if (!item || !item->active || item->content != post.content) {
      return "will be replaced at its time: " + objection(scope_, post, item).value_or("");
    }
    return "at its time " + (needs_card(post, settings_) ? std::string("a card asks the team")
                                                         : "it is " + publishing());
  }

  std::string explain_planned(const Post& post) {
    if (post.due_at > scope_.now()) return explain_waiting(post);
    const auto decision = schedule::decide_overdue(
        {{post.id, post.due_at}}, settings_.overdue_policy, settings_.overdue_max, scope_.now());
    if (!decision.miss.empty()) return "its time has passed; the next run marks it missed";
    const auto item = media::MediaRepository(scope_).find(post.media);
    if (const auto why = objection(scope_, post, item)) return "will be replaced: " + *why;
    if (needs_card(post, settings_)) return "due; the next run sends its card";
    const GateDecision gate = decide_gate(scope_, post, settings_);
    if (gate.step == GateStep::publish) return "due; the next run publishes it";
    return gate.step == GateStep::rehearse ? "due; the next run ends it as a dry run"
                                           : "waits: " + gate.why;
  }

  void explain_future() {
    const auto next = PostRepository(scope_).earliest_planned();
    if (!next) {
      say("nothing is planned; igbotctl schedule create");
    } else if (next->due_at > scope_.now()) {
      say("next: post " + std::to_string(number(next->id)) + " at " +
          local_text(next->due_at, zone_) + ", in " + duration_text(next->due_at - scope_.now()));
    }
  }

  UnitOfWork& unit_;
  const Chat& chat_;
  ChatScope scope_;
  ChatSettings settings_;
  Zone zone_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> explain(UnitOfWork& unit, const Chat& chat) {
  return Explanation(unit, chat).run();
}

std::vector<std::string> explain_item(ChatScope scope, PostId post) {
  if (const auto choice = schedule::PlanRepository(scope).choice_of(post)) {
    return schedule::choice_lines(*choice);
  }
  return {"not chosen by the planner: somebody named this item, or the post was imported"};
}

std::string explain_next(UnitOfWork& unit, const Chat& chat, PostId post) {
  return Explanation(unit, chat).what_comes(PostRepository(unit.chat(chat.key)).find(post).value());
}

}  // namespace igbot::post
