// SPDX-License-Identifier: MIT
#include "cli/commands/media/list.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/media/item.hpp"
#include "cli/id_option.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/simulation/item_outlook.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using media::MediaFilter;
using media::MediaItem;
using media::MediaRepository;

const std::vector<Field> k_item_fields{
    {"id", "id of the item"},
    {"path", "path in its source"},
    {"category", "first folder of the path"},
    {"active", "whether its file is there"},
    {"times_posted", "how often it was posted"},
    {"last_posted_at", "when it was posted last, or null"},
    {"locked_until", "end of its longest lock, or null"},
    {"content_hash", "SHA-256 of its content (MD5 while no other is known)"},
    {"mime", "type by its first bytes"},
    {"size", "bytes"},
    {"title", "title, or null"}};

const Shape k_list_shape{"media", k_item_fields};

const Shape k_show_shape{{},
                         with(k_item_fields, {{"caption", "caption, or null"},
                                              {"link", "link, or null"},
                                              {"tags", "array of tags"},
                                              {"locks", "array of kind, until, by, at, reason"},
                                              {"why",
                                               "sentences: why it is chosen now or is not, and "
                                               "when it goes out if all goes on as now",
                                               "--explain"}})};

nlohmann::json or_null(const std::optional<std::string>& text) {
  return text ? nlohmann::json(*text) : nlohmann::json(nullptr);
}

nlohmann::json or_null(const std::optional<Timestamp>& at) {
  return at ? nlohmann::json(utc_text(*at)) : nlohmann::json(nullptr);
}

nlohmann::json item_json(const MediaItem& item) {
  return {{"id", number(item.id)},
          {"path", item.path},
          {"category", item.category},
          {"active", item.active},
          {"times_posted", item.times_posted},
          {"last_posted_at", or_null(item.last_posted_at)},
          {"locked_until", or_null(item.locked_until)},
          {"content_hash", item.content_hash},
          {"mime", item.mime},
          {"size", item.size},
          {"title", or_null(item.title)}};
}

nlohmann::json show_document(const MediaWithLocks& found) {
  nlohmann::json document = item_json(found.item);
  document["caption"] = or_null(found.item.caption);
  document["link"] = or_null(found.item.link);
  nlohmann::json tags = nlohmann::json::array();
  if (found.item.tags) {
    for (const std::string& tag : text::split(*found.item.tags, ','))
      tags.push_back(text::trim(tag));
  }
  document["tags"] = std::move(tags);
  nlohmann::json locks = nlohmann::json::array();
  for (const media::Lock& lock : found.locks) {
    locks.push_back({{"kind", media::to_string(lock.kind)},
                     {"until", utc_text(lock.until)},
                     {"by", lock.created_by.name},
                     {"at", utc_text(lock.created_at)},
                     {"reason", or_null(lock.reason)}});
  }
  document["locks"] = std::move(locks);
  return document;
}

struct MediaListOptions {
  std::string category;
  bool inactive = false;
  bool locked = false;
  int limit = 100;
};

int run_media_list(const MediaListOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_list_shape)) return 0;
  MediaFilter filter{.category = {},
                     .active = !options.inactive,
                     .locked_only = options.locked,
                     .limit = options.limit};
  if (!options.category.empty()) filter.category = options.category;
  const Chat chat = services.chat();
  const auto items = services.store().read(
      [&](UnitOfWork& unit) { return MediaRepository(unit.chat(chat.key)).list(filter); });
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const MediaItem& item : items) list.push_back(item_json(item));
    print_json(io, *json, k_list_shape, {{"media", std::move(list)}});
    return 0;
  }
  if (items.empty()) {
    if (!services.globals().quiet) io.err << "no such media; igbotctl media sync brings some\n";
    return 0;
  }
  const ChatTimes times(services, chat);
  Table table({"ID", "PATH", "CATEGORY", "POSTED", "LOCKED UNTIL", "SIZE"});
  for (const MediaItem& item : items) {
    table.add({std::to_string(number(item.id)), item.path, item.category,
               std::to_string(item.times_posted),
               item.locked_until ? times.end_text(*item.locked_until) : "-", size_text(item.size)});
  }
  table.print(io);
  return 0;
}

struct MediaShowOptions {
  std::int64_t id = 0;
  bool explain = false;
};

int run_media_show(const MediaShowOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_show_shape)) return 0;
  const Chat chat = services.chat();
  std::vector<std::string> why;
  const MediaWithLocks found = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    auto item = find_media(scope, static_cast<MediaId>(options.id));
    if (options.explain) why = simulation::item_outlook(scope, item.item.id);
    return item;
  });
  if (json) {
    nlohmann::json document = show_document(found);
    if (options.explain) document["why"] = why;
    print_json(io, *json, k_show_shape, std::move(document));
    return 0;
  }
  const MediaItem& item = found.item;
  const ChatTimes times(services, chat);
  const auto line = [&](const char* name, const std::string& value) {
    io.out << text::redact(std::string(name) + text::one_line(value)) << '\n';
  };
  line("id        ", std::to_string(number(item.id)));
  line("path      ", item.path);
  line("category  ", item.category);
  line("file      ", item.mime + ", " + size_text(item.size) +
                         (item.active ? "" : ", not in the source any more"));
  line("content   ", item.content_hash);
  line("posted    ", item.last_posted_at ? std::to_string(item.times_posted) + " times, last " +
                                               times.text(*item.last_posted_at)
                                         : "never");
  if (item.title) line("title     ", *item.title);
  if (item.caption) line("caption   ", *item.caption);
  if (item.link) line("link      ", *item.link);
  if (item.tags) line("tags      ", *item.tags);
  for (const media::Lock& lock : found.locks) {
    line("lock      ", media::to_string(lock.kind) + " until " + times.end_text(lock.until) +
                           " by " + lock.created_by.name +
                           (lock.reason ? ": " + *lock.reason : ""));
  }
  for (const std::string& sentence : why) line("why       ", sentence);
  return 0;
}

}  // namespace

void add_media_list(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand("list", "List the items of the library");
  auto options = std::make_shared<MediaListOptions>();
  command->add_option("--category", options->category, "Only this category")->type_name("NAME");
  command->add_flag("--inactive", options->inactive, "Those whose files are gone");
  command->add_flag("--locked", options->locked, "Only those with a lock in force");
  command->add_option("--limit", options->limit, "At most so many")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_list(*options, services, io);
    };
  });
}

void add_media_show(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand("show", "Show an item with its locks");
  auto options = std::make_shared<MediaShowOptions>();
  add_id_option(*command, "item", options->id, "Media id")->required();
  command->add_flag("--explain", options->explain,
                    "Say why it is chosen now or is not, and when its turn comes");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_show(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
