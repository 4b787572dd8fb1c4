// From an invitation's link to a person who can sign in: with a password and an authenticator, or with a passkey. Opening the
// link is proof of the mailbox; the account is active when two factors are set.
import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { makeKnown } from '../access-news.ts';
import type { BreachedPasswords } from '../credentials/breached-passwords.ts';
import { keepPasskey, registrationOptions, verifyRegistration } from '../credentials/passkeys.ts';
import { assertUsable, hashPassword } from '../credentials/password.ts';
import { replaceRecoveryCodes } from '../credentials/recovery-codes.ts';
import { matchTotp, newTotpSecret, takeTotpStep, totpPlace, totpUri } from '../credentials/totp.ts';
import type { StaffDependencies } from '../dependencies.ts';
import { errors } from '../errors.ts';
import { readLink, spendLink } from '../links.ts';
import { getMember } from '../members.ts';
import type { Role } from '../roles.ts';
import { type Browser, endSessionsOf, type Granted, startSession } from '../sessions/sessions.ts';
import { parseTicket } from '../ticket.ts';
import { beginAttempt, takeAttempt } from './attempts.ts';
import { lockMember } from './second-factor.ts';

export type Invited = { cityName: string; email: string; name: string; role: Role };

/** Who is invited, and where to. Does not use the link up. @throws AppError STAFF_LINK_INVALID */
export async function openInvitation({ db }: Pick<StaffDependencies, 'db'>, link: string): Promise<Invited> {
  return db.withTenant(parseTicket(link).tenantId, async (scope) => {
    const { staffId } = await readLink(scope, 'invitation', link);
    const [member, city] = [await getMember(scope, staffId), await scope.prisma.tenant.findFirstOrThrow()];
    return { ...member, cityName: city.name };
  });
}

/**
 * Sets the password and makes a secret for the authenticator, both to be confirmed by a code.
 * @throws AppError STAFF_LINK_INVALID, STAFF_PASSWORD_WEAK, STAFF_PASSWORD_BREACHED
 */
export async function chooseFirstPassword(
  { db, secrets, party, breached }: Omit<StaffDependencies, 'tell'> & { breached: BreachedPasswords },
  link: string,
  password: string,
): Promise<{ secret: string; uri: string }> {
  const { tenantId } = parseTicket(link);
  const invited = await openInvitation({ db }, link);
  await assertUsable({ breached }, password, [invited.email, invited.name, invited.cityName]);
  const passwordHash = await hashPassword(password);
  const opened = await secrets.opened(tenantId);
  const secret = newTotpSecret();
  await db.withTenant(tenantId, async (scope) => {
    const { staffId } = await readLink(scope, 'invitation', link);
    const totpSecret = new Uint8Array(opened.encrypt(totpPlace(staffId), secret));
    await scope.prisma.staffMember.updateMany({
      where: { id: staffId, status: 'invited' },
      data: { passwordHash, totpSecret, totpLastStep: null },
    });
  });
  return { secret, uri: totpUri(secret, `${party.name} ${invited.cityName}`, invited.email) };
}

/**
 * The first code ends the invitation: the person is active and signed in.
 * @throws AppError STAFF_LINK_INVALID, STAFF_CODE_WRONG
 */
export async function confirmFirstCode(
  { db, secrets, clock }: Omit<StaffDependencies, 'tell'>,
  { link, code, browser }: { link: string; code: string; browser: Browser },
): Promise<{ granted: Granted; recoveryCodes: string[] }> {
  const { tenantId } = parseTicket(link);
  await openInvitation({ db }, link);
  const opened = await secrets.opened(tenantId);
  return db.withTenant(tenantId, async (scope) => {
    const { staffId, linkId } = await readLink(scope, 'invitation', link);
    const member = await lockMember(scope, staffId);
    if (!member?.totpSecret || member.passwordHash === null) throw errors.CODE_WRONG();
    const secret = opened.decrypt(totpPlace(staffId), member.totpSecret).toString();
    const step = await matchTotp(secret, code.normalize('NFKC').trim(), null, clock.now());
    if (step === undefined || !(await takeTotpStep(scope, staffId, step))) throw errors.CODE_WRONG();
    const recoveryCodes = await replaceRecoveryCodes(scope, staffId);
    await activate(scope, staffId, linkId, 'password');
    return { granted: await startSession(scope, staffId, browser, 'code'), recoveryCodes };
  });
}

/** @throws AppError STAFF_LINK_INVALID */
export async function beginFirstPasskey(
  { db, party }: Omit<StaffDependencies, 'tell'>,
  link: string,
): Promise<{ options: PublicKeyCredentialCreationOptionsJSON; ticket: string }> {
  return db.withTenant(parseTicket(link).tenantId, async (scope) => {
    const { staffId } = await readLink(scope, 'invitation', link);
    return beginRegistration(scope, party, staffId);
  });
}

/** @throws AppError STAFF_LINK_INVALID, STAFF_ATTEMPT_EXPIRED, STAFF_PASSKEY_REFUSED */
export async function finishFirstPasskey(
  deps: StaffDependencies,
  input: {
    link: string;
    ticket: string | undefined;
    response: RegistrationResponseJSON;
    label: string;
    browser: Browser;
  },
): Promise<Granted> {
  const { link, ticket, response, label, browser } = input;
  return deps.db.withTenant(parseTicket(link).tenantId, async (scope) => {
    const { staffId, linkId } = await readLink(scope, 'invitation', link);
    await finishRegistration(scope, deps, { staffId, ticket, response, label });
    await activate(scope, staffId, linkId, 'passkey');
    return startSession(scope, staffId, browser, 'passkey');
  });
}

export async function beginRegistration(scope: TenantDb, party: StaffDependencies['party'], staffId: string) {
  const { email, name } = await getMember(scope, staffId);
  const options = await registrationOptions(scope, party, { staffId, email, name });
  const { challenge } = options;
  const ticket = await beginAttempt(scope, { kind: 'passkey-registration', staffId, challenge });
  return { options, ticket };
}

/** @throws AppError STAFF_ATTEMPT_EXPIRED, STAFF_PASSKEY_REFUSED */
export async function finishRegistration(
  scope: TenantDb,
  { party, tell }: Pick<StaffDependencies, 'party' | 'tell'>,
  input: { staffId: string; ticket: string | undefined; response: RegistrationResponseJSON; label: string },
): Promise<void> {
  const { staffId } = input;
  const attempt = await takeAttempt(scope, 'passkey-registration', input.ticket);
  if (attempt.staffId !== staffId || attempt.challenge === null) throw errors.ATTEMPT_EXPIRED();
  const info = await verifyRegistration(party, attempt.challenge, input.response);
  const passkeyId = await keepPasskey(scope, staffId, input.label, info);
  await makeKnown(scope, { tell }, { staffId, what: 'passkey-added', passkeyId });
}

/**
 * Takes back a forgotten password. The second factor stays: the link alone signs nobody in (ASVS 6.4.3).
 * @throws AppError STAFF_LINK_INVALID, STAFF_PASSWORD_WEAK, STAFF_PASSWORD_BREACHED
 */
export async function resetPassword(
  { db, tell, breached }: Pick<StaffDependencies, 'db' | 'tell'> & { breached: BreachedPasswords },
  link: string,
  password: string,
): Promise<void> {
  const { tenantId } = parseTicket(link);
  const own = await db.withTenant(tenantId, async (scope) => {
    const { staffId } = await readLink(scope, 'password-reset', link);
    const [{ email, name }, city] = [await getMember(scope, staffId), await scope.prisma.tenant.findFirstOrThrow()];
    return [email, name, city.name];
  });
  await assertUsable({ breached }, password, own);
  const passwordHash = await hashPassword(password);
  await db.withTenant(tenantId, async (scope) => {
    const { staffId, linkId } = await readLink(scope, 'password-reset', link);
    await spendLink(scope, linkId);
    await scope.prisma.staffMember.updateMany({
      where: { id: staffId, status: 'active' },
      data: { passwordHash, failures: 0, lockedUntil: null },
    });
    await endSessionsOf(scope, staffId, 'password-changed');
    await makeKnown(scope, { tell }, { staffId, what: 'password-reset' });
  });
}

async function activate(scope: TenantDb, staffId: string, linkId: string, by: 'password' | 'passkey'): Promise<void> {
  await spendLink(scope, linkId);
  await scope.prisma.staffMember.updateMany({ where: { id: staffId }, data: { status: 'active' } });
  await appendAudit(scope, [
    { actor: `staff:${staffId}`, action: 'staff.joined', subject: `staff:${staffId}`, detail: { by } },
  ]);
}
