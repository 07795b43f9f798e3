// SPDX-License-Identifier: MIT
#include "cli/commands/audit.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/id_option.hpp"
#include "cli/log_scope.hpp"
#include "cli/output.hpp"
#include "cli/setting_output.hpp"
#include "core/store/audit_list.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_audit_shape{"audit",
                          {{"id", "id of the entry"},
                           {"chat_id", "Telegram id of the chat; null = the installation itself"},
                           {"at", "when"},
                           {"actor", "who: cli:LOGIN, telegram:ID or worker:HOST"},
                           {"actor_name", "the same for people"},
                           {"entity", "kind of thing that changed: setting, post, member, …"},
                           {"entity_id", "which one: the key of a setting, the id of a post, …"},
                           {"action", "what was done with it"},
                           {"before", "what it was, or null"},
                           {"after", "what it became, or null"},
                           {"reason", "why, or null"}}};

struct AuditOptions {
  LogOptions log;
  std::string entity;
  std::string entity_id;
  std::string actor;
  std::string until;
  std::int64_t before = 0;
};

nlohmann::json entry_text_json(const std::optional<std::string>& text) {
  return text ? nlohmann::json(*text) : nlohmann::json(nullptr);
}

nlohmann::json line_json(const AuditLine& line) {
  const auto& [id, at, actor, entry] = line.record;
  nlohmann::json document{{"id", id},
                          {"chat_id", nullptr},
                          {"at", utc_text(at)},
                          {"actor", actor.id},
                          {"actor_name", actor.name},
                          {"entity", entry.entity},
                          {"entity_id", entry.entity_id},
                          {"action", entry.action},
                          {"before", entry_text_json(entry.before)},
                          {"after", entry_text_json(entry.after)},
                          {"reason", entry_text_json(entry.reason)}};
  if (line.chat) document["chat_id"] = number(*line.chat);
  return document;
}

/// A value as people read it: that of a setting, the end of a lock, else as it was written.
std::string shown(const AuditEntry& entry, const std::string& value, const Zone& zone) {
  if (const Setting* of = find_setting(entry.entity_id); of != nullptr && entry.entity == "setting")
    return setting_text(*of, value, zone.name());
  const auto instant = text::to_integer(value);
  if (entry.entity == "content" && instant) return local_text(from_millis(*instant), zone);
  return value;
}

/// "set: 3 → 5 (more reach)".
std::string what(const AuditEntry& entry, const Zone& zone) {
  std::vector<std::string> values;
  if (entry.before) values.push_back(shown(entry, *entry.before, zone));
  if (entry.after) values.push_back(shown(entry, *entry.after, zone));
  std::string text = entry.action;
  if (!values.empty()) text += ": " + text::join(values, " → ");
  return entry.reason ? text + " (" + *entry.reason + ")" : text;
}

AuditFilter filter_of(const AuditOptions& options, const LogScope& scope, Timestamp now) {
  const auto given = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  AuditFilter filter;
  if (scope.chat) filter.chat = scope.chat->key;
  filter.entity = given(options.entity);
  filter.entity_id = given(options.entity_id);
  filter.actor = given(options.actor);
  filter.since = scope.since;
  if (!options.until.empty()) filter.until = parse_past_time(options.until, scope.zone, now);
  if (options.before > 0) filter.before = options.before;
  filter.limit = options.log.limit;
  return filter;
}

void print_lines(const std::vector<AuditLine>& lines, const LogScope& scope, Io& io) {
  std::vector<std::string> headings{"ID", "AT", "WHO", "THING", "WHAT"};
  if (!scope.chat) headings.insert(headings.begin() + 1, "CHAT");
  Table table(headings);
  table.keep_whole(0);
  table.keep_whole(headings.size() - 4);
  for (const AuditLine& line : lines) {
    const auto& [id, at, actor, entry] = line.record;
    std::vector<std::string> cells{std::to_string(id), local_text(at, scope.zone), actor.name,
                                   entry.entity + " " + entry.entity_id, what(entry, scope.zone)};
    if (!scope.chat) {
      cells.insert(cells.begin() + 1, line.chat ? std::to_string(number(*line.chat)) : "-");
    }
    table.add(std::move(cells));
  }
  table.print(io);
}

int run_audit_list(const AuditOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_audit_shape)) return 0;
  const LogScope scope = log_scope(options.log, services);
  const AuditFilter filter = filter_of(options, scope, services.clock().now());
  const auto lines =
      services.store().read([&](UnitOfWork& unit) { return list_audit(unit, filter); });
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const AuditLine& line : lines) list.push_back(line_json(line));
    print_json(io, *json, k_audit_shape, {{"audit", std::move(list)}});
  } else if (lines.empty()) {
    io.out << "no such entry\n";
  } else {
    print_lines(lines, scope, io);
    if (static_cast<int>(lines.size()) == filter.limit && !services.globals().quiet) {
      io.err << "older ones: --before " << lines.back().record.id << '\n';
    }
  }
  return 0;
}

}  // namespace

void add_audit(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  CLI::App* command = noun.add_subcommand("list", "Print who changed what, the newest first");
  auto options = std::make_shared<AuditOptions>();
  command->add_option("--entity", options->entity, "Only this kind of thing, as setting or post")
      ->type_name("KIND");
  command->add_option("--entity-id", options->entity_id, "Only this one of its kind")
      ->type_name("NAME");
  command->add_option("--actor", options->actor, "Only who: cli:LOGIN, telegram:ID, worker:HOST")
      ->type_name("ACTOR");
  add_log_options(*command, options->log);
  command->add_option("--until", options->until, "Only before then")->type_name("TIME");
  add_id_option(*command, "--before", options->before, "Entry id")
      ->description("Only what is older than this entry")
      ->type_name("ENTRY");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_audit_list(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
