// Codes of an authenticator app (RFC 6238), each good once.
import type { TenantDb } from '@tenohira/db';
import { generateSecret, generateURI, verify } from 'otplib';

/** The code before and the one after are taken as well: phones' clocks are off by some seconds. */
const TOLERANCE_SECONDS = 30;

export function newTotpSecret(): string {
  return generateSecret();
}

/** What the QR code says (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). */
export function totpUri(secret: string, issuer: string, email: string): string {
  return generateURI({ secret, issuer, label: email });
}

/** Which time step the code belongs to; undefined where it is none of this secret, or not newer than the last one taken. */
export async function matchTotp(
  secret: string,
  code: string,
  lastStep: bigint | null,
  now: Date,
): Promise<bigint | undefined> {
  if (!/^\d{6}$/.test(code)) return undefined;
  const result = await verify({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: TOLERANCE_SECONDS,
    ...(lastStep === null ? {} : { afterTimeStep: Number(lastStep) }),
  });
  return result.valid && 'timeStep' in result ? BigInt(result.timeStep) : undefined;
}

/** Notes that the code of that step was used. False where another request was quicker with it. */
export async function takeTotpStep(db: TenantDb, staffId: string, step: bigint): Promise<boolean> {
  const rows = await db.sql(
    'update staff_member set totp_last_step = $2 where id = $1 and (totp_last_step is null or totp_last_step < $2) returning id',
    [staffId, step],
  );
  return rows.length > 0;
}

/** Where a secret is encrypted for. */
export function totpPlace(staffId: string): string {
  return `staff_member.totp_secret:${staffId}`;
}
