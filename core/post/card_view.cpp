// SPDX-License-Identifier: MIT
#include "core/post/card_view.hpp"

#include "core/account/account_repository.hpp"

namespace igbot::post {

CardContext card_context(ChatScope scope, const ChatSettings& settings, const Post& post) {
  CardContext context{.settings = settings};
  for (const Account& account : AccountRepository(scope).all()) {
    const bool is_chosen =
        post.account ? *post.account == account.id : settings.active_account == account.username;
    context.accounts.push_back({account.id, account.username, is_chosen});
  }
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
