// SPDX-License-Identifier: MIT
#include "core/media/sync_text.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "core/text/text.hpp"

namespace igbot::media {
namespace {

constexpr std::size_t k_problems_named = 3;

std::string quoted_json(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Why files could not be used, the first few reasons with how many they hold for.
std::string reasons_json(const std::vector<Problem>& problems) {
  constexpr std::size_t k_reasons_kept = 5;
  std::map<std::string, int> counts;
  for (const Problem& problem : problems) {
    if (counts.size() < k_reasons_kept || counts.count(problem.reason) > 0) {
      ++counts[problem.reason];
    }
  }
  std::vector<std::string> parts;
  for (const auto& [reason, count] : counts) {
    parts.push_back(quoted_json(reason) + ": " + std::to_string(count));
  }
  return "{" + text::join(parts, ", ") + "}";
}

}  // namespace

std::string sync_summary(const Chat& chat, const SyncResult& result, bool dry_run) {
  std::vector<std::string> parts;
  const auto part = [&](std::int64_t number, const char* what) {
    if (number != 0) parts.push_back(std::to_string(number) + " " + what);
  };
  part(result.added, "new");
  part(result.changed, "changed");
  part(result.moved, "moved");
  part(result.copied, "copied");
  part(result.reactivated, "back");
  part(result.deactivated, "gone");
  part(result.unchanged, "unchanged");
  part(result.skipped, "skipped");
  part(static_cast<std::int64_t>(result.problems.size()), "not usable");
  if (parts.empty()) parts.emplace_back("no files");
  return chat.name + ": " + text::join(parts, ", ") + (dry_run ? " (dry run)" : "");
}

std::string sync_record_json(const SyncResult& counts, std::int64_t touched) {
  const std::vector<std::pair<const char*, std::int64_t>> fields{
      {"new", counts.added},
      {"copied", counts.copied},
      {"moved", counts.moved},
      {"changed", counts.changed},
      {"touched", touched},
      {"reactivated", counts.reactivated},
      {"deactivated", counts.deactivated},
      {"errors", static_cast<std::int64_t>(counts.problems.size())}};
  std::vector<std::string> parts;
  for (const auto& [name, value] : fields) {
    if (value != 0) parts.push_back("\"" + std::string(name) + "\": " + std::to_string(value));
  }
  if (!counts.problems.empty()) parts.push_back("\"reasons\": " + reasons_json(counts.problems));
  if (counts.refusal) parts.push_back("\"refusal\": " + quoted_json(*counts.refusal));
  return "{" + text::join(parts, ", ") + "}";
}

std::string problem_text(const Problem& problem) {
  return text::one_line(problem.path) + " (" + problem.reason + ")";
}

std::optional<Error> sync_failure(const Chat& chat, const SyncResult& result) {
  const std::string where = "chat " + chat.name;
  const bool bad_files = !result.problems.empty();
  if (result.refusal) {
    const std::string id = std::to_string(number(chat.telegram_id));
    return Error(bad_files ? ErrorKind::some_failed : ErrorKind::conflict,
                 *result.refusal + " (" + where + ")",
                 result.is_mass_delete
                     ? "look at the source; when the files are really gone: igbotctl media sync "
                       "--allow-mass-delete --chat " +
                           id
                     : "look at the source; then igbotctl media sync --chat " + id);
  }
  if (!bad_files) return std::nullopt;
  std::vector<std::string> named;
  for (const Problem& problem : result.problems) {
    if (named.size() == k_problems_named) {
      named.emplace_back("…");
      break;
    }
    named.push_back(problem_text(problem));
  }
  const auto count = static_cast<std::int64_t>(result.problems.size());
  return Error(ErrorKind::some_failed,
               text::count(count, "file", "files") +
                   " could not be used: " + text::join(named, ", ") + " (" + where + ")",
               "mend or remove them; igbotctl media sync --json lists all");
}

}  // namespace igbot::media
