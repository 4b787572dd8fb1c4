// What somebody decided and Stripe is to do: committed before Stripe is asked, so that a crash forgets nothing and a second
// click asks under the first one's key.
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { z } from 'zod';
import { errors } from './errors.ts';

const subscriptionSchema = z.object({
  plan: z.string(),
  priceId: z.string(),
  taxRateId: z.string(),
  /** Of the city. */
  name: z.string(),
});
const planChangeSchema = z.object({ plan: z.string(), priceId: z.string() });

const intervalChangeSchema = z.object({
  plan: z.string(),
  priceId: z.string(),
  interval: z.enum(['month', 'year']),
  startsAt: z.iso.datetime(),
});
const withdrawalSchema = z.object({ /** That does not come. */ plan: z.string(), scheduleId: z.string() });

export type NewIntent =
  | { kind: 'subscription'; parameters: z.infer<typeof subscriptionSchema> }
  | { kind: 'plan-change'; parameters: z.infer<typeof planChangeSchema> }
  | { kind: 'interval-change'; parameters: z.infer<typeof intervalChangeSchema> }
  | { kind: 'interval-change-withdrawal'; parameters: z.infer<typeof withdrawalSchema> };

/** `id` is the idempotency key. */
export type Intent = NewIntent & { id: string };

const storedSchema = z.discriminatedUnion('kind', [
  z.object({ id: z.string(), kind: z.literal('subscription'), parameters: subscriptionSchema }),
  z.object({ id: z.string(), kind: z.literal('plan-change'), parameters: planChangeSchema }),
  z.object({ id: z.string(), kind: z.literal('interval-change'), parameters: intervalChangeSchema }),
  z.object({ id: z.string(), kind: z.literal('interval-change-withdrawal'), parameters: withdrawalSchema }),
]);

export async function findOpenIntent(db: TenantDb): Promise<Intent | undefined> {
  const [row] = await db.sql(`select id, kind, parameters from billing_intent where status = 'open'`);
  return row === undefined ? undefined : storedSchema.parse(row);
}

/**
 * The open intent for that plan, or a new one.
 * @throws AppError BILLING_BUSY where another decision is open
 */
export async function openIntent(db: TenantDb, intent: NewIntent): Promise<{ intent: Intent; isNew: boolean }> {
  const id = uuidv7();
  const made = await db.sql(
    'insert into billing_intent (id, kind, parameters) values ($1, $2, $3) on conflict do nothing returning id',
    [id, intent.kind, JSON.stringify(intent.parameters)],
  );
  if (made.length > 0) return { intent: { ...intent, id }, isNew: true };
  const open = await findOpenIntent(db);
  if (open?.kind !== intent.kind || open.parameters.plan !== intent.parameters.plan) throw errors.BUSY();
  return { intent: open, isNew: false };
}

export async function finishIntent(db: TenantDb, id: string): Promise<void> {
  await db.sql(
    `update billing_intent set status = 'done', error_code = null, finished_at = now() where id = $1 and status = 'open'`,
    [id],
  );
}

/** Stripe has said no, and has done nothing: the next decision is a new one. */
export async function refuseIntent(db: TenantDb, id: string, errorCode: string): Promise<void> {
  await db.sql(
    `update billing_intent set status = 'refused', error_code = $2, finished_at = now() where id = $1 and status = 'open'`,
    [id, errorCode],
  );
}

export async function noteFailure(db: TenantDb, id: string, errorCode: string): Promise<void> {
  await db.sql(`update billing_intent set error_code = $2 where id = $1 and status = 'open'`, [id, errorCode]);
}
