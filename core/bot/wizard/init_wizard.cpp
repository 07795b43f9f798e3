// SPDX-License-Identifier: MIT
#include "core/bot/wizard/init_wizard.hpp"

#include "core/access/authorise.hpp"
#include "core/account/account_repository.hpp"
#include "core/bot/account_login.hpp"
#include "core/bot/commands/planning.hpp"
#include "core/bot/errands.hpp"
#include "core/bot/say.hpp"
#include "core/bot/source/source_connect.hpp"
#include "core/bot/wizard/complete_init.hpp"
#include "core/bot/wizard/init_pages.hpp"
#include "core/post/outbox.hpp"
#include "core/settings/registry.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

constexpr const char* k_no_such_set_up = "Nothing is being set up here any more; /init begins anew";

/// One person's set-up of one chat, inside the transaction of an update.
class InitWizard {
 public:
  InitWizard(const Call& call, Conversation conversation)
      : call_(call),
        conversation_(std::move(conversation)),
        draft_(parse_init_draft(conversation_.draft)),
        step_(init_step_from(conversation_.step).value_or(InitStep::mode)) {}

  static Conversation fresh(const Call& call) {
    return {.user = call.from.id,
            .kind = k_init,
            .step = std::string(to_string(InitStep::mode)),
            .expires_at = call.scope.now() + k_init_waits};
  }

  InitDraft& draft() { return draft_; }
  const Conversation& conversation() const { return conversation_; }
  /// What is secret of it; nothing forgets it, and the account it was for.
  void seal(const std::optional<crypto::Sealed>& sealed) {
    conversation_.sealed = sealed;
    if (draft_.linked && draft_.account == draft_.linked) draft_.account.reset();
    draft_.linked.reset();
  }
  InitStep step() const { return step_; }

  /// Goes to a question and remembers it.
  void go_to(InitStep step) {
    step_ = step;
    conversation_.prompt.reset();
    save();
  }

  void show_below() {
    const MenuPage page = init_page(view(), draft_, step_);
    post::Outbox(call_.scope).add_wizard_page(page.html, page.keyboard);
  }

  void show_in_place(const PressCall& press) {
    const MenuPage page = init_page(view(), draft_, step_);
    show_page_in_place(press, page);
  }

  static void show_page_in_place(const PressCall& press, const MenuPage& page) {
    post::Outbox(press.scope).add_edit(*press.press.message, page.html, page.keyboard);
  }

  /// Asks for a typed answer to the present question.
  void ask(const std::string& complaint = {}) {
    conversation_.prompt.reset();
    save();
    std::string html = mention(call_.from) + "\n";
    if (!complaint.empty()) html += "⚠ " + text::escape_html(complaint) + "\n";
    post::Outbox(call_.scope)
        .add_prompt(html + init_question_html(view(), step_), init_placeholder(step_),
                    {call_.from.id, k_init, conversation_.step});
  }

  InitView view() const { return init_view(call_); }

 private:
  void save() {
    conversation_.step = std::string(to_string(step_));
    conversation_.draft = to_json_text(draft_);
    conversation_.expires_at = call_.scope.now() + k_init_waits;
    ConversationRepository(call_.scope).put(conversation_);
  }

  const Call& call_;
  Conversation conversation_;
  InitDraft draft_;
  InitStep step_;
};

/// "step.value": which question a button answers, and how.
struct Answer {
  std::string question;
  std::string value;
};

Answer answer_from(const std::string& text) {
  const auto dot = text.find('.');
  if (dot == std::string::npos) return {text, {}};
  return {text.substr(0, dot), text.substr(dot + 1)};
}

std::string username_of(ChatScope scope, const std::string& id) {
  const auto account =
      AccountRepository(scope).find(static_cast<AccountId>(text::to_integer(id).value_or(0)));
  if (account && account->state != AccountState::removed) return account->username;
  throw Error(ErrorKind::not_found, "the chat has no such account any more");
}

/// Puts an answer into the draft and names the next question. Throws ErrorKind::usage for what is
/// no answer to that question.
InitStep take_answer(ChatScope scope, InitDraft& draft, const Answer& answer) {
  if (answer.question == "mode") {
    if (answer.value == "ask") return InitStep::live;
    draft.is_live = answer.value == "live";
    return next_step(InitStep::mode);
  }
  const auto step = init_step_from(answer.question);
  if (!step) throw Error(ErrorKind::usage, "this button belongs to another version");
  if (answer.value == "skip") return next_step(*step);
  switch (*step) {
    case InitStep::account:
      draft.account = username_of(scope, answer.value);
      break;
    case InitStep::daily:
      draft.posts_per_day = setting("posts_per_day").parse(answer.value);
      break;
    case InitStep::hours: {
      const Hours hours = parse_hours(answer.value);
      draft.hours = hours.start + "-" + hours.end;
      break;
    }
    case InitStep::zone:
      draft.zone = setting("posting_timezone").parse(answer.value);
      break;
    case InitStep::source:
      draft.candidate = text::trim(answer.value);
      return InitStep::looking;
    default:
      throw Error(ErrorKind::usage, "this button belongs to another version");
  }
  return next_step(*step);
}

/// What was saved stays, whether the login can begin or not.
Reaction begin_drive_next(const PressCall& call) {
  try {
    return begin_drive(call);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::conflict) throw;
    say(call.scope, {std::string("⚠ ") + error.what()});
    return {.answer = "Saved"};
  }
}

Reaction complete(const PressCall& call, InitWizard& wizard) {
  const Completed completed = complete_init(call, wizard.conversation(), wizard.draft());
  ConversationRepository(call.scope).end(call.from.id, k_init);
  if (completed.reads_library) want_library_read(call.scope, call.from.id);
  InitWizard::show_page_in_place(call, completed_page(completed));
  offer_replan(call.scope, completed.planned_posts);
  return completed.connects_drive ? begin_drive_next(call) : Reaction{.answer = "Saved"};
}

Reaction cancel(const PressCall& call) {
  ConversationRepository(call.scope).end(call.from.id, k_init);
  InitWizard::show_page_in_place(call, canceled_page());
  return {.answer = "Canceled"};
}

/// The question that a step of the bot's own belongs to.
InitStep question_of(InitStep step) {
  if (step == InitStep::looking) return InitStep::source;
  return step == InitStep::login || step == InitStep::connecting ? InitStep::account : step;
}

/// An administrator goes on where another one stopped.
Reaction take_over(const PressCall& call, const std::optional<Conversation>& running) {
  Conversation mine = running.value_or(InitWizard::fresh(call));
  if (running) ConversationRepository(call.scope).end(running->user, k_init);
  mine.user = call.from.id;
  InitWizard wizard(call, mine);
  wizard.seal(std::nullopt);  // it belongs to who logged in
  wizard.go_to(question_of(wizard.step()));
  wizard.show_in_place(call);
  return {.answer = "It is yours now"};
}

Reaction begin_wizard_login(const PressCall& call, InitWizard& wizard, AccountLogin login) {
  Reaction reaction = offer_login(call, login);
  wizard.go_to(InitStep::login);
  wizard.show_in_place(call);
  wizard.ask();
  return reaction;
}

/// The address that somebody was sent to by the login.
Reaction take_wizard_login(const ReplyCall& call, InitWizard& wizard) {
  const auto taken = take_pasted(call);
  if (const auto* why = std::get_if<std::string>(&taken)) {
    wizard.go_to(InitStep::account);
    say(call.scope, {*why});
  } else {
    wizard.seal(std::get<crypto::Sealed>(taken));
    wizard.go_to(InitStep::connecting);
  }
  wizard.show_below();
  return {};
}

Reaction press_answer(const PressCall& call, InitWizard& wizard, const Answer& answer) {
  if (answer.question == "back") {
    wizard.go_to(init_step_from(answer.value).value_or(InitStep::mode));
  } else if (answer.value == "custom") {
    const auto step = init_step_from(answer.question);
    const bool is_offered = step != InitStep::source || !call.rules.local_roots.empty();
    if (!step || !is_offered) return {.answer = k_no_such_set_up, .as_alert = true};
    wizard.go_to(*step);
    wizard.ask();
    return {.answer = "Reply to the message below"};
  } else if (const auto login = account_login_from(answer.value);
             login && answer.question == "account") {
    return begin_wizard_login(call, wizard, *login);
  } else if (answer.question == "source" && answer.value == "drive" && call.rules.drive) {
    wizard.draft().connects_drive = true;
    wizard.draft().source.reset();
    wizard.go_to(next_step(InitStep::source));
  } else if (answer.question == "source" && answer.value != "skip") {
    return {.answer = k_no_such_set_up, .as_alert = true};  // folders are typed, never carried
  } else {
    if (answer.question == "account" && answer.value != "skip") wizard.seal(std::nullopt);
    if (answer.question == "source") wizard.draft().connects_drive = false;
    wizard.go_to(take_answer(call.scope, wizard.draft(), answer));
  }
  wizard.show_in_place(call);
  return {};
}

}  // namespace

Reaction run_init(const CommandCall& call) {
  access::require_right(call.scope, access::Right::administer);
  const ConversationRepository conversations(call.scope);
  const auto running = conversations.find_any(k_init);
  if (running && running->user != call.from.id) {
    const auto other = access::MemberRepository(call.scope).find(running->user);
    const MenuPage page = taken_page(other ? other->profile.name() : "Somebody else");
    post::Outbox(call.scope).add_wizard_page(page.html, page.keyboard);
    return {};
  }
  InitWizard wizard(call, running.value_or(InitWizard::fresh(call)));
  wizard.go_to(wizard.step());
  wizard.show_below();
  return {};
}

Reaction press_init(const PressCall& call) {
  access::require_right(call.scope, access::Right::administer);
  if (!is_own_message(call, "wizard")) return {.answer = k_no_such_set_up, .as_alert = true};
  const Answer answer = answer_from(call.callback.value);
  const ConversationRepository conversations(call.scope);
  const auto running = conversations.find_any(k_init);
  if (answer.question == "take") return take_over(call, running);
  if (answer.question == "leave") {
    InitWizard::show_page_in_place(call, {html_of({"Left as it is."}), {}});
    return {};
  }
  const auto mine = conversations.find(call.from.id, k_init);
  if (!mine && running) {
    const auto other = access::MemberRepository(call.scope).find(running->user);
    return {.answer = (other ? other->profile.name() : std::string("Somebody else")) +
                      " is setting this chat up; /init takes it over",
            .as_alert = true};
  }
  if (!mine) return {.answer = k_no_such_set_up, .as_alert = true};
  if (answer.question == "cancel") return cancel(call);
  InitWizard wizard(call, *mine);
  if (answer.question == "done") return complete(call, wizard);
  return press_answer(call, wizard, answer);
}

Reaction reply_to_init(const ReplyCall& call) {
  access::require_right(call.scope, access::Right::administer);
  InitWizard wizard(call, call.conversation);
  post::Outbox outbox(call.scope);
  outbox.add_erasure({*call.conversation.prompt});
  try {
    if (wizard.step() == InitStep::login) return take_wizard_login(call, wizard);
    const Answer answer{call.conversation.step, call.message.text};
    if (answer.question == "source" && call.rules.local_roots.empty()) {
      throw Error(ErrorKind::usage, "folders of the server are connected by the operator");
    }
    wizard.go_to(take_answer(call.scope, wizard.draft(), answer));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::usage) throw;
    wizard.ask(error.what());
    return {};
  }
  wizard.show_below();
  return {};
}

std::string candidate_folder(const Conversation& conversation) {
  return parse_init_draft(conversation.draft).candidate;
}

void found_source(const Call& call, const Conversation& conversation,
                  const SourceFinding& finding) {
  InitWizard wizard(call, conversation);
  wizard.draft().candidate.clear();
  if (const auto* folder = std::get_if<SourceFolder>(&finding)) {
    wizard.draft().source = *folder;
    wizard.draft().connects_drive = false;
    wizard.go_to(next_step(InitStep::source));
    wizard.show_below();
    return;
  }
  wizard.go_to(InitStep::source);
  wizard.show_below();
  wizard.ask(std::get<UnfitFolder>(finding).why);
}

void account_reached(const Call& call, const Conversation& conversation,
                     const std::variant<VerifiedToken, std::string>& exchanged) {
  InitWizard wizard(call, conversation);
  if (const auto* why = std::get_if<std::string>(&exchanged)) {
    wizard.seal(std::nullopt);
    wizard.go_to(InitStep::account);
    say(call.scope, {*why});
  } else {
    const auto& verified = std::get<VerifiedToken>(exchanged);
    wizard.seal(seal_token(call, conversation, verified));
    wizard.draft().linked = verified.identity.username;
    wizard.draft().account = verified.identity.username;
    wizard.go_to(next_step(InitStep::account));
    if (const auto warning = warning_about(verified.identity)) say(call.scope, {"⚠ " + *warning});
  }
  wizard.show_below();
}

}  // namespace igbot::bot
