-- SPDX-License-Identifier: MIT
-- The whole of igbotctl's state. Conventions:
--   * times are INTEGER UTC milliseconds, booleans 0/1, shares in basis points (10000 = all);
--   * chat_id is the internal, unchanging key of a chat; Telegram ids are attributes (telegram_id);
--   * a tenant table has chat_id NOT NULL, UNIQUE (chat_id, id), and foreign keys that include chat_id;
--   * a moment that never comes is 253402300799999 (9999-12-31), so that `until > now` needs no NULL.

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
CREATE INDEX chats_plan_wake ON chats (plan_wake_at) WHERE plan_wake_at IS NOT NULL;
CREATE INDEX chats_by_username ON chats (username) WHERE username IS NOT NULL;

-- The Telegram ids a chat had before it became a supergroup; they keep resolving.
CREATE TABLE chat_former_ids (
  telegram_id INTEGER PRIMARY KEY,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  until INTEGER NOT NULL
) STRICT;
CREATE INDEX chat_former_ids_by_chat ON chat_former_ids (chat_id);

CREATE TABLE chat_settings (
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (chat_id, key)
) STRICT, WITHOUT ROWID;

-- Type 2 slowly changing dimension: a full snapshot (settings and mix) per change.
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
CREATE UNIQUE INDEX chat_settings_history_current ON chat_settings_history (chat_id)
  WHERE is_current = 1;
CREATE INDEX chat_settings_history_at ON chat_settings_history (chat_id, valid_from);

CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  telegram_id INTEGER NOT NULL UNIQUE,
  username TEXT,
  first_name TEXT NOT NULL DEFAULT '',
  last_name TEXT NOT NULL DEFAULT '',
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL
) STRICT;

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
CREATE INDEX memberships_by_user ON memberships (user_id);

CREATE TABLE chat_invites (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash TEXT NOT NULL UNIQUE,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  used_by_chat INTEGER REFERENCES chats (id)
) STRICT;

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
CREATE INDEX credentials_expiring ON credentials (expires_at) WHERE expires_at IS NOT NULL;
-- Tokens that somebody pasted: nobody said how long they live.
CREATE INDEX credentials_of_unknown_life ON credentials (created_at)
  WHERE expires_at IS NULL AND issued_at IS NULL AND kind = 'instagram_token';

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
CREATE INDEX oauth_states_by_chat ON oauth_states (chat_id);

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
CREATE UNIQUE INDEX accounts_in_use ON accounts (chat_id, instagram_id) WHERE state <> 'removed';
CREATE INDEX accounts_by_credential ON accounts (chat_id, credential_id);

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

-- One row per distinct content of a chat; locks belong to it, items point to it.
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
CREATE UNIQUE INDEX media_contents_sha256 ON media_contents (chat_id, sha256)
  WHERE sha256 IS NOT NULL;
CREATE INDEX media_contents_md5 ON media_contents (chat_id, md5) WHERE md5 IS NOT NULL;
CREATE INDEX media_contents_without_sha256 ON media_contents (chat_id, size)
  WHERE sha256 IS NULL;

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
CREATE INDEX media_items_by_content ON media_items (chat_id, content_id);
CREATE INDEX media_items_choice ON media_items (chat_id, category, last_posted_at, times_posted)
  WHERE active = 1;

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

-- Type 2: a change closes every current row of the chat and writes a full new set.
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
CREATE UNIQUE INDEX category_mix_current ON category_mix (chat_id, category) WHERE is_current = 1;
CREATE INDEX category_mix_history ON category_mix (chat_id, valid_from);

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
CREATE UNIQUE INDEX posts_slot ON posts (chat_id, slot_day, slot_index)
  WHERE slot_day IS NOT NULL AND state <> 'canceled';
CREATE INDEX posts_wake ON posts (wake_at, chat_id) WHERE wake_at IS NOT NULL;
CREATE INDEX posts_wake_of_chat ON posts (chat_id, wake_at) WHERE wake_at IS NOT NULL;
-- Content that may not be chosen because a post still holds it.
CREATE INDEX posts_holding ON posts (chat_id, content_id)
  WHERE state IN ('planned', 'claimed', 'sending', 'awaiting', 'approved', 'preparing', 'prepared',
                  'publishing', 'unknown');
CREATE INDEX posts_by_due ON posts (chat_id, due_at);
CREATE INDEX posts_by_state ON posts (chat_id, state, due_at);
CREATE INDEX posts_unknown ON posts (chat_id) WHERE state = 'unknown';
CREATE INDEX posts_by_media ON posts (chat_id, media_id);
CREATE INDEX posts_by_account ON posts (chat_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX posts_by_message ON posts (chat_id, message_id) WHERE message_id IS NOT NULL;

-- What became of a post; never deleted. Names and ids are copied so that it stays readable.
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
CREATE INDEX posting_history_by_time ON posting_history (chat_id, at);
CREATE INDEX posting_history_by_post ON posting_history (chat_id, post_id);
CREATE INDEX posting_history_by_media ON posting_history (chat_id, media_id);
CREATE INDEX posting_history_by_content ON posting_history (chat_id, content_id);
CREATE INDEX posting_history_by_account ON posting_history (chat_id, account_id)
  WHERE account_id IS NOT NULL;

-- Figures of a story some hours after it went out; without them when too few people had seen it.
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

-- Messages that must reach Telegram, written in the transaction that causes them.
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
CREATE INDEX outbox_wake ON outbox (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX outbox_by_chat ON outbox (chat_id, id);
CREATE INDEX outbox_by_post ON outbox (chat_id, post_id) WHERE post_id IS NOT NULL;

-- Every message the bot sent, so that /cleanup and decisions find it again.
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
CREATE INDEX bot_messages_by_time ON bot_messages (chat_id, sent_at);
CREATE INDEX bot_messages_by_post ON bot_messages (chat_id, post_id) WHERE post_id IS NOT NULL;

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
CREATE INDEX conversations_expiring ON conversations (expires_at);

-- One row per bot: where polling goes on.
CREATE TABLE telegram_pollers (
  bot_id INTEGER PRIMARY KEY,
  next_update_id INTEGER NOT NULL,
  -- Ids begin anew after a week without an update.
  last_update_at INTEGER NOT NULL,
  last_success_at INTEGER NOT NULL
) STRICT;

-- What a platform told us to wait for; scope is 'telegram' or 'telegram:<chat>'.
CREATE TABLE rate_limits (
  scope TEXT PRIMARY KEY,
  blocked_until INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A state of affairs that is told once when it begins. chat_id NULL: the installation's own.
CREATE TABLE conditions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER REFERENCES chats (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX conditions_open ON conditions (COALESCE(chat_id, 0), kind, subject)
  WHERE ended_at IS NULL;
CREATE INDEX conditions_by_chat ON conditions (chat_id, began_at);

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
CREATE INDEX runs_by_time ON runs (started_at);
CREATE INDEX runs_by_chat ON runs (chat_id, started_at);

-- Who changed what. chat_id NULL: a change to the installation itself.
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
CREATE INDEX audit_log_by_time ON audit_log (at);
CREATE INDEX audit_log_by_chat ON audit_log (chat_id, at);
CREATE INDEX audit_log_by_entity ON audit_log (chat_id, entity, entity_id, id);
CREATE INDEX audit_log_by_run ON audit_log (run_id) WHERE run_id IS NOT NULL;

-- Commands and presses, for /stats and rate limits; kept for a limited time.
CREATE TABLE interactions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  user_telegram_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('command', 'press', 'message')),
  name TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX interactions_by_time ON interactions (at);
CREATE INDEX interactions_by_chat ON interactions (chat_id, at);

-- Public copies that must be deleted again.
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
CREATE INDEX staged_copies_open ON staged_copies (expires_at) WHERE released_at IS NULL;
CREATE INDEX staged_copies_by_post ON staged_copies (chat_id, post_id);

-- Which rows of another system were taken over as which rows of ours, so that importing again adds
-- only what is new. origin: the system; kind: which of its things; old_id: its own key.
CREATE TABLE imported_rows (
  chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  origin TEXT NOT NULL,
  kind TEXT NOT NULL,
  old_id TEXT NOT NULL,
  new_id INTEGER NOT NULL,
  PRIMARY KEY (chat_id, origin, kind, old_id)
) STRICT, WITHOUT ROWID;
