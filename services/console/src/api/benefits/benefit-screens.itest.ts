// What the screens of a benefit ask beside the story's own calls.
import { createListedBenefit } from '@tenohira/benefits/testing';
import type { Role } from '@tenohira/staff';
import { createTestTenant } from '@tenohira/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let programId: string;
let households: readonly string[];
const callers = new Map<Role, Caller>();

beforeAll(async () => {
  const { db } = console_.database;
  const city = await createTestTenant(db);
  const program = { methods: ['bank-transfer-zengin', 'gift-code'], opensOn: '2026-11-01', isPractice: false };
  const listed = await createListedBenefit(db, { ...city, program, people: { households: 3, accountsPercent: 0 } });
  programId = listed.programId;
  households = listed.people.filter(({ relation }) => relation === '世帯主').map(({ household }) => household);
  for (const role of ['owner', 'editor', 'approver', 'viewer'] as const) {
    callers.set(role, await console_.signIn(city.tenantId, role));
  }
});

const as = (role: Role): Caller => {
  const caller = callers.get(role);
  if (!caller) throw new Error(`nobody is ${role}`);
  return caller;
};
const get = async (url: string, role: Role = 'viewer') => (await as(role).call('GET', url)).json;
const keyIn = (household: string, paperNumber: string) =>
  as('editor').call('POST', `/programs/${programId}/claims`, {
    ...{ household: { number: household }, method: 'bank-transfer-zengin', accountKind: 'entered', paperNumber },
    account: { bankCode: '0001', branchCode: '001', type: '1', number: '1234567', holderKana: 'ミドリ ハナコ' },
    receivedAt: '2026-12-10T01:00:00Z',
  });

describe('the programs', () => {
  it('come with how far they are', async () => {
    expect(await get('/programs')).toMatchObject({
      programs: [{ id: programId, totals: { portions: { open: { count: 3, amountYen: 210_000 } } } }],
    });
    expect(await get(`/programs/${programId}/progress`)).toMatchObject({
      balances: { budget: 0 },
      lists: { inForce: { status: 'applied', problemCount: 0 }, newest: { number: 1 } },
      matching: { ranAt: null },
      reach: { households: 3, letter: 3 },
      payouts: [],
      batches: [],
      stuck: 0,
    });
  });

  it('show the notice as it will go out', async () => {
    expect(await get(`/programs/${programId}/notice-preview`)).toMatchObject({
      recipients: 0,
      messages: [{ type: 'flex', altText: expect.stringContaining('物価高騰対策給付金') }],
    });
  });

  it('keep the columns of their lists', async () => {
    const { columns } = (await get('/list-columns')) as { columns: object[] };
    expect(columns[0]).toMatchObject({ key: 'addressee', title: '宛名番号', required: true });
    const mapping = { columns: { name: '漢字' }, ignored: ['備考'], addressPrefix: '若葉県緑野市' };
    const saved = await as('editor').call('PUT', `/programs/${programId}/column-mapping`, mapping);
    expect([saved.status, saved.json]).toEqual([200, mapping]);
    expect(await get(`/programs/${programId}`)).toMatchObject({ columnMapping: mapping });
    const twice = { columns: { name: '漢字' }, ignored: ['漢字'] };
    const refused = await as('editor').call('PUT', `/programs/${programId}/column-mapping`, twice);
    expect(refused.json).toMatchObject({ code: 'BENEFIT_MAPPING_INVALID' });
  });
});

describe('a claim on paper', () => {
  it('is listed, opened, and shows its account to those who handle it alone', async () => {
    await keyIn(households[0] ?? '', 'P-1');
    await keyIn(households[1] ?? '', 'P-2');
    const page = await get(`/programs/${programId}/claims?status=keyed&limit=1`);
    expect(page).toMatchObject({ items: [{ status: 'keyed', channel: 'paper' }], next: expect.stringMatching(/^K/) });
    const { items, next } = page as { items: { claimId: string }[]; next: string };
    expect(await get(`/programs/${programId}/claims?status=keyed&after=${next}`)).toMatchObject({ next: null });
    const { claimId = '' } = items[0] ?? {};
    expect(await get(`/claims/${claimId}`)).toMatchObject({ claimId, payouts: [], portions: [{ isHead: true }] });
    expect((await as('viewer').call('POST', `/claims/${claimId}/recipient`)).status).toBe(403);
    expect((await as('approver').call('POST', `/claims/${claimId}/recipient`)).json).toMatchObject({
      account: { number: '1234567', bankName: 'みずほ' },
      proxy: null,
    });
  });
});

describe('households', () => {
  it('are found by their number and read again by their id', async () => {
    const body = { number: households[2] ?? '' };
    const found = (await as('viewer').call('POST', `/programs/${programId}/households/search`, body)).json;
    const { householdId } = found as { householdId: string };
    expect(await get(`/households/${householdId}`)).toEqual(found);
  });
});

describe('banks', () => {
  it('are found by how people write them, with their branches', async () => {
    expect(await get(`/banks?text=${encodeURIComponent('みずほ')}`)).toMatchObject({
      banks: [{ code: '0001' }, { code: '0289' }, { code: '4859' }],
    });
    expect(await get(`/banks/0001/branches?text=001`)).toMatchObject({ branches: [{ code: '001' }] });
    const passbook = { symbol: '10530', number: '12345671' };
    expect((await as('editor').call('POST', '/yucho-accounts', passbook)).json).toMatchObject({
      ...{ bankCode: '9900', branchCode: '058', number: '1234567', type: '1' },
      bankName: 'ゆうちょ',
    });
    const { days } = (await get('/bank-days')) as { days: string[] };
    expect(days).toHaveLength(25);
    expect(days.filter((day) => [0, 6].includes(new Date(day).getUTCDay()))).toEqual([]);
    const mistyped = await as('editor').call('POST', '/yucho-accounts', { symbol: '9', number: '1' });
    expect(mistyped.json).toMatchObject({ code: 'BANKING_YUCHO_SYMBOL_INVALID' });
  });
});

describe('methods', () => {
  it('say what is set, and never what is secret', async () => {
    const apiKey = 'an-api-key-of-an-issuer';
    const settings = await as('owner').call('PUT', '/payout-methods/atm-cash/settings', { apiKey });
    expect(settings.status).toBe(200);
    const { text } = await as('viewer').call('GET', '/payout-methods');
    expect(text).not.toContain(apiKey);
    expect(JSON.parse(text).methods.find(({ key }: { key: string }) => key === 'atm-cash')).toMatchObject({
      setUp: { values: {}, hidden: ['apiKey'], setBy: expect.stringMatching(/^staff:/) },
    });
  });

  it('name the field that does not fit', async () => {
    const body = { payerCode: '1' };
    const refused = await as('owner').call('PUT', '/payout-methods/bank-transfer-zengin/settings', body);
    expect(refused.json).toMatchObject({
      code: 'PAYOUT_SETTINGS_INVALID',
      problems: expect.arrayContaining([{ field: 'payerCode', message: expect.stringContaining('10けた') }]),
    });
  });
});

it('everybody who may read learns the names of their colleagues', async () => {
  const { colleagues } = (await get('/colleagues')) as { colleagues: { staffId: string }[] };
  expect(colleagues.map(({ staffId }) => staffId)).toContain(as('owner').staffId);
  expect(Object.keys(colleagues[0] ?? {}).toSorted()).toEqual(['name', 'role', 'staffId', 'status']);
});

it('payouts of a program are listed, also where there are none', async () => {
  expect(await get(`/programs/${programId}/payouts?status=ready`)).toEqual({ items: [], next: null });
});
