// SPDX-License-Identifier: MIT
#include "core/post/post_state.hpp"

#include <array>
#include <utility>

namespace igbot::post {
namespace {

using enum PostState;

constexpr Step k_steps[] = {
    // People.
    {Verb::approve, planned, approved},
    {Verb::approve, awaiting, approved},
    {Verb::approve, failed, approved},
    {Verb::done, awaiting, posted},
    {Verb::done, failed, posted},
    {Verb::skip, planned, skipped},
    {Verb::skip, awaiting, skipped},
    {Verb::skip, failed, skipped},
    {Verb::reject, planned, rejected},
    {Verb::reject, awaiting, rejected},
    {Verb::reject, failed, rejected},
    {Verb::withdraw_unsent, approved, planned},
    {Verb::withdraw_unsent, preparing, planned},
    {Verb::withdraw_unsent, prepared, planned},
    {Verb::withdraw, approved, awaiting},
    {Verb::withdraw, preparing, awaiting},
    {Verb::withdraw, prepared, awaiting},
    {Verb::cancel, planned, canceled},
    {Verb::cancel, claimed, canceled},
    {Verb::cancel, awaiting, canceled},
    {Verb::cancel, approved, canceled},
    {Verb::cancel, preparing, canceled},
    {Verb::cancel, prepared, canceled},
    {Verb::move, planned, planned},
    {Verb::move, approved, approved},
    {Verb::retry, failed, planned},
    {Verb::retry, missed, planned},
    {Verb::retry, canceled, planned},
    {Verb::retry_approved, failed, approved},
    {Verb::retry_approved, missed, approved},
    {Verb::retry_approved, canceled, approved},
    {Verb::resend, awaiting, claimed},
    {Verb::resolve_delivered, unknown, awaiting, Stage::card},
    {Verb::resolve_not_delivered, unknown, planned, Stage::card},
    {Verb::resolve_posted, unknown, posted, Stage::publish},
    {Verb::resolve_not_posted, unknown, failed, Stage::publish},

    // The worker: the card.
    {Verb::claim, planned, claimed},
    {Verb::release, claimed, planned},
    {Verb::begin_send, claimed, sending},
    {Verb::card_sent, sending, awaiting},
    {Verb::card_not_sent, sending, planned},
    {Verb::card_refused, sending, failed},
    {Verb::card_refused, claimed, failed},
    {Verb::card_lost, sending, unknown},
    {Verb::expire, awaiting, missed},
    {Verb::miss, planned, missed},
    {Verb::miss, claimed, missed},
    {Verb::miss, approved, missed},
    {Verb::miss, preparing, missed},
    {Verb::miss, prepared, missed},

    // The worker: publishing.
    {Verb::rehearse, claimed, dry_run},
    {Verb::rehearse, approved, dry_run},
    {Verb::rehearse, preparing, dry_run},
    {Verb::rehearse, prepared, dry_run},
    {Verb::begin_prepare, claimed, preparing},
    {Verb::begin_prepare, approved, preparing},
    {Verb::begin_prepare, preparing, preparing},
    {Verb::begin_prepare, prepared, preparing},
    {Verb::prepare_later, preparing, preparing},
    {Verb::prepare_done, preparing, prepared},
    {Verb::prepare_anew, prepared, preparing},
    {Verb::prepare_anew, publishing, preparing},
    {Verb::look_later, prepared, prepared},
    {Verb::begin_publish, prepared, publishing},
    {Verb::publish_not_done, publishing, prepared},
    {Verb::publish_done, publishing, posted},
    {Verb::publish_refused, preparing, failed},
    {Verb::publish_refused, prepared, failed},
    {Verb::publish_refused, publishing, failed},
    {Verb::publish_lost, publishing, unknown},
    {Verb::look_again, unknown, unknown, Stage::publish},
    {Verb::found_live, prepared, posted},
    {Verb::found_live, unknown, posted, Stage::publish},
    {Verb::found_dead, unknown, failed, Stage::publish},
    {Verb::publish_again, unknown, publishing, Stage::publish},
    {Verb::ask_first, approved, planned},
    {Verb::ask_first, preparing, planned},
    {Verb::ask_first, prepared, planned},
    {Verb::ask_again, approved, awaiting},
    {Verb::ask_again, preparing, awaiting},
    {Verb::ask_again, prepared, awaiting},
    {Verb::left_behind, awaiting, planned},

    // A backup is restored: what the worker would do by itself may have been done since.
    {Verb::doubt_card, planned, unknown},
    {Verb::doubt_card, claimed, unknown},
    {Verb::doubt_card, sending, unknown},
    {Verb::doubt_publish, planned, unknown},
    {Verb::doubt_publish, claimed, unknown},
    {Verb::doubt_publish, approved, unknown},
    {Verb::doubt_publish, preparing, unknown},
    {Verb::doubt_publish, prepared, unknown},
    {Verb::doubt_publish, publishing, unknown},
};

constexpr std::array<std::pair<PostState, std::string_view>, 16> k_states{{
    {planned, "planned"},
    {claimed, "claimed"},
    {sending, "sending"},
    {awaiting, "awaiting"},
    {approved, "approved"},
    {preparing, "preparing"},
    {prepared, "prepared"},
    {publishing, "publishing"},
    {posted, "posted"},
    {dry_run, "dry_run"},
    {skipped, "skipped"},
    {rejected, "rejected"},
    {missed, "missed"},
    {canceled, "canceled"},
    {failed, "failed"},
    {unknown, "unknown"},
}};

constexpr std::array<std::pair<Verb, std::string_view>, 44> k_verbs{{
    {Verb::approve, "approve"},
    {Verb::done, "done"},
    {Verb::skip, "skip"},
    {Verb::reject, "reject"},
    {Verb::withdraw, "withdraw"},
    {Verb::withdraw_unsent, "withdraw"},
    {Verb::cancel, "cancel"},
    {Verb::move, "move"},
    {Verb::retry, "retry"},
    {Verb::retry_approved, "retry"},
    {Verb::resend, "resend"},
    {Verb::resolve_delivered, "resolve --delivered"},
    {Verb::resolve_not_delivered, "resolve --not-delivered"},
    {Verb::resolve_posted, "resolve --posted"},
    {Verb::resolve_not_posted, "resolve --not-posted"},
    {Verb::claim, "claim"},
    {Verb::release, "release"},
    {Verb::begin_send, "begin to send"},
    {Verb::card_sent, "card sent"},
    {Verb::card_not_sent, "card not sent"},
    {Verb::card_refused, "card refused"},
    {Verb::card_lost, "card's answer lost"},
    {Verb::expire, "expire"},
    {Verb::miss, "miss"},
    {Verb::begin_prepare, "begin to prepare"},
    {Verb::prepare_later, "prepare later"},
    {Verb::prepare_done, "prepared"},
    {Verb::prepare_anew, "prepare anew"},
    {Verb::look_later, "look later"},
    {Verb::begin_publish, "begin to publish"},
    {Verb::publish_not_done, "not published yet"},
    {Verb::publish_done, "published"},
    {Verb::publish_refused, "publishing refused"},
    {Verb::publish_lost, "publish answer lost"},
    {Verb::look_again, "looked into"},
    {Verb::found_live, "found live"},
    {Verb::found_dead, "found not live"},
    {Verb::publish_again, "publish once more"},
    {Verb::rehearse, "rehearse"},
    {Verb::ask_first, "ask first"},
    {Verb::ask_again, "ask again"},
    {Verb::left_behind, "left behind"},
    {Verb::doubt_card, "restored"},
    {Verb::doubt_publish, "restored"},
}};

}  // namespace

std::span<const Step> steps() { return k_steps; }

std::optional<PostState> target(Verb verb, PostState from, std::optional<Stage> stage) {
  for (const Step& step : k_steps) {
    if (step.verb == verb && step.from == from && (!step.stage || step.stage == stage)) {
      return step.to;
    }
  }
  return std::nullopt;
}

bool is_end(PostState state) {
  switch (state) {
    case posted:
    case dry_run:
    case skipped:
    case rejected:
    case missed:
    case canceled:
    case failed:
      return true;
    default:
      return false;
  }
}

bool holds_content(PostState state) { return !is_end(state); }

std::string_view to_string(PostState state) {
  for (const auto& [candidate, name] : k_states) {
    if (candidate == state) return name;
  }
  return "?";
}

std::string_view to_string(Verb verb) {
  for (const auto& [candidate, name] : k_verbs) {
    if (candidate == verb) return name;
  }
  return "?";
}

std::string_view to_string(Stage stage) { return stage == Stage::card ? "card" : "publish"; }

std::optional<PostState> parse_post_state(std::string_view text) {
  for (const auto& [state, name] : k_states) {
    if (name == text) return state;
  }
  return std::nullopt;
}

std::optional<Stage> parse_stage(std::string_view text) {
  if (text == "card") return Stage::card;
  if (text == "publish") return Stage::publish;
  return std::nullopt;
}

std::vector<std::string> post_state_names() {
  std::vector<std::string> names;
  names.reserve(k_states.size());
  for (const auto& [state, name] : k_states) names.emplace_back(name);
  return names;
}

}  // namespace igbot::post
