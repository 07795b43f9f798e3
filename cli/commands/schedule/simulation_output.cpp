// SPDX-License-Identifier: MIT
#include "cli/commands/schedule/simulation_output.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "core/simulation/simulation_text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {

using simulation::Fate;
using simulation::Report;

namespace {

nlohmann::json simulated_day_json(const std::optional<LocalDay>& day) {
  return day ? nlohmann::json(day_text(*day)) : nlohmann::json(nullptr);
}

nlohmann::json slot_json(const simulation::SimulatedSlot& slot, const schedule::Library& library) {
  nlohmann::json json{{"due_at", utc_text(slot.slot.at)},
                      {"day", day_text(slot.slot.day)},
                      {"fate", simulation::to_string(slot.fate)},
                      {"at", nullptr},
                      {"media_id", nullptr},
                      {"category", nullptr},
                      {"path", nullptr},
                      {"why", nullptr}};
  if (slot.fate != Fate::open) json["at"] = utc_text(slot.at);
  if (slot.item) {
    const auto& item = library.items()[*slot.item];
    json["media_id"] = number(item.media);
    json["category"] = item.category;
    json["path"] = item.path;
  }
  if (slot.why) json["why"] = schedule::choice_lines(*slot.why);
  return json;
}

nlohmann::json categories_json(const Report& report) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& tally : report.categories) {
    list.push_back({{"category", tally.category},
                    {"posted", tally.posted},
                    {"share", tally.share ? nlohmann::json(*tally.share) : nlohmann::json(nullptr)},
                    {"ran_out", simulated_day_json(tally.ran_out)}});
  }
  return list;
}

std::string part_text(double part) {
  const auto tenths = static_cast<std::int64_t>(part * 1000.0 + 0.5);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

void print_categories(const Report& report, Io& io) {
  const auto posted = static_cast<double>(report.count(Fate::posted));
  Table table({"CATEGORY", "POSTED", "PART", "MIX", "RUNS OUT"});
  for (const auto& tally : report.categories) {
    table.add({tally.category, std::to_string(tally.posted),
               posted > 0 ? part_text(static_cast<double>(tally.posted) / posted) : "-",
               tally.share ? part_text(*tally.share) : "never",
               tally.ran_out ? day_text(*tally.ran_out) : "-"});
  }
  if (!table.empty()) {
    io.out << '\n';
    table.print(io);
  }
}

}  // namespace

const Shape k_simulation_shape{
    "chats",
    {{"chat_id", "Telegram id of the chat"},
     {"name", "name of the chat"},
     {"zone", "its time zone"},
     {"from", "first simulated day"},
     {"to", "the day after the last one"},
     {"slots", "slots and posts made by hand"},
     {"posted", "those that went out"},
     {"late", "of these, more than 15 minutes after their time"},
     {"missed", "those whose time passed without a posting"},
     {"fates",
      "object: how many slots by what became of them: posted, worker_down, paused, not_published, "
      "not_answered, overdue, nothing_left, not_planned, file_gone, no_window, open"},
     {"categories",
      "of each: category, posted, share (0 to 1; null outside the mix), ran_out (the day of the "
      "first slot that was its turn while it had nothing, or null)"},
     {"repeated", "contents that went out more than once"},
     {"shortest_rest_seconds", "shortest time between two postings of a content, or null"},
     {"runs_dry", "day of the first slot for which nothing was left, or null"},
     {"changed_days", "days on which the clocks change: day and minutes it lasts"},
     {"assumptions", "what was taken for granted, as sentences"},
     {"posts", "of each slot: due_at, day, fate, at, media_id, category, path, why", "--list"}}};

nlohmann::json simulation_json(const Simulated& simulated, bool with_posts) {
  const Report& report = simulated.report;
  nlohmann::json fates = nlohmann::json::object();
  for (const auto& [fate, count] : report.fates) fates[simulation::to_string(fate)] = count;
  nlohmann::json changed = nlohmann::json::array();
  for (const auto& day : report.changed_days) {
    changed.push_back({{"day", day_text(day.day)}, {"minutes", day.length.count()}});
  }
  nlohmann::json json{{"chat_id", number(simulated.chat.telegram_id)},
                      {"name", simulated.chat.name},
                      {"zone", report.zone},
                      {"from", day_text(report.from)},
                      {"to", day_text(report.to)},
                      {"slots", report.slots},
                      {"posted", report.count(Fate::posted)},
                      {"late", report.late},
                      {"missed", report.missed()},
                      {"fates", std::move(fates)},
                      {"categories", categories_json(report)},
                      {"repeated", report.repeated},
                      {"shortest_rest_seconds", nullptr},
                      {"runs_dry", simulated_day_json(report.runs_dry)},
                      {"changed_days", std::move(changed)},
                      {"assumptions", report.assumptions}};
  if (report.shortest_rest) {
    json["shortest_rest_seconds"] =
        std::chrono::floor<std::chrono::seconds>(*report.shortest_rest).count();
  }
  if (!with_posts) return json;
  json["posts"] = nlohmann::json::array();
  for (const auto& slot : simulated.outcome.slots) {
    json["posts"].push_back(slot_json(slot, simulated.beginning.library));
  }
  return json;
}

void print_simulation(const Simulated& simulated, Io& io) {
  io.out << simulation::report_text(simulated.chat.name, simulated.report);
  print_categories(simulated.report, io);
}

void print_simulated_slots(const Simulated& simulated, Io& io) {
  const Zone zone = Zone::find(simulated.report.zone);
  Table table({"DUE", "WHAT", "AT", "CATEGORY", "PATH"});
  for (const auto& slot : simulated.outcome.slots) {
    const bool has_item = slot.item.has_value();
    const auto& items = simulated.beginning.library.items();
    table.add({weekday_text(zone.day(slot.slot.at)) + " " + local_text(slot.slot.at, zone),
               simulation::fate_text(slot.fate),
               slot.fate == Fate::posted ? local_clock_text(slot.at, zone) : "",
               has_item ? items[*slot.item].category : "", has_item ? items[*slot.item].path : ""});
  }
  io.out << '\n';
  table.print(io);
}

void print_simulations(const std::vector<Simulated>& all, Io& io) {
  Table table({"CHAT", "NAME", "SLOTS", "POSTED", "LATE", "MISSED", "OPEN", "RUNS DRY"});
  for (const Simulated& simulated : all) {
    const Report& report = simulated.report;
    table.add({std::to_string(number(simulated.chat.telegram_id)), simulated.chat.name,
               std::to_string(report.slots), std::to_string(report.count(Fate::posted)),
               std::to_string(report.late), std::to_string(report.missed()),
               std::to_string(report.count(Fate::open)),
               report.runs_dry ? day_text(*report.runs_dry) : "-"});
  }
  table.print(io);
}

}  // namespace igbot::cli
