// Computes the chain anew, outside the database: whoever can rewrite a table can rewrite a function in it, too.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Database, TenantDb } from '@tenohira/db';
import { parseAuditContent } from './content.ts';

export type AuditProblem =
  /** No link of that number: it was deleted, or renumbered. */
  | 'missing'
  /** The hash does not follow from the link before and this content: one of the three was changed. */
  | 'hash'
  /** The hash follows, but the content is no content. */
  | 'content'
  /** The columns say something else than the content. */
  | 'columns'
  /** The head is not the last link: links were cut off or put on, or the head was changed. */
  | 'head'
  /** The link that was noted down outside is not in the chain: the chain was computed anew from there or before. */
  | 'anchor';

export type AuditVerification =
  | { ok: true; count: number; headHash: string }
  /** `sequence` is the first link at which it shows. */
  | { ok: false; sequence: number; problem: AuditProblem };

/** A link as it was seen at an earlier time and kept elsewhere: `count` and `headHash` of an earlier verification. */
export type AuditAnchor = { sequence: number; hash: string };

/**
 * Verifies a tenant's whole chain in pages, so that the memory it needs does not grow with the chain. Links that are
 * appended meanwhile do not disturb it and are not counted.
 *
 * A chain proves by itself that no part of it was changed. That it was not computed anew as a whole, or cut off with its
 * head, only an anchor kept outside the database proves.
 */
export async function verifyAudit(
  db: Database,
  tenantId: string,
  { anchor, pageSize = 2_000 }: { anchor?: AuditAnchor; pageSize?: number } = {},
): Promise<AuditVerification> {
  const end = await db.readTenant(tenantId, readEnd);
  let hash: Buffer = Buffer.alloc(0);
  let sequence = 0;
  let after = SMALLEST;
  for (;;) {
    const page = await db.readTenant(tenantId, (scope) => readPage(scope, after, end.last, pageSize));
    for (const link of page) {
      const problem = checkLink(link, sequence + 1, hash);
      if (problem !== undefined) return { ok: false, sequence: sequence + 1, problem };
      sequence += 1;
      hash = link.hash;
      if (sequence === anchor?.sequence && hash.toString('hex') !== anchor.hash) {
        return { ok: false, sequence, problem: 'anchor' };
      }
    }
    after = page.at(-1)?.sequence ?? after;
    if (page.length < pageSize) break;
  }
  if (Number(end.head) !== sequence || !sameBytes(end.hash, hash)) return { ok: false, sequence, problem: 'head' };
  if (anchor !== undefined && anchor.sequence > sequence) return { ok: false, sequence, problem: 'anchor' };
  return { ok: true, count: sequence, headHash: hash.toString('hex') };
}

/** Below every sequence, also one that was put in before the first. */
const SMALLEST = '-9223372036854775808';

// bigint comes as text: node-postgres does not squeeze it into a number.
type End = { head: string; hash: Buffer; last: string };
type Link = {
  sequence: string;
  at: string;
  actor: string;
  action: string;
  subject: string;
  content: string;
  hash: Buffer;
};

/** Head and last link in one statement, hence in one snapshot: between appends they are always the same. */
async function readEnd(db: TenantDb): Promise<End> {
  const [end] = await db.sql<End>(
    `select coalesce((select sequence from audit_head), 0) as head,
            coalesce((select hash from audit_head), '') as hash,
            coalesce((select max(sequence) from audit_entry), 0) as last`,
  );
  if (end === undefined) throw new Error('a select without from gave no row');
  return end;
}

async function readPage(db: TenantDb, after: string, last: string, limit: number): Promise<Link[]> {
  return db.sql<Link>(
    `select sequence, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, action, subject,
            content, hash
       from audit_entry where sequence > $1 and sequence <= $2 order by sequence limit $3`,
    [after, last, limit],
  );
}

function checkLink(link: Link, expected: number, previousHash: Buffer): AuditProblem | undefined {
  if (link.sequence !== String(expected)) return 'missing';
  const hash = createHash('sha256').update(previousHash).update(link.content, 'utf8').digest();
  if (!sameBytes(hash, link.hash)) return 'hash';
  const content = parseAuditContent(link.content);
  if (content === undefined) return 'content';
  const { at, actor, action, subject } = content;
  const same =
    content.sequence === expected &&
    at === link.at &&
    actor === link.actor &&
    action === link.action &&
    subject === link.subject;
  return same ? undefined : 'columns';
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
