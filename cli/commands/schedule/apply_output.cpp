// SPDX-License-Identifier: MIT
#include "cli/commands/schedule/apply_output.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using schedule::PlanAction;
using schedule::PlanChange;
using schedule::PlanState;

nlohmann::json state_json(const std::optional<PlanState>& state) {
  if (!state) return nullptr;
  return {{"due_at", utc_text(state->due_at)},
          {"media_id", number(state->media)},
          {"path", state->path},
          {"category", state->category},
          {"status", post::to_string(state->state)}};
}

nlohmann::json change_json(const PlanChange& change, bool dry_run) {
  const bool has_id = change.post && (change.action != PlanAction::added || !dry_run);
  return {{"post_id", has_id ? nlohmann::json(number(*change.post)) : nlohmann::json(nullptr)},
          {"action", to_string(change.action)},
          {"before", state_json(change.before)},
          {"after", state_json(change.after)}};
}

/// Times as this plan's people read them: "Fri 27 Nov 15:00", with the year unless it is this one.
class PlanTimes {
 public:
  explicit PlanTimes(const AppliedPlan& plan) : zone_(plan.zone), today_(plan.zone.day(plan.now)) {}

  std::string full(Timestamp at) const {
    static constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed",
                                                         "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const LocalDay day = zone_.day(at);
    const std::chrono::year_month_day date{day};
    std::string text = weekdays.at(std::chrono::weekday{day}.c_encoding());
    text += " " + std::to_string(static_cast<unsigned>(date.day())) + " " +
            months.at(static_cast<unsigned>(date.month()) - 1);
    if (date.year() != std::chrono::year_month_day{today_}.year()) {
      text += " " + std::to_string(static_cast<int>(date.year()));
    }
    return text + " " + local_clock_text(at, zone_);
  }
  std::string move(Timestamp from, Timestamp to) const {
    const bool same_day = zone_.day(from) == zone_.day(to);
    return full(from) + " → " + (same_day ? local_clock_text(to, zone_) : full(to));
  }

 private:
  const Zone& zone_;
  LocalDay today_;
};

std::string change_line(const PlanChange& change, const PlanTimes& times, bool dry_run) {
  const std::string post = change.post ? "post " + id_text(*change.post) : "a post";
  const PlanState& after = change.after;
  const std::string there = ", " + times.full(after.due_at) + ": " + after.path;
  const std::string approved = after.state == post::PostState::approved ? " (approved)" : "";
  switch (change.action) {
    case PlanAction::restored:
      return "+ plan " + post + " again" + there + approved;
    case PlanAction::added:
      return "+ add " + (dry_run ? "a post" : post) + there + approved;
    case PlanAction::canceled:
      return "− cancel " + post + there;
    case PlanAction::moved:
      return "~ move " + post + ": " + times.move(change.before->due_at, after.due_at) + " (" +
             after.path + ")";
    case PlanAction::replaced:
      return "~ replace " + post + ", " + times.full(after.due_at) + ": " + change.before->path +
             " → " + after.path;
    case PlanAction::approved:
      return "~ approve " + post + there;
    case PlanAction::withdrawn:
      return "~ withdraw " + post + there;
  }
  return {};
}

std::string printable(const std::string& line) { return text::redact(text::one_line(line)) + "\n"; }

std::string undo_line(bool dry_run) {
  return dry_run ? "to keep a way back, first: igbotctl schedule export --output before.json\n"
                 : "to undo it, apply what was exported before: igbotctl schedule apply "
                   "before.json --overwrite\n";
}

}  // namespace

const Shape k_apply_shape{
    "changes",
    {{"post_id", "post id; null for one that would be added"},
     {"action", "moved, replaced, added, canceled, approved, withdrawn or restored"},
     {"before",
      "due_at (UTC), media_id, path, category and status before this step; null for one that is "
      "added"},
     {"after", "the same after it"}},
    {{"chat_id", "Telegram id of the chat"},
     {"applied", "false with --dry-run: nothing was changed"},
     {"unchanged", "how many posts of the file are as it says"},
     {"left_alone", "post_id and reason of each post that the file does not fit any more"},
     {"warnings", "what may not be meant: times outside the hours, posts close to one another"}}};

nlohmann::json applied_json(const AppliedPlan& plan) {
  nlohmann::json changes = nlohmann::json::array();
  for (const PlanChange& change : plan.decision.changes) {
    changes.push_back(change_json(change, plan.dry_run));
  }
  nlohmann::json left_alone = nlohmann::json::array();
  for (const auto& left : plan.decision.left_alone) {
    left_alone.push_back({{"post_id", number(left.post)}, {"reason", left.why}});
  }
  return {{"chat_id", number(plan.chat.telegram_id)},
          {"applied", !plan.dry_run},
          {"changes", std::move(changes)},
          {"unchanged", plan.decision.unchanged},
          {"left_alone", std::move(left_alone)},
          {"warnings", plan.decision.warnings}};
}

std::string applied_text(const AppliedPlan& plan) {
  const PlanTimes times(plan);
  const auto& decision = plan.decision;
  std::string text;
  if (!decision.changes.empty()) {
    text += printable(std::string(plan.dry_run ? "would change" : "changed") + " the plan of " +
                      plan.chat.name + " (" + plan.zone.name() + ")");
  }
  for (const PlanChange& change : decision.changes) {
    text += printable(change_line(change, times, plan.dry_run));
  }
  if (decision.unchanged > 0 || decision.changes.empty()) {
    text += "unchanged: " + text::count(decision.unchanged, "post", "posts") + "\n";
  }
  for (const auto& left : decision.left_alone) {
    text += "left alone: post " + id_text(left.post) + ": " + left.why + "\n";
  }
  if (!decision.changes.empty()) text += undo_line(plan.dry_run);
  return text;
}

}  // namespace igbot::cli
