import { addDays, daysBetween, type LocalDate } from '@tenohira/core';
import { createConditions, type TenantDb } from '@tenohira/db';
import { addPeriod } from './list-messages.ts';

/** How many messages of a day ended how; `waiting` are those on their way. */
export type MessageDay = {
  day: LocalDate;
  sent: number;
  waiting: number;
  failed: number;
  unknown: number;
  cancelled: number;
};

/** Every day of the period, also one without a message: days in Japan, both inclusive. */
export async function countMessagesByDay(
  db: TenantDb,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<MessageDay[]> {
  const conditions = createConditions();
  addPeriod(conditions, from, to);
  const rows = await db.sql<MessageDay>(
    `select to_char(o.created_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as day,
       count(*) filter (where o.status = 'sent')::int as sent,
       count(*) filter (where o.status in ('pending', 'queued', 'sending'))::int as waiting,
       count(*) filter (where o.status = 'failed')::int as failed,
       count(*) filter (where o.status = 'unknown')::int as unknown,
       count(*) filter (where o.status = 'cancelled')::int as cancelled
     from outbox_message o ${conditions.where()} group by 1`,
    conditions.values,
  );
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const length = Math.max(0, daysBetween(from, to) + 1);
  return Array.from({ length }, (_, index) => {
    const day = addDays(from, index);
    return byDay.get(day) ?? { day, sent: 0, waiting: 0, failed: 0, unknown: 0, cancelled: 0 };
  });
}
