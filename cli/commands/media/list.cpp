// SPDX-License-Identifier: MIT
#include "cli/commands/media/list.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/media/item.hpp"
#include "cli/id_option.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/post/story_insights.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using media::CategoryCount;
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
                                              {"locks", "array of kind, until, by, at, reason"}})};

const Shape k_stats_shape{{},
                          {{"active", "items whose files are there"},
                           {"inactive", "items whose files are gone"},
                           {"copies", "active items whose content another active item has"},
                           {"never_posted", "active items not posted yet"},
                           {"locked", "active items with a lock in force"},
                           {"bytes", "size of the active items"},
                           {"stories",
                            "of each category whose stories Instagram gave figures of: category, "
                            "stories, views, reach, replies, shares; sums of the last figures"}}};

const Shape k_categories_shape{"categories",
                               {{"category", "name"},
                                {"active", "items whose files are there"},
                                {"inactive", "items whose files are gone"},
                                {"never_posted", "active items not posted yet"},
                                {"locked", "active items with a lock in force"},
                                {"bytes", "size of the active items"}}};

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

int run_media_show(std::int64_t id, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_show_shape)) return 0;
  const Chat chat = services.chat();
  const MediaWithLocks found = services.store().read(
      [&](UnitOfWork& unit) { return find_media(unit.chat(chat.key), static_cast<MediaId>(id)); });
  if (json) {
    print_json(io, *json, k_show_shape, show_document(found));
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
  return 0;
}

/// The counts of a chat and, for the sum, how many of its items are copies.
std::pair<std::vector<CategoryCount>, std::int64_t> counts_of(Services& services) {
  const Chat chat = services.chat();
  return services.store().read([&](UnitOfWork& unit) {
    const MediaRepository items(unit.chat(chat.key));
    return std::pair{items.categories(), items.active_copies()};
  });
}

std::vector<post::CategoryInsights> insights_of(Services& services) {
  const Chat chat = services.chat();
  return services.store().read([&](UnitOfWork& unit) {
    return post::InsightsRepository(unit.chat(chat.key)).by_category();
  });
}

nlohmann::json stories_json(const std::vector<post::CategoryInsights>& categories) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& found : categories) {
    list.push_back({{"category", found.category},
                    {"stories", found.stories},
                    {"views", found.sum.views.value_or(0)},
                    {"reach", found.sum.reach.value_or(0)},
                    {"replies", found.sum.replies.value_or(0)},
                    {"shares", found.sum.shares.value_or(0)}});
  }
  return list;
}

/// Per story, so that categories can be compared.
void print_stories(const std::vector<post::CategoryInsights>& categories, Io& io) {
  if (categories.empty()) return;
  io.out << "\non Instagram, per story:\n";
  Table table({"CATEGORY", "STORIES", "VIEWS", "REACH", "REPLIES", "SHARES"});
  for (const auto& found : categories) {
    const auto each = [&](const std::optional<std::int64_t>& sum) {
      const std::int64_t tenths = (sum.value_or(0) * 10 + found.stories / 2) / found.stories;
      return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    };
    table.add({found.category, std::to_string(found.stories), each(found.sum.views),
               each(found.sum.reach), each(found.sum.replies), each(found.sum.shares)});
  }
  table.print(io);
}

int run_media_stats(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_stats_shape)) return 0;
  const auto [categories, copies] = counts_of(services);
  CategoryCount sum;
  for (const CategoryCount& count : categories) {
    sum.active += count.active;
    sum.inactive += count.inactive;
    sum.never_posted += count.never_posted;
    sum.locked += count.locked;
    sum.bytes += count.bytes;
  }
  if (json) {
    print_json(io, *json, k_stats_shape,
               {{"active", sum.active},
                {"inactive", sum.inactive},
                {"copies", copies},
                {"never_posted", sum.never_posted},
                {"locked", sum.locked},
                {"bytes", sum.bytes},
                {"stories", stories_json(insights_of(services))}});
    return 0;
  }
  Table table({"", "ITEMS"});
  table.add({"active", std::to_string(sum.active) + " (" + size_text(sum.bytes) + ")"});
  table.add({"never posted", std::to_string(sum.never_posted)});
  table.add({"locked", std::to_string(sum.locked)});
  table.add({"copies", std::to_string(copies)});
  table.add({"inactive", std::to_string(sum.inactive)});
  table.print(io);
  print_stories(insights_of(services), io);
  return 0;
}

int run_media_categories(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_categories_shape)) return 0;
  const auto categories = counts_of(services).first;
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const CategoryCount& count : categories) {
      list.push_back({{"category", count.category},
                      {"active", count.active},
                      {"inactive", count.inactive},
                      {"never_posted", count.never_posted},
                      {"locked", count.locked},
                      {"bytes", count.bytes}});
    }
    print_json(io, *json, k_categories_shape, {{"categories", std::move(list)}});
    return 0;
  }
  Table table({"CATEGORY", "ACTIVE", "NEVER POSTED", "LOCKED", "INACTIVE", "SIZE"});
  for (const CategoryCount& count : categories) {
    table.add({count.category, std::to_string(count.active), std::to_string(count.never_posted),
               std::to_string(count.locked), std::to_string(count.inactive),
               size_text(count.bytes)});
  }
  table.print(io);
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
  auto id = std::make_shared<std::int64_t>(0);
  add_id_option(*command, "item", *id, "Media id")->required();
  command->callback([id, &selected] {
    selected = [id](Services& services, Io& io) { return run_media_show(*id, services, io); };
  });
}

void add_media_stats(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand(
      "stats", "Count the items of the library, and what their stories came to");
  command->callback([&selected] { selected = run_media_stats; });
}

void add_media_categories(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand("categories", "Count the items of each category");
  command->callback([&selected] { selected = run_media_categories; });
}

}  // namespace igbot::cli
