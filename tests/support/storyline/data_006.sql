-- SPDX-License-Identifier: MIT
-- One team of the first days. :hash_a, :size_a, … are what make_dumps found of the media files.
INSERT INTO users (id, telegram_user_id, telegram_username, telegram_first_name, team_name, role)
VALUES ('00000000-0000-4000-8000-000000000001', 1001, 'anna', 'Anna', 'Team', 'admin'),
  ('00000000-0000-4000-8000-000000000002', 1002, NULL, 'Bob', 'Team', 'member');
INSERT INTO chat_settings (id, telegram_chat_id, chat_name, posts_per_day)
VALUES ('00000000-0000-4000-8000-0000000000c1', -1001111, 'First team', 4);
INSERT INTO media_items (id, file_path, file_name, file_size, file_hash, category, times_posted)
VALUES
  ('00000000-0000-4000-8000-0000000000a1', '/srv/old-media/memes/a.jpg', 'a.jpg', :size_a,
   :'sha256_a', 'memes', 2),
  ('00000000-0000-4000-8000-0000000000a2', '/srv/old-media/memes/b.jpg', 'b.jpg', :size_b,
   :'md5_b', 'memes', 0);
INSERT INTO media_posting_locks (media_item_id, locked_until, lock_reason)
VALUES ('00000000-0000-4000-8000-0000000000a2', NULL, 'permanent_reject');
INSERT INTO posting_queue (media_item_id, scheduled_for, status, retry_count)
VALUES ('00000000-0000-4000-8000-0000000000a1', NOW() + INTERVAL '2 days', 'retrying', 1);
INSERT INTO category_post_case_mix (category, ratio) VALUES ('memes', 1);
