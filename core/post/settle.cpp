// SPDX-License-Identifier: MIT
#include "core/post/settle.hpp"

#include <algorithm>

#include "core/post/gate.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/lease.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/publish_doubt.hpp"
#include "core/post/transition.hpp"
#include "core/schedule/overdue.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::post {
namespace {

/// One chat in the settling transaction.
class Settling {
 public:
  Settling(ChatScope scope, const Chat& chat)
      : scope_(scope), chat_(chat), settings_(SettingsService(scope).load()) {}

  Settled run() {
    SettingsService(scope_).end_timed_pause();
    for (const Post& post : PostRepository(scope_).to_wake()) settle_one(post);
    if (settings_.paused_at_instant(scope_.now())) return std::move(settled_);
    const auto decision = schedule::decide_overdue(due_, settings_.overdue_policy,
                                                   settings_.overdue_max, scope_.now());
    for (const PostId id : decision.miss) {
      step(PostRepository(scope_).find(id).value(), Verb::miss, "its time had passed", "missed");
    }
    for (const PostId id : decision.deliver) {
      const Post post = PostRepository(scope_).find(id).value();
      const bool gets_card = needs_card(post, settings_);
      if (gets_card || may_go_out(post)) settled_.deliver.push_back({id, gets_card});
    }
    return std::move(settled_);
  }

 private:
  /// A post that needs no card waits while it cannot be published.
  bool may_go_out(const Post& post) {
    const GateDecision gate = decide_gate(scope_, post, settings_);
    if (gate.step == GateStep::stuck) settled_.blocked = gate.why;
    return gate.step != GateStep::stuck && gate.step != GateStep::wait;
  }

  void settle_one(const Post& post) {
    switch (post.state) {
      case PostState::planned:
        due_.push_back({post.id, post.due_at});
        break;
      case PostState::claimed:
        if (!is_lease_dead(post, scope_.now())) break;
        if (const auto back = step(post, Verb::release, "its worker died", "recovered")) {
          due_.push_back({back->id, back->due_at});
        }
        break;
      case PostState::sending:
        if (is_lease_dead(post, scope_.now())) {
          step(post, Verb::card_lost, "the worker died while it was sending the card", "unknown");
        }
        break;
      case PostState::awaiting:
        step(post, Verb::expire, "nobody decided in time", "expired");
        break;
      case PostState::preparing:
        if (post.lease_owner && !is_lease_dead(post, scope_.now())) break;
        settle_on_its_way(post);
        break;
      case PostState::approved:
      case PostState::prepared:
        settle_on_its_way(post);
        break;
      case PostState::publishing:
        if (is_lease_dead(post, scope_.now())) {
          step(post, Verb::publish_lost, "the worker died while it was publishing", "unknown",
               [&](Post& lost) { lose_publish(lost, scope_.now()); });
        }
        break;
      case PostState::posted:
        settled_.live.push_back(post.id);
        break;
      case PostState::unknown:
        settled_.doubt.push_back(post.id);
        break;
      default:
        break;
    }
  }

  void settle_on_its_way(const Post& post) {
    const GateDecision gate = decide_gate(scope_, post, settings_);
    switch (gate.step) {
      case GateStep::publish:
        settled_.publish.push_back(post.id);
        break;
      case GateStep::wait:
        break;
      case GateStep::stuck:
        settled_.blocked = gate.why;
        break;
      case GateStep::rehearse:
        step(post, Verb::rehearse, {}, "dry_run");
        break;
      case GateStep::miss:
        step(post, Verb::miss, gate.why, "missed");
        break;
      case GateStep::ask_again:
        if (post.message) {
          step(post, Verb::ask_again, gate.why, "ask_again", [&](Post& asked) {
            asked.expires_at = expiry_from(settings_, scope_.now());
            asked.approved = false;
            asked.approved_at.reset();
          });
        } else {
          const auto back = step(post, Verb::ask_first, gate.why, "ask_again",
                                 [&](Post& asked) { asked.due_at = scope_.now(); });
          if (back) due_.push_back({back->id, back->due_at});
        }
        break;
    }
  }

  std::optional<Post> step(const Post& post, Verb verb, const std::optional<std::string>& why,
                           const std::string& outcome, const Edit& edit = {}) {
    auto after = Transition(scope_, settings_).advance(post, verb, why, edit);
    if (after) {
      settled_.handled.push_back(handled(scope_, chat_, *after, outcome, why.value_or("")));
    }
    return after;
  }

  ChatScope scope_;
  const Chat& chat_;
  ChatSettings settings_;
  Settled settled_;
  std::vector<schedule::DuePost> due_;
};

}  // namespace

Settled settle(ChatScope scope, const Chat& chat) { return Settling(scope, chat).run(); }

}  // namespace igbot::post
