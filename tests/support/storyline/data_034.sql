-- SPDX-License-Identifier: MIT
-- Two teams of the last version, and much that such a database may hold. :sha256_a, :size_a, … are
-- what make_dumps found of the media files; :token_… are Fernet tokens. Times are UTC.
INSERT INTO users (id, telegram_user_id, telegram_username, telegram_first_name, role, is_active)
VALUES
  ('00000000-0000-4000-8000-000000000001', 1001, 'anna', 'Anna', 'admin', TRUE),
  ('00000000-0000-4000-8000-000000000002', 1002, NULL, E'Böb\t"Tab" \\N 🌊', 'member', TRUE),
  ('00000000-0000-4000-8000-000000000003', 1003, NULL, NULL, 'member', FALSE);

INSERT INTO instagram_accounts (id, display_name, instagram_account_id, instagram_username,
  is_active, auth_method)
VALUES
  ('00000000-0000-4000-8000-0000000000e1', 'Team One', '17841400000000001', 'Team.One', TRUE,
   'instagram_login'),
  ('00000000-0000-4000-8000-0000000000e2', 'Former', '17841400000000002', 'former', FALSE, NULL),
  ('00000000-0000-4000-8000-0000000000e3', 'Team Two', '17841400000000003', NULL, TRUE, 'oauth');

INSERT INTO chat_settings (id, telegram_chat_id, display_name, dry_run_mode, enable_instagram_api,
  is_paused, paused_at, paused_by_user_id, posts_per_day, posting_hours_start, posting_hours_end,
  posting_timezone, skip_ttl_days, caption_style, show_verbose_notifications, media_sync_enabled,
  media_source_type, media_source_root, active_instagram_account_id, onboarding_completed)
VALUES
  ('00000000-0000-4000-8000-0000000000c1', -1001111, 'Team "One"', FALSE, TRUE, TRUE,
   '2026-05-01 10:00:00.123456', '00000000-0000-4000-8000-000000000001', 5, 9, 22, 'Europe/Berlin',
   60, 'simple', FALSE, TRUE, 'local', '/srv/old-media', '00000000-0000-4000-8000-0000000000e1',
   TRUE),
  ('00000000-0000-4000-8000-0000000000c2', -1002222, NULL, TRUE, FALSE, FALSE, NULL, NULL, 3, 14, 2,
   NULL, 5000, NULL, TRUE, FALSE, 'google_drive', 'folder123',
   '00000000-0000-4000-8000-0000000000e3', TRUE),
  ('00000000-0000-4000-8000-0000000000c3', 555, NULL, TRUE, FALSE, FALSE, NULL, NULL, 3, 14, 2,
   NULL, NULL, NULL, TRUE, FALSE, NULL, NULL, NULL, FALSE);

INSERT INTO user_chat_memberships (user_id, chat_settings_id, instance_role, is_active)
VALUES
  ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000c1', 'owner', TRUE),
  ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000c1', 'member', TRUE),
  ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000c2', 'admin', TRUE),
  ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-0000000000c2', 'member', FALSE);

INSERT INTO api_tokens (service_name, token_type, token_value, issued_at, expires_at,
  instagram_account_id, chat_settings_id, revoked_at)
VALUES
  ('instagram', 'access_token', :'token_one', '2026-04-01', '2027-01-01 12:00:00',
   '00000000-0000-4000-8000-0000000000e1', NULL, NULL),
  ('instagram', 'access_token', :'token_revoked', '2026-04-01', NULL,
   '00000000-0000-4000-8000-0000000000e2', NULL, '2026-05-01'),
  ('instagram', 'access_token', :'token_two', '2026-04-01', NULL,
   '00000000-0000-4000-8000-0000000000e3', NULL, NULL),
  ('google_drive', 'oauth_refresh', :'token_drive', '2026-04-01', NULL, NULL,
   '00000000-0000-4000-8000-0000000000c2', NULL),
  ('google_drive', 'oauth_access', :'token_drive', '2026-04-01', NULL, NULL,
   '00000000-0000-4000-8000-0000000000c2', NULL),
  ('google_drive', 'service_account_json', :'token_lost', '2026-04-01', NULL, NULL,
   '00000000-0000-4000-8000-0000000000c2', NULL),
  ('shopify', 'access_token', :'token_one', '2026-04-01', NULL, NULL, NULL, NULL);

INSERT INTO media_items (id, chat_settings_id, file_path, file_name, file_size, file_hash,
  mime_type, category, title, caption, link_url, tags, times_posted, last_posted_at, is_active,
  source_type, source_identifier)
VALUES
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000c1',
   '/srv/old-media/memes/a.jpg', 'a.jpg', :size_a, :'sha256_a', 'image/jpeg', 'memes', 'Größe',
   E'line one\nline two\twith tab, back\\slash and \\N\r\n🌊', 'https://example.org/?a=b&c=d',
   ARRAY['summer', 'new york', 'a,b', 'say "hi"', 'back\slash'], 3, '2026-05-01 08:30:00.5', TRUE,
   'local', '/srv/old-media/memes/a.jpg'),
  ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-0000000000c1',
   '/srv/old-media/memes/b.jpg', 'b.jpg', :size_b, :'md5_b', 'image/jpeg', 'memes', NULL, NULL,
   'not a link', '{}', 1, '2026-05-02', TRUE, 'local', '/srv/old-media/memes/b.jpg'),
  ('00000000-0000-4000-8000-0000000000a3', '00000000-0000-4000-8000-0000000000c1',
   '/srv/old-media/merch/c.jpg', 'c.jpg', :size_c, :'sha256_c', 'image/jpeg', 'merch', NULL, NULL,
   NULL, NULL, 0, NULL, TRUE, 'local', '/srv/old-media/merch/c.jpg'),
  ('00000000-0000-4000-8000-0000000000a4', '00000000-0000-4000-8000-0000000000c1',
   '/srv/old-media/merch/copy-of-a.jpg', 'copy-of-a.jpg', :size_a, :'sha256_a', 'image/jpeg',
   'merch', NULL, NULL, NULL, NULL, 0, NULL, TRUE, 'local', '/srv/old-media/merch/copy-of-a.jpg'),
  ('00000000-0000-4000-8000-0000000000a5', '00000000-0000-4000-8000-0000000000c1',
   '/srv/old-media/memes/gone.jpg', 'gone.jpg', 77, repeat('0', 64), 'image/jpeg', 'memes', NULL,
   NULL, NULL, NULL, 0, NULL, FALSE, 'local', '/srv/old-media/memes/gone.jpg'),
  ('00000000-0000-4000-8000-0000000000a6', '00000000-0000-4000-8000-0000000000c1',
   '/srv/old-media/memes/d.jpg', 'd.jpg', :size_d, :'md5_d', NULL, 'memes', NULL, NULL, NULL, NULL,
   0, NULL, TRUE, 'local', '/srv/old-media/memes/d.jpg'),
  ('00000000-0000-4000-8000-0000000000a7', '00000000-0000-4000-8000-0000000000c1',
   '/srv/old-media/memes/odd.jpg', 'odd.jpg', 1, 'no digest', NULL, 'memes', NULL, NULL, NULL, NULL,
   0, NULL, TRUE, 'local', '/srv/old-media/memes/odd.jpg'),
  ('00000000-0000-4000-8000-0000000000a8', '00000000-0000-4000-8000-0000000000c1',
   '/srv/elsewhere/e.jpg', 'e.jpg', 1, repeat('1', 64), NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL,
   TRUE, 'local', '/srv/elsewhere/e.jpg'),
  ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000c2',
   'google_drive://drive-1', 'one.jpg', :size_a, :'md5_a', 'image/jpeg', 'memes', NULL, NULL, NULL,
   NULL, 9, '2026-05-03', TRUE, 'google_drive', 'drive-1'),
  ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-0000000000c2',
   'google_drive://drive-2', 'two.jpg', :size_b, :'md5_b', 'image/jpeg', NULL, NULL, NULL, NULL,
   NULL, 0, NULL, TRUE, 'google_drive', 'drive-2');

INSERT INTO media_posting_locks (id, media_item_id, chat_settings_id, locked_at, locked_until,
  lock_reason, created_by_user_id)
VALUES
  ('00000000-0000-4000-8000-0000000000d1', '00000000-0000-4000-8000-0000000000a2',
   '00000000-0000-4000-8000-0000000000c1', '2026-05-02', '2036-01-01', 'recent_post', NULL),
  ('00000000-0000-4000-8000-0000000000d2', '00000000-0000-4000-8000-0000000000a3',
   '00000000-0000-4000-8000-0000000000c1', '2026-05-02', NULL, 'permanent_reject',
   '00000000-0000-4000-8000-000000000001'),
  ('00000000-0000-4000-8000-0000000000d3', '00000000-0000-4000-8000-0000000000a6',
   '00000000-0000-4000-8000-0000000000c1', '2026-05-02', NULL, 'manual_hold', NULL),
  ('00000000-0000-4000-8000-0000000000d4', '00000000-0000-4000-8000-0000000000a1',
   '00000000-0000-4000-8000-0000000000c1', '2026-05-02', '2026-05-03', 'skip', NULL),
  ('00000000-0000-4000-8000-0000000000d5', '00000000-0000-4000-8000-0000000000a1',
   '00000000-0000-4000-8000-0000000000c2', '2026-05-02', '2036-01-01', 'skip', NULL),
  ('00000000-0000-4000-8000-0000000000d6', '00000000-0000-4000-8000-0000000000a5',
   '00000000-0000-4000-8000-0000000000c1', '2026-05-02', 'infinity', 'skip', NULL),
  ('00000000-0000-4000-8000-0000000000d7', '00000000-0000-4000-8000-0000000000b2',
   '00000000-0000-4000-8000-0000000000c2', '2026-05-02', '2036-01-01', 'seasonal', NULL);

INSERT INTO category_post_case_mix (category, ratio, effective_from, effective_to, is_current,
  chat_settings_id)
VALUES
  ('memes', 0.5, '2026-01-01', '2026-03-01', FALSE, '00000000-0000-4000-8000-0000000000c1'),
  ('merch', 0.5, '2026-01-01', '2026-03-01', FALSE, '00000000-0000-4000-8000-0000000000c1'),
  ('memes', 0.7, '2026-03-01', NULL, TRUE, '00000000-0000-4000-8000-0000000000c1'),
  ('merch', 0.2999, '2026-03-01', NULL, TRUE, '00000000-0000-4000-8000-0000000000c1'),
  ('memes', 0.9, '2026-03-01', NULL, TRUE, '00000000-0000-4000-8000-0000000000c2');

INSERT INTO posting_history (media_item_id, chat_settings_id, queue_item_id, queue_created_at,
  queue_deleted_at, scheduled_for, posted_at, status, success, instagram_story_id,
  instagram_permalink, posted_by_user_id, posted_by_telegram_username, posting_method, error_message)
VALUES
  ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-0000000000c1', NULL,
   '2026-05-01', '2026-05-02', '2026-05-02', '2026-05-02 00:01', 'posted', TRUE, NULL, NULL,
   '00000000-0000-4000-8000-000000000001', 'anna', 'telegram_manual', NULL),
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000c1', NULL,
   '2026-04-01', '2026-04-02', '2026-04-02', '2026-04-02 00:01', 'skipped', TRUE, NULL, NULL,
   NULL, 'guest', NULL, NULL),
  ('00000000-0000-4000-8000-0000000000a3', '00000000-0000-4000-8000-0000000000c1', NULL,
   '2026-04-01', '2026-04-03', '2026-04-03', '2026-04-03 00:01', 'rejected', TRUE, NULL, NULL,
   '00000000-0000-4000-8000-000000000001', 'anna', NULL, NULL),
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000c1', NULL,
   '2026-04-01', '2026-04-04', '2026-04-04', '2026-04-04 00:01', 'failed', FALSE, NULL, NULL,
   NULL, NULL, 'instagram_api', E'(#4) rate limit\nsecond line'),
  ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000c2', NULL,
   '2026-05-01', '2026-05-03', '2026-05-03', '2026-05-03 00:01', 'posted', TRUE, '18000000000000001',
   'https://www.instagram.com/stories/x/1', NULL, NULL, 'instagram_api', NULL);

INSERT INTO posting_queue (id, media_item_id, chat_settings_id, scheduled_for, status,
  telegram_message_id, telegram_chat_id)
VALUES
  ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000a1',
   '00000000-0000-4000-8000-0000000000c1', NOW() + INTERVAL '2 days', 'pending', NULL, NULL),
  ('00000000-0000-4000-8000-0000000000f2', '00000000-0000-4000-8000-0000000000a4',
   '00000000-0000-4000-8000-0000000000c1', NOW() + INTERVAL '3 days', 'pending', NULL, NULL),
  ('00000000-0000-4000-8000-0000000000f3', '00000000-0000-4000-8000-0000000000a6',
   '00000000-0000-4000-8000-0000000000c1', NOW() - INTERVAL '20 minutes', 'pending', NULL, NULL),
  ('00000000-0000-4000-8000-0000000000f4', '00000000-0000-4000-8000-0000000000a3',
   '00000000-0000-4000-8000-0000000000c1', NOW() - INTERVAL '3 hours', 'processing', 4711, -1001111),
  ('00000000-0000-4000-8000-0000000000f5', '00000000-0000-4000-8000-0000000000a5',
   '00000000-0000-4000-8000-0000000000c1', NOW() - INTERVAL '1 hour', 'processing', NULL, NULL),
  ('00000000-0000-4000-8000-0000000000f6', '00000000-0000-4000-8000-0000000000b2',
   '00000000-0000-4000-8000-0000000000c2', NOW() - INTERVAL '1 day', 'failed', NULL, NULL),
  ('00000000-0000-4000-8000-0000000000f7', '00000000-0000-4000-8000-0000000000b1',
   '00000000-0000-4000-8000-0000000000c2', NOW() - INTERVAL '1 hour', 'processing', 99, -1009999);

INSERT INTO audit_log (entity_type, action, field_changed, new_value)
VALUES ('setting', 'update', 'posts_per_day', '5');
INSERT INTO service_runs (service_name, method_name, result_summary)
VALUES ('PostingService', 'process_pending_posts', '{"text": "COPY public.users (id) FROM stdin;"}');
