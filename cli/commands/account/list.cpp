// SPDX-License-Identifier: MIT
#include "cli/commands/account/list.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/account/view.hpp"
#include "cli/post_output.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_account_list_shape{
    "accounts", account_fields(), {{"chat_id", "Telegram id of the chat"}}};
const Shape k_account_show_shape{
    {},
    with({{"chat_id", "Telegram id of the chat"}},
         with(account_fields(), {{"created_at", "when the chat got it"},
                                 {"token_since", "when its token came here, or null without one"},
                                 {"open_posts", "posts not over that somebody chose it for"}}))};

int run_account_list(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_account_list_shape)) return 0;
  const Chat chat = services.chat();
  const Timestamp now = services.clock().now();
  const auto views =
      services.store().read([&](UnitOfWork& unit) { return AccountService(unit, chat.key).all(); });
  if (json) {
    nlohmann::json accounts = nlohmann::json::array();
    for (const AccountView& view : views) accounts.push_back(account_json(view, now));
    print_json(io, *json, k_account_list_shape,
               {{"chat_id", number(chat.telegram_id)}, {"accounts", std::move(accounts)}});
    return 0;
  }
  if (views.empty()) {
    io.out << "no account is connected; igbotctl account connect --chat "
           << number(chat.telegram_id) << " --login instagram\n";
    return 0;
  }
  Table table({"ACCOUNT", "INSTAGRAM ID", "LOGIN", "STATE", "TOKEN", "USE"});
  table.keep_whole(1);
  for (const AccountView& view : views) {
    table.add({"@" + view.account.username, view.account.instagram_id,
               to_string(view.account.login), to_string(view.account.state), token_words(view, now),
               view.in_use ? "in use" : "-"});
  }
  table.print(io);
  return 0;
}

int run_account_show(const std::string& who, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_account_show_shape)) return 0;
  const Chat chat = services.chat();
  const Timestamp now = services.clock().now();
  const AccountView view = chosen_account(services, chat, who);
  if (json) {
    auto document = account_json(view, now);
    document["chat_id"] = number(chat.telegram_id);
    document["created_at"] = utc_text(view.created_at);
    document["token_since"] =
        view.token_since ? nlohmann::json(utc_text(*view.token_since)) : nlohmann::json(nullptr);
    document["open_posts"] = view.open_posts;
    print_json(io, *json, k_account_show_shape, std::move(document));
    return 0;
  }
  const Zone zone = zone_of(services, chat);
  const auto local = [&](const std::optional<Timestamp>& at) {
    return at ? local_text(*at, zone) : std::string("-");
  };
  Table table({"ACCOUNT", "@" + view.account.username});
  table.add({"instagram id", view.account.instagram_id});
  table.add({"login", to_string(view.account.login)});
  table.add({"state", to_string(view.account.state)});
  table.add({"in use", view.in_use ? "yes" : "no"});
  table.add({"token", token_words(view, now)});
  table.add({"token since", local(view.token_since)});
  table.add({"expires", local(view.expires_at)});
  table.add({"connected", local(view.created_at)});
  table.add({"chosen for", std::to_string(view.open_posts) + " open posts"});
  table.print(io);
  return 0;
}

}  // namespace

void add_account_list(CLI::App& noun, Selected& selected) {
  noun.add_subcommand("list", "Print the accounts of a chat and how long their tokens live")
      ->callback([&selected] { selected = run_account_list; });
}

void add_account_show(CLI::App& noun, Selected& selected) {
  CLI::App* command = noun.add_subcommand("show", "Print one account");
  auto who = std::make_shared<std::string>();
  command->add_option("account", *who, "Name or id of the account (default: the one in use)");
  command->callback([who, &selected] {
    selected = [who](Services& services, Io& io) { return run_account_show(*who, services, io); };
  });
}

}  // namespace igbot::cli
