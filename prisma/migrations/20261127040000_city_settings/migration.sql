-- Who a feature is for, and who in the city handles what it submits.
ALTER TABLE "feature_install" ADD COLUMN "audience" TEXT NOT NULL DEFAULT 'everyone';
ALTER TABLE "feature_install" ADD COLUMN "department_id" UUID;
ALTER TABLE "feature_install" ADD CONSTRAINT "feature_install_tenant_id_department_id_fkey" FOREIGN KEY ("tenant_id", "department_id") REFERENCES "department"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE feature_install ADD CHECK (audience IN ('everyone', 'registered', 'staff'));

-- Somebody of the city who tries things out; they alone see what is for staff.
ALTER TABLE "resident" ADD COLUMN IF NOT EXISTS "is_test" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "rich_menu_draft" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "design" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rich_menu_draft_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "rich_menu" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "design" JSONB NOT NULL,
    "request" JSONB NOT NULL,
    "picture" BYTEA NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "line_rich_menu_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "error_code" TEXT,
    "requested_by" TEXT NOT NULL,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "rich_menu_pkey" PRIMARY KEY ("tenant_id","id")
);

-- AddForeignKey
ALTER TABLE "rich_menu" ADD CONSTRAINT "rich_menu_tenant_id_channel_id_fkey" FOREIGN KEY ("tenant_id", "channel_id") REFERENCES "line_channel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CALL protect_tenant_table('rich_menu_draft');
CALL protect_tenant_table('rich_menu');

ALTER TABLE rich_menu ADD CHECK (status IN ('planned', 'created', 'uploaded', 'in-force', 'replaced', 'failed'));
-- A channel shows one, and one at a time is on its way.
CREATE UNIQUE INDEX rich_menu_in_force ON rich_menu (tenant_id, channel_id) WHERE status = 'in-force';
CREATE UNIQUE INDEX rich_menu_under_way ON rich_menu (tenant_id, channel_id) WHERE status IN ('planned', 'created', 'uploaded');
-- What LINE still has to be rid of.
CREATE INDEX rich_menu_to_clear ON rich_menu (tenant_id) WHERE status IN ('replaced', 'failed') AND cleared_at IS NULL;
