import type { LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { type Standing, type StandingFacts, standingDates, standingOf } from './standing.ts';

export type CityBilling = {
  customerId: string | null;
  subscriptionId: string | null;
  /** A key of `PLANS`. */
  plan: string | null;
  status: string;
  /** To which it goes over by itself, and when. */
  nextPlan: string | null;
  nextPlanFrom: Date | null;
  periodStart: Date | null;
  periodEnd: Date | null;
  endedAt: Date | null;
  creditYen: number;
  syncedAt: Date | null;
  standing: Standing;
  lateFrom: Date | null;
  readOnlyFrom: Date | null;
  graceDays: number;
  graceUntil: LocalDate | null;
  /** What was decided and Stripe has not done yet. */
  openIntent: { kind: string; plan: string; since: Date; errorCode: string | null } | null;
};

type Row = StandingFacts &
  Pick<
    CityBilling,
    | 'customerId'
    | 'subscriptionId'
    | 'plan'
    | 'nextPlan'
    | 'nextPlanFrom'
    | 'periodStart'
    | 'periodEnd'
    | 'creditYen'
    | 'syncedAt'
  > & {
    intentKind: string | null;
    intentPlan: string;
    intentSince: Date;
    intentError: string | null;
  };

/** What is stored of the city's subscription; undefined where it never had one. */
export async function readBilling(db: TenantDb, now: Date): Promise<CityBilling | undefined> {
  const [row] = await db.sql<Row>(
    `select s.customer_id as "customerId", s.subscription_id as "subscriptionId", s.plan, s.status,
            s.next_plan as "nextPlan", s.next_plan_from as "nextPlanFrom",
            s.period_start as "periodStart", s.period_end as "periodEnd", s.ended_at as "endedAt",
            s.credit_yen as "creditYen", s.synced_at as "syncedAt", s.oldest_due_at as "oldestDueAt",
            s.grace_days as "graceDays", to_char(s.grace_until, 'YYYY-MM-DD') as "graceUntil",
            i.kind as "intentKind", i.parameters->>'plan' as "intentPlan", i.created_at as "intentSince",
            i.error_code as "intentError"
     from subscription s left join billing_intent i on i.tenant_id = s.tenant_id and i.status = 'open'`,
  );
  if (!row) return undefined;
  const { intentKind, intentPlan, intentSince, intentError, oldestDueAt: _, ...stored } = row;
  return {
    ...stored,
    ...standingDates(row),
    standing: standingOf(row, now),
    openIntent:
      intentKind === null ? null : { kind: intentKind, plan: intentPlan, since: intentSince, errorCode: intentError },
  };
}
