-- CreateTable
CREATE TABLE "subscription" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "customer_id" TEXT,
    "subscription_id" TEXT,
    "plan" TEXT,
    "status" TEXT NOT NULL DEFAULT 'preparing',
    "period_start" TIMESTAMPTZ(3),
    "period_end" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "oldest_due_at" TIMESTAMPTZ(3),
    "grace_days" INTEGER NOT NULL,
    "grace_until" DATE,
    "credit_yen" INTEGER NOT NULL DEFAULT 0,
    "last_turn" INTEGER NOT NULL DEFAULT 0,
    "stored_turn" INTEGER NOT NULL DEFAULT 0,
    "synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "invoice" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" TEXT NOT NULL,
    "number" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "subtotal_yen" INTEGER NOT NULL,
    "tax_yen" INTEGER NOT NULL,
    "total_yen" INTEGER NOT NULL,
    "due_yen" INTEGER NOT NULL,
    "paid_yen" INTEGER NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "page_url" TEXT,
    "pdf_url" TEXT,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "invoice_reminder" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "invoice_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invoice_reminder_pkey" PRIMARY KEY ("tenant_id","invoice_id","kind")
);

-- CreateTable
CREATE TABLE "billing_intent" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "error_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "billing_intent_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "billing_event" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "billing_event_pkey" PRIMARY KEY ("tenant_id","event_id")
);

-- CreateIndex
CREATE INDEX "subscription_customer_id_idx" ON "subscription"("customer_id");

-- CreateIndex
CREATE INDEX "invoice_tenant_id_issued_at_idx" ON "invoice"("tenant_id", "issued_at");

-- AddForeignKey
ALTER TABLE "invoice_reminder" ADD CONSTRAINT "invoice_reminder_tenant_id_invoice_id_fkey" FOREIGN KEY ("tenant_id", "invoice_id") REFERENCES "invoice"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What the schema language has no words for.

CALL protect_tenant_table('subscription');
CALL protect_tenant_table('invoice');
CALL protect_tenant_table('invoice_reminder');
CALL protect_tenant_table('billing_intent');
CALL protect_tenant_table('billing_event');

ALTER TABLE invoice ADD CHECK (status IN ('open', 'paid', 'void', 'uncollectible'));
ALTER TABLE invoice_reminder ADD CHECK (kind IN ('overdue', 'last-days', 'read-only'));
ALTER TABLE billing_intent ADD CHECK (kind IN ('subscription', 'plan-change'));
ALTER TABLE billing_intent ADD CHECK (status IN ('open', 'done', 'refused'));
ALTER TABLE subscription ADD CHECK (grace_days >= 0);

-- One decision at a time: a second click finds the first one's, and its idempotency key.
CREATE UNIQUE INDEX billing_intent_open ON billing_intent (tenant_id) WHERE status = 'open';

-- A webhook of Stripe's names a customer, and no tenant.
CREATE POLICY platform_subscription ON subscription FOR SELECT TO tenohira_platform USING (true);
GRANT SELECT (tenant_id, customer_id) ON subscription TO tenohira_platform;
