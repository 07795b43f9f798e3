// SPDX-License-Identifier: MIT
#include "cli/commands/media/counts.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/media/item.hpp"
#include "cli/commands/media/plot.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/media/runway.hpp"
#include "core/post/story_insights.hpp"
#include "core/schedule/mix_repository.hpp"
#include "core/schedule/mix_service.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::cli {
namespace {

using media::CategoryCount;
using media::MediaRepository;

const Shape k_stats_shape{
    {},
    with({{"active", "items whose files are there"},
          {"inactive", "items whose files are gone"},
          {"copies", "active items whose content another active item has"},
          {"never_posted", "active items not posted yet"},
          {"locked", "active items with a lock in force"},
          {"bytes", "size of the active items"},
          {"runway_days",
           "days until a post finds nothing that may be posted, 0 to 365; 365 means at least a "
           "year"},
          {"stories",
           "of each category whose stories Instagram gave figures of: category, stories, views, "
           "reach, replies, shares; sums of the last figures"}},
         plot_fields())};

const Shape k_categories_shape{"categories",
                               {{"category", "name"},
                                {"share", "its part of all posts, 0 to 1; null when never chosen"},
                                {"active", "items whose files are there"},
                                {"inactive", "items whose files are gone"},
                                {"never_posted", "active items not posted yet"},
                                {"locked", "active items with a lock in force"},
                                {"bytes", "size of the active items"},
                                {"runway_days",
                                 "days until a post that is due to it finds nothing, 0 to 365; 365 "
                                 "means at least a year; null when never chosen"}}};

/// A chat's library by category, with the mix and what it lasts for.
struct Library {
  std::vector<CategoryCount> categories;  ///< those of the mix that have no item included
  std::int64_t copies = 0;
  std::map<std::string, double> shares;  ///< 0 to 1, of the categories that are chosen
  media::Runway runway;
};

Library library_of(ChatScope scope) {
  const MediaRepository items(scope);
  const auto mix = schedule::MixRepository(scope).current();
  Library library{items.categories(), items.active_copies(), {}, {}};
  library.runway = media::runway_of(scope, SettingsService(scope).load());
  for (const auto& [category, days] : library.runway.days) {
    library.shares[category] = 1.0 / static_cast<double>(library.runway.days.size());
  }
  for (const auto& share : mix) {
    if (share.weight == 0) continue;
    library.shares[share.category] = static_cast<double>(share.weight) / 10000.0;
    const bool has_items =
        std::any_of(library.categories.begin(), library.categories.end(),
                    [&](const CategoryCount& count) { return count.category == share.category; });
    if (!has_items) library.categories.push_back({.category = share.category});
  }
  std::sort(library.categories.begin(), library.categories.end(),
            [](const CategoryCount& left, const CategoryCount& right) {
              return left.category < right.category;
            });
  return library;
}

Library library_of(Services& services) {
  const Chat chat = services.chat();
  return services.store().read([&](UnitOfWork& unit) { return library_of(unit.chat(chat.key)); });
}

/// "12 d", "365+ d".
std::string runway_text(int days) {
  return std::to_string(days) + (days == media::k_longest_runway ? "+ d" : " d");
}

std::string share_text(double share) {
  return schedule::percent_text(static_cast<std::int64_t>(share * 10000.0 + 0.5)) + " %";
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

CategoryCount sum_of(const Library& library) {
  CategoryCount sum;
  for (const CategoryCount& count : library.categories) {
    sum.active += count.active;
    sum.inactive += count.inactive;
    sum.never_posted += count.never_posted;
    sum.locked += count.locked;
    sum.bytes += count.bytes;
  }
  return sum;
}

nlohmann::json stats_json(const Library& library, Services& services) {
  const CategoryCount sum = sum_of(library);
  return {{"active", sum.active},
          {"inactive", sum.inactive},
          {"copies", library.copies},
          {"never_posted", sum.never_posted},
          {"locked", sum.locked},
          {"bytes", sum.bytes},
          {"runway_days", library.runway.all},
          {"stories", stories_json(insights_of(services))}};
}

int print_stats_json(const PlotOptions& options, Services& services, Io& io) {
  nlohmann::json document = stats_json(library_of(services), services);
  if (options.plot) {
    const auto figures = plot_figures(options, services);
    write_plot_file(options, figures, services);
    document.update(plot_json(figures, options));
  }
  print_json(io, *services.globals().json, k_stats_shape, std::move(document));
  return 0;
}

int run_media_stats(const PlotOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_stats_shape)) return 0;
  check_plot_output(options, json);
  if (json) return print_stats_json(options, services, io);
  if (options.plot) {
    show_plot(options, plot_figures(options, services), services, io);
    return 0;
  }
  const Library library = library_of(services);
  const CategoryCount sum = sum_of(library);
  Table table({"", "ITEMS"});
  table.add({"active", std::to_string(sum.active) + " (" + size_text(sum.bytes) + ")"});
  table.add({"never posted", std::to_string(sum.never_posted)});
  table.add({"locked", std::to_string(sum.locked)});
  table.add({"copies", std::to_string(library.copies)});
  table.add({"inactive", std::to_string(sum.inactive)});
  table.add({"runway", runway_text(library.runway.all)});
  table.print(io);
  print_stories(insights_of(services), io);
  return 0;
}

nlohmann::json category_json(const CategoryCount& count, const Library& library) {
  nlohmann::json entry{{"category", count.category},
                       {"share", nullptr},
                       {"active", count.active},
                       {"inactive", count.inactive},
                       {"never_posted", count.never_posted},
                       {"locked", count.locked},
                       {"bytes", count.bytes},
                       {"runway_days", nullptr}};
  const auto share = library.shares.find(count.category);
  if (share != library.shares.end()) {
    entry["share"] = share->second;
    entry["runway_days"] = library.runway.days.at(count.category);
  }
  return entry;
}

int run_media_categories(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_categories_shape)) return 0;
  const Library library = library_of(services);
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const CategoryCount& count : library.categories) {
      list.push_back(category_json(count, library));
    }
    print_json(io, *json, k_categories_shape, {{"categories", std::move(list)}});
    return 0;
  }
  Table table({"CATEGORY", "SHARE", "ACTIVE", "NEW", "LOCKED", "GONE", "SIZE", "RUNWAY"});
  for (const CategoryCount& count : library.categories) {
    const auto share = library.shares.find(count.category);
    const bool is_chosen = share != library.shares.end();
    table.add({count.category, is_chosen ? share_text(share->second) : "never",
               std::to_string(count.active), std::to_string(count.never_posted),
               std::to_string(count.locked), std::to_string(count.inactive), size_text(count.bytes),
               is_chosen ? runway_text(library.runway.days.at(count.category)) : "-"});
  }
  table.print(io);
  return 0;
}

}  // namespace

void add_media_stats(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand(
      "stats", "Count the items of the library, and what their stories came to");
  auto options = std::make_shared<PlotOptions>();
  add_plot_options(*command, *options);
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_stats(*options, services, io);
    };
  });
}

void add_media_categories(CLI::App& media, Selected& selected) {
  CLI::App* command = media.add_subcommand(
      "categories", "Count the items of each category, and how long they last");
  command->callback([&selected] { selected = run_media_categories; });
}

}  // namespace igbot::cli
