// SPDX-License-Identifier: MIT
#include "cli/commands/settings/diff.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/settings/point_in_time.hpp"
#include "cli/settings_change.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_diff_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"from", "the first of the two times"},
     {"to", "the second, or now"},
     {"changes", "key, before and after of each setting that differs, and of the mix"}}};

struct Difference {
  Timestamp from{};
  Timestamp to{};
  std::vector<SettingChange> changes;
};

Difference read_difference(ChatScope scope, const std::vector<std::string>& times,
                           const Zone& zone) {
  const auto instant = [&](const std::string& text) {
    return parse_past_time(text, zone, scope.now());
  };
  Difference difference{instant(times.front()), scope.now(), {}};
  if (times.size() > 1) difference.to = instant(times.back());
  difference.changes =
      changes_between(in_force_at(scope, difference.from), in_force_at(scope, difference.to));
  return difference;
}

int run_settings_diff(const std::vector<std::string>& times, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_diff_shape)) return 0;
  if (times.size() > 2) {
    throw Error(ErrorKind::usage, "more than two times: " + text::join(times, ", "),
                "igbotctl settings diff --at TIME --at TIME");
  }
  const Chat chat = services.chat();
  const std::string zone = present_settings(services, {chat, std::nullopt}).at("posting_timezone");
  const Difference difference = services.store().read([&](UnitOfWork& unit) {
    return read_difference(unit.chat(chat.key), times, Zone::find(zone));
  });
  if (json) {
    print_json(io, *json, k_diff_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"from", utc_text(difference.from)},
                {"to", utc_text(difference.to)},
                {"changes", changes_json(difference.changes)}});
    return 0;
  }
  if (difference.changes.empty()) io.out << "unchanged\n";
  for (const SettingChange& change : difference.changes) {
    io.out << text::one_line(change_text(change, zone)) << '\n';
  }
  return 0;
}

}  // namespace

void add_settings_diff(CLI::App& settings, Selected& selected) {
  CLI::App* diff = settings.add_subcommand("diff", "Print what changed between two times");
  auto times = std::make_shared<std::vector<std::string>>();
  diff->add_option("--at", *times, "The first time, and with a second --at the other; else now")
      ->required()
      ->allow_extra_args(false)
      ->type_name("TIME");
  diff->callback([times, &selected] {
    selected = [times](Services& services, Io& io) {
      return run_settings_diff(*times, services, io);
    };
  });
}

}  // namespace igbot::cli
