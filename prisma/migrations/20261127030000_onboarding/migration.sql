-- Existing cities are live. A default fills the rows that are there, which an UPDATE of an owner under forced row level
-- security would not see.
ALTER TABLE "tenant" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'city',
  ADD COLUMN "live_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "tenant" ALTER COLUMN "live_at" DROP DEFAULT, ADD CHECK (kind IN ('city', 'platform'));

ALTER TABLE "line_channel" ADD COLUMN "secret_changed_at" TIMESTAMPTZ(3);
ALTER TABLE "resident" ADD COLUMN "is_test" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "onboarding_step" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "step" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" TEXT,
    "problem" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "actor" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "onboarding_step_pkey" PRIMARY KEY ("tenant_id","step")
);

-- CreateTable
CREATE TABLE "channel_health" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "channel_id" UUID NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "line_error" TEXT,
    "chat_mode" TEXT,
    "is_verified" BOOLEAN,
    "webhook_is_ours" BOOLEAN,
    "webhook_is_active" BOOLEAN,
    "webhook_test" TEXT,
    "webhook_status" INTEGER,
    "quota_limit" INTEGER,
    "quota_used" INTEGER,

    CONSTRAINT "channel_health_pkey" PRIMARY KEY ("tenant_id","channel_id")
);

-- One account, one city. A city learns nothing from these keys: it names a channel only with the secret of it.
-- CreateIndex
CREATE UNIQUE INDEX "line_channel_line_channel_id_key" ON "line_channel"("line_channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "line_channel_bot_user_id_key" ON "line_channel"("bot_user_id");

-- AddForeignKey
ALTER TABLE "onboarding_step" ADD CONSTRAINT "onboarding_step_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_health" ADD CONSTRAINT "channel_health_tenant_id_channel_id_fkey" FOREIGN KEY ("tenant_id", "channel_id") REFERENCES "line_channel"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE onboarding_step ADD CHECK (status IN ('done', 'failed'));
CALL protect_tenant_table('onboarding_step');
CALL protect_tenant_table('channel_health');

CREATE UNIQUE INDEX tenant_platform ON tenant (kind) WHERE kind = 'platform';

-- A city does not make itself the platform, and what has gone live does not become practice again.
CREATE FUNCTION keep_tenant_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a tenant is, and since when it is live, stays' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OF kind, live_at ON tenant FOR EACH ROW
  WHEN (OLD.kind <> NEW.kind OR (OLD.live_at IS NOT NULL AND OLD.live_at IS DISTINCT FROM NEW.live_at))
  EXECUTE FUNCTION keep_tenant_as_it_is();

-- Whoever operates the platform belongs to the platform's tenant, whatever a mistake in the services may say.
CREATE FUNCTION refuse_operator_of_city() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT kind FROM tenant WHERE id = NEW.tenant_id) IS DISTINCT FROM 'platform' THEN
    RAISE EXCEPTION 'an operator belongs to the platform' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER operator_of_platform BEFORE INSERT OR UPDATE OF role ON staff_member FOR EACH ROW
  WHEN (NEW.role = 'operator') EXECUTE FUNCTION refuse_operator_of_city();

-- Operators see how every city's channel is.
CREATE POLICY platform_channel_health ON channel_health FOR SELECT TO tenohira_platform USING (true);
GRANT SELECT ON channel_health TO tenohira_platform;

-- What went wrong lately, without reading what went right.
CREATE INDEX inbox_event_failed ON inbox_event (tenant_id, occurred_at) WHERE status = 'failed';
CREATE INDEX outbox_message_not_sent ON outbox_message (tenant_id, created_at) WHERE status IN ('failed', 'unknown');
CREATE INDEX payout_unknown ON payout (tenant_id) WHERE status = 'unknown';
