// SPDX-License-Identifier: MIT
#include "cli/commands/post/run.hpp"

#include <CLI/CLI.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/post_output.hpp"
#include "cli/posting.hpp"
#include "core/file_lock.hpp"
#include "core/post/explain.hpp"
#include "core/post/post_runner.hpp"
#include "core/store/retention.hpp"
#include "core/store/run_repository.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

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
void remember_run(Services& services, const post::RunReport& report, Timestamp started, int code) {
  if (report.handled().empty() && report.problems().empty()) return;
  std::map<std::string, int> outcomes;
  for (const auto& handled : report.handled()) ++outcomes[handled.outcome];
  const nlohmann::json summary{{"outcomes", outcomes}, {"problems", report.problems().size()}};
  services.store().bookkeep([&](Bookkeeping& unit) {
    record_run(unit, {.command = "post run",
                      .actor = services.worker().id,
                      .chat = std::nullopt,
                      .started_at = started,
                      .exit_code = code,
                      .summary = summary.dump()});
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
    lock = FileLock::try_acquire(run_lock_of(services.store().file()));
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
  remember_run(services, posting.worker().report, started, code);
  if (lock) lock->mark_success(services.clock().now());
  if (!run.chat) forget_old_records(services.store());
  return code;
}

}  // namespace

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

}  // namespace igbot::cli
