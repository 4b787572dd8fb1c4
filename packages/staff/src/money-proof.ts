// What a city takes as proof of who somebody is where they decide about money. A code of an authenticator can be typed into a
// page that only looks like ours, a passkey cannot (ASVS 5.0, 6.3.3); but browsers of some town halls have no passkeys.
import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';

export async function readMoneyProof(db: TenantDb): Promise<{ passkeyOnly: boolean }> {
  const policy = await db.prisma.staffProofPolicy.findFirst();
  return { passkeyOnly: policy?.moneyByPasskey ?? false };
}

/** For whoever has just shown a passkey: neither locks themselves out, nor opens what passkeys close. */
export async function saveMoneyProof(db: TenantDb, passkeyOnly: boolean, actor: Actor): Promise<void> {
  await db.sql(
    `insert into staff_proof_policy (money_by_passkey) values ($1)
     on conflict (tenant_id) do update set money_by_passkey = excluded.money_by_passkey`,
    [passkeyOnly],
  );
  await appendAudit(db, [
    { actor, action: 'staff.money-proof-changed', subject: `tenant:${db.tenantId}`, detail: { passkeyOnly } },
  ]);
}
