// SPDX-License-Identifier: MIT
#include "cli/commands/chat/state.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/confirm.hpp"
#include "cli/init_draft.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/chat/chat_service.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

const Shape k_rename_shape{{},
                           {{"chat_id", "Telegram id of the chat"},
                            {"before", "its name before"},
                            {"after", "its name now"}}};
const Shape k_archive_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"changed", "false when it was archived already"},
     {"credentials", "credentials that were erased"},
     {"open_posts", "planned, awaiting and approved posts; they wait for unarchive"}}};
const Shape k_unarchive_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"changed", "false when it was not archived"},
     {"state", "what it is now: active, or setup when it was never set up"},
     {"overdue", "posts whose time passed meanwhile; the overdue policy decides"},
     {"dead_accounts", "accounts that must be connected again"}}};

template <typename Body>
auto change_chat(Services& services, const Chat& chat, bool dry_run, Body body) {
  const auto change = [&](UnitOfWork& unit) {
    ChatService service(unit, chat.key);
    return body(service);
  };
  return dry_run ? services.store().rehearse(services.person(), change)
                 : services.store().write(services.person(), change);
}

struct RenameOptions {
  std::string name;
  bool dry_run = false;
};

int run_chat_rename(const RenameOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_rename_shape)) return 0;
  const std::string name = parse_chat_name(options.name);
  const Chat chat = services.chat();
  change_chat(services, chat, options.dry_run, [&](ChatService& service) {
    service.rename(name);
    return true;
  });
  if (json) {
    print_json(io, *json, k_rename_shape,
               {{"chat_id", number(chat.telegram_id)}, {"before", chat.name}, {"after", name}});
  } else if (!services.globals().quiet) {
    const bool same = name == chat.name;
    io.out << (same ? "unchanged: " + name
                    : (options.dry_run ? "would rename: " : "renamed: ") + chat.name + " → " + name)
           << '\n';
  }
  return 0;
}

struct ArchiveOptions {
  std::string reason;
  bool yes = false;
  bool dry_run = false;

  std::optional<std::string> why() const {
    return reason.empty() ? std::nullopt : std::optional(reason);
  }
};

std::string id_of(const Chat& chat) { return std::to_string(number(chat.telegram_id)); }

void print_archived(const ArchiveOptions& options, const Chat& chat, const Archived& archived,
                    Io& io) {
  if (!archived.changed) {
    io.out << "unchanged: " << chat.name << " is archived\n";
    return;
  }
  const std::string will = options.dry_run ? "would be " : "";
  io.out << will << "archived: " << chat.name << " (chat " << id_of(chat) << "); "
         << text::count(archived.credentials, "credential", "credentials") << " "
         << (options.dry_run ? "would be erased" : "erased") << '\n';
  if (archived.open_posts > 0) {
    io.out << text::count(archived.open_posts, "open post", "open posts")
           << " and the plan wait for igbotctl chat unarchive --chat " << id_of(chat) << '\n';
  }
}

int run_chat_archive(const ArchiveOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_archive_shape)) return 0;
  const Chat chat = services.chat();
  const auto archive = [&](ChatService& service) { return service.archive(options.why()); };
  Archived archived = change_chat(services, chat, true, archive);
  if (!options.dry_run && archived.changed) {
    require_confirmation(io, options.yes,
                         "archive " + chat.name + ", stop everything in it and erase " +
                             text::count(archived.credentials, "credential", "credentials") + "?");
    archived = change_chat(services, chat, false, archive);
  }
  if (json) {
    print_json(io, *json, k_archive_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"changed", archived.changed},
                {"credentials", archived.credentials},
                {"open_posts", archived.open_posts}});
  } else if (!services.globals().quiet) {
    print_archived(options, chat, archived, io);
  }
  return 0;
}

void print_unarchived(const ArchiveOptions& options, const Chat& chat, const Unarchived& unarchived,
                      Io& io) {
  if (!unarchived.changed) {
    io.out << "unchanged: " << chat.name << " is not archived\n";
    return;
  }
  io.out << (options.dry_run ? "would be " : "is ") << to_string(unarchived.state)
         << " again: " << chat.name << " (chat " << id_of(chat) << ")\n";
  if (unarchived.overdue > 0) {
    io.out << text::count(unarchived.overdue, "post is overdue", "posts are overdue")
           << "; the overdue policy decides: igbotctl settings get overdue_policy\n";
  }
  if (unarchived.dead_accounts > 0) {
    io.out << text::count(unarchived.dead_accounts, "account needs", "accounts need")
           << " to be connected again\n";
  }
}

int run_chat_unarchive(const ArchiveOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_unarchive_shape)) return 0;
  const Chat chat = services.chat();
  const Unarchived unarchived =
      change_chat(services, chat, options.dry_run,
                  [&](ChatService& service) { return service.unarchive(options.why()); });
  if (json) {
    print_json(io, *json, k_unarchive_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"changed", unarchived.changed},
                {"state", to_string(unarchived.state)},
                {"overdue", unarchived.overdue},
                {"dead_accounts", unarchived.dead_accounts}});
  } else if (!services.globals().quiet) {
    print_unarchived(options, chat, unarchived, io);
  }
  return 0;
}

using RunStateChange = int (*)(const ArchiveOptions&, Services&, Io&);

void add_state_change(CLI::App& command, const std::shared_ptr<ArchiveOptions>& options,
                      Selected& selected, RunStateChange run) {
  command.add_option("--reason", options->reason, "Why, for the audit log")->type_name("TEXT");
  command.add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  command.callback([options, &selected, run] {
    selected = [options, run](Services& services, Io& io) { return run(*options, services, io); };
  });
}

}  // namespace

void add_chat_rename(CLI::App& noun, Selected& selected) {
  CLI::App* rename = noun.add_subcommand("rename", "Give a chat another name");
  auto options = std::make_shared<RenameOptions>();
  rename->add_option("name", options->name, "New name")->required();
  rename->add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  rename->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_chat_rename(*options, services, io);
    };
  });
}

void add_chat_archive(CLI::App& noun, Selected& selected) {
  CLI::App* command =
      noun.add_subcommand("archive", "Stop everything in a chat and erase its credentials");
  auto options = std::make_shared<ArchiveOptions>();
  command->add_flag("--yes", options->yes, "Do not ask");
  add_state_change(*command, options, selected, run_chat_archive);
}

void add_chat_unarchive(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("unarchive", "Go on with an archived chat");
  add_state_change(*command, std::make_shared<ArchiveOptions>(), selected, run_chat_unarchive);
}

}  // namespace igbot::cli
