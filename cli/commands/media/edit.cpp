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

namespace igbot::cli {
namespace {

const Shape k_set_shape{{}, {{"id", "id of the item"}, {"changed", "whether anything changed"}}};

struct MediaSetOptions {
  std::int64_t item = 0;
  media::MediaTexts texts;
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

}  // namespace igbot::cli
