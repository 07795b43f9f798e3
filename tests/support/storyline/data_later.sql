-- SPDX-License-Identifier: MIT
-- What the two teams did after the first dump.
INSERT INTO media_items (id, chat_settings_id, file_path, file_name, file_size, file_hash, category,
  source_type)
VALUES ('00000000-0000-4000-8000-0000000000a9', '00000000-0000-4000-8000-0000000000c1',
  '/srv/old-media/memes/new.jpg', 'new.jpg', 78, repeat('2', 64), 'memes', 'local');
UPDATE media_items SET title = 'Changed there'
WHERE id = '00000000-0000-4000-8000-0000000000a1';
UPDATE chat_settings SET posts_per_day = 7;
-- What was planned went out, and what awaited a decision was skipped.
INSERT INTO posting_history (media_item_id, chat_settings_id, queue_item_id, queue_created_at,
  queue_deleted_at, scheduled_for, posted_at, status, success, posting_method)
SELECT media_item_id, chat_settings_id, id, created_at, NOW(), scheduled_for, NOW(),
  CASE status WHEN 'pending' THEN 'posted' ELSE 'skipped' END, TRUE, 'telegram_manual'
FROM posting_queue WHERE id IN ('00000000-0000-4000-8000-0000000000f1',
  '00000000-0000-4000-8000-0000000000f4');
DELETE FROM posting_queue WHERE id IN ('00000000-0000-4000-8000-0000000000f1',
  '00000000-0000-4000-8000-0000000000f4');
