// What people change about their own way in.
import type { TenantDb } from '@tenohira/db';
import { makeKnown } from './access-news.ts';
import type { BreachedPasswords } from './credentials/breached-passwords.ts';
import { removePasskey } from './credentials/passkeys.ts';
import { assertUsable, hashPassword, verifyPassword } from './credentials/password.ts';
import { replaceRecoveryCodes } from './credentials/recovery-codes.ts';
import { matchTotp, newTotpSecret, totpPlace, totpUri } from './credentials/totp.ts';
import type { StaffDependencies } from './dependencies.ts';
import { errors } from './errors.ts';
import { issueLink, wentOutLately } from './links.ts';
import { getMember, type Invitation } from './members.ts';
import { endSessionsOf, type SessionStaff } from './sessions/sessions.ts';
import { lockMember, recordFailure } from './sign-in/second-factor.ts';

/** Whether there is one to sign in with; whoever came by passkey alone has none. */
export async function hasPassword(db: TenantDb, staffId: string): Promise<boolean> {
  return (await db.prisma.staffMember.count({ where: { id: staffId, passwordHash: { not: null } } })) > 0;
}

/** Or chooses a first one. The other sessions end. @throws AppError STAFF_PASSWORD_WRONG, STAFF_PASSWORD_WEAK, STAFF_PASSWORD_BREACHED */
export async function changePassword(
  { db, tell, breached }: Pick<StaffDependencies, 'db' | 'tell'> & { breached: BreachedPasswords },
  staff: SessionStaff,
  { present, next }: { present: string | undefined; next: string },
): Promise<void> {
  const { staffId, sessionId, tenantId } = staff;
  const member = await db.readTenant(tenantId, ({ prisma }) =>
    prisma.staffMember.findFirst({ where: { id: staffId } }),
  );
  const city = await db.readTenant(tenantId, ({ prisma }) => prisma.tenant.findFirstOrThrow());
  if (!member) throw errors.NOT_FOUND();
  const isRight = member.passwordHash === null || (await verifyPassword(present ?? '', member.passwordHash));
  const isTaken = await db.withTenant(tenantId, async (scope) => {
    const locked = await lockMember(scope, staffId);
    if (member.passwordHash !== null && locked?.isLocked) return false;
    if (!isRight) await recordFailure(scope, { tell }, staffId, 'password');
    return isRight;
  });
  if (!isTaken) throw errors.PASSWORD_WRONG();
  await assertUsable({ breached }, next, [member.email, member.name, city.name]);
  const passwordHash = await hashPassword(next);
  await db.withTenant(tenantId, async (scope) => {
    // Another change may have come in between, of which the present password is no longer.
    const { count } = await scope.prisma.staffMember.updateMany({
      where: { id: staffId, passwordHash: member.passwordHash },
      data: { passwordHash },
    });
    if (count === 0) throw errors.PASSWORD_WRONG();
    await endSessionsOf(scope, staffId, 'password-changed', sessionId);
    await makeKnown(scope, { tell }, { staffId, what: 'password-changed' });
  });
}

/** A secret for another authenticator; the present one works until the first code of this. */
export async function beginTotp(
  { db, secrets, party }: Pick<StaffDependencies, 'db' | 'secrets' | 'party'>,
  { tenantId, staffId }: SessionStaff,
): Promise<{ secret: string; uri: string }> {
  const opened = await secrets.opened(tenantId);
  const secret = newTotpSecret();
  const totpNextSecret = new Uint8Array(opened.encrypt(totpPlace(staffId), secret));
  return db.withTenant(tenantId, async (scope) => {
    await scope.prisma.staffMember.updateMany({ where: { id: staffId }, data: { totpNextSecret } });
    const { email } = await getMember(scope, staffId);
    return { secret, uri: totpUri(secret, party.name, email) };
  });
}

/** @throws AppError STAFF_CODE_WRONG */
export async function confirmTotp(
  { db, secrets, clock, tell }: StaffDependencies,
  { tenantId, staffId }: SessionStaff,
  code: string,
): Promise<void> {
  const opened = await secrets.opened(tenantId);
  await db.withTenant(tenantId, async (scope) => {
    const member = await lockMember(scope, staffId);
    if (!member?.totpNextSecret) throw errors.CODE_WRONG();
    const secret = opened.decrypt(totpPlace(staffId), member.totpNextSecret).toString();
    const step = await matchTotp(secret, code.normalize('NFKC').trim(), null, clock.now());
    if (step === undefined) throw errors.CODE_WRONG();
    await scope.sql(
      'update staff_member set totp_secret = totp_next_secret, totp_next_secret = null, totp_last_step = $2 where id = $1',
      [staffId, step],
    );
    await makeKnown(scope, { tell }, { staffId, what: 'authenticator-changed' });
  });
}

/** Those from before stop working. */
export async function renewRecoveryCodes(
  db: TenantDb,
  deps: Pick<StaffDependencies, 'tell'>,
  staffId: string,
): Promise<string[]> {
  const codes = await replaceRecoveryCodes(db, staffId);
  await makeKnown(db, deps, { staffId, what: 'recovery-codes-renewed' });
  return codes;
}

/** @throws AppError STAFF_PASSKEY_NOT_FOUND, STAFF_LAST_FACTOR where nothing would be left to sign in with */
export async function giveUpPasskey(
  db: TenantDb,
  deps: Pick<StaffDependencies, 'tell'>,
  { staffId, passkeyId }: { staffId: string; passkeyId: string },
): Promise<void> {
  const member = await lockMember(db, staffId);
  const passkeys = await db.prisma.staffPasskey.findMany({ where: { staffId } });
  if (!passkeys.some(({ id }) => id === passkeyId)) throw errors.PASSKEY_NOT_FOUND();
  if (passkeys.length === 1 && (!member?.totpSecret || member.passwordHash === null)) throw errors.LAST_FACTOR();
  await removePasskey(db, staffId, passkeyId);
  await makeKnown(db, deps, { staffId, what: 'passkey-removed', passkeyId });
}

/**
 * For whoever forgot the password: a link for that address, if somebody active has it and none went out a moment ago. Says
 * nothing about who is here.
 */
export async function requestPasswordReset(db: TenantDb, email: string): Promise<Invitation | undefined> {
  const member = await db.prisma.staffMember.findFirst({
    where: { email: email.trim().normalize('NFKC').toLowerCase(), status: 'active' },
  });
  if (!member) return undefined;
  await lockMember(db, member.id);
  if (await wentOutLately(db, member.id, 'password-reset')) return undefined;
  const ticket = await issueLink(db, member.id, 'password-reset');
  return { staffId: member.id, email: member.email, name: member.name, ticket };
}
