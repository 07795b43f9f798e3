// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "tests/soak/ledger.hpp"
#include "tests/soak/records.hpp"

namespace igbot::test {

/// What the database and the records disagree about, each as "rule: which thing: why".
using Wrongs = std::vector<std::string>;

/// Every story on Instagram is of exactly one post, which says so, in the chat and with the account
/// and picture that it has there; what is noted as published is there.
Wrongs wrong_stories(const Records& records, const Ledger& ledger);
/// Nothing was published twice with an account while it rested.
Wrongs wrong_reposts(const Records& records, const Ledger& ledger);
/// Every card is of a post of its chat and shows its picture, and no post has more cards than
/// people asked for.
Wrongs wrong_cards(const Records& records, const Ledger& ledger);
/// Every press that was answered as done is one decision of that person, every decision is one
/// press, and nobody decided who may not.
Wrongs wrong_presses(const Records& records, const Ledger& ledger);
/// The audit log tells each post's way without a gap, and the history has its ends.
Wrongs wrong_ends(const Records& records, const Ledger& ledger);
/// A post is in doubt only when an answer was lost or a process died in between.
Wrongs wrong_doubts(const Records& records, const Ledger& ledger);
/// Locks and counters are those that follow from the history.
Wrongs wrong_locks(const Records& records, const Ledger& ledger);
/// No account published more than it may in 24 hours, or tried to with open eyes.
Wrongs wrong_quotas(const Records& records, const Ledger& ledger);
/// Nothing went out by itself outside the posting hours and what the overdue policy adds to them.
Wrongs wrong_hours(const Records& records, const Ledger& ledger);
/// Every public copy was taken back, or is of a post that is on its way with it.
Wrongs wrong_copies(const Records& records, const Ledger& ledger);
/// The file is sound, and so was every backup.
Wrongs wrong_files(const Records& records, const Ledger& ledger);

/// All of them.
Wrongs wrongs(const Records& records, const Ledger& ledger);

/// The chat that has or had that Telegram id; null for none.
const ChatRecord* chat_of(const Records& records, TelegramChatId chat);
const ChatRecord* chat_of(const Records& records, ChatKey key);
/// What was said about posts and may have had an effect, by post: presses that were not refused,
/// and what was done at the shell; with the instants by the machine's clock.
std::multimap<std::int64_t, DeedRecord> deeds_by_post(const Records& records);

}  // namespace igbot::test
