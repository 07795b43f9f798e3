// SPDX-License-Identifier: MIT
#include "cli/commands/key/sealed.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/keys.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/account/sealed_secrets.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_chats_named = 3;

const Shape k_key_list_shape{
    "keys",
    {{"key_id", "id of the key"},
     {"configured", "false for a key that is missing: what it sealed cannot be read"},
     {"seals", "true for the first: new secrets are sealed with it"},
     {"secrets", "how many secrets of the database it seals, null without a database"},
     {"chats", "those by chat: chat_id, name and secrets of each"}}};
const Shape k_rotate_shape{
    {},
    {{"key_id", "id of the key that seals everything now"},
     {"sealed_anew", "how many secrets were sealed with another key"},
     {"droppable", "ids of the configured keys that seal nothing in this database any more"},
     {"lost", "secrets that cannot be opened: chat_id, kind, id, key_id and why of each"}}};

/// What one key seals, chats by name.
struct KeyUse {
  std::string id;
  bool configured = true;
  bool seals = false;
  std::vector<std::pair<Chat, int>> chats;

  int secrets() const {
    int sum = 0;
    for (const auto& [chat, secrets] : chats) sum += secrets;
    return sum;
  }
};

struct RotateOptions {
  bool dry_run = false;
  bool skip_lost = false;
};

std::vector<std::string> configured_ids(Services& services) {
  return load_keys(services.config()).ids();
}

/// By key id; nothing without a database.
std::map<std::string, std::vector<std::pair<Chat, int>>> sealed_by(Services& services) {
  if (!services.store_exists()) return {};
  return services.store().read([](UnitOfWork& unit) {
    std::map<std::string, std::vector<std::pair<Chat, int>>> sealed;
    const auto uses = SealedSecrets(unit).uses();
    if (uses.empty()) return sealed;
    for (const Chat& chat : ChatRepository(unit).all()) {
      for (const auto& [key, chats] : uses) {
        const auto found = chats.find(chat.key);
        if (found != chats.end()) sealed[key].emplace_back(chat, found->second);
      }
    }
    return sealed;
  });
}

/// The configured keys in their order, then those that are missing.
std::vector<KeyUse> key_uses(Services& services) {
  auto sealed = sealed_by(services);
  std::vector<KeyUse> uses;
  // Without any key the missing ones are the answer; nothing missing either is an error.
  if (services.config().has("key") || sealed.empty()) {
    for (const std::string& id : configured_ids(services)) {
      uses.push_back({id, true, uses.empty(), std::move(sealed[id])});
      sealed.erase(id);
    }
  }
  for (auto& [id, chats] : sealed) uses.push_back({id, false, false, std::move(chats)});
  return uses;
}

std::string chats_text(const KeyUse& use) {
  std::vector<std::string> parts;
  for (const auto& [chat, secrets] : use.chats) {
    if (parts.size() == k_chats_named) {
      parts.push_back("and " + std::to_string(use.chats.size() - k_chats_named) + " more");
      break;
    }
    parts.push_back(text::one_line(chat.name) + " " + std::to_string(secrets));
  }
  return text::join(parts, ", ");
}

nlohmann::json json_of(const KeyUse& use, bool has_database) {
  nlohmann::json chats = nlohmann::json::array();
  for (const auto& [chat, secrets] : use.chats) {
    chats.push_back(
        {{"chat_id", number(chat.telegram_id)}, {"name", chat.name}, {"secrets", secrets}});
  }
  nlohmann::json key{{"key_id", use.id},
                     {"configured", use.configured},
                     {"seals", use.seals},
                     {"secrets", nullptr},
                     {"chats", std::move(chats)}};
  if (has_database) key["secrets"] = use.secrets();
  return key;
}

void print_keys(const std::vector<KeyUse>& uses, bool has_database, Services& services, Io& io) {
  nlohmann::json keys = nlohmann::json::array();
  Table table(has_database ? std::vector<std::string>{"KEY", "USE", "SECRETS", "CHATS"}
                           : std::vector<std::string>{"KEY", "USE"});
  for (const KeyUse& use : uses) {
    keys.push_back(json_of(use, has_database));
    std::vector<std::string> cells{use.id, use.seals ? "seals and opens" : "opens"};
    if (!use.configured) cells[1] = "missing";
    if (has_database) {
      cells.push_back(std::to_string(use.secrets()));
      cells.push_back(chats_text(use));
    }
    table.add(std::move(cells));
  }
  if (services.globals().json) {
    print_json(io, *services.globals().json, k_key_list_shape, {{"keys", std::move(keys)}});
  } else {
    table.print(io);
  }
}

int run_key_list(Services& services, Io& io) {
  if (print_json_help(io, services.globals().json, k_key_list_shape)) return k_done;
  const auto uses = key_uses(services);
  print_keys(uses, services.store_exists(), services, io);
  std::vector<std::string> missing;
  int lost = 0;
  for (const KeyUse& use : uses) {
    if (use.configured) continue;
    missing.push_back(use.id);
    lost += use.secrets();
  }
  if (missing.empty()) return k_done;
  throw Error(ErrorKind::auth,
              "no configured key opens " + text::count(lost, "secret", "secrets") +
                  ": missing key " + text::join(missing, ", "),
              "put the key back into key_file, after the first one; without it, connect those "
              "accounts and sources again");
}

/// A secret that cannot be opened, as people and scripts are told of it.
struct LostSecret {
  Chat chat;
  UnreadableSecret secret;
  std::string why() const {
    return secret.key_is_missing ? "its key is missing"
                                 : "it was changed, or belongs to something else";
  }
};

std::vector<LostSecret> with_chats(UnitOfWork& unit, const std::vector<UnreadableSecret>& secrets) {
  std::vector<LostSecret> lost;
  for (const UnreadableSecret& secret : secrets) {
    lost.push_back({ChatRepository(unit).find(secret.owner.chat).value(), secret});
  }
  return lost;
}

void print_lost(const std::vector<LostSecret>& lost, Io& io) {
  if (lost.empty()) return;
  Table table({"CHAT", "KIND", "ID", "KEY", "WHY"});
  for (const LostSecret& each : lost) {
    table.add({text::one_line(each.chat.name), each.secret.owner.kind,
               std::to_string(each.secret.owner.row), each.secret.key_id, each.why()});
  }
  table.print(io);
}

void print_rotation(const std::string& key, const Rotation& rotation, bool dry_run, Io& io) {
  const std::string secrets = text::count(rotation.sealed_anew, "secret", "secrets");
  if (rotation.sealed_anew == 0) {
    io.out << "nothing to do: no secret that can be opened is sealed with another key than " << key
           << '\n';
  } else {
    io.out << secrets << (dry_run ? " would be sealed" : " sealed") << " with key " << key << '\n';
  }
  if (rotation.droppable.empty()) return;
  io.out << (dry_run ? "could then be dropped: " : "may be dropped from key_file: ")
         << text::join(rotation.droppable, ", ") << " (backups made before still need "
         << (rotation.droppable.size() == 1 ? "it" : "them") << ")\n";
}

nlohmann::json json_of(const std::string& key, const Rotation& rotation,
                       const std::vector<LostSecret>& secrets) {
  nlohmann::json lost = nlohmann::json::array();
  for (const LostSecret& each : secrets) {
    lost.push_back({{"chat_id", number(each.chat.telegram_id)},
                    {"kind", each.secret.owner.kind},
                    {"id", each.secret.owner.row},
                    {"key_id", each.secret.key_id},
                    {"why", each.why()}});
  }
  return {{"key_id", key},
          {"sealed_anew", rotation.sealed_anew},
          {"droppable", rotation.droppable},
          {"lost", std::move(lost)}};
}

int run_key_rotate(const RotateOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_rotate_shape)) return k_done;
  const crypto::KeyRing keys = load_keys(services.config());
  std::vector<LostSecret> lost;
  const auto body = [&](UnitOfWork& unit) {
    const Rotation rotation = SealedSecrets(unit).rotate(
        keys, options.skip_lost ? LostSecrets::leave : LostSecrets::refuse);
    lost = with_chats(unit, rotation.unreadable);
    return rotation;
  };
  const Rotation rotation = options.dry_run ? services.store().rehearse(services.person(), body)
                                            : services.store().write(services.person(), body);
  const bool refused = !lost.empty() && !options.skip_lost;
  const std::string key = keys.ids().front();
  if (json) {
    print_json(io, *json, k_rotate_shape, json_of(key, rotation, lost));
  } else {
    print_lost(lost, io);
    if (!refused && !services.globals().quiet) print_rotation(key, rotation, options.dry_run, io);
  }
  if (!refused) return k_done;
  throw Error(ErrorKind::auth,
              "nothing was rotated: " +
                  text::count(static_cast<std::int64_t>(lost.size()), "secret", "secrets") +
                  " cannot be opened (key " + lost.front().secret.key_id + ")",
              "put the missing key into key_file, or leave what is lost as it is with --skip-lost");
}

}  // namespace

void add_key_list(CLI::App& key, Selected& selected) {
  key.add_subcommand("list", "Print the ids of the keys and what they seal")->callback([&selected] {
    selected = run_key_list;
  });
}

void add_key_rotate(CLI::App& key, Selected& selected) {
  CLI::App* command = key.add_subcommand("rotate", "Seal every secret with the first key");
  auto options = std::make_shared<RotateOptions>();
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would be sealed anew");
  command->add_flag("--skip-lost", options->skip_lost,
                    "Leave secrets that cannot be opened, rotate the rest");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_key_rotate(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
