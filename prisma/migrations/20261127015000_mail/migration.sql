-- CreateTable
CREATE TABLE "mail_message" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "recipient" BYTEA NOT NULL,
    "subject" BYTEA,
    "body" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "smtp_status" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_message_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "mail_message_tenant_id_dedupe_key_key" ON "mail_message"("tenant_id", "dedupe_key");

CALL protect_tenant_table('mail_message');

-- Turns at the queue are given out fairly between cities: by time, never by content.
CREATE POLICY platform_mail_message ON mail_message FOR ALL TO tenohira_platform USING (true) WITH CHECK (true);
GRANT SELECT (tenant_id, id, next_attempt_at, lease_until), UPDATE (lease_token, lease_until) ON mail_message TO tenohira_platform;
CREATE INDEX mail_message_due ON mail_message (tenant_id, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX mail_message_under_way ON mail_message (tenant_id, lease_until) WHERE lease_until IS NOT NULL;

ALTER TABLE mail_message ADD CHECK (status IN ('pending', 'sending', 'sent', 'failed'));
-- What has ended is not due, and nothing of what it said is left.
ALTER TABLE mail_message ADD CHECK (
    status IN ('pending', 'sending')
    OR (next_attempt_at IS NULL AND finished_at IS NOT NULL AND subject IS NULL AND body IS NULL)
);
