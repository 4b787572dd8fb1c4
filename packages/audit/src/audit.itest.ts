import { createHash } from 'node:crypto';
import { createDatabase, type Database } from '@tenohira/db';
import { createTestTenant, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditFact, appendAudit, describeVerification, listAudit, verifyAudit } from './index.ts';

let database: TestDatabase;
/** Somebody with all rights, who can do what the services cannot. */
let intruder: Database;
let tenantId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  intruder = createDatabase({ appUrl: database.adminUrl, platformUrl: database.adminUrl, maxConnections: 2 });
});
afterAll(async () => {
  await intruder.close();
  await database.drop();
});
beforeEach(async () => {
  ({ tenantId } = await createTestTenant(database.db));
});

const fact = (number: number): AuditFact => ({
  actor: 'staff:018f0000-0000-7000-8000-000000000001',
  action: 'benefit.claim-approved',
  subject: `claim:${number % 3}`,
  detail: { number, amountYen: 70_000, 'reason "髙"': 'ゆえ\n\\u0000 😀' },
});

const append = (facts: readonly AuditFact[], id = tenantId) =>
  database.db.withTenant(id, (db) => appendAudit(db, facts));

const tamper = (statement: string, values: readonly unknown[] = []) =>
  intruder.withTenant(tenantId, async (db) => {
    await db.sql('set local session_replication_role = replica');
    await db.sql(statement, [tenantId, ...values]);
  });

describe('appending', () => {
  it('gives an empty chain that is whole', async () => {
    expect(await verifyAudit(database.db, tenantId)).toEqual({ ok: true, count: 0, headHash: '' });
    await append([]);
    expect(await database.db.readTenant(tenantId, (db) => listAudit(db))).toEqual([]);
  });

  it('is gapless from many transactions at once, some of which fail', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        database.db.withTenant(tenantId, async (db) => {
          await appendAudit(db, [fact(index), fact(index + 1)]);
          if (index % 6 === 0) throw new Error('the transaction fails after all');
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(await verifyAudit(database.db, tenantId)).toMatchObject({ ok: true, count: 100 });
  });

  it('has a chain for each tenant', async () => {
    const other = await createTestTenant(database.db);
    await append([fact(1), fact(2)]);
    await append([fact(3)], other.tenantId);
    expect(await verifyAudit(database.db, tenantId)).toMatchObject({ count: 2 });
    const links = await database.db.readTenant(other.tenantId, (db) => listAudit(db));
    expect(links).toEqual([{ sequence: 1, at: expect.any(Date), ...fact(3) }]);
  });

  it('is all that the services may do', async () => {
    await append([fact(1)]);
    const attempts = [
      `update audit_entry set actor = 'system'`,
      'delete from audit_entry',
      'truncate audit_entry',
      'delete from audit_head',
    ];
    for (const statement of attempts) {
      await expect(database.db.withTenant(tenantId, (db) => db.sql(statement))).rejects.toThrow();
    }
    // The trigger stands in the way of somebody with more rights, too.
    for (const statement of [`update audit_entry set actor = 'system'`, 'delete from audit_entry']) {
      await expect(intruder.withTenant(tenantId, (db) => db.sql(statement))).rejects.toThrow();
    }
    expect(await verifyAudit(database.db, tenantId)).toMatchObject({ ok: true, count: 1 });
  });
});

describe('verifying finds', () => {
  beforeEach(() => append(Array.from({ length: 7 }, (_, index) => fact(index + 1))));
  const verify = () => verifyAudit(database.db, tenantId, { pageSize: 3 });

  it('nothing wrong with what was appended, page by page', async () => {
    expect(await verify()).toEqual({ ok: true, count: 7, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('a content that was changed', async () => {
    await tamper(
      `update audit_entry set content = replace(content, '70000', '90000') where tenant_id = $1 and sequence = 4`,
    );
    expect(await verify()).toEqual({ ok: false, sequence: 4, problem: 'hash' });
  });

  it.each([
    ['actor', `'system'`],
    ['action', `'benefit.claim-refused'`],
    ['subject', `'claim:9'`],
    ['at', `at + interval '1 microsecond'`],
  ])('a column that was changed: %s', async (column, value) => {
    await tamper(`update audit_entry set ${column} = ${value} where tenant_id = $1 and sequence = 5`);
    expect(await verify()).toEqual({ ok: false, sequence: 5, problem: 'columns' });
  });

  it('a link that was deleted: the first, one in the middle, the last', async () => {
    await tamper('delete from audit_entry where tenant_id = $1 and sequence = 7');
    expect(await verify()).toEqual({ ok: false, sequence: 6, problem: 'head' });
    await tamper('delete from audit_entry where tenant_id = $1 and sequence = 3');
    expect(await verify()).toEqual({ ok: false, sequence: 3, problem: 'missing' });
    await tamper('delete from audit_entry where tenant_id = $1 and sequence = 1');
    expect(await verify()).toEqual({ ok: false, sequence: 1, problem: 'missing' });
  });

  it.each([
    [-1, 1, 'missing'],
    [0, 1, 'missing'],
    [8, 8, 'hash'],
    [12, 8, 'missing'],
  ])('a link that was put in as number %d', async (number, sequence, problem) => {
    await tamper(
      `insert into audit_entry (tenant_id, sequence, actor, action, subject, content, hash)
       select tenant_id, ${number}, actor, action, subject, content, hash from audit_entry where tenant_id = $1 and sequence = 2`,
    );
    expect(await verify()).toEqual({ ok: false, sequence, problem });
  });

  it('a link whose hash was computed anew, since the next one does not follow; or what is no link at all', async () => {
    await rewrite(4, await contentOf(4, '70000', '90000'));
    expect(await verify()).toEqual({ ok: false, sequence: 5, problem: 'hash' });
    await rewrite(4, '{"sequence": 4}');
    expect(await verify()).toEqual({ ok: false, sequence: 4, problem: 'content' });
  });

  it('a last link whose hash was computed anew', async () => {
    await rewrite(7, await contentOf(7, '70000', '90000'));
    expect(await verify()).toEqual({ ok: false, sequence: 7, problem: 'head' });
  });

  it('a head that was changed, or is gone', async () => {
    await tamper(`update audit_head set hash = sha256('x') where tenant_id = $1`);
    expect(await verify()).toEqual({ ok: false, sequence: 7, problem: 'head' });
    await tamper('delete from audit_head where tenant_id = $1');
    expect(await verify()).toEqual({ ok: false, sequence: 7, problem: 'head' });
  });

  it('a chain that was cut off with its head, or computed anew as a whole, by what was noted outside', async () => {
    const before = await verify();
    if (!before.ok) throw new Error('the chain was to be whole');
    const anchor = { sequence: before.count, hash: before.headHash };
    await append([fact(8)]);
    expect(await verifyAudit(database.db, tenantId, { anchor })).toMatchObject({ ok: true, count: 8 });
    await tamper('delete from audit_entry where tenant_id = $1 and sequence > 6');
    await tamper(
      `update audit_head h set sequence = 6, hash = e.hash from audit_entry e
       where h.tenant_id = $1 and e.tenant_id = $1 and e.sequence = 6`,
    );
    expect(await verify()).toMatchObject({ ok: true, count: 6 });
    expect(await verifyAudit(database.db, tenantId, { anchor })).toEqual({
      ok: false,
      sequence: 6,
      problem: 'anchor',
    });
    await append([fact(99)]);
    expect(await verifyAudit(database.db, tenantId, { anchor })).toEqual({
      ok: false,
      sequence: 7,
      problem: 'anchor',
    });
  });

  it('and says so in words', async () => {
    expect(describeVerification(await verify())).toContain('正しくつながっています（7件');
    await tamper('delete from audit_entry where tenant_id = $1 and sequence = 3');
    expect(describeVerification(await verify())).toContain('3 番目に問題があります：記録が抜けています');
  });
});

describe('listing', () => {
  beforeEach(() => append(Array.from({ length: 7 }, (_, index) => fact(index + 1))));
  const list = (query: Parameters<typeof listAudit>[1]) =>
    database.db.readTenant(tenantId, async (db) => (await listAudit(db, query)).map(({ sequence }) => sequence));

  it('goes page by page, oldest first', async () => {
    expect(await list({ limit: 3 })).toEqual([1, 2, 3]);
    expect(await list({ limit: 3, after: 6 })).toEqual([7]);
  });

  it('goes back from the newest, page by page', async () => {
    expect(await list({ limit: 3, newestFirst: true })).toEqual([7, 6, 5]);
    expect(await list({ limit: 3, newestFirst: true, after: 2 })).toEqual([1]);
  });

  it('tells what happened to one thing', async () => {
    expect(await list({ subject: 'claim:1' })).toEqual([1, 4, 7]);
    expect(await list({ subject: 'claim:1', after: 1, limit: 1 })).toEqual([4]);
  });
});

it('verifies while others append', async () => {
  let appending = true;
  const writer = (async () => {
    for (let number = 0; appending; number += 1) await append([fact(number)]);
  })();
  const results = [];
  for (let round = 0; round < 10; round += 1) results.push(await verifyAudit(database.db, tenantId, { pageSize: 5 }));
  appending = false;
  await writer;
  expect(results.filter(({ ok }) => !ok)).toEqual([]);
});

it('verifies 100,000 links in memory that does not grow with them', async () => {
  const facts = Array.from({ length: 20_000 }, (_, index) => fact(index));
  for (let round = 0; round < 5; round += 1) await append(facts);
  const before = process.memoryUsage().heapUsed;
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().heapUsed - before);
  }, 20);
  const result = await verifyAudit(database.db, tenantId);
  clearInterval(watch);
  expect(result).toMatchObject({ ok: true, count: 100_000 });
  // The chain itself is over 30 MB as text; what is not collected yet of some pages is allowed for.
  expect(peak).toBeLessThan(100 * 1024 * 1024);
}, 60_000);

/** Writes another content, and the hash that follows from it and the link before. */
async function rewrite(sequence: number, content: string): Promise<void> {
  const [previous] = await intruder.withTenant(tenantId, (db) =>
    db.sql<{ hash: Buffer }>('select hash from audit_entry where tenant_id = $1 and sequence = $2', [
      tenantId,
      sequence - 1,
    ]),
  );
  const hash = createHash('sha256')
    .update(previous?.hash ?? '')
    .update(content)
    .digest();
  await tamper('update audit_entry set content = $3, hash = $4 where tenant_id = $1 and sequence = $2', [
    sequence,
    content,
    hash,
  ]);
}

async function contentOf(sequence: number, from: string, to: string): Promise<string> {
  const [link] = await intruder.withTenant(tenantId, (db) =>
    db.sql<{ content: string }>('select content from audit_entry where tenant_id = $1 and sequence = $2', [
      tenantId,
      sequence,
    ]),
  );
  return link?.content.replace(from, to) ?? '';
}
