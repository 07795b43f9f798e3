// SPDX-License-Identifier: MIT
#include "cli/commands/media/sync.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/media/sync_progress.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "cli/report.hpp"
#include "cli/sources.hpp"
#include "core/file_lock.hpp"
#include "core/media/source_config.hpp"
#include "core/media/source_repository.hpp"
#include "core/media/sync_text.hpp"
#include "core/media/syncer.hpp"
#include "core/post/outbox.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/condition_repository.hpp"
#include "core/text/html.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

using media::Problem;
using media::SyncProgress;
using media::SyncResult;

constexpr std::size_t k_problems_told = 20;
const std::string k_condition = "media_sync";

const Shape k_sync_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"new", "files that became new items"},
     {"changed", "files whose content changed in place"},
     {"moved", "items that got another path"},
     {"copied", "files with the content of another file, each an item of its own"},
     {"unchanged", "files as they were, new modification times included"},
     {"deactivated", "items whose files are gone"},
     {"reactivated", "items whose files are back"},
     {"skipped", "files that are no media by their names"},
     {"errors", "files and folders that could not be used"},
     {"problems", "those: path and reason of each"},
     {"complete", "whether the whole source was listed"}}};

struct MediaSyncOptions {
  bool all_chats = false;
  bool allow_mass_delete = false;
  bool list_everything = false;
  bool dry_run = false;
};

nlohmann::json sync_document(const Chat& chat, const SyncResult& result) {
  nlohmann::json problems = nlohmann::json::array();
  for (const Problem& problem : result.problems) {
    problems.push_back({{"path", problem.path}, {"reason", problem.reason}});
  }
  return {{"chat_id", number(chat.telegram_id)},
          {"new", result.added},
          {"changed", result.changed},
          {"moved", result.moved},
          {"copied", result.copied},
          {"unchanged", result.unchanged},
          {"deactivated", result.deactivated},
          {"reactivated", result.reactivated},
          {"skipped", result.skipped},
          {"errors", result.problems.size()},
          {"problems", std::move(problems)},
          {"complete", result.complete}};
}

media::SyncRequest request_for(const Chat& chat, const ChatSettings& settings, const Actor& actor,
                               const MediaSyncOptions& options) {
  return {.chat = chat.key,
          .actor = actor,
          .type = settings.media_source_type,
          .config = settings.media_source_config,
          .freshness = settings.media_sync_interval,
          .allow_mass_delete = options.allow_mass_delete,
          .dry_run = options.dry_run,
          .list_everything = options.list_everything};
}

ChatSettings settings_of(Services& services, const Chat& chat) {
  return services.store().read(
      [&](UnitOfWork& unit) { return SettingsService(unit.chat(chat.key)).load(); });
}

/// Whether the people of the chat must do something, and waiting does not help.
bool needs_the_team(const Error& failure) {
  return failure.kind() == ErrorKind::auth || failure.kind() == ErrorKind::not_found ||
         failure.kind() == ErrorKind::conflict;
}

/// Keeps the condition of the chat; true when its failure is news. Writes only what changes. What
/// cron meets is told to the chat, too.
bool remember_condition(Services& services, const Chat& chat, const std::optional<Error>& failure,
                        const MediaSyncOptions& options) {
  const bool dry_run = options.dry_run;
  if (dry_run) return failure.has_value();
  const auto known = services.store().read(
      [&](UnitOfWork& unit) { return ConditionRepository(unit).find(chat.key, k_condition, ""); });
  if (failure ? known && known->detail == failure->what() : !known) return false;
  return services.store().bookkeep([&](Bookkeeping& unit) {
    ConditionRepository conditions(unit);
    if (!failure) {
      conditions.end(chat.key, k_condition, "");
      return false;
    }
    const bool is_news = conditions.begin(chat.key, k_condition, "", failure->what());
    if (is_news && options.all_chats && needs_the_team(*failure)) {
      post::Outbox(unit, chat.key)
          .add_alert(text::escape_html(
                         "⚠ The library is not read any more: " + text::redact(failure->what()) +
                         ".\n" + text::redact(failure->hint())),
                     {});
    }
    return is_news;
  });
}

int sync_one_chat(const MediaSyncOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  const Chat chat = options.dry_run ? services.chat() : services.chat_for_writing();
  const ChatSettings settings = settings_of(services, chat);
  const auto source = services.sources().open(chat.key);
  const SyncResult result = [&] {
    SyncProgressPrinter printer(io, services.globals(), services.clock());
    return sync_media(services.store(), *source,
                      request_for(chat, settings, services.person(), options),
                      [&](const SyncProgress& progress) { printer.tell(progress); });
  }();
  const auto failure = media::sync_failure(chat, result);
  if (json) {
    print_json(io, *json, k_sync_shape, sync_document(chat, result));
  } else {
    if (!services.globals().quiet)
      io.out << media::sync_summary(chat, result, options.dry_run) << '\n';
    std::size_t told = 0;
    for (const Problem& problem : result.problems) {
      if (++told > k_problems_told) break;
      io.err << text::redact("not usable: " + media::problem_text(problem)) << '\n';
    }
  }
  remember_condition(services, chat, failure, options);
  if (failure) throw Error(*failure);
  return k_done;
}

/// Whether cron's turn has come: the last complete listing of that source is older than the chat's
/// interval.
bool is_due(Services& services, const Chat& chat, const ChatSettings& settings,
            const std::string& root) {
  const auto row = services.store().read([&](UnitOfWork& unit) {
    return media::SourceRepository(unit.chat(chat.key)).find(settings.media_source_type, root);
  });
  if (!row || !row->last_complete_at) return true;
  return services.clock().now() - *row->last_complete_at >= settings.media_sync_interval;
}

/// Opens the source when its turn has come. What is far says by its configuration alone whether it
/// is the same source again, so that a minute in which nothing is due opens no library and no
/// secret; a folder may be reached by several paths and is asked.
std::unique_ptr<media::MediaSource> open_if_due(Services& services, const Chat& chat,
                                                const ChatSettings& settings) {
  if (settings.media_source_type != SourceType::local) {
    const auto config =
        media::parse_source_config(settings.media_source_type, settings.media_source_config);
    if (!is_due(services, chat, settings, media::root_of(config))) return nullptr;
    return services.sources().open(chat.key);
  }
  auto source = services.sources().open(chat.key);
  return is_due(services, chat, settings, source->root()) ? std::move(source) : nullptr;
}

bool wants_sync(const ChatSettings& settings) {
  return settings.media_sync_enabled && settings.media_source_config != "{}";
}

/// What became of one chat in a run over all.
struct Turn {
  std::optional<SyncResult> result;  ///< none: it was not its turn, or the source failed as a whole
  std::optional<Error> failure;
};

Turn sync_if_due(const Chat& chat, const MediaSyncOptions& options, Services& services) {
  try {
    const ChatSettings settings = settings_of(services, chat);
    if (!wants_sync(settings)) return {};
    const auto source = open_if_due(services, chat, settings);
    if (!source) return {};
    SyncResult result = sync_media(services.store(), *source,
                                   request_for(chat, settings, services.worker(), options));
    auto failure = media::sync_failure(chat, result);
    return {std::move(result), std::move(failure)};
  } catch (const sql::SqlError&) {
    throw;  // the database is everybody's: no use to go on with the next chat
  } catch (const Error& error) {
    const std::string where = " (chat " + chat.name + ")";
    return {std::nullopt, Error(error.kind(), error.what() + where, error.hint())};
  }
}

int sync_all_chats(const MediaSyncOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  const auto chats =
      services.store().read([](UnitOfWork& unit) { return ChatRepository(unit).all(); });
  int code = k_done;
  for (const Chat& chat : chats) {
    if (chat.state != ChatState::active) continue;
    const Turn turn = sync_if_due(chat, options, services);
    if (!turn.result && !turn.failure) continue;
    const bool news = remember_condition(services, chat, turn.failure, options);
    if (turn.result && (turn.result->changes() > 0 || news)) {
      if (json) {
        print_json_line(io, *json, k_sync_shape, sync_document(chat, *turn.result));
      } else if (!services.globals().quiet &&
                 !(io.out_is_journal && io.err_is_journal)) {  // the log has it
        io.out << media::sync_summary(chat, *turn.result, options.dry_run) << '\n';
      }
    }
    if (!news) continue;
    report(services, io, *turn.failure);
    code = more_important(code, exit_code_of(turn.failure->kind()));
  }
  return code;
}

int run_media_sync(const MediaSyncOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_sync_shape)) return k_done;
  if (!options.all_chats) return sync_one_chat(options, services, io);
  if (services.globals().chat) {
    throw Error(ErrorKind::usage, "--chat and --all-chats exclude each other",
                "leave one of them away");
  }
  std::optional<FileLock> lock;
  if (!options.dry_run) {
    lock = FileLock::try_acquire(sync_lock_of(services.store().file()));
    if (!lock) return k_done;  // another one is at it
  }
  const int code = sync_all_chats(options, services, io);
  if (lock) lock->mark_success(services.clock().now());
  return code;
}

}  // namespace

void add_media_sync(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand("sync", "Make the library equal to its source");
  auto options = std::make_shared<MediaSyncOptions>();
  command->add_flag("--all-chats", options->all_chats,
                    "For cron: every chat whose last listing is older than media_sync_minutes");
  command->add_flag("--allow-mass-delete", options->allow_mass_delete,
                    "Deactivate items even when more than half of the files are gone");
  command->add_flag("--full", options->list_everything,
                    "List everything, also where the source can tell what changed");
  command->add_flag("-n,--dry-run", options->dry_run, "Say what would change, change nothing");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_sync(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
