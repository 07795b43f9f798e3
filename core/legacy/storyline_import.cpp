// SPDX-License-Identifier: MIT
#include "core/legacy/storyline_import.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/legacy/import_context.hpp"
#include "core/text/text.hpp"

namespace igbot::legacy {
namespace {

void add(KindCounts& sum, const KindCounts& counts) {
  for (const auto& [kind, count] : counts) {
    KindCount& total = sum[kind];
    total.imported += count.imported;
    total.already += count.already;
    total.skipped += count.skipped;
    total.refused += count.refused;
  }
}

/// How many rows of each kind were taken over, as JSON; nothing when there were none.
std::optional<std::string> imported_text(const KindCounts& counts) {
  nlohmann::json imported = nlohmann::json::object();
  for (const auto& [kind, count] : counts) {
    if (count.imported > 0) imported[kind] = count.imported;
  }
  if (imported.empty()) return std::nullopt;
  return imported.dump();
}

AuditEntry audit_of(const std::string& imported) {
  return {.entity = "import", .entity_id = "storyline", .action = "imported", .after = imported};
}

/// One audit entry per chat, one for what is of no chat.
void record(ImportContext& context) {
  for (const auto& [chat, counts] : context.tally.counts) {
    const auto imported = imported_text(counts);
    if (!imported) continue;
    if (!chat) {
      context.unit.audit().add_installation(audit_of(*imported));
      continue;
    }
    context.unit.chat(*chat).audit(audit_of(*imported));
  }
}

StorylineReport report_of(ImportContext& context) {
  StorylineReport report;
  for (const Refusal& bad : context.dump.refused) {
    report.totals[bad.kind].refused++;
    report.refused.push_back(bad);
  }
  for (const auto& [chat, counts] : context.tally.counts) add(report.totals, counts);
  for (const Tenant& tenant : context.tenants) {
    report.chats.push_back({tenant.chat, tenant.created, context.tally.counts[tenant.chat.key]});
  }
  report.refused.insert(report.refused.end(), context.tally.refusals.begin(),
                        context.tally.refusals.end());
  std::stable_sort(
      report.refused.begin(), report.refused.end(),
      [](const Refusal& left, const Refusal& right) { return left.line < right.line; });
  report.notes = std::move(context.tally.notes);
  return report;
}

/// "one, two and 5 more".
std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t k_named = 20;
  if (names.size() <= k_named) return text::join(names, ", ");
  return text::join({names.begin(), names.begin() + k_named}, ", ") + " and " +
         std::to_string(names.size() - k_named) + " more";
}

void note_what_is_left_out(ImportContext& context) {
  std::vector<std::string> tables;
  for (const auto& [table, rows] : context.dump.left_out) {
    tables.push_back(table + " (" + text::count(rows, "row", "rows") + ")");
  }
  if (!tables.empty()) context.tally.note("not taken over: " + some_of(tables));
  const auto& columns = context.dump.unknown_columns;
  if (!columns.empty()) context.tally.note("unknown columns, passed over: " + some_of(columns));
}

}  // namespace

StorylineReport import_storyline(UnitOfWork& unit, const StorylineDump& dump,
                                 const StorylineRequest& request) {
  ImportContext context{unit, dump, request};
  import_users(context);
  import_chats(context);
  import_members(context);
  import_media(context);
  import_locks(context);
  import_mix(context);
  import_accounts(context);
  import_history(context);
  import_queue(context);
  note_what_is_left_out(context);
  record(context);
  return report_of(context);
}

}  // namespace igbot::legacy
