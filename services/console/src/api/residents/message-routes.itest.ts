import { createTestBenefit } from '@tenohira/benefits/testing';
import { addDays, jstDateOf, uuidv7 } from '@tenohira/core';
import { type NewPush, storePush } from '@tenohira/messaging';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, expect, it } from 'vitest';
import { submitTestCase, type TestCase } from '../../testing/submit-test-case.ts';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
let editor: Caller;
let reported: TestCase;

beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
  editor = await console_.signIn(city.tenantId, 'editor');
  reported = await submitTestCase(console_.database.db, city);
});

async function push(more: Partial<NewPush> = {}, columns = `status = 'pending'`): Promise<void> {
  const dedupeKey = uuidv7();
  await console_.database.db.withTenant(city.tenantId, async (db) => {
    const messages = [{ type: 'text' as const, text: '文章' }];
    await storePush(db, { residentId: reported.residentId, messages, dedupeKey, ...more });
    await db.sql(`update outbox_message set ${columns} where dedupe_key = $1`, [dedupeKey]);
  });
}

type Items = { items: { messageId: string; about: unknown; status: string; resend: string }[]; next: string | null };
const list = async (query = '', who = editor) => (await who.call('GET', `/messages${query}`)).json as Items;
const FAILED = `status = 'failed', error_code = 'TOO_OLD', finished_at = now()`;

it('says what each message is of, by the names that staff know', async () => {
  await push({ purpose: 'case', about: reported.caseId });
  await push({ purpose: 'feature', about: 'garbage-guide' });
  await push({ purpose: 'benefit', about: uuidv7() });
  await push();
  const { items } = await list();
  expect(items.map(({ about }) => about)).toEqual([
    ...[null, null],
    { kind: 'feature', key: 'garbage-guide', title: 'ごみ収集案内' },
    { kind: 'case', caseNumber: reported.number },
  ]);
  const benefit = await createTestBenefit(console_.database.db);
  const household = await benefit.addHousehold([{}]);
  const residentId = await benefit.registerAs(
    household.portions[0]?.person ?? { name: '', birthdate: '', address: '' },
  );
  const messages = [{ type: 'text' as const, text: 'お知らせ' }];
  await benefit.run((db) =>
    storePush(db, { residentId, messages, dedupeKey: 'x', purpose: 'benefit', about: benefit.programId }),
  );
  const theirs = await console_.signIn(benefit.tenantId, 'viewer');
  expect((await list('', theirs)).items[0]).toMatchObject({
    about: { kind: 'program', programId: benefit.programId, name: '物価高騰対策給付金' },
    content: { texts: ['お知らせ'] },
  });
});

it('filters, and goes on where a page ended', async () => {
  await push({ purpose: 'case' }, FAILED);
  await push({ purpose: 'survey' });
  const today = jstDateOf(new Date());
  expect((await list('?status=failed&status=unknown')).items).toMatchObject([{ status: 'failed', resend: 'possible' }]);
  expect((await list('?purpose=survey')).items).toHaveLength(1);
  expect((await list(`?from=${today}&to=${today}`)).items).toHaveLength(2);
  expect((await list('?from=0001-01-01&to=9999-12-31')).items).toHaveLength(2);
  expect((await list(`?to=${addDays(today, -1)}`)).items).toEqual([]);
  expect((await list('?residentNumber=x')).items).toEqual([]);
  const { items, next } = await list('?limit=1');
  expect([...items, ...(await list(`?limit=1&after=${next}`)).items]).toHaveLength(2);
  expect((await editor.call('GET', '/message-options')).json).toMatchObject({
    purposes: expect.arrayContaining([{ purpose: 'case', text: '受付のお知らせ' }]),
  });
});

it('counts for a chart, thirty days where nobody says', async () => {
  await push({}, FAILED);
  const today = jstDateOf(new Date());
  const { days } = (await editor.call('GET', '/messages/daily')).json as { days: { day: string; failed: number }[] };
  expect([days.length, days.at(-1)]).toMatchObject([30, { day: today, failed: 1 }]);
  for (const [from, to] of [
    [today, addDays(today, -1)],
    [addDays(today, -400), today],
  ]) {
    expect((await editor.call('GET', `/messages/daily?from=${from}&to=${to}`)).status).toBe(400);
  }
});

it('sends again what failed, asks before what may arrive twice, and lets nobody else', async () => {
  await push({ purpose: 'case' }, FAILED);
  await push(
    { purpose: 'case' },
    `status = 'unknown', error_code = 'RETRY_KEY_EXPIRED', first_push_at = now() - interval '25 hours'`,
  );
  const [unknown, failed] = (await list()).items.map(({ messageId }) => messageId);
  const resend = (messageId = '', body: object = {}, who = editor) =>
    who.call('POST', `/messages/${messageId}/resend`, body);
  const viewer = await console_.signIn(city.tenantId, 'viewer');
  const elsewhere = await createTestTenant(console_.database.db);
  const stranger = await console_.signIn(elsewhere.tenantId, 'owner');
  expect((await resend(failed, {}, viewer)).status).toBe(403);
  expect((await resend(failed, {}, stranger)).status).toBe(404);
  expect((await resend(failed)).json).toEqual({ messageId: expect.any(String) });
  expect((await resend(failed)).status).toBe(409);
  expect((await resend(unknown)).json).toMatchObject({
    ...{ code: 'MESSAGING_RESEND_UNCONFIRMED', title: expect.stringContaining('二重') },
  });
  expect((await resend(unknown, { confirmed: true })).status).toBe(200);
  expect((await list('?status=pending')).items).toHaveLength(2);
});
