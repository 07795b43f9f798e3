// SPDX-License-Identifier: MIT
#include "core/bot/card_press.hpp"

#include <algorithm>
#include <array>

#include "core/access/authorise.hpp"
#include "core/post/card.hpp"
#include "core/post/decisions.hpp"
#include "core/post/outbox.hpp"
#include "core/post/post_repository.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"
#include "core/zone.hpp"

namespace igbot::bot {
namespace {

using post::Decisions;
using post::Post;
using post::Verb;

const std::optional<std::string> k_no_reason;

Post approve(Decisions& decisions, PostId id) { return decisions.approve(id, k_no_reason); }
Post done(Decisions& decisions, PostId id) { return decisions.done(id, k_no_reason); }
Post skip(Decisions& decisions, PostId id) { return decisions.skip(id, k_no_reason); }
Post reject(Decisions& decisions, PostId id) { return decisions.reject(id, k_no_reason); }
Post withdraw(Decisions& decisions, PostId id) { return decisions.withdraw(id, k_no_reason); }
Post retry(Decisions& decisions, PostId id) { return decisions.retry(id, k_no_reason); }

template <Decisions::Finding Finding>
Post resolve(Decisions& decisions, PostId id) {
  return decisions.resolve(id, Finding, std::nullopt, k_no_reason);
}

/// A button: what it decides, and what is answered when that worked.
struct CardButton {
  std::string_view verb;
  Verb step;
  Post (*decide)(Decisions&, PostId);
  std::string_view answer;
  /// Of a card; the others are of alerts, which tell about a post that may have no card.
  bool is_on_card = true;
};

constexpr std::array k_buttons{
    CardButton{"approve", Verb::approve, approve, "Approved: it goes out within a minute"},
    CardButton{"done", Verb::done, done, "Noted as posted"},
    CardButton{"skip", Verb::skip, skip, "Skipped"},
    CardButton{"reject", Verb::reject, reject, "Rejected: it is never chosen again"},
    CardButton{"withdraw", Verb::withdraw, withdraw, "Taken back: it awaits a decision again"},
    CardButton{"retry", Verb::retry, retry, "Planned again: it comes within a minute"},
    CardButton{"delivered", Verb::resolve_delivered, resolve<Decisions::Finding::delivered>,
               "Noted: it arrived", false},
    CardButton{"notdelivered", Verb::resolve_not_delivered,
               resolve<Decisions::Finding::not_delivered>, "It is sent again within a minute",
               false},
    CardButton{"live", Verb::resolve_posted, resolve<Decisions::Finding::posted>, "Noted as posted",
               false},
    CardButton{"notlive", Verb::resolve_not_posted, resolve<Decisions::Finding::not_posted>,
               "Noted: it is not live", false},
};

const CardButton* find_button(std::string_view verb) {
  const auto* const found =
      std::find_if(k_buttons.begin(), k_buttons.end(),
                   [&](const CardButton& button) { return button.verb == verb; });
  return found == k_buttons.end() ? nullptr : &*found;
}

/// Whether the state allows it; a post that was approved once is retried as such.
bool is_allowed(const CardButton& button, const Post& post) {
  const bool again = button.step == Verb::retry && post.approved;
  return post::target(again ? Verb::retry_approved : button.step, post.state, post.stage)
      .has_value();
}

/// Why nothing was changed, as told to who was too late.
std::string too_late(const Post& post) {
  std::string outcome = post::outcome_line(post);
  if (!outcome.empty()) return outcome;
  return "This post is " + std::string(to_string(post.state)) + " now; nothing was changed";
}

/// Auto post in a paused chat: who paused, and the way on.
Reaction offer_resume(ChatScope scope, const ChatSettings& settings, PostId id) {
  const Zone zone = Zone::find(settings.posting_timezone);
  std::string sentence = "⏸ Paused by " + settings.paused_by.value_or("?");
  if (settings.paused_at) sentence += " since " + local_text(*settings.paused_at, zone);
  if (settings.pause_reason) sentence += " (" + *settings.pause_reason + ")";
  post::Outbox(scope).add_alert(
      text::escape_html(sentence + ".\nNothing is published until the chat is resumed."),
      {{Button{"▶ Resume", "v1:resume::", {}}}}, id);
  return {sentence + ": resume first", true};
}

/// A card that was sent without an answer, pressed: it arrived.
void settle_arrival(Decisions& decisions, Post& post, const Press& press) {
  const bool in_doubt = post.state == post::PostState::unknown && post.stage == post::Stage::card;
  if (in_doubt && press.message) post = decisions.arrived(post.id, *press.message);
}

Reaction decide(ChatScope scope, const CardButton& button, Post post, const Press& press) {
  Decisions decisions(scope);
  if (button.is_on_card) settle_arrival(decisions, post, press);
  if (!is_allowed(button, post)) return {too_late(post), true};
  const ChatSettings settings = SettingsService(scope).load();
  if (button.step == Verb::approve && settings.paused_at_instant(scope.now())) {
    return offer_resume(scope, settings, post.id);
  }
  button.decide(decisions, post.id);
  return {std::string(button.answer), false};
}

/// Rejecting is for good: it asks first.
Reaction ask_to_reject(ChatScope scope, const CardButton& button, Post post, const Press& press) {
  access::require_right(scope, access::Right::post);
  Decisions decisions(scope);
  settle_arrival(decisions, post, press);
  if (!is_allowed(button, post)) return {too_late(post), true};
  post::Outbox(scope).add_reject_question(post.id);
  return {};
}

/// Which account this post goes out with: the question, an answer to it, or back.
Reaction press_account(ChatScope scope, const Callback& callback, Post post, const Press& press) {
  access::require_right(scope, access::Right::post);
  Decisions decisions(scope);
  settle_arrival(decisions, post, press);
  if (!post::may_choose_account(post)) return {too_late(post), true};
  if (callback.value.empty()) {
    post::Outbox(scope).add_account_question(post.id);
    return {};
  }
  post::Outbox(scope).add_card_edit(post.id);
  const auto account = text::to_integer(callback.value);
  if (!account) return {"As it was", false};
  decisions.choose_account(post.id, static_cast<AccountId>(*account));
  return {"This post goes out with that account", false};
}

Reaction keep(ChatScope scope, PostId id) {
  access::require_right(scope, access::Right::post);
  post::Outbox(scope).add_card_edit(id);
  return {"Kept", false};
}

}  // namespace

bool is_about_post(std::string_view verb) {
  return verb == "file" || verb == "account" || find_button(verb) != nullptr;
}

Reaction press_card(ChatScope scope, const Press& press, const Callback& callback) {
  const auto id = static_cast<PostId>(callback.id.value_or(0));
  const auto post = post::PostRepository(scope).find(id);
  if (!post) return {"This post is not there any more; nothing was changed", true};
  const CardButton* button = find_button(callback.verb);
  const bool on_card = button == nullptr || button->is_on_card;
  if (on_card && post->message && press.message && *post->message != *press.message) {
    return {"A newer card of this post was sent; nothing was changed", true};
  }
  if (callback.verb == "account") return press_account(scope, callback, *post, press);
  if (button == nullptr) {
    access::require_right(scope, access::Right::look);
    post::Outbox(scope).add_file(id);
    return {"The file is on its way", false};
  }
  if (button->step == Verb::reject && callback.value == "no") return keep(scope, id);
  if (button->step == Verb::reject && callback.value != "yes") {
    return ask_to_reject(scope, *button, *post, press);
  }
  return decide(scope, *button, *post, press);
}

}  // namespace igbot::bot
