// SPDX-License-Identifier: MIT
#include "core/bot/wizard/init_draft.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/media/source_config.hpp"
#include "core/settings/registry.hpp"
#include "core/text/names.hpp"

namespace igbot::bot {
namespace {

using nlohmann::json;

constexpr text::Names<InitStep, 11> k_init_steps{{
    {InitStep::mode, "mode"},
    {InitStep::live, "live"},
    {InitStep::account, "account"},
    {InitStep::login, "login"},
    {InitStep::connecting, "connecting"},
    {InitStep::source, "source"},
    {InitStep::looking, "looking"},
    {InitStep::daily, "daily"},
    {InitStep::hours, "hours"},
    {InitStep::zone, "zone"},
    {InitStep::summary, "summary"},
}};

/// The questions that are always asked.
constexpr std::array k_questions{InitStep::mode,   InitStep::account, InitStep::source,
                                 InitStep::daily,  InitStep::hours,   InitStep::zone,
                                 InitStep::summary};

std::ptrdiff_t place_of(InitStep step) {
  if (step == InitStep::live) step = InitStep::mode;
  if (step == InitStep::login || step == InitStep::connecting) step = InitStep::account;
  if (step == InitStep::looking) step = InitStep::source;
  return std::find(k_questions.begin(), k_questions.end(), step) - k_questions.begin();
}

void put(json& object, const char* name, const std::optional<std::string>& value) {
  if (value) object[name] = *value;
}

std::optional<std::string> text_in(const json& object, const char* name) {
  if (!object.contains(name)) return std::nullopt;
  return object.at(name).get<std::string>();
}

}  // namespace

std::string_view to_string(InitStep step) {
  for (const auto& [each, name] : k_init_steps) {
    if (each == step) return name;
  }
  return "?";
}

std::optional<InitStep> init_step_from(std::string_view text) {
  return text::find_name(k_init_steps, text);
}

InitStep next_step(InitStep step) {
  const auto place = static_cast<std::size_t>(place_of(step)) + 1;
  return k_questions.at(std::min(place, k_questions.size() - 1));
}

InitStep step_before(InitStep step) {
  if (step == InitStep::login || step == InitStep::connecting) return InitStep::account;
  return k_questions.at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(place_of(step) - 1, 0)));
}

std::string to_json_text(const InitDraft& draft) {
  json object = json::object();
  if (draft.is_live) object["live"] = *draft.is_live;
  put(object, "account", draft.account);
  put(object, "linked", draft.linked);
  if (draft.source) {
    object["source"] = {{"path", draft.source->path},
                        {"files", draft.source->files},
                        {"categories", draft.source->categories}};
  }
  if (!draft.candidate.empty()) object["candidate"] = draft.candidate;
  if (draft.connects_drive) object["connects_drive"] = true;
  put(object, "posts_per_day", draft.posts_per_day);
  put(object, "hours", draft.hours);
  put(object, "zone", draft.zone);
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

InitDraft parse_init_draft(const std::string& text) {
  const json object = json::parse(text);
  InitDraft draft;
  if (object.contains("live")) draft.is_live = object.at("live").get<bool>();
  draft.account = text_in(object, "account");
  draft.linked = text_in(object, "linked");
  if (object.contains("source")) {
    const json& source = object.at("source");
    draft.source = SourceFolder{source.at("path"), source.at("files"), source.at("categories")};
  }
  draft.candidate = object.value("candidate", "");
  draft.connects_drive = object.value("connects_drive", false);
  draft.posts_per_day = text_in(object, "posts_per_day");
  draft.hours = text_in(object, "hours");
  draft.zone = text_in(object, "zone");
  return draft;
}

std::vector<Assignment> assignments_of(const InitDraft& draft) {
  std::vector<Assignment> assignments;
  if (draft.is_live) assignments.emplace_back("dry_run_mode", *draft.is_live ? "false" : "true");
  if (draft.account) {
    assignments.emplace_back(k_active_account, draft.account->empty() ? "none" : *draft.account);
  }
  if (draft.source) {
    assignments.emplace_back(k_source_type, media::to_string(SourceType::local));
    assignments.emplace_back(
        k_source_config, media::print_source_config(media::LocalSourceConfig{draft.source->path}));
  }
  if (draft.posts_per_day) assignments.emplace_back("posts_per_day", *draft.posts_per_day);
  if (draft.hours) {
    const Hours hours = parse_hours(*draft.hours);
    assignments.emplace_back("posting_hours_start", hours.start);
    assignments.emplace_back("posting_hours_end", hours.end);
  }
  if (draft.zone) assignments.emplace_back("posting_timezone", *draft.zone);
  return assignments;
}

}  // namespace igbot::bot
