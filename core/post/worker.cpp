// SPDX-License-Identifier: MIT
#include "core/post/worker.hpp"

#include "core/post/outbox.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/condition_repository.hpp"
#include "core/text/html.hpp"

namespace igbot::post {

namespace {

/// Looked up before writing, so that a lasting condition costs no write.
bool is_known(Worker& worker, std::optional<ChatKey> chat, const std::string& kind,
              const Problem& problem) {
  return worker.store.read([&](UnitOfWork& unit) {
    const auto open = ConditionRepository(unit).find(chat, kind, "");
    return open && open->detail == problem.message;
  });
}

/// A lasting condition is silent for cron; who asks for a card by hand is told why none comes.
bool asked_by_person(const Worker& worker) { return worker.actor.id.starts_with("cli:"); }

}  // namespace

bool condition_begins(Worker& worker, std::optional<ChatKey> chat, const std::string& kind,
                      const Problem& problem) {
  if (is_known(worker, chat, kind, problem)) {
    const bool told = asked_by_person(worker);
    if (told) worker.report.add(problem);
    return told;
  }
  const bool news = worker.store.bookkeep([&](Bookkeeping& unit) {
    return ConditionRepository(unit).begin(chat, kind, "", problem.message);
  });
  if (news) worker.report.add(problem);
  return news;
}

bool chat_condition_begins(Worker& worker, ChatKey chat, const std::string& kind,
                           const Problem& problem, const bot::Keyboard& keyboard) {
  if (is_known(worker, chat, kind, problem)) {
    const bool told = asked_by_person(worker);
    if (told) worker.report.add(problem);
    return told;
  }
  const bool news = worker.store.write(worker.actor, [&](UnitOfWork& unit) {
    if (!ConditionRepository(unit).begin(chat, kind, "", problem.message)) return false;
    const ChatScope scope = unit.chat(chat);
    std::string text = "⚠ " + problem.message + ".";
    if (!problem.hint.empty()) text += "\n" + problem.hint;
    Outbox(scope).add_alert(text::escape_html(text), keyboard);
    scope.audit({.entity = "alert", .entity_id = kind, .action = "told", .after = problem.message});
    return true;
  });
  if (news) worker.report.add(problem);
  return news;
}

void tell_admin(const Worker& worker, UnitOfWork& unit, const std::string& text) {
  if (!worker.admin_chat) return;
  if (const auto admin = ChatRepository(unit).find(*worker.admin_chat)) {
    Outbox(unit.chat(admin->key)).add_alert(text::escape_html("⚠ " + text), {});
  }
}

void condition_ends(Worker& worker, std::optional<ChatKey> chat, const std::string& kind) {
  const bool open = worker.store.read(
      [&](UnitOfWork& unit) { return ConditionRepository(unit).find(chat, kind, "").has_value(); });
  if (!open) return;
  worker.store.bookkeep([&](Bookkeeping& unit) { ConditionRepository(unit).end(chat, kind, ""); });
}

}  // namespace igbot::post
