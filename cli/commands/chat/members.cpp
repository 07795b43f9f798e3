// SPDX-License-Identifier: MIT
#include "cli/commands/chat/members.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/access/roles.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using access::Member;

const Shape k_members_shape{
    "members",
    {{"user_id", "Telegram id of the person"},
     {"name", "first and last name, else the @name, else the id"},
     {"username", "@name without the @, or null"},
     {"role", "owner, admin, editor or member"},
     {"is_chat_admin", "whether they administer the chat in Telegram, which makes them admin here"},
     {"is_present", "false for who left"},
     {"joined_at", "when they were first seen in this chat"},
     {"last_seen_at", "when they last did something in it, or null"}},
    {{"chat_id", "Telegram id of the chat"}}};
const Shape k_role_shape{{},
                         {{"chat_id", "Telegram id of the chat"},
                          {"user_id", "Telegram id of the person"},
                          {"name", "their name"},
                          {"before", "role before"},
                          {"after", "role now"}}};

nlohmann::json member_json(const Member& member) {
  nlohmann::json document{{"user_id", number(member.profile.id)},
                          {"name", member.profile.name()},
                          {"username", nullptr},
                          {"role", to_string(member.standing.role)},
                          {"is_chat_admin", member.standing.is_chat_admin},
                          {"is_present", member.standing.is_present},
                          {"joined_at", utc_text(member.joined_at)},
                          {"last_seen_at", nullptr}};
  if (member.profile.username) document["username"] = *member.profile.username;
  if (member.last_seen_at) document["last_seen_at"] = utc_text(*member.last_seen_at);
  return document;
}

std::string yes_no(bool yes) { return yes ? "yes" : "no"; }

int run_chat_members(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_members_shape)) return 0;
  const Chat chat = services.chat();
  const auto members = services.store().read(
      [&](UnitOfWork& unit) { return access::MemberRepository(unit.chat(chat.key)).all(); });
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const Member& member : members) list.push_back(member_json(member));
    print_json(io, *json, k_members_shape,
               {{"chat_id", number(chat.telegram_id)}, {"members", std::move(list)}});
    return 0;
  }
  if (members.empty()) {
    io.out << "nobody was seen in " << text::one_line(chat.name) << " yet\n";
    return 0;
  }
  const Timestamp now = services.clock().now();
  Table table({"NAME", "USERNAME", "ID", "ROLE", "CHAT ADMIN", "PRESENT", "SEEN"});
  table.keep_whole(2);
  for (const Member& member : members) {
    const auto& [profile, standing, joined_at, last_seen_at] = member;
    table.add({profile.name(), profile.username ? "@" + *profile.username : "-",
               std::to_string(number(profile.id)), std::string(to_string(standing.role)),
               yes_no(standing.is_chat_admin), yes_no(standing.is_present),
               last_seen_at ? rough_duration_text(now - *last_seen_at) + " ago" : "-"});
  }
  table.print(io);
  return 0;
}

struct RoleOptions {
  std::string user;
  std::string role;
  std::string reason;
  bool dry_run = false;
};

int run_chat_role(const RoleOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_role_shape)) return 0;
  const auto role = access::role_from(options.role);
  if (!role) throw Error(ErrorKind::bug, "unknown role: " + options.role);
  const auto reason =
      options.reason.empty() ? std::nullopt : std::optional<std::string>(options.reason);
  const Chat chat = services.chat();
  const auto body = [&](UnitOfWork& unit) {
    return access::change_role(unit.chat(chat.key), options.user, *role, reason);
  };
  Store& store = services.store();
  const auto change = options.dry_run ? store.rehearse(services.person(), body)
                                      : store.write(services.person(), body);
  const std::string name = change.member.profile.name();
  if (json) {
    print_json(io, *json, k_role_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"user_id", number(change.member.profile.id)},
                {"name", name},
                {"before", to_string(change.before)},
                {"after", options.role}});
  } else if (!services.globals().quiet) {
    if (!change.changed()) io.out << "unchanged: ";
    if (change.changed() && options.dry_run) io.out << "would change ";
    io.out << text::one_line(name) << ": ";
    if (change.changed()) io.out << to_string(change.before) << " → ";
    io.out << options.role << '\n';
  }
  return 0;
}

}  // namespace

void add_chat_members(CLI::App& noun, Selected& selected) {
  noun.add_subcommand("members", "Print who was seen in a chat and what they may do")
      ->callback([&selected] { selected = run_chat_members; });
}

void add_chat_role(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("role", "Give a member of a chat another role");
  auto options = std::make_shared<RoleOptions>();
  command->add_option("user", options->user, "Telegram id or @name of a member")
      ->required()
      ->type_name("USER");
  command->add_option("role", options->role, "Their role")
      ->required()
      ->check(CLI::IsMember({"owner", "admin", "editor", "member"}))
      ->type_name("ROLE");
  command->add_option("--reason", options->reason, "Why, for the audit log")->type_name("TEXT");
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_chat_role(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
