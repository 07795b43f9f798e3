// SPDX-License-Identifier: MIT
#include "core/post/card.hpp"

#include <algorithm>
#include <filesystem>

#include "core/bot/callback.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"
#include "core/zone.hpp"

namespace igbot::post {
namespace {

// Together these stay below 1024, so that only the caption ever has to give way.
constexpr std::size_t k_longest_title = 120;
constexpr std::size_t k_longest_link = 300;
constexpr std::size_t k_longest_tags = 100;
constexpr std::size_t k_longest_name = 64;
constexpr std::size_t k_longest_outcome = 200;
constexpr std::size_t k_longest_outcome_with_link = 100;
constexpr std::size_t k_longest_permalink = 100;

std::string bold(const std::string& text) { return "<b>" + text::escape_html(text) + "</b>"; }

/// Visible pieces of the card; each is plain text and its HTML.
struct Piece {
  std::string plain;
  std::string html;
};

Piece plain_piece(const std::string& text) { return {text, text::escape_html(text)}; }

Piece bold_piece(const std::string& text) { return {text, bold(text)}; }

std::string by(const Post& post) {
  return post.decided_by_name ? " by " + *post.decided_by_name : std::string();
}

std::string approved_by(const Post& post) {
  return post.decided_by_name ? ", approved" + by(post) : std::string();
}

std::string because(const Post& post) { return post.reason ? ": " + *post.reason : std::string(); }

std::string instructions() {
  return "To post it by hand:\n1. Save the picture or video to your phone.\n"
         "2. Open Instagram and add it to your story.\n3. Come back and press Posted.";
}

std::vector<Piece> pieces_before_caption(const CardItem& item, const CardContext& context) {
  std::vector<Piece> pieces;
  if (context.settings.dry_run_mode) pieces.push_back(bold_piece("🧪 DRY RUN"));
  if (item.title) pieces.push_back(bold_piece(text::cut_utf16(*item.title, k_longest_title)));
  return pieces;
}

std::vector<Piece> pieces_after_caption(const Post& post, const CardItem& item,
                                        const CardContext& context) {
  const ChatSettings& settings = context.settings;
  const Zone zone = Zone::find(settings.posting_timezone);
  std::vector<Piece> pieces;
  if (item.link) pieces.push_back(plain_piece("🔗 " + text::cut_utf16(*item.link, k_longest_link)));
  if (item.tags) pieces.push_back(plain_piece(text::cut_utf16(*item.tags, k_longest_tags)));
  for (const CardAccount& account : context.accounts) {
    if (account.is_chosen)
      pieces.push_back(plain_piece("📷 @" + text::cut_utf16(account.username, k_longest_name)));
  }
  pieces.push_back(plain_piece("🕒 " + local_text(post.due_at, zone) + " · " +
                               text::cut_utf16(post.category, k_longest_name)));
  const std::string outcome = outcome_line(post);
  const bool explain = settings.caption_style == CaptionStyle::enhanced &&
                       settings.show_verbose_notifications && outcome.empty();
  if (explain) {
    pieces.push_back(plain_piece(""));
    pieces.push_back(plain_piece(instructions()));
  }
  if (settings.show_verbose_notifications) {
    const std::string name = std::filesystem::path(item.path).filename().string();
    pieces.push_back(plain_piece(""));
    pieces.push_back(plain_piece(text::cut_utf16(name, k_longest_name) + " · post " +
                                 std::to_string(number(post.id))));
  }
  if (!outcome.empty()) {
    pieces.push_back(plain_piece(""));
    const bool has_link = post.permalink && post.permalink->size() <= k_longest_permalink;
    const std::size_t longest = has_link ? k_longest_outcome_with_link : k_longest_outcome;
    pieces.push_back(bold_piece(text::cut_utf16(outcome, longest)));
    if (has_link) pieces.push_back(plain_piece(*post.permalink));
  }
  return pieces;
}

std::size_t length_of(const std::vector<Piece>& pieces) {
  std::size_t length = 0;
  for (const Piece& piece : pieces) length += text::utf16_length(piece.plain) + 1;
  return length;
}

}  // namespace

std::string outcome_line(const Post& post) {
  switch (post.state) {
    case PostState::approved:
    case PostState::preparing:
    case PostState::prepared:
    case PostState::publishing:
      return "👍 Approved" + by(post) + ", goes out by itself";
    case PostState::posted:
      if (post.instagram_media_id) return "✅ Live on Instagram" + approved_by(post);
      return "✅ Posted" + by(post);
    case PostState::dry_run:
      return "🧪 Dry run: everything but the publishing was done";
    case PostState::skipped:
      return "⏭ Skipped" + by(post);
    case PostState::rejected:
      return "🚫 Rejected for good" + by(post);
    case PostState::missed:
      return "⌛ Missed" + because(post);
    case PostState::canceled:
      return "✖ Canceled" + by(post);
    case PostState::failed:
      return "⚠ Failed" + because(post);
    case PostState::unknown:
      return post.stage == Stage::publish ? "❔ May or may not be live on Instagram" : "";
    default:
      return {};
  }
}

std::string callback_data(const std::string& verb, PostId post, const std::string& value) {
  return bot::print_callback(verb, number(post), value);
}

std::string card_html(const Post& post, const CardItem& item, const CardContext& context,
                      std::size_t limit) {
  std::vector<Piece> pieces = pieces_before_caption(item, context);
  const std::vector<Piece> after = pieces_after_caption(post, item, context);
  const std::size_t used = length_of(pieces) + length_of(after);
  if (item.caption && used + 2 < limit) {
    pieces.push_back(plain_piece(text::cut_utf16(*item.caption, limit - used - 1)));
  }
  pieces.insert(pieces.end(), after.begin(), after.end());
  std::vector<std::string> lines;
  lines.reserve(pieces.size());
  for (const Piece& piece : pieces) lines.push_back(piece.html);
  return text::join(lines, "\n");
}

bot::Keyboard reject_keyboard(const Post& post) {
  return {{bot::Button{"🚫 Yes, never again", callback_data("reject", post.id, "yes"), {}},
           bot::Button{"No", callback_data("reject", post.id, "no"), {}}}};
}

bool may_choose_account(const Post& post) {
  return post.state == PostState::planned || post.state == PostState::awaiting;
}

bot::Keyboard account_keyboard(const Post& post, const CardContext& context) {
  bot::Keyboard rows;
  for (const CardAccount& account : context.accounts) {
    rows.push_back(
        {bot::Button{(account.is_chosen ? "✓ @" : "@") + account.username,
                     callback_data("account", post.id, std::to_string(number(account.id))),
                     {}}});
  }
  rows.push_back({bot::Button{"‹ Back", callback_data("account", post.id, "back"), {}}});
  return rows;
}

bot::Keyboard card_keyboard(const Post& post, const CardContext& context) {
  const auto button = [&](const std::string& label, const std::string& verb) {
    return bot::Button{label, callback_data(verb, post.id), {}};
  };
  const bot::Button posted = button("✅ Posted", "done");
  const bot::Button skip = button("⏭ Skip", "skip");
  const bot::Button reject = button("🚫 Reject", "reject");
  switch (post.state) {
    case PostState::sending:
    case PostState::awaiting: {
      bot::Keyboard rows;
      if (context.settings.enable_instagram_api) rows.push_back({button("🚀 Auto post", "approve")});
      rows.push_back({posted, skip, reject});
      if (context.accounts.size() > 1) rows.push_back({button("Account ▸", "account")});
      rows.push_back({button("📎 File", "file"),
                      bot::Button{"Open Instagram", {}, "https://www.instagram.com/"}});
      return rows;
    }
    case PostState::approved:
    case PostState::preparing:
    case PostState::prepared:
      return {{button("✖ Cancel", "withdraw")}};
    case PostState::failed:
      return {{button("🔁 Retry", "retry")}, {posted, skip, reject}};
    case PostState::missed:
      return {{button("🗓 Plan again", "retry")}};
    default:
      return {};
  }
}

}  // namespace igbot::post
