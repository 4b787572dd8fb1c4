-- Identity, benefits, payouts and their ledger, the audit chain, surveys, staff.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "audit_entry" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("tenant_id","sequence")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "benefit_program" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "statute" TEXT NOT NULL,
    "amount_rule" TEXT NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "base_date" DATE NOT NULL,
    "opens_on" DATE NOT NULL,
    "closes_on" DATE NOT NULL,
    "methods" JSONB NOT NULL,
    "texts" JSONB NOT NULL,
    "survey_key" TEXT,
    "is_practice" BOOLEAN NOT NULL DEFAULT true,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "rule_version" INTEGER NOT NULL DEFAULT 1,
    "column_mapping" JSONB,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "benefit_program_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "benefit_list" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'reading',
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "progress_rows" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "difference" JSONB,
    "uploaded_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_by" TEXT,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "benefit_list_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "benefit_list_row" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "list_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "person_index" TEXT NOT NULL,
    "household_index" TEXT NOT NULL,
    "row_hash" TEXT NOT NULL,
    "is_head" BOOLEAN NOT NULL,
    "is_fenced" BOOLEAN NOT NULL,
    "standing" TEXT NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "person" BYTEA NOT NULL,
    "account" BYTEA,
    "account_tail" TEXT,
    "key_full" TEXT NOT NULL,
    "key_lot" TEXT NOT NULL,
    "key_name_birth" TEXT NOT NULL,
    "key_birth_lot" TEXT NOT NULL,
    "key_name_lot" TEXT NOT NULL,

    CONSTRAINT "benefit_list_row_pkey" PRIMARY KEY ("tenant_id","list_id","line")
);

-- CreateTable
CREATE TABLE "benefit_household" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "number_index" TEXT NOT NULL,
    "letter_code_hash" TEXT,
    "letter_code" BYTEA,
    "letter_at" TIMESTAMPTZ(3),

    CONSTRAINT "benefit_household_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "benefit_entitlement" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "list_id" UUID NOT NULL,
    "person_index" TEXT NOT NULL,
    "row_hash" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "is_head" BOOLEAN NOT NULL,
    "is_fenced" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'open',
    "withdrawn_for" TEXT,
    "person" BYTEA NOT NULL,
    "account" BYTEA,
    "account_tail" TEXT,
    "key_full" TEXT NOT NULL,
    "key_lot" TEXT NOT NULL,
    "key_name_birth" TEXT NOT NULL,
    "key_birth_lot" TEXT NOT NULL,
    "key_name_lot" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "benefit_entitlement_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "benefit_match" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "entitlement_id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "decided_by" TEXT,
    "second_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "benefit_match_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "benefit_claim" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'claimed',
    "method" TEXT NOT NULL,
    "account_kind" TEXT NOT NULL,
    "recipient" BYTEA,
    "amount_yen" INTEGER NOT NULL,
    "resident_id" UUID,
    "match_reason" TEXT,
    "proxy" BYTEA,
    "source_key" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "keyed_by" TEXT,
    "confirmed_by" TEXT,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "benefit_claim_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "benefit_claim_portion" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "claim_id" UUID NOT NULL,
    "entitlement_id" UUID NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "benefit_claim_portion_pkey" PRIMARY KEY ("tenant_id","claim_id","entitlement_id")
);

-- CreateTable
CREATE TABLE "benefit_page" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "resident_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "program_id" UUID,
    "claim_id" UUID,
    "token_hash" TEXT NOT NULL,
    "visit_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "benefit_page_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "benefit_counter" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "fiscal_year" INTEGER NOT NULL,
    "last_count" INTEGER NOT NULL,

    CONSTRAINT "benefit_counter_pkey" PRIMARY KEY ("tenant_id","fiscal_year")
);

-- CreateTable
CREATE TABLE "benefit_code_trial" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "resident_id" UUID NOT NULL,
    "failures" INTEGER NOT NULL,
    "blocked_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "benefit_code_trial_pkey" PRIMARY KEY ("tenant_id","resident_id")
);

-- CreateTable
CREATE TABLE "identity_request" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "resident_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "state_hash" TEXT,
    "handshake" BYTEA,
    "consent_version" TEXT,
    "status" TEXT NOT NULL DEFAULT 'opened',
    "error_code" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_request_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "identity_registration" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "resident_id" UUID NOT NULL,
    "subject_index" TEXT NOT NULL,
    "person" BYTEA NOT NULL,
    "key_full" TEXT NOT NULL,
    "key_lot" TEXT NOT NULL,
    "key_name_birth" TEXT NOT NULL,
    "key_birth_lot" TEXT NOT NULL,
    "key_name_lot" TEXT NOT NULL,
    "consent_version" TEXT NOT NULL,
    "consented_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_registration_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "payout" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "claim_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'ready',
    "recipient" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "batch_id" UUID,
    "batch_line" INTEGER,
    "provider_ref" TEXT,
    "error_code" TEXT,
    "reissue_of" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "payout_attempt" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "payout_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "lease_token" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "provider_ref" TEXT,
    "error_code" TEXT,

    CONSTRAINT "payout_attempt_pkey" PRIMARY KEY ("tenant_id","payout_id","number")
);

-- CreateTable
CREATE TABLE "payout_code" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "payout_id" UUID NOT NULL,
    "secret" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revealed_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_code_pkey" PRIMARY KEY ("tenant_id","payout_id")
);

-- CreateTable
CREATE TABLE "payout_batch" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "pay_on" DATE NOT NULL,
    "count" INTEGER NOT NULL,
    "total_yen" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "file_name" TEXT NOT NULL,
    "file" BYTEA NOT NULL,
    "file_hash" TEXT NOT NULL,
    "prepared_by" TEXT NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "released_by" TEXT,
    "released_at" TIMESTAMPTZ(3),
    "handed_out" INTEGER NOT NULL DEFAULT 0,
    "handed_out_by" TEXT,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_batch_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "payout_result" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "source_hash" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_result_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "payout_method_setting" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "method" TEXT NOT NULL,
    "settings" BYTEA NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_method_setting_pkey" PRIMARY KEY ("tenant_id","method")
);

-- CreateTable
CREATE TABLE "ledger_journal" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,

    CONSTRAINT "ledger_journal_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "journal_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "program_id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "payout_id" UUID,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("tenant_id","journal_id","line")
);

-- CreateTable
CREATE TABLE "ledger_balance" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "program_id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "balance_yen" BIGINT NOT NULL,

    CONSTRAINT "ledger_balance_pkey" PRIMARY KEY ("tenant_id","program_id","account")
);

-- CreateTable
CREATE TABLE "staff_member" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_member_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "survey_answer" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "survey_key" TEXT NOT NULL,
    "resident_id" UUID NOT NULL,
    "question_key" TEXT NOT NULL,
    "choice" TEXT,
    "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "survey_answer_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "audit_entry_tenant_id_subject_idx" ON "audit_entry"("tenant_id", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_list_tenant_id_program_id_number_key" ON "benefit_list"("tenant_id", "program_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_list_row_tenant_id_list_id_person_index_key" ON "benefit_list_row"("tenant_id", "list_id", "person_index");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_household_tenant_id_program_id_number_index_key" ON "benefit_household"("tenant_id", "program_id", "number_index");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_household_tenant_id_letter_code_hash_key" ON "benefit_household"("tenant_id", "letter_code_hash");

-- CreateIndex
CREATE INDEX "benefit_entitlement_tenant_id_household_id_idx" ON "benefit_entitlement"("tenant_id", "household_id");

-- CreateIndex
CREATE INDEX "benefit_entitlement_tenant_id_key_name_birth_idx" ON "benefit_entitlement"("tenant_id", "key_name_birth");

-- CreateIndex
CREATE INDEX "benefit_entitlement_tenant_id_key_birth_lot_idx" ON "benefit_entitlement"("tenant_id", "key_birth_lot");

-- CreateIndex
CREATE INDEX "benefit_entitlement_tenant_id_key_name_lot_idx" ON "benefit_entitlement"("tenant_id", "key_name_lot");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_entitlement_tenant_id_program_id_person_index_key" ON "benefit_entitlement"("tenant_id", "program_id", "person_index");

-- CreateIndex
CREATE INDEX "benefit_match_tenant_id_registration_id_idx" ON "benefit_match"("tenant_id", "registration_id");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_match_tenant_id_entitlement_id_registration_id_key" ON "benefit_match"("tenant_id", "entitlement_id", "registration_id");

-- CreateIndex
CREATE INDEX "benefit_claim_tenant_id_program_id_status_idx" ON "benefit_claim"("tenant_id", "program_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_claim_tenant_id_id_amount_yen_key" ON "benefit_claim"("tenant_id", "id", "amount_yen");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_claim_tenant_id_number_key" ON "benefit_claim"("tenant_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_claim_tenant_id_source_key_key" ON "benefit_claim"("tenant_id", "source_key");

-- CreateIndex
CREATE UNIQUE INDEX "benefit_page_tenant_id_token_hash_key" ON "benefit_page"("tenant_id", "token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "identity_request_tenant_id_token_hash_key" ON "identity_request"("tenant_id", "token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "identity_request_tenant_id_state_hash_key" ON "identity_request"("tenant_id", "state_hash");

-- CreateIndex
CREATE INDEX "identity_registration_tenant_id_key_full_idx" ON "identity_registration"("tenant_id", "key_full");

-- CreateIndex
CREATE INDEX "identity_registration_tenant_id_key_lot_idx" ON "identity_registration"("tenant_id", "key_lot");

-- CreateIndex
CREATE INDEX "identity_registration_tenant_id_key_name_birth_idx" ON "identity_registration"("tenant_id", "key_name_birth");

-- CreateIndex
CREATE INDEX "identity_registration_tenant_id_key_birth_lot_idx" ON "identity_registration"("tenant_id", "key_birth_lot");

-- CreateIndex
CREATE INDEX "identity_registration_tenant_id_key_name_lot_idx" ON "identity_registration"("tenant_id", "key_name_lot");

-- CreateIndex
CREATE UNIQUE INDEX "identity_registration_tenant_id_resident_id_key" ON "identity_registration"("tenant_id", "resident_id");

-- CreateIndex
CREATE UNIQUE INDEX "identity_registration_tenant_id_subject_index_key" ON "identity_registration"("tenant_id", "subject_index");

-- CreateIndex
CREATE INDEX "payout_tenant_id_claim_id_idx" ON "payout"("tenant_id", "claim_id");

-- CreateIndex
CREATE INDEX "payout_tenant_id_batch_id_batch_line_idx" ON "payout"("tenant_id", "batch_id", "batch_line");

-- CreateIndex
CREATE UNIQUE INDEX "payout_result_tenant_id_source_hash_key" ON "payout_result"("tenant_id", "source_hash");

-- CreateIndex
CREATE INDEX "ledger_entry_tenant_id_payout_id_idx" ON "ledger_entry"("tenant_id", "payout_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_member_tenant_id_token_hash_key" ON "staff_member"("tenant_id", "token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "survey_answer_tenant_id_survey_key_question_key_resident_id_key" ON "survey_answer"("tenant_id", "survey_key", "question_key", "resident_id");

-- AddForeignKey
ALTER TABLE "benefit_list" ADD CONSTRAINT "benefit_list_tenant_id_program_id_fkey" FOREIGN KEY ("tenant_id", "program_id") REFERENCES "benefit_program"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_list_row" ADD CONSTRAINT "benefit_list_row_tenant_id_list_id_fkey" FOREIGN KEY ("tenant_id", "list_id") REFERENCES "benefit_list"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_household" ADD CONSTRAINT "benefit_household_tenant_id_program_id_fkey" FOREIGN KEY ("tenant_id", "program_id") REFERENCES "benefit_program"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_entitlement" ADD CONSTRAINT "benefit_entitlement_tenant_id_program_id_fkey" FOREIGN KEY ("tenant_id", "program_id") REFERENCES "benefit_program"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_entitlement" ADD CONSTRAINT "benefit_entitlement_tenant_id_household_id_fkey" FOREIGN KEY ("tenant_id", "household_id") REFERENCES "benefit_household"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_entitlement" ADD CONSTRAINT "benefit_entitlement_tenant_id_list_id_fkey" FOREIGN KEY ("tenant_id", "list_id") REFERENCES "benefit_list"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_match" ADD CONSTRAINT "benefit_match_tenant_id_entitlement_id_fkey" FOREIGN KEY ("tenant_id", "entitlement_id") REFERENCES "benefit_entitlement"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_match" ADD CONSTRAINT "benefit_match_tenant_id_registration_id_fkey" FOREIGN KEY ("tenant_id", "registration_id") REFERENCES "identity_registration"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_claim" ADD CONSTRAINT "benefit_claim_tenant_id_program_id_fkey" FOREIGN KEY ("tenant_id", "program_id") REFERENCES "benefit_program"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_claim" ADD CONSTRAINT "benefit_claim_tenant_id_household_id_fkey" FOREIGN KEY ("tenant_id", "household_id") REFERENCES "benefit_household"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_claim_portion" ADD CONSTRAINT "benefit_claim_portion_tenant_id_claim_id_fkey" FOREIGN KEY ("tenant_id", "claim_id") REFERENCES "benefit_claim"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_claim_portion" ADD CONSTRAINT "benefit_claim_portion_tenant_id_entitlement_id_fkey" FOREIGN KEY ("tenant_id", "entitlement_id") REFERENCES "benefit_entitlement"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "benefit_page" ADD CONSTRAINT "benefit_page_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_request" ADD CONSTRAINT "identity_request_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_registration" ADD CONSTRAINT "identity_registration_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_tenant_id_program_id_fkey" FOREIGN KEY ("tenant_id", "program_id") REFERENCES "benefit_program"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_tenant_id_claim_id_amount_yen_fkey" FOREIGN KEY ("tenant_id", "claim_id", "amount_yen") REFERENCES "benefit_claim"("tenant_id", "id", "amount_yen") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_tenant_id_batch_id_fkey" FOREIGN KEY ("tenant_id", "batch_id") REFERENCES "payout_batch"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_attempt" ADD CONSTRAINT "payout_attempt_tenant_id_payout_id_fkey" FOREIGN KEY ("tenant_id", "payout_id") REFERENCES "payout"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_code" ADD CONSTRAINT "payout_code_tenant_id_payout_id_fkey" FOREIGN KEY ("tenant_id", "payout_id") REFERENCES "payout"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_batch" ADD CONSTRAINT "payout_batch_tenant_id_program_id_fkey" FOREIGN KEY ("tenant_id", "program_id") REFERENCES "benefit_program"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_result" ADD CONSTRAINT "payout_result_tenant_id_batch_id_fkey" FOREIGN KEY ("tenant_id", "batch_id") REFERENCES "payout_batch"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_tenant_id_journal_id_fkey" FOREIGN KEY ("tenant_id", "journal_id") REFERENCES "ledger_journal"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_balance" ADD CONSTRAINT "ledger_balance_tenant_id_program_id_fkey" FOREIGN KEY ("tenant_id", "program_id") REFERENCES "benefit_program"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_answer" ADD CONSTRAINT "survey_answer_tenant_id_resident_id_fkey" FOREIGN KEY ("tenant_id", "resident_id") REFERENCES "resident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_table('audit_entry');
CALL protect_tenant_table('audit_head');
CALL protect_tenant_table('benefit_program');
CALL protect_tenant_table('benefit_list');
CALL protect_tenant_table('benefit_list_row');
CALL protect_tenant_table('benefit_household');
CALL protect_tenant_table('benefit_entitlement');
CALL protect_tenant_table('benefit_match');
CALL protect_tenant_table('benefit_claim');
CALL protect_tenant_table('benefit_claim_portion');
CALL protect_tenant_table('benefit_page');
CALL protect_tenant_table('benefit_counter');
CALL protect_tenant_table('benefit_code_trial');
CALL protect_tenant_table('identity_request');
CALL protect_tenant_table('identity_registration');
CALL protect_tenant_table('payout');
CALL protect_tenant_table('payout_attempt');
CALL protect_tenant_table('payout_code');
CALL protect_tenant_table('payout_batch');
CALL protect_tenant_table('payout_result');
CALL protect_tenant_table('payout_method_setting');
CALL protect_tenant_table('ledger_journal');
CALL protect_tenant_table('ledger_entry');
CALL protect_tenant_table('ledger_balance');
CALL protect_tenant_table('staff_member');
CALL protect_tenant_table('survey_answer');

-- Turns at the queue, given out fairly between tenants, by status and time.
CREATE POLICY platform_payout ON payout FOR ALL TO tenohira_platform USING (true) WITH CHECK (true);
GRANT SELECT (tenant_id, id, status, next_attempt_at, lease_until), UPDATE (lease_until) ON payout TO tenohira_platform;

-- What waits, and what may be there once.
CREATE INDEX payout_due ON payout (tenant_id, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX payout_under_way ON payout (tenant_id, lease_until) WHERE lease_until IS NOT NULL;
-- Of one claim at most one payout is under way or settled; of one portion at most one claim is live.
CREATE UNIQUE INDEX payout_live ON payout (tenant_id, claim_id) WHERE status NOT IN ('rejected', 'returned', 'expired', 'cancelled');
-- The same file never leaves twice; one that was given up before may be made again, with the same bytes.
CREATE UNIQUE INDEX payout_batch_file ON payout_batch (tenant_id, file_hash) WHERE status <> 'cancelled';
CREATE UNIQUE INDEX payout_batch_line ON payout (tenant_id, batch_id, batch_line) WHERE batch_id IS NOT NULL;
CREATE UNIQUE INDEX benefit_claim_portion_live ON benefit_claim_portion (tenant_id, entitlement_id) WHERE live;
CREATE UNIQUE INDEX benefit_list_file ON benefit_list (tenant_id, program_id, file_hash) WHERE status IN ('reading', 'staged', 'applied');
CREATE UNIQUE INDEX benefit_list_in_force ON benefit_list (tenant_id, program_id) WHERE status = 'applied';

ALTER TABLE identity_request ADD CHECK (status IN ('opened', 'away', 'registered', 'refreshed', 'declined', 'failed'));
ALTER TABLE staff_member ADD CHECK (role IN ('owner', 'editor', 'approver', 'viewer'));
ALTER TABLE benefit_program ADD CHECK (amount_rule IN ('household', 'person')), ADD CHECK (amount_yen > 0),
  ADD CHECK (opens_on <= closes_on), ADD CHECK (status IN ('draft', 'open', 'closed'));
ALTER TABLE benefit_list ADD CHECK (status IN ('reading', 'refused', 'staged', 'applied', 'superseded'));
ALTER TABLE benefit_list_row ADD CHECK (amount_yen >= 0), ADD CHECK (standing IN ('eligible', 'moved-out', 'deceased'));
ALTER TABLE benefit_entitlement ADD CHECK (amount_yen >= 0),
  ADD CHECK (status IN ('open', 'claimed', 'approved', 'paid', 'declined', 'expired', 'withdrawn'));
ALTER TABLE benefit_match ADD CHECK (status IN ('accepted', 'doubtful', 'seconded', 'rejected')), ADD CHECK (second_by <> decided_by);
ALTER TABLE benefit_claim ADD CHECK (amount_yen > 0), ADD CHECK (channel IN ('super-fast-pass', 'fast-pass', 'paper')),
  ADD CHECK (status IN ('keyed', 'claimed', 'approved', 'paid', 'returned', 'cancelled')),
  ADD CHECK (account_kind IN ('held', 'public', 'entered', 'none')),
  -- Whoever keyed it in neither confirms nor approves it.
  ADD CHECK (confirmed_by <> keyed_by), ADD CHECK (approved_by <> keyed_by),
  ADD CHECK (status NOT IN ('approved', 'paid', 'returned') OR approved_by IS NOT NULL);
ALTER TABLE payout ADD CHECK (amount_yen > 0),
  ADD CHECK (status IN ('ready', 'batched', 'submitting', 'submitted', 'unknown', 'settled', 'rejected', 'returned', 'expired', 'cancelled')),
  ADD CHECK (status <> 'submitting' OR (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
  ADD CHECK (status <> 'batched' OR batch_id IS NOT NULL);
ALTER TABLE payout_attempt ADD CHECK (kind IN ('submit', 'query', 'evidence')),
  ADD CHECK (outcome IN ('settled', 'submitted', 'rejected', 'returned', 'expired', 'retry', 'unknown', 'absent'));
-- Two people for every file that leaves.
ALTER TABLE payout_batch ADD CHECK (status IN ('draft', 'released', 'settled', 'cancelled')), ADD CHECK (released_by <> prepared_by),
  ADD CHECK (status NOT IN ('released', 'settled') OR released_by IS NOT NULL), ADD CHECK (count > 0), ADD CHECK (total_yen > 0);
ALTER TABLE ledger_entry ADD CHECK (account IN ('appropriation', 'budget', 'reserved', 'in-transit', 'paid')), ADD CHECK (amount_yen <> 0);
-- A budget that is used up refuses; so does paying what was not reserved.
ALTER TABLE ledger_balance ADD CONSTRAINT ledger_balance_not_negative CHECK (account = 'appropriation' OR balance_yen >= 0);

-- History is appended, by everybody.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON payout_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER completed_once BEFORE UPDATE ON payout_attempt FOR EACH ROW WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON payout FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sealed BEFORE UPDATE OF file, file_hash, count, total_yen, pay_on ON payout_batch FOR EACH ROW EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON audit_entry, ledger_journal, ledger_entry FROM tenohira_app;
REVOKE DELETE ON payout, payout_attempt, payout_batch, payout_result, ledger_balance, audit_head FROM tenohira_app;

-- Appends links to the tenant's audit chain, in the order of the array: [{ actor, action, subject, detail }].
-- Called last in a transaction: from here to its end the tenant's other writers of the chain wait.
CREATE FUNCTION append_audit(entries jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  head audit_head;
  entry jsonb;
  body text;
  moment timestamptz(6);
BEGIN
  INSERT INTO audit_head (sequence, hash) VALUES (0, '') ON CONFLICT (tenant_id) DO NOTHING;
  SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
  FOR entry IN SELECT * FROM jsonb_array_elements(entries) LOOP
    head.sequence := head.sequence + 1;
    moment := clock_timestamp();
    body := jsonb_build_object(
      'sequence', head.sequence, 'at', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'actor', entry -> 'actor', 'action', entry -> 'action', 'subject', entry -> 'subject',
      'detail', coalesce(entry -> 'detail', '{}'))::text;
    head.hash := sha256(head.hash || convert_to(body, 'UTF8'));
    INSERT INTO audit_entry (sequence, at, actor, action, subject, content, hash)
    VALUES (head.sequence, moment, entry ->> 'actor', entry ->> 'action', entry ->> 'subject', body, head.hash);
  END LOOP;
  UPDATE audit_head SET sequence = head.sequence, hash = head.hash;
END $$;

-- Each statement that writes entries must balance by itself, journal by journal; the balances follow.
CREATE FUNCTION post_ledger_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM posted GROUP BY tenant_id, journal_id HAVING sum(amount_yen) <> 0 OR count(DISTINCT program_id) > 1) THEN
    RAISE EXCEPTION 'a journal does not balance' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journal_balances';
  END IF;
  INSERT INTO ledger_balance (tenant_id, program_id, account, balance_yen)
  SELECT DISTINCT tenant_id, program_id, account, 0::bigint FROM posted ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING;
  -- In one order, so that two writers never wait for each other in a circle.
  PERFORM 1 FROM ledger_balance b
  WHERE (b.tenant_id, b.program_id) IN (SELECT tenant_id, program_id FROM posted) ORDER BY b.program_id, b.account FOR UPDATE;
  UPDATE ledger_balance b SET balance_yen = b.balance_yen + p.amount_yen
  FROM (SELECT tenant_id, program_id, account, sum(amount_yen)::bigint AS amount_yen FROM posted GROUP BY 1, 2, 3) p
  WHERE b.tenant_id = p.tenant_id AND b.program_id = p.program_id AND b.account = p.account;
  RETURN NULL;
END $$;
CREATE TRIGGER post AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION post_ledger_entries();

-- Balances move by entries and by nothing else.
CREATE FUNCTION only_by_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'balances follow the entries' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_by_entries BEFORE INSERT OR UPDATE ON ledger_balance FOR EACH ROW EXECUTE FUNCTION only_by_entries();

-- The states of a payout. Out of `unknown` only evidence or a named person leads (packages/payouts); a dead one stays dead.
CREATE FUNCTION check_payout_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status IS DISTINCT FROM OLD.status AND NOT (OLD.status || '>' || NEW.status = ANY (ARRAY[
    'ready>batched', 'ready>submitting', 'ready>cancelled', 'ready>rejected',
    'batched>ready', 'batched>submitted', 'batched>cancelled',
    'submitting>submitted', 'submitting>settled', 'submitting>rejected', 'submitting>unknown', 'submitting>ready',
    'submitted>settled', 'submitted>rejected', 'submitted>returned', 'submitted>unknown', 'submitted>expired',
    'unknown>submitted', 'unknown>settled', 'unknown>rejected', 'unknown>returned', 'unknown>ready', 'unknown>expired',
    'settled>returned', 'settled>expired'])) THEN
    RAISE EXCEPTION 'a payout does not go from % to %', OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_transition';
  END IF;
  IF NEW.amount_yen <> OLD.amount_yen OR NEW.claim_id <> OLD.claim_id OR NEW.recipient <> OLD.recipient OR NEW.method <> OLD.method THEN
    RAISE EXCEPTION 'a payout is not rewritten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_transition BEFORE UPDATE ON payout FOR EACH ROW EXECUTE FUNCTION check_payout_transition();
