// SPDX-License-Identifier: MIT
#include <set>

#include "core/error.hpp"
#include "core/legacy/import_context.hpp"
#include "core/media/source_config.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::legacy {
namespace {

constexpr std::size_t k_longest_name = 200;

/// The chats that rows belong to.
std::set<std::string> tenants_in_use(const StorylineDump& dump) {
  std::set<std::string> used;
  const auto add = [&](const auto& rows) {
    for (const OldRow& row : rows) {
      if (row.tenant) used.insert(*row.tenant);
    }
  };
  add(dump.media);
  add(dump.queue);
  add(dump.history);
  add(dump.locks);
  add(dump.shares);
  add(dump.memberships);
  return used;
}

std::string name_of(const OldChat* old, TelegramChatId id) {
  std::string name = old != nullptr && old->name ? text::one_line(text::trim(*old->name)) : "";
  const auto characters = text::utf8_characters(name);
  name.clear();
  for (const std::string& character : characters) {
    if (name.size() + character.size() > k_longest_name) break;
    name += character;
  }
  return name.empty() ? id_text(id) : name;
}

/// The settings of a chat that is new here: the dump's over the defaults, but nothing that would
/// let posts go out by themselves.
class SettingsOfChat {
 public:
  SettingsOfChat(ImportContext& context, const Tenant& tenant)
      : context_(context), tenant_(tenant), values_(context.request.defaults) {
    values_["dry_run_mode"] = "true";
    values_["enable_instagram_api"] = "false";
    values_["is_paused"] = "false";
    values_["active_account"] = "";
    if (tenant.old == nullptr) return;
    // The hours were UTC until a zone could be chosen.
    if (tenant.old->settings.contains("posting_hours_start")) values_["posting_timezone"] = "UTC";
    for (const auto& [key, value] : tenant.old->settings) take(key, value);
    take_source();
  }

  const SettingValues& values() const { return values_; }

 private:
  void take(const std::string& key, const std::string& value) {
    const bool goes_live = (key == "dry_run_mode" && value == "false") ||
                           (key == "enable_instagram_api" && value == "true");
    if (goes_live && !context_.request.include_state) {
      context_.tally.skipped(k_settings_kind, tenant_.chat.key);
      context_.tally.note(tenant_.chat.name + ": " +
                          (key == "dry_run_mode" ? "dry run stays on" : "the API stays off") +
                          "; --include-state takes over that it was " +
                          (key == "dry_run_mode" ? "off" : "on"));
      return;
    }
    try {
      values_[key] = setting(key).parse(value);
      context_.tally.imported(k_settings_kind, tenant_.chat.key);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::usage) throw;
      context_.tally.refuse(k_settings_kind, tenant_.chat.key, tenant_.old->line, error.what());
    }
  }

  void take_source() {
    const OldChat& old = *tenant_.old;
    const std::string type = old.source_type.value_or("local");
    const auto known = media::source_type_from(type);
    if (!known || *known == SourceType::s3) {
      context_.tally.refuse(k_settings_kind, tenant_.chat.key, old.line,
                            "unknown media_source_type: " + type);
      return;
    }
    if (*known == SourceType::google_drive) {
      values_["media_source_type"] = type;
      values_["media_source_config"] =
          old.source_root ? media::print_source_config(media::DriveSourceConfig{*old.source_root})
                          : "{}";
      context_.tally.imported(k_settings_kind, tenant_.chat.key);
      return;
    }
    if (!old.source_root && !context_.request.media_dir) return;
    const bool needed = has_local_media(context_, tenant_);
    try {
      const auto folders = media_folders(context_, tenant_);
      values_["media_source_type"] = "local";
      values_["media_source_config"] =
          media::print_source_config(media::LocalSourceConfig{folders.front().root});
      context_.tally.imported(k_settings_kind, tenant_.chat.key);
    } catch (const Error& error) {
      // Without files to find again the folder can be set later as well.
      if (needed || error.kind() != ErrorKind::not_found) throw;
      context_.tally.note(tenant_.chat.name + ": " + error.what());
    }
  }

  ImportContext& context_;
  const Tenant& tenant_;
  SettingValues values_;
};

void pause_like_before(ImportContext& context, const Tenant& tenant) {
  if (tenant.old == nullptr || !tenant.old->paused) return;
  std::string reason = "paused in the former system";
  if (tenant.old->paused_at) reason += " since " + utc_text(*tenant.old->paused_at);
  if (tenant.old->paused_by) reason += " by " + context.actor(tenant.old->paused_by).name;
  SettingsService(context.unit.chat(tenant.chat.key)).pause(std::nullopt, reason);
}

/// A chat that is here keeps its settings, but the first posts that come to it were paused.
void recognise(ImportContext& context, const Tenant& tenant) {
  const ChatScope scope = context.unit.chat(tenant.chat.key);
  ImportedRows imported(scope);
  if (imported.find(k_chats, tenant.old->id)) return;
  imported.add(k_chats, tenant.old->id, number(tenant.chat.key));
  scope.audit({.entity = "chat",
               .entity_id = id_text(tenant.chat.telegram_id),
               .action = "recognised in an import"});
  if (!tenant.old->paused || SettingsService(scope).load().is_paused) return;
  pause_like_before(context, tenant);
  context.tally.imported(k_settings_kind, tenant.chat.key);
  context.tally.note(tenant.chat.name + ": paused, as it was in the former system");
}

/// Writes the settings of a chat that has none.
void set_up(ImportContext& context, Tenant& tenant) {
  tenant.created = true;
  const SettingsOfChat settings(context, tenant);
  const ChatScope scope = context.unit.chat(tenant.chat.key);
  create_chat_settings(scope, settings.values());
  if (tenant.old != nullptr) {
    ImportedRows(scope).add(k_chats, tenant.old->id, number(tenant.chat.key));
  }
  pause_like_before(context, tenant);
}

Tenant tenant_for(ImportContext& context, TelegramChatId id, const OldChat* old) {
  ChatRepository chats(context.unit);
  const auto existing = chats.find(id);
  if (existing && existing->state == ChatState::archived) {
    throw Error(ErrorKind::conflict, "chat is archived: " + existing->name,
                "igbotctl chat list shows the others");
  }
  Tenant tenant{existing ? *existing : chats.create(id, name_of(old, id), ChatState::active), false,
                old};
  const bool has_settings =
      existing && SettingsRepository(context.unit.chat(existing->key)).exists();
  if (!has_settings) {
    set_up(context, tenant);
    if (existing) {
      chats.set_state(*existing, ChatState::active, "import storyline");
      tenant.chat.state = ChatState::active;
    }
  } else if (old != nullptr) {
    for (std::size_t i = 0; i < old->settings.size(); ++i) {
      context.tally.already(k_settings_kind, tenant.chat.key);
    }
    recognise(context, tenant);
  }
  return tenant;
}

/// Index of the chat with that Telegram id, taken over now if it is not yet.
std::size_t take_over(ImportContext& context, TelegramChatId id, const OldChat* old) {
  if (const auto existing = ChatRepository(context.unit).find(id)) {
    for (std::size_t i = 0; i < context.tenants.size(); ++i) {
      if (context.tenants[i].chat.key == existing->key) return i;
    }
  }
  Tenant tenant = tenant_for(context, id, old);
  if (old != nullptr) {
    if (tenant.created) {
      context.tally.imported(k_chats, tenant.chat.key);
    } else {
      context.tally.already(k_chats, tenant.chat.key);
    }
  }
  context.tenants.push_back(std::move(tenant));
  return context.tenants.size() - 1;
}

/// Rows that name no chat and have nothing else that says where they belong.
std::map<std::string, std::int64_t> rows_without_chat(const StorylineDump& dump) {
  std::map<std::string, std::int64_t> rows;
  const auto count = [&](const char* kind, const auto& all) {
    for (const OldRow& row : all) rows[kind] += row.tenant ? 0 : 1;
  };
  count(k_media, dump.media);
  count(k_mix_kind, dump.shares);
  for (const OldAccount& account : dump.accounts) {
    bool in_use = false;
    for (const OldChat& chat : dump.chats) in_use = in_use || chat.active_account == account.id;
    rows[k_accounts] += in_use || !account.active ? 0 : 1;
  }
  return rows;
}

void require_default(const ImportContext& context) {
  std::vector<std::string> parts;
  for (const auto& [kind, rows] : rows_without_chat(context.dump)) {
    if (rows > 0) parts.push_back(kind + ": " + std::to_string(rows));
  }
  if (parts.empty()) return;
  throw Error(ErrorKind::usage,
              "rows that name no chat, and the dump has " +
                  text::count(static_cast<std::int64_t>(context.tenants.size()), "chat", "chats") +
                  " (" + text::join(parts, ", ") + ")",
              "say where they go: --chat ID");
}

}  // namespace

void import_chats(ImportContext& context) {
  const std::set<std::string> used = tenants_in_use(context.dump);
  const OldChat* named = nullptr;
  for (const OldChat& old : context.dump.chats) {
    const auto id = static_cast<TelegramChatId>(old.telegram_id);
    if (context.request.chat == id) named = &old;
    if (!old.onboarded && !used.contains(old.id) && named != &old) {
      context.tally.refuse(k_chats, std::nullopt, old.line,
                           "its set-up was never finished and nothing belongs to it");
      continue;
    }
    context.tenant_of[old.id] = take_over(context, id, &old);
  }
  if (context.request.chat) {
    context.default_tenant = take_over(context, *context.request.chat, named);
  } else if (context.tenants.size() == 1) {
    context.default_tenant = 0;
  } else {
    require_default(context);
  }
}

}  // namespace igbot::legacy
