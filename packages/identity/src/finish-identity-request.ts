// The way back from the provider. Claims the request in one transaction, talks to the provider outside of any, and keeps
// the outcome in another: a code is tried once, and an outcome is recorded once.
import { appendAudit } from '@tenohira/audit';
import { AppError, hashToken } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { OpenedSecrets } from '@tenohira/secrets';
import type { IdentityDependencies } from './dependencies.ts';
import { errors } from './errors.ts';
import {
  findRequest,
  isSameBrowser,
  type RequestRow,
  readHandshake,
  sealHandshake,
  tenantOfState,
} from './identity-request.ts';
import type { Person } from './person.ts';
import { saveRegistration } from './registration.ts';

export type FinishedRequest = {
  tenantId: string;
  requestId: string;
  residentId: string;
  /** `refreshed`: the same person again. */
  outcome: 'registered' | 'refreshed' | 'declined';
};

export type WayBack = {
  /** Of the address that the provider sent the browser to. */
  parameters: URLSearchParams;
  /** What startIdentityRequest was given of the browser. */
  browserToken: string | undefined;
  /** In the transaction that records the outcome, before the audit entry. Not called where it was recorded before. */
  onFinished?(db: TenantDb, finished: FinishedRequest): Promise<void>;
};

type Claimed = { request: RequestRow; consentedAt: Date; secrets: { nonce: string; verifier: string } };

/**
 * @throws AppError IDENTITY_STATE_UNKNOWN, IDENTITY_OTHER_BROWSER, IDENTITY_REQUEST_USED, IDENTITY_REQUEST_EXPIRED;
 * IDENTITY_PERSON_TAKEN, IDENTITY_ACCOUNT_TAKEN and those of the provider's readPerson, recorded as failed
 */
export async function finishIdentityRequest(deps: IdentityDependencies, back: WayBack): Promise<FinishedRequest> {
  const state = back.parameters.get('state');
  const tenantId = tenantOfState(state);
  if (state === null || tenantId === undefined) throw errors.STATE_UNKNOWN();
  const opened = await openSecrets(deps, tenantId);
  const claimed = await claim(deps, tenantId, opened, state, back.browserToken);
  if (claimed instanceof AppError) throw claimed;
  if ('outcome' in claimed) return claimed;

  const { request, secrets } = claimed;
  const finished = { tenantId, requestId: request.id, residentId: request.residentId };
  try {
    const person = await deps.provider.readPerson(back.parameters, { state, ...secrets });
    return await deps.db.withTenant(tenantId, async (db) => {
      if (!(await isStillAway(db, request.id))) throw errors.REQUEST_USED();
      const { outcome, facts } = await conclude(deps, db, opened, claimed, person);
      await settle(db, request.id, outcome, null);
      await back.onFinished?.(db, { ...finished, outcome });
      await appendAudit(db, [
        {
          actor: `resident:${request.residentId}`,
          action: `identity.${outcome}`,
          subject: `resident:${request.residentId}`,
          detail: { requestId: request.id, ...facts },
        },
      ]);
      return { ...finished, outcome };
    });
  } catch (error) {
    if (error instanceof AppError && isOutcome(error)) {
      await deps.db.withTenant(tenantId, async (db) => {
        if (await isStillAway(db, request.id)) await fail(db, finished, error.code);
      });
    }
    throw error;
  }
}

/** A tenant that is not there has no keys; to who asks it is a state that nobody waits for. */
async function openSecrets(deps: IdentityDependencies, tenantId: string): Promise<OpenedSecrets> {
  return deps.secrets.opened(tenantId).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'SECRETS_NO_KEY' ? errors.STATE_UNKNOWN() : error;
  });
}

/** Takes the secrets out of the row, so that of two calls one goes on. Returns what must not roll this back. */
async function claim(
  deps: IdentityDependencies,
  tenantId: string,
  opened: OpenedSecrets,
  state: string,
  browserToken: string | undefined,
): Promise<Claimed | FinishedRequest | AppError> {
  return deps.db.withTenant(tenantId, async (db) => {
    const stateHash = hashToken(state);
    const request = await findRequest(db, 'state_hash', stateHash, 'for update');
    if (!request) return errors.STATE_UNKNOWN();
    const { id: requestId, residentId, status } = request;
    const handshake = readHandshake(opened, request);
    if (status === 'failed' || !handshake) return errors.REQUEST_USED();
    if (!isSameBrowser(handshake, browserToken)) return errors.OTHER_BROWSER();
    if (status === 'registered' || status === 'refreshed' || status === 'declined') {
      return { tenantId, requestId, residentId, outcome: status };
    }
    const { secrets, ...kept } = handshake;
    if (!secrets) return errors.REQUEST_USED();
    if (request.expiresAt < deps.clock.now()) {
      const expired = errors.REQUEST_EXPIRED();
      await fail(db, { requestId, residentId }, expired.code);
      return expired;
    }
    await db.sql('update identity_request set handshake = $2 where id = $1', [
      requestId,
      sealHandshake(opened, requestId, kept),
    ]);
    return { request, consentedAt: new Date(handshake.consentedAt), secrets };
  });
}

async function conclude(
  deps: IdentityDependencies,
  db: TenantDb,
  opened: OpenedSecrets,
  { request, consentedAt }: Claimed,
  person: Person | 'declined',
): Promise<{ outcome: FinishedRequest['outcome']; facts: Record<string, string> }> {
  if (person === 'declined') return { outcome: 'declined', facts: {} };
  const consentVersion = request.consentVersion ?? '';
  const { registrationId, outcome } = await saveRegistration(db, opened, {
    residentId: request.residentId,
    person,
    consentVersion,
    consentedAt,
    verifiedAt: deps.clock.now(),
  });
  return { outcome, facts: { registrationId, consentVersion } };
}

async function isStillAway(db: TenantDb, requestId: string): Promise<boolean> {
  const rows = await db.sql(`select 1 from identity_request where id = $1 and status = 'away' for update`, [requestId]);
  return rows.length > 0;
}

async function settle(
  db: TenantDb,
  requestId: string,
  status: FinishedRequest['outcome'] | 'failed',
  errorCode: string | null,
): Promise<void> {
  await db.sql('update identity_request set status = $2, error_code = $3, finished_at = now() where id = $1', [
    requestId,
    status,
    errorCode,
  ]);
}

/** A database that is away decides nothing: the resident may begin again by the same link. */
function isOutcome({ code }: AppError): boolean {
  return code.startsWith('IDENTITY_') && code !== errors.REQUEST_USED().code;
}

async function fail(
  db: TenantDb,
  { requestId, residentId }: Pick<FinishedRequest, 'requestId' | 'residentId'>,
  errorCode: string,
): Promise<void> {
  await settle(db, requestId, 'failed', errorCode);
  const resident = `resident:${residentId}` as const;
  await appendAudit(db, [
    { actor: resident, action: 'identity.failed', subject: resident, detail: { requestId, errorCode } },
  ]);
}
