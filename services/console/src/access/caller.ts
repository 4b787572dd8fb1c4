// Who is calling: a person in a browser, or a program of the city with a token.
import type { Database } from '@tenohira/db';
import {
  authenticateSession,
  authenticateToken,
  isAllowedFrom,
  may,
  type Permission,
  type SessionStaff,
  STEP_UP_MS,
  type Staff,
  staffErrors,
  type TokenCaller,
} from '@tenohira/staff';
import type { FastifyRequest } from 'fastify';
import { errors } from '../api/errors.ts';
import { readAccessToken } from './access-token.ts';
import { areaOf } from './area-of.ts';
import { assertSameOrigin } from './same-origin.ts';

export type Caller = { staff: Staff; actor: `staff:${string}`; session: SessionStaff | undefined };

export type Demand = {
  permission: Permission | 'signed-in';
  stepUp?: boolean;
  movesMoney?: boolean;
  passkeyOnly?: boolean;
  url: string;
};

/** What a token may at most do: never approve, never be the second of two people, never say who works here. */
const TOKEN_PERMISSIONS: readonly Permission[] = ['read', 'prepare'];

/**
 * @throws AppError STAFF_NOT_SIGNED_IN, CONSOLE_ORIGIN_REFUSED, CONSOLE_CALLER_CHANGED, STAFF_NETWORK_NOT_ALLOWED, STAFF_NOT_ALLOWED, STAFF_STEP_UP_NEEDED, STAFF_PASSKEY_NEEDED
 */
export async function identifyCaller(
  db: Database,
  request: FastifyRequest,
  origin: string,
  demand: Demand,
): Promise<Caller> {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const token = await authenticateToken(db, bearer);
    assertNetwork(request, token.networks);
    assertTokenMay(token, demand);
    return { staff: token, actor: `staff:${token.staffId}`, session: undefined };
  }
  const session = await authenticateSession(db, await readAccessToken(request));
  assertSameOrigin(request, origin);
  assertSamePerson(request, session);
  assertNetwork(request, session.networks);
  if (demand.permission !== 'signed-in' && !may(session.role, demand.permission)) throw staffErrors.NOT_ALLOWED();
  if (demand.stepUp) assertProven(session, demand);
  return { staff: session, actor: `staff:${session.staffId}`, session };
}

/** What no token opens, whatever its scopes. @throws AppError STAFF_NOT_ALLOWED */
export function assertPerson({ session }: Pick<Caller, 'session'>): void {
  if (!session) throw staffErrors.NOT_ALLOWED();
}

/** Pages say for whom they were made: cookies are those of all tabs, and somebody else may have signed in in another. */
function assertSamePerson({ headers }: FastifyRequest, { staffId }: SessionStaff): void {
  const meant = headers['x-tenohira-caller'];
  if (meant !== undefined && meant !== staffId) throw errors.CALLER_CHANGED();
}

function assertProven({ provenAt, passkeyAt, moneyByPasskey }: SessionStaff, demand: Demand): void {
  const isFresh = (at: Date) => Date.now() - at.getTime() <= STEP_UP_MS;
  const needsPasskey = demand.passkeyOnly || (demand.movesMoney && moneyByPasskey);
  if (needsPasskey && !(passkeyAt && isFresh(passkeyAt))) throw staffErrors.PASSKEY_NEEDED();
  if (!isFresh(provenAt)) throw staffErrors.STEP_UP_NEEDED();
}

function assertNetwork(request: FastifyRequest, networks: readonly string[]): void {
  if (!isAllowedFrom(request.ip, networks)) throw staffErrors.NETWORK_NOT_ALLOWED();
}

/** No more than its scopes say, and no more than the person behind it may. */
function assertTokenMay({ role, scopes }: TokenCaller, { permission, stepUp, url }: Demand): void {
  const scope = `${areaOf(url)}:${permission}`;
  const isOpenToTokens = permission !== 'signed-in' && TOKEN_PERMISSIONS.includes(permission) && !stepUp;
  if (!isOpenToTokens || !may(role, permission) || !scopes.some((each) => each === scope)) {
    throw staffErrors.NOT_ALLOWED();
  }
}
