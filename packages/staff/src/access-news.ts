// What happens to somebody's way in is written down and told to them, in the transaction in which it happens, so that whoever
// took over an account, or tries to, is noticed (ASVS 5.0, 6.3.5 and 6.3.7).
import { type Actor, appendAudit } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';

export type AccessNews = { staffId: string } & (
  | { what: 'password-changed' | 'password-reset' | 'authenticator-changed' | 'recovery-codes-renewed' }
  | { what: 'passkey-added' | 'passkey-removed'; passkeyId: string }
  | { what: 'recovery-code-used'; left: number }
  | { what: 'token-added'; tokenId: string; scopes: string[] }
  /** By wrong passwords, or by wrong codes after the right password. Told once in a row of failures. */
  | { what: 'locked'; by: 'password' | 'code' }
  | { what: 'signed-in-after-failures'; failures: number }
  /** A refresh token was shown again: somebody has a copy. */
  | { what: 'session-reused'; sessionId: string }
);

/** Stores a letter to the person, in the transaction of what it tells. */
export type Tell = (db: TenantDb, news: AccessNews) => Promise<void>;

/** What was done to an account and not by its owner. */
const BY_NOBODY: readonly AccessNews['what'][] = ['locked', 'session-reused'];

/** Last in the transaction, see `appendAudit`. */
export async function makeKnown(db: TenantDb, { tell }: { tell: Tell }, news: AccessNews): Promise<void> {
  const { staffId, what, ...detail } = news;
  const person = `staff:${staffId}` as const;
  const actor: Actor = BY_NOBODY.includes(what) ? 'system' : person;
  const subject = news.what === 'token-added' ? `token:${news.tokenId}` : person;
  await tell(db, news);
  await appendAudit(db, [{ actor, action: `staff.${what}`, subject, detail }]);
}
