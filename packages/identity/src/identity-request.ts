// The page on which a resident shows who they are, from its link to the way out. The link is good once: it belongs to one
// resident, and from the moment of consent to one browser.
import { hashToken, isUuid, randomToken } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { OpenedSecrets } from '@tenohira/secrets';
import { z } from 'zod';
import type { IdentityDependencies } from './dependencies.ts';
import { errors } from './errors.ts';

/** Whoever has consented has this long for the card, however old the link was, in milliseconds. */
const AWAY_MS = 30 * 60_000;

export const FINISHED_STATUSES = ['registered', 'refreshed', 'declined', 'failed'] as const;
export type RequestStatus = 'opened' | 'away' | (typeof FINISHED_STATUSES)[number];

export type RequestRow = {
  id: string;
  residentId: string;
  stateHash: string | null;
  handshake: Uint8Array | null;
  consentVersion: string | null;
  status: RequestStatus;
  expiresAt: Date;
};

const handshakeSchema = z.object({
  /** Of what the browser that consented holds in a cookie. Stays, so that its result page can be loaded again. */
  browserHash: z.string(),
  consentedAt: z.iso.datetime(),
  /** Gone as soon as something has come back. */
  secrets: z.object({ nonce: z.string(), verifier: z.string() }).optional(),
});
export type StoredHandshake = z.infer<typeof handshakeSchema>;

/**
 * The page's address. `openExternalBrowser` leaves LINE's own browser, so that the authentication app comes back to the
 * browser that holds the page's cookie: https://developers.line.biz/en/docs/line-login/using-line-url-scheme/
 */
export function identityPageUrl(publicBaseUrl: string, tenantId: string, token: string): string {
  return `${publicBaseUrl}/identity/${tenantId}/${token}?openExternalBrowser=1`;
}

/** Where the provider sends people back to: one address for all tenants. */
export function identityRedirectUri(publicBaseUrl: string): string {
  return `${publicBaseUrl}/identity/callback`;
}

/** Makes the page for a resident's single-use link, in the caller's transaction. */
export async function openIdentityRequest(
  db: TenantDb,
  request: { requestId: string; token: string; residentId: string; expiresAt: Date },
): Promise<void> {
  const { requestId: id, token, residentId, expiresAt } = request;
  await db.prisma.identityRequest.create({ data: { id, residentId, tokenHash: hashToken(token), expiresAt } });
}

/**
 * Whose page it is.
 * @throws AppError IDENTITY_REQUEST_NOT_FOUND, IDENTITY_REQUEST_EXPIRED, IDENTITY_REQUEST_USED
 */
export async function readIdentityRequest(
  deps: Pick<IdentityDependencies, 'db' | 'clock'>,
  tenantId: string,
  token: string,
): Promise<{ requestId: string; residentId: string; expiresAt: Date }> {
  if (!isUuid(tenantId)) throw errors.REQUEST_NOT_FOUND();
  const row = await deps.db.readTenant(tenantId, (db) => findRequest(db, 'token_hash', hashToken(token), ''));
  const { id, residentId, expiresAt } = checkOpen(row, deps.clock.now());
  return { requestId: id, residentId, expiresAt };
}

/**
 * The resident has consented and leaves for the provider. May be done again from the same browser, as long as nothing has
 * come back: a button is tapped twice.
 *
 * @param consent.browserToken random, from a cookie of the browser
 * @returns where to send the browser, and until when it may come back
 * @throws AppError those of readIdentityRequest, IDENTITY_OTHER_BROWSER, and those of the provider's authorizationUrl
 */
export async function startIdentityRequest(
  deps: IdentityDependencies,
  tenantId: string,
  token: string,
  consent: { consentVersion: string; browserToken: string },
): Promise<{ authorizationUrl: string; expiresAt: Date }> {
  await readIdentityRequest(deps, tenantId, token);
  // It names the tenant, because the tenant's rows are where it is looked up.
  const state = `${tenantId}.${randomToken()}`;
  const nonce = randomToken();
  const verifier = `${randomToken()}${randomToken()}`;
  const authorizationUrl = await deps.provider.authorizationUrl({ state, nonce, verifier });
  const opened = await deps.secrets.opened(tenantId);
  const now = deps.clock.now();
  return deps.db.withTenant(tenantId, async (db) => {
    const row = checkOpen(await findRequest(db, 'token_hash', hashToken(token), 'for update'), now);
    const before = readHandshake(opened, row);
    if (before && !isSameBrowser(before, consent.browserToken)) throw errors.OTHER_BROWSER();
    const expiresAt = new Date(Math.max(row.expiresAt.getTime(), now.getTime() + AWAY_MS));
    const handshake = sealHandshake(opened, row.id, {
      browserHash: hashToken(consent.browserToken),
      consentedAt: now.toISOString(),
      secrets: { nonce, verifier },
    });
    await db.sql(
      `update identity_request set status = 'away', state_hash = $2, handshake = $3, consent_version = $4, expires_at = $5
       where id = $1`,
      [row.id, hashToken(state), handshake, consent.consentVersion, expiresAt],
    );
    return { authorizationUrl, expiresAt };
  });
}

/** Deletes requests whose time was over so many days ago; the audit log keeps what came of them. Returns how many. */
export async function forgetIdentityRequests(db: TenantDb, days: number): Promise<number> {
  const gone = await db.sql(
    `delete from identity_request where expires_at < now() - $1 * interval '1 day' returning 1`,
    [days],
  );
  return gone.length;
}

export async function findRequest(
  db: TenantDb,
  by: 'token_hash' | 'state_hash',
  hash: string,
  lock: '' | 'for update',
): Promise<RequestRow | undefined> {
  const [row] = await db.sql<RequestRow>(
    `select id, resident_id as "residentId", state_hash as "stateHash", handshake, consent_version as "consentVersion",
            status, expires_at as "expiresAt"
     from identity_request where ${by} = $1 ${lock}`,
    [hash],
  );
  return row;
}

export function isFinished({ status }: Pick<RequestRow, 'status'>): boolean {
  return FINISHED_STATUSES.some((finished) => finished === status);
}

function checkOpen(row: RequestRow | undefined, now: Date): RequestRow {
  if (!row) throw errors.REQUEST_NOT_FOUND();
  if (isFinished(row)) throw errors.REQUEST_USED();
  if (row.expiresAt < now) throw errors.REQUEST_EXPIRED();
  return row;
}

export function isSameBrowser({ browserHash }: StoredHandshake, browserToken: string | undefined): boolean {
  return browserToken !== undefined && hashToken(browserToken) === browserHash;
}

/** Undefined where nobody has consented, or the registration was withdrawn. */
export function readHandshake(
  opened: OpenedSecrets,
  { id, handshake }: Pick<RequestRow, 'id' | 'handshake'>,
): StoredHandshake | undefined {
  if (handshake === null) return undefined;
  return handshakeSchema.parse(JSON.parse(opened.decrypt(handshakePlace(id), handshake).toString()));
}

export function sealHandshake(opened: OpenedSecrets, requestId: string, handshake: StoredHandshake): Buffer {
  return opened.encrypt(handshakePlace(requestId), JSON.stringify(handshake));
}

function handshakePlace(requestId: string): string {
  return `identity_request.handshake:${requestId}`;
}

/** The tenant that a `state` of ours names. */
export function tenantOfState(state: string | null): string | undefined {
  const [tenantId = '', secret = ''] = state?.split('.') ?? [];
  return isUuid(tenantId) && secret !== '' ? tenantId : undefined;
}
