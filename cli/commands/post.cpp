// SPDX-License-Identifier: MIT
#include "cli/commands/post.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/confirm.hpp"
#include "cli/exit_code.hpp"
#include "cli/post_output.hpp"
#include "cli/posting.hpp"
#include "core/file_lock.hpp"
#include "core/post/decisions.hpp"
#include "core/post/delivery.hpp"
#include "core/post/explain.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/post_runner.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using post::Decisions;
using post::Post;

std::string id_text(PostId id) { return std::to_string(number(id)); }

bool print_json_help(const Shape& shape, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (!json || !json->help) return false;
  print_json(io, *json, shape, {});
  return true;
}

Zone zone_of(Services& services, const Chat& chat) {
  return services.store().read([&](UnitOfWork& unit) {
    return Zone::find(SettingsService(unit.chat(chat.key)).load().posting_timezone);
  });
}

// --- run ---------------------------------------------------------------------------------------

struct PostRunOptions {
  int jobs = 0;
  bool dry_run = false;
  bool explain = false;
};

const Shape k_explain_shape{"chats",
                            {{"chat_id", "Telegram id of the chat"},
                             {"name", "name of the chat"},
                             {"lines", "why something is or is not posted now"}}};

int explain_chats(Services& services, Io& io) {
  std::vector<Chat> chats;
  if (services.globals().chat) {
    chats.push_back(services.chat());
  } else {
    chats = services.store().read([](UnitOfWork& unit) { return ChatRepository(unit).all(); });
  }
  nlohmann::json list = nlohmann::json::array();
  for (const Chat& chat : chats) {
    const auto lines =
        services.store().read([&](UnitOfWork& unit) { return post::explain(unit, chat); });
    list.push_back({{"chat_id", number(chat.telegram_id)}, {"name", chat.name}, {"lines", lines}});
    if (services.globals().json) continue;
    io.out << chat.name << " (" << number(chat.telegram_id) << ")\n";
    for (const std::string& line : lines) io.out << "  " << text::one_line(line) << '\n';
  }
  if (services.globals().json) {
    print_json(io, *services.globals().json, k_explain_shape, {{"chats", std::move(list)}});
  } else if (chats.empty()) {
    io.out << "no chat is set up; igbotctl init\n";
  }
  return k_done;
}

/// What a run that did something leaves for the audit.
void record_run(Services& services, const post::RunReport& report, Timestamp started, int code) {
  if (report.handled().empty() && report.problems().empty()) return;
  std::map<std::string, int> outcomes;
  for (const auto& handled : report.handled()) ++outcomes[handled.outcome];
  const nlohmann::json summary{{"outcomes", outcomes}, {"problems", report.problems().size()}};
  services.store().bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "INSERT INTO runs (command, actor, started_at, finished_at, exit_code, summary) "
        "VALUES ('post run', $1, $2, $3, $4, $5)",
        {services.worker().id, started, unit.now(), code, summary.dump()});
  });
  services.store().checkpoint();
}

int run_post_run(const PostRunOptions& options, Services& services, Io& io) {
  if (print_json_help(options.explain ? k_explain_shape : k_post_run_shape, services, io)) return 0;
  if (options.explain) return explain_chats(services, io);

  post::RunOptions run;
  run.jobs =
      options.jobs > 0 ? options.jobs : static_cast<int>(services.config().integer("post.jobs"));
  if (services.globals().chat) run.chat = services.chat().key;
  std::optional<FileLock> lock;
  if (!run.chat && !options.dry_run) {
    lock = FileLock::try_acquire(services.store().file().string() + ".run.lock");
    if (!lock) return k_done;  // another run is at it
  }
  const Timestamp started = services.clock().now();
  Posting posting(services, services.worker());
  if (options.dry_run) {
    post::foresee_posts(posting.worker(), run);
    return print_run_report(posting.worker().report, services, io);
  }
  post::run_posts(posting.worker(), run);
  const int code = print_run_report(posting.worker().report, services, io);
  record_run(services, posting.worker().report, started, code);
  return code;
}

void add_post_run(CLI::App& post, Selected& selected) {
  CLI::App* command =
      post.add_subcommand("run", "Deliver what is due, as cron does each minute, in every chat");
  auto options = std::make_shared<PostRunOptions>();
  command->add_option("--jobs", options->jobs, "Chats worked on at once (default: post.jobs)")
      ->check(CLI::Range(1, 64));
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would be done, change nothing");
  command->add_flag("--explain", options->explain,
                    "Say for each chat why something is or is not posted now");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_post_run(*options, services, io);
    };
  });
}

// --- list, show, history -----------------------------------------------------------------------

struct PostListOptions {
  std::string status;
  std::string since;
  int limit = 200;
};

int run_post_list(const PostListOptions& options, Services& services, Io& io) {
  if (print_json_help(k_post_list_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const Zone zone = zone_of(services, chat);
  post::PostFilter filter{.state = post::parse_post_state(options.status), .limit = options.limit};
  if (!options.since.empty()) {
    filter.from = parse_time(options.since, zone, services.clock().now());
  } else if (!filter.state) {
    filter.from = services.clock().now() - std::chrono::days{7};
  }
  struct Listed {
    Post post;
    std::string path;
  };
  const auto posts = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    std::vector<Listed> listed;
    for (const Post& post : post::PostRepository(scope).list(filter)) {
      const auto item = media::MediaRepository(scope).find(post.media);
      listed.push_back({post, item ? item->path : "?"});
    }
    return listed;
  });
  if (const auto& json = services.globals().json) {
    nlohmann::json list = nlohmann::json::array();
    for (const auto& [post, path] : posts) list.push_back(post_json(chat.telegram_id, post, path));
    print_json(io, *json, k_post_list_shape, {{"posts", std::move(list)}});
    return k_done;
  }
  if (posts.empty()) {
    io.out << "no such posts; igbotctl schedule create plans some\n";
    return k_done;
  }
  Table table({"ID", "DUE", "STATUS", "CATEGORY", "PATH", "REASON"});
  for (const auto& [post, path] : posts) {
    std::string status(to_string(post.state));
    if (post.stage) status += " (" + std::string(to_string(*post.stage)) + ")";
    table.add({id_text(post.id), local_text(post.due_at, zone), status, post.category, path,
               post.reason.value_or("")});
  }
  table.print(io);
  return k_done;
}

void add_post_list(CLI::App& post, Selected& selected) {
  CLI::App* command =
      post.add_subcommand("list", "List the posts of the last week and those to come");
  auto options = std::make_shared<PostListOptions>();
  command->add_option("--status", options->status, "Only posts in this state, of any time")
      ->check(CLI::IsMember(post::post_state_names()));
  command->add_option("--since", options->since, "Only posts due at or after this time");
  command->add_option("--limit", options->limit, "At most so many, the earliest first")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_post_list(*options, services, io);
    };
  });
}

nlohmann::json time_or_null(const std::optional<Timestamp>& at) {
  if (!at) return nullptr;
  return utc_text(*at);
}

nlohmann::json text_or_null(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  return *text;
}

struct Shown {
  Post post;
  std::string path;
  std::vector<AuditRecord> timeline;
};

nlohmann::json shown_json(const Chat& chat, const Shown& shown) {
  nlohmann::json document = post_json(chat.telegram_id, shown.post, shown.path);
  document["attempt"] = shown.post.attempt;
  document["failures"] = shown.post.failures;
  document["next_attempt_at"] = time_or_null(shown.post.next_attempt_at);
  document["sent_at"] = time_or_null(shown.post.sent_at);
  document["expires_at"] = time_or_null(shown.post.expires_at);
  document["decided_by"] = text_or_null(shown.post.decided_by);
  document["timeline"] = nlohmann::json::array();
  for (const AuditRecord& record : shown.timeline) {
    document["timeline"].push_back({{"at", utc_text(record.at)},
                                    {"actor", record.actor.id},
                                    {"action", record.entry.action},
                                    {"before", text_or_null(record.entry.before)},
                                    {"after", text_or_null(record.entry.after)},
                                    {"reason", text_or_null(record.entry.reason)}});
  }
  return document;
}

void print_shown(const Shown& shown, const Zone& zone, Io& io) {
  const Post& post = shown.post;
  std::string status(to_string(post.state));
  if (post.stage) status += " (" + std::string(to_string(*post.stage)) + ")";
  io.out << "post " << number(post.id) << ": " << status << '\n'
         << "  due       " << local_text(post.due_at, zone) << (post.pinned ? " (moved)" : "")
         << '\n'
         << "  picture   " << text::one_line(shown.path) << " (media " << number(post.media) << ", "
         << post.category << ")\n";
  if (post.message) io.out << "  card      message " << number(*post.message) << '\n';
  if (post.expires_at) io.out << "  waits to  " << local_text(*post.expires_at, zone) << '\n';
  if (post.reason) io.out << "  reason    " << text::one_line(*post.reason) << '\n';
  io.out << '\n';
  Table table({"WHEN", "WHO", "WHAT", "STATE", "WHY"});
  for (const AuditRecord& record : shown.timeline) {
    table.add({local_text(record.at, zone), record.actor.name, record.entry.action,
               record.entry.after.value_or(""), record.entry.reason.value_or("")});
  }
  table.print(io);
}

int run_post_show(PostId id, Services& services, Io& io) {
  if (print_json_help(k_post_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const Shown shown = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    const Post post = Decisions(scope).get(id);
    const auto item = media::MediaRepository(scope).find(post.media);
    return Shown{post, item ? item->path : "?", scope.audited("post", id_text(id))};
  });
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_post_shape, shown_json(chat, shown));
  } else {
    print_shown(shown, zone_of(services, chat), io);
  }
  return k_done;
}

void add_post_show(CLI::App& post, Selected& selected) {
  CLI::App* command = post.add_subcommand("show", "Show a post and everything that happened to it");
  auto id = std::make_shared<std::int64_t>(0);
  command->add_option("post", *id, "Post id")->required();
  command->callback([id, &selected] {
    selected = [id](Services& services, Io& io) {
      return run_post_show(static_cast<PostId>(*id), services, io);
    };
  });
}

// --- what people say about one post ------------------------------------------------------------

/// One verb of the shell that moves a post in a single transaction.
struct PostVerb {
  const char* name;
  const char* summary;
  Post (*act)(Decisions&, PostId, const std::optional<std::string>& reason);
  /// What to say afterwards: what follows, or how to take it back.
  const char* afterwards;
};

constexpr PostVerb k_verbs[] = {
    {"approve", "Approve a post: igbotctl publishes it by itself",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.approve(id, r); },
     "igbotctl post withdraw takes it back"},
    {"done", "Say that a post was posted by hand",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.done(id, r); },
     "counted, and its content rests for repost_ttl_days"},
    {"skip", "Skip a post; its content rests for skip_ttl_days",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.skip(id, r); },
     "igbotctl media unlock frees its content"},
    {"withdraw", "Take an approval back: the card asks again",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.withdraw(id, r); },
     "igbotctl post approve approves it again"},
    {"cancel", "Cancel a post that is not live; its content is free again",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.cancel(id, r); },
     "igbotctl post retry plans it again"},
    {"retry", "Plan a failed, missed or canceled post again, now",
     [](Decisions& d, PostId id, const std::optional<std::string>& r) { return d.retry(id, r); },
     "goes out with the next post run"},
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

/// Runs one decision, or with -n what it would come to, and prints the post it left.
template <typename Act>
int decide(const PostDecisionOptions& options, Services& services, Io& io,
           const std::string& afterwards, Act act) {
  if (print_json_help(k_post_list_shape, services, io)) return 0;
  const Chat chat = services.chat();
  std::string path;
  const auto body = [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    Decisions decisions(scope);
    const Post post = act(decisions, static_cast<PostId>(options.id));
    const auto item = media::MediaRepository(scope).find(post.media);
    path = item ? item->path : "?";
    return post;
  };
  Store& store = services.store();
  const Post post = options.dry_run ? store.rehearse(services.person(), body)
                                    : store.write(services.person(), body);
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_post_list_shape,
               {{"posts", {post_json(chat.telegram_id, post, path)}}});
  } else if (!services.globals().quiet) {
    io.out << "post " << number(post.id) << (options.dry_run ? " would be " : " is ")
           << to_string(post.state) << ", due " << local_text(post.due_at, zone_of(services, chat))
           << " (" << text::one_line(path) << ")";
    if (!afterwards.empty() && !options.dry_run) io.out << "; " << afterwards;
    io.out << '\n';
  }
  return k_done;
}

void add_decision_options(CLI::App& command, const std::shared_ptr<PostDecisionOptions>& options) {
  command.add_option("post", options->id, "Post id")->required();
  command.add_option("--reason", options->reason, "Why; kept with the post");
  command.add_flag("-n,--dry-run", options->dry_run, "Show what would come of it, change nothing");
}

void add_post_verbs(CLI::App& post, Selected& selected) {
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
      if (!options->dry_run && !services.globals().json.value_or(JsonRequest{}).help) {
        require_confirmation(io, options->yes,
                             "Reject post " + std::to_string(options->id) + " for good?");
      }
      return decide(*options, services, io, "igbotctl media unlock frees its content",
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
      return decide(*options, services, io, "planning anew leaves it there",
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
  auto* found = command->add_option_group("finding", "What you found; exactly one");
  found->add_flag("--delivered", options->delivered, "The card is in the chat");
  found->add_flag("--not-delivered", options->not_delivered, "It is not: send it again");
  found->add_flag("--posted", options->posted, "The story is live");
  found->add_flag("--not-posted", options->not_posted, "It is not");
  found->require_option(1);
  command->add_option("--media-id", options->media_id, "Instagram's id of the live story");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      std::optional<std::string> media_id;
      if (!options->media_id.empty()) media_id = options->media_id;
      return decide(options->decision, services, io, "", [&](Decisions& d, PostId id) {
        return d.resolve(id, finding_of(*options), media_id, reason_of(options->decision));
      });
    };
  });
}

// --- what delivers in this process -------------------------------------------------------------

struct PostNextOptions {
  std::int64_t media = 0;
  bool dry_run = false;
  bool yes = false;
};

void require_deliverable(const Chat& chat) {
  if (chat.state == ChatState::active || chat.state == ChatState::unreachable) return;
  throw Error(ErrorKind::conflict,
              "nothing is sent to " + chat.name + ": it is " + to_string(chat.state),
              "igbotctl chat show --chat " + std::to_string(number(chat.telegram_id)));
}

int run_post_next(const PostNextOptions& options, Services& services, Io& io) {
  if (print_json_help(k_post_run_shape, services, io)) return 0;
  const Chat chat = services.chat();
  require_deliverable(chat);
  std::optional<MediaId> media;
  if (options.media > 0) media = static_cast<MediaId>(options.media);
  const auto body = [&](UnitOfWork& unit) { return Decisions(unit.chat(chat.key)).next(media); };
  if (options.dry_run) {
    const Post post = services.store().rehearse(services.person(), body);
    io.out << "would send media " << number(post.media) << " (" << post.category << ") to "
           << chat.name << '\n';
    return k_done;
  }
  require_confirmation(io, options.yes, "Send the next post to " + chat.name + " now?");
  const Post post = services.store().write(services.person(), body);
  Posting posting(services, services.person());
  post::Delivery(posting.worker(), chat.key).deliver(post.id, post::Delivery::Asked::by_person);
  return print_run_report(posting.worker().report, services, io);
}

void add_post_next(CLI::App& post, Selected& selected) {
  CLI::App* command = post.add_subcommand("next", "Send the card of the next post now");
  auto options = std::make_shared<PostNextOptions>();
  command->add_option("--media", options->media, "This media item instead")
      ->check(CLI::PositiveNumber);
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would be sent, change nothing");
  command->add_flag("--yes", options->yes, "Do not ask");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_post_next(*options, services, io);
    };
  });
}

void add_post_resend(CLI::App& post, Selected& selected) {
  CLI::App* command =
      post.add_subcommand("resend", "Send a new card of an awaiting post and close the old one");
  auto id = std::make_shared<std::int64_t>(0);
  command->add_option("post", *id, "Post id")->required();
  command->callback([id, &selected] {
    selected = [id](Services& services, Io& io) {
      if (print_json_help(k_post_run_shape, services, io)) return 0;
      const Chat chat = services.chat();
      require_deliverable(chat);
      Posting posting(services, services.person());
      post::Delivery(posting.worker(), chat.key)
          .resend(static_cast<PostId>(*id), services.person());
      return print_run_report(posting.worker().report, services, io);
    };
  });
}

}  // namespace

void add_post(CLI::App& command, Selected& selected) {
  add_post_run(command, selected);
  add_post_list(command, selected);
  add_post_show(command, selected);
  add_post_next(command, selected);
  add_post_verbs(command, selected);
  add_post_reject(command, selected);
  add_post_move(command, selected);
  add_post_resend(command, selected);
  add_post_resolve(command, selected);
}

}  // namespace igbot::cli
