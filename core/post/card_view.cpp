// SPDX-License-Identifier: MIT
#include "core/post/card_view.hpp"

namespace igbot::post {

CardContext card_context(ChatScope scope, const ChatSettings& settings) {
  CardContext context{.settings = settings, .account = std::nullopt};
  if (!settings.active_account.empty()) context.account = "@" + settings.active_account;
  const auto accounts = scope.db().execute(
      "SELECT count(*) FROM accounts WHERE chat_id = $1 AND state <> 'removed'", {scope.key()});
  context.has_several_accounts = accounts.front().integer(0) > 1;
  return context;
}

CardItem card_item(const media::MediaItem& item) {
  return {item.path, item.title, item.caption, item.link, item.tags};
}

bot::MediaKind message_kind(const std::string& mime) {
  if (mime == "image/jpeg" || mime == "image/png" || mime == "image/webp") {
    return bot::MediaKind::photo;
  }
  if (mime == "video/mp4" || mime == "video/quicktime") return bot::MediaKind::video;
  return bot::MediaKind::document;
}

}  // namespace igbot::post
