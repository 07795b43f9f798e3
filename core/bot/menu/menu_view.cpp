// SPDX-License-Identifier: MIT
#include "core/bot/menu/menu_view.hpp"

#include "core/health/chat_overview.hpp"
#include "core/media/media_repository.hpp"
#include "core/media/source_service.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::bot {
namespace {

/// Settings that are no source by themselves (a kind without its folder) are shown as such.
std::optional<SourceView> source_view(ChatScope scope, SourceType type) {
  try {
    const auto present = media::SourceService(scope).present();
    if (!present) return std::nullopt;
    SourceView view{media::type_of(present->config), media::describe(present->config), 0,
                    std::nullopt, present->refers_to_lost_credential};
    if (present->row) {
      view.items = media::MediaRepository(scope).active_in(present->row->id);
      view.listed_at = present->row->last_complete_at;
    }
    return view;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::usage) throw;
    return SourceView{type, error.what(), 0, std::nullopt, true};
  }
}

}  // namespace

MenuView menu_view(const Call& call) {
  const health::ChatOverview overview = health::overview_of(call.scope, call.chat);
  MenuView view{.chat_name = call.chat.name,
                .is_public = call.chat.username.has_value(),
                .now = call.scope.now(),
                .values = SettingsService(call.scope).values(),
                .settings = overview.settings,
                .accounts = AccountService(call.unit, call.scope.key()).all(),
                .offers_login = call.rules.instagram.has_value(),
                .token_expires_at = overview.token_expires_at,
                .active_media = overview.active_media,
                .source = source_view(call.scope, overview.settings.media_source_type),
                .offers_drive = call.rules.drive.has_value(),
                .offers_folder = !call.rules.local_roots.empty(),
                .last_change = std::nullopt};
  const auto latest = SettingsHistory(call.scope).latest(1);
  if (!latest.empty()) view.last_change = latest.front();
  return view;
}

HistoryPiece history_piece(ChatScope scope, int limit, std::optional<std::int64_t> before) {
  // One more than is shown: what an entry changed is told by the one before it.
  const auto snapshots = SettingsHistory(scope).latest(limit + 1, before);
  HistoryPiece piece;
  for (std::size_t i = 0; i < snapshots.size() && i < static_cast<std::size_t>(limit); ++i) {
    const SettingsSnapshot& snapshot = snapshots[i];
    HistoryItem item{snapshot.id, snapshot.valid_from, snapshot.actor.name, {}, snapshot.reason};
    if (i + 1 < snapshots.size()) item.changes = changes_between(snapshots[i + 1], snapshot);
    piece.items.push_back(std::move(item));
  }
  if (snapshots.size() > static_cast<std::size_t>(limit)) {
    piece.older_than = piece.items.back().id;
  }
  return piece;
}

}  // namespace igbot::bot
