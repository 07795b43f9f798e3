// SPDX-License-Identifier: MIT
#include "cli/settings_change.hpp"

#include <nlohmann/json.hpp>

#include "cli/chat_choice.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {

const Shape k_settings_change_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"changes", "key, before and after of each setting that changed; empty when unchanged"},
     {"planned_posts", "planned posts that stay where the former settings put them"}}};

SettingValues present_settings(Services& services, const ChatTarget& target) {
  if (!target.chat) return target.initial->settings;
  return services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(target.chat->key);
    if (!SettingsRepository(scope).exists()) {
      throw chat_not_set_up(std::to_string(number(target.chat->telegram_id)));
    }
    return SettingsService(scope).values();
  });
}

Error not_created_yet(const ChatTarget& target) {
  return {ErrorKind::conflict,
          "chat " + std::to_string(number(target.telegram_id())) +
              " is created by its first change; a dry run has nothing to compare with",
          "run it without -n, or igbotctl settings list --origin"};
}

void print_settings_outcome(Services& services, Io& io, const ChatTarget& target, bool dry_run,
                            const SettingsOutcome& outcome) {
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_settings_change_shape,
               {{"chat_id", number(target.telegram_id())},
                {"changes", changes_json(outcome.changes)},
                {"planned_posts", outcome.planned_posts}});
    return;
  }
  if (services.globals().quiet) return;
  if (outcome.changes.empty()) {
    io.out << "unchanged\n";
    return;
  }
  const std::string zone =
      present_settings(services, services.chat_target()).at("posting_timezone");
  for (const SettingChange& change : outcome.changes) {
    io.out << (dry_run ? "would change " : "") << change_text(change, zone) << '\n';
  }
  print_planned_note(io, outcome.planned_posts);
}

void print_planned_note(Io& io, std::int64_t planned_posts) {
  if (planned_posts == 0) return;
  io.err << "note: " << text::count(planned_posts, "planned post stays", "planned posts stay")
         << " where the former settings put " << (planned_posts == 1 ? "it" : "them")
         << "; igbotctl schedule create --replace plans anew\n";
}

}  // namespace igbot::cli
