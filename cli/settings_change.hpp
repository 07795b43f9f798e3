// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "cli/setting_output.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::cli {

/// What holds now for a chat, or what the admin chat would be created with.
SettingValues present_settings(Services& services, const ChatTarget& target);

/// The admin chat is created by its first write; until then a dry run has nothing to compare with.
Error not_created_yet(const ChatTarget& target);

/// Runs body(SettingsService&), creating the admin chat in the same transaction when this is its
/// first write. With `dry_run` nothing is written; a chat that does not exist yet is refused there.
template <typename Body>
SettingsOutcome change_settings(Services& services, const ChatTarget& target, bool dry_run,
                                Body body) {
  if (dry_run && !target.chat) throw not_created_yet(target);
  const auto change = [&](UnitOfWork& unit) {
    const Chat chat = target.chat ? *target.chat : create_chat(unit, *target.initial);
    SettingsService service(unit.chat(chat.key));
    return body(service);
  };
  if (dry_run) return services.store().rehearse(services.person(), change);
  Store& store = target.chat ? services.store() : services.store_or_create();
  return store.write(services.person(), change);
}

/// The documented JSON of every command that changes settings.
extern const Shape k_settings_change_shape;

/// Prints what changed, or "unchanged", and how many planned posts stay where they are.
void print_settings_outcome(Services& services, Io& io, const ChatTarget& target, bool dry_run,
                            const SettingsOutcome& outcome);

/// Tells how many planned posts stay where the former settings put them; nothing for none.
void print_planned_note(Io& io, std::int64_t planned_posts);

}  // namespace igbot::cli
