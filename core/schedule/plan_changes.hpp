// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/post/post.hpp"
#include "core/schedule/plan_document.hpp"
#include "core/schedule/window.hpp"

namespace igbot::schedule {

/// A media item, as far as a plan needs it.
struct PlanItem {
  MediaId id{};
  ContentId content{};
  std::string path;
  std::string category;
  bool active = true;
};

/// The longest lock in force of a content.
struct PlanLock {
  std::string kind;
  Timestamp until;
};

/// A post as it is now.
struct PresentPost {
  post::Post post;
  Timestamp created_at;
  Timestamp updated_at;
  /// Another time may have been given to it since the export.
  bool may_have_moved = false;
};

/// What deciding about a plan document starts from.
struct PlanFacts {
  Timestamp now;
  bool is_api_on = false;     ///< approving makes sense
  bool is_automatic = false;  ///< the worker tops the plan up
  PlanParameters hours;
  /// Those that hold their content, those that the document names, and of the others those that
  /// changed since the export and are due in its period or at the time of a new entry.
  std::map<PostId, PresentPost> posts;
  std::map<MediaId, PlanItem> items;
  std::map<ContentId, PlanLock> locks;
};

struct PlanWishes {
  /// The document decides also about what was changed since it was exported.
  bool overwrite = false;
};

enum class PlanAction { restored, replaced, moved, added, canceled, approved, withdrawn };
std::string to_string(PlanAction action);

/// A planned post before or after a change.
struct PlanState {
  Timestamp due_at;
  MediaId media{};
  ContentId content{};
  std::string path;
  std::string category;
  post::PostState state = post::PostState::planned;
};

/// One step of one post; a post may take several, each from where the last one led.
struct PlanChange {
  PlanAction action = PlanAction::moved;
  std::optional<PostId> post;       ///< none: one that is added
  std::optional<PlanState> before;  ///< none: one that is added
  PlanState after;
};

/// A post that the document does not fit any more and that stays as it is.
struct LeftAlone {
  PostId post{};
  std::string why;
};

struct PlanDecision {
  /// The steps of a post follow one another; posts in order of time.
  std::vector<PlanChange> changes;
  std::int64_t unchanged = 0;
  std::vector<LeftAlone> left_alone;
  std::vector<std::string> warnings;
  /// Why nothing may be changed at all; then the rest is of no use.
  std::vector<PlanProblem> problems;
};

/// What must change so that the plan is as the document says. An entry with an id is that post, one
/// without is a new post, and a planned or approved post of the document's period that the document
/// lacks is canceled, unless it was made or changed since. A post that was changed since and should
/// be otherwise is a conflict; one that is so already is none, and one that went on (was sent,
/// posted) is left alone. Times, items, locks and contents are judged as they will be after all the
/// changes.
PlanDecision decide_plan(const PlanDocument& document, const PlanFacts& facts,
                         const PlanWishes& wishes);

/// Whether a post was changed after the document was exported, as far as the document knows.
bool is_changed_since(const PlanDocument& document, const PresentPost& present);

/// The rules for what is new or changed, on the plan as it will be.
struct PlannedPost {
  std::string where;  ///< "posts[2] (post 17)", "post 17"
  std::optional<PostId> id;
  PlanState state;
  bool is_new_time = false;
  bool is_judged = false;  ///< new or changed: time, item, locks and content must be right
};
std::vector<PlanProblem> judge_planned(const std::vector<PlannedPost>& plan,
                                       const PlanFacts& facts);
/// Times outside the posting hours, and posts close to one another.
std::vector<std::string> warn_of_times(const std::vector<PlannedPost>& plan,
                                       const PlanFacts& facts);

}  // namespace igbot::schedule
