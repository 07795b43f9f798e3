// SPDX-License-Identifier: MIT
#include "cli/commands/source/look.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/media/item.hpp"
#include "cli/commands/source/view.hpp"
#include "cli/exit_code.hpp"
#include "cli/sources.hpp"
#include "core/media/media_repository.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_show_shape{
    {},
    with({{"chat_id", "Telegram id of the chat"}},
         with(source_fields(),
              {{"credential", "kind of the sealed secret it is reached with, or null"},
               {"connected", "false when that secret was erased: it must be connected again"},
               {"items", "active items of the library that lie in it"},
               {"last_complete_at", "when all of it was listed last, or null"},
               {"sync_enabled", "whether it is read by itself"},
               {"sync_minutes", "how often"}}))};
const Shape k_test_shape{
    {}, with({{"chat_id", "Telegram id of the chat"}}, with(source_fields(), look_fields()))};
const Shape k_browse_shape{"folders",
                           {{"id", "what source connect takes"}, {"name", "what it is called"}},
                           {{"chat_id", "Telegram id of the chat"}}};

struct Shown {
  std::optional<media::PresentSource> source;
  ChatSettings settings;
  std::int64_t items = 0;
};

media::PresentSource require_source(const std::optional<media::PresentSource>& source) {
  if (source) return *source;
  throw Error(ErrorKind::not_found, "the chat has no media source",
              "igbotctl source connect local FOLDER, source connect drive or source connect s3");
}

std::string credential_word(const media::PresentSource& source) {
  if (source.credential) return to_string(source.credential->kind) + ", sealed";
  if (source.refers_to_lost_credential) return "erased: connect it again";
  const auto* s3 = std::get_if<media::S3SourceConfig>(&source.config);
  if (s3 == nullptr) return "none";
  return s3->profile.empty() ? "keys of the environment" : "profile " + s3->profile;
}

nlohmann::json instant_or_null(const std::optional<Timestamp>& at) {
  return at ? nlohmann::json(utc_text(*at)) : nlohmann::json(nullptr);
}

int run_source_show(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_show_shape)) return k_done;
  const Chat chat = services.chat();
  const Shown shown = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    Shown found{media::SourceService(scope).present(), SettingsService(scope).load()};
    if (found.source && found.source->row) {
      found.items = media::MediaRepository(scope).active_in(found.source->row->id);
    }
    return found;
  });
  const media::PresentSource source = require_source(shown.source);
  const auto last = source.row ? source.row->last_complete_at : std::nullopt;
  if (json) {
    nlohmann::json document = source_json(source.config);
    document["chat_id"] = number(chat.telegram_id);
    document["credential"] = source.credential ? nlohmann::json(to_string(source.credential->kind))
                                               : nlohmann::json(nullptr);
    document["connected"] = !source.refers_to_lost_credential;
    document["items"] = shown.items;
    document["last_complete_at"] = instant_or_null(last);
    document["sync_enabled"] = shown.settings.media_sync_enabled;
    document["sync_minutes"] = shown.settings.media_sync_interval.count();
    print_json(io, *json, k_show_shape, std::move(document));
    return k_done;
  }
  const ChatTimes times(services, chat);
  io.out << "type: " << source_word(media::type_of(source.config)) << '\n'
         << "where: " << text::redact(media::describe(source.config)) << '\n'
         << "credential: " << credential_word(source) << '\n'
         << "library: " << text::count(shown.items, "active item", "active items") << '\n'
         << "listed: " << (last ? times.text(*last) : "never; igbotctl media sync") << '\n'
         << "sync: "
         << (shown.settings.media_sync_enabled
                 ? "every " + std::to_string(shown.settings.media_sync_interval.count()) + " min"
                 : std::string("only by hand"))
         << '\n';
  return k_done;
}

int run_source_test(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_test_shape)) return k_done;
  const Chat chat = services.chat();
  const auto source = services.sources().open(chat.key);
  const media::SourceLook look = look_with_progress(*source, services, io);
  if (json) {
    nlohmann::json document = source_json(look.config);
    document["chat_id"] = number(chat.telegram_id);
    add_look(document, look);
    print_json(io, *json, k_test_shape, std::move(document));
  } else if (!services.globals().quiet) {
    io.out << "reached: " << text::redact(media::describe(look.config)) << '\n';
    print_look(io, look);
    if (!look.read_path.empty()) {
      io.out << "read to its end: " << text::redact(text::one_line(look.read_path)) << '\n';
    }
  }
  if (look.complete && look.problems.empty()) return k_done;
  throw Error(ErrorKind::some_failed,
              look.complete ? text::count(static_cast<std::int64_t>(look.problems.size()),
                                          "file cannot be used", "files cannot be used")
                            : "a part of the source could not be listed",
              "the lines above say which and why");
}

int run_source_browse(const std::string& folder, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_browse_shape)) return k_done;
  const Chat chat = services.chat();
  const auto source = services.sources().open(chat.key);
  const auto folders =
      source->folders(folder.empty() ? std::nullopt : std::optional<std::string>(folder));
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const auto& one : folders) {
      list.push_back({{"id", text::redact(one.id)}, {"name", text::redact(one.name)}});
    }
    print_json(io, *json, k_browse_shape,
               {{"chat_id", number(chat.telegram_id)}, {"folders", std::move(list)}});
    return k_done;
  }
  Table table({"folder", "id"});
  table.keep_whole(1);
  for (const auto& one : folders) table.add({text::one_line(one.name), text::one_line(one.id)});
  if (table.empty()) {
    io.err << "no folders here\n";
  } else {
    table.print(io);
  }
  return k_done;
}

}  // namespace

void add_source_show(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("show", "Where a chat takes its media from");
  command->callback([&selected] { selected = run_source_show; });
}

void add_source_test(CLI::App& noun, Selected& selected) {
  CLI::App* command =
      noun.add_subcommand("test", "Go through the source and read a file, change nothing");
  command->callback([&selected] { selected = run_source_test; });
}

void add_source_browse(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("browse", "The folders that can be chosen in the source");
  auto folder = std::make_shared<std::string>();
  command->add_option("folder", *folder, "Id of a folder to look into (default: the source's own)")
      ->type_name("ID");
  command->callback([folder, &selected] {
    selected = [folder](Services& services, Io& io) {
      return run_source_browse(*folder, services, io);
    };
  });
}

}  // namespace igbot::cli
