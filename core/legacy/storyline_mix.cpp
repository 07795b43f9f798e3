// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "core/legacy/import_context.hpp"
#include "core/settings/settings_history.hpp"

namespace igbot::legacy {
namespace {

constexpr std::int64_t k_whole = 10000;

/// The shares in force must be a mix: each category once, together 1 give or take 0.0001 (what the
/// former system allowed), which the largest then makes up for. False when they are none.
bool complete_mix(std::vector<OldShare*>& current) {
  std::set<std::string> categories;
  std::int64_t sum = 0;
  for (const OldShare* share : current) {
    categories.insert(share->category);
    sum += share->share;
  }
  if (categories.size() != current.size() || sum < k_whole - 1 || sum > k_whole + 1) return false;
  const auto largest = std::max_element(
      current.begin(), current.end(),
      [](const OldShare* left, const OldShare* right) { return left->share < right->share; });
  (*largest)->share += k_whole - sum;
  return true;
}

void import_share(ImportContext& context, ChatScope scope, const OldShare& share) {
  const auto id =
      scope.db()
          .execute(
              "INSERT INTO category_mix (chat_id, category, share, valid_from, valid_to, "
              "is_current, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
              {scope.key(), share.category, share.share, share.from, share.until,
               !share.until.has_value(), scope.actor().id})
          .front()
          .integer(0);
  ImportedRows(scope).add(k_mix_kind, share.id, id);
  context.tally.imported(k_mix_kind, scope.key());
}

/// The mix of one chat, unless it has one here: then what the dump says is not wanted any more.
void import_chat_mix(ImportContext& context, ChatKey chat, std::vector<OldShare> shares) {
  const ChatScope scope = context.unit.chat(chat);
  const bool has_mix =
      !scope.db()
           .execute("SELECT 1 FROM category_mix WHERE chat_id = $1 LIMIT 1", {scope.key()})
           .empty();
  if (has_mix) {
    for (const OldShare& share : shares) {
      if (ImportedRows(scope).find(k_mix_kind, share.id)) {
        context.tally.already(k_mix_kind, chat);
      } else {
        context.tally.skipped(k_mix_kind, chat);
      }
    }
    return;
  }
  std::stable_sort(shares.begin(), shares.end(), [](const OldShare& left, const OldShare& right) {
    return left.from < right.from;
  });
  std::vector<OldShare*> current;
  for (OldShare& share : shares) {
    if (!share.until) current.push_back(&share);
  }
  const bool usable = current.empty() || complete_mix(current);
  bool any = false;
  for (const OldShare& share : shares) {
    if (!share.until && !usable) {
      context.tally.refuse(k_mix_kind, chat, share.line,
                           "the shares in force are no mix: together they are not 1");
    } else if (share.until && *share.until < share.from) {
      context.tally.refuse(k_mix_kind, chat, share.line, "it ended before it began");
    } else {
      import_share(context, scope, share);
      any = true;
    }
  }
  if (any) add_snapshot(scope, "import storyline");
}

}  // namespace

void import_mix(ImportContext& context) {
  std::map<ChatKey, std::vector<OldShare>> by_chat;
  for (const OldShare& share : context.dump.shares) {
    if (const Tenant* tenant = context.tenant(share, k_mix_kind)) {
      by_chat[tenant->chat.key].push_back(share);
    }
  }
  for (auto& [chat, shares] : by_chat) import_chat_mix(context, chat, std::move(shares));
}

}  // namespace igbot::legacy
