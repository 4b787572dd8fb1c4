-- A city may take nothing but a passkey where somebody decides about money.
ALTER TABLE "staff_session" ADD COLUMN "passkey_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "staff_proof_policy" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "money_by_passkey" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "staff_proof_policy_pkey" PRIMARY KEY ("tenant_id")
);

CALL protect_tenant_table('staff_proof_policy');
