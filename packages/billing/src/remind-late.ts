import { appendAudit } from '@tenohira/audit';
import { addDays, jstDateOf, type LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { BillingDependencies } from './dependencies.ts';
import { readStandingFacts, standingDates } from './standing.ts';

/** It is late; its console will only read in a week; it only reads now. */
export type ReminderKind = 'overdue' | 'last-days' | 'read-only';

export type Reminder = {
  /** The same reminder has the same key, for whoever sends it. */
  key: string;
  kind: ReminderKind;
  invoice: { number: string | null; dueYen: number; dueOn: LocalDate; pageUrl: string | null };
  /** The first day on which the console only reads. */
  readOnlyOn: LocalDate;
};

/**
 * How a city is told. Runs in the transaction that notes it: it stores a letter, and sends none itself.
 */
export type Remind = (db: TenantDb, reminder: Reminder) => Promise<void>;

const LAST_DAYS = 7;

/**
 * Reminds the city of each invoice that is overdue, once when it is late, once in the week before its console only reads, and
 * once when it does. Of reminders that were missed only the last is made up for. Returns how many there were.
 */
export async function remindLate(
  { db: database, clock }: Pick<BillingDependencies, 'db' | 'clock'>,
  tenantId: string,
  remind: Remind,
): Promise<number> {
  const now = clock.now();
  return database.withTenant(tenantId, async (db) => {
    const facts = await readStandingFacts(db);
    if (!facts) return 0;
    const owed = await db.sql<OwedInvoice>(
      `select id, number, due_yen as "dueYen", due_at as "dueAt", page_url as "pageUrl" from invoice
       where status in ('open', 'uncollectible') and due_yen > 0 and due_at < $1 order by due_at`,
      [now],
    );
    let count = 0;
    for (const invoice of owed) {
      const dates = standingDates({ ...facts, oldestDueAt: invoice.dueAt, endedAt: null });
      const kind = reminderFor(dates, now);
      if (kind === undefined || dates.readOnlyFrom === null) continue;
      const noted = await db.sql(
        'insert into invoice_reminder (invoice_id, kind) values ($1, $2) on conflict do nothing returning 1',
        [invoice.id, kind],
      );
      if (noted.length === 0) continue;
      const { number, dueYen, dueAt, pageUrl } = invoice;
      const readOnlyOn = jstDateOf(dates.readOnlyFrom);
      await remind(db, {
        key: `billing-${invoice.id}-${kind}-${readOnlyOn}`,
        kind,
        invoice: { number, dueYen, dueOn: jstDateOf(dueAt), pageUrl },
        readOnlyOn,
      });
      await appendAudit(db, [
        { actor: 'system', action: 'billing.reminded', subject: `invoice:${invoice.id}`, detail: { kind } },
      ]);
      count += 1;
    }
    return count;
  });
}

type OwedInvoice = { id: string; number: string | null; dueYen: number; dueAt: Date; pageUrl: string | null };

/** The last reminder whose time has come. */
export function reminderFor(
  { lateFrom, readOnlyFrom }: { lateFrom: Date | null; readOnlyFrom: Date | null },
  now: Date,
): ReminderKind | undefined {
  if (lateFrom === null || readOnlyFrom === null || now < lateFrom) return undefined;
  if (now >= readOnlyFrom) return 'read-only';
  const lastDaysFrom = addDays(jstDateOf(readOnlyFrom), -LAST_DAYS);
  return jstDateOf(now) >= lastDaysFrom ? 'last-days' : 'overdue';
}
