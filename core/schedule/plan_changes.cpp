// SPDX-License-Identifier: MIT
#include "core/schedule/plan_changes.hpp"

#include <algorithm>
#include <set>

#include "core/schedule/plan_items.hpp"
#include "core/text/names.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using post::PostState;

constexpr text::Names<PlanAction, 7> k_plan_actions{{
    {PlanAction::restored, "restored"},
    {PlanAction::replaced, "replaced"},
    {PlanAction::moved, "moved"},
    {PlanAction::added, "added"},
    {PlanAction::canceled, "canceled"},
    {PlanAction::approved, "approved"},
    {PlanAction::withdrawn, "withdrawn"},
}};

bool is_editable(PostState state) {
  return state == PostState::planned || state == PostState::approved;
}

/// Whether a file can give a post this state, or take it away.
bool is_writable(PostState state) { return is_editable(state) || state == PostState::canceled; }

/// What an entry comes to.
struct Wish {
  const PlanEntry& entry;
  const PresentPost* present = nullptr;  ///< none: a new post
  PlanState state;
};

Error api_is_off() {
  return {ErrorKind::conflict, "cannot be approved: the Instagram API is off for this chat",
          "write planned, or igbotctl settings set enable_instagram_api true"};
}

class PlanJudge {
 public:
  PlanJudge(const PlanDocument& document, const PlanFacts& facts, const PlanWishes& wishes)
      : document_(document), facts_(facts), wishes_(wishes), items_(document, facts) {
    for (const PlanEntry& entry : document.entries) {
      if (entry.id) named_.insert(*entry.id);
    }
  }

  PlanDecision decide();

 private:
  Wish wish_of(const PlanEntry& entry);
  const PresentPost* present_of(const PlanEntry& entry) const;
  const PresentPost* made_before(const PlanEntry& entry, const PlanItem& item);
  void add_post(const Wish& wish);
  void judge_present(const Wish& wish);
  void require_changeable(const Wish& wish) const;
  void change_present(const Wish& wish);
  void plan(const Wish& wish, PlannedPost planned);
  void cancel(const PresentPost& present);
  void cancel_missing();
  void judge_result();
  void sort_changes();
  void warn_of_free_slots();

  PlanState state_of(const PresentPost& present) const;
  bool is_made_since(const PresentPost& present) const {
    return document_.exported_at && present.created_at >= *document_.exported_at;
  }
  void leave_alone(const PresentPost& present, std::string why) {
    decision_.left_alone.push_back({present.post.id, std::move(why)});
  }
  void problem(const std::string& where, const Error& error) {
    decision_.problems.push_back({error.kind(), where + ": " + error.what(), error.hint()});
  }

  const PlanDocument& document_;
  const PlanFacts& facts_;
  const PlanWishes& wishes_;
  PlanItems items_;
  std::set<PostId> named_;
  std::vector<PlannedPost> plan_;
  /// Posts that plan_ has as they will be, and canceled ones.
  std::set<PostId> settled_;
  PlanDecision decision_;
};

PlanState PlanJudge::state_of(const PresentPost& present) const {
  const post::Post& post = present.post;
  return {.due_at = post.due_at,
          .media = post.media,
          .content = post.content,
          .path = facts_.items.at(post.media).path,
          .category = post.category,
          .state = post.state};
}

const PresentPost* PlanJudge::present_of(const PlanEntry& entry) const {
  if (!entry.id) return nullptr;
  const auto found = facts_.posts.find(*entry.id);
  if (found != facts_.posts.end()) return &found->second;
  throw Error(ErrorKind::not_found, "no such post in this chat", "igbotctl post list");
}

/// The post that the same entry made when the document was applied before.
const PresentPost* PlanJudge::made_before(const PlanEntry& entry, const PlanItem& item) {
  const PresentPost* made = nullptr;
  for (const auto& [id, present] : facts_.posts) {
    if (named_.contains(id)) continue;
    if (present.post.media != item.id || present.post.due_at != *entry.due_at) continue;
    const bool is_better = is_editable(present.post.state)
                               ? made == nullptr || !is_editable(made->post.state)
                               : made == nullptr && is_made_since(present);
    if (is_better) made = &present;
  }
  if (made != nullptr) named_.insert(made->post.id);
  return made;
}

Wish PlanJudge::wish_of(const PlanEntry& entry) {
  const PresentPost* present = present_of(entry);
  const PlanItem& item = items_.item_of(entry, present);
  if (present == nullptr) present = made_before(entry, item);
  Wish wish{entry, present, {}};
  if (present != nullptr) wish.state = state_of(*present);
  if (!entry.id && !is_editable(wish.state.state)) wish.state.state = PostState::planned;
  if (entry.due_at) wish.state.due_at = *entry.due_at;
  if (entry.state) wish.state.state = *entry.state;
  if (present == nullptr || item.id != present->post.media) {
    wish.state.media = item.id;
    wish.state.content = item.content;
    wish.state.path = item.path;
    wish.state.category = item.category;
  }
  return wish;
}

void PlanJudge::add_post(const Wish& wish) {
  if (wish.state.state == PostState::approved && !facts_.is_api_on) throw api_is_off();
  decision_.changes.push_back({PlanAction::added, std::nullopt, std::nullopt, wish.state});
  plan(wish, {.is_new_time = true, .is_judged = true});
}

void PlanJudge::judge_present(const Wish& wish) {
  const post::Post& present = wish.present->post;
  const PlanState& wanted = wish.state;
  const bool is_same = wanted.due_at == present.due_at && wanted.media == present.media;
  const bool is_canceled = present.state == PostState::canceled;
  const std::string state(post::to_string(present.state));
  if (wanted.state == present.state && (is_same || is_canceled)) {
    ++decision_.unchanged;
    return;
  }
  if (is_changed_since(document_, *wish.present)) {
    // What the worker did cannot be told from what a person did to the file.
    const bool is_settled = !is_writable(present.state) || !is_writable(wanted.state);
    const bool is_taken_back = is_canceled && !wish.entry.id && !wishes_.overwrite;
    if (is_settled || is_taken_back)
      return leave_alone(*wish.present, "it is " + state + " by now");
    if (is_canceled && wishes_.overwrite && wanted.due_at <= facts_.now) {
      return leave_alone(*wish.present, "it is canceled, and its time has passed");
    }
  }
  if (!is_writable(present.state)) {
    throw Error(ErrorKind::conflict,
                "it is " + state + ": only planned and approved posts can be changed",
                "igbotctl post show " + id_text(present.id));
  }
  require_changeable(wish);
  change_present(wish);
}

void PlanJudge::require_changeable(const Wish& wish) const {
  const post::Post& present = wish.present->post;
  const PostState wanted = wish.state.state;
  if (is_changed_since(document_, *wish.present) && !wishes_.overwrite) {
    throw Error(ErrorKind::conflict,
                "changed since the export: it is " + std::string(post::to_string(present.state)) +
                    ", due " + local_text(present.due_at, Zone::find(facts_.hours.zone)) +
                    ", with " + text::one_line(facts_.items.at(present.media).path),
                "igbotctl schedule export again, or --overwrite to undo that change");
  }
  if (!is_editable(wanted) && wanted != PostState::canceled) {
    throw Error(ErrorKind::usage,
                "status cannot become " + std::string(post::to_string(wanted)) + " by a file",
                "write planned, approved or canceled");
  }
  const bool is_approval = wanted == PostState::approved && present.state != PostState::approved;
  if (is_approval && !facts_.is_api_on) throw api_is_off();
  if (present.state != PostState::approved || !present.message) return;
  const std::string withdraw = "igbotctl post withdraw " + id_text(present.id);
  if (wanted == PostState::planned) {
    throw Error(ErrorKind::conflict, "it was approved on its card, which would ask again",
                withdraw);
  }
  // People approved that very picture.
  if (wanted == PostState::approved && wish.state.media != present.media) {
    throw Error(ErrorKind::conflict, "it was approved on its card", withdraw);
  }
}

void PlanJudge::change_present(const Wish& wish) {
  const PlanState& wanted = wish.state;
  if (wanted.state == PostState::canceled) return cancel(*wish.present);
  PlanState state = state_of(*wish.present);
  const auto step = [&](PlanAction action, const PlanState& after) {
    decision_.changes.push_back({action, wish.present->post.id, state, after});
    state = after;
  };
  const bool is_restored = state.state == PostState::canceled;
  const bool is_new_time = is_restored || wanted.due_at != state.due_at;
  PlanState next = state;
  if (is_restored) {
    next.due_at = wanted.due_at;
    next.state = wanted.state;
    step(PlanAction::restored, next);
  }
  if (wanted.media != state.media) {
    next = wanted;
    next.due_at = state.due_at;
    next.state = state.state;
    step(PlanAction::replaced, next);
  }
  if (wanted.due_at != state.due_at) {
    next.due_at = wanted.due_at;
    step(PlanAction::moved, next);
  }
  if (wanted.state != state.state) {
    const bool is_approved = wanted.state == PostState::approved;
    step(is_approved ? PlanAction::approved : PlanAction::withdrawn, wanted);
  }
  plan(wish, {.is_new_time = is_new_time,
              .is_judged = is_new_time || wanted.media != wish.present->post.media});
}

void PlanJudge::plan(const Wish& wish, PlannedPost planned) {
  planned.where = wish.entry.where;
  planned.state = wish.state;
  if (wish.present != nullptr) {
    planned.id = wish.present->post.id;
    settled_.insert(*planned.id);
  }
  // An offset that was left as it was when the date was moved over a clock change.
  const std::string& written = wish.entry.due_text;
  if (planned.is_new_time && !written.empty() && !written.ends_with('Z')) {
    constexpr std::size_t day = 10;
    constexpr std::size_t minutes = 16;
    const Zone zone = Zone::find(document_.zone);
    const std::string meant = wall_clock_text(wish.state.due_at, zone);
    if (meant.substr(0, day) != written.substr(0, day) ||
        meant.substr(day + 1, minutes - day - 1) != written.substr(day + 1, minutes - day - 1)) {
      decision_.warnings.push_back(planned.where + ": " + written + " is " + meant + " in " +
                                   zone.name());
    }
  }
  plan_.push_back(std::move(planned));
}

void PlanJudge::cancel(const PresentPost& present) {
  const PlanState before = state_of(present);
  PlanState after = before;
  after.state = PostState::canceled;
  decision_.changes.push_back({PlanAction::canceled, present.post.id, before, after});
  settled_.insert(present.post.id);
}

void PlanJudge::cancel_missing() {
  if (!document_.exported_at || !document_.period) return;
  for (const auto& [id, present] : facts_.posts) {
    const Timestamp due = present.post.due_at;
    const PostState state = present.post.state;
    if (named_.contains(id) || state == PostState::canceled) continue;
    if (due < document_.period->from || due >= document_.period->to) continue;
    const bool is_changed = is_changed_since(document_, present);
    if (!is_editable(state)) {
      if (!is_changed || is_made_since(present)) continue;
      leave_alone(present, "it is " + std::string(post::to_string(state)) + " by now");
    } else if (is_changed && !wishes_.overwrite) {
      leave_alone(present, is_made_since(present) ? "it was planned since the export"
                                                  : "it was changed since the export");
    } else if (is_changed && present.may_have_moved && !is_made_since(present)) {
      leave_alone(present, "it may have been due on other days at the export");
    } else {
      cancel(present);
    }
  }
}

void PlanJudge::judge_result() {
  for (const auto& [id, present] : facts_.posts) {
    if (settled_.contains(id)) continue;
    plan_.push_back({.where = "post " + id_text(id), .id = id, .state = state_of(present)});
  }
  for (PlanProblem& problem : judge_planned(plan_, facts_)) {
    decision_.problems.push_back(std::move(problem));
  }
  for (std::string& warning : warn_of_times(plan_, facts_)) {
    decision_.warnings.push_back(std::move(warning));
  }
}

void PlanJudge::sort_changes() {
  std::map<PostId, Timestamp> ends;
  for (const PlanChange& change : decision_.changes) {
    if (change.post) ends[*change.post] = change.after.due_at;
  }
  const auto when = [&](const PlanChange& change) {
    return change.post ? ends.at(*change.post) : change.after.due_at;
  };
  std::stable_sort(
      decision_.changes.begin(), decision_.changes.end(),
      [&](const PlanChange& left, const PlanChange& right) { return when(left) < when(right); });
}

void PlanJudge::warn_of_free_slots() {
  const bool frees_slots = std::any_of(
      decision_.changes.begin(), decision_.changes.end(), [&](const PlanChange& change) {
        return change.action == PlanAction::canceled &&
               facts_.posts.at(*change.post).post.slot_day.has_value();
      });
  if (!frees_slots || !facts_.is_automatic) return;
  decision_.warnings.emplace_back(
      "the slots of canceled posts may be planned again by post run; igbotctl settings set "
      "plan_ahead_days 0 stops that");
}

PlanDecision PlanJudge::decide() {
  decision_.problems = document_.problems;
  if (document_.exported_at && *document_.exported_at > facts_.now) {
    problem("exported_at",
            {ErrorKind::usage, "has not come yet: " + utc_text(*document_.exported_at),
             "leave it as igbotctl schedule export wrote it"});
  }
  for (const PlanEntry& entry : document_.entries) {
    try {
      const Wish wish = wish_of(entry);
      if (wish.present == nullptr) {
        add_post(wish);
      } else {
        judge_present(wish);
      }
    } catch (const Error& error) {
      problem(entry.where, error);
    }
  }
  cancel_missing();
  judge_result();
  sort_changes();
  warn_of_free_slots();
  return std::move(decision_);
}

}  // namespace

std::string to_string(PlanAction action) { return text::name_of(k_plan_actions, action); }

bool is_changed_since(const PlanDocument& document, const PresentPost& present) {
  return document.exported_at && present.updated_at >= *document.exported_at;
}

PlanDecision decide_plan(const PlanDocument& document, const PlanFacts& facts,
                         const PlanWishes& wishes) {
  return PlanJudge(document, facts, wishes).decide();
}

}  // namespace igbot::schedule
