// SPDX-License-Identifier: MIT
#include "core/schedule/schedule_service.hpp"

#include <algorithm>

#include "core/access/authorise.hpp"
#include "core/schedule/gaps.hpp"
#include "core/settings/settings_repository.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr int k_most_days = 30;
constexpr hours k_short_plan{24};

/// A plan that is worked out but not stored.
struct Draft {
  PlanRequest request;
  std::vector<ReplaceablePost> replaced;
  std::vector<KeptPost> kept;  ///< by replacing
  Plan plan;
  Timestamp first_day_ends;

  DayRange range() const { return {request.from, request.from + days{request.days}}; }
};

void require_plannable(ChatScope scope) {
  const std::string state =
      scope.db().execute("SELECT state FROM chats WHERE id = $1", {scope.key()}).front().text(0);
  if (state == "setup") {
    throw Error(ErrorKind::not_found, "chat is not set up yet: it cannot be planned",
                "igbotctl init");
  }
  if (state == "archived") {
    throw Error(ErrorKind::conflict, "chat is archived: nothing is planned for it",
                "igbotctl chat unarchive");
  }
}

LocalDay start_day(const ScheduleOptions& options, LocalDay first) {
  if (!options.from) return first;
  if (*options.from < first) {
    throw Error(ErrorKind::usage, "day is past: " + day_text(*options.from),
                "the first day that can be planned is " + day_text(first));
  }
  return *options.from;
}

Draft draft(ChatScope scope, const ChatSettings& settings, const ScheduleOptions& options) {
  require_plannable(scope);
  if (options.days < 1 || options.days > k_most_days) {
    throw Error(ErrorKind::usage, "number of days is out of range: " + std::to_string(options.days),
                "choose 1 to " + std::to_string(k_most_days));
  }
  const PlanParameters parameters = PlanParameters::of(settings);
  const Zone zone = Zone::find(parameters.zone);
  const LocalDay from = start_day(options, first_day(scope.now(), parameters, zone));
  Draft draft{{scope.key(), parameters, from, options.days, scope.now(), options.replace},
              {},
              {},
              {},
              first_day_ends(scope.now(), parameters, zone)};
  const PlanRepository repository(scope);
  if (options.replace) {
    draft.replaced = repository.replaceable(draft.range());
    draft.kept = repository.kept(draft.range());
  }
  const PlanBasis basis = repository.basis(draft.range(), draft.replaced);
  draft.plan = make_plan(draft.request, zone, basis.library, basis.mix, basis.taken);
  explain_gaps(draft.plan, basis.library, basis.mix, zone);
  return draft;
}

/// When the worker must look at the plan again.
Timestamp next_look(const Draft& draft) {
  return next_look(draft.plan, draft.first_day_ends, draft.request.now);
}

std::string summary(const Draft& draft) {
  return "planned " + std::to_string(draft.plan.planned.size()) + ", unfilled " +
         std::to_string(draft.plan.unfilled.size()) + ", canceled " +
         std::to_string(draft.replaced.size()) + " in " +
         text::count(draft.request.days, "day", "days") + " from " + day_text(draft.request.from);
}

std::vector<PostId> store_plan(ChatScope scope, const Draft& draft, const std::string& action) {
  access::require_right(scope, access::Right::post);
  PlanRepository repository(scope);
  if (!draft.replaced.empty()) repository.cancel_replaceable(draft.range(), "planned anew");
  auto posts = repository.insert(draft.plan.planned, draft.request.parameters.text());
  repository.set_auto_plan(true, next_look(draft));
  scope.audit({.entity = "schedule",
               .entity_id = day_text(draft.request.from),
               .action = action,
               .before = std::nullopt,
               .after = summary(draft),
               .reason = std::nullopt});
  return posts;
}

ScheduleResult result_of(Draft draft, std::vector<PostId> posts) {
  return {.plan = std::move(draft.plan),
          .posts = std::move(posts),
          .canceled = static_cast<std::int64_t>(draft.replaced.size()),
          .kept = std::move(draft.kept),
          .parameters = draft.request.parameters,
          .from = draft.request.from,
          .days = draft.request.days};
}

/// What topping up would do now.
struct Look {
  TopUpResult result;
  /// When to look again if nothing is planned; nothing when nobody wants topping up.
  std::optional<Timestamp> again;
};

Look look_at(ChatScope scope) {
  if (!PlanRepository(scope).auto_plan()) return {};
  const ChatSettings settings = SettingsRepository(scope).load();
  if (settings.plan_ahead_days > 0) {
    Draft plan = draft(scope, settings, {.days = settings.plan_ahead_days});
    const Timestamp again = next_look(plan);
    return {{std::move(plan.plan), false}, again};
  }
  const Timestamp last = PlanRepository(scope).last_due().value_or(scope.now());
  const bool runs_out = last < scope.now() + k_short_plan;
  return {{{}, runs_out}, runs_out ? scope.now() + k_look_again : last - k_short_plan};
}

LocalDay utc_day(Timestamp at) { return LocalDay{std::chrono::floor<days>(at).time_since_epoch()}; }

}  // namespace

ScheduleResult ScheduleService::create(const ScheduleOptions& options) {
  Draft plan = draft(scope_, SettingsRepository(scope_).load(), options);
  std::vector<PostId> posts;
  const bool changes =
      !plan.plan.planned.empty() || !plan.replaced.empty() || !PlanRepository(scope_).auto_plan();
  if (changes) posts = store_plan(scope_, plan, "created");
  return result_of(std::move(plan), std::move(posts));
}

ScheduleResult ScheduleService::preview(const ScheduleOptions& options) const {
  return result_of(draft(scope_, SettingsRepository(scope_).load(), options), {});
}

ClearResult ScheduleService::clear() {
  const ClearResult result = preview_clear();
  if (result.canceled == 0 && !result.was_automatic) return result;
  access::require_right(scope_, access::Right::post);
  PlanRepository repository(scope_);
  repository.cancel_planned("schedule cleared");
  repository.set_auto_plan(false, std::nullopt);
  scope_.audit({.entity = "schedule",
                .entity_id = "all",
                .action = "cleared",
                .before = std::nullopt,
                .after = "canceled " + std::to_string(result.canceled),
                .reason = std::nullopt});
  return result;
}

ClearResult ScheduleService::preview_clear() const {
  const PlanRepository repository(scope_);
  return {repository.count_planned(), repository.count_approved(), repository.auto_plan()};
}

TopUpResult top_up(Store& store, ChatKey chat, const Actor& worker) {
  Look look = store.read([&](UnitOfWork& unit) { return look_at(unit.chat(chat)); });
  if (!look.result.plan.planned.empty()) {
    // Worked out again inside the write: what was free a moment ago may be taken.
    look.result.plan = store.write(worker, [&](UnitOfWork& unit) {
      const ChatScope scope = unit.chat(chat);
      const ChatSettings settings = SettingsRepository(scope).load();
      if (!PlanRepository(scope).auto_plan() || settings.plan_ahead_days == 0) return Plan{};
      Draft plan = draft(scope, settings, {.days = settings.plan_ahead_days});
      store_plan(scope, plan, "topped up");
      return plan.plan;
    });
  } else if (look.again) {
    store.bookkeep([&](Bookkeeping& unit) {
      unit.db().execute("UPDATE chats SET plan_wake_at = $2 WHERE id = $1 AND auto_plan = 1",
                        {chat, look.again});
    });
  }
  return look.result;
}

std::optional<PlannedSlot> replacement_for(ChatScope scope, PostId post,
                                           const std::vector<ContentId>& tried) {
  const auto rows = scope.db().execute(
      "SELECT slot_day, slot_index, due_at, category, created_at, content_id FROM posts "
      "WHERE chat_id = $1 AND id = $2",
      {scope.key(), post});
  const auto& row = rows.front();
  const auto day_name = row.optional_text(0);
  const LocalDay day = day_name ? parse_date(*day_name) : utc_day(row.timestamp(2));
  const int index = static_cast<int>(row.optional_integer(1).value_or(0));
  // The post gives its place in the mix back, but its own content is no choice.
  PlanBasis basis =
      PlanRepository(scope).basis({day, day}, {{post, day, index, row.text(3), row.timestamp(4)}});
  basis.library.hold(row.id<ContentId>(5));
  for (const ContentId content : tried) basis.library.hold(content);
  // It goes out now, or later when its time has not come.
  const Slot slot{day, index, std::max(row.timestamp(2), scope.now())};
  return choose_for(slot, scope.key(), basis.library, basis.mix);
}

std::optional<PlannedSlot> next_choice(ChatScope scope) {
  const LocalDay day = utc_day(scope.now());
  const PlanBasis basis = PlanRepository(scope).basis({day, day});
  return choose_for({day, 0, scope.now()}, scope.key(), basis.library, basis.mix);
}

}  // namespace igbot::schedule
