-- From the year to the month and back, at the turn of the fiscal year.
ALTER TABLE "subscription" ADD COLUMN "schedule_id" TEXT,
ADD COLUMN "next_plan" TEXT,
ADD COLUMN "next_plan_from" TIMESTAMPTZ(3);

ALTER TABLE billing_intent DROP CONSTRAINT billing_intent_kind_check,
  ADD CONSTRAINT billing_intent_kind_check
    CHECK (kind IN ('subscription', 'plan-change', 'interval-change', 'interval-change-withdrawal'));
