-- People sign in by themselves from here on: the tokens that the command line gave them end. Who was there before is
-- invited again.
ALTER TABLE "staff_member"
  ADD COLUMN "email" TEXT,
  ADD COLUMN "status" TEXT NOT NULL DEFAULT 'invited',
  ADD COLUMN "password_hash" TEXT,
  ADD COLUMN "totp_secret" BYTEA,
  ADD COLUMN "totp_last_step" BIGINT,
  ADD COLUMN "totp_next_secret" BYTEA,
  ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "locked_until" TIMESTAMPTZ(3);
-- The owner is held to row level security as well, and would see no row.
ALTER TABLE "staff_member" NO FORCE ROW LEVEL SECURITY;
UPDATE "staff_member" SET "email" = id || '@unknown.invalid', "status" = 'disabled';
ALTER TABLE "staff_member" FORCE ROW LEVEL SECURITY;
ALTER TABLE "staff_member" ALTER COLUMN "email" SET NOT NULL;
DROP INDEX "staff_member_tenant_id_token_hash_key";
ALTER TABLE "staff_member" DROP COLUMN "token_hash", DROP COLUMN "enabled";
CREATE UNIQUE INDEX "staff_member_tenant_id_email_key" ON "staff_member"("tenant_id", "email");

-- CreateTable
CREATE TABLE "staff_passkey" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_passkey_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "staff_recovery_code" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "staff_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,

    CONSTRAINT "staff_recovery_code_pkey" PRIMARY KEY ("tenant_id","staff_id","code_hash")
);

-- CreateTable
CREATE TABLE "staff_link" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_link_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "staff_attempt" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "staff_id" UUID,
    "kind" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "challenge" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_attempt_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "refresh_hash" TEXT NOT NULL,
    "previous_hash" TEXT,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proven_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "user_agent" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "staff_network_policy" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "networks" TEXT[],

    CONSTRAINT "staff_network_policy_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE INDEX "staff_passkey_tenant_id_staff_id_idx" ON "staff_passkey"("tenant_id", "staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_passkey_tenant_id_credential_id_key" ON "staff_passkey"("tenant_id", "credential_id");

-- CreateIndex
CREATE INDEX "staff_link_tenant_id_staff_id_idx" ON "staff_link"("tenant_id", "staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_link_tenant_id_token_hash_key" ON "staff_link"("tenant_id", "token_hash");

-- CreateIndex
CREATE INDEX "staff_session_tenant_id_staff_id_idx" ON "staff_session"("tenant_id", "staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_tenant_id_token_hash_key" ON "api_token"("tenant_id", "token_hash");

-- AddForeignKey
ALTER TABLE "staff_passkey" ADD CONSTRAINT "staff_passkey_tenant_id_staff_id_fkey" FOREIGN KEY ("tenant_id", "staff_id") REFERENCES "staff_member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_recovery_code" ADD CONSTRAINT "staff_recovery_code_tenant_id_staff_id_fkey" FOREIGN KEY ("tenant_id", "staff_id") REFERENCES "staff_member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_link" ADD CONSTRAINT "staff_link_tenant_id_staff_id_fkey" FOREIGN KEY ("tenant_id", "staff_id") REFERENCES "staff_member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_attempt" ADD CONSTRAINT "staff_attempt_tenant_id_staff_id_fkey" FOREIGN KEY ("tenant_id", "staff_id") REFERENCES "staff_member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_tenant_id_staff_id_fkey" FOREIGN KEY ("tenant_id", "staff_id") REFERENCES "staff_member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language has no words for.
CALL protect_tenant_table('staff_passkey');
CALL protect_tenant_table('staff_recovery_code');
CALL protect_tenant_table('staff_link');
CALL protect_tenant_table('staff_attempt');
CALL protect_tenant_table('staff_session');
CALL protect_tenant_table('api_token');
CALL protect_tenant_table('staff_network_policy');
ALTER TABLE staff_member DROP CONSTRAINT staff_member_role_check;
ALTER TABLE staff_member ADD CHECK (role IN ('owner', 'editor', 'approver', 'viewer', 'operator'));
ALTER TABLE staff_member ADD CHECK (status IN ('invited', 'active', 'disabled'));
ALTER TABLE staff_link ADD CHECK (kind IN ('invitation', 'password-reset'));
ALTER TABLE staff_attempt ADD CHECK (kind IN ('code', 'passkey', 'passkey-registration'));
