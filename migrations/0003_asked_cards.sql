-- SPDX-License-Identifier: MIT
-- Remembers which posts ask with a card, so that what a person asked to see is not published unseen
-- in a chat that publishes by itself.
ALTER TABLE posts ADD COLUMN asks INTEGER NOT NULL DEFAULT 0 CHECK (asks IN (0, 1));
UPDATE posts SET asks = 1 WHERE approved = 1 AND state IN ('planned', 'claimed', 'sending');
