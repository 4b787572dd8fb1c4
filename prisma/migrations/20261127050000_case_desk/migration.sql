-- Daily work with cases, residents and messages.

-- Cases: who handles one, what became of a duplicate, and a version to notice that a colleague was faster.
ALTER TABLE "service_case"
  ADD COLUMN "department_id" UUID,
  ADD COLUMN "assignee_id" UUID,
  ADD COLUMN "merged_into" UUID,
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "search_text" TEXT NOT NULL DEFAULT '';
ALTER TABLE "case_entry" ADD COLUMN "detail" JSONB;

-- CreateTable
CREATE TABLE "reply_template" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "id" UUID NOT NULL,
    "feature_key" TEXT,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reply_template_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "staff_member_department" (
    "tenant_id" UUID NOT NULL DEFAULT current_tenant_id(),
    "staff_id" UUID NOT NULL,
    "department_id" UUID NOT NULL,

    CONSTRAINT "staff_member_department_pkey" PRIMARY KEY ("tenant_id","staff_id","department_id")
);

-- Messages: why one was sent, and which one it sends again.
ALTER TABLE "outbox_message"
  ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'other',
  ADD COLUMN "about" TEXT,
  ADD COLUMN "resend_of" UUID;

-- How staff name a resident: eight characters that nobody confuses (no 0 O 1 I L U) and that say nothing. Drawn, not counted:
-- residents come in by thousands in a minute, and none of them may wait for another. Of a million residents less than one draws
-- a number that is taken, and then whoever inserts tries again. Not a secret.
CREATE FUNCTION new_resident_number() RETURNS text LANGUAGE sql VOLATILE
RETURN (
  SELECT string_agg(substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + floor(random() * 30)::int, 1) || CASE place WHEN 4 THEN '-' ELSE '' END, '')
  FROM generate_series(1, 8) AS place
);

ALTER TABLE "resident"
  ADD COLUMN "number" TEXT NOT NULL DEFAULT new_resident_number(),
  ADD COLUMN IF NOT EXISTS "is_test" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "deleted_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "service_case_tenant_id_created_at_id_idx" ON "service_case"("tenant_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "service_case_tenant_id_status_created_at_id_idx" ON "service_case"("tenant_id", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "service_case_tenant_id_resident_id_idx" ON "service_case"("tenant_id", "resident_id");

-- CreateIndex
CREATE INDEX "case_follower_tenant_id_resident_id_idx" ON "case_follower"("tenant_id", "resident_id");

-- CreateIndex
CREATE INDEX "staff_member_department_tenant_id_department_id_idx" ON "staff_member_department"("tenant_id", "department_id");

-- CreateIndex
CREATE INDEX "outbox_message_tenant_id_resident_id_id_idx" ON "outbox_message"("tenant_id", "resident_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "resident_tenant_id_number_key" ON "resident"("tenant_id", "number");

-- CreateIndex
CREATE INDEX "stored_object_tenant_id_resident_id_idx" ON "stored_object"("tenant_id", "resident_id");

-- CreateIndex
CREATE INDEX "identity_request_tenant_id_resident_id_idx" ON "identity_request"("tenant_id", "resident_id");

-- CreateIndex
CREATE INDEX "benefit_entitlement_tenant_id_program_id_status_amount_yen_idx" ON "benefit_entitlement"("tenant_id", "program_id", "status", "amount_yen");

-- AddForeignKey
ALTER TABLE "service_case" ADD CONSTRAINT "service_case_tenant_id_department_id_fkey" FOREIGN KEY ("tenant_id", "department_id") REFERENCES "department"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_case" ADD CONSTRAINT "service_case_tenant_id_assignee_id_fkey" FOREIGN KEY ("tenant_id", "assignee_id") REFERENCES "staff_member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_case" ADD CONSTRAINT "service_case_tenant_id_merged_into_fkey" FOREIGN KEY ("tenant_id", "merged_into") REFERENCES "service_case"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_member_department" ADD CONSTRAINT "staff_member_department_tenant_id_staff_id_fkey" FOREIGN KEY ("tenant_id", "staff_id") REFERENCES "staff_member"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_member_department" ADD CONSTRAINT "staff_member_department_tenant_id_department_id_fkey" FOREIGN KEY ("tenant_id", "department_id") REFERENCES "department"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_table('reply_template');
CALL protect_tenant_table('staff_member_department');

-- What waits for somebody: small indexes, however long the history.
CREATE INDEX service_case_open ON service_case (tenant_id, created_at, id) WHERE status IN ('received', 'in-progress');
CREATE INDEX service_case_assignee ON service_case (tenant_id, assignee_id, created_at, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX service_case_department ON service_case (tenant_id, department_id, created_at, id) WHERE department_id IS NOT NULL;
CREATE INDEX service_case_merged ON service_case (tenant_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX outbox_message_trouble ON outbox_message (tenant_id, id) WHERE status IN ('failed', 'unknown', 'cancelled');
CREATE INDEX benefit_claim_undecided ON benefit_claim (tenant_id, program_id) WHERE status IN ('keyed', 'claimed');
CREATE INDEX benefit_claim_resident ON benefit_claim (tenant_id, resident_id) WHERE resident_id IS NOT NULL;
CREATE INDEX benefit_match_undecided ON benefit_match (tenant_id, program_id) WHERE status IN ('doubtful', 'seconded');
CREATE INDEX payout_batch_draft ON payout_batch (tenant_id, program_id) WHERE status = 'draft';
-- A message is sent again once; the row that does it may be sent again in its turn.
CREATE UNIQUE INDEX outbox_message_resend ON outbox_message (tenant_id, resend_of) WHERE resend_of IS NOT NULL;

ALTER TABLE service_case DROP CONSTRAINT service_case_status_check,
  ADD CONSTRAINT service_case_status_check CHECK (status IN ('received', 'in-progress', 'done', 'declined', 'merged')),
  ADD CHECK (status <> 'merged' OR merged_into IS NOT NULL), ADD CHECK (merged_into <> id);

-- What a search looks through, for the cases that are there already: as packages/cases writes it from here on. Row level
-- security holds for the owner too, unless it says otherwise for the moment.
CREATE FUNCTION pg_temp.search_key(words text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN translate(
  lower(normalize(words, NFKC)),
  'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ ' || E'\t\n\r',
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ');
ALTER TABLE service_case NO FORCE ROW LEVEL SECURITY;
UPDATE service_case SET search_text = pg_temp.search_key(concat_ws('|', number, title, (
  SELECT string_agg(field ->> 'value', '|') FROM jsonb_array_elements(fields) field WHERE field ->> 'kind' NOT IN ('photo', 'form'))));
ALTER TABLE service_case FORCE ROW LEVEL SECURITY;
