// Signing in: a password and then a code, or a passkey. What is wrong is never said more closely than the person needs, and
// what counts failures is committed before the refusal is thrown.
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { OpenedSecrets, TenantSecrets } from '@tenohira/secrets';
import { authenticationOptions, verifyPasskey } from '../credentials/passkeys.ts';
import { verifyPassword } from '../credentials/password.ts';
import type { StaffDependencies } from '../dependencies.ts';
import { errors } from '../errors.ts';
import { type Browser, type Granted, proveSession, type SessionStaff, startSession } from '../sessions/sessions.ts';
import { parseTicket } from '../ticket.ts';
import { beginAttempt, closeAttempt, takeAttempt, tryAttempt } from './attempts.ts';
import { checkSecondFactor, forgetFailures, lockMember, recordFailure } from './second-factor.ts';

/**
 * The first step with a password. Returns the ticket for the second.
 * @throws AppError STAFF_SIGN_IN_FAILED, whether the person, the password or the lock was the reason
 */
export async function signInWithPassword(
  { db, tell }: Pick<StaffDependencies, 'db' | 'tell'>,
  tenantId: string,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const found = await db.readTenant(tenantId, ({ prisma }) =>
    prisma.staffMember.findFirst({ where: { email: email.trim().normalize('NFKC').toLowerCase() } }),
  );
  const isRight = await verifyPassword(password, found?.passwordHash);
  const ticket = await db.withTenant(tenantId, async (scope) => {
    const member = found && (await lockMember(scope, found.id));
    if (member?.status !== 'active' || member.isLocked) return undefined;
    // The password may have been changed since it was read.
    if (isRight && member.passwordHash === found?.passwordHash) {
      return beginAttempt(scope, { kind: 'code', staffId: member.staffId });
    }
    await recordFailure(scope, { tell }, member.staffId, 'password');
    return undefined;
  });
  if (ticket === undefined) throw errors.SIGN_IN_FAILED();
  return ticket;
}

/** The second step: a code of the authenticator, or a recovery code. @throws AppError STAFF_ATTEMPT_EXPIRED, STAFF_CODE_WRONG */
export async function signInWithCode(
  deps: StaffDependencies,
  { ticket, code, browser }: { ticket: string | undefined; code: string; browser: Browser },
): Promise<Granted> {
  const { db, clock, tell } = deps;
  const { tenantId } = parseTicket(ticket);
  const secrets = await openSecrets(deps.secrets, tenantId);
  const granted = await db.withTenant(tenantId, async (scope) => {
    const attempt = await tryAttempt(scope, 'code', ticket);
    const member = attempt.staffId === null ? undefined : await lockMember(scope, attempt.staffId);
    if (member?.status !== 'active' || member.isLocked) return undefined;
    if (!(await checkSecondFactor(scope, { secrets, tell }, member, code, clock.now()))) {
      await recordFailure(scope, { tell }, member.staffId, 'code');
      return undefined;
    }
    await closeAttempt(scope, attempt);
    await forgetFailures(scope, { tell }, member);
    return startSession(scope, member.staffId, browser, 'code');
  });
  if (!granted) throw errors.CODE_WRONG();
  return granted;
}

/** What the browser asks its passkeys, and the ticket that belongs to it. */
export async function beginPasskey(
  { db, party }: Pick<StaffDependencies, 'db' | 'party'>,
  tenantId: string,
  staffId?: string,
): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; ticket: string }> {
  const options = await authenticationOptions(party);
  const ticket = await db.withTenant(tenantId, (scope) =>
    beginAttempt(scope, {
      kind: 'passkey',
      challenge: options.challenge,
      ...(staffId === undefined ? {} : { staffId }),
    }),
  );
  return { options, ticket };
}

/** @throws AppError STAFF_ATTEMPT_EXPIRED, STAFF_PASSKEY_REFUSED */
export async function signInWithPasskey(
  deps: Pick<StaffDependencies, 'db' | 'party'>,
  { ticket, response, browser }: { ticket: string | undefined; response: AuthenticationResponseJSON; browser: Browser },
): Promise<Granted> {
  const { tenantId, challenge } = await takeChallenge(deps, ticket);
  return deps.db.withTenant(tenantId, async (scope) => {
    const staffId = await verifyPasskey(scope, deps.party, challenge, response);
    const member = await lockMember(scope, staffId);
    if (member?.status !== 'active') throw errors.PASSKEY_REFUSED();
    return startSession(scope, staffId, browser, 'passkey');
  });
}

/** Proves again who is at the keyboard. @throws AppError STAFF_CODE_WRONG */
export async function stepUpWithCode(deps: StaffDependencies, staff: SessionStaff, code: string): Promise<void> {
  const { tell } = deps;
  const secrets = await deps.secrets.opened(staff.tenantId);
  const proven = await deps.db.withTenant(staff.tenantId, async (scope) => {
    const member = await lockMember(scope, staff.staffId);
    if (!member || member.isLocked) return false;
    if (!(await checkSecondFactor(scope, { secrets, tell }, member, code, deps.clock.now()))) {
      await recordFailure(scope, { tell }, staff.staffId, 'code');
      return false;
    }
    await forgetFailures(scope, { tell }, member);
    await proveSession(scope, staff.sessionId, 'code');
    return true;
  });
  if (!proven) throw errors.CODE_WRONG();
}

/** @throws AppError STAFF_ATTEMPT_EXPIRED, STAFF_PASSKEY_REFUSED */
export async function stepUpWithPasskey(
  deps: Pick<StaffDependencies, 'db' | 'party'>,
  staff: SessionStaff,
  { ticket, response }: { ticket: string | undefined; response: AuthenticationResponseJSON },
): Promise<void> {
  const { tenantId, challenge, staffId } = await takeChallenge(deps, ticket);
  if (tenantId !== staff.tenantId || staffId !== staff.staffId) throw errors.PASSKEY_REFUSED();
  await deps.db.withTenant(tenantId, async (scope) => {
    const owner = await verifyPasskey(scope, deps.party, challenge, response);
    if (owner !== staff.staffId) throw errors.PASSKEY_REFUSED();
    await proveSession(scope, staff.sessionId, 'passkey');
  });
}

/** In a transaction of its own: a challenge is used up whether its answer is right or wrong. */
async function takeChallenge({ db }: Pick<StaffDependencies, 'db'>, ticket: string | undefined) {
  const { tenantId } = parseTicket(ticket);
  const { challenge, staffId } = await db.withTenant(tenantId, (scope) => takeAttempt(scope, 'passkey', ticket));
  if (challenge === null) throw errors.ATTEMPT_EXPIRED();
  return { tenantId, challenge, staffId };
}

/** A ticket that names no tenant of ours opens nothing. */
export function openSecrets(secrets: TenantSecrets, tenantId: string): Promise<OpenedSecrets> {
  return secrets.opened(tenantId).catch((cause: unknown) => {
    throw errors.ATTEMPT_EXPIRED({ cause });
  });
}
