// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace igbot::post {

enum class PostState {
  planned,
  claimed,
  sending,
  awaiting,
  approved,
  preparing,
  prepared,
  publishing,
  posted,
  dry_run,
  skipped,
  rejected,
  missed,
  canceled,
  failed,
  unknown,
};

/// Of an unknown post: what may or may not have happened.
enum class Stage { card, publish };

/// Everything that can happen to a post. The first group is said by people, the second by the
/// worker, the last by the restoring of a backup.
enum class Verb {
  approve,
  done,
  skip,
  reject,
  withdraw,         ///< an approval is taken back: the card asks again
  withdraw_unsent,  ///< the same for a post that has no card: planned again
  cancel,
  move,
  retry,           ///< a post that was never approved: planned now
  retry_approved,  ///< a post that was: approved again
  resend,
  resolve_delivered,
  resolve_not_delivered,
  resolve_posted,
  resolve_not_posted,

  claim,             ///< take a due post with a lease
  release,           ///< give a claimed post back: the platform could not be reached
  begin_send,        ///< stored just before the card is sent
  card_sent,         ///< the messenger gave the card an id
  card_not_sent,     ///< surely not sent: try again later
  card_refused,      ///< refused for good
  card_lost,         ///< the answer was lost: may have arrived
  expire,            ///< nobody decided in time
  miss,              ///< its time has passed, or nothing is left to post
  begin_prepare,     ///< an approved or automatic post is being made ready for the publisher
  prepare_later,     ///< not made ready this time: without a lease until the next attempt
  prepare_done,      ///< its container exists
  prepare_anew,      ///< its container is of no use: another one is made
  look_later,        ///< its container is not finished yet, or may not be published now
  begin_publish,     ///< stored just before the publish call
  publish_not_done,  ///< explicitly refused for now, or never sent: the container is still good
  publish_done,
  publish_refused,
  publish_lost,   ///< the answer was lost: may be live
  look_again,     ///< still unknown whether it is live
  found_live,     ///< the platform says that it is
  found_dead,     ///< the platform says that it never will be
  publish_again,  ///< surely not live: stored just before the one repetition there is
  rehearse,       ///< dry run: everything but the publishing
  ask_first,      ///< approved without a card, and no longer possible: a card is sent
  ask_again,      ///< approved, but too late or no longer possible: its card asks again
  left_behind,    ///< the chat moved away from the card's message: a new card is sent

  doubt_card,     ///< restored from a backup: its card may have gone out since
  doubt_publish,  ///< restored from a backup: it may have been published since
};

/// One allowed step. The whole behaviour of posts is this list: code and tests read it.
struct Step {
  Verb verb;
  PostState from;
  PostState to;
  /// The stage of an unknown post this step starts from.
  std::optional<Stage> stage = std::nullopt;
};

std::span<const Step> steps();

/// Where the verb leads from this state; nothing when it is not allowed there.
std::optional<PostState> target(Verb verb, PostState from,
                                std::optional<Stage> stage = std::nullopt);

/// Whether nothing happens to the post any more by itself.
bool is_end(PostState state);
/// Whether the post keeps its content from being chosen again.
bool holds_content(PostState state);

std::string_view to_string(PostState state);
std::string_view to_string(Verb verb);
std::string_view to_string(Stage stage);
std::optional<PostState> parse_post_state(std::string_view text);
std::optional<Stage> parse_stage(std::string_view text);
std::vector<std::string> post_state_names();

}  // namespace igbot::post
