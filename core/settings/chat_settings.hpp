// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/clock.hpp"

namespace igbot {

enum class OverduePolicy { one, skip, all };
enum class CaptionStyle { enhanced, simple };
enum class AccessPolicy { everyone, roles };
enum class SourceType { local, google_drive, s3 };

/// A chat's settings, typed: what the planner, the worker and the bot read. The registry
/// (core/settings/registry) says for each field its key, range, default and help; the initial
/// values here are the same built-in defaults.
struct ChatSettings {
  bool dry_run_mode = true;
  bool enable_instagram_api = false;
  bool is_paused = false;
  std::optional<Timestamp> paused_at;
  std::optional<std::string> paused_by;
  std::optional<Timestamp> paused_until;
  std::optional<std::string> pause_reason;
  int posts_per_day = 3;         ///< 1..50
  int posting_hours_start = 14;  ///< 0..23, local hour
  int posting_hours_end = 2;     ///< 0..23; equal to start = the whole day
  std::string posting_timezone = "UTC";
  std::chrono::minutes slot_jitter{30};  ///< 0..120
  int plan_ahead_days = 7;               ///< 0..30; 0 = never by itself
  bool require_approval = true;
  std::chrono::hours approval_ttl{24};  ///< 0..720; 0 = never
  OverduePolicy overdue_policy = OverduePolicy::one;
  std::chrono::minutes overdue_max{120};  ///< 15..10080
  int repost_ttl_days = 30;               ///< 1..3650
  int skip_ttl_days = 45;                 ///< 1..3650
  SourceType media_source_type = SourceType::local;
  std::string media_source_config = "{}";  ///< JSON; refers to credentials, never holds them
  bool media_sync_enabled = true;
  std::chrono::minutes media_sync_interval{60};  ///< 5..10080
  std::string active_account;  ///< username of an account of the chat; empty = none
  CaptionStyle caption_style = CaptionStyle::enhanced;
  bool show_verbose_notifications = true;
  AccessPolicy access_policy = AccessPolicy::everyone;

  /// Paused for every reader, a timed pause only until its end.
  bool paused_at_instant(Timestamp now) const {
    return is_paused && (!paused_until || now < *paused_until);
  }
};

}  // namespace igbot
