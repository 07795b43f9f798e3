// SPDX-License-Identifier: MIT
#include "core/bot/source/source_talk.hpp"

#include <algorithm>
#include <utility>

#include "core/account/login_states.hpp"
#include "core/bot/say.hpp"
#include "core/bot/source/drive_access.hpp"
#include "core/error.hpp"
#include "core/media/source_service.hpp"
#include "core/post/outbox.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

/// How long one waits for its next answer, once a login has come back.
constexpr std::chrono::hours k_source_waits{1};

std::string placeholder_of(const std::string& step, SourceType type) {
  if (step == k_source_login) return "http://127.0.0.1:1/?state=…&code=…";
  return type == SourceType::local ? "/srv/photos" : "https://drive.google.com/drive/folders/…";
}

std::string roots_text(const BotRules& rules) {
  std::vector<std::string> roots;
  for (const auto& root : rules.local_roots) roots.push_back(root.string());
  return text::join(roots, " or ");
}

}  // namespace

SourceTalk::SourceTalk(const Call& call, Conversation conversation)
    : call_(call),
      conversation_(std::move(conversation)),
      draft_(parse_source_draft(conversation_.draft)) {}

SourceTalk SourceTalk::begin(const Call& call, SourceType type) {
  const auto before = ConversationRepository(call.scope).find(call.from.id, k_source_talk);
  SourceDraft draft{.type = type, .folders = {}, .candidate = {}, .config = {}};
  draft.turn = to_millis(call.scope.now());
  if (before) {
    draft.turn = std::max(draft.turn, parse_source_draft(before->draft).turn + 1);
    if (before->prompt) post::Outbox(call.scope).add_erasure({*before->prompt});
  }
  const bool logs_in = type == SourceType::google_drive;
  return {
      call,
      {.user = call.from.id,
       .kind = k_source_talk,
       .step = logs_in ? k_source_login : k_source_folder,
       .draft = to_json_text(draft),
       .expires_at = call.scope.now() + (logs_in ? std::chrono::milliseconds(k_login_state_lives)
                                                 : std::chrono::milliseconds(k_source_waits))}};
}

void SourceTalk::go_to(const std::string& step) {
  if (conversation_.prompt) post::Outbox(call_.scope).add_erasure({*conversation_.prompt});
  conversation_.prompt.reset();
  conversation_.step = step;
  conversation_.expires_at = call_.scope.now() + k_source_waits;
  save();
}

void SourceTalk::ask(const std::string& complaint) {
  if (conversation_.prompt) post::Outbox(call_.scope).add_erasure({*conversation_.prompt});
  conversation_.prompt.reset();
  save();
  std::string html = mention(call_.from) + "\n";
  if (!complaint.empty()) html += "⚠ " + text::escape_html(complaint) + "\n";
  post::Outbox(call_.scope)
      .add_prompt(html + question_html(), placeholder_of(step(), draft_.type),
                  {call_.from.id, k_source_talk, step()});
}

void SourceTalk::ask_for_folder(const PressCall* press, const std::string& complaint) {
  draft_.candidate.clear();
  draft_.config.clear();
  const PageTurn turn = next_page();
  go_to(k_source_folder);
  post::Outbox outbox(call_.scope);
  if (draft_.type == SourceType::google_drive) {
    const MenuPage page = folders_page(turn, draft_.folders);
    if (press != nullptr) {
      outbox.add_edit(*press->press.message, page.html, page.keyboard);
    } else {
      outbox.add_notice(page.html, page.keyboard);
    }
  } else if (press != nullptr) {
    outbox.add_edit(*press->press.message, html_of({"Another folder, then."}), {});
  }
  ask(complaint);
}

void SourceTalk::show_found(const media::SourceLook& look) {
  const PageTurn turn = next_page();
  go_to(k_source_found);
  auto replaced = source_in_force(call_.scope);
  if (replaced && media::type_of(*replaced) == media::type_of(look.config) &&
      media::root_of(*replaced) == media::root_of(look.config)) {
    replaced.reset();
  }
  const MenuPage page = found_page(turn, look, replaced);
  post::Outbox(call_.scope).add_notice(page.html, page.keyboard);
}

void SourceTalk::end() {
  if (conversation_.prompt) post::Outbox(call_.scope).add_erasure({*conversation_.prompt});
  ConversationRepository(call_.scope).end(conversation_.user, k_source_talk);
}

PageTurn SourceTalk::next_page() {
  draft_.turn = std::max(draft_.turn + 1, to_millis(call_.scope.now()));
  return {conversation_.user, draft_.turn};
}

void SourceTalk::save() {
  conversation_.draft = to_json_text(draft_);
  ConversationRepository(call_.scope).put(conversation_);
}

std::string SourceTalk::question_html() const {
  if (step() == k_source_login) return drive_login_question_html();
  if (draft_.type == SourceType::local) {
    return html_of({"Reply to this message with the folder, below " + roots_text(call_.rules) +
                    ". Those in it become categories."});
  }
  return html_of(
      {"Reply to this message with the address of the folder's page in Google Drive, or its id."});
}

std::optional<media::SourceConfig> source_in_force(ChatScope scope) {
  try {
    const auto present = media::SourceService(scope).present();
    return present ? std::optional(present->config) : std::nullopt;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::usage) throw;
    return std::nullopt;
  }
}

}  // namespace igbot::bot
