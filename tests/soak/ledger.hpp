// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/post/post_state.hpp"
#include "core/store/store.hpp"
#include "tests/soak/records.hpp"

namespace igbot::test {

/// A post as our database has it. Pictures are known by their digests; empty = none of this chat's.
struct LedgerPost {
  std::int64_t id = 0;
  ChatKey chat{};
  post::PostState state{};
  std::optional<post::Stage> stage;
  std::string picture;
  std::optional<std::int64_t> message;
  std::string container;
  std::string account;  ///< Instagram id of the account the container was made for
  std::string media_id;
};

/// A row of the posting history.
struct LedgerEnd {
  std::int64_t post = 0;
  ChatKey chat{};
  std::string picture;
  std::string outcome;
  std::string method;
  std::string actor;
  Timestamp at;
  std::string account;
  bool is_current = true;  ///< the item's file still holds that picture
};

/// A change of a post's state in the audit log, in its order.
struct LedgerStep {
  std::int64_t post = 0;
  ChatKey chat{};
  std::string action;
  post::PostState before{};
  post::PostState after{};
  std::string actor;
  std::string reason;
  Timestamp at;
};

struct LedgerLock {
  ChatKey chat{};
  std::string picture;
  std::string kind;
  Timestamp until;
};

/// What the audit compares with the records.
struct Ledger {
  std::map<std::int64_t, LedgerPost> posts;
  std::vector<LedgerEnd> ends;
  std::vector<LedgerStep> steps;
  std::vector<LedgerLock> locks;
  std::map<ChatKey, std::int64_t> times_posted;  ///< as the chat's media items say
  /// Public copies that were not taken back so far, with where their posts are.
  std::map<std::string, post::PostState> open_copies;
  std::vector<std::string> damage;  ///< what check_database finds
};

Ledger read_ledger(Store& store, const Records& records);

}  // namespace igbot::test
