// SPDX-License-Identifier: MIT
#include "providers/imaging/picture_tool.hpp"

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text/text.hpp"
#include "providers/imaging/tool_failure.hpp"
#include "providers/process/child.hpp"

namespace igbot::imaging {
namespace {

/// What prepare-image printed. It speaks for a file from a stranger: not believed unseen.
nlohmann::json run_prepare_image(const ToolPlaces& places, const std::filesystem::path& file,
                                 std::vector<std::string> arguments) {
  const process::Ended ended = [&] {
    try {
      return process::run(
          {places.prepare_image, std::move(arguments), places.search_path, places.picture_limit});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
      throw Error(ErrorKind::config, "not installed: " + places.prepare_image.string(),
                  "install igbotctl again, prepare-image belongs to it");
    }
  }();
  require_success(ended, "picture", file);
  auto json = nlohmann::json::parse(ended.out, nullptr, false);
  if (!json.is_object() || !json.contains("width") || !json.contains("height")) {
    throw Error(ErrorKind::bug, "prepare-image printed no result: " + text::one_line(ended.out));
  }
  return json;
}

}  // namespace

void probe_picture(const ToolPlaces& places, const std::filesystem::path& file,
                   media::MediaFacts& facts) {
  const auto json = run_prepare_image(places, file, {"probe", file.string()});
  facts.width = json.at("width").get<int>();
  facts.height = json.at("height").get<int>();
}

media::MediaFacts prepare_picture(const ToolPlaces& places, const std::filesystem::path& from,
                                  const std::filesystem::path& to, media::Fit fit) {
  const auto json =
      run_prepare_image(places, from, {"jpeg", media::to_string(fit), from.string(), to.string()});
  media::MediaFacts facts{.mime = "image/jpeg"};
  facts.size = static_cast<std::int64_t>(std::filesystem::file_size(to));
  facts.width = json.at("width").get<int>();
  facts.height = json.at("height").get<int>();
  return facts;
}

}  // namespace igbot::imaging
