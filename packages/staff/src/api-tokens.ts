// By which a city's own programs call the API. A token prepares and reads; to approve, and to be the second of two people,
// takes a person. It acts as the person who made it: what it prepares, that person cannot approve, and it ends with them.
import { type Actor, appendAudit } from '@tenohira/audit';
import { hashToken, randomToken, uuidv7 } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import { makeKnown, type Tell } from './access-news.ts';
import { errors } from './errors.ts';
import { isRole } from './roles.ts';
import type { Staff } from './staff.ts';
import { parseTicket, ticketOf } from './ticket.ts';

/** Parts of the API that a token is given one by one. */
export const API_AREAS = ['cases', 'features', 'benefits', 'messages', 'surveys', 'audit'] as const;
export type ApiArea = (typeof API_AREAS)[number];
export type ApiScope = `${ApiArea}:${'read' | 'prepare'}`;

export type ApiToken = {
  tokenId: string;
  name: string;
  scopes: ApiScope[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
};
/** `networks`: from where the city lets its staff work, see networks.ts. */
export type TokenCaller = Staff & { tokenId: string; scopes: ApiScope[]; networks: string[] };

const SCOPES: ReadonlySet<string> = new Set(API_AREAS.flatMap((area) => [`${area}:read`, `${area}:prepare`]));

export function isApiScope(text: string): text is ApiScope {
  return SCOPES.has(text);
}

/** The token is shown this once. @throws AppError STAFF_TOKEN_SCOPE_UNKNOWN */
export async function addApiToken(
  db: TenantDb,
  deps: { tell: Tell },
  token: { name: string; scopes: readonly string[]; days: number; createdBy: string },
): Promise<{ tokenId: string; token: string }> {
  if (!token.scopes.every(isApiScope)) throw errors.TOKEN_SCOPE_UNKNOWN();
  const tokenId = uuidv7();
  const secret = randomToken();
  await db.sql(
    `insert into api_token (id, name, token_hash, scopes, created_by, expires_at)
     values ($1, $2, $3, $4, $5, now() + $6 * interval '1 day')`,
    [tokenId, token.name, hashToken(secret), [...token.scopes], token.createdBy, token.days],
  );
  await makeKnown(db, deps, { staffId: token.createdBy, what: 'token-added', tokenId, scopes: [...token.scopes] });
  return { tokenId, token: ticketOf(db.tenantId, tokenId, secret) };
}

/** @throws AppError STAFF_NOT_SIGNED_IN, whatever is wrong with the token */
export async function authenticateToken(db: Database, text: string): Promise<TokenCaller> {
  const { tenantId, id, secret } = parseTicket(text);
  const [row] = await db.readTenant(tenantId, ({ sql }) =>
    sql<{ staffId: string; name: string; role: string; scopes: string[]; networks: string[] | null }>(
      `update api_token t set last_used_at = now() from staff_member m
       where t.id = $1 and t.token_hash = $2 and t.revoked_at is null and t.expires_at > now()
         and m.tenant_id = t.tenant_id and m.id = t.created_by and m.status = 'active'
       returning m.id as "staffId", m.name, m.role, t.scopes, (select networks from staff_network_policy) as networks`,
      [id, hashToken(secret)],
    ),
  );
  if (!row || !isRole(row.role)) throw errors.NOT_SIGNED_IN();
  const { staffId, name, role, scopes, networks } = row;
  return { tenantId, tokenId: id, staffId, name, role, scopes: scopes.filter(isApiScope), networks: networks ?? [] };
}

export async function listApiTokens(db: TenantDb): Promise<ApiToken[]> {
  const rows = await db.prisma.apiToken.findMany({ where: { revokedAt: null }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ id, name, scopes, createdAt, expiresAt, lastUsedAt }) => ({
    ...{ tokenId: id, name, createdAt, expiresAt, lastUsedAt },
    scopes: scopes.filter(isApiScope),
  }));
}

/** Opens nothing from now on. @throws AppError STAFF_TOKEN_NOT_FOUND */
export async function revokeApiToken(db: TenantDb, tokenId: string, actor: Actor): Promise<void> {
  const rows = await db.sql(
    'update api_token set revoked_at = now() where id = $1 and revoked_at is null returning id',
    [tokenId],
  );
  if (rows.length === 0) throw errors.TOKEN_NOT_FOUND();
  await appendAudit(db, [{ actor, action: 'staff.token-revoked', subject: `token:${tokenId}` }]);
}
