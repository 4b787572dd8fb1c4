// What staff do with a case, and what residents hear of it.
import { listAudit } from '@tenohira/audit';
import { uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { addDepartment, closeDepartment, disableStaff } from '@tenohira/staff';
import { createActiveStaff } from '@tenohira/staff/testing';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assignCase } from './assign-case.ts';
import { changeCaseStatus } from './change-case-status.ts';
import { mergeCases } from './merge-cases.ts';
import { noteCase } from './note-case.ts';
import { getCase } from './read-case.ts';
import { replyToReporter } from './reply-to-reporter.ts';
import { type CaseSubmission, followCase, reserveCaseNumber, submitCase } from './submit-case.ts';

let database: TestDatabase;
let tenant: TestTenant;
let residentId: string;
let staffId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
  ({ residentId } = await createTestResident(database.db, tenant));
  ({ staffId } = await createActiveStaff(database.db, tenant.tenantId, { name: '担当 さくら', role: 'editor' }));
});
afterAll(() => database.drop());

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);
const actor = () => `staff:${staffId}` as const;

type Submitted = { caseId: string; number: string };

function submit(
  more: Partial<CaseSubmission> & { by?: string; featureKey?: string; departmentId?: string } = {},
): Promise<Submitted> {
  const { by = residentId, featureKey = 'road', departmentId, ...submission } = more;
  return run(async (db) => {
    const [caseId, number] = [uuidv7(), await reserveCaseNumber(db, new Date())];
    const origin = { residentId: by, featureKey, ...(departmentId === undefined ? {} : { departmentId }) };
    await submitCase(db, { caseId, number, title: '道路の穴', fields: [], ...submission }, origin);
    return { caseId, number };
  });
}

type Sent = { residentId: string; text: string; purpose: string; about: string };
const outbox = () =>
  run(({ sql }) =>
    sql<Sent>(
      `select resident_id as "residentId", messages -> 0 ->> 'text' as text, purpose, about from outbox_message order by id`,
    ),
  );
const look = (number: string) => run((db) => getCase(db, number));
const entriesOf = async (number: string) => (await look(number)).entries.map(({ type }) => type);
const auditOf = (caseId: string) => run((db) => listAudit(db, { subject: `case:${caseId}` }));

describe('a reply', () => {
  const reply = (number: string, text: string, version?: number) =>
    run((db) => replyToReporter(db, { number, text, actor: actor(), ...(version === undefined ? {} : { version }) }));

  it('goes to the reporter alone, under the number, and stands in the time line with what became of it', async () => {
    const { caseId, number } = await submit();
    const { residentId: follower } = await createTestResident(database.db, tenant);
    await run((db) => followCase(db, caseId, follower));
    expect(await reply(number, '明日うかがいます。')).toEqual({ version: 2 });
    expect(await outbox()).toEqual([
      {
        ...{ residentId, purpose: 'case', about: caseId },
        text: `【受付番号 ${number}】\n道路の穴\n\n担当からのお返事:\n明日うかがいます。`,
      },
    ]);
    const { entries } = await look(number);
    expect(entries.at(-1)).toMatchObject({
      ...{ type: 'replied', body: '明日うかがいます。', delivery: 'pending' },
      by: { kind: 'staff', staffId, name: '担当 さくら' },
    });
    // Never what was written.
    const [link, ...more] = await auditOf(caseId);
    expect([link, more]).toMatchObject([{ actor: actor(), action: 'case.replied' }, []]);
    expect(JSON.stringify(link)).not.toContain('うかがいます');
  });

  it.each([
    ['nothing', ' \n', 'CASE_TEXT_EMPTY'],
    ['nothing that is to be seen', '\u3000\u200b\u2060', 'CASE_TEXT_EMPTY'],
    ['a My Number', '番号は1234-5678-9018です', 'CASE_MY_NUMBER'],
    ['more than LINE takes', 'あ'.repeat(4_990), 'CASE_TEXT_INVALID'],
  ])('with %s is refused and changes nothing', async (_what, text, code) => {
    const { number } = await submit();
    await expect(reply(number, text)).rejects.toMatchObject({ code, statusCode: 400 });
    expect([await outbox(), await entriesOf(number)]).toEqual([[], ['submitted']]);
  });

  it('is refused where nobody would get it', async () => {
    const { number } = await submit();
    await run(({ sql }) => sql(`update resident set status = 'left' where id = $1`, [residentId]));
    await expect(reply(number, 'x')).rejects.toMatchObject({ code: 'CASE_REPORTER_LEFT', statusCode: 409 });
    expect((await look(number)).reporter.canReply).toBe(false);
  });

  it('is not given twice by two who saw the same', async () => {
    const { number } = await submit();
    const results = await Promise.allSettled([reply(number, 'はい', 1), reply(number, 'いいえ', 1)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CASE_CHANGED' } });
    expect(await outbox()).toHaveLength(1);
  });
});

describe('a note', () => {
  const note = (number: string, text: string) => run((db) => noteCase(db, { number, text, actor: actor() }));

  it('is never sent: not now, and not with what is sent later', async () => {
    const { caseId, number } = await submit();
    const { number: other } = await submit();
    await note(number, '現場の写真は台帳にある。');
    expect(await outbox()).toEqual([]);
    await run((db) => changeCaseStatus(db, { number, status: 'in-progress', comment: '対応します', actor: actor() }));
    await run((db) => replyToReporter(db, { number, text: 'お待ちください', actor: actor() }));
    await run((db) => mergeCases(db, { number, into: other, actor: actor() }));
    const sent = await outbox();
    expect(sent).toHaveLength(3);
    expect(JSON.stringify(sent)).not.toContain('台帳');
    const { entries } = await look(number);
    expect(entries.find(({ type }) => type === 'noted')).toMatchObject({
      body: '現場の写真は台帳にある。',
      delivery: null,
    });
    expect(JSON.stringify(await auditOf(caseId))).not.toContain('台帳');
  });

  it('leaves the version alone: it takes nothing from anybody', async () => {
    const { number } = await submit();
    await note(number, 'メモ');
    expect((await look(number)).version).toBe(1);
  });

  it.each([
    ['', 'CASE_TEXT_EMPTY'],
    ['123456789018', 'CASE_MY_NUMBER'],
    ['あ'.repeat(4_001), 'CASE_TEXT_INVALID'],
  ])('with %.13s is refused', async (text, code) => {
    const { number } = await submit();
    await expect(note(number, text)).rejects.toMatchObject({ code });
    expect(await entriesOf(number)).toEqual(['submitted']);
  });
});

describe('an assignment', () => {
  const department = async (name: string) => (await run((db) => addDepartment(db, { name }, 'system'))).departmentId;
  const assign = (number: string, departmentId: string | null, assigneeId: string | null, version?: number) =>
    run((db) =>
      assignCase(db, {
        ...{ number, departmentId, assigneeId, actor: actor() },
        ...(version === undefined ? {} : { version }),
      }),
    );

  it('gives the case to a department and a person, and takes it back', async () => {
    const roads = await department('道路課');
    const { caseId, number } = await submit();
    expect(await assign(number, roads, staffId)).toEqual({ version: 2 });
    expect(await look(number)).toMatchObject({
      ...{
        version: 2,
        department: { departmentId: roads, name: '道路課' },
        assignee: { staffId, name: '担当 さくら' },
      },
    });
    await assign(number, null, null);
    const { entries, department: none } = await look(number);
    expect(none).toBeNull();
    expect(entries.map(({ text }) => text)).toEqual([
      '受け付けました',
      '担当を「道路課 担当 さくら」にしました',
      '担当を「なし」にしました',
    ]);
    expect((await auditOf(caseId)).map(({ action, detail }) => [action, detail])).toEqual([
      ['case.assigned', { departmentId: roads, assigneeId: staffId }],
      ['case.assigned', { departmentId: null, assigneeId: null }],
    ]);
    expect(await outbox()).toEqual([]);
  });

  it('of what is the same already changes nothing', async () => {
    const roads = await department('道路課');
    const { number } = await submit({ departmentId: roads });
    expect((await look(number)).department?.name).toBe('道路課');
    expect(await assign(number, roads, null)).toEqual({ version: 1 });
    expect(await entriesOf(number)).toEqual(['submitted']);
  });

  it('keeps a department that was closed since, and gives nothing new to it', async () => {
    const roads = await department('道路課');
    const { number } = await submit({ departmentId: roads });
    await run((db) => closeDepartment(db, roads, 'system'));
    await assign(number, roads, staffId);
    const { number: another } = await submit();
    await expect(assign(another, roads, null)).rejects.toMatchObject({ code: 'STAFF_DEPARTMENT_NOT_FOUND' });
  });

  it.each([
    ['who only looks', 'viewer'],
    ['who has left', 'editor'],
  ] as const)('is refused for somebody %s', async (who, role) => {
    const { staffId: other } = await createActiveStaff(database.db, tenant.tenantId, { name: 'x', role });
    if (who === 'who has left') await run((db) => disableStaff(db, { staffId: other }, 'system'));
    const { number } = await submit();
    await expect(assign(number, null, other)).rejects.toMatchObject({ code: 'STAFF_PERSON_NOT_FOUND' });
  });

  it('is refused on a version that is no longer', async () => {
    const { number } = await submit();
    await assign(number, null, staffId, 1);
    await expect(assign(number, null, null, 1)).rejects.toMatchObject({ code: 'CASE_CHANGED', statusCode: 409 });
    expect((await look(number)).assignee?.staffId).toBe(staffId);
  });
});

describe('the way of a case', () => {
  const change = (number: string, status: string, version?: number) =>
    run((db) =>
      changeCaseStatus(db, { number, status, actor: actor(), ...(version === undefined ? {} : { version }) }),
    );

  it('leads on, and back to work from an end; never to the beginning, and to "merged" only by merging', async () => {
    const { caseId, number } = await submit();
    expect((await look(number)).nextStatuses).toEqual(['in-progress', 'done', 'declined']);
    await change(number, 'done');
    expect((await look(number)).nextStatuses).toEqual(['in-progress']);
    for (const status of ['received', 'declined', 'merged']) {
      await expect(change(number, status)).rejects.toMatchObject({ code: 'CASE_STATUS_NOT_NEXT', statusCode: 409 });
    }
    await change(number, 'in-progress');
    expect((await auditOf(caseId)).map(({ detail }) => detail)).toEqual([
      { from: 'received', to: 'done', notified: 1 },
      { from: 'done', to: 'in-progress', notified: 1 },
    ]);
    expect((await look(number)).entries.at(-1)?.text).toBe('対応状況を「対応中」にしました');
  });

  it('is not changed by somebody who saw it before a colleague did something', async () => {
    const { number } = await submit();
    await change(number, 'in-progress', 1);
    await expect(change(number, 'declined', 1)).rejects.toMatchObject({
      ...{ code: 'CASE_CHANGED', statusCode: 409, details: { version: 2 } },
    });
    expect((await look(number)).status).toBe('in-progress');
  });
});

describe('merging', () => {
  const merge = (number: string, into: string, version?: number) =>
    run((db) => mergeCases(db, { number, into, actor: actor(), ...(version === undefined ? {} : { version }) }));

  it('moves who follows, tells each once, and closes the duplicate, which points on', async () => {
    const { residentId: neighbour } = await createTestResident(database.db, tenant);
    const [first, second] = [await submit({ title: '道路の穴(東)' }), await submit({ by: neighbour })];
    await run((db) => followCase(db, second.caseId, residentId));
    await run((db) => changeCaseStatus(db, { number: first.number, status: 'in-progress', actor: actor() }));
    const before = (await outbox()).length;
    expect(await merge(second.number, first.number)).toEqual({ notified: 2, into: first.number });
    const told = (await outbox()).slice(before);
    expect(told.map((message) => message.residentId).sort()).toEqual([residentId, neighbour].sort());
    expect(told[0]?.text).toBe(
      [
        `【受付番号 ${second.number}】`,
        '道路の穴',
        '',
        '同じ内容の受付があるため、次の受付にまとめました。これからは、まとめた受付の進みぐあいをお知らせします。',
        '',
        `まとめた受付：${first.number}（道路の穴(東)）`,
        'いまの対応状況：対応中',
      ].join('\n'),
    );
    expect(await look(second.number)).toMatchObject({
      ...{ status: 'merged', nextStatuses: [], followers: 0, mergedInto: first.number, version: 2 },
    });
    expect(await look(first.number)).toMatchObject({
      ...{ status: 'in-progress', followers: 2, version: 3, merged: [{ number: second.number, title: '道路の穴' }] },
    });
    expect((await look(first.number)).entries.at(-1)?.text).toBe(
      `受付番号 ${second.number} を、この受付にまとめました`,
    );
    await run((db) => changeCaseStatus(db, { number: first.number, status: 'done', actor: actor() }));
    expect((await outbox()).slice(before + 2)).toHaveLength(2);
    expect((await auditOf(second.caseId)).at(-1)).toMatchObject({
      ...{ action: 'case.merged', detail: { into: first.caseId, notified: 2 } },
    });
  });

  it('keeps the way short: what was merged into a duplicate goes where the duplicate goes', async () => {
    const [a, b, c] = [await submit(), await submit(), await submit()];
    await merge(a.number, b.number);
    await merge(b.number, c.number);
    expect((await look(a.number)).mergedInto).toBe(c.number);
    expect((await look(c.number)).merged.map(({ number }) => number)).toEqual([a.number, b.number]);
  });

  it('lets a resident who meets the duplicate in the chat follow the case that goes on', async () => {
    const { residentId: late } = await createTestResident(database.db, tenant);
    const [a, b] = [await submit(), await submit()];
    await merge(a.number, b.number);
    await run((db) => followCase(db, a.caseId, late));
    expect((await look(a.number)).followers).toBe(0);
    expect((await look(b.number)).followers).toBe(2);
    expect((await entriesOf(b.number)).at(-1)).toBe('followed');
  });

  it('leaves nothing to do with the duplicate', async () => {
    const [a, b] = [await submit(), await submit()];
    await merge(a.number, b.number);
    const { number } = a;
    const attempts = [
      () => run((db) => changeCaseStatus(db, { number, status: 'in-progress', actor: actor() })),
      () => run((db) => replyToReporter(db, { number, text: 'x', actor: actor() })),
      () => run((db) => noteCase(db, { number, text: 'x', actor: actor() })),
      () => run((db) => assignCase(db, { number, departmentId: null, assigneeId: staffId, actor: actor() })),
      () => merge(number, b.number),
      () => merge(b.number, number),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({
        ...{ code: 'CASE_MERGED', statusCode: 409, userMessage: expect.stringContaining(b.number) },
      });
    }
  });

  it('is refused with itself, with another feature, of what is closed, and on an old version', async () => {
    const [a, b, park] = [await submit(), await submit(), await submit({ featureKey: 'park' })];
    await expect(merge(a.number, a.number)).rejects.toMatchObject({ code: 'CASE_MERGE_SELF' });
    await expect(merge(a.number, park.number)).rejects.toMatchObject({ code: 'CASE_MERGE_OTHER_FEATURE' });
    await expect(merge(a.number, '26-99999')).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
    await expect(merge(a.number, b.number, 7)).rejects.toMatchObject({ code: 'CASE_CHANGED' });
    await run((db) => changeCaseStatus(db, { number: a.number, status: 'done', actor: actor() }));
    await expect(merge(a.number, b.number)).rejects.toMatchObject({ code: 'CASE_MERGE_CLOSED' });
    expect((await outbox()).length).toBe(1);
    // An end is a place to merge into.
    await merge(b.number, a.number);
  });

  it('of each into the other at once makes one of them', async () => {
    const [a, b] = [await submit(), await submit()];
    const results = await Promise.allSettled([merge(a.number, b.number), merge(b.number, a.number)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const statuses = [(await look(a.number)).status, (await look(b.number)).status];
    expect(statuses.sort()).toEqual(['merged', 'received']);
  });

  it("does not reach another city's case", async () => {
    const { number } = await submit();
    const stranger = await createTestTenant(database.db);
    const attempt = database.db.withTenant(stranger.tenantId, (db) =>
      mergeCases(db, { number, into: '26-00002', actor: 'staff:other' }),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
  });
});
