// SPDX-License-Identifier: MIT
#include "core/simulation/simulated_chat.hpp"

#include <algorithm>

#include "core/post/gate.hpp"
#include "core/post/item_choice.hpp"
#include "core/schedule/overdue.hpp"
#include "core/schedule/seeded.hpp"
#include "core/time_text.hpp"

namespace igbot::simulation {
namespace {

using post::PostState;
using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;

/// How far `schedule create` plans when nobody says otherwise.
constexpr int k_days_by_hand = 7;

/// `post run` begins at each full minute.
Timestamp full_minute(Timestamp at) { return std::chrono::ceil<minutes>(at); }

ChatKey dice_of(ChatKey chat, const Scenario& scenario) {
  if (!scenario.seed) return chat;
  const std::uint64_t mixed =
      schedule::seeded_hash({static_cast<std::uint64_t>(number(chat)), *scenario.seed});
  return static_cast<ChatKey>(mixed >> 1U);
}

/// The state a worker would go on from; nothing for what only a person or the platform settles.
std::optional<PostState> resting_state(PostState state) {
  switch (state) {
    case PostState::planned:
    case PostState::claimed:
      return PostState::planned;
    case PostState::approved:
    case PostState::preparing:
    case PostState::prepared:
      return PostState::approved;
    case PostState::awaiting:
      return PostState::awaiting;
    default:
      return std::nullopt;
  }
}

/// A post made by hand is drawn for by the day of UTC, as in production.
LocalDay utc_day(Timestamp at) { return LocalDay{std::chrono::floor<days>(at).time_since_epoch()}; }

schedule::Slot slot_of(const post::Post& post, const Zone& zone) {
  return {post.slot_day ? parse_date(*post.slot_day) : zone.day(post.due_at),
          post.slot_index.value_or(-1), post.due_at};
}

}  // namespace

SimulatedChat::SimulatedChat(Beginning beginning, const Scenario& scenario)
    : scenario_(scenario),
      dice_(dice_of(beginning.chat, scenario)),
      settings_(std::move(beginning.settings)),
      parameters_(schedule::PlanParameters::of(settings_)),
      zone_(Zone::find(parameters_.zone)),
      start_(beginning.now),
      first_day_(schedule::first_day(start_, parameters_, zone_)),
      dead_outlet_(std::move(beginning.outlet_why_not)),
      library_(std::move(beginning.library)),
      mix_(std::move(beginning.mix)),
      taken_(std::move(beginning.taken)),
      taken_before_(taken_),
      plan_wake_(beginning.plan_wake_at.value_or(start_)) {
  settings_.dry_run_mode = false;
  if (settings_.plan_ahead_days == 0 || !beginning.plan_wake_at) {
    plan_wake_ = start_;
    settings_.plan_ahead_days = std::max(settings_.plan_ahead_days, k_days_by_hand);
  }
  const LocalDay last = first_day_ + days{scenario_.days - 1};
  end_ = full_minute(
      std::max(schedule::window_of(last, parameters_, zone_).end, zone_.instant(last + days{1})) +
      longest_wait());
  begin_with(beginning);
}

void SimulatedChat::begin_with(const Beginning& beginning) {
  for (const auto& [post, created_at] : beginning.open) {
    library_.hold(post.content);
    next_id_ = std::max(next_id_, number(post.id) + 1);
    const auto state = resting_state(post.state);
    if (!state) continue;
    OpenPost open{.post = post, .slot = slot_of(post, zone_)};
    open.post.state = *state;
    open.counted = created_at >= beginning.mix_began;
    if (*state == PostState::awaiting) {
      open.answer_at = std::max(start_, post.sent_at.value_or(start_) + scenario_.answer_after);
    }
    open_.push_back(std::move(open));
  }
}

/// How long after its time something may still become of a post.
std::chrono::seconds SimulatedChat::longest_wait() const {
  std::chrono::seconds answer = scenario_.answer_after;
  if (settings_.approval_ttl.count() > 0) {
    answer = std::min<std::chrono::seconds>(answer, settings_.approval_ttl);
  }
  return std::max<std::chrono::seconds>(settings_.overdue_max, answer) + minutes{2};
}

Outcome SimulatedChat::run() {
  for (Timestamp at = next_tick(start_ - milliseconds{1}); at <= end_; at = next_tick(at)) tick(at);
  return outcome();
}

/// The first minute after `after` in which a run would find something to do.
Timestamp SimulatedChat::next_tick(Timestamp after) const {
  Timestamp next = plan_wake_;
  for (const OpenPost& open : open_) next = std::min(next, wake_of(open, after));
  next = full_minute(std::max(next, after + milliseconds{1}));
  for (bool moved = true; moved;) {
    moved = false;
    for (const Outage& outage : scenario_.outages) {
      if (next < outage.from || next >= outage.to) continue;
      next = full_minute(outage.to);
      moved = true;
    }
  }
  return next;
}

Timestamp SimulatedChat::wake_of(const OpenPost& open, Timestamp after) const {
  Timestamp wake = post::wake_of(open.post).value_or(k_forever);
  if (open.answer_at) wake = std::min(wake, *open.answer_at);
  // A run saw it already: it waits for something.
  return wake > after ? wake : next_change(open, after);
}

/// When a rule comes to another decision about a post that the last run left waiting.
Timestamp SimulatedChat::next_change(const OpenPost& open, Timestamp after) const {
  constexpr milliseconds k_beyond{1};
  if (is_paused(after)) return settings_.paused_until.value_or(k_forever);
  const bool is_stuck = !outlet(after).why_not.empty();
  const bool gets_card =
      open.post.state == PostState::planned && post::needs_card(open.post, settings_);
  if (!is_stuck || gets_card) return after + k_beyond;
  const Timestamp since =
      std::max(open.post.due_at, open.post.approved_at.value_or(open.post.due_at));
  const Timestamp overdue = since + schedule::k_overdue_after + k_beyond;
  const Timestamp too_late = since + settings_.overdue_max + k_beyond;
  if (overdue > after) return overdue;
  return too_late > after ? too_late : after + k_beyond;
}

/// One `post run`, and before it what people pressed.
void SimulatedChat::tick(Timestamp now) {
  answer_cards(now);
  if (plan_wake_ <= now) look_at_plan(now);
  settle(now);
  open_.erase(
      std::remove_if(open_.begin(), open_.end(), [](const OpenPost& open) { return open.ended; }),
      open_.end());
}

void SimulatedChat::look_at_plan(Timestamp now) {
  const schedule::PlanRequest request{
      dice_, parameters_, schedule::first_day(now, parameters_, zone_), settings_.plan_ahead_days,
      now,   false};
  taken_.erase(
      std::remove_if(taken_.begin(), taken_.end(),
                     [&](const schedule::TakenSlot& slot) { return slot.day < request.from; }),
      taken_.end());
  schedule::Plan plan = schedule::make_plan(request, zone_, library_, mix_, taken_);
  // Looked at again each hour while something is unfilled; that finds nothing else before the
  // library changes.
  unfilled_since_.reset();
  if (!plan.unfilled.empty()) unfilled_since_ = now;
  for (const schedule::UnfilledSlot& before : unfilled_) {
    if (before.slot.at <= now) found_empty_.emplace(before.slot.day, before.slot.index);
  }
  unfilled_ = std::move(plan.unfilled);
  plan_wake_ = schedule::first_day_ends(now, parameters_, zone_);
  take_plan(std::move(plan));
}

void SimulatedChat::take_plan(schedule::Plan plan) {
  const std::string text = parameters_.text();
  for (schedule::PlannedSlot& planned : plan.planned) {
    OpenPost open{.post = {}, .slot = planned.slot, .why = std::move(planned.why)};
    open.post.id = static_cast<PostId>(next_id_++);
    open.post.due_at = planned.slot.at;
    open.post.media = planned.media;
    open.post.content = planned.content;
    open.post.category = std::move(planned.category);
    library_.hold(planned.content);
    ++mix_.assigned[open.post.category];
    taken_.push_back({planned.slot.day, planned.slot.index, text});
    open_.push_back(std::move(open));
  }
}

/// What a look found nothing for may be filled by the next one.
void SimulatedChat::library_changed(Timestamp now) {
  if (!unfilled_since_) return;
  const auto looks = std::chrono::floor<std::chrono::hours>(now - *unfilled_since_).count() + 1;
  plan_wake_ = std::min(plan_wake_, *unfilled_since_ + looks * schedule::k_look_again);
}

void SimulatedChat::answer_cards(Timestamp now) {
  for (OpenPost& open : open_) {
    if (!open.answer_at || *open.answer_at > now) continue;
    const bool too_late = open.post.expires_at && *open.post.expires_at <= *open.answer_at;
    if (open.post.state != PostState::awaiting || too_late) continue;
    // Nobody takes a press in while nothing runs.
    const Timestamp pressed = is_down(*open.answer_at) ? now : *open.answer_at;
    open.answer_at.reset();
    const bool publishes =
        settings_.enable_instagram_api && outlet(now).why_not.empty() && !is_paused(now);
    if (!publishes) {
      count_as_posted(open, std::max(pressed, open.post.sent_at.value_or(pressed)));
      continue;
    }
    open.post.state = PostState::approved;
    open.post.approved = true;
    open.post.asks = false;
    open.post.approved_at = pressed;
    open.post.expires_at.reset();
  }
}

void SimulatedChat::settle(Timestamp now) {
  for (OpenPost& open : open_) {
    if (open.ended || post::wake_of(open.post).value_or(k_forever) > now) continue;
    if (open.post.state == PostState::awaiting) count_as_missed(open, now, Fate::not_answered);
    if (open.post.state == PostState::approved) settle_approved(open, now);
  }
  if (!is_paused(now)) apply_overdue(now);
}

void SimulatedChat::settle_approved(OpenPost& open, Timestamp now) {
  const post::GateDecision gate = post::decide_gate(open.post, settings_, outlet(now), now);
  switch (gate.step) {
    case post::GateStep::publish:
      // People approved this very item: no other takes its place, and no lock keeps it.
      if (has_file(open)) return count_as_posted(open, now);
      return count_as_missed(open, now, Fate::file_gone);
    case post::GateStep::ask_again:
      if (open.post.message) return send_card(open, now);
      open.post.state = PostState::planned;
      open.post.asks = true;
      open.post.due_at = now;
      return;
    case post::GateStep::miss:
      return count_as_missed(open, now, why_late(open, now));
    case post::GateStep::wait:
    case post::GateStep::stuck:
    case post::GateStep::rehearse:
      return;
  }
}

void SimulatedChat::apply_overdue(Timestamp now) {
  std::vector<schedule::DuePost> due;
  for (const OpenPost& open : open_) {
    const bool is_due = open.post.state == PostState::planned &&
                        post::wake_of(open.post).value_or(k_forever) <= now;
    if (is_due && !open.ended) due.push_back({open.post.id, open.post.due_at});
  }
  if (due.empty()) return;
  const auto decision = schedule::decide_overdue(std::move(due), settings_.overdue_policy,
                                                 settings_.overdue_max, now);
  for (const PostId id : decision.miss) {
    OpenPost& open = find(id);
    count_as_missed(open, now, why_late(open, now));
  }
  for (const PostId id : decision.deliver) deliver(find(id), now);
}

void SimulatedChat::deliver(OpenPost& open, Timestamp now) {
  if (!post::needs_card(open.post, settings_)) {
    const post::GateDecision gate = post::decide_gate(open.post, settings_, outlet(now), now);
    if (gate.step == post::GateStep::miss) count_as_missed(open, now, why_late(open, now));
    if (gate.step != post::GateStep::publish) return;
    if (keep_or_replace_item(open, now)) count_as_posted(open, now);
    return;
  }
  if (keep_or_replace_item(open, now)) send_card(open, now);
}

bool SimulatedChat::has_file(const OpenPost& open) const {
  const auto item = library_.find(open.post.media);
  return item && library_.items()[*item].content == open.post.content;
}

bool SimulatedChat::has_good_item(const OpenPost& open, Timestamp now) const {
  return has_file(open) && library_.locked_until(*library_.find(open.post.media)) <= now;
}

/// As when a worker claims a post: an item that may not go out now is replaced. False when there is
/// none left, and the post is missed.
bool SimulatedChat::keep_or_replace_item(OpenPost& open, Timestamp now) {
  if (has_good_item(open, now)) return true;
  schedule::MixView mix = mix_;
  if (open.counted) --mix.assigned[open.post.category];
  const auto choice = schedule::choose_for(
      {open.post.slot_index || open.why ? open.slot.day : utc_day(open.post.due_at),
       std::max(open.slot.index, 0), std::max(open.post.due_at, now)},
      dice_, library_, mix);
  if (!choice) {
    count_as_missed(open, now, Fate::nothing_left);
    return false;
  }
  library_.release(open.post.content);
  library_.hold(choice->content);
  mix_ = std::move(mix);
  if (open.counted) ++mix_.assigned[choice->category];
  open.post.media = choice->media;
  open.post.content = choice->content;
  open.post.category = choice->category;
  open.why = choice->why;
  library_changed(now);
  return true;
}

void SimulatedChat::send_card(OpenPost& open, Timestamp now) {
  open.post.state = PostState::awaiting;
  open.post.message = TelegramMessageId{1};
  open.post.sent_at = now;
  open.post.approved = false;
  open.post.approved_at.reset();
  open.post.expires_at = post::expiry_from(settings_, now);
  open.answer_at = now + scenario_.answer_after;
  answer_cards(now);
}

void SimulatedChat::count_as_posted(OpenPost& open, Timestamp now) {
  let_go(open, now);
  ended_.back().fate = Fate::posted;
  library_.count_posting(open.post.media, now);
  library_.lock(open.post.content,
                {media::LockKind::recent_post, now + days{settings_.repost_ttl_days}});
}

void SimulatedChat::count_as_missed(OpenPost& open, Timestamp now, Fate why) {
  let_go(open, now);
  ended_.back().fate = why;
  if (open.counted) --mix_.assigned[open.post.category];
}

void SimulatedChat::let_go(OpenPost& open, Timestamp now) {
  open.ended = true;
  library_.release(open.post.content);
  library_changed(now);
  ended_.push_back({.slot = open.slot,
                    .fate = Fate::open,
                    .at = now,
                    .item = library_.find(open.post.media),
                    .why = std::move(open.why)});
}

bool SimulatedChat::is_down(Timestamp at) const {
  return std::any_of(scenario_.outages.begin(), scenario_.outages.end(),
                     [&](const Outage& outage) { return at >= outage.from && at < outage.to; });
}

Fate SimulatedChat::why_late(const OpenPost& open, Timestamp now) const {
  for (const Outage& outage : scenario_.outages) {
    if (outage.from <= now && outage.to > open.post.due_at) return Fate::worker_down;
  }
  if (is_paused(open.post.due_at)) return Fate::paused;
  return outlet(now).why_not.empty() ? Fate::overdue : Fate::not_published;
}

post::Outlet SimulatedChat::outlet(Timestamp now) const {
  post::Outlet outlet;
  outlet.why_not = dead_outlet_;
  if (scenario_.token_dies && now >= *scenario_.token_dies) outlet.why_not = "the token is dead";
  return outlet;
}

SimulatedChat::OpenPost& SimulatedChat::find(PostId id) {
  return *std::find_if(open_.begin(), open_.end(),
                       [&](const OpenPost& open) { return open.post.id == id; });
}

}  // namespace igbot::simulation
