// SPDX-License-Identifier: MIT
#include "cli/commands/media/edit.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/media/item.hpp"
#include "cli/id_option.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/media/media_edits.hpp"
#include "core/media/media_texts.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using media::LockKind;

const Shape k_set_shape{{}, {{"id", "id of the item"}, {"changed", "whether anything changed"}}};
const Shape k_lock_shape{{},
                         {{"id", "id of the item"},
                          {"kind", "kind of the lock"},
                          {"until", "its end"},
                          {"changed", "false when it was locked so already"}}};
const Shape k_unlock_shape{{}, {{"id", "id of the item"}, {"removed", "array of kinds"}}};

struct MediaSetOptions {
  std::int64_t item = 0;
  media::MediaTexts texts;
  bool dry_run = false;
};

struct MediaLockOptions {
  std::int64_t item = 0;
  std::string until;
  std::string duration;
  std::optional<std::string> reason;
  bool dry_run = false;
};

struct MediaUnlockOptions {
  std::int64_t item = 0;
  std::string kind;
  std::optional<std::string> reason;
  bool dry_run = false;
};

/// Runs a change, or in a dry run only looks whether the item is there.
template <typename Body>
void change_media(Services& services, ChatKey chat, bool dry_run, const Body& body) {
  if (dry_run) {
    services.store().read([&](UnitOfWork& unit) { body(unit.chat(chat), true); });
  } else {
    services.store().write(services.person(),
                           [&](UnitOfWork& unit) { body(unit.chat(chat), false); });
  }
}

std::string dry_mark(bool dry_run) { return dry_run ? " (dry run)" : ""; }

bool differs(const std::optional<std::string>& wanted, const std::optional<std::string>& present) {
  return wanted && *wanted != present.value_or("");
}

int run_media_set(const MediaSetOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_set_shape)) return 0;
  const media::MediaTexts texts = media::checked_texts(options.texts);
  if (!texts.title && !texts.caption && !texts.link && !texts.tags) {
    throw Error(ErrorKind::usage, "nothing to set",
                "give --title, --caption, --link or --tags; an empty text clears");
  }
  const Chat chat = services.chat();
  const auto id = static_cast<MediaId>(options.item);
  bool changed = false;
  change_media(services, chat.key, options.dry_run, [&](ChatScope scope, bool dry) {
    const auto item = find_media(scope, id).item;
    changed = differs(texts.title, item.title) || differs(texts.caption, item.caption) ||
              differs(texts.link, item.link) || differs(texts.tags, item.tags);
    if (!dry) media::MediaEdits(scope).set_texts(id, texts);
  });
  if (json) {
    print_json(io, *json, k_set_shape, {{"id", options.item}, {"changed", changed}});
  } else if (!services.globals().quiet) {
    io.out << "item " << options.item << ": " << (changed ? "changed" : "unchanged")
           << dry_mark(options.dry_run) << '\n';
  }
  return 0;
}

Timestamp lock_end(const MediaLockOptions& options, const ChatTimes& times, Timestamp now) {
  if (!options.duration.empty()) return now + parse_duration(options.duration);
  if (options.until.empty()) return k_forever;
  const Timestamp until = parse_time(options.until, times.zone(), now);
  if (until <= now)
    throw Error(ErrorKind::usage, "the end lies in the past: " + options.until,
                "give a time in the future, or --for 30d");
  return until;
}

int run_media_lock(const MediaLockOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_lock_shape)) return 0;
  const Chat chat = services.chat();
  const ChatTimes times(services, chat);
  const Timestamp until = lock_end(options, times, services.clock().now());
  bool changed = true;
  change_media(services, chat.key, options.dry_run, [&](ChatScope scope, bool dry) {
    const auto item = find_media(scope, static_cast<MediaId>(options.item)).item;
    if (dry) return;
    changed = media::MediaEdits(scope).hold(item.content, until, options.reason);
  });
  if (json) {
    print_json(io, *json, k_lock_shape,
               {{"id", options.item},
                {"kind", media::to_string(LockKind::hold)},
                {"until", utc_text(until)},
                {"changed", changed}});
  } else if (!services.globals().quiet) {
    io.out << "item " << options.item << ": held " << (until == k_forever ? "" : "until ")
           << times.end_text(until) << (changed ? "" : ", unchanged") << dry_mark(options.dry_run)
           << '\n';
  }
  return 0;
}

int run_media_unlock(const MediaUnlockOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_unlock_shape)) return 0;
  std::optional<LockKind> kind;
  if (!options.kind.empty()) kind = media::lock_kind_from(options.kind);
  const Chat chat = services.chat();
  std::vector<std::string> removed;
  change_media(services, chat.key, options.dry_run, [&](ChatScope scope, bool dry) {
    const MediaWithLocks found = find_media(scope, static_cast<MediaId>(options.item));
    removed.clear();
    for (const media::Lock& lock : found.locks) {
      if (!kind || lock.kind == *kind) removed.push_back(media::to_string(lock.kind));
    }
    if (!dry) media::MediaEdits(scope).unlock(found.item.content, kind, options.reason);
  });
  if (json) {
    print_json(io, *json, k_unlock_shape, {{"id", options.item}, {"removed", removed}});
  } else if (!services.globals().quiet) {
    io.out << "item " << options.item << ": "
           << (removed.empty() ? "was not locked" : "unlocked (" + text::join(removed, ", ") + ")")
           << dry_mark(options.dry_run) << '\n';
  }
  return 0;
}

}  // namespace

void add_media_set(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand("set", "Give an item texts for its card and story");
  auto options = std::make_shared<MediaSetOptions>();
  add_id_option(*command, "item", options->item, "Media id")->required();
  command->add_option("--title", options->texts.title, "Title; empty clears");
  command->add_option("--caption", options->texts.caption, "Caption; empty clears");
  command->add_option("--link", options->texts.link, "http(s) URL; empty clears");
  command->add_option("--tags", options->texts.tags, "Tags, by commas or spaces; empty clears");
  command->add_flag("-n,--dry-run", options->dry_run, "Say what would change, change nothing");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_set(*options, services, io);
    };
  });
}

void add_media_lock(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand("lock", "Hold an item back, its copies included");
  auto options = std::make_shared<MediaLockOptions>();
  add_id_option(*command, "item", options->item, "Media id")->required();
  auto* until =
      command->add_option("--until", options->until, "Until this time")->type_name("TIME");
  command->add_option("--for", options->duration, "For so long: 2h, 30d")
      ->type_name("DURATION")
      ->excludes(until);
  command->add_option("--reason", options->reason, "Why");
  command->add_flag("-n,--dry-run", options->dry_run, "Say what would change, change nothing");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_lock(*options, services, io);
    };
  });
}

void add_media_unlock(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand("unlock", "Remove the locks of an item and its copies");
  auto options = std::make_shared<MediaUnlockOptions>();
  add_id_option(*command, "item", options->item, "Media id")->required();
  command->add_option("--kind", options->kind, "Only this kind")
      ->check(CLI::IsMember({"recent_post", "skip", "hold", "reject"}));
  command->add_option("--reason", options->reason, "Why");
  command->add_flag("-n,--dry-run", options->dry_run, "Say what would change, change nothing");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_unlock(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
