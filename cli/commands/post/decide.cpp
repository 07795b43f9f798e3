// SPDX-License-Identifier: MIT
#include "cli/commands/post/decide.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/chat_words.hpp"
#include "cli/commands/post/afterwards.hpp"
#include "cli/confirm.hpp"
#include "cli/exit_code.hpp"
#include "cli/id_option.hpp"
#include "cli/post_output.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/decisions.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using post::Decisions;
using post::Post;

/// One verb of the shell that moves a post in a single transaction.
struct PostVerb {
  const char* name;
  const char* summary;
  Post (*act)(Decisions&, PostId, const std::optional<std::string>& reason);
  Afterwards (*afterwards)(const Decision&);
};

constexpr PostVerb k_verbs[] = {
    {"approve", "Approve a post: igbotctl publishes it by itself",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.approve(id, r); },
     after_approve},
    {"done", "Say that a post was posted by hand",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.done(id, r); },
     after_done},
    {"skip", "Skip a post; its content rests for skip_ttl_days",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.skip(id, r); },
     after_skip},
    {"withdraw", "Take an approval back",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.withdraw(id, r); },
     after_withdraw},
    {"cancel", "Cancel a post that is not live; its content is free again",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.cancel(id, r); },
     after_cancel},
    {"retry", "Plan a failed, missed or canceled post again, now",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.retry(id, r); },
     after_retry},
};

struct PostDecisionOptions {
  std::int64_t id = 0;
  std::string reason;
  bool dry_run = false;
  bool yes = false;
};

std::optional<std::string> reason_of(const PostDecisionOptions& options) {
  if (options.reason.empty()) return std::nullopt;
  return options.reason;
}

/// A decision and the path of what the post shows.
struct Decided {
  Decision decision;
  std::string path;
};

/// "post 17 is planned, due … (memes/a.jpg)".
std::string sentence(const Decided& decided, const std::string& verb) {
  const Post& post = decided.decision.after;
  return "post " + id_text(post.id) + " " + verb + " " + std::string(to_string(post.state)) +
         ", due " + local_text(post.due_at, decided.decision.zone) + " (" +
         text::one_line(decided.path) + ")";
}

/// Runs one decision, or with -n what it would come to, and prints the post it left.
template <typename Act>
int decide(const PostDecisionOptions& options, Services& services, Io& io,
           Afterwards (*afterwards)(const Decision&), Act act) {
  if (print_json_help(k_post_list_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const std::string words = chat_words(services, chat);
  const auto body = [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    Decisions decisions(scope);
    const Post before = decisions.get(static_cast<PostId>(options.id));
    const Post after = act(decisions, before.id);
    const ChatSettings settings = SettingsService(scope).load();
    const auto item = media::MediaRepository(scope).find(after.media);
    return Decided{
        {before, after, settings, Zone::find(settings.posting_timezone), scope.now(), words},
        item ? item->path : "?"};
  };
  Store& store = services.store();
  const Decided decided = options.dry_run ? store.rehearse(services.person(), body)
                                          : store.write(services.person(), body);
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_post_list_shape,
               {{"posts", {post_json(chat.telegram_id, decided.decision.after, decided.path)}}});
  } else if (options.dry_run && !services.globals().quiet) {
    io.out << sentence(decided, "would be") << '\n';
  } else if (!services.globals().quiet) {
    const auto [follows, undo] = afterwards(decided.decision);
    io.out << sentence(decided, "is") << (follows.empty() ? "" : "; ") << follows << '\n'
           << undo << '\n';
  }
  return k_done;
}

void add_decision_options(CLI::App& command, const std::shared_ptr<PostDecisionOptions>& options) {
  add_id_option(command, "post", options->id, "Post id")->required();
  command.add_option("--reason", options->reason, "Why; kept with the post");
  command.add_flag("-n,--dry-run", options->dry_run, "Show what would come of it, change nothing");
}

void add_post_simple_verbs(CLI::App& post, Selected& selected) {
  for (const PostVerb& verb : k_verbs) {
    CLI::App* command = post.add_subcommand(verb.name, verb.summary);
    auto options = std::make_shared<PostDecisionOptions>();
    add_decision_options(*command, options);
    command->callback([options, &verb, &selected] {
      selected = [options, &verb](Services& services, Io& io) {
        return decide(*options, services, io, verb.afterwards, [&](Decisions& d, PostId id) {
          return verb.act(d, id, reason_of(*options));
        });
      };
    });
  }
}

void add_post_reject(CLI::App& post, Selected& selected) {
  CLI::App* command =
      post.add_subcommand("reject", "Reject a post: its content is never chosen again");
  auto options = std::make_shared<PostDecisionOptions>();
  add_decision_options(*command, options);
  command->add_flag("--yes", options->yes, "Do not ask");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      if (print_json_help(k_post_list_shape, services, io)) return static_cast<int>(k_done);
      if (!options->dry_run) {
        require_confirmation(io, options->yes,
                             "Reject post " + std::to_string(options->id) + " for good?");
      }
      return decide(*options, services, io, after_reject,
                    [&](Decisions& d, PostId id) { return d.reject(id, reason_of(*options)); });
    };
  });
}

void add_post_move(CLI::App& post, Selected& selected) {
  CLI::App* command = post.add_subcommand("move", "Give a planned or approved post another time");
  auto options = std::make_shared<PostDecisionOptions>();
  auto when = std::make_shared<std::string>();
  add_decision_options(*command, options);
  command->add_option("time", *when, "now, +2h, 15:30, 2026-12-24 15:30 or ISO 8601")->required();
  command->callback([options, when, &selected] {
    selected = [options, when](Services& services, Io& io) {
      if (print_json_help(k_post_list_shape, services, io)) return 0;
      const Timestamp to =
          parse_time(*when, zone_of(services, services.chat()), services.clock().now());
      return decide(*options, services, io, after_move,
                    [&](Decisions& d, PostId id) { return d.move(id, to, reason_of(*options)); });
    };
  });
}

struct PostResolveOptions {
  PostDecisionOptions decision;
  bool delivered = false;
  bool not_delivered = false;
  bool posted = false;
  bool not_posted = false;
  std::string media_id;
};

Decisions::Finding finding_of(const PostResolveOptions& options) {
  const int findings =
      options.delivered + options.not_delivered + options.posted + options.not_posted;
  if (findings != 1) {
    throw Error(ErrorKind::usage, "say what you found, exactly one thing",
                "--delivered or --not-delivered for a card, --posted or --not-posted for a story");
  }
  if (options.delivered) return Decisions::Finding::delivered;
  if (options.not_delivered) return Decisions::Finding::not_delivered;
  if (options.posted) return Decisions::Finding::posted;
  return Decisions::Finding::not_posted;
}

void add_post_resolve(CLI::App& post, Selected& selected) {
  CLI::App* command = post.add_subcommand("resolve", "Settle an unknown post by what you see");
  auto options = std::make_shared<PostResolveOptions>();
  // One shared_ptr holds both: the common options live inside.
  const std::shared_ptr<PostDecisionOptions> decision(options, &options->decision);
  add_decision_options(*command, decision);
  command->add_flag("--delivered", options->delivered, "The card is in the chat");
  command->add_flag("--not-delivered", options->not_delivered, "It is not: send it again");
  command->add_flag("--posted", options->posted, "The story is live");
  command->add_flag("--not-posted", options->not_posted, "It is not");
  command->add_option("--media-id", options->media_id, "Instagram's id of the live story");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      if (print_json_help(k_post_list_shape, services, io)) return static_cast<int>(k_done);
      const Decisions::Finding finding = finding_of(*options);
      std::optional<std::string> media_id;
      if (!options->media_id.empty()) media_id = options->media_id;
      return decide(options->decision, services, io, after_resolve, [&](Decisions& d, PostId id) {
        return d.resolve(id, finding, media_id, reason_of(options->decision));
      });
    };
  });
}

}  // namespace

void add_post_decisions(CLI::App& post, Selected& selected) {
  add_post_simple_verbs(post, selected);
  add_post_reject(post, selected);
  add_post_move(post, selected);
  add_post_resolve(post, selected);
}

}  // namespace igbot::cli
