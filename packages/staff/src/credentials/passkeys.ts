// Passkeys (https://www.w3.org/TR/webauthn-3/). The user's verification (PIN, finger, face) is demanded, so that a passkey
// is two factors by itself. The handle that a passkey carries names its city and its owner, so that nothing has to be
// looked up across cities.

import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  type VerifiedAuthenticationResponse,
  type VerifiedRegistrationResponse,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { isUuid, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { errors } from '../errors.ts';
import type { RelyingParty } from '../relying-party.ts';

export type Passkey = { passkeyId: string; label: string; createdAt: Date; lastUsedAt: Date | null };

export async function registrationOptions(
  db: TenantDb,
  party: RelyingParty,
  person: { staffId: string; email: string; name: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await db.prisma.staffPasskey.findMany({ where: { staffId: person.staffId } });
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: handleOf(db.tenantId, person.staffId),
    userName: person.email,
    userDisplayName: person.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** @throws AppError STAFF_PASSKEY_REFUSED */
export async function verifyRegistration(
  party: RelyingParty,
  challenge: string,
  response: RegistrationResponseJSON,
): Promise<NonNullable<VerifiedRegistrationResponse['registrationInfo']>> {
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw errors.PASSKEY_REFUSED({ cause });
  });
  if (!result.verified) throw errors.PASSKEY_REFUSED();
  return result.registrationInfo;
}

/** Returns its id. */
export async function keepPasskey(
  db: TenantDb,
  staffId: string,
  label: string,
  { credential }: NonNullable<VerifiedRegistrationResponse['registrationInfo']>,
): Promise<string> {
  const id = uuidv7();
  await db.prisma.staffPasskey.create({
    data: {
      id,
      staffId,
      credentialId: credential.id,
      publicKey: new Uint8Array(credential.publicKey),
      counter: BigInt(credential.counter),
      transports: credential.transports ?? [],
      label,
    },
  });
  return id;
}

/** Any passkey of this console: its owner says who it is by choosing it. */
export function authenticationOptions(party: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' });
}

/**
 * Whose passkey answered, in this city.
 * @throws AppError STAFF_PASSKEY_REFUSED, whatever is wrong with it
 */
export async function verifyPasskey(
  db: TenantDb,
  party: RelyingParty,
  challenge: string,
  response: AuthenticationResponseJSON,
): Promise<string> {
  const found = await db.prisma.staffPasskey.findFirst({ where: { credentialId: response.id } });
  if (!found) throw errors.PASSKEY_REFUSED();
  const owner = ownerOf(response.response.userHandle);
  if (owner && (owner.tenantId !== db.tenantId || owner.staffId !== found.staffId)) throw errors.PASSKEY_REFUSED();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: { id: found.credentialId, publicKey: new Uint8Array(found.publicKey), counter: Number(found.counter) },
  }).catch((cause: unknown): VerifiedAuthenticationResponse => {
    throw errors.PASSKEY_REFUSED({ cause });
  });
  if (!verified) throw errors.PASSKEY_REFUSED();
  await db.prisma.staffPasskey.updateMany({
    where: { id: found.id },
    data: { counter: BigInt(authenticationInfo.newCounter), lastUsedAt: new Date() },
  });
  return found.staffId;
}

export async function listPasskeys(db: TenantDb, staffId: string): Promise<Passkey[]> {
  const rows = await db.prisma.staffPasskey.findMany({ where: { staffId }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ id, label, createdAt, lastUsedAt }) => ({ passkeyId: id, label, createdAt, lastUsedAt }));
}

/** @throws AppError STAFF_PASSKEY_NOT_FOUND */
export async function removePasskey(db: TenantDb, staffId: string, passkeyId: string): Promise<void> {
  const { count } = await db.prisma.staffPasskey.deleteMany({ where: { id: passkeyId, staffId } });
  if (count === 0) throw errors.PASSKEY_NOT_FOUND();
}

/** 32 bytes: city and person. */
function handleOf(tenantId: string, staffId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(`${tenantId}${staffId}`.replaceAll('-', ''), 'hex'));
}

function ownerOf(handle: string | undefined): { tenantId: string; staffId: string } | undefined {
  const hex = Buffer.from(handle ?? '', 'base64url').toString('hex');
  const ids = [hex.slice(0, 32), hex.slice(32)].map((half) =>
    half.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  );
  const [tenantId = '', staffId = ''] = ids;
  return isUuid(tenantId) && isUuid(staffId) ? { tenantId, staffId } : undefined;
}
