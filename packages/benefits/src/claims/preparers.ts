// Who had a part in preparing a claim, and so does not approve it: no payment is made, or made anew, by one person's word.
import type { TenantDb } from '@tenohira/db';
import { CLAIM_LINE } from './claim-line.ts';

/** Who did one of these to a claim, to one that it replaces or to a payout of theirs has prepared it. */
export const PREPARING = [
  'benefit.claim-keyed',
  'benefit.claim-confirmed',
  'benefit.account-filled-in',
  'benefit.claim-corrected',
  'payout.returned',
  'payout.rejected',
];

/** By claim, the staff who prepared it; a claim that nobody of the staff had a hand in has no entry. */
export async function findPreparers(
  db: TenantDb,
  claimIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const subjects = await db.sql<{ claimId: string; subject: string }>(
    `${CLAIM_LINE}
     select claim_id as "claimId", 'claim:' || id as subject from line
     union all select line.claim_id, 'payout:' || p.id from line join payout p on p.claim_id = line.id`,
    [claimIds],
  );
  const done = await db.sql<{ subject: string; actor: string }>(
    `select distinct subject, actor from audit_entry where subject = any($1) and action = any($2) and actor like 'staff:%'`,
    [subjects.map(({ subject }) => subject), PREPARING],
  );
  const actors = Map.groupBy(done, ({ subject }) => subject);
  const preparers = new Map<string, Set<string>>();
  for (const { claimId, subject } of subjects) {
    for (const { actor } of actors.get(subject) ?? []) {
      const found = preparers.get(claimId) ?? new Set();
      preparers.set(claimId, found.add(actor.slice('staff:'.length)));
    }
  }
  return preparers;
}
