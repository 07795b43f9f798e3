// SPDX-License-Identifier: MIT
#include "core/schedule/plan_document.hpp"

#include <nlohmann/json.hpp>

#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

nlohmann::json post_to_json(const ExportedPost& post, const Zone& zone) {
  return {{"id", number(post.id)},          {"due_at", wall_clock_text(post.due_at, zone)},
          {"media_id", number(post.media)}, {"path", post.path},
          {"category", post.category},      {"status", post::to_string(post.state)},
          {"pinned", post.pinned}};
}

}  // namespace

std::string wall_clock_text(Timestamp at, const Zone& zone) {
  constexpr std::size_t day = 10;     // 2026-11-27
  constexpr std::size_t minutes = 5;  // 15:00
  const std::string local = local_text(at, zone);
  const std::string utc = utc_text(at);
  const std::string rest = utc.substr(day + 1 + minutes, utc.size() - (day + 1 + minutes) - 1);
  return local.substr(0, day) + "T" + local.substr(day + 1, minutes) + rest +
         local.substr(day + 1 + minutes + 1);
}

nlohmann::json to_json(const ExportedPlan& plan) {
  nlohmann::json posts = nlohmann::json::array();
  for (const ExportedPost& post : plan.posts) posts.push_back(post_to_json(post, plan.zone));
  return {{"kind", k_plan_document_kind},    {"schema_version", k_plan_document_version},
          {"chat_id", number(plan.chat_id)}, {"name", plan.name},
          {"zone", plan.zone.name()},        {"exported_at", utc_text(plan.exported_at)},
          {"from", day_text(plan.from)},     {"to", day_text(plan.to)},
          {"posts", std::move(posts)}};
}

}  // namespace igbot::schedule
