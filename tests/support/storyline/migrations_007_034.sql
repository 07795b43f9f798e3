-- SPDX-License-Identifier: MIT
-- What the former system's migrations 007 to 034 made of its database.

-- 007 to 010
CREATE TABLE instagram_accounts (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  display_name VARCHAR(100) NOT NULL,
  instagram_account_id VARCHAR(50) NOT NULL UNIQUE,
  instagram_username VARCHAR(50),
  is_active BOOLEAN DEFAULT TRUE,
  created_at TIMESTAMP DEFAULT NOW(),
  updated_at TIMESTAMP DEFAULT NOW()
);
ALTER TABLE api_tokens
  ADD COLUMN instagram_account_id UUID REFERENCES instagram_accounts (id),
  DROP CONSTRAINT api_tokens_service_name_token_type_key,
  ADD CONSTRAINT unique_service_token_type_account
    UNIQUE (service_name, token_type, instagram_account_id);
ALTER TABLE chat_settings
  ADD COLUMN active_instagram_account_id UUID REFERENCES instagram_accounts (id),
  ADD COLUMN show_verbose_notifications BOOLEAN DEFAULT TRUE;

-- 011 to 013
ALTER TABLE media_items
  ADD COLUMN source_type VARCHAR(50) NOT NULL DEFAULT 'local',
  ADD COLUMN source_identifier TEXT,
  ADD COLUMN instagram_media_id TEXT,
  ADD COLUMN backfilled_at TIMESTAMP;
UPDATE media_items SET source_identifier = file_path;
ALTER TABLE chat_settings ADD COLUMN media_sync_enabled BOOLEAN DEFAULT FALSE;

-- 014 to 017
ALTER TABLE media_items
  ADD COLUMN chat_settings_id UUID REFERENCES chat_settings (id),
  DROP CONSTRAINT media_items_file_path_key,
  ADD CONSTRAINT unique_file_path_per_tenant UNIQUE (file_path, chat_settings_id);
ALTER TABLE posting_queue ADD COLUMN chat_settings_id UUID REFERENCES chat_settings (id);
ALTER TABLE posting_history ADD COLUMN chat_settings_id UUID REFERENCES chat_settings (id);
ALTER TABLE media_posting_locks ADD COLUMN chat_settings_id UUID REFERENCES chat_settings (id);
ALTER TABLE category_post_case_mix ADD COLUMN chat_settings_id UUID REFERENCES chat_settings (id);
ALTER TABLE api_tokens ADD COLUMN chat_settings_id UUID REFERENCES chat_settings (id);
ALTER TABLE chat_settings
  ADD COLUMN onboarding_step VARCHAR(50),
  ADD COLUMN onboarding_completed BOOLEAN DEFAULT FALSE,
  ADD COLUMN media_source_type VARCHAR(50),
  ADD COLUMN media_source_root TEXT;
UPDATE chat_settings SET onboarding_completed = TRUE;

-- 019 to 021
ALTER TABLE chat_settings ADD COLUMN last_post_sent_at TIMESTAMPTZ, DROP COLUMN chat_name;
ALTER TABLE users
  DROP COLUMN team_name,
  DROP COLUMN first_seen_at,
  ADD CONSTRAINT check_role CHECK (role IN ('admin', 'member'));
ALTER TABLE media_items DROP COLUMN requires_interaction;
ALTER TABLE posting_queue
  DROP COLUMN web_hosted_url,
  DROP COLUMN web_hosted_public_id,
  DROP COLUMN retry_count,
  DROP COLUMN max_retries,
  DROP COLUMN next_retry_at,
  DROP COLUMN last_error,
  DROP CONSTRAINT check_status;
ALTER TABLE posting_history
  DROP COLUMN media_metadata,
  DROP COLUMN error_message,
  DROP COLUMN retry_count;
ALTER TABLE media_posting_locks
  DROP CONSTRAINT unique_active_lock,
  ADD CONSTRAINT check_lock_reason CHECK (
    lock_reason IN ('recent_post', 'skip', 'manual_hold', 'seasonal', 'permanent_reject'));
CREATE UNIQUE INDEX unique_permanent_lock ON media_posting_locks (media_item_id)
  WHERE locked_until IS NULL;

-- 022 to 028
ALTER TABLE instagram_accounts ADD COLUMN auth_method VARCHAR(20);
CREATE TABLE user_chat_memberships (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  user_id UUID NOT NULL REFERENCES users (id),
  chat_settings_id UUID NOT NULL REFERENCES chat_settings (id),
  instance_role VARCHAR(20) NOT NULL DEFAULT 'member'
    CHECK (instance_role IN ('owner', 'admin', 'member')),
  joined_at TIMESTAMP DEFAULT NOW(),
  is_active BOOLEAN DEFAULT TRUE,
  UNIQUE (user_id, chat_settings_id)
);
ALTER TABLE chat_settings
  ADD COLUMN display_name VARCHAR(100),
  ADD COLUMN enable_ai_captions BOOLEAN DEFAULT FALSE;
CREATE TABLE audit_log (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  entity_type VARCHAR(50) NOT NULL,
  entity_id UUID,
  action VARCHAR(20) NOT NULL,
  field_changed VARCHAR(100),
  old_value TEXT,
  new_value TEXT,
  changed_by_user_id UUID REFERENCES users (id),
  chat_settings_id UUID REFERENCES chat_settings (id),
  created_at TIMESTAMP NOT NULL DEFAULT NOW()
);
ALTER TABLE media_items ADD COLUMN generated_caption TEXT, ADD COLUMN thumbnail_url TEXT;

-- 029 to 034
ALTER TABLE chat_settings
  ADD COLUMN repost_ttl_days INTEGER,
  ADD COLUMN skip_ttl_days INTEGER,
  ADD COLUMN caption_style TEXT,
  ADD COLUMN send_lifecycle_notifications BOOLEAN,
  ADD COLUMN gdrive_alerted_at TIMESTAMPTZ,
  ADD COLUMN posting_timezone VARCHAR(50);
ALTER TABLE api_tokens ADD COLUMN revoked_at TIMESTAMP;
ALTER TABLE posting_history ADD COLUMN error_message TEXT;
ALTER TABLE posting_queue ADD CONSTRAINT check_status CHECK (
  status IN ('pending', 'processing', 'failed'));
