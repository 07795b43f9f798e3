-- A database as a release left it (tests/migration/freeze); its folder is @FOLDER@.
PRAGMA application_id=1768383092;
PRAGMA user_version=1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;
INSERT INTO schema_version VALUES(1,'initial','e4a1cb158c6d6b7d7de4f2f38a50780f57b1eb988ddb87d9312cd9fd296d5986',1795686953559);
CREATE TABLE chats (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  telegram_id INTEGER NOT NULL UNIQUE,
  username TEXT,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('setup', 'active', 'unreachable', 'archived')),
  -- Whether it is a channel, where only administrators act.
  is_channel INTEGER NOT NULL DEFAULT 0 CHECK (is_channel IN (0, 1)),
  -- 1 after `schedule create`, 0 after `schedule clear`: whether the worker tops the plan up.
  auto_plan INTEGER NOT NULL DEFAULT 0 CHECK (auto_plan IN (0, 1)),
  -- When the worker must next look at this chat's plan; NULL = never by itself.
  plan_wake_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
INSERT INTO chats VALUES(1,-1001,'team_stories','team','active',1,1,1795741200000,1795686953638,1795686965322);
INSERT INTO chats VALUES(2,-1002,NULL,'others','active',0,1,1795741200000,1795686956243,1795686965370);
INSERT INTO chats VALUES(3,-1005,NULL,'closed','archived',0,0,NULL,1795686963433,1795686963892);
INSERT INTO chats VALUES(4,-1003,NULL,'bucket','unreachable',0,0,NULL,1795686967192,1795686969051);
INSERT INTO chats VALUES(5,-1004,NULL,'drive','active',0,0,NULL,1795686968243,1795686968243);
INSERT INTO chats VALUES(6,-1006,NULL,'begun','setup',0,0,NULL,1795686969051,1795686969051);
CREATE TABLE chat_former_ids (
  telegram_id INTEGER PRIMARY KEY,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  until INTEGER NOT NULL
) STRICT;
INSERT INTO chat_former_ids VALUES(-4001,1,1795686969051);
CREATE TABLE chat_settings (
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (chat_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO chat_settings VALUES(1,'access_policy','everyone');
INSERT INTO chat_settings VALUES(1,'active_account','shop');
INSERT INTO chat_settings VALUES(1,'approval_ttl_hours','24');
INSERT INTO chat_settings VALUES(1,'caption_style','enhanced');
INSERT INTO chat_settings VALUES(1,'dry_run_mode','true');
INSERT INTO chat_settings VALUES(1,'enable_instagram_api','true');
INSERT INTO chat_settings VALUES(1,'is_paused','false');
INSERT INTO chat_settings VALUES(1,'media_source_config','{"path":"@FOLDER@/photos"}');
INSERT INTO chat_settings VALUES(1,'media_source_type','local');
INSERT INTO chat_settings VALUES(1,'media_sync_enabled','true');
INSERT INTO chat_settings VALUES(1,'media_sync_minutes','60');
INSERT INTO chat_settings VALUES(1,'overdue_max_minutes','120');
INSERT INTO chat_settings VALUES(1,'overdue_policy','one');
INSERT INTO chat_settings VALUES(1,'pause_reason','');
INSERT INTO chat_settings VALUES(1,'paused_at','');
INSERT INTO chat_settings VALUES(1,'paused_by','');
INSERT INTO chat_settings VALUES(1,'paused_until','');
INSERT INTO chat_settings VALUES(1,'plan_ahead_days','7');
INSERT INTO chat_settings VALUES(1,'posting_hours_end','2');
INSERT INTO chat_settings VALUES(1,'posting_hours_start','14');
INSERT INTO chat_settings VALUES(1,'posting_timezone','Europe/Berlin');
INSERT INTO chat_settings VALUES(1,'posts_per_day','4');
INSERT INTO chat_settings VALUES(1,'repost_ttl_days','30');
INSERT INTO chat_settings VALUES(1,'require_approval','true');
INSERT INTO chat_settings VALUES(1,'show_verbose_notifications','true');
INSERT INTO chat_settings VALUES(1,'skip_ttl_days','45');
INSERT INTO chat_settings VALUES(1,'slot_jitter_minutes','30');
INSERT INTO chat_settings VALUES(2,'access_policy','everyone');
INSERT INTO chat_settings VALUES(2,'active_account','shop');
INSERT INTO chat_settings VALUES(2,'approval_ttl_hours','24');
INSERT INTO chat_settings VALUES(2,'caption_style','enhanced');
INSERT INTO chat_settings VALUES(2,'dry_run_mode','true');
INSERT INTO chat_settings VALUES(2,'enable_instagram_api','true');
INSERT INTO chat_settings VALUES(2,'is_paused','false');
INSERT INTO chat_settings VALUES(2,'media_source_config','{"path":"@FOLDER@/photos"}');
INSERT INTO chat_settings VALUES(2,'media_source_type','local');
INSERT INTO chat_settings VALUES(2,'media_sync_enabled','true');
INSERT INTO chat_settings VALUES(2,'media_sync_minutes','60');
INSERT INTO chat_settings VALUES(2,'overdue_max_minutes','120');
INSERT INTO chat_settings VALUES(2,'overdue_policy','one');
INSERT INTO chat_settings VALUES(2,'pause_reason','');
INSERT INTO chat_settings VALUES(2,'paused_at','');
INSERT INTO chat_settings VALUES(2,'paused_by','');
INSERT INTO chat_settings VALUES(2,'paused_until','');
INSERT INTO chat_settings VALUES(2,'plan_ahead_days','7');
INSERT INTO chat_settings VALUES(2,'posting_hours_end','2');
INSERT INTO chat_settings VALUES(2,'posting_hours_start','14');
INSERT INTO chat_settings VALUES(2,'posting_timezone','Europe/Berlin');
INSERT INTO chat_settings VALUES(2,'posts_per_day','4');
INSERT INTO chat_settings VALUES(2,'repost_ttl_days','30');
INSERT INTO chat_settings VALUES(2,'require_approval','true');
INSERT INTO chat_settings VALUES(2,'show_verbose_notifications','true');
INSERT INTO chat_settings VALUES(2,'skip_ttl_days','45');
INSERT INTO chat_settings VALUES(2,'slot_jitter_minutes','30');
INSERT INTO chat_settings VALUES(3,'access_policy','everyone');
INSERT INTO chat_settings VALUES(3,'active_account','');
INSERT INTO chat_settings VALUES(3,'approval_ttl_hours','24');
INSERT INTO chat_settings VALUES(3,'caption_style','enhanced');
INSERT INTO chat_settings VALUES(3,'dry_run_mode','true');
INSERT INTO chat_settings VALUES(3,'enable_instagram_api','false');
INSERT INTO chat_settings VALUES(3,'is_paused','false');
INSERT INTO chat_settings VALUES(3,'media_source_config','{}');
INSERT INTO chat_settings VALUES(3,'media_source_type','local');
INSERT INTO chat_settings VALUES(3,'media_sync_enabled','true');
INSERT INTO chat_settings VALUES(3,'media_sync_minutes','60');
INSERT INTO chat_settings VALUES(3,'overdue_max_minutes','120');
INSERT INTO chat_settings VALUES(3,'overdue_policy','one');
INSERT INTO chat_settings VALUES(3,'pause_reason','');
INSERT INTO chat_settings VALUES(3,'paused_at','');
INSERT INTO chat_settings VALUES(3,'paused_by','');
INSERT INTO chat_settings VALUES(3,'paused_until','');
INSERT INTO chat_settings VALUES(3,'plan_ahead_days','7');
INSERT INTO chat_settings VALUES(3,'posting_hours_end','2');
INSERT INTO chat_settings VALUES(3,'posting_hours_start','14');
INSERT INTO chat_settings VALUES(3,'posting_timezone','UTC');
INSERT INTO chat_settings VALUES(3,'posts_per_day','3');
INSERT INTO chat_settings VALUES(3,'repost_ttl_days','30');
INSERT INTO chat_settings VALUES(3,'require_approval','true');
INSERT INTO chat_settings VALUES(3,'show_verbose_notifications','true');
INSERT INTO chat_settings VALUES(3,'skip_ttl_days','45');
INSERT INTO chat_settings VALUES(3,'slot_jitter_minutes','30');
INSERT INTO chat_settings VALUES(4,'access_policy','everyone');
INSERT INTO chat_settings VALUES(4,'active_account','');
INSERT INTO chat_settings VALUES(4,'approval_ttl_hours','24');
INSERT INTO chat_settings VALUES(4,'caption_style','enhanced');
INSERT INTO chat_settings VALUES(4,'dry_run_mode','true');
INSERT INTO chat_settings VALUES(4,'enable_instagram_api','false');
INSERT INTO chat_settings VALUES(4,'is_paused','false');
INSERT INTO chat_settings VALUES(4,'media_source_config','{"bucket":"photos","credential":3,"endpoint":"http://127.0.0.1:53401","path_style":true,"region":"us-east-1"}');
INSERT INTO chat_settings VALUES(4,'media_source_type','s3');
INSERT INTO chat_settings VALUES(4,'media_sync_enabled','true');
INSERT INTO chat_settings VALUES(4,'media_sync_minutes','60');
INSERT INTO chat_settings VALUES(4,'overdue_max_minutes','120');
INSERT INTO chat_settings VALUES(4,'overdue_policy','one');
INSERT INTO chat_settings VALUES(4,'pause_reason','');
INSERT INTO chat_settings VALUES(4,'paused_at','');
INSERT INTO chat_settings VALUES(4,'paused_by','');
INSERT INTO chat_settings VALUES(4,'paused_until','');
INSERT INTO chat_settings VALUES(4,'plan_ahead_days','7');
INSERT INTO chat_settings VALUES(4,'posting_hours_end','2');
INSERT INTO chat_settings VALUES(4,'posting_hours_start','14');
INSERT INTO chat_settings VALUES(4,'posting_timezone','UTC');
INSERT INTO chat_settings VALUES(4,'posts_per_day','3');
INSERT INTO chat_settings VALUES(4,'repost_ttl_days','30');
INSERT INTO chat_settings VALUES(4,'require_approval','true');
INSERT INTO chat_settings VALUES(4,'show_verbose_notifications','true');
INSERT INTO chat_settings VALUES(4,'skip_ttl_days','45');
INSERT INTO chat_settings VALUES(4,'slot_jitter_minutes','30');
INSERT INTO chat_settings VALUES(5,'access_policy','everyone');
INSERT INTO chat_settings VALUES(5,'active_account','');
INSERT INTO chat_settings VALUES(5,'approval_ttl_hours','24');
INSERT INTO chat_settings VALUES(5,'caption_style','enhanced');
INSERT INTO chat_settings VALUES(5,'dry_run_mode','true');
INSERT INTO chat_settings VALUES(5,'enable_instagram_api','false');
INSERT INTO chat_settings VALUES(5,'is_paused','false');
INSERT INTO chat_settings VALUES(5,'media_source_config','{"credential":4,"folder_id":"1aB-000000000000000000000002_xYz9","name":"Stories"}');
INSERT INTO chat_settings VALUES(5,'media_source_type','google_drive');
INSERT INTO chat_settings VALUES(5,'media_sync_enabled','true');
INSERT INTO chat_settings VALUES(5,'media_sync_minutes','60');
INSERT INTO chat_settings VALUES(5,'overdue_max_minutes','120');
INSERT INTO chat_settings VALUES(5,'overdue_policy','one');
INSERT INTO chat_settings VALUES(5,'pause_reason','');
INSERT INTO chat_settings VALUES(5,'paused_at','');
INSERT INTO chat_settings VALUES(5,'paused_by','');
INSERT INTO chat_settings VALUES(5,'paused_until','');
INSERT INTO chat_settings VALUES(5,'plan_ahead_days','7');
INSERT INTO chat_settings VALUES(5,'posting_hours_end','2');
INSERT INTO chat_settings VALUES(5,'posting_hours_start','14');
INSERT INTO chat_settings VALUES(5,'posting_timezone','UTC');
INSERT INTO chat_settings VALUES(5,'posts_per_day','3');
INSERT INTO chat_settings VALUES(5,'repost_ttl_days','30');
INSERT INTO chat_settings VALUES(5,'require_approval','true');
INSERT INTO chat_settings VALUES(5,'show_verbose_notifications','true');
INSERT INTO chat_settings VALUES(5,'skip_ttl_days','45');
INSERT INTO chat_settings VALUES(5,'slot_jitter_minutes','30');
CREATE TABLE chat_settings_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  settings TEXT NOT NULL,
  mix TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  changed_by TEXT NOT NULL,
  changed_by_name TEXT NOT NULL,
  reason TEXT,
  UNIQUE (chat_id, id),
  CHECK ((valid_to IS NULL) = (is_current = 1))
) STRICT;
INSERT INTO chat_settings_history VALUES(1,1,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{"path":"@FOLDER@/photos"},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"Europe/Berlin","posts_per_day":3,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{}',1795686953638,1795686954655,0,'cli:root','root','Initial setup');
INSERT INTO chat_settings_history VALUES(2,1,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{"path":"@FOLDER@/photos"},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"Europe/Berlin","posts_per_day":3,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{"memes":7000,"merch":3000}',1795686954655,1795686960078,0,'cli:root','root','start');
INSERT INTO chat_settings_history VALUES(3,2,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{"path":"@FOLDER@/photos"},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"Europe/Berlin","posts_per_day":3,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{}',1795686956243,1795686957015,0,'cli:root','root','Initial setup');
INSERT INTO chat_settings_history VALUES(4,2,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{"path":"@FOLDER@/photos"},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"Europe/Berlin","posts_per_day":3,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{"memes":7000,"merch":3000}',1795686957015,1795686962541,0,'cli:root','root','start');
INSERT INTO chat_settings_history VALUES(5,1,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{"path":"@FOLDER@/photos"},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"Europe/Berlin","posts_per_day":4,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{"memes":7000,"merch":3000}',1795686960078,1795686960462,0,'cli:root','root','more');
INSERT INTO chat_settings_history VALUES(6,1,'{"access_policy":"everyone","active_account":"shop","approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":true,"is_paused":false,"media_source_config":{"path":"@FOLDER@/photos"},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"Europe/Berlin","posts_per_day":4,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{"memes":7000,"merch":3000}',1795686960462,NULL,1,'cli:root','root',NULL);
INSERT INTO chat_settings_history VALUES(7,2,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{"path":"@FOLDER@/photos"},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"Europe/Berlin","posts_per_day":4,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{"memes":7000,"merch":3000}',1795686962541,1795686962971,0,'cli:root','root','more');
INSERT INTO chat_settings_history VALUES(8,2,'{"access_policy":"everyone","active_account":"shop","approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":true,"is_paused":false,"media_source_config":{"path":"@FOLDER@/photos"},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"Europe/Berlin","posts_per_day":4,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{"memes":7000,"merch":3000}',1795686962971,NULL,1,'cli:root','root',NULL);
INSERT INTO chat_settings_history VALUES(9,3,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"UTC","posts_per_day":3,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{}',1795686963433,NULL,1,'cli:root','root','Initial setup');
INSERT INTO chat_settings_history VALUES(10,4,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"UTC","posts_per_day":3,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{}',1795686967192,1795686967786,0,'cli:root','root','Initial setup');
INSERT INTO chat_settings_history VALUES(11,4,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{"bucket":"photos","credential":3,"endpoint":"http://127.0.0.1:53401","path_style":true,"region":"us-east-1"},"media_source_type":"s3","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"UTC","posts_per_day":3,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{}',1795686967786,NULL,1,'cli:root','root',NULL);
INSERT INTO chat_settings_history VALUES(12,5,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{},"media_source_type":"local","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"UTC","posts_per_day":3,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{}',1795686968243,1795686969051,0,'cli:root','root','Initial setup');
INSERT INTO chat_settings_history VALUES(13,5,'{"access_policy":"everyone","active_account":null,"approval_ttl_hours":24,"caption_style":"enhanced","dry_run_mode":true,"enable_instagram_api":false,"is_paused":false,"media_source_config":{"credential":4,"folder_id":"1aB-000000000000000000000002_xYz9","name":"Stories"},"media_source_type":"google_drive","media_sync_enabled":true,"media_sync_minutes":60,"overdue_max_minutes":120,"overdue_policy":"one","pause_reason":null,"paused_at":null,"paused_by":null,"paused_until":null,"plan_ahead_days":7,"posting_hours_end":2,"posting_hours_start":14,"posting_timezone":"UTC","posts_per_day":3,"repost_ttl_days":30,"require_approval":true,"show_verbose_notifications":true,"skip_ttl_days":45,"slot_jitter_minutes":30}','{}',1795686969051,NULL,1,'cli:root','root',NULL);
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  telegram_id INTEGER NOT NULL UNIQUE,
  username TEXT,
  first_name TEXT NOT NULL DEFAULT '',
  last_name TEXT NOT NULL DEFAULT '',
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL
) STRICT;
INSERT INTO users VALUES(1,1001,'u1001','Ann','',1,1);
INSERT INTO users VALUES(2,77,'both','Bob','',1,1);
INSERT INTO users VALUES(3,1002,'u1002','Ann','',1,1);
CREATE TABLE memberships (
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users (id),
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'member')),
  -- Whether Telegram says the user administers the chat, and when that was asked.
  is_chat_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_chat_admin IN (0, 1)),
  admin_checked_at INTEGER,
  is_present INTEGER NOT NULL DEFAULT 1 CHECK (is_present IN (0, 1)),
  joined_at INTEGER NOT NULL,
  -- When the user last did something in this chat; NULL = never seen, only named.
  last_seen_at INTEGER,
  PRIMARY KEY (chat_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO memberships VALUES(1,1,'member',1,1795686969051,1,1,1795686969051);
INSERT INTO memberships VALUES(1,2,'member',1,1795686969051,1,1,1795686969051);
INSERT INTO memberships VALUES(2,2,'member',0,NULL,1,1,NULL);
INSERT INTO memberships VALUES(2,3,'member',0,NULL,1,1,NULL);
CREATE TABLE chat_invites (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash TEXT NOT NULL UNIQUE,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  used_by_chat INTEGER REFERENCES chats (id)
) STRICT;
INSERT INTO chat_invites VALUES(1,'124e90c8d9e881eb115d873d45a9d2838a96b2ff7e0bf7143c4d7211d672d86d','cli:root',1795686964319,1796291764319,NULL,NULL);
CREATE TABLE credentials (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN
    ('instagram_token', 'google_oauth', 'google_service_account', 's3_keys')),
  key_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  issued_at INTEGER,
  expires_at INTEGER,
  refreshed_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (chat_id, id)
) STRICT;
INSERT INTO credentials VALUES(1,1,'instagram_token','3364a9a2',X'9c96e35bc1f8e3e8f56a55f7d8c5a4010c506a2e7b60e3db6a88c6663000c820c541f52e3cf979ac4dc6acde213d411c7fae57cd02cf2ebae90b10b8c621e1d5b1f15c2318dbf9e24e1f8f25b994f49296183f412b071c398e',NULL,1800006958262,NULL,1795686958262);
INSERT INTO credentials VALUES(2,2,'instagram_token','3364a9a2',X'94d04b29ea0de2bead463e0330fc12e2455513e81255c64b706d0ebabaed85024e4eb427c7998fe6fd3d5dbd2c10f82ea9efa328f28511ac624d2777c3cb49712b78b89c5293de984103c6b0784e5ab3b5fde6626f7efcd88d',NULL,1800006960653,NULL,1795686960653);
INSERT INTO credentials VALUES(3,4,'s3_keys','3364a9a2',X'7bce6689ca0448ef0e4b1bc9eacab670fbc85538e7bf7ce5ed4e4e43973aa39a584767c9e76d9d290a486b283ed0618467866eed30a8ee51bd4758c9cdc7aeba7c032ccf957b529e63721591c5a0cd62f9d254cf0343123a82d7b92f95d10d20ebe6e8094a321c01b114be4cc0ae3aaffcbd9fafaadb4211c1a14625e0be9992c6cb7af2fba5554bfd262ee62617',NULL,NULL,NULL,1795686967786);
INSERT INTO credentials VALUES(4,5,'google_service_account','3364a9a2',X'aa59797c693c382edc2ed4d1c1a8ff73d5760d71453f473bfc9b88645d955cd86dc29feefea0b7757423c47fede3b982c6d6938b5ce8edfb404435ef5427e804c1785ab489b53c7c283efc45af1e2fe5d013bd6f6b12a0824a34fa8b549b926fb3ec1ac7f7aae56402abbb932b8c4f70877c6a79bb9a3908659e206d48a5f8393c0e16405fe0d9eec47ff4a696d42e084c88fc4026a2e2f6003bb247de3dcedb77b1c51605b696412c20d8b6eed74d7030c7e333af48952cdf979809a7fa40c888a8d72be2e683ff45c2e89c46c882c03c3bdbc0549a3114218de44c3e799197062f7184f23c8b552fdeee21d181d133ecc117efbc65ccbbaab20dd29d0a9c7a30cd305e774f6725265af791d5c631e294befbd750fffe3bfda8d5274d1a510a55799fd0ebb32fb17e8e0429ab3a7ba08efcff31e904b823127c033a091c05c013f4ca9d0135c1220d19568ac6a50abf8ad5d334471425d2161d5da80c685404bd1c222fdba702d327425c932e4f8674a20ce912ba2d94e0df0165ddb1a9518b108d91391469033024e13fbee492fc968a0504ec8afa881ed094fc0b5ff1bc61e775e280deb7cc39f15ac463fc1e188c88ce1179e785d7c3658f8f9d38a073b9d2b2d2081d638a33b824984617fd75a47dff51742ed408a8ec12933d7bc434de2ff68900c6bf9ceaac00a63b6d3c4c31f117b676efbeb45a237bd39f0463b12e0dce2eb3bc76c887106c61a20546c77f9f5a048bd39fbc82a9c961966ab055082c146af97c3b1a3631482ca412f0464971d21d2bab50b26fa6d218b2ce86df030840daef93c2ac2920c0b9d4398b9040cf05a6bf7f50e977804f33088d741305e152b1924dcb2e0b46b38af159f563a192038e7a3154c940682731184b13b2196ae7c36c6b1cc7db2b8c34970b0a0abf1e0d139e988626e97bdc3bdfbb2c341cc2ba1fde815c381c3de766e37b10640b03a4c308388baa9c78b11fe3e81f9479b4dae628e0122225be6074532d5ef30680d1b149bbd12d2e5dc9de9a00b091029ea4d151cf6c318afbaf9ba9f54f798ae4cff3ba18c36d70a08953811ac2ac0983afcc8a1b2788003a1aaa7ea31152d165f6dfe36a95b86bbf1e466b056e107727f32430b1d9d646e64c8eea0011c1263ae58eaffa2ab75e3700936fbde16a68b3622ec33ab44f5f0b7cbcb84780808c67cdef3896106227397d39dbc02365bc236a64868ee00b91075224e10a09d67fa255181272835d44683ad817fb12aeaf95219a757964413521d1bd086287ce64cf5531363b4aa2e341783ffe3e14b938eaab3a7a6063e8e66a6327c730d01e3170319ff202135d50973aaa34f7ca55d0609bfd3229a5a852fb8802478c5d2fd62e06a22d3dc6a6743e17bc742ff06b7cbd415849c89c23b29567aada4affa5ceb38b0be8af9267cc1b6263bab7e1077def9ea348da30b0f93930c406afa41c85dd8e1c0297b638541cd1185a123543dd4dfecea4c2f37e6f9f5ba9e785ad534fa1ad7b480f9988e5ee840545583d2696f1f36c37510fa819b7a4e4f54778581489140c905c3a5afc20a39d8d19841c53ee9b07897d6d101c3ac0153e61829bf2f24873fcc8c3597fe16400fde779d2282aa045f3ffaeac322ad878f340e06da93274d6d186647794f16d5efd139b961085268a7a56f6e94045ab09a8f0cb07bcb2e789272613d7420d5ca5e7336bf1e9baa836fb8b92f9d9719ad3f7f07cb07148ef12d79228eec276bcb58eb501bf653772e846be09dce2f5ea301b82f422519ccfd0859ec12d5757c78a21ba6c427d3ca71cdc335b53d47344e6c2573fe2ccea44dc52bf766e4636bbe0ce05329966c0b924e9911844e4d4a1802c38ba14c783071253659cfe814fbb299bf7cb6d3ac4338a4f76eb8f90a3d5e731c16934d69b2a6356baab66de99411b69bccb5419ac0ae1eae795d406ef4d816764829b5039881e8bda80b68fb47186f503b3b31832510c994e766199e20e2dbf66075743f31bf725f16291de312ef6310a136017118eeac21036226a71068407fecb3dc0fd0c2d1531237f33cb8173d5b33b5903b0735e44acb9f50fef5ebb638410e413c52e94def99b1f5f92131ea920e9f5393b6ba42687b7df96dd14b3eb19fe4a9833f6919a6f3ac9a742d6ade523414e5883bcfb34cda63960a392f8b33173b5fb2df0748ef68346525ed8e542f2a50d9e96883452a7bcf6cfdd7b3ee8df0f3623e8eb1f9baeba811c9b43163ad0ddfc54d4a46a67f345e185b0bd9b5d3dbaa2063fee12f01ac2cbe0672926468d77e72ca974b9afd18f9cf5f542067ee11ecf647ed744e16a4fe02a77ddd336785b8d7dc97f4313447906fb17a7858e1283cbd4d53396174a5ad82a0769d94cafdf6af6ef6e3c1cdc021d456fa4a163b13c061ccb8566d9c223dd6631bddec85ce6ef01af788eca7d8ee2818fdb9ec4877a76589ed540955d1b8ad3da32fd10e27e8aa4d18024a3a01f66695a05d59b40db511bedf52b29d1aaf1bdb718a268ac788ac546e668ae7221644f3f34b32a32b7b8a4efd8960f1f920a83dc1a0eccb5b6f78b2f48f73860e108226d5d970fc7089f66775db71fff98d16037a5707fe6c497d6b38feea3420fdaa114cbe17364091834f5f19739ddcc74ec5cdc2692c8f8671f8d6668e0b87e0af754ba70d07b37b87331e2ca0dbfe31ddc978fe975c32698b9a5d77ffb1a5d0e363530922df19e958e67aa36d61e207b9277bc1d8527bf5a2634c5863a35b63a8739fef004393b7d5dd0b53a26d236cfb39736c82858b3b41c837e4d63371bc8670f45785ea237c3fc2fe718dabfbab20b421df358351ee4bf7b24c9e66b2594adca2faf8d344c149953f288657532442fd5586aef79bde478300faa1504fe6494426bbf4bfd3fcebea5166beaf608b6ebca685a28cb30b181fe9c0af811b08215f32c2d',NULL,NULL,NULL,1795686969051);
CREATE TABLE oauth_states (
  state_hash TEXT PRIMARY KEY,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  sealed_verifier BLOB,
  key_id TEXT,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO oauth_states VALUES('36848e53bfa4e1f068d95b433ebcba26cd1e753cb2c2ca89bcb3fec269162fdd',1,'cli:root','instagram',X'ccf28670328f6816092a7fe8eaaa261013b0b36e6abe7ecbcedeeb534089acf54c4a6db24d704163aaf51b25647bd5ac','3364a9a2',1795687566825,NULL);
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  instagram_id TEXT NOT NULL,
  username TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login IN ('instagram', 'facebook')),
  credential_id INTEGER,
  state TEXT NOT NULL CHECK (state IN ('active', 'dead', 'removed')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (chat_id, id),
  FOREIGN KEY (chat_id, credential_id) REFERENCES credentials (chat_id, id)
) STRICT;
INSERT INTO accounts VALUES(1,1,'17841400000000001','shop','instagram',1,'active',1795686958262,1795686958262);
INSERT INTO accounts VALUES(2,2,'17841400000000001','shop','instagram',2,'active',1795686960653,1795686960653);
CREATE TABLE media_sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('local', 'google_drive', 's3')),
  -- What makes it the same source again: real path, folder id, endpoint/bucket/prefix.
  root TEXT NOT NULL,
  config TEXT NOT NULL,
  last_complete_at INTEGER,
  -- What a listing of changes goes on from, and when everything was listed last.
  mark TEXT,
  marked_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (chat_id, id),
  UNIQUE (chat_id, kind, root)
) STRICT;
INSERT INTO media_sources VALUES(1,1,'local','@FOLDER@/photos','{"path":"@FOLDER@/photos"}',1,NULL,NULL,1795686954155);
INSERT INTO media_sources VALUES(2,2,'local','@FOLDER@/photos','{"path":"@FOLDER@/photos"}',1,NULL,NULL,1795686956595);
CREATE TABLE media_contents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  sha256 TEXT,
  md5 TEXT,
  size INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (chat_id, id),
  CHECK (sha256 IS NOT NULL OR md5 IS NOT NULL)
) STRICT;
INSERT INTO media_contents VALUES(1,1,'2997003ec1704df44437e016de205986a80c3cea83ebe7e7007cbd7424973bea',NULL,311,1795686954185);
INSERT INTO media_contents VALUES(2,1,'f4c42d0a997b10a5bee9a67042b4823a0ae0468fc1397f4f9d490a358c24fdcf',NULL,316,1795686954185);
INSERT INTO media_contents VALUES(3,1,'992cd0434fc9af8acba93af027363838cbbff8e1a2fead3cdf5ef678d5a3e6a6',NULL,319,1795686954185);
INSERT INTO media_contents VALUES(4,1,'8301c7b945dacae480664ed743702bdd7e84b010f231a16682d27d0675e24dd2',NULL,317,1795686954185);
INSERT INTO media_contents VALUES(5,1,'45012775025a372d76120bd895418f9473c98091a478db3641c532527fa1ef4b',NULL,319,1795686954185);
INSERT INTO media_contents VALUES(6,1,'5b5e9de9b69cb39af45246e3c415b2047808c3b4355778a08ca9ebc25ff9bde8',NULL,318,1795686954185);
INSERT INTO media_contents VALUES(7,1,'77de581e537e3699aaf1226fab8141fe3a96928bf14fa9948ba4cc6fda07eb36',NULL,319,1795686954185);
INSERT INTO media_contents VALUES(8,1,'4cc63a105f1c0e1f6e9728254f64d096d4ec61d3ad9618588023331a5c1af386',NULL,318,1795686954185);
INSERT INTO media_contents VALUES(9,1,'7b5d1ccd1ca275afaf5cb5c2758bc6940d87161a5494ec858d5ecf5ba45a4573',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(10,1,'161f7c740c12937581b6bfd0fdd19d8dbbb6dc2c96dd29afada8a3115c4b00a2',NULL,319,1795686954185);
INSERT INTO media_contents VALUES(11,1,'eddfa163ffc00cb97394cb1921b5d3998527d86a09a72109073f80a2d442feb8',NULL,321,1795686954185);
INSERT INTO media_contents VALUES(12,1,'26388bcbedd0744cb945e2e00f875b03c6711ffdd2f18e0ec7112d621dae2106',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(13,1,'cf008474cb4be07b32ce7ee5129693c5781ffd4a623dc3d9f47de4cc9a117599',NULL,321,1795686954185);
INSERT INTO media_contents VALUES(14,1,'2e1eea886b1573d9808587499fd6f948cc499b5a056b8f41543bafa7564e987a',NULL,321,1795686954185);
INSERT INTO media_contents VALUES(15,1,'68b18303af0ffcf9b3519423f83e9245dc702db5db73ec13e38d762a387711b2',NULL,321,1795686954185);
INSERT INTO media_contents VALUES(16,1,'287bb2068c80071d90aba3cc197095801e5ec8d7e8dd8b4d6675be21ead12e2a',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(17,1,'294003405f7d0a7d3579ff4e3bf62563a461ff427c4e1294c27364b9368bc0dc',NULL,319,1795686954185);
INSERT INTO media_contents VALUES(18,1,'404eefa6148018825e8088f0f9a96db20b522fc99fb9b292807eb83e7564bcc1',NULL,318,1795686954185);
INSERT INTO media_contents VALUES(19,1,'86a5e41ee376a6fbc341f223905fd5ac10e22718f3e4b9f6052bf53757fa81a1',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(20,1,'f0d725042f0956f657b6adaf3aa39ae5c62b949f072875d5e9f14ff64ee1f4de',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(21,1,'e7e31e471826437d11e03cd6ed9ce8c391cdf7046dcf0a905c261a6b1e28fa5d',NULL,318,1795686954185);
INSERT INTO media_contents VALUES(22,1,'33fc7b457cd9af977d51e01fcd9706d12990db9361fe50048a75ec1fb2bdfac7',NULL,322,1795686954185);
INSERT INTO media_contents VALUES(23,1,'bbeb8b52630c7953aebd07af0a0383dba0ce76c411c97222d31c2aba23ca9f27',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(24,1,'d755c2f41c8fc8a032981fb8b17e627685278a286eb2ee57271aaee82fdab17c',NULL,321,1795686954185);
INSERT INTO media_contents VALUES(25,1,'897318635c8d0a1279d578937ef0d30023ac2077cce60b1aea6c2c9cca20210c',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(26,1,'5fd0205c2bab4043fa64803914d3b858b6370e72c8655b2c8811f550ffd33335',NULL,322,1795686954185);
INSERT INTO media_contents VALUES(27,1,'3275615ae8cbc143b9be98adbb2b3b6fe61991508ad3d8f75b66e7b8733ea053',NULL,322,1795686954185);
INSERT INTO media_contents VALUES(28,1,'4f05d2672c8b917c5b65a28548ccf6d6298481dd388cdd3c7757dc26cda521da',NULL,323,1795686954185);
INSERT INTO media_contents VALUES(29,1,'c6b3956e342255fb89bc2e13ae039ee375776f9c0fc4c7e4547a52dde12975f3',NULL,322,1795686954185);
INSERT INTO media_contents VALUES(30,1,'cdd3e2b68a17a51d6d84cc3ef228a11d924f8827a369e5b3a796d46317aec4e5',NULL,323,1795686954185);
INSERT INTO media_contents VALUES(31,1,'1e9767c78d2366c1d57b639a470a644e41617088019b2a4c46b37e1c43486377',NULL,322,1795686954185);
INSERT INTO media_contents VALUES(32,1,'ead7dea467553b10def4eb2ad3ed234dce58c62c25fa6a0698cc2b112c3b530f',NULL,323,1795686954185);
INSERT INTO media_contents VALUES(33,1,'a008c50920e7cc5c1cea7bb2dba0e29730a3fde40cc501f3742f93ba6e4499f9',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(34,1,'ad9fa1bca4cb284b38876fa0f7faf58ee24ce6d357fae432ed6c049c9ac3b4c8',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(35,1,'adfc758145325d9648c40ee355f7c0ab0a67d22fd27049f0ef1661d1c6a7d4fa',NULL,319,1795686954185);
INSERT INTO media_contents VALUES(36,1,'ecfd2c9b82be72d3703e29b9b6e202f43241e436200115b42478977d56edd934',NULL,321,1795686954185);
INSERT INTO media_contents VALUES(37,1,'04e895d70df72483e64a740b4ed528f0435783b62d59c4542f130c3348e13a7a',NULL,321,1795686954185);
INSERT INTO media_contents VALUES(38,1,'b88f2709da0fd3b1a221c97db2adcd2a8e57742411ec0141b41dc34c4b8a91e4',NULL,321,1795686954185);
INSERT INTO media_contents VALUES(39,1,'551ea96e7b50961fd9def5f3a77df0cea10556abf8de9b9ffcd302bf6fb1f7f4',NULL,321,1795686954185);
INSERT INTO media_contents VALUES(40,1,'478d018a3a60114c7c3b24106d136a65713c0e696216bf62d46c5d8774c27bbb',NULL,320,1795686954185);
INSERT INTO media_contents VALUES(41,2,'2997003ec1704df44437e016de205986a80c3cea83ebe7e7007cbd7424973bea',NULL,311,1795686956630);
INSERT INTO media_contents VALUES(42,2,'f4c42d0a997b10a5bee9a67042b4823a0ae0468fc1397f4f9d490a358c24fdcf',NULL,316,1795686956630);
INSERT INTO media_contents VALUES(43,2,'992cd0434fc9af8acba93af027363838cbbff8e1a2fead3cdf5ef678d5a3e6a6',NULL,319,1795686956630);
INSERT INTO media_contents VALUES(44,2,'8301c7b945dacae480664ed743702bdd7e84b010f231a16682d27d0675e24dd2',NULL,317,1795686956630);
INSERT INTO media_contents VALUES(45,2,'45012775025a372d76120bd895418f9473c98091a478db3641c532527fa1ef4b',NULL,319,1795686956630);
INSERT INTO media_contents VALUES(46,2,'5b5e9de9b69cb39af45246e3c415b2047808c3b4355778a08ca9ebc25ff9bde8',NULL,318,1795686956630);
INSERT INTO media_contents VALUES(47,2,'77de581e537e3699aaf1226fab8141fe3a96928bf14fa9948ba4cc6fda07eb36',NULL,319,1795686956630);
INSERT INTO media_contents VALUES(48,2,'4cc63a105f1c0e1f6e9728254f64d096d4ec61d3ad9618588023331a5c1af386',NULL,318,1795686956630);
INSERT INTO media_contents VALUES(49,2,'7b5d1ccd1ca275afaf5cb5c2758bc6940d87161a5494ec858d5ecf5ba45a4573',NULL,320,1795686956630);
INSERT INTO media_contents VALUES(50,2,'161f7c740c12937581b6bfd0fdd19d8dbbb6dc2c96dd29afada8a3115c4b00a2',NULL,319,1795686956630);
INSERT INTO media_contents VALUES(51,2,'eddfa163ffc00cb97394cb1921b5d3998527d86a09a72109073f80a2d442feb8',NULL,321,1795686956630);
INSERT INTO media_contents VALUES(52,2,'26388bcbedd0744cb945e2e00f875b03c6711ffdd2f18e0ec7112d621dae2106',NULL,320,1795686956630);
INSERT INTO media_contents VALUES(53,2,'cf008474cb4be07b32ce7ee5129693c5781ffd4a623dc3d9f47de4cc9a117599',NULL,321,1795686956630);
INSERT INTO media_contents VALUES(54,2,'2e1eea886b1573d9808587499fd6f948cc499b5a056b8f41543bafa7564e987a',NULL,321,1795686956630);
INSERT INTO media_contents VALUES(55,2,'68b18303af0ffcf9b3519423f83e9245dc702db5db73ec13e38d762a387711b2',NULL,321,1795686956630);
INSERT INTO media_contents VALUES(56,2,'287bb2068c80071d90aba3cc197095801e5ec8d7e8dd8b4d6675be21ead12e2a',NULL,320,1795686956630);
INSERT INTO media_contents VALUES(57,2,'294003405f7d0a7d3579ff4e3bf62563a461ff427c4e1294c27364b9368bc0dc',NULL,319,1795686956630);
INSERT INTO media_contents VALUES(58,2,'404eefa6148018825e8088f0f9a96db20b522fc99fb9b292807eb83e7564bcc1',NULL,318,1795686956630);
INSERT INTO media_contents VALUES(59,2,'86a5e41ee376a6fbc341f223905fd5ac10e22718f3e4b9f6052bf53757fa81a1',NULL,320,1795686956630);
INSERT INTO media_contents VALUES(60,2,'f0d725042f0956f657b6adaf3aa39ae5c62b949f072875d5e9f14ff64ee1f4de',NULL,320,1795686956630);
INSERT INTO media_contents VALUES(61,2,'e7e31e471826437d11e03cd6ed9ce8c391cdf7046dcf0a905c261a6b1e28fa5d',NULL,318,1795686956630);
INSERT INTO media_contents VALUES(62,2,'33fc7b457cd9af977d51e01fcd9706d12990db9361fe50048a75ec1fb2bdfac7',NULL,322,1795686956630);
INSERT INTO media_contents VALUES(63,2,'bbeb8b52630c7953aebd07af0a0383dba0ce76c411c97222d31c2aba23ca9f27',NULL,320,1795686956630);
INSERT INTO media_contents VALUES(64,2,'d755c2f41c8fc8a032981fb8b17e627685278a286eb2ee57271aaee82fdab17c',NULL,321,1795686956630);
INSERT INTO media_contents VALUES(65,2,'897318635c8d0a1279d578937ef0d30023ac2077cce60b1aea6c2c9cca20210c',NULL,320,1795686956630);
INSERT INTO media_contents VALUES(66,2,'5fd0205c2bab4043fa64803914d3b858b6370e72c8655b2c8811f550ffd33335',NULL,322,1795686956630);
INSERT INTO media_contents VALUES(67,2,'3275615ae8cbc143b9be98adbb2b3b6fe61991508ad3d8f75b66e7b8733ea053',NULL,322,1795686956630);
INSERT INTO media_contents VALUES(68,2,'4f05d2672c8b917c5b65a28548ccf6d6298481dd388cdd3c7757dc26cda521da',NULL,323,1795686956630);
INSERT INTO media_contents VALUES(69,2,'c6b3956e342255fb89bc2e13ae039ee375776f9c0fc4c7e4547a52dde12975f3',NULL,322,1795686956630);
INSERT INTO media_contents VALUES(70,2,'cdd3e2b68a17a51d6d84cc3ef228a11d924f8827a369e5b3a796d46317aec4e5',NULL,323,1795686956630);
INSERT INTO media_contents VALUES(71,2,'1e9767c78d2366c1d57b639a470a644e41617088019b2a4c46b37e1c43486377',NULL,322,1795686956630);
INSERT INTO media_contents VALUES(72,2,'ead7dea467553b10def4eb2ad3ed234dce58c62c25fa6a0698cc2b112c3b530f',NULL,323,1795686956630);
INSERT INTO media_contents VALUES(73,2,'a008c50920e7cc5c1cea7bb2dba0e29730a3fde40cc501f3742f93ba6e4499f9',NULL,320,1795686956630);
INSERT INTO media_contents VALUES(74,2,'ad9fa1bca4cb284b38876fa0f7faf58ee24ce6d357fae432ed6c049c9ac3b4c8',NULL,320,1795686956630);
INSERT INTO media_contents VALUES(75,2,'adfc758145325d9648c40ee355f7c0ab0a67d22fd27049f0ef1661d1c6a7d4fa',NULL,319,1795686956630);
INSERT INTO media_contents VALUES(76,2,'ecfd2c9b82be72d3703e29b9b6e202f43241e436200115b42478977d56edd934',NULL,321,1795686956630);
INSERT INTO media_contents VALUES(77,2,'04e895d70df72483e64a740b4ed528f0435783b62d59c4542f130c3348e13a7a',NULL,321,1795686956630);
INSERT INTO media_contents VALUES(78,2,'b88f2709da0fd3b1a221c97db2adcd2a8e57742411ec0141b41dc34c4b8a91e4',NULL,321,1795686956630);
INSERT INTO media_contents VALUES(79,2,'551ea96e7b50961fd9def5f3a77df0cea10556abf8de9b9ffcd302bf6fb1f7f4',NULL,321,1795686956630);
INSERT INTO media_contents VALUES(80,2,'478d018a3a60114c7c3b24106d136a65713c0e696216bf62d46c5d8774c27bbb',NULL,320,1795686956630);
CREATE TABLE media_items (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  source_id INTEGER NOT NULL,
  -- The source's own name for the file (relative path, Drive id, S3 key) and its version there.
  identifier TEXT NOT NULL,
  version TEXT NOT NULL,
  content_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  category TEXT NOT NULL,
  mime TEXT NOT NULL,
  size INTEGER NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  times_posted INTEGER NOT NULL DEFAULT 0,
  last_posted_at INTEGER,
  title TEXT,
  caption TEXT,
  link TEXT,
  tags TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (chat_id, id),
  UNIQUE (chat_id, source_id, identifier),
  FOREIGN KEY (chat_id, source_id) REFERENCES media_sources (chat_id, id),
  FOREIGN KEY (chat_id, content_id) REFERENCES media_contents (chat_id, id)
) STRICT;
INSERT INTO media_items VALUES(1,1,1,'memes/0.jpg','311:1700000001.0',1,'memes/0.jpg','memes','image/jpeg',311,1,0,NULL,'Spring',NULL,NULL,'a, b',1795686954185,1795686959147);
INSERT INTO media_items VALUES(2,1,1,'merch/1.jpg','316:1700000002.0',2,'merch/1.jpg','merch','image/jpeg',316,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(3,1,1,'memes/2.jpg','319:1700000003.0',3,'memes/2.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(4,1,1,'merch/3.jpg','317:1700000004.0',4,'merch/3.jpg','merch','image/jpeg',317,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(5,1,1,'memes/4.jpg','319:1700000005.0',5,'memes/4.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(6,1,1,'merch/5.jpg','318:1700000006.0',6,'merch/5.jpg','merch','image/jpeg',318,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(7,1,1,'memes/6.jpg','319:1700000007.0',7,'memes/6.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(8,1,1,'merch/7.jpg','318:1700000008.0',8,'merch/7.jpg','merch','image/jpeg',318,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(9,1,1,'memes/8.jpg','320:1700000009.0',9,'memes/8.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(10,1,1,'merch/9.jpg','319:1700000010.0',10,'merch/9.jpg','merch','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(11,1,1,'memes/10.jpg','321:1700000011.0',11,'memes/10.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(12,1,1,'merch/11.jpg','320:1700000012.0',12,'merch/11.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(13,1,1,'memes/12.jpg','321:1700000013.0',13,'memes/12.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(14,1,1,'merch/13.jpg','321:1700000014.0',14,'merch/13.jpg','merch','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(15,1,1,'memes/14.jpg','321:1700000015.0',15,'memes/14.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(16,1,1,'merch/15.jpg','320:1700000016.0',16,'merch/15.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(17,1,1,'memes/16.jpg','319:1700000017.0',17,'memes/16.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(18,1,1,'merch/17.jpg','318:1700000018.0',18,'merch/17.jpg','merch','image/jpeg',318,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(19,1,1,'memes/18.jpg','320:1700000019.0',19,'memes/18.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(20,1,1,'merch/19.jpg','320:1700000020.0',20,'merch/19.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(21,1,1,'memes/20.jpg','318:1700000021.0',21,'memes/20.jpg','memes','image/jpeg',318,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(22,1,1,'merch/21.jpg','322:1700000022.0',22,'merch/21.jpg','merch','image/jpeg',322,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(23,1,1,'memes/22.jpg','320:1700000023.0',23,'memes/22.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(24,1,1,'merch/23.jpg','321:1700000024.0',24,'merch/23.jpg','merch','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(25,1,1,'memes/24.jpg','320:1700000025.0',25,'memes/24.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(26,1,1,'merch/25.jpg','322:1700000026.0',26,'merch/25.jpg','merch','image/jpeg',322,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(27,1,1,'memes/26.jpg','322:1700000027.0',27,'memes/26.jpg','memes','image/jpeg',322,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(28,1,1,'merch/27.jpg','323:1700000028.0',28,'merch/27.jpg','merch','image/jpeg',323,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(29,1,1,'memes/28.jpg','322:1700000029.0',29,'memes/28.jpg','memes','image/jpeg',322,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(30,1,1,'merch/29.jpg','323:1700000030.0',30,'merch/29.jpg','merch','image/jpeg',323,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(31,1,1,'memes/30.jpg','322:1700000031.0',31,'memes/30.jpg','memes','image/jpeg',322,1,1,1795686966313,NULL,NULL,NULL,NULL,1795686954185,1795686966313);
INSERT INTO media_items VALUES(32,1,1,'merch/31.jpg','323:1700000032.0',32,'merch/31.jpg','merch','image/jpeg',323,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(33,1,1,'memes/32.jpg','320:1700000033.0',33,'memes/32.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(34,1,1,'merch/33.jpg','320:1700000034.0',34,'merch/33.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(35,1,1,'memes/34.jpg','319:1700000035.0',35,'memes/34.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(36,1,1,'merch/35.jpg','321:1700000036.0',36,'merch/35.jpg','merch','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(37,1,1,'memes/36.jpg','321:1700000037.0',37,'memes/36.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(38,1,1,'merch/37.jpg','321:1700000038.0',38,'merch/37.jpg','merch','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(39,1,1,'memes/38.jpg','321:1700000039.0',39,'memes/38.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(40,1,1,'merch/39.jpg','320:1700000040.0',40,'merch/39.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686954185,1795686954185);
INSERT INTO media_items VALUES(41,2,2,'memes/0.jpg','311:1700000001.0',41,'memes/0.jpg','memes','image/jpeg',311,1,0,NULL,'Spring',NULL,NULL,'a, b',1795686956630,1795686961450);
INSERT INTO media_items VALUES(42,2,2,'merch/1.jpg','316:1700000002.0',42,'merch/1.jpg','merch','image/jpeg',316,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(43,2,2,'memes/2.jpg','319:1700000003.0',43,'memes/2.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(44,2,2,'merch/3.jpg','317:1700000004.0',44,'merch/3.jpg','merch','image/jpeg',317,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(45,2,2,'memes/4.jpg','319:1700000005.0',45,'memes/4.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(46,2,2,'merch/5.jpg','318:1700000006.0',46,'merch/5.jpg','merch','image/jpeg',318,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(47,2,2,'memes/6.jpg','319:1700000007.0',47,'memes/6.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(48,2,2,'merch/7.jpg','318:1700000008.0',48,'merch/7.jpg','merch','image/jpeg',318,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(49,2,2,'memes/8.jpg','320:1700000009.0',49,'memes/8.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(50,2,2,'merch/9.jpg','319:1700000010.0',50,'merch/9.jpg','merch','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(51,2,2,'memes/10.jpg','321:1700000011.0',51,'memes/10.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(52,2,2,'merch/11.jpg','320:1700000012.0',52,'merch/11.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(53,2,2,'memes/12.jpg','321:1700000013.0',53,'memes/12.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(54,2,2,'merch/13.jpg','321:1700000014.0',54,'merch/13.jpg','merch','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(55,2,2,'memes/14.jpg','321:1700000015.0',55,'memes/14.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(56,2,2,'merch/15.jpg','320:1700000016.0',56,'merch/15.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(57,2,2,'memes/16.jpg','319:1700000017.0',57,'memes/16.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(58,2,2,'merch/17.jpg','318:1700000018.0',58,'merch/17.jpg','merch','image/jpeg',318,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(59,2,2,'memes/18.jpg','320:1700000019.0',59,'memes/18.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(60,2,2,'merch/19.jpg','320:1700000020.0',60,'merch/19.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(61,2,2,'memes/20.jpg','318:1700000021.0',61,'memes/20.jpg','memes','image/jpeg',318,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(62,2,2,'merch/21.jpg','322:1700000022.0',62,'merch/21.jpg','merch','image/jpeg',322,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(63,2,2,'memes/22.jpg','320:1700000023.0',63,'memes/22.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(64,2,2,'merch/23.jpg','321:1700000024.0',64,'merch/23.jpg','merch','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(65,2,2,'memes/24.jpg','320:1700000025.0',65,'memes/24.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(66,2,2,'merch/25.jpg','322:1700000026.0',66,'merch/25.jpg','merch','image/jpeg',322,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(67,2,2,'memes/26.jpg','322:1700000027.0',67,'memes/26.jpg','memes','image/jpeg',322,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(68,2,2,'merch/27.jpg','323:1700000028.0',68,'merch/27.jpg','merch','image/jpeg',323,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(69,2,2,'memes/28.jpg','322:1700000029.0',69,'memes/28.jpg','memes','image/jpeg',322,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(70,2,2,'merch/29.jpg','323:1700000030.0',70,'merch/29.jpg','merch','image/jpeg',323,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(71,2,2,'memes/30.jpg','322:1700000031.0',71,'memes/30.jpg','memes','image/jpeg',322,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(72,2,2,'merch/31.jpg','323:1700000032.0',72,'merch/31.jpg','merch','image/jpeg',323,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(73,2,2,'memes/32.jpg','320:1700000033.0',73,'memes/32.jpg','memes','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(74,2,2,'merch/33.jpg','320:1700000034.0',74,'merch/33.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(75,2,2,'memes/34.jpg','319:1700000035.0',75,'memes/34.jpg','memes','image/jpeg',319,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(76,2,2,'merch/35.jpg','321:1700000036.0',76,'merch/35.jpg','merch','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(77,2,2,'memes/36.jpg','321:1700000037.0',77,'memes/36.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(78,2,2,'merch/37.jpg','321:1700000038.0',78,'merch/37.jpg','merch','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(79,2,2,'memes/38.jpg','321:1700000039.0',79,'memes/38.jpg','memes','image/jpeg',321,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
INSERT INTO media_items VALUES(80,2,2,'merch/39.jpg','320:1700000040.0',80,'merch/39.jpg','merch','image/jpeg',320,1,0,NULL,NULL,NULL,NULL,NULL,1795686956630,1795686956630);
CREATE TABLE content_locks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  content_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('recent_post', 'skip', 'hold', 'reject')),
  until INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  reason TEXT,
  UNIQUE (chat_id, content_id, kind),
  FOREIGN KEY (chat_id, content_id) REFERENCES media_contents (chat_id, id)
) STRICT;
INSERT INTO content_locks VALUES(1,1,1,'hold',253402300799999,'cli:root','root',1795686958613,'launch');
INSERT INTO content_locks VALUES(2,1,36,'skip',1799574959597,'cli:root','root',1795686959597,'not today');
INSERT INTO content_locks VALUES(3,2,41,'hold',253402300799999,'cli:root','root',1795686960990,'launch');
INSERT INTO content_locks VALUES(4,2,52,'skip',1799574961991,'cli:root','root',1795686961991,'not today');
INSERT INTO content_locks VALUES(5,1,31,'recent_post',1798278966313,'cli:root','root',1795686966313,'posted');
INSERT INTO content_locks VALUES(7,1,31,'reject',253402300799999,'worker:gone','the worker',1795686969051,'posted');
CREATE TABLE category_mix (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  category TEXT NOT NULL,
  share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 10000),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  changed_by TEXT NOT NULL,
  CHECK ((valid_to IS NULL) = (is_current = 1))
) STRICT;
INSERT INTO category_mix VALUES(1,1,'memes',7000,1795686954655,NULL,1,'cli:root');
INSERT INTO category_mix VALUES(2,1,'merch',3000,1795686954655,NULL,1,'cli:root');
INSERT INTO category_mix VALUES(3,2,'memes',7000,1795686957015,NULL,1,'cli:root');
INSERT INTO category_mix VALUES(4,2,'merch',3000,1795686957015,NULL,1,'cli:root');
CREATE TABLE posts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  -- The slot: local day YYYY-MM-DD and index in that day; both NULL for a post made by hand.
  slot_day TEXT,
  slot_index INTEGER,
  -- The planning parameters that day was planned with.
  slot_plan TEXT,
  due_at INTEGER NOT NULL,
  media_id INTEGER NOT NULL,
  content_id INTEGER NOT NULL,
  category TEXT NOT NULL,
  -- Why the planner gave it this item, as JSON: what it knew then (core/schedule/choice).
  choice TEXT,
  account_id INTEGER,
  state TEXT NOT NULL CHECK (state IN (
    'planned', 'claimed', 'sending', 'awaiting', 'approved', 'preparing', 'prepared', 'publishing',
    'posted', 'dry_run', 'skipped', 'rejected', 'missed', 'canceled', 'failed', 'unknown')),
  -- Of an unknown post: what is in doubt.
  stage TEXT CHECK (stage IN ('card', 'publish')),
  -- The next instant the worker must look at this post; NULL = only a person moves it.
  wake_at INTEGER,
  pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  approved INTEGER NOT NULL DEFAULT 0 CHECK (approved IN (0, 1)),
  lease_owner TEXT,
  lease_until INTEGER,
  -- The fence: grows with every claim; each write to a claimed post repeats it.
  attempt INTEGER NOT NULL DEFAULT 0,
  -- Refusals of this very post, and when to try next.
  failures INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  prepared_id TEXT,
  prepared_at INTEGER,
  prepared_account_id INTEGER,
  -- When the answer to media_publish was lost, and what later looks at the container found.
  publish_lost_at INTEGER,
  publish_finished_at INTEGER,
  republished INTEGER NOT NULL DEFAULT 0 CHECK (republished IN (0, 1)),
  message_id INTEGER,
  sent_at INTEGER,
  approved_at INTEGER,
  expires_at INTEGER,
  decided_by TEXT,
  decided_by_name TEXT,
  decided_at INTEGER,
  reason TEXT,
  instagram_media_id TEXT,
  permalink TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (chat_id, id),
  CHECK ((slot_day IS NULL) = (slot_index IS NULL)),
  CHECK ((state = 'unknown') = (stage IS NOT NULL)),
  FOREIGN KEY (chat_id, media_id) REFERENCES media_items (chat_id, id),
  FOREIGN KEY (chat_id, content_id) REFERENCES media_contents (chat_id, id),
  FOREIGN KEY (chat_id, account_id) REFERENCES accounts (chat_id, id),
  FOREIGN KEY (chat_id, prepared_account_id) REFERENCES accounts (chat_id, id)
) STRICT;
INSERT INTO posts VALUES(1,1,'2026-11-26',0,'3/14-2/Europe/Berlin/30',1795686955565,31,31,'memes','{"category":"memes","edge":"by_lot","had":[0,0],"media":31,"passed":[],"ready":20,"share":[7000,10000]}',NULL,'posted',NULL,NULL,1,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,1,1795686955707,NULL,1795773355707,'cli:root','root',1795686966313,NULL,'17900000000000002','https://www.instagram.com/stories/shop/17900000000000002/',1795686955140,1795686969051);
INSERT INTO posts VALUES(2,1,'2026-11-26',1,'3/14-2/Europe/Berlin/30',1795718872000,36,36,'merch','{"category":"merch","edge":"by_lot","had":[0,1],"media":36,"passed":[],"ready":20,"share":[3000,10000]}',NULL,'skipped',NULL,NULL,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'cli:root','root',1795686959597,'not today',NULL,NULL,1795686955140,1795686959597);
INSERT INTO posts VALUES(3,1,'2026-11-26',2,'3/14-2/Europe/Berlin/30',1795733301000,33,33,'memes','{"category":"memes","edge":"by_lot","had":[1,2],"media":33,"passed":[],"ready":19,"share":[7000,10000]}',NULL,'sending',NULL,1795686968051,0,0,'gone/1/1',1795686968051,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686955140,1795686955140);
INSERT INTO posts VALUES(4,1,'2026-11-27',0,'3/14-2/Europe/Berlin/30',1795791517000,9,9,'memes','{"category":"memes","edge":"by_lot","had":[2,3],"media":9,"passed":[],"ready":18,"share":[7000,10000]}',NULL,'claimed',NULL,1795686968051,0,0,'gone/1/1',1795686968051,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686955140,1795686955140);
INSERT INTO posts VALUES(5,1,'2026-11-27',1,'3/14-2/Europe/Berlin/30',1795804736000,17,17,'memes','{"category":"memes","edge":"by_lot","had":[3,4],"media":17,"passed":[],"ready":17,"share":[7000,10000]}',NULL,'planned',NULL,1795804736000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686955140,1795686955140);
INSERT INTO posts VALUES(6,1,'2026-11-27',2,'3/14-2/Europe/Berlin/30',1795819136000,6,6,'merch','{"category":"merch","edge":"by_lot","had":[1,5],"media":6,"passed":[],"ready":19,"share":[3000,10000]}',NULL,'planned',NULL,1795819136000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686955140,1795686955140);
INSERT INTO posts VALUES(7,1,'2026-11-28',0,'3/14-2/Europe/Berlin/30',1795876977000,15,15,'memes','{"category":"memes","edge":"by_lot","had":[4,6],"media":15,"passed":[],"ready":16,"share":[7000,10000]}',NULL,'planned',NULL,1795876977000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686955140,1795686955140);
INSERT INTO posts VALUES(8,1,'2026-11-28',1,'3/14-2/Europe/Berlin/30',1795892819000,3,3,'memes','{"category":"memes","edge":"by_lot","had":[5,7],"media":3,"passed":[],"ready":15,"share":[7000,10000]}',NULL,'planned',NULL,1795892819000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686955140,1795686955140);
INSERT INTO posts VALUES(9,1,'2026-11-28',2,'3/14-2/Europe/Berlin/30',1795908311000,20,20,'merch','{"category":"merch","edge":"by_lot","had":[2,8],"media":20,"passed":[],"ready":18,"share":[3000,10000]}',NULL,'planned',NULL,1795908311000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686955140,1795686955140);
INSERT INTO posts VALUES(10,2,'2026-11-26',0,'3/14-2/Europe/Berlin/30',1795686957867,71,71,'memes','{"category":"memes","edge":"by_lot","had":[0,0],"media":71,"passed":[],"ready":20,"share":[7000,10000]}',NULL,'awaiting',NULL,1795773358014,1,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,1,1795686958014,NULL,1795773358014,'cli:root','root',1795686957867,NULL,NULL,NULL,1795686957384,1795686958014);
INSERT INTO posts VALUES(11,2,'2026-11-26',1,'3/14-2/Europe/Berlin/30',1795719552000,52,52,'merch','{"category":"merch","edge":"by_lot","had":[0,1],"media":52,"passed":[],"ready":20,"share":[3000,10000]}',NULL,'skipped',NULL,NULL,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'cli:root','root',1795686961991,'not today',NULL,NULL,1795686957384,1795686961991);
INSERT INTO posts VALUES(12,2,'2026-11-26',2,'3/14-2/Europe/Berlin/30',1795735342000,65,65,'memes','{"category":"memes","edge":"by_lot","had":[1,2],"media":65,"passed":[],"ready":19,"share":[7000,10000]}',NULL,'planned',NULL,1795735342000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686957384,1795686957384);
INSERT INTO posts VALUES(13,2,'2026-11-27',0,'3/14-2/Europe/Berlin/30',1795792019000,73,73,'memes','{"category":"memes","edge":"by_lot","had":[2,3],"media":73,"passed":[],"ready":18,"share":[7000,10000]}',NULL,'planned',NULL,1795792019000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686957384,1795686957384);
INSERT INTO posts VALUES(14,2,'2026-11-27',1,'3/14-2/Europe/Berlin/30',1795804803000,59,59,'memes','{"category":"memes","edge":"by_lot","had":[3,4],"media":59,"passed":[],"ready":17,"share":[7000,10000]}',NULL,'planned',NULL,1795804803000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686957384,1795686957384);
INSERT INTO posts VALUES(15,2,'2026-11-27',2,'3/14-2/Europe/Berlin/30',1795819591000,62,62,'merch','{"category":"merch","edge":"by_lot","had":[1,5],"media":62,"passed":[],"ready":19,"share":[3000,10000]}',NULL,'planned',NULL,1795819591000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686957384,1795686957384);
INSERT INTO posts VALUES(16,2,'2026-11-28',0,'3/14-2/Europe/Berlin/30',1795876656000,67,67,'memes','{"category":"memes","edge":"by_lot","had":[4,6],"media":67,"passed":[],"ready":16,"share":[7000,10000]}',NULL,'planned',NULL,1795876656000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686957384,1795686957384);
INSERT INTO posts VALUES(17,2,'2026-11-28',1,'3/14-2/Europe/Berlin/30',1795892644000,57,57,'memes','{"category":"memes","edge":"by_lot","had":[5,7],"media":57,"passed":[],"ready":15,"share":[7000,10000]}',NULL,'planned',NULL,1795892644000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686957384,1795686957384);
INSERT INTO posts VALUES(18,2,'2026-11-28',2,'3/14-2/Europe/Berlin/30',1795907820000,44,44,'merch','{"category":"merch","edge":"by_lot","had":[2,8],"media":44,"passed":[],"ready":18,"share":[3000,10000]}',NULL,'planned',NULL,1795907820000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686957384,1795686957384);
INSERT INTO posts VALUES(19,1,NULL,NULL,NULL,1795686898188,40,40,'merch',NULL,NULL,'awaiting',NULL,1795773365590,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,2,1795686965590,NULL,1795773365590,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686965590);
INSERT INTO posts VALUES(20,1,NULL,NULL,NULL,1795686898188,39,39,'memes',NULL,NULL,'awaiting',NULL,1795773365658,0,0,NULL,NULL,2,0,NULL,NULL,NULL,NULL,NULL,NULL,0,3,1795686965658,NULL,1795773365658,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686965658);
INSERT INTO posts VALUES(21,1,NULL,NULL,NULL,1795686898188,38,38,'merch',NULL,NULL,'unknown','card',NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'the worker died while it was sending the card',NULL,NULL,1795686958188,1795686965434);
INSERT INTO posts VALUES(22,1,NULL,NULL,NULL,1795690558188,37,37,'memes',NULL,NULL,'approved',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(23,1,NULL,NULL,NULL,1795690558188,35,35,'memes',NULL,NULL,'preparing',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(24,1,NULL,NULL,NULL,1795690558188,34,34,'merch',NULL,NULL,'prepared',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(25,1,NULL,NULL,NULL,1795690558188,32,32,'merch',NULL,1,'publishing',NULL,1795686968051,0,0,'gone/1/1',1795686968051,1,0,NULL,'17900000000000001',1795686909051,1,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(26,1,NULL,NULL,NULL,1795600558188,30,30,'merch',NULL,NULL,'posted',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'17900000000000002','https://www.instagram.com/stories/shop/17900000000000002/',1795686958188,1795686969051);
INSERT INTO posts VALUES(27,1,NULL,NULL,NULL,1795600558188,29,29,'memes',NULL,NULL,'dry_run',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(28,1,NULL,NULL,NULL,1795600558188,28,28,'merch',NULL,NULL,'skipped',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(29,1,NULL,NULL,NULL,1795600558188,27,27,'memes',NULL,NULL,'rejected',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(30,1,NULL,NULL,NULL,1795600558188,26,26,'merch',NULL,NULL,'missed',NULL,NULL,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(31,1,NULL,NULL,NULL,1795600558188,25,25,'memes',NULL,NULL,'canceled',NULL,NULL,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(32,1,NULL,NULL,NULL,1795683358188,24,24,'merch',NULL,NULL,'failed',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'the file is gone',NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(33,1,NULL,NULL,NULL,1795683358188,23,23,'memes',NULL,NULL,'unknown','card',NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(34,1,NULL,NULL,NULL,1795683358188,22,22,'merch',NULL,NULL,'unknown','publish',NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686958188,1795686958188);
INSERT INTO posts VALUES(35,2,NULL,NULL,NULL,1795686900628,80,80,'merch',NULL,NULL,'awaiting',NULL,1795773365601,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,2,1795686965601,NULL,1795773365601,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686965601);
INSERT INTO posts VALUES(36,2,NULL,NULL,NULL,1795686900628,79,79,'memes',NULL,NULL,'awaiting',NULL,1795773365667,0,0,NULL,NULL,2,0,NULL,NULL,NULL,NULL,NULL,NULL,0,3,1795686965667,NULL,1795773365667,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686965667);
INSERT INTO posts VALUES(37,2,NULL,NULL,NULL,1795686900628,78,78,'merch',NULL,NULL,'unknown','card',NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'the worker died while it was sending the card',NULL,NULL,1795686960628,1795686965458);
INSERT INTO posts VALUES(38,2,NULL,NULL,NULL,1795690560628,77,77,'memes',NULL,NULL,'approved',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(39,2,NULL,NULL,NULL,1795690560628,76,76,'merch',NULL,NULL,'preparing',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(40,2,NULL,NULL,NULL,1795690560628,75,75,'memes',NULL,NULL,'prepared',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(41,2,NULL,NULL,NULL,1795690560628,74,74,'merch',NULL,NULL,'publishing',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(42,2,NULL,NULL,NULL,1795600560628,72,72,'merch',NULL,NULL,'posted',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(43,2,NULL,NULL,NULL,1795600560628,70,70,'merch',NULL,NULL,'dry_run',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(44,2,NULL,NULL,NULL,1795600560628,69,69,'memes',NULL,NULL,'skipped',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(45,2,NULL,NULL,NULL,1795600560628,68,68,'merch',NULL,NULL,'rejected',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(46,2,NULL,NULL,NULL,1795600560628,66,66,'merch',NULL,NULL,'missed',NULL,NULL,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(47,2,NULL,NULL,NULL,1795600560628,64,64,'merch',NULL,NULL,'canceled',NULL,NULL,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(48,2,NULL,NULL,NULL,1795683360628,63,63,'memes',NULL,NULL,'failed',NULL,NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'the file is gone',NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(49,2,NULL,NULL,NULL,1795683360628,61,61,'memes',NULL,NULL,'unknown','card',NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(50,2,NULL,NULL,NULL,1795683360628,60,60,'merch',NULL,NULL,'unknown','publish',NULL,0,0,NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686960628,1795686960628);
INSERT INTO posts VALUES(51,1,'2026-11-29',0,'4/14-2/Europe/Berlin/30',1795962941000,19,19,'memes','{"category":"memes","edge":"by_lot","had":[8,12],"media":19,"passed":[],"ready":9,"share":[7000,10000]}',NULL,'planned',NULL,1795962941000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(52,1,'2026-11-29',1,'4/14-2/Europe/Berlin/30',1795972416000,11,11,'memes','{"category":"memes","edge":"by_lot","had":[9,13],"media":11,"passed":[],"ready":8,"share":[7000,10000]}',NULL,'planned',NULL,1795972416000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(53,1,'2026-11-29',2,'4/14-2/Europe/Berlin/30',1795984133000,7,7,'memes','{"category":"memes","edge":"by_lot","had":[10,14],"media":7,"passed":[],"ready":7,"share":[7000,10000]}',NULL,'planned',NULL,1795984133000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(54,1,'2026-11-29',3,'4/14-2/Europe/Berlin/30',1795996766000,10,10,'merch','{"category":"merch","edge":"by_lot","had":[4,15],"media":10,"passed":[],"ready":12,"share":[3000,10000]}',NULL,'planned',NULL,1795996766000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(55,1,'2026-11-30',0,'4/14-2/Europe/Berlin/30',1796048373000,29,29,'memes','{"category":"memes","edge":"by_lot","had":[11,16],"media":29,"passed":[],"ready":6,"share":[7000,10000]}',NULL,'planned',NULL,1796048373000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(56,1,'2026-11-30',1,'4/14-2/Europe/Berlin/30',1796060072000,13,13,'memes','{"category":"memes","edge":"by_lot","had":[12,17],"media":13,"passed":[],"ready":5,"share":[7000,10000]}',NULL,'planned',NULL,1796060072000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(57,1,'2026-11-30',2,'4/14-2/Europe/Berlin/30',1796069509000,4,4,'merch','{"category":"merch","edge":"by_lot","had":[5,18],"media":4,"passed":[],"ready":11,"share":[3000,10000]}',NULL,'planned',NULL,1796069509000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(58,1,'2026-11-30',3,'4/14-2/Europe/Berlin/30',1796081797000,27,27,'memes','{"category":"memes","edge":"by_lot","had":[13,19],"media":27,"passed":[],"ready":4,"share":[7000,10000]}',NULL,'planned',NULL,1796081797000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(59,1,'2026-12-01',0,'4/14-2/Europe/Berlin/30',1796133791000,5,5,'memes','{"category":"memes","edge":"by_lot","had":[14,20],"media":5,"passed":[],"ready":3,"share":[7000,10000]}',NULL,'planned',NULL,1796133791000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(60,1,'2026-12-01',1,'4/14-2/Europe/Berlin/30',1796146464000,12,12,'merch','{"category":"merch","edge":"by_lot","had":[6,21],"media":12,"passed":[],"ready":10,"share":[3000,10000]}',NULL,'planned',NULL,1796146464000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(61,1,'2026-12-01',2,'4/14-2/Europe/Berlin/30',1796155295000,25,25,'memes','{"category":"memes","edge":"by_lot","had":[15,22],"media":25,"passed":[],"ready":2,"share":[7000,10000]}',NULL,'planned',NULL,1796155295000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(62,1,'2026-12-01',3,'4/14-2/Europe/Berlin/30',1796168949000,21,21,'memes','{"category":"memes","edge":"only_one","had":[16,23],"media":21,"passed":[],"ready":1,"share":[7000,10000]}',NULL,'planned',NULL,1796168949000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(63,1,'2026-12-02',0,'4/14-2/Europe/Berlin/30',1796221145000,30,30,'merch','{"category":"merch","edge":"by_lot","had":[7,24],"media":30,"passed":["memes"],"ready":9,"share":[3000,10000]}',NULL,'planned',NULL,1796221145000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(64,1,'2026-12-02',1,'4/14-2/Europe/Berlin/30',1796230941000,2,2,'merch','{"category":"merch","edge":"by_lot","had":[8,25],"media":2,"passed":["memes"],"ready":8,"share":[3000,10000]}',NULL,'planned',NULL,1796230941000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(65,1,'2026-12-02',2,'4/14-2/Europe/Berlin/30',1796244252000,16,16,'merch','{"category":"merch","edge":"by_lot","had":[9,26],"media":16,"passed":["memes"],"ready":7,"share":[3000,10000]}',NULL,'planned',NULL,1796244252000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(66,1,'2026-12-02',3,'4/14-2/Europe/Berlin/30',1796252451000,26,26,'merch','{"category":"merch","edge":"by_lot","had":[10,27],"media":26,"passed":["memes"],"ready":6,"share":[3000,10000]}',NULL,'planned',NULL,1796252451000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965322,1795686965322);
INSERT INTO posts VALUES(67,2,'2026-11-29',0,'4/14-2/Europe/Berlin/30',1795963039000,43,43,'memes','{"category":"memes","edge":"by_lot","had":[8,12],"media":43,"passed":[],"ready":9,"share":[7000,10000]}',NULL,'planned',NULL,1795963039000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(68,2,'2026-11-29',1,'4/14-2/Europe/Berlin/30',1795972463000,45,45,'memes','{"category":"memes","edge":"by_lot","had":[9,13],"media":45,"passed":[],"ready":8,"share":[7000,10000]}',NULL,'planned',NULL,1795972463000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(69,2,'2026-11-29',2,'4/14-2/Europe/Berlin/30',1795985150000,69,69,'memes','{"category":"memes","edge":"by_lot","had":[10,14],"media":69,"passed":[],"ready":7,"share":[7000,10000]}',NULL,'planned',NULL,1795985150000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(70,2,'2026-11-29',3,'4/14-2/Europe/Berlin/30',1795994328000,50,50,'merch','{"category":"merch","edge":"by_lot","had":[4,15],"media":50,"passed":[],"ready":12,"share":[3000,10000]}',NULL,'planned',NULL,1795994328000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(71,2,'2026-11-30',0,'4/14-2/Europe/Berlin/30',1796048517000,63,63,'memes','{"category":"memes","edge":"by_lot","had":[11,16],"media":63,"passed":[],"ready":6,"share":[7000,10000]}',NULL,'planned',NULL,1796048517000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(72,2,'2026-11-30',1,'4/14-2/Europe/Berlin/30',1796058274000,53,53,'memes','{"category":"memes","edge":"by_lot","had":[12,17],"media":53,"passed":[],"ready":5,"share":[7000,10000]}',NULL,'planned',NULL,1796058274000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(73,2,'2026-11-30',2,'4/14-2/Europe/Berlin/30',1796069054000,58,58,'merch','{"category":"merch","edge":"by_lot","had":[5,18],"media":58,"passed":[],"ready":11,"share":[3000,10000]}',NULL,'planned',NULL,1796069054000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(74,2,'2026-11-30',3,'4/14-2/Europe/Berlin/30',1796080715000,49,49,'memes','{"category":"memes","edge":"by_lot","had":[13,19],"media":49,"passed":[],"ready":4,"share":[7000,10000]}',NULL,'planned',NULL,1796080715000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(75,2,'2026-12-01',0,'4/14-2/Europe/Berlin/30',1796134233000,51,51,'memes','{"category":"memes","edge":"by_lot","had":[14,20],"media":51,"passed":[],"ready":3,"share":[7000,10000]}',NULL,'planned',NULL,1796134233000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(76,2,'2026-12-01',1,'4/14-2/Europe/Berlin/30',1796145763000,54,54,'merch','{"category":"merch","edge":"by_lot","had":[6,21],"media":54,"passed":[],"ready":10,"share":[3000,10000]}',NULL,'planned',NULL,1796145763000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(77,2,'2026-12-01',2,'4/14-2/Europe/Berlin/30',1796157374000,55,55,'memes','{"category":"memes","edge":"by_lot","had":[15,22],"media":55,"passed":[],"ready":2,"share":[7000,10000]}',NULL,'planned',NULL,1796157374000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(78,2,'2026-12-01',3,'4/14-2/Europe/Berlin/30',1796167294000,47,47,'memes','{"category":"memes","edge":"only_one","had":[16,23],"media":47,"passed":[],"ready":1,"share":[7000,10000]}',NULL,'planned',NULL,1796167294000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(79,2,'2026-12-02',0,'4/14-2/Europe/Berlin/30',1796222647000,42,42,'merch','{"category":"merch","edge":"by_lot","had":[7,24],"media":42,"passed":["memes"],"ready":9,"share":[3000,10000]}',NULL,'planned',NULL,1796222647000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(80,2,'2026-12-02',1,'4/14-2/Europe/Berlin/30',1796232895000,72,72,'merch','{"category":"merch","edge":"by_lot","had":[8,25],"media":72,"passed":["memes"],"ready":8,"share":[3000,10000]}',NULL,'planned',NULL,1796232895000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(81,2,'2026-12-02',2,'4/14-2/Europe/Berlin/30',1796244425000,48,48,'merch','{"category":"merch","edge":"by_lot","had":[9,26],"media":48,"passed":["memes"],"ready":7,"share":[3000,10000]}',NULL,'planned',NULL,1796244425000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
INSERT INTO posts VALUES(82,2,'2026-12-02',3,'4/14-2/Europe/Berlin/30',1796253814000,68,68,'merch','{"category":"merch","edge":"by_lot","had":[10,27],"media":68,"passed":["memes"],"ready":6,"share":[3000,10000]}',NULL,'planned',NULL,1796253814000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795686965370,1795686965370);
CREATE TABLE posting_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  post_id INTEGER NOT NULL,
  media_id INTEGER NOT NULL,
  content_id INTEGER NOT NULL,
  category TEXT NOT NULL,
  path TEXT NOT NULL,
  account_id INTEGER,
  account_username TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN
    ('posted', 'dry_run', 'skipped', 'rejected', 'missed', 'failed', 'canceled')),
  method TEXT CHECK (method IN ('manual', 'instagram_api')),
  due_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  reason TEXT,
  instagram_media_id TEXT,
  permalink TEXT,
  UNIQUE (chat_id, id),
  FOREIGN KEY (chat_id, post_id) REFERENCES posts (chat_id, id),
  FOREIGN KEY (chat_id, media_id) REFERENCES media_items (chat_id, id),
  FOREIGN KEY (chat_id, content_id) REFERENCES media_contents (chat_id, id),
  FOREIGN KEY (chat_id, account_id) REFERENCES accounts (chat_id, id)
) STRICT;
INSERT INTO posting_history VALUES(1,1,2,36,36,'merch','merch/35.jpg',NULL,NULL,'skipped',NULL,1795718872000,1795686959597,'cli:root','root','not today',NULL,NULL);
INSERT INTO posting_history VALUES(2,2,11,52,52,'merch','merch/11.jpg',NULL,NULL,'skipped',NULL,1795719552000,1795686961991,'cli:root','root','not today',NULL,NULL);
INSERT INTO posting_history VALUES(3,1,1,31,31,'memes','memes/30.jpg',NULL,NULL,'posted','manual',1795686955565,1795686966313,'cli:root','root',NULL,NULL,NULL);
INSERT INTO posting_history VALUES(4,1,31,25,25,'memes','memes/24.jpg',NULL,NULL,'canceled',NULL,1795600558188,1795686969051,'worker:gone','the worker','as planned',NULL,NULL);
INSERT INTO posting_history VALUES(5,1,27,29,29,'memes','memes/28.jpg',NULL,NULL,'dry_run',NULL,1795600558188,1795686969051,'worker:gone','the worker','as planned',NULL,NULL);
INSERT INTO posting_history VALUES(6,1,32,24,24,'merch','merch/23.jpg',NULL,NULL,'failed',NULL,1795683358188,1795686969051,'worker:gone','the worker','as planned',NULL,NULL);
INSERT INTO posting_history VALUES(7,1,30,26,26,'merch','merch/25.jpg',NULL,NULL,'missed',NULL,1795600558188,1795686969051,'worker:gone','the worker','as planned',NULL,NULL);
INSERT INTO posting_history VALUES(8,1,26,30,30,'merch','merch/29.jpg',NULL,NULL,'posted','instagram_api',1795600558188,1795686969051,'worker:gone','the worker','as planned',NULL,NULL);
INSERT INTO posting_history VALUES(9,1,29,27,27,'memes','memes/26.jpg',NULL,NULL,'rejected',NULL,1795600558188,1795686969051,'worker:gone','the worker','as planned',NULL,NULL);
INSERT INTO posting_history VALUES(10,1,28,28,28,'merch','merch/27.jpg',NULL,NULL,'skipped',NULL,1795600558188,1795686969051,'worker:gone','the worker','as planned',NULL,NULL);
CREATE TABLE story_insights (
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  post_id INTEGER NOT NULL,
  mark_hours INTEGER NOT NULL,
  at INTEGER NOT NULL,
  has_figures INTEGER NOT NULL CHECK (has_figures IN (0, 1)),
  views INTEGER,
  reach INTEGER,
  replies INTEGER,
  navigation INTEGER,
  shares INTEGER,
  total_interactions INTEGER,
  follows INTEGER,
  profile_visits INTEGER,
  PRIMARY KEY (chat_id, post_id, mark_hours),
  FOREIGN KEY (chat_id, post_id) REFERENCES posts (chat_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO story_insights VALUES(1,1,4,1795686969051,1,120,90,2,40,1,NULL,NULL,NULL);
INSERT INTO story_insights VALUES(1,1,22,1795686969051,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  post_id INTEGER,
  payload TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dropped')),
  wake_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease_owner TEXT,
  last_error TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (chat_id, id),
  FOREIGN KEY (chat_id, post_id) REFERENCES posts (chat_id, id)
) STRICT;
INSERT INTO outbox VALUES(1,1,'edit_card',1,'{}','sent',NULL,1,NULL,NULL,1795686960462);
INSERT INTO outbox VALUES(2,2,'edit_card',10,'{}','sent',NULL,1,NULL,NULL,1795686962971);
INSERT INTO outbox VALUES(3,1,'alert',21,'{"html":"⚠ Post 21 (merch/37.jpg) may or may not have been shown here: the worker died while it was sending the card.\nIt is not sent again by itself: igbotctl post resolve 21 --delivered or --not-delivered","keyboard":[[{"data":"v1:notdelivered:21:","text":"Send again","url":""},{"data":"v1:delivered:21:","text":"It arrived","url":""}]]}','sent',NULL,1,NULL,NULL,1795686965434);
INSERT INTO outbox VALUES(4,2,'alert',37,'{"html":"⚠ Post 37 (merch/37.jpg) may or may not have been shown here: the worker died while it was sending the card.\nIt is not sent again by itself: igbotctl post resolve 37 --delivered or --not-delivered","keyboard":[[{"data":"v1:notdelivered:37:","text":"Send again","url":""},{"data":"v1:delivered:37:","text":"It arrived","url":""}]]}','sent',NULL,1,NULL,NULL,1795686965458);
INSERT INTO outbox VALUES(5,1,'edit_card',1,'{}','waiting',1795686966313,0,NULL,NULL,1795686966313);
INSERT INTO outbox VALUES(6,1,'notice',NULL,'{"html":"Hello"}','waiting',1795686969051,1,NULL,'connection refused',1795686969051);
INSERT INTO outbox VALUES(7,1,'alert',NULL,'{"html":"Look"}','sending',1795687029051,1,NULL,NULL,1795686969051);
INSERT INTO outbox VALUES(8,1,'notice',NULL,'{"html":"Long ago"}','sent',NULL,1,NULL,NULL,1778406969051);
INSERT INTO outbox VALUES(9,1,'edit_text',NULL,'{"html":"Gone","messages":[9]}','dropped',NULL,8,NULL,'message to edit not found',1778406969051);
CREATE TABLE bot_messages (
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  -- The Telegram chat it lies in (a supergroup upgrade changes it).
  telegram_chat_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  post_id INTEGER,
  has_open_buttons INTEGER NOT NULL DEFAULT 0 CHECK (has_open_buttons IN (0, 1)),
  sent_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (chat_id, telegram_chat_id, message_id),
  FOREIGN KEY (chat_id, post_id) REFERENCES posts (chat_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO bot_messages VALUES(1,-1001,1,'card',1,1,1795686955707,NULL);
INSERT INTO bot_messages VALUES(1,-1001,2,'card',19,1,1795686965590,NULL);
INSERT INTO bot_messages VALUES(1,-1001,3,'card',20,1,1795686965658,NULL);
INSERT INTO bot_messages VALUES(1,-1001,4,'alert',21,1,1795686965783,NULL);
INSERT INTO bot_messages VALUES(1,-1001,9001,'menu',NULL,1,1795686969051,NULL);
INSERT INTO bot_messages VALUES(1,-1001,9002,'notice',NULL,0,1778406969051,NULL);
INSERT INTO bot_messages VALUES(1,-1001,9003,'prompt',NULL,0,1778406969051,1795686969051);
INSERT INTO bot_messages VALUES(2,-1002,1,'card',10,1,1795686958014,NULL);
INSERT INTO bot_messages VALUES(2,-1002,2,'card',35,1,1795686965601,NULL);
INSERT INTO bot_messages VALUES(2,-1002,3,'card',36,1,1795686965667,NULL);
INSERT INTO bot_messages VALUES(2,-1002,4,'alert',37,1,1795686965807,NULL);
CREATE TABLE conversations (
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  user_telegram_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  step TEXT NOT NULL,
  draft TEXT NOT NULL,
  sealed_draft BLOB,
  key_id TEXT,
  prompt_message_id INTEGER,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (chat_id, user_telegram_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO conversations VALUES(1,77,'question','posts_per_day','{}',X'c29339b066c492fae6160749fd1c2fe97e6b386575430ac63975e0bcc9a5e4d4690c85b309df7ab0b54c17ec56','3364a9a2',9003,1795687569051);
CREATE TABLE telegram_pollers (
  bot_id INTEGER PRIMARY KEY,
  next_update_id INTEGER NOT NULL,
  -- Ids begin anew after a week without an update.
  last_update_at INTEGER NOT NULL,
  last_success_at INTEGER NOT NULL
) STRICT;
INSERT INTO telegram_pollers VALUES(1,900,1795686969051,1795686969051);
CREATE TABLE rate_limits (
  scope TEXT PRIMARY KEY,
  blocked_until INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO rate_limits VALUES('telegram:-1001',1795686970051,1795686969051);
CREATE TABLE conditions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER REFERENCES chats (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
INSERT INTO conditions VALUES(1,1,'media_source','','folder does not exist',1795600569051,NULL);
INSERT INTO conditions VALUES(2,1,'unfilled','','nothing is left to post',1778406969051,1778486969051);
INSERT INTO conditions VALUES(3,NULL,'telegram_poller','','nobody polls',1795686969051,NULL);
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  command TEXT NOT NULL,
  actor TEXT NOT NULL,
  chat_id INTEGER REFERENCES chats (id) ON DELETE CASCADE,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  exit_code INTEGER,
  summary TEXT NOT NULL DEFAULT '{}'
) STRICT;
INSERT INTO runs VALUES(1,'media sync','cli:root',1,1795686954148,1795686954223,0,'{"new": 40}');
INSERT INTO runs VALUES(2,'media sync','cli:root',2,1795686956588,1795686956670,0,'{"new": 40}');
INSERT INTO runs VALUES(3,'post run','worker:vm',NULL,1795686965225,1795686965826,8,'{"outcomes":{"recovered":2,"sent":4,"unknown":2},"problems":0}');
INSERT INTO runs VALUES(4,'media sync','worker:gone',1,1795686909051,1795686969051,0,'{"new":1}');
INSERT INTO runs VALUES(5,'post run','worker:gone',NULL,1795686909051,NULL,NULL,'{}');
CREATE TABLE audit_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER REFERENCES chats (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  action TEXT NOT NULL,
  before TEXT,
  after TEXT,
  reason TEXT,
  run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL
) STRICT;
INSERT INTO audit_log VALUES(1,1,1795686953638,'cli:root','root','chat','-1001','created',NULL,'team',NULL,NULL);
INSERT INTO audit_log VALUES(2,1,1795686953638,'cli:root','root','setting','*','initial setup',NULL,NULL,NULL,NULL);
INSERT INTO audit_log VALUES(3,1,1795686954155,'cli:root','root','source','1','created',NULL,'local @FOLDER@/photos',NULL,NULL);
INSERT INTO audit_log VALUES(4,1,1795686954185,'cli:root','root','source','1','synced',NULL,'{"new": 40}',NULL,NULL);
INSERT INTO audit_log VALUES(5,1,1795686954655,'cli:root','root','mix','mix','set','all categories equal','memes=70 merch=30','start',NULL);
INSERT INTO audit_log VALUES(6,1,1795686955140,'cli:root','root','schedule','2026-11-26','created',NULL,'planned 9, unfilled 0, canceled 0 in 3 days from 2026-11-26',NULL,NULL);
INSERT INTO audit_log VALUES(7,1,1795686955565,'cli:root','root','post','1','move','planned','planned','asked for now',NULL);
INSERT INTO audit_log VALUES(8,1,1795686955582,'cli:root','root','post','1','claim','planned','claimed',NULL,NULL);
INSERT INTO audit_log VALUES(9,1,1795686955673,'cli:root','root','post','1','begin to send','claimed','sending',NULL,NULL);
INSERT INTO audit_log VALUES(10,1,1795686955707,'cli:root','root','post','1','card sent','sending','awaiting',NULL,NULL);
INSERT INTO audit_log VALUES(11,2,1795686956243,'cli:root','root','chat','-1002','created',NULL,'others',NULL,NULL);
INSERT INTO audit_log VALUES(12,2,1795686956243,'cli:root','root','setting','*','initial setup',NULL,NULL,NULL,NULL);
INSERT INTO audit_log VALUES(13,2,1795686956595,'cli:root','root','source','2','created',NULL,'local @FOLDER@/photos',NULL,NULL);
INSERT INTO audit_log VALUES(14,2,1795686956630,'cli:root','root','source','2','synced',NULL,'{"new": 40}',NULL,NULL);
INSERT INTO audit_log VALUES(15,2,1795686957015,'cli:root','root','mix','mix','set','all categories equal','memes=70 merch=30','start',NULL);
INSERT INTO audit_log VALUES(16,2,1795686957384,'cli:root','root','schedule','2026-11-26','created',NULL,'planned 9, unfilled 0, canceled 0 in 3 days from 2026-11-26',NULL,NULL);
INSERT INTO audit_log VALUES(17,2,1795686957867,'cli:root','root','post','10','move','planned','planned','asked for now',NULL);
INSERT INTO audit_log VALUES(18,2,1795686957880,'cli:root','root','post','10','claim','planned','claimed',NULL,NULL);
INSERT INTO audit_log VALUES(19,2,1795686957980,'cli:root','root','post','10','begin to send','claimed','sending',NULL,NULL);
INSERT INTO audit_log VALUES(20,2,1795686958014,'cli:root','root','post','10','card sent','sending','awaiting',NULL,NULL);
INSERT INTO audit_log VALUES(21,1,1795686958262,'cli:test','test','account','1','created',NULL,'@shop',NULL,NULL);
INSERT INTO audit_log VALUES(22,1,1795686958262,'cli:test','test','credential','1','created',NULL,'instagram_token',NULL,NULL);
INSERT INTO audit_log VALUES(23,1,1795686958262,'cli:test','test','account','1','connected',NULL,'@shop',NULL,NULL);
INSERT INTO audit_log VALUES(24,1,1795686958613,'cli:root','root','content','1','locked: hold',NULL,'for ever','launch',NULL);
INSERT INTO audit_log VALUES(25,1,1795686959147,'cli:root','root','media','1','set title',NULL,'Spring',NULL,NULL);
INSERT INTO audit_log VALUES(26,1,1795686959147,'cli:root','root','media','1','set tags',NULL,'a, b',NULL,NULL);
INSERT INTO audit_log VALUES(27,1,1795686959597,'cli:root','root','post','2','skip','planned','skipped','not today',NULL);
INSERT INTO audit_log VALUES(28,1,1795686959597,'cli:root','root','content','36','locked: skip',NULL,'1799574959597','not today',NULL);
INSERT INTO audit_log VALUES(29,1,1795686960078,'cli:root','root','setting','posts_per_day','set','3','4','more',NULL);
INSERT INTO audit_log VALUES(30,1,1795686960462,'cli:root','root','setting','enable_instagram_api','set','false','true',NULL,NULL);
INSERT INTO audit_log VALUES(31,1,1795686960462,'cli:root','root','setting','active_account','set','','shop',NULL,NULL);
INSERT INTO audit_log VALUES(32,2,1795686960653,'cli:test','test','account','2','created',NULL,'@shop',NULL,NULL);
INSERT INTO audit_log VALUES(33,2,1795686960653,'cli:test','test','credential','2','created',NULL,'instagram_token',NULL,NULL);
INSERT INTO audit_log VALUES(34,2,1795686960653,'cli:test','test','account','2','connected',NULL,'@shop',NULL,NULL);
INSERT INTO audit_log VALUES(35,2,1795686960990,'cli:root','root','content','41','locked: hold',NULL,'for ever','launch',NULL);
INSERT INTO audit_log VALUES(36,2,1795686961450,'cli:root','root','media','41','set title',NULL,'Spring',NULL,NULL);
INSERT INTO audit_log VALUES(37,2,1795686961450,'cli:root','root','media','41','set tags',NULL,'a, b',NULL,NULL);
INSERT INTO audit_log VALUES(38,2,1795686961991,'cli:root','root','post','11','skip','planned','skipped','not today',NULL);
INSERT INTO audit_log VALUES(39,2,1795686961991,'cli:root','root','content','52','locked: skip',NULL,'1799574961991','not today',NULL);
INSERT INTO audit_log VALUES(40,2,1795686962541,'cli:root','root','setting','posts_per_day','set','3','4','more',NULL);
INSERT INTO audit_log VALUES(41,2,1795686962971,'cli:root','root','setting','enable_instagram_api','set','false','true',NULL,NULL);
INSERT INTO audit_log VALUES(42,2,1795686962971,'cli:root','root','setting','active_account','set','','shop',NULL,NULL);
INSERT INTO audit_log VALUES(43,3,1795686963433,'cli:root','root','chat','-1005','created',NULL,'closed',NULL,NULL);
INSERT INTO audit_log VALUES(44,3,1795686963433,'cli:root','root','setting','*','initial setup',NULL,NULL,NULL,NULL);
INSERT INTO audit_log VALUES(45,3,1795686963892,'cli:root','root','chat','-1005','state','active','archived',NULL,NULL);
INSERT INTO audit_log VALUES(46,NULL,1795686964319,'cli:root','root','invite','1','created',NULL,NULL,NULL,NULL);
INSERT INTO audit_log VALUES(47,1,1795686965322,'worker:vm','worker on vm','schedule','2026-11-26','topped up',NULL,'planned 16, unfilled 0, canceled 0 in 7 days from 2026-11-26',NULL,NULL);
INSERT INTO audit_log VALUES(48,2,1795686965370,'worker:vm','worker on vm','schedule','2026-11-26','topped up',NULL,'planned 16, unfilled 0, canceled 0 in 7 days from 2026-11-26',NULL,NULL);
INSERT INTO audit_log VALUES(49,1,1795686965434,'worker:vm','worker on vm','post','20','release','claimed','planned','its worker died',NULL);
INSERT INTO audit_log VALUES(50,1,1795686965434,'worker:vm','worker on vm','post','21','card''s answer lost','sending','unknown','the worker died while it was sending the card',NULL);
INSERT INTO audit_log VALUES(51,2,1795686965458,'worker:vm','worker on vm','post','36','release','claimed','planned','its worker died',NULL);
INSERT INTO audit_log VALUES(52,2,1795686965458,'worker:vm','worker on vm','post','37','card''s answer lost','sending','unknown','the worker died while it was sending the card',NULL);
INSERT INTO audit_log VALUES(53,1,1795686965478,'worker:vm','worker on vm','post','19','claim','planned','claimed',NULL,NULL);
INSERT INTO audit_log VALUES(54,2,1795686965492,'worker:vm','worker on vm','post','35','claim','planned','claimed',NULL,NULL);
INSERT INTO audit_log VALUES(55,1,1795686965554,'worker:vm','worker on vm','post','19','begin to send','claimed','sending',NULL,NULL);
INSERT INTO audit_log VALUES(56,2,1795686965566,'worker:vm','worker on vm','post','35','begin to send','claimed','sending',NULL,NULL);
INSERT INTO audit_log VALUES(57,1,1795686965590,'worker:vm','worker on vm','post','19','card sent','sending','awaiting',NULL,NULL);
INSERT INTO audit_log VALUES(58,2,1795686965601,'worker:vm','worker on vm','post','35','card sent','sending','awaiting',NULL,NULL);
INSERT INTO audit_log VALUES(59,1,1795686965614,'worker:vm','worker on vm','post','20','claim','planned','claimed',NULL,NULL);
INSERT INTO audit_log VALUES(60,2,1795686965622,'worker:vm','worker on vm','post','36','claim','planned','claimed',NULL,NULL);
INSERT INTO audit_log VALUES(61,1,1795686965638,'worker:vm','worker on vm','post','20','begin to send','claimed','sending',NULL,NULL);
INSERT INTO audit_log VALUES(62,2,1795686965647,'worker:vm','worker on vm','post','36','begin to send','claimed','sending',NULL,NULL);
INSERT INTO audit_log VALUES(63,1,1795686965658,'worker:vm','worker on vm','post','20','card sent','sending','awaiting',NULL,NULL);
INSERT INTO audit_log VALUES(64,2,1795686965667,'worker:vm','worker on vm','post','36','card sent','sending','awaiting',NULL,NULL);
INSERT INTO audit_log VALUES(65,1,1795686966313,'cli:root','root','post','1','done','awaiting','posted',NULL,NULL);
INSERT INTO audit_log VALUES(66,1,1795686966313,'cli:root','root','content','31','locked: recent_post',NULL,'1798278966313','posted',NULL);
INSERT INTO audit_log VALUES(67,1,1795686966825,'cli:root','root','login','instagram','begun',NULL,NULL,NULL,5);
INSERT INTO audit_log VALUES(68,4,1795686967192,'cli:root','root','chat','-1003','created',NULL,'bucket',NULL,NULL);
INSERT INTO audit_log VALUES(69,4,1795686967192,'cli:root','root','setting','*','initial setup',NULL,NULL,NULL,NULL);
INSERT INTO audit_log VALUES(70,4,1795686967786,'cli:root','root','credential','3','created',NULL,'s3_keys',NULL,NULL);
INSERT INTO audit_log VALUES(71,4,1795686967786,'cli:root','root','setting','media_source_type','set','local','s3',NULL,NULL);
INSERT INTO audit_log VALUES(72,4,1795686967786,'cli:root','root','setting','media_source_config','set','{}','{"bucket":"photos","credential":3,"endpoint":"http://127.0.0.1:53401","path_style":true,"region":"us-east-1"}',NULL,NULL);
INSERT INTO audit_log VALUES(73,5,1795686968243,'cli:root','root','chat','-1004','created',NULL,'drive',NULL,NULL);
INSERT INTO audit_log VALUES(74,5,1795686968243,'cli:root','root','setting','*','initial setup',NULL,NULL,NULL,NULL);
INSERT INTO audit_log VALUES(75,5,1795686969051,'cli:root','root','credential','4','created',NULL,'google_service_account',NULL,NULL);
INSERT INTO audit_log VALUES(76,5,1795686969051,'cli:root','root','setting','media_source_type','set','local','google_drive',NULL,NULL);
INSERT INTO audit_log VALUES(77,5,1795686969051,'cli:root','root','setting','media_source_config','set','{}','{"credential":4,"folder_id":"1aB-000000000000000000000002_xYz9","name":"Stories"}',NULL,NULL);
CREATE TABLE interactions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  user_telegram_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('command', 'press', 'message')),
  name TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
INSERT INTO interactions VALUES(1,1,77,'command','next',1795686969051);
INSERT INTO interactions VALUES(2,1,77,'press','skip',1795686969051);
INSERT INTO interactions VALUES(3,1,77,'message','x',1795686969051);
CREATE TABLE staged_copies (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  post_id INTEGER NOT NULL,
  host TEXT NOT NULL,
  object_key TEXT NOT NULL,
  resource_type TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  released_at INTEGER,
  UNIQUE (chat_id, id),
  FOREIGN KEY (chat_id, post_id) REFERENCES posts (chat_id, id)
) STRICT;
INSERT INTO staged_copies VALUES(1,1,26,'s3','igbotctl/26.jpg','image',1795686969051,1795690569051,1795686969051);
INSERT INTO staged_copies VALUES(2,1,1,'s3','igbotctl/1.jpg','image',1795686969051,1795690569051,1795686969051);
INSERT INTO staged_copies VALUES(3,1,25,'s3','igbotctl/25.jpg','image',1795686969051,1795690569051,NULL);
CREATE TABLE imported_rows (
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  origin TEXT NOT NULL,
  kind TEXT NOT NULL,
  old_id TEXT NOT NULL,
  new_id INTEGER NOT NULL,
  PRIMARY KEY (chat_id, origin, kind, old_id)
) STRICT, WITHOUT ROWID;
INSERT INTO imported_rows VALUES(1,'storyline','media','7d5c0a52-6a0e-4a55-8a0a-3f2d6a1b0c11',1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('chats',6);
INSERT INTO sqlite_sequence VALUES('audit_log',77);
INSERT INTO sqlite_sequence VALUES('chat_settings_history',13);
INSERT INTO sqlite_sequence VALUES('media_sources',2);
INSERT INTO sqlite_sequence VALUES('media_contents',80);
INSERT INTO sqlite_sequence VALUES('media_items',80);
INSERT INTO sqlite_sequence VALUES('runs',5);
INSERT INTO sqlite_sequence VALUES('category_mix',4);
INSERT INTO sqlite_sequence VALUES('posts',82);
INSERT INTO sqlite_sequence VALUES('users',4);
INSERT INTO sqlite_sequence VALUES('accounts',2);
INSERT INTO sqlite_sequence VALUES('credentials',4);
INSERT INTO sqlite_sequence VALUES('content_locks',7);
INSERT INTO sqlite_sequence VALUES('posting_history',10);
INSERT INTO sqlite_sequence VALUES('outbox',9);
INSERT INTO sqlite_sequence VALUES('chat_invites',1);
INSERT INTO sqlite_sequence VALUES('conditions',3);
INSERT INTO sqlite_sequence VALUES('interactions',3);
INSERT INTO sqlite_sequence VALUES('staged_copies',3);
CREATE INDEX chats_plan_wake ON chats (plan_wake_at) WHERE plan_wake_at IS NOT NULL;
CREATE INDEX chats_by_username ON chats (username) WHERE username IS NOT NULL;
CREATE INDEX chat_former_ids_by_chat ON chat_former_ids (chat_id);
CREATE UNIQUE INDEX chat_settings_history_current ON chat_settings_history (chat_id)
  WHERE is_current = 1;
CREATE INDEX chat_settings_history_at ON chat_settings_history (chat_id, valid_from);
CREATE INDEX memberships_by_user ON memberships (user_id);
CREATE INDEX credentials_expiring ON credentials (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX credentials_of_unknown_life ON credentials (created_at)
  WHERE expires_at IS NULL AND issued_at IS NULL AND kind = 'instagram_token';
CREATE INDEX oauth_states_by_chat ON oauth_states (chat_id);
CREATE UNIQUE INDEX accounts_in_use ON accounts (chat_id, instagram_id) WHERE state <> 'removed';
CREATE INDEX accounts_by_credential ON accounts (chat_id, credential_id);
CREATE UNIQUE INDEX media_contents_sha256 ON media_contents (chat_id, sha256)
  WHERE sha256 IS NOT NULL;
CREATE INDEX media_contents_md5 ON media_contents (chat_id, md5) WHERE md5 IS NOT NULL;
CREATE INDEX media_contents_without_sha256 ON media_contents (chat_id, size)
  WHERE sha256 IS NULL;
CREATE INDEX media_items_by_content ON media_items (chat_id, content_id);
CREATE INDEX media_items_choice ON media_items (chat_id, category, last_posted_at, times_posted)
  WHERE active = 1;
CREATE UNIQUE INDEX category_mix_current ON category_mix (chat_id, category) WHERE is_current = 1;
CREATE INDEX category_mix_history ON category_mix (chat_id, valid_from);
CREATE UNIQUE INDEX posts_slot ON posts (chat_id, slot_day, slot_index)
  WHERE slot_day IS NOT NULL AND state <> 'canceled';
CREATE INDEX posts_wake ON posts (wake_at, chat_id) WHERE wake_at IS NOT NULL;
CREATE INDEX posts_wake_of_chat ON posts (chat_id, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX posts_holding ON posts (chat_id, content_id)
  WHERE state IN ('planned', 'claimed', 'sending', 'awaiting', 'approved', 'preparing', 'prepared',
                  'publishing', 'unknown');
CREATE INDEX posts_by_due ON posts (chat_id, due_at);
CREATE INDEX posts_by_state ON posts (chat_id, state, due_at);
CREATE INDEX posts_unknown ON posts (chat_id) WHERE state = 'unknown';
CREATE INDEX posts_by_media ON posts (chat_id, media_id);
CREATE INDEX posts_by_account ON posts (chat_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX posts_by_message ON posts (chat_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX posting_history_by_time ON posting_history (chat_id, at);
CREATE INDEX posting_history_by_post ON posting_history (chat_id, post_id);
CREATE INDEX posting_history_by_media ON posting_history (chat_id, media_id);
CREATE INDEX posting_history_by_content ON posting_history (chat_id, content_id);
CREATE INDEX posting_history_by_account ON posting_history (chat_id, account_id)
  WHERE account_id IS NOT NULL;
CREATE INDEX outbox_wake ON outbox (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX outbox_by_chat ON outbox (chat_id, id);
CREATE INDEX outbox_by_post ON outbox (chat_id, post_id) WHERE post_id IS NOT NULL;
CREATE INDEX bot_messages_by_time ON bot_messages (chat_id, sent_at);
CREATE INDEX bot_messages_by_post ON bot_messages (chat_id, post_id) WHERE post_id IS NOT NULL;
CREATE INDEX conversations_expiring ON conversations (expires_at);
CREATE UNIQUE INDEX conditions_open ON conditions (COALESCE(chat_id, 0), kind, subject)
  WHERE ended_at IS NULL;
CREATE INDEX conditions_by_chat ON conditions (chat_id, began_at);
CREATE INDEX runs_by_time ON runs (started_at);
CREATE INDEX runs_by_chat ON runs (chat_id, started_at);
CREATE INDEX audit_log_by_time ON audit_log (at);
CREATE INDEX audit_log_by_chat ON audit_log (chat_id, at);
CREATE INDEX audit_log_by_entity ON audit_log (chat_id, entity, entity_id, id);
CREATE INDEX audit_log_by_run ON audit_log (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX interactions_by_time ON interactions (at);
CREATE INDEX interactions_by_chat ON interactions (chat_id, at);
CREATE INDEX staged_copies_open ON staged_copies (expires_at) WHERE released_at IS NULL;
CREATE INDEX staged_copies_by_post ON staged_copies (chat_id, post_id);
COMMIT;
