-- The tenant of this transaction. After a transaction that set it locally the setting is '' and not NULL, hence nullif:
-- without a tenant the answer is NULL, and no row equals NULL.
CREATE FUNCTION current_tenant_id() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.tenant_id', true), '')::uuid;


-- CreateTable
CREATE TABLE "service_case" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "feature_key" TEXT NOT NULL,
    "category" TEXT,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'received',
    "fields" JSONB NOT NULL,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "resident_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "service_case_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "case_entry" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "body" TEXT,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "case_entry_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "case_follower" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "case_id" UUID NOT NULL,
    "resident_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "case_follower_pkey" PRIMARY KEY ("tenant_id","case_id","resident_id")
);

-- CreateTable
CREATE TABLE "case_counter" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "fiscal_year" INTEGER NOT NULL,
    "last_count" INTEGER NOT NULL,

    CONSTRAINT "case_counter_pkey" PRIMARY KEY ("tenant_id","fiscal_year")
);

-- CreateTable
CREATE TABLE "feature_install" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "feature_key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "menu_order" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feature_install_pkey" PRIMARY KEY ("tenant_id","feature_key")
);

-- CreateTable
CREATE TABLE "resident" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "line_user_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'unknown',
    "status_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "resident_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "inbox_event" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "channel_id" UUID NOT NULL,
    "webhook_event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "line_user_id" TEXT,
    "line_message_id" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "error_code" TEXT,

    CONSTRAINT "inbox_event_pkey" PRIMARY KEY ("tenant_id","channel_id","webhook_event_id")
);

-- CreateTable
CREATE TABLE "conversation_session" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "resident_id" UUID NOT NULL,
    "state" JSONB,
    "last_event_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_session_pkey" PRIMARY KEY ("tenant_id","resident_id")
);

-- CreateTable
CREATE TABLE "form_request" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "resident_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "answers" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),

    CONSTRAINT "form_request_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "stored_object" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "resident_id" UUID,
    "source_message_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_object_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "account_link_nonce" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "nonce_hash" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_link_nonce_pkey" PRIMARY KEY ("tenant_id","nonce_hash")
);

-- CreateTable
CREATE TABLE "account_link" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "resident_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_link_pkey" PRIMARY KEY ("tenant_id","resident_id")
);

-- CreateTable
CREATE TABLE "garbage_guide_dataset" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "in_force" BOOLEAN NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "files" JSONB NOT NULL,
    "content" JSONB NOT NULL,
    "doubts" JSONB NOT NULL,

    CONSTRAINT "garbage_guide_dataset_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "garbage_guide_area" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "dataset_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "area_key" TEXT NOT NULL,
    "district" TEXT,
    "name" TEXT NOT NULL,
    "center" TEXT,
    "collections" JSONB NOT NULL,

    CONSTRAINT "garbage_guide_area_pkey" PRIMARY KEY ("tenant_id","dataset_id","position")
);

-- CreateTable
CREATE TABLE "garbage_guide_item" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "dataset_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "category_label" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "notice" TEXT NOT NULL,
    "furigana" TEXT NOT NULL,

    CONSTRAINT "garbage_guide_item_pkey" PRIMARY KEY ("tenant_id","dataset_id","position")
);

-- CreateTable
CREATE TABLE "garbage_guide_subscription" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "resident_id" UUID NOT NULL,
    "area_key" TEXT NOT NULL,
    "reminder" TEXT,
    "reminder_time" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "garbage_guide_subscription_pkey" PRIMARY KEY ("tenant_id","resident_id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "resident_id" UUID NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "messages" JSONB,
    "reply_token" TEXT,
    "reply_until" TIMESTAMPTZ(3),
    "reply_attempted_at" TIMESTAMPTZ(3),
    "priority" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "first_push_at" TIMESTAMPTZ(3),
    "sent_via" TEXT,
    "line_request_id" TEXT,
    "error_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "scheduled_job" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "feature_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "scheduled_job_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "municipality_code" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant_key" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "version" INTEGER NOT NULL,
    "wrapped_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_key_pkey" PRIMARY KEY ("tenant_id","version")
);

-- CreateTable
CREATE TABLE "line_channel" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "webhook_key" TEXT NOT NULL,
    "line_channel_id" TEXT NOT NULL,
    "bot_user_id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "previous_secret" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "line_channel_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "service_case_tenant_id_feature_key_category_status_idx" ON "service_case"("tenant_id", "feature_key", "category", "status");

-- CreateIndex
CREATE UNIQUE INDEX "service_case_tenant_id_number_key" ON "service_case"("tenant_id", "number");

-- CreateIndex
CREATE INDEX "case_entry_tenant_id_case_id_idx" ON "case_entry"("tenant_id", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "resident_tenant_id_channel_id_line_user_id_key" ON "resident"("tenant_id", "channel_id", "line_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "form_request_tenant_id_token_hash_key" ON "form_request"("tenant_id", "token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "garbage_guide_area_tenant_id_dataset_id_area_key_key" ON "garbage_guide_area"("tenant_id", "dataset_id", "area_key");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_tenant_id_dedupe_key_key" ON "outbox_message"("tenant_id", "dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_job_tenant_id_feature_key_dedupe_key_key" ON "scheduled_job"("tenant_id", "feature_key", "dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_slug_key" ON "tenant"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_municipality_code_key" ON "tenant"("municipality_code");

-- CreateIndex
CREATE UNIQUE INDEX "line_channel_webhook_key_key" ON "line_channel"("webhook_key");

-- CreateIndex
CREATE UNIQUE INDEX "line_channel_tenant_id_line_channel_id_key" ON "line_channel"("tenant_id", "line_channel_id");

-- AddForeignKey
ALTER TABLE "service_case" ADD CONSTRAINT "service_case_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_entry" ADD CONSTRAINT "case_entry_tenant_id_case_id_fkey" FOREIGN KEY ("tenant_id", "case_id") REFERENCES "service_case"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_follower" ADD CONSTRAINT "case_follower_tenant_id_case_id_fkey" FOREIGN KEY ("tenant_id", "case_id") REFERENCES "service_case"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_follower" ADD CONSTRAINT "case_follower_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feature_install" ADD CONSTRAINT "feature_install_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resident" ADD CONSTRAINT "resident_tenant_id_channel_id_fkey" FOREIGN KEY ("tenant_id", "channel_id") REFERENCES "line_channel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_session" ADD CONSTRAINT "conversation_session_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_request" ADD CONSTRAINT "form_request_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "garbage_guide_area" ADD CONSTRAINT "garbage_guide_area_tenant_id_dataset_id_fkey" FOREIGN KEY ("tenant_id", "dataset_id") REFERENCES "garbage_guide_dataset"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "garbage_guide_item" ADD CONSTRAINT "garbage_guide_item_tenant_id_dataset_id_fkey" FOREIGN KEY ("tenant_id", "dataset_id") REFERENCES "garbage_guide_dataset"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "garbage_guide_subscription" ADD CONSTRAINT "garbage_guide_subscription_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant_key" ADD CONSTRAINT "tenant_key_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_channel" ADD CONSTRAINT "line_channel_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- What the schema language has no words for: roles, row level security, partial indexes, checks.
-- ---------------------------------------------------------------------------------------------------------------------

-- Two roles, neither owner nor superuser. `tenohira_app` sees one tenant at a time; `tenohira_platform` does the few
-- things that cross tenants, and its grants below are the whole list of them. Roles are made without a login: whoever
-- deploys gives them one.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tenohira_app') THEN
    CREATE ROLE tenohira_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tenohira_platform') THEN
    CREATE ROLE tenohira_platform NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO tenohira_app, tenohira_platform;

-- The one line of row level security that a migration writes for each new tenant table.
CREATE PROCEDURE protect_tenant_table(table_name regclass, key_column name DEFAULT 'tenant_id')
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', table_name);
  EXECUTE format(
    'CREATE POLICY tenant_isolation ON %s FOR ALL TO tenohira_app USING (%I = (SELECT current_tenant_id())) WITH CHECK (%I = (SELECT current_tenant_id()))',
    table_name, key_column, key_column);
  -- Never TRUNCATE: it ignores row level security.
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO tenohira_app', table_name);
END $$;

CALL protect_tenant_table('service_case');
CALL protect_tenant_table('case_entry');
CALL protect_tenant_table('case_follower');
CALL protect_tenant_table('case_counter');
CALL protect_tenant_table('feature_install');
CALL protect_tenant_table('resident');
CALL protect_tenant_table('inbox_event');
CALL protect_tenant_table('conversation_session');
CALL protect_tenant_table('form_request');
CALL protect_tenant_table('stored_object');
CALL protect_tenant_table('account_link_nonce');
CALL protect_tenant_table('account_link');
CALL protect_tenant_table('garbage_guide_dataset');
CALL protect_tenant_table('garbage_guide_area');
CALL protect_tenant_table('garbage_guide_item');
CALL protect_tenant_table('garbage_guide_subscription');
CALL protect_tenant_table('outbox_message');
CALL protect_tenant_table('scheduled_job');
CALL protect_tenant_table('tenant', 'id');
CALL protect_tenant_table('tenant_key');
CALL protect_tenant_table('line_channel');

-- A tenant is made and removed by the platform, never from inside.
REVOKE INSERT, DELETE ON tenant FROM tenohira_app;

-- What crosses tenants, and why:
-- onboarding makes tenants and their keys,
CREATE POLICY platform_tenant ON tenant FOR ALL TO tenohira_platform USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON tenant TO tenohira_platform;
CREATE POLICY platform_tenant_key ON tenant_key FOR ALL TO tenohira_platform USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON tenant_key TO tenohira_platform;
-- a webhook shows only its address, so the channel is found before the tenant is known,
CREATE POLICY platform_line_channel ON line_channel FOR SELECT TO tenohira_platform USING (true);
GRANT SELECT ON line_channel TO tenohira_platform;
-- events of many tenants are written in one statement, and what a crash left is found again (never its content),
CREATE POLICY platform_inbox_event ON inbox_event FOR ALL TO tenohira_platform USING (true) WITH CHECK (true);
GRANT INSERT ON inbox_event TO tenohira_platform;
GRANT SELECT (tenant_id, channel_id, webhook_event_id, line_user_id, occurred_at, status, next_attempt_at) ON inbox_event TO tenohira_platform;
-- turns at the queue are given out fairly between tenants (by status and time, never by content).
CREATE POLICY platform_outbox_message ON outbox_message FOR ALL TO tenohira_platform USING (true) WITH CHECK (true);
GRANT SELECT (tenant_id, id, priority, status, next_attempt_at, lease_until, created_at), UPDATE (status, lease_token, lease_until) ON outbox_message TO tenohira_platform;
CREATE POLICY platform_scheduled_job ON scheduled_job FOR ALL TO tenohira_platform USING (true) WITH CHECK (true);
GRANT SELECT (tenant_id, id, status, run_at, lease_until), UPDATE (status, lease_until) ON scheduled_job TO tenohira_platform;

-- Only what waits is in these indexes, so that they stay small however long the history.
CREATE INDEX inbox_event_pending ON inbox_event (tenant_id, channel_id, line_user_id, occurred_at) WHERE status = 'pending';
CREATE INDEX inbox_event_message ON inbox_event (tenant_id, channel_id, line_message_id) WHERE line_message_id IS NOT NULL;
CREATE INDEX outbox_message_waiting ON outbox_message (tenant_id, priority, next_attempt_at) WHERE status = 'pending';
CREATE INDEX outbox_message_under_way ON outbox_message (tenant_id, lease_until) WHERE status IN ('queued', 'sending');
CREATE INDEX scheduled_job_waiting ON scheduled_job (tenant_id, run_at) WHERE status = 'waiting';
CREATE INDEX scheduled_job_under_way ON scheduled_job (tenant_id, lease_until) WHERE status = 'queued';
CREATE INDEX stored_object_message ON stored_object (tenant_id, source_message_id) WHERE source_message_id IS NOT NULL;
CREATE UNIQUE INDEX garbage_guide_dataset_in_force ON garbage_guide_dataset (tenant_id) WHERE in_force;

ALTER TABLE inbox_event ADD CHECK (status IN ('pending', 'processed', 'ignored', 'late', 'failed'));
ALTER TABLE outbox_message ADD CHECK (status IN ('pending', 'queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'));
ALTER TABLE scheduled_job ADD CHECK (status IN ('waiting', 'queued', 'done', 'failed', 'cancelled'));
ALTER TABLE service_case ADD CHECK (status IN ('received', 'in-progress', 'done', 'declined'));
ALTER TABLE resident ADD CHECK (status IN ('friend', 'left', 'unknown'));
