// SPDX-License-Identifier: MIT
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/schedule/plan_document.hpp"
#include "core/settings/json_node.hpp"
#include "core/text/strict_json.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

constexpr std::size_t k_deepest_plan = 8;
constexpr std::size_t k_longest_plan_word = 512;
constexpr const char* k_due_form = "write it as 2026-11-27T15:00:00+01:00 or 2026-11-27 15:00";
constexpr const char* k_states_to_write = "write planned, approved or canceled";

/// Refuses members that nobody reads, the nearest named.
void refuse_unknown(const JsonNode& node, const std::vector<std::string>& known) {
  for (const auto& [key, member] : node.members()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    member.refuse("unknown key", "did you mean " + text::nearest(key, known) +
                                     "? igbotctl-schedule(1) describes the file");
  }
}

bool is_told(const JsonNode& node, const char* key) {
  return node.has(key) && !node[key].value().is_null();
}

std::int64_t parse_plan_id(const JsonNode& node) {
  const std::int64_t id = node.integer();
  if (id < 1) node.refuse("must be a number from 1");
  return id;
}

/// Any text: paths of a source may hold what no other name may.
std::string parse_plan_path(const JsonNode& node) {
  if (!node.value().is_string()) node.refuse("must be a text");
  return node.value().get<std::string>();
}

/// A date with a time; times that lean on the present are refused.
Timestamp parse_due(const JsonNode& node, const Zone& zone) {
  const std::string text = node.text(k_longest_plan_word);
  if (text.size() < 16 || text[4] != '-' || text[13] != ':')
    node.refuse("is no date with a time", k_due_form);
  try {
    return parse_time(text, zone, Timestamp{});
  } catch (const Error& error) {
    node.refuse(error.what(), k_due_form);
  }
}

post::PostState parse_plan_state(const JsonNode& node) {
  const auto state = post::parse_post_state(node.text(k_longest_plan_word));
  if (!state) node.refuse("is no state of a post", k_states_to_write);
  return *state;
}

void require_whole(const PlanEntry& entry, const JsonNode& node) {
  if (entry.id) return;
  if (!entry.due_at) node.refuse("a new post needs due_at", k_due_form);
  if (!entry.media && !entry.path) {
    node.refuse("a new post needs media_id or path", "igbotctl media list");
  }
  const auto state = entry.state.value_or(post::PostState::planned);
  if (state != post::PostState::planned && state != post::PostState::approved) {
    node.refuse("a new post is planned or approved, not " + std::string(post::to_string(state)),
                "write planned or approved, or give the id of the post that is meant");
  }
}

PlanEntry parse_plan_entry(const nlohmann::json& value, const std::string& place,
                           const Zone& zone) {
  PlanEntry entry{.where = place};
  const JsonNode listed(value, place);
  listed.require_object();
  if (is_told(listed, "id")) {
    entry.id = static_cast<PostId>(parse_plan_id(listed["id"]));
    entry.where += " (post " + id_text(*entry.id) + ")";
  }
  const JsonNode node(value, entry.where);
  refuse_unknown(node, {"id", "due_at", "media_id", "path", "category", "status", "pinned"});
  if (is_told(node, "due_at")) {
    entry.due_at = parse_due(node["due_at"], zone);
    entry.due_text = node["due_at"].text(k_longest_plan_word);
  }
  if (is_told(node, "media_id")) {
    entry.media = static_cast<MediaId>(parse_plan_id(node["media_id"]));
  }
  if (is_told(node, "path")) entry.path = parse_plan_path(node["path"]);
  if (is_told(node, "status")) entry.state = parse_plan_state(node["status"]);
  require_whole(entry, node);
  return entry;
}

void judge_plan_heading(const JsonNode& root) {
  root.require_object();
  if (root["kind"].value() != k_plan_document_kind) {
    root["kind"].refuse("this is no exported plan", "igbotctl schedule export writes such a file");
  }
  const std::int64_t version = root["schema_version"].integer();
  if (version > k_plan_document_version) {
    root["schema_version"].refuse("made by a newer igbotctl: " + std::to_string(version),
                                  "upgrade igbotctl here, or export with the older one");
  }
  if (version < 1) root["schema_version"].refuse("there is no such version");
  refuse_unknown(root, {"kind", "schema_version", "chat_id", "name", "zone", "exported_at", "from",
                        "to", "posts"});
}

LocalDay parse_plan_day(const JsonNode& node) {
  try {
    return parse_date(node.text(k_longest_plan_word));
  } catch (const Error& error) {
    node.refuse(error.what(), "write it as 2026-11-27");
  }
}

std::optional<PlanPeriod> parse_period(const JsonNode& root, const Zone& zone) {
  if (!is_told(root, "from") || !is_told(root, "to")) return std::nullopt;
  const LocalDay from = parse_plan_day(root["from"]);
  const LocalDay to = parse_plan_day(root["to"]);
  if (from >= to) root["to"].refuse("must be a later day than from");
  return PlanPeriod{zone.instant(from), zone.instant(to)};
}

Zone parse_plan_zone(const JsonNode& root, const Zone& otherwise) {
  if (!is_told(root, "zone")) return otherwise;
  try {
    return Zone::find(root["zone"].text(k_longest_plan_word));
  } catch (const Error& error) {
    root["zone"].refuse(error.what(), error.hint());
  }
}

void parse_plan_entries(const JsonNode& posts, const Zone& zone, PlanDocument& document) {
  const auto entries = posts.entries();
  if (entries.size() > k_most_plan_posts) {
    posts.refuse(std::to_string(entries.size()) + " posts, at most " +
                     std::to_string(k_most_plan_posts) + " are taken at once",
                 "igbotctl schedule export --days exports fewer days");
  }
  std::set<PostId> ids;
  for (const JsonNode& listed : entries) {
    try {
      PlanEntry entry = parse_plan_entry(listed.value(), listed.path(), zone);
      const bool is_second = entry.id && !ids.insert(*entry.id).second;
      if (is_second) JsonNode(listed.value(), entry.where).refuse("stands here twice");
      document.entries.push_back(std::move(entry));
    } catch (const Error& error) {
      document.problems.push_back({error.kind(), error.what(), error.hint()});
    }
  }
}

PlanDocument read_plan(std::string_view text, const Zone& zone) {
  const std::string where = "invalid plan file";
  const nlohmann::json parsed =
      text::parse_strict_json(text, {k_largest_plan_document, k_deepest_plan}, where);
  const JsonNode root(parsed, where);
  judge_plan_heading(root);
  PlanDocument document;
  document.chat_id = static_cast<TelegramChatId>(root["chat_id"].integer());
  const Zone wall_clock = parse_plan_zone(root, zone);
  document.zone = wall_clock.name();
  if (is_told(root, "exported_at")) document.exported_at = root["exported_at"].optional_time();
  document.period = parse_period(root, wall_clock);
  parse_plan_entries(root["posts"], wall_clock, document);
  return document;
}

}  // namespace

PlanDocument parse_plan_document(std::string_view text, const Zone& zone) {
  try {
    return read_plan(text, zone);
  } catch (const Error& error) {
    if (!error.hint().empty()) throw;
    throw Error(error.kind(), error.what(), "igbotctl schedule export writes such a file");
  }
}

}  // namespace igbot::schedule
