// SPDX-License-Identifier: MIT
#include "cli/commands/media/lock.hpp"

#include <CLI/CLI.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/media/item.hpp"
#include "cli/id_option.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/media/media_edits.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using media::LockKind;
using media::LockRepository;

const Shape k_lock_shape{"items",
                         {{"id", "id of the item"},
                          {"kind", "kind of the lock"},
                          {"until", "its end"},
                          {"before", "end of the hold that was there before, or null"},
                          {"copies", "other active items with this content: it holds for them too"},
                          {"changed", "false when it was locked so already"}}};
const Shape k_unlock_shape{"items",
                           {{"id", "id of the item"},
                            {"removed", "array of kinds"},
                            {"copies", "other active items with this content, free as well"}}};

struct MediaLockOptions {
  std::vector<std::int64_t> items;
  std::string until;
  std::string duration;
  bool for_ever = false;
  std::string reason;
  bool dry_run = false;
};

struct MediaUnlockOptions {
  std::vector<std::int64_t> items;
  std::string kind;
  std::string reason;
  bool dry_run = false;
};

/// What became of one item.
struct Held {
  MediaId id{};
  std::optional<Timestamp> before;
  std::int64_t copies = 0;
  bool changed = false;
};

struct Freed {
  MediaId id{};
  std::vector<media::Lock> removed;
  std::int64_t copies = 0;
};

/// Carries out a change of a chat's library, or in a dry run does it and takes it back.
template <typename Body>
auto change_locks(Services& services, const Chat& chat, bool dry_run, const Body& body) {
  const auto in_chat = [&](UnitOfWork& unit) { return body(unit.chat(chat.key)); };
  const Actor person = services.person();
  return dry_run ? services.store().rehearse(person, in_chat)
                 : services.store().write(person, in_chat);
}

std::optional<std::string> reason_of(const std::string& reason) {
  return reason.empty() ? std::nullopt : std::optional(reason);
}

std::int64_t copies_of(ChatScope scope, const media::MediaItem& item) {
  return LockRepository(scope).active_items(item.content) - (item.active ? 1 : 0);
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

Held hold_item(ChatScope scope, MediaId id, Timestamp until,
               const std::optional<std::string>& reason) {
  const MediaWithLocks found = find_media(scope, id);
  Held held{id, std::nullopt, copies_of(scope, found.item), false};
  for (const media::Lock& lock : found.locks) {
    if (lock.kind == LockKind::hold) held.before = lock.until;
  }
  held.changed = media::MediaEdits(scope).hold(found.item.content, until, reason);
  return held;
}

Freed free_item(ChatScope scope, MediaId id, std::optional<LockKind> kind,
                const std::optional<std::string>& reason) {
  const media::MediaItem item = find_media(scope, id).item;
  return {id, media::MediaEdits(scope).unlock(item.content, kind, reason), copies_of(scope, item)};
}

/// ", its 2 copies included": what people must know of a lock beside its item.
std::string copies_text(std::int64_t copies) {
  if (copies == 0) return "";
  return copies == 1 ? ", its copy included"
                     : ", its " + std::to_string(copies) + " copies included";
}

std::string end_of(Timestamp until, const ChatTimes& times) {
  return (until == k_forever ? "" : "until ") + times.end_text(until);
}

/// The words that take a command to this chat again.
std::string to_chat(const Services& services, const Chat& chat) {
  return services.globals().chat ? " --chat " + std::to_string(number(chat.telegram_id)) : "";
}

std::string id_text(MediaId id) { return std::to_string(number(id)); }

/// The commands that hold items until the ends they had, one for each end.
std::vector<std::string> hold_commands(const std::map<Timestamp, std::string>& ids_by_end) {
  std::vector<std::string> commands;
  for (const auto& [until, ids] : ids_by_end) {
    commands.push_back("igbotctl media lock" + ids +
                       (until == k_forever ? " --forever" : " --until " + utc_text(until)));
  }
  return commands;
}

/// How what was done is taken back; nothing when nothing changed.
std::vector<std::string> undo_hold(const std::vector<Held>& items) {
  std::string unlock;
  std::map<Timestamp, std::string> held_before;
  for (const Held& held : items) {
    if (!held.changed) continue;
    (held.before ? held_before[*held.before] : unlock) += " " + id_text(held.id);
  }
  std::vector<std::string> commands = hold_commands(held_before);
  if (!unlock.empty()) {
    commands.insert(commands.begin(), "igbotctl media unlock" + unlock + " --kind hold");
  }
  return commands;
}

/// People's holds can be set again, and a hold does what any other lock did.
std::vector<std::string> undo_free(const std::vector<Freed>& items) {
  std::map<Timestamp, std::string> ends;
  for (const Freed& freed : items) {
    if (!freed.removed.empty()) ends[freed.removed.front().until] += " " + id_text(freed.id);
  }
  return hold_commands(ends);
}

void print_undo(const std::vector<std::string>& commands, Services& services, const Chat& chat,
                Io& io) {
  for (const std::string& command : commands) {
    io.out << "undo: " << command << to_chat(services, chat) << '\n';
  }
}

void report_held(const MediaLockOptions& options, const std::vector<Held>& items, Timestamp until,
                 const Chat& chat, Services& services, Io& io) {
  const ChatTimes times(services, chat);
  for (const Held& held : items) {
    const bool had_another = held.changed && held.before && *held.before != until;
    io.out << "item " << id_text(held.id) << ": held " << end_of(until, times)
           << (had_another ? " (before: " + end_of(*held.before, times) + ")" : "")
           << (held.changed ? "" : ", unchanged") << copies_text(held.copies)
           << dry_mark(options.dry_run) << '\n';
  }
  if (!options.dry_run) print_undo(undo_hold(items), services, chat, io);
}

/// What a lock that goes away had been there for.
std::string what_it_kept(LockKind kind) {
  switch (kind) {
    case LockKind::recent_post:
      return "it was posted lately and may be posted again now";
    case LockKind::skip:
      return "it was skipped lately and may be chosen again now";
    case LockKind::hold:
      return "";
    case LockKind::reject:
      return "it was rejected and may be chosen again";
  }
  return "";
}

void report_freed(const MediaUnlockOptions& options, const std::vector<Freed>& items,
                  const Chat& chat, Services& services, Io& io) {
  const ChatTimes times(services, chat);
  for (const Freed& freed : items) {
    std::vector<std::string> kinds;
    for (const media::Lock& lock : freed.removed) {
      kinds.push_back(media::to_string(lock.kind) + " " + end_of(lock.until, times));
    }
    io.out << "item " << id_text(freed.id) << ": "
           << (kinds.empty()
                   ? "was not locked"
                   : "unlocked (" + text::join(kinds, ", ") + ")" + copies_text(freed.copies))
           << dry_mark(options.dry_run) << '\n';
    for (const media::Lock& lock : freed.removed) {
      if (const auto kept = what_it_kept(lock.kind); !kept.empty()) {
        io.out << "  " << media::to_string(lock.kind) << ": " << kept << '\n';
      }
    }
  }
  if (!options.dry_run) print_undo(undo_free(items), services, chat, io);
}

nlohmann::json held_json(const std::vector<Held>& items, Timestamp until) {
  nlohmann::json list = nlohmann::json::array();
  for (const Held& held : items) {
    nlohmann::json before = nullptr;
    if (held.before) before = utc_text(*held.before);
    list.push_back({{"id", number(held.id)},
                    {"kind", media::to_string(LockKind::hold)},
                    {"until", utc_text(until)},
                    {"before", std::move(before)},
                    {"copies", held.copies},
                    {"changed", held.changed}});
  }
  return {{"items", std::move(list)}};
}

nlohmann::json freed_json(const std::vector<Freed>& items) {
  nlohmann::json list = nlohmann::json::array();
  for (const Freed& freed : items) {
    nlohmann::json kinds = nlohmann::json::array();
    for (const media::Lock& lock : freed.removed) kinds.push_back(media::to_string(lock.kind));
    list.push_back(
        {{"id", number(freed.id)}, {"removed", std::move(kinds)}, {"copies", freed.copies}});
  }
  return {{"items", std::move(list)}};
}

int run_media_lock(const MediaLockOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_lock_shape)) return 0;
  const Chat chat = services.chat();
  const Timestamp until = lock_end(options, ChatTimes(services, chat), services.clock().now());
  const auto items = change_locks(services, chat, options.dry_run, [&](ChatScope scope) {
    std::vector<Held> held;
    for (const std::int64_t id : options.items) {
      held.push_back(hold_item(scope, MediaId{id}, until, reason_of(options.reason)));
    }
    return held;
  });
  if (json) {
    print_json(io, *json, k_lock_shape, held_json(items, until));
  } else if (!services.globals().quiet) {
    report_held(options, items, until, chat, services, io);
  }
  return 0;
}

int run_media_unlock(const MediaUnlockOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_unlock_shape)) return 0;
  std::optional<LockKind> kind;
  if (!options.kind.empty()) kind = media::lock_kind_from(options.kind);
  const Chat chat = services.chat();
  const auto items = change_locks(services, chat, options.dry_run, [&](ChatScope scope) {
    std::vector<Freed> freed;
    for (const std::int64_t id : options.items) {
      freed.push_back(free_item(scope, MediaId{id}, kind, reason_of(options.reason)));
    }
    return freed;
  });
  if (json) {
    print_json(io, *json, k_unlock_shape, freed_json(items));
  } else if (!services.globals().quiet) {
    report_freed(options, items, chat, services, io);
  }
  return 0;
}

}  // namespace

void add_media_lock(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand("lock", "Hold items back, their copies included");
  auto options = std::make_shared<MediaLockOptions>();
  add_ids_option(*command, "item", options->items, "Media id")->required();
  auto* until =
      command->add_option("--until", options->until, "Until this time")->type_name("TIME");
  auto* duration = command->add_option("--for", options->duration, "For so long: 2h, 30d")
                       ->type_name("DURATION")
                       ->excludes(until);
  command->add_flag("--forever", options->for_ever, "Until somebody unlocks them; the default")
      ->excludes(until)
      ->excludes(duration);
  command->add_option("--reason", options->reason, "Why")->type_name("TEXT");
  command->add_flag("-n,--dry-run", options->dry_run, "Say what would change, change nothing");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_lock(*options, services, io);
    };
  });
}

void add_media_unlock(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand("unlock", "Remove the locks of items and their copies");
  auto options = std::make_shared<MediaUnlockOptions>();
  add_ids_option(*command, "item", options->items, "Media id")->required();
  command->add_option("--kind", options->kind, "Only this kind")
      ->check(CLI::IsMember({"recent_post", "skip", "hold", "reject"}));
  command->add_option("--reason", options->reason, "Why")->type_name("TEXT");
  command->add_flag("-n,--dry-run", options->dry_run, "Say what would change, change nothing");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_unlock(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
