// SPDX-License-Identifier: MIT
#include "cli/commands/media/preview.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/media/item.hpp"
#include "cli/commands/media/story_file.hpp"
#include "cli/new_file.hpp"
#include "cli/output.hpp"

namespace igbot::cli {
namespace {

const Shape k_preview_shape{{},
                            {{"path", "path in its source, or as it was typed"},
                             {"output", "the file that was written"},
                             {"mime", "its type"},
                             {"width", "pixels"},
                             {"height", "pixels"},
                             {"size", "bytes"},
                             {"fit", "how the picture fills the story, null for a video"}}};

struct MediaPreviewOptions {
  std::string item;
  std::string output;
  std::string fit;
};

int run_media_preview(const MediaPreviewOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_preview_shape)) return 0;
  require_free_name(options.output);
  const media::Fit fit = media::fit_from(options.fit).value_or(services.story_fit());
  StoryFiles files(services);
  const StoryFile subject = files.find(options.item);
  const media::MediaFacts made = [&] {
    try {
      return services.story_media().prepare(subject.file, options.output, fit);
    } catch (const Error& error) {
      throw in_its_name(error, subject);
    }
  }();
  const std::string how = media::to_string(fit);
  if (json) {
    print_json(io, *json, k_preview_shape,
               {{"path", subject.name},
                {"output", options.output},
                {"mime", made.mime},
                {"width", made.width},
                {"height", made.height},
                {"size", made.size},
                {"fit", made.is_video ? nlohmann::json(nullptr) : nlohmann::json(how)}});
  } else if (!services.globals().quiet) {
    io.out << options.output << ": " << made.mime << ", " << pixels_text(made) << ", "
           << size_text(made.size) << (made.is_video ? "" : ", fit " + how) << '\n';
  }
  return 0;
}

}  // namespace

void add_media_preview(CLI::App& media, Selected& selected) {
  CLI::App* command =
      media.add_subcommand("preview", "Write the picture or video that Instagram would get");
  auto options = std::make_shared<MediaPreviewOptions>();
  command->add_option("item", options->item, "Media id, or a file")
      ->type_name("ID|PATH")
      ->required();
  command->add_option("--output", options->output, "The new file")->type_name("FILE")->required();
  command->add_option("--fit", options->fit, "How a picture fills the story, not media.fit")
      ->check(CLI::IsMember({"blur", "pad", "crop", "none"}))
      ->type_name("FIT");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_media_preview(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
