// SPDX-License-Identifier: MIT
#include "core/schedule/plan_edit.hpp"

#include "core/access/authorise.hpp"
#include "core/post/decisions.hpp"
#include "core/post/post_repository.hpp"
#include "core/schedule/plan_edit_repository.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/text.hpp"

namespace igbot::schedule {
namespace {

constexpr int k_most_exported_days = 92;

/// Carries decided changes out, each by the steps that a person would take.
class PlanEdit {
 public:
  PlanEdit(ChatScope scope, const std::optional<std::string>& reason)
      : scope_(scope),
        settings_(SettingsService(scope).load()),
        decisions_(scope),
        reason_(reason.value_or("schedule applied")) {}

  void carry_out(PlanChange& change) {
    switch (change.action) {
      case PlanAction::restored:
        restore(change);
        break;
      case PlanAction::replaced:
        replace_media(change);
        break;
      case PlanAction::moved:
        decisions_.move(*change.post, change.after.due_at, reason_);
        break;
      case PlanAction::added:
        add(change);
        break;
      case PlanAction::canceled:
        decisions_.cancel(*change.post, reason_);
        break;
      case PlanAction::approved:
        decisions_.approve(*change.post, reason_);
        break;
      case PlanAction::withdrawn:
        decisions_.withdraw(*change.post, reason_);
        break;
    }
  }

 private:
  void restore(const PlanChange& change) {
    const bool is_approved = change.after.state == post::PostState::approved;
    post::PostRepository(scope_).leave_taken_slot(*change.post);
    post::Transition(scope_, settings_)
        .decide(decisions_.get(*change.post),
                is_approved ? post::Verb::retry_approved : post::Verb::retry, reason_,
                [&](post::Post& post) {
                  renew(post);
                  post.due_at = change.after.due_at;
                  post.approved = is_approved;
                  post.approved_at.reset();
                  if (is_approved) post.approved_at = scope_.now();
                });
  }

  void replace_media(const PlanChange& change) {
    const post::Post before = decisions_.get(*change.post);
    post::Post after = before;
    renew(after);
    after.media = change.after.media;
    after.content = change.after.content;
    after.category = change.after.category;
    if (!post::PostRepository(scope_).replace(before, after)) {
      throw Error(ErrorKind::conflict,
                  "somebody else changed post " + id_text(before.id) + " meanwhile",
                  "igbotctl post show " + id_text(before.id));
    }
    scope_.audit({.entity = "post",
                  .entity_id = id_text(before.id),
                  .action = "replaced",
                  .before = change.before->path,
                  .after = change.after.path,
                  .reason = reason_});
  }

  void add(PlanChange& change) {
    post::Post post;
    post.due_at = change.after.due_at;
    post.media = change.after.media;
    post.content = change.after.content;
    post.category = change.after.category;
    post.pinned = true;
    change.post = post::PostRepository(scope_).add(post).id;
    scope_.audit({.entity = "post",
                  .entity_id = id_text(*change.post),
                  .action = "created",
                  .before = std::nullopt,
                  .after = "planned",
                  .reason = reason_});
    if (change.after.state == post::PostState::approved) decisions_.approve(*change.post, reason_);
  }

  static void renew(post::Post& post) {
    post.pinned = true;
    post.next_attempt_at.reset();
    post.failures = 0;
  }

  ChatScope scope_;
  ChatSettings settings_;
  post::Decisions decisions_;
  std::string reason_;
};

/// "moved 2, added 1".
std::string summary_of(const std::vector<PlanChange>& changes) {
  std::map<PlanAction, int> counts;
  for (const PlanChange& change : changes) ++counts[change.action];
  std::vector<std::string> parts;
  for (const auto& [action, count] : counts) {
    parts.push_back(to_string(action) + " " + std::to_string(count));
  }
  return text::join(parts, ", ");
}

void require_own(UnitOfWork& unit, const Chat& chat, TelegramChatId of_document) {
  const auto meant = ChatRepository(unit).find(of_document);
  if (meant && meant->key == chat.key) return;
  throw Error(ErrorKind::conflict,
              "file is the plan of another chat: " + id_text(of_document) + ", not " +
                  id_text(chat.telegram_id),
              "igbotctl schedule apply --chat " + id_text(of_document));
}

void carry_out(ChatScope scope, std::vector<PlanChange>& changes,
               const std::optional<std::string>& reason) {
  access::require_right(scope, access::Right::post);
  PlanEdit edit(scope, reason);
  // What is canceled frees its slot for what is planned again.
  for (PlanChange& change : changes) {
    if (change.action == PlanAction::canceled) edit.carry_out(change);
  }
  for (PlanChange& change : changes) {
    if (change.action != PlanAction::canceled) edit.carry_out(change);
  }
  scope.audit({.entity = "schedule",
               .entity_id = "file",
               .action = "applied",
               .before = std::nullopt,
               .after = summary_of(changes),
               .reason = reason});
}

}  // namespace

ExportedPlan export_plan(ChatScope scope, const Chat& chat, const PlanExportOptions& options) {
  if (options.days < 1 || options.days > k_most_exported_days) {
    throw Error(ErrorKind::usage, "days out of range: " + std::to_string(options.days),
                "export 1 to " + std::to_string(k_most_exported_days) + " days");
  }
  const Zone zone = Zone::find(SettingsService(scope).load().posting_timezone);
  const LocalDay from = options.from.value_or(zone.day(scope.now()));
  const LocalDay to = from + std::chrono::days{options.days};
  return {.chat_id = chat.telegram_id,
          .name = chat.name,
          .zone = zone,
          .exported_at = scope.now(),
          .from = from,
          .to = to,
          .posts = PlanEditRepository(scope).posts({zone.instant(from), zone.instant(to)})};
}

PlanDecision apply_plan(UnitOfWork& unit, const Chat& chat, const PlanDocument& document,
                        const PlanApplyOptions& options) {
  require_own(unit, chat, document.chat_id);
  const ChatScope scope = unit.chat(chat.key);
  PlanDecision decision =
      decide_plan(document, PlanEditRepository(scope).facts(document), options.wishes);
  if (!decision.problems.empty()) throw PlanRefusal(std::move(decision.problems));
  if (!decision.changes.empty()) carry_out(scope, decision.changes, options.reason);
  return decision;
}

}  // namespace igbot::schedule
