import type { Json } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';

/** `operator`: somebody of the platform's, in a city that is not theirs. */
export type Actor = `staff:${string}` | `operator:${string}` | `resident:${string}` | 'system';

export type AuditFact = {
  actor: Actor;
  /** Past tense, unit first: `benefit.claim-approved`. */
  action: string;
  /** What it is about: `claim:<id>`. */
  subject: string;
  /** Ids, amounts, reasons. Never a name, an account or what somebody wrote. */
  detail?: Readonly<Record<string, Json>>;
};

/**
 * Appends to the tenant's chain, in the caller's transaction. Call it last: from here to the end of the transaction the
 * tenant's other writers of the chain wait.
 */
export async function appendAudit(db: TenantDb, facts: readonly AuditFact[]): Promise<void> {
  if (facts.length === 0) return;
  // Field by field: whatever else an object has is no part of the fact.
  const told = facts.map(({ actor, action, subject, detail = {} }) => ({ actor, action, subject, detail }));
  await db.sql('select append_audit($1)', [JSON.stringify(told)]);
}
