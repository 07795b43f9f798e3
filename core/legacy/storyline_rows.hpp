// SPDX-License-Identifier: MIT
#pragma once

#include "core/legacy/column_view.hpp"
#include "core/legacy/storyline_dump.hpp"

namespace igbot::legacy {

// One row of each table, by the columns its dump has. Each throws BadRow for a row that cannot be
// used; the line is the caller's to fill in.
OldUser user_from(const ColumnView& c);
OldChat chat_from(const ColumnView& c);
OldMembership membership_from(const ColumnView& c);
OldAccount account_from(const ColumnView& c);
OldToken token_from(const ColumnView& c);
OldMedia media_from(const ColumnView& c);
OldQueueItem queue_item_from(const ColumnView& c);
OldHistoryItem history_item_from(const ColumnView& c);
OldLock lock_from(const ColumnView& c);
OldShare share_from(const ColumnView& c);

}  // namespace igbot::legacy
