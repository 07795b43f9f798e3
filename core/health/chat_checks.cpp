// SPDX-License-Identifier: MIT
#include "core/health/chat_checks.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/account/token_life.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::health {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr hours k_long_overdue{1};
/// Below that people have to act now; renewals are tried from 10 days on.
constexpr std::int64_t k_token_days{7};
constexpr int k_short_runway = 3;

/// Collects the findings of one chat.
class ChatJudge {
 public:
  ChatJudge(const ChatHealth& health, bool has_staging, Timestamp now)
      : health_(health), has_staging_(has_staging), now_(now) {}

  std::vector<Finding> judge() {
    reachable();
    lateness();
    unknown();
    failed();
    accounts();
    source();
    runway();
    plan();
    messages();
    access();
    conditions();
    return std::move(findings_);
  }

 private:
  const ChatSettings& settings() const { return health_.settings; }
  /// "igbotctl post list --chat -100…".
  std::string command(const std::string& words) const {
    return "igbotctl " + words + " --chat " + std::to_string(number(health_.chat.telegram_id));
  }
  std::string ago(Timestamp at) const { return duration_text(now_ - at) + " ago"; }

  void add(const char* check, Grade grade, std::string message, std::string fix) {
    findings_.push_back({check, grade, health_.chat.telegram_id, health_.chat.name,
                         std::move(message), std::move(fix)});
  }

  const Condition* condition(std::string_view kind) const {
    const auto found = std::find_if(health_.conditions.begin(), health_.conditions.end(),
                                    [&](const Condition& each) { return each.kind == kind; });
    return found == health_.conditions.end() ? nullptr : &*found;
  }

  void reachable() {
    if (health_.chat.state != ChatState::unreachable) return;
    const Condition* why = condition("unreachable");
    add("reachable", Grade::failure, why ? why->detail : "the bot cannot reach the chat",
        "add the bot to the chat again, then " + command("post next"));
  }

  void lateness() {
    // Late because somebody wants it so, or for a reason that is told already.
    if (settings().paused_at_instant(now_) || health_.chat.state != ChatState::active) return;
    const auto tell = [&](const Late& late, const std::string& what) {
      if (late.posts == 0 || !late.oldest_due_at) return;
      const bool is_long = now_ - *late.oldest_due_at > k_long_overdue;
      add("overdue", is_long ? Grade::failure : Grade::warning,
          text::count(late.posts, "post is ", "posts are ") + what + ", the oldest was due " +
              ago(*late.oldest_due_at),
          command("post run --explain"));
    };
    tell(health_.overdue, "overdue");
    tell(health_.under_way, "late on the way");
  }

  void unknown() {
    const auto found = health_.posts.find("unknown");
    if (found == health_.posts.end() || !health_.first_unknown) return;
    add("unknown", Grade::failure,
        "nobody knows whether " + text::count(found->second, "post", "posts") + " went out",
        command("post list --status unknown") + ", look on Instagram and in the chat, then " +
            command("post resolve " + std::to_string(number(*health_.first_unknown)) + " …"));
  }

  void failed() {
    if (health_.failed_last_day == 0) return;
    add("failed", Grade::warning,
        text::count(health_.failed_last_day, "post", "posts") + " failed in the last 24 hours",
        command("post list --status failed"));
  }

  void account_of(const AccountView& view) {
    const std::string name = "@" + view.account.username;
    const std::string connect = command("account connect --login " + to_string(view.account.login));
    const bool is_needed = (view.in_use && settings().enable_instagram_api) || view.open_posts > 0;
    const auto left = token_days(view.expires_at, now_);
    if (view.account.state == AccountState::dead) {
      add("token", is_needed ? Grade::failure : Grade::warning,
          "the token of " + name + " does not work any more", connect);
    } else if (left && (*left < 0 || *view.expires_at <= now_)) {
      add("token", is_needed ? Grade::failure : Grade::warning,
          "the token of " + name + " has expired", connect);
    } else if (left && *left < k_token_days) {
      add("token", Grade::warning,
          "the token of " + name + " ends in " + duration_text(*view.expires_at - now_) +
              " and was not renewed",
          command("account refresh " + view.account.username) + ", or " + connect);
    }
  }

  void accounts() {
    for (const AccountView& view : health_.accounts) account_of(view);
    if (!settings().enable_instagram_api) return;
    const bool uses_one = std::any_of(health_.accounts.begin(), health_.accounts.end(),
                                      [](const AccountView& view) { return view.in_use; });
    if (!uses_one) {
      add("account", Grade::failure, "publishing to Instagram is on, and the chat uses no account",
          health_.accounts.empty() ? command("account add --token-stdin")
                                   : command("account use NAME"));
    }
    if (!has_staging_) {
      add("account", Grade::failure,
          "publishing to Instagram is on, and there is no place from which Instagram could fetch "
          "media",
          "set staging.* in the configuration (igbotctl.toml(5)), then igbotctl doctor");
    }
  }

  /// A listing may be late by a run or two.
  void freshness(const SourceHealth& source) {
    if (!settings().media_sync_enabled || health_.chat.state != ChatState::active) return;
    if (!source.last_complete_at) {
      add("source", Grade::warning, "never read to its end yet: " + source.where,
          command("media sync"));
      return;
    }
    const auto age = now_ - *source.last_complete_at;
    const auto expected = settings().media_sync_interval * 3 + hours{1};
    if (age <= expected) return;
    add("source", age > expected + days{1} ? Grade::failure : Grade::warning,
        "last read to its end " + ago(*source.last_complete_at) + ": " + source.where,
        "igbotctl media sync --all-chats, from cron or its timer; " + command("source test"));
  }

  /// Nobody ended it, but it is: nothing is read by itself any more, or all was read since.
  bool is_over(const Condition& failed) const {
    if (failed.kind == "media_sync") return !settings().media_sync_enabled;
    const auto& read = health_.source->last_complete_at;
    return read && *read > failed.began_at;
  }

  void source() {
    if (!health_.source) {
      add("source", Grade::warning, "the chat has no media source", command("source connect"));
      return;
    }
    if (health_.source->must_be_connected_again) {
      add("source", Grade::failure, "must be connected again: " + health_.source->where,
          command("source connect"));
      return;
    }
    for (const char* kind : {"media_sync", "media_source"}) {
      const Condition* failed = condition(kind);
      if (failed == nullptr || is_over(*failed)) continue;
      add("source", Grade::failure,
          failed->detail + ", for " + duration_text(now_ - failed->began_at),
          command("source test"));
      return;
    }
    freshness(*health_.source);
  }

  void runway() {
    const media::Runway& runway = health_.runway;
    const std::string fix = "add files, then " + command("media sync") + "; " +
                            command("media categories") + " shows what is locked";
    if (runway.all == 0) {
      add("runway", Grade::failure, "nothing is left to post", fix);
      return;
    }
    if (runway.all < k_short_runway) {
      add("runway", Grade::warning, "the media last for " + text::count(runway.all, "day", "days"),
          fix);
      return;
    }
    std::vector<std::string> ending;
    for (const auto& [category, left] : runway.days) {
      if (left < k_short_runway) ending.push_back(category + " " + std::to_string(left) + "d");
    }
    if (ending.empty()) return;
    add("runway", Grade::warning, "categories that run dry: " + text::join(ending, ", "), fix);
  }

  void plan() {
    if (health_.chat.state != ChatState::active || settings().paused_at_instant(now_)) return;
    if (const Condition* ends = condition("plan_ends")) {
      return add("plan", Grade::warning, ends->detail, command("schedule create"));
    }
    if (health_.planned_soon > 0 || health_.runway.all == 0) return;
    add("plan", Grade::warning,
        "nothing is planned for the next " + std::to_string(k_soon.count()) + " hours",
        command("schedule create"));
  }

  void messages() {
    if (health_.outbox.posts == 0 || !health_.outbox.oldest_due_at) return;
    if (health_.chat.state == ChatState::unreachable) return;  // told already
    const bool is_long = now_ - *health_.outbox.oldest_due_at > k_long_overdue;
    add("messages", is_long ? Grade::failure : Grade::warning,
        text::count(health_.outbox.posts, "message has", "messages have") +
            " not reached Telegram, the oldest was written " + ago(*health_.outbox.oldest_due_at),
        "igbotctl post run -v, then " + command("run list"));
  }

  void access() {
    if (settings().access_policy != AccessPolicy::everyone || !health_.chat.username) return;
    add("access", Grade::warning,
        "anybody may join @" + *health_.chat.username + " and decide about posts",
        command("settings set access_policy roles"));
  }

  /// What nobody above told of already.
  void conditions() {
    constexpr std::array<std::string_view, 6> k_told{"unreachable", "media_sync",    "media_source",
                                                     k_token_dead,  k_token_expires, "plan_ends"};
    constexpr std::array<std::string_view, 4> k_mild{"outside_mix", "unfilled", "instagram_quota",
                                                     k_token_renewal};
    const auto is_in = [](const auto& kinds, const std::string& kind) {
      return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    };
    for (const Condition& each : health_.conditions) {
      if (is_in(k_told, each.kind)) continue;
      add("condition", is_in(k_mild, each.kind) ? Grade::warning : Grade::failure,
          each.detail + ", for " + duration_text(now_ - each.began_at),
          command(each.kind == "outside_mix"     ? "mix show"
                  : each.kind == "unfilled"      ? "schedule preview"
                  : each.kind == k_token_renewal ? "account list"
                                                 : "post run --explain"));
    }
  }

  const ChatHealth& health_;
  bool has_staging_;
  Timestamp now_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> judge_chat(const ChatHealth& health, bool has_staging, Timestamp now) {
  return ChatJudge(health, has_staging, now).judge();
}

}  // namespace igbot::health
