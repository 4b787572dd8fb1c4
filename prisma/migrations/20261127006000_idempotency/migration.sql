-- CreateTable
CREATE TABLE "idempotency_record" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "caller_id" UUID NOT NULL,
    "key_hash" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "leased_until" TIMESTAMPTZ(3) NOT NULL,
    "answer" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("tenant_id","caller_id","key_hash")
);

CALL protect_tenant_table('idempotency_record');
