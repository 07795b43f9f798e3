-- SPDX-License-Identifier: MIT
-- How a database in the field may differ from its migrations.
ALTER TABLE media_posting_locks DROP COLUMN chat_settings_id;
ALTER TABLE media_items ADD COLUMN "Odd, ""one""" TEXT DEFAULT 'x';
CREATE TABLE waitlist_signups (id SERIAL PRIMARY KEY, email TEXT);
INSERT INTO waitlist_signups (email) VALUES ('a@example.org');
