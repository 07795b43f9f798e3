// SPDX-License-Identifier: MIT
#include "cli/commands/import/storyline_report.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {

const Shape k_storyline_shape{
    "kinds",
    {{"kind",
      "users, chats, settings, members, accounts, tokens, media, texts, locks, mix, "
      "history or queue"},
     {"read", "rows of that kind in the dump"},
     {"imported", "those taken over now"},
     {"already", "those taken over before, or here anyway"},
     {"skipped", "those of no use here: expired, revoked, switched off"},
     {"refused", "those that could not be taken over"}},
    {{"dry_run", "whether nothing was changed"},
     {"chats", "for each chat: chat_id, name, created, and counts by kind"},
     {"refused_rows", "line, kind and reason of each refused row, at most a thousand"},
     {"notes", "what else there is to know"}}};

namespace {

using legacy::KindCount;
using legacy::KindCounts;
using legacy::StorylineReport;

constexpr std::size_t k_refusals_told = 20;
constexpr std::size_t k_refusals_in_json = 1000;

nlohmann::json counts_json(const KindCount& count) {
  return {{"read", count.read()},
          {"imported", count.imported},
          {"already", count.already},
          {"skipped", count.skipped},
          {"refused", count.refused}};
}

nlohmann::json report_json(const StorylineReport& report, bool is_plan) {
  nlohmann::json kinds = nlohmann::json::array();
  for (const std::string& kind : legacy::old_kinds()) {
    const auto found = report.totals.find(kind);
    if (found == report.totals.end()) continue;
    nlohmann::json counts = counts_json(found->second);
    counts["kind"] = kind;
    kinds.push_back(std::move(counts));
  }
  nlohmann::json chats = nlohmann::json::array();
  for (const legacy::ImportedChat& chat : report.chats) {
    nlohmann::json counts = nlohmann::json::object();
    for (const auto& [kind, count] : chat.counts) counts[kind] = counts_json(count);
    chats.push_back({{"chat_id", number(chat.chat.telegram_id)},
                     {"name", chat.chat.name},
                     {"created", chat.created},
                     {"counts", std::move(counts)}});
  }
  nlohmann::json refused = nlohmann::json::array();
  for (const legacy::Refusal& refusal : report.refused) {
    if (refused.size() == k_refusals_in_json) break;
    refused.push_back({{"line", refusal.line}, {"kind", refusal.kind}, {"reason", refusal.reason}});
  }
  return {{"dry_run", is_plan},
          {"kinds", std::move(kinds)},
          {"chats", std::move(chats)},
          {"refused_rows", std::move(refused)},
          {"notes", report.notes}};
}

void print_kinds(Io& io, const KindCounts& totals) {
  Table table({"KIND", "READ", "IMPORTED", "ALREADY", "SKIPPED", "REFUSED"});
  for (const std::string& kind : legacy::old_kinds()) {
    const auto found = totals.find(kind);
    if (found == totals.end()) continue;
    const KindCount& count = found->second;
    table.add({kind, std::to_string(count.read()), std::to_string(count.imported),
               std::to_string(count.already), std::to_string(count.skipped),
               std::to_string(count.refused)});
  }
  table.print(io);
}

/// "media 12, locks 3": what one chat gets.
std::string chat_text(const legacy::ImportedChat& chat) {
  std::vector<std::string> parts;
  for (const std::string& kind : legacy::old_kinds()) {
    const auto found = chat.counts.find(kind);
    if (found == chat.counts.end() || found->second.imported == 0) continue;
    parts.push_back(kind + " " + std::to_string(found->second.imported));
  }
  return chat.chat.name + " (chat " + std::to_string(number(chat.chat.telegram_id)) +
         (chat.created ? ", new): " : "): ") +
         (parts.empty() ? "nothing new" : text::join(parts, ", "));
}

}  // namespace

void print_storyline_report(Services& services, Io& io, const std::string& dump,
                            const StorylineReport& report, bool is_plan) {
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_storyline_shape, report_json(report, is_plan));
    return;
  }
  if (!services.globals().quiet) {
    io.out << text::redact((is_plan ? "would import " : "imported ") + text::one_line(dump))
           << '\n';
    print_kinds(io, report.totals);
    for (const legacy::ImportedChat& chat : report.chats) {
      io.out << text::redact(text::one_line(chat_text(chat))) << '\n';
    }
    for (const std::string& note : report.notes) {
      io.out << text::redact(text::one_line("note: " + note)) << '\n';
    }
  }
  std::size_t told = 0;
  for (const legacy::Refusal& refusal : report.refused) {
    if (++told > k_refusals_told) {
      io.err << "… " << report.refused.size() - k_refusals_told << " more; --json lists them\n";
      break;
    }
    io.err << text::redact(text::one_line("refused: line " + std::to_string(refusal.line) + ", " +
                                          refusal.kind + ": " + refusal.reason))
           << '\n';
  }
}

}  // namespace igbot::cli
