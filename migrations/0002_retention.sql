-- SPDX-License-Identifier: MIT
-- Finds old messages and ended conditions by an index, so that the worker can forget them.

-- Messages that have left or were given up, which nobody reads any more.
CREATE INDEX outbox_ended ON outbox (created_at) WHERE state IN ('sent', 'dropped');

-- Messages in a chat that offer nothing and belong to no post's history.
CREATE INDEX bot_messages_done ON bot_messages (sent_at)
  WHERE has_open_buttons = 0 AND post_id IS NULL;

CREATE INDEX conditions_ended ON conditions (ended_at) WHERE ended_at IS NOT NULL;
