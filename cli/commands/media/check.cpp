// SPDX-License-Identifier: MIT
#include "cli/commands/media/check.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/media/item.hpp"
#include "cli/commands/media/story_file.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "cli/progress_line.hpp"
#include "core/media/media_type.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

using media::MediaFacts;

const Shape k_story_check_shape{
    "media",
    {{"id", "id of the item, null for a file that was named by its path"},
     {"path", "path in its source, or as it was typed"},
     {"mime", "type by its first bytes, null when it is none that is known"},
     {"extension_fits", "whether its name ends as files of that type do"},
     {"width", "pixels as shown, null when unknown"},
     {"height", "pixels as shown, null when unknown"},
     {"aspect", "width by height, null when unknown"},
     {"size", "bytes, null when unknown"},
     {"seconds", "length of a video, null for a picture"},
     {"frames_per_second", "of a video, null for a picture"},
     {"video_codec", "of a video, null for a picture"},
     {"audio_codec", "of a video with sound, else null"},
     {"fits", "whether Instagram gets a story from it"},
     {"problems", "array of reason and fix; in a fix, IN and OUT stand for files"}}};

struct Checked {
  StoryFile subject;
  MediaFacts facts;  ///< empty type: it could not be read
  std::vector<media::Unfit> problems;

  bool is_known() const { return !facts.mime.empty(); }
  bool extension_fits() const {
    return !is_known() || media::mime_of_extension(subject.name) == facts.mime;
  }
};

/// Does what publishing would do, and throws the result away: a header says nothing about whether
/// the rest is whole.
void rehearse_story(Services& services, StoryFiles& files, Checked& checked) {
  media::StoryMedia& tools = services.story_media();
  const std::filesystem::path& file = checked.subject.file;
  const auto result = files.scratch();
  checked.facts = tools.probe(file);
  checked.problems = tools.unfit(checked.facts);
  if (!checked.problems.empty() || (checked.facts.is_video && checked.facts.moov_first)) return;
  tools.prepare(file, result, services.story_fit());
  std::filesystem::remove(result);
}

/// What is wrong with one file; what is wrong with the installation goes on to the caller.
template <typename Body>
void note_problems(Checked& checked, const Body& body) {
  try {
    body();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::failed && error.kind() != ErrorKind::not_found) throw;
    checked.problems.push_back({in_its_name(error, checked.subject).what(), error.hint()});
  }
}

Checked check_item(Services& services, StoryFiles& files, const media::MediaItem& item) {
  Checked checked{.subject = {item.id, item.path, {}}};
  note_problems(checked, [&] {
    checked.subject = files.bring(item);
    rehearse_story(services, files, checked);
  });
  std::error_code ignored;  // the folder of the copies goes away with the run
  std::filesystem::remove(checked.subject.file, ignored);
  return checked;
}

std::vector<Checked> check_stories(const std::string& wanted, Services& services, Io& io) {
  StoryFiles files(services);
  if (!wanted.empty()) {
    Checked checked{.subject = files.find(wanted)};
    note_problems(checked, [&] { rehearse_story(services, files, checked); });
    return {std::move(checked)};
  }
  std::vector<Checked> all;
  ProgressLine line(io, !services.globals().quiet);
  const auto items = files.active_items();
  for (const media::MediaItem& item : items) {
    line.tell("checked " + std::to_string(all.size()) + " of " + std::to_string(items.size()));
    all.push_back(check_item(services, files, item));
  }
  return all;
}

template <typename T>
nlohmann::json known_or_null(bool is_known, const T& value) {
  return is_known ? nlohmann::json(value) : nlohmann::json(nullptr);
}

nlohmann::json checked_json(const Checked& checked) {
  const MediaFacts& facts = checked.facts;
  const bool is_video = checked.is_known() && facts.is_video;
  nlohmann::json problems = nlohmann::json::array();
  for (const media::Unfit& problem : checked.problems) {
    problems.push_back({{"reason", problem.reason}, {"fix", problem.fix}});
  }
  const double aspect = facts.height > 0 ? static_cast<double>(facts.width) / facts.height : 0.0;
  return {{"id", checked.subject.id ? nlohmann::json(number(*checked.subject.id)) : nullptr},
          {"path", checked.subject.name},
          {"mime", known_or_null(checked.is_known(), facts.mime)},
          {"extension_fits", checked.extension_fits()},
          {"width", known_or_null(checked.is_known(), facts.width)},
          {"height", known_or_null(checked.is_known(), facts.height)},
          {"aspect", known_or_null(checked.is_known(), aspect)},
          {"size", known_or_null(checked.is_known(), facts.size)},
          {"seconds", known_or_null(is_video, facts.seconds)},
          {"frames_per_second", known_or_null(is_video, facts.frames_per_second)},
          {"video_codec", known_or_null(is_video, facts.video_codec)},
          {"audio_codec", known_or_null(!facts.audio_codec.empty(), facts.audio_codec)},
          {"fits", checked.problems.empty()},
          {"problems", std::move(problems)}};
}

/// "0.56:1"
std::string aspect_text(const MediaFacts& facts) {
  if (facts.height == 0) return "-";
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.2f:1",
                static_cast<double>(facts.width) / facts.height);
  return text.data();
}

/// "12.5 s, h264, aac"
std::string video_text(const MediaFacts& facts) {
  if (!facts.is_video) return "-";
  std::array<char, 64> seconds{};
  std::snprintf(seconds.data(), seconds.size(), "%.1f s, ", facts.seconds);
  const std::string sound = facts.audio_codec.empty() ? "silent" : facts.audio_codec;
  return seconds.data() + facts.video_codec + ", " + sound;
}

void print_checked(const std::vector<Checked>& all, Io& io) {
  Table table({"ID", "PATH", "TYPE", "PIXELS", "ASPECT", "SIZE", "VIDEO", "STORY"});
  table.keep_whole(0);
  table.keep_whole(7);
  for (const Checked& checked : all) {
    const MediaFacts& facts = checked.facts;
    const std::string id = checked.subject.id ? std::to_string(number(*checked.subject.id)) : "-";
    const std::string verdict = checked.problems.empty() ? "fits" : "does not fit";
    if (checked.is_known()) {
      table.add({id, checked.subject.name, facts.mime, pixels_text(facts), aspect_text(facts),
                 size_text(facts.size), video_text(facts), verdict});
    } else {
      table.add({id, checked.subject.name, "-", "-", "-", "-", "-", verdict});
    }
  }
  table.print(io);
  for (const Checked& checked : all) {
    const auto line = [&](const std::string& text) {
      io.out << text::redact(text::one_line(checked.subject.name + ": " + text)) << '\n';
    };
    for (const media::Unfit& problem : checked.problems) {
      line(problem.reason);
      if (!problem.fix.empty()) line("  " + problem.fix);
    }
    if (!checked.extension_fits()) {
      line("its name says " + media::mime_of_extension(checked.subject.name) + ", its content is " +
           checked.facts.mime);
    }
  }
}

int run_media_check(const std::string& wanted, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_story_check_shape)) return k_done;
  const auto all = check_stories(wanted, services, io);
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const Checked& checked : all) list.push_back(checked_json(checked));
    print_json(io, *json, k_story_check_shape, {{"media", std::move(list)}});
  } else if (!all.empty()) {
    print_checked(all, io);
  } else if (!services.globals().quiet) {
    io.err << "no media; igbotctl media sync brings some\n";
  }
  const bool all_fit = std::all_of(all.begin(), all.end(),
                                   [](const Checked& checked) { return checked.problems.empty(); });
  return all_fit ? k_done : k_some_failed;
}

}  // namespace

void add_media_check(CLI::App& media, Selected& selected) {
  CLI::App* command =
      media.add_subcommand("check", "See whether Instagram gets a story from each item");
  auto wanted = std::make_shared<std::string>();
  command->add_option("item", *wanted, "Media id, or a file; without: every active item")
      ->type_name("ID|PATH");
  command->callback([wanted, &selected] {
    selected = [wanted](Services& services, Io& io) {
      return run_media_check(*wanted, services, io);
    };
  });
}

}  // namespace igbot::cli
