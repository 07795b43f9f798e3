// SPDX-License-Identifier: MIT
#include "cli/commands/source/view.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/progress_line.hpp"
#include "core/media/sync_text.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_problems_shown = 10;

nlohmann::json text_or_null(const std::string& text) {
  return text.empty() ? nlohmann::json(nullptr) : nlohmann::json(text::redact(text));
}

}  // namespace

std::string source_word(SourceType type) {
  return type == SourceType::google_drive ? "drive" : media::to_string(type);
}

std::vector<Field> source_fields() {
  return {{"type", "local, drive or s3"},
          {"root", "what makes it the same source: path, folder id, or address, bucket and prefix"},
          {"name", "name of the Drive folder, or null"},
          {"region", "region of the bucket, or null"},
          {"profile", "profile of the AWS files whose keys are used, or null"}};
}

nlohmann::json source_json(const media::SourceConfig& config) {
  const auto* drive = std::get_if<media::DriveSourceConfig>(&config);
  const auto* s3 = std::get_if<media::S3SourceConfig>(&config);
  return {{"type", source_word(media::type_of(config))},
          {"root", text::redact(media::root_of(config))},
          {"name", text_or_null(drive != nullptr ? drive->name : "")},
          {"region", text_or_null(s3 != nullptr ? s3->region : "")},
          {"profile", text_or_null(s3 != nullptr ? s3->profile : "")}};
}

std::vector<Field> look_fields() {
  return {{"files", "media files in it"},
          {"bytes", "of all of them"},
          {"categories", "files per category, by name"},
          {"skipped", "files that are no media by their names"},
          {"errors", "files and folders that could not be used"},
          {"complete", "whether the whole source was listed"},
          {"read", "path of the file that was read to try it, or null"}};
}

void add_look(nlohmann::json& document, const media::SourceLook& look) {
  nlohmann::json categories = nlohmann::json::object();
  for (const auto& [name, files] : look.categories) categories[text::redact(name)] = files;
  document["files"] = look.files;
  document["bytes"] = look.bytes;
  document["categories"] = std::move(categories);
  document["skipped"] = look.skipped;
  document["errors"] = look.problems.size();
  document["complete"] = look.complete;
  document["read"] = text_or_null(look.read_path);
}

void print_look(Io& io, const media::SourceLook& look) {
  io.out << text::count(look.files, "file", "files") << " in "
         << text::count(static_cast<std::int64_t>(look.categories.size()), "category",
                        "categories");
  if (!look.categories.empty()) io.out << ": " << text::redact(look.categories_text());
  io.out << '\n';
  if (look.skipped > 0) {
    io.out << text::count(look.skipped, "other file", "other files") << " that are no media\n";
  }
  std::size_t told = 0;
  for (const media::Problem& problem : look.problems) {
    if (++told > k_problems_shown) break;
    io.err << text::redact("not usable: " + media::problem_text(problem)) << '\n';
  }
  if (look.problems.size() > k_problems_shown) {
    io.err << "and " << look.problems.size() - k_problems_shown << " more\n";
  }
}

media::SourceLook look_with_progress(media::MediaSource& source, Services& services, Io& io) {
  ProgressLine line(io, !services.globals().quiet);
  return media::look_into(source, [&](std::int64_t listed) {
    line.tell("listed " + text::count(listed, "file", "files"));
  });
}

}  // namespace igbot::cli
