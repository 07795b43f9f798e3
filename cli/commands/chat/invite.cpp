// SPDX-License-Identifier: MIT
#include "cli/commands/chat/invite.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/id_option.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "cli/telegram.hpp"
#include "core/access/chat_invites.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using access::ChatInvites;
using access::Invite;

const std::vector<Field> k_invite_fields{{"id", "id of the invitation"},
                                         {"created_by", "who made it: cli:LOGIN"},
                                         {"created_at", "when"},
                                         {"expires_at", "until when it can be used"}};
const Shape k_invite_shape{
    {},
    with(k_invite_fields,
         {{"group_url", "link that adds the bot to a group; null for --revoke and -n"},
          {"private_url", "link that begins a private chat; null for --revoke and -n"}})};
const Shape k_invites_shape{"invites", k_invite_fields};

struct InviteOptions {
  bool list = false;
  std::int64_t revoke = 0;
  bool dry_run = false;
};

nlohmann::json invite_json(const Invite& invite) {
  return {{"id", invite.id},
          {"created_by", invite.created_by},
          {"created_at", utc_text(invite.created_at)},
          {"expires_at", utc_text(invite.expires_at)}};
}

int list_invites(Services& services, Io& io) {
  const auto invites =
      services.store().read([](UnitOfWork& unit) { return ChatInvites(unit).open(); });
  if (const auto& json = services.globals().json) {
    nlohmann::json list = nlohmann::json::array();
    for (const Invite& invite : invites) list.push_back(invite_json(invite));
    print_json(io, *json, k_invites_shape, {{"invites", std::move(list)}});
    return 0;
  }
  if (invites.empty()) {
    io.out << "no invitation is open\n";
    return 0;
  }
  Table table({"ID", "MADE BY", "MADE", "EXPIRES"});
  for (const Invite& invite : invites) {
    table.add({std::to_string(invite.id), invite.created_by, utc_text(invite.created_at),
               utc_text(invite.expires_at)});
  }
  table.print(io);
  return 0;
}

int revoke_invite(const InviteOptions& options, Services& services, Io& io) {
  const auto body = [&](UnitOfWork& unit) {
    ChatInvites invites(unit);
    Invite revoked{.id = options.revoke};
    for (const Invite& invite : invites.open()) {
      if (invite.id == options.revoke) revoked = invite;
    }
    invites.revoke(options.revoke);
    return revoked;
  };
  const Invite invite = options.dry_run ? services.store().rehearse(services.person(), body)
                                        : services.store().write(services.person(), body);
  if (const auto& json = services.globals().json) {
    nlohmann::json document = invite_json(invite);
    document["group_url"] = document["private_url"] = nullptr;
    print_json(io, *json, k_invite_shape, std::move(document));
  } else if (!services.globals().quiet) {
    io.out << (options.dry_run ? "would revoke" : "revoked") << " invitation " << invite.id << '\n';
  }
  return 0;
}

int make_invite(const InviteOptions& options, Services& services, Io& io) {
  // Telegram first: an invitation that nobody can be given is not made.
  const std::string bot = "https://t.me/" + bot_identity(services).username;
  const auto body = [](UnitOfWork& unit) { return ChatInvites(unit).create(); };
  const auto made = options.dry_run ? services.store().rehearse(services.person(), body)
                                    : services.store().write(services.person(), body);
  const std::string group_url = bot + "?startgroup=" + made.token.reveal();
  const std::string private_url = bot + "?start=" + made.token.reveal();
  if (const auto& json = services.globals().json) {
    nlohmann::json document = invite_json(made.invite);
    document["group_url"] = options.dry_run ? nlohmann::json(nullptr) : nlohmann::json(group_url);
    document["private_url"] =
        options.dry_run ? nlohmann::json(nullptr) : nlohmann::json(private_url);
    print_json(io, *json, k_invite_shape, std::move(document));
  } else if (options.dry_run) {
    io.out << "would make an invitation to " << bot << ", until "
           << utc_text(made.invite.expires_at) << '\n';
  } else {
    io.out << "for a group:        " << group_url << "\nfor a private chat: " << private_url
           << '\n';
    if (services.globals().quiet) return 0;
    io.err << "one of the two works, once, until " << utc_text(made.invite.expires_at)
           << "; igbotctl chat invite --revoke " << made.invite.id << " takes it back\n";
  }
  return 0;
}

int run_chat_invite(const InviteOptions& options, Services& services, Io& io) {
  if (print_json_help(io, services.globals().json,
                      options.list ? k_invites_shape : k_invite_shape)) {
    return 0;
  }
  if (options.list) return list_invites(services, io);
  if (options.revoke > 0) return revoke_invite(options, services, io);
  return make_invite(options, services, io);
}

}  // namespace

void add_chat_invite(CLI::App& noun, Selected& selected) {
  CLI::App* command =
      noun.add_subcommand("invite", "Print a link with which a team may set up its chat");
  auto options = std::make_shared<InviteOptions>();
  CLI::Option* list = command->add_flag("--list", options->list, "Print the open invitations");
  add_id_option(*command, "--revoke", options->revoke, "Invitation id")
      ->description("Take an open invitation back")
      ->type_name("INVITATION")
      ->excludes(list);
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would happen, change nothing");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_chat_invite(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
