-- CreateTable
CREATE TABLE "department" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "department_pkey" PRIMARY KEY ("tenant_id","id")
);

-- A name may come back after its department was closed.
CREATE UNIQUE INDEX department_open_name ON department (tenant_id, name) WHERE closed_at IS NULL;
CALL protect_tenant_table('department');
