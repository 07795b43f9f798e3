// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.hpp"
#include "core/post/post_state.hpp"
#include "core/schedule/plan_problem.hpp"
#include "core/zone.hpp"

namespace igbot::schedule {

/// A post as `schedule export` tells it.
struct ExportedPost {
  PostId id{};
  Timestamp due_at;
  MediaId media{};
  std::string path;
  std::string category;
  post::PostState state = post::PostState::planned;
  bool pinned = false;
  std::optional<std::string> caption;
  Timestamp created_at;
  Timestamp updated_at;
};

/// The posts of some days of a chat, in order of time; canceled ones are no part of the plan.
struct ExportedPlan {
  TelegramChatId chat_id{};
  std::string name;
  Zone zone;
  Timestamp exported_at;
  LocalDay from;
  LocalDay to;  ///< exclusive
  std::vector<ExportedPost> posts;
};

/// What a person left of an exported post, or wrote anew. What is not told stays as it is.
struct PlanEntry {
  std::string where;         ///< "posts[2] (post 17)", for messages
  std::optional<PostId> id;  ///< none: a new post
  std::optional<Timestamp> due_at;
  std::string due_text;  ///< as it was written
  std::optional<MediaId> media;
  std::optional<std::string> path;
  std::optional<post::PostState> state;
};

/// From `from` up to, not including, `to`.
struct PlanPeriod {
  Timestamp from;
  Timestamp to;
};

/// What `schedule apply` reads.
struct PlanDocument {
  TelegramChatId chat_id{};
  std::optional<Timestamp> exported_at;
  std::optional<PlanPeriod> period;
  std::string zone;  ///< whose wall clock its times are on
  std::vector<PlanEntry> entries;
  /// Of entries that could not be read.
  std::vector<PlanProblem> problems;
};

inline constexpr std::string_view k_plan_document_kind = "igbotctl-plan";
inline constexpr int k_plan_document_version = 1;
inline constexpr std::size_t k_largest_plan_document = std::size_t{4} << 20U;  ///< bytes
inline constexpr std::size_t k_most_plan_posts = 1000;

/// ISO 8601 on the wall clock of a zone: "2026-11-27T15:00:12+01:00", with milliseconds only when
/// they are not zero.
std::string wall_clock_text(Timestamp at, const Zone& zone);

/// Times of posts are on the chat's wall clock, because people edit them.
nlohmann::json to_json(const ExportedPlan& plan);

/// Reads and judges a document as far as that needs no database: JSON, kind, schema version, known
/// keys, types, dates, no post twice, at most k_most_plan_posts. Times without an offset are on the
/// document's wall clock, else on `zone`'s. Throws ErrorKind::usage; what is wrong with single
/// entries is in `problems`.
PlanDocument parse_plan_document(std::string_view text, const Zone& zone);

}  // namespace igbot::schedule
