-- SPDX-License-Identifier: MIT
-- The former system's database as its set-up script and migrations 001 to 006 made it.
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

CREATE TABLE users (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  telegram_user_id BIGINT UNIQUE NOT NULL,
  telegram_username VARCHAR(100),
  telegram_first_name VARCHAR(255),
  telegram_last_name VARCHAR(255),
  team_name VARCHAR(255),
  role VARCHAR(50) DEFAULT 'member',
  is_active BOOLEAN DEFAULT TRUE,
  total_posts INTEGER DEFAULT 0,
  first_seen_at TIMESTAMP DEFAULT NOW(),
  last_seen_at TIMESTAMP DEFAULT NOW(),
  created_at TIMESTAMP DEFAULT NOW(),
  updated_at TIMESTAMP DEFAULT NOW()
);

CREATE TABLE media_items (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  file_path TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  file_size BIGINT NOT NULL,
  file_hash TEXT NOT NULL,
  mime_type VARCHAR(100),
  requires_interaction BOOLEAN DEFAULT FALSE,
  category TEXT,
  title TEXT,
  link_url TEXT,
  caption TEXT,
  tags TEXT[],
  custom_metadata JSONB,
  times_posted INTEGER DEFAULT 0,
  last_posted_at TIMESTAMP,
  is_active BOOLEAN DEFAULT TRUE,
  indexed_by_user_id UUID REFERENCES users (id),
  created_at TIMESTAMP DEFAULT NOW(),
  updated_at TIMESTAMP DEFAULT NOW(),
  cloud_url TEXT,
  cloud_public_id TEXT,
  cloud_uploaded_at TIMESTAMP,
  cloud_expires_at TIMESTAMP
);

CREATE TABLE posting_queue (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  media_item_id UUID NOT NULL REFERENCES media_items (id) ON DELETE CASCADE,
  scheduled_for TIMESTAMP NOT NULL,
  status VARCHAR(50) NOT NULL DEFAULT 'pending',
  web_hosted_url TEXT,
  web_hosted_public_id TEXT,
  telegram_message_id BIGINT,
  telegram_chat_id BIGINT,
  retry_count INTEGER DEFAULT 0,
  max_retries INTEGER DEFAULT 3,
  next_retry_at TIMESTAMP,
  last_error TEXT,
  created_at TIMESTAMP DEFAULT NOW(),
  CONSTRAINT check_status CHECK (status IN ('pending', 'processing', 'retrying'))
);

CREATE TABLE posting_history (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  media_item_id UUID NOT NULL REFERENCES media_items (id),
  queue_item_id UUID,
  queue_created_at TIMESTAMP NOT NULL,
  queue_deleted_at TIMESTAMP NOT NULL,
  scheduled_for TIMESTAMP NOT NULL,
  posted_at TIMESTAMP NOT NULL,
  media_metadata JSONB,
  status VARCHAR(50) NOT NULL,
  success BOOLEAN NOT NULL,
  instagram_media_id TEXT,
  instagram_permalink TEXT,
  posted_by_user_id UUID REFERENCES users (id),
  posted_by_telegram_username TEXT,
  error_message TEXT,
  retry_count INTEGER DEFAULT 0,
  created_at TIMESTAMP DEFAULT NOW(),
  instagram_story_id TEXT,
  posting_method VARCHAR(20) DEFAULT 'telegram_manual',
  CONSTRAINT check_history_status CHECK (status IN ('posted', 'failed', 'skipped', 'rejected'))
);

CREATE TABLE media_posting_locks (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  media_item_id UUID NOT NULL REFERENCES media_items (id) ON DELETE CASCADE,
  locked_at TIMESTAMP NOT NULL DEFAULT NOW(),
  locked_until TIMESTAMP,
  lock_reason VARCHAR(100) DEFAULT 'recent_post',
  created_by_user_id UUID REFERENCES users (id),
  created_at TIMESTAMP DEFAULT NOW(),
  CONSTRAINT unique_active_lock UNIQUE (media_item_id, locked_until)
);

CREATE TABLE service_runs (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  service_name VARCHAR(100) NOT NULL,
  method_name VARCHAR(100) NOT NULL,
  started_at TIMESTAMP NOT NULL DEFAULT NOW(),
  status VARCHAR(50) NOT NULL DEFAULT 'running',
  result_summary JSONB
);

CREATE TABLE user_interactions (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  user_id UUID REFERENCES users (id),
  interaction_type VARCHAR(50) NOT NULL,
  interaction_name VARCHAR(100) NOT NULL,
  context JSONB,
  created_at TIMESTAMP NOT NULL DEFAULT NOW()
);

CREATE TABLE category_post_case_mix (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  category VARCHAR(100) NOT NULL,
  ratio NUMERIC(5, 4) NOT NULL CHECK (ratio >= 0 AND ratio <= 1),
  effective_from TIMESTAMP NOT NULL DEFAULT NOW(),
  effective_to TIMESTAMP,
  is_current BOOLEAN DEFAULT TRUE,
  created_at TIMESTAMP DEFAULT NOW(),
  created_by_user_id UUID REFERENCES users (id)
);

CREATE TABLE api_tokens (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  service_name VARCHAR(50) NOT NULL,
  token_type VARCHAR(50) NOT NULL,
  token_value TEXT NOT NULL,
  issued_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP,
  last_refreshed_at TIMESTAMP,
  scopes TEXT[],
  token_metadata JSONB,
  created_at TIMESTAMP DEFAULT NOW(),
  updated_at TIMESTAMP DEFAULT NOW(),
  UNIQUE (service_name, token_type)
);

CREATE TABLE chat_settings (
  id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
  telegram_chat_id BIGINT NOT NULL UNIQUE,
  chat_name VARCHAR(255),
  dry_run_mode BOOLEAN DEFAULT TRUE,
  enable_instagram_api BOOLEAN DEFAULT FALSE,
  is_paused BOOLEAN DEFAULT FALSE,
  paused_at TIMESTAMP,
  paused_by_user_id UUID REFERENCES users (id),
  posts_per_day INTEGER DEFAULT 3 CHECK (posts_per_day BETWEEN 1 AND 50),
  posting_hours_start INTEGER DEFAULT 14 CHECK (posting_hours_start BETWEEN 0 AND 23),
  posting_hours_end INTEGER DEFAULT 2 CHECK (posting_hours_end BETWEEN 0 AND 23),
  created_at TIMESTAMP DEFAULT NOW(),
  updated_at TIMESTAMP DEFAULT NOW()
);

CREATE TABLE schema_version (
  version INTEGER PRIMARY KEY,
  applied_at TIMESTAMP DEFAULT NOW(),
  description TEXT
);
INSERT INTO schema_version (version, description) VALUES (1, 'category'), (2, 'mix');
