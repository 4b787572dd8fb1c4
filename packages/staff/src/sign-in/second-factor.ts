// The code of an authenticator, or a recovery code in its place. Wrong ones count, in the same row as wrong passwords.
import type { TenantDb } from '@tenohira/db';
import type { OpenedSecrets } from '@tenohira/secrets';
import { makeKnown, type Tell } from '../access-news.ts';
import { spendRecoveryCode } from '../credentials/recovery-codes.ts';
import { matchTotp, takeTotpStep, totpPlace } from '../credentials/totp.ts';

export type LockedMember = {
  staffId: string;
  email: string;
  name: string;
  status: string;
  passwordHash: string | null;
  totpSecret: Buffer | null;
  totpNextSecret: Buffer | null;
  totpLastStep: bigint | null;
  failures: number;
  isLocked: boolean;
};

/** So many wrong answers in a row lock the account for a minute, and each further one for twice as long. */
const FREE_FAILURES = 5;
const MAX_LOCK_MINUTES = 15;

/** The person's row, locked until the transaction ends. */
export async function lockMember(db: TenantDb, staffId: string): Promise<LockedMember | undefined> {
  const [row] = await db.sql<Omit<LockedMember, 'totpLastStep'> & { totpLastStep: string | null }>(
    `select id as "staffId", email, name, status, password_hash as "passwordHash", totp_secret as "totpSecret",
       totp_next_secret as "totpNextSecret", totp_last_step as "totpLastStep", failures,
       coalesce(locked_until > now(), false) as "isLocked"
     from staff_member where id = $1 for update`,
    [staffId],
  );
  return row && { ...row, totpLastStep: row.totpLastStep === null ? null : BigInt(row.totpLastStep) };
}

/** True where the code is right, which uses it up. */
export async function checkSecondFactor(
  db: TenantDb,
  { secrets, tell }: { secrets: OpenedSecrets; tell: Tell },
  member: LockedMember,
  code: string,
  now: Date,
): Promise<boolean> {
  const digits = code.normalize('NFKC').replace(/\s/g, '');
  if (member.totpSecret && /^\d{6}$/.test(digits)) {
    const secret = secrets.decrypt(totpPlace(member.staffId), member.totpSecret).toString();
    const step = await matchTotp(secret, digits, member.totpLastStep, now);
    return step !== undefined && takeTotpStep(db, member.staffId, step);
  }
  const left = await spendRecoveryCode(db, member.staffId, code);
  if (left === undefined) return false;
  await makeKnown(db, { tell }, { staffId: member.staffId, what: 'recovery-code-used', left });
  return true;
}

/** @param by what was wrong: the password, or the code after the right one */
export async function recordFailure(
  db: TenantDb,
  deps: { tell: Tell },
  staffId: string,
  by: 'password' | 'code',
): Promise<void> {
  const [row] = await db.sql<{ failures: number }>(
    `update staff_member set failures = failures + 1,
       locked_until = case when failures + 1 >= $2 then now() + least(2 ^ (failures + 1 - $2), $3) * interval '1 minute' end
     where id = $1 returning failures`,
    [staffId, FREE_FAILURES, MAX_LOCK_MINUTES],
  );
  // Whoever goes on locks it again and again, and fills no mailbox with that.
  if (row?.failures === FREE_FAILURES) await makeKnown(db, deps, { staffId, what: 'locked', by });
}

/** The right answer after wrong ones. After so many that the account was locked, the person hears of it. */
export async function forgetFailures(db: TenantDb, deps: { tell: Tell }, member: LockedMember): Promise<void> {
  const { staffId, failures } = member;
  if (failures === 0) return;
  await db.sql('update staff_member set failures = 0, locked_until = null where id = $1', [staffId]);
  if (failures >= FREE_FAILURES) await makeKnown(db, deps, { staffId, what: 'signed-in-after-failures', failures });
}
