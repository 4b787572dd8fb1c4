// The pages of a benefit over real HTTP: whose they are, what they take, and that nothing of an account or a code is
// anywhere but there.
import type { AddressInfo } from 'node:net';
import { approveClaims, claimByResident, issueLetters, listOffers } from '@tenohira/benefits';
import {
  CODE_METHOD,
  createTestBenefit,
  type TestBenefit,
  TRANSFER_METHOD,
  testAccount,
} from '@tenohira/benefits/testing';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog, installFeature } from '@tenohira/catalog';
import { hashToken, randomToken, uuidv7 } from '@tenohira/core';
import { features } from '@tenohira/features';
import { buildGateway, type Gateway } from '@tenohira/gateway';
import { createLineClients } from '@tenohira/messaging';
import { submitPayout } from '@tenohira/payouts';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type Browser, createBrowser, hiddenFields } from '../support/benefit-browser.ts';

const catalog = createCatalog(features, sharedBlocks);
const MY_NUMBER = '123456789018';

let database: TestDatabase;
let benefit: TestBenefit;
let gateway: Gateway;
let baseUrl: string;
let browser: Browser;
let residentId: string;
let person: { name: string; birthdate: string; address: string };

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  benefit = await createTestBenefit(database.db);
  const settings = { contact: '給付金の窓口 0120-000-000', lineId: '@mihon-city' };
  await benefit.run((db) => installFeature(db, catalog, { key: 'benefit-application', settings }, 'system'));
  gateway = await build('https://line.city.example');
  baseUrl = await listen(gateway);
  browser = createBrowser(baseUrl);
  const household = await benefit.addHousehold([{ account: testAccount('7654367') }]);
  const [portion] = household.portions;
  if (!portion) throw new Error('a household has somebody');
  person = portion.person;
  residentId = await benefit.registerAs(portion.person, portion.id);
});
afterEach(() => gateway.server.close());

function build(publicBaseUrl: string, trustProxy: readonly string[] = []): Promise<Gateway> {
  const { db } = database;
  const { secrets } = benefit.deps;
  const lineClients = createLineClients({
    db,
    secrets,
    apiBaseUrl: 'http://127.0.0.1:1',
    dataApiBaseUrl: 'http://127.0.0.1:1',
  });
  return buildGateway({ ...benefit.deps, catalog, lineClients, publicBaseUrl, trustProxy, log: false });
}

async function listen({ server }: Gateway): Promise<string> {
  await server.listen({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`; // it listens on a port
}

/** A link as the chat makes it. */
async function linkFor(purpose: 'account' | 'correction' | 'codes' | 'letter', of = residentId): Promise<string> {
  const token = randomToken();
  const programId = purpose === 'letter' ? null : benefit.programId;
  const expiresAt = new Date(benefit.clock.now().getTime() + 30 * 60_000);
  await benefit.run(({ prisma }) =>
    prisma.benefitPage.create({
      data: { id: uuidv7(), residentId: of, purpose, programId, tokenHash: hashToken(token), expiresAt },
    }),
  );
  return `/benefits/${benefit.tenantId}/open/${token}`;
}

/** Opens a link; the path of the page behind it. */
async function open(purpose: Parameters<typeof linkFor>[0], of = residentId, by = browser): Promise<string> {
  const answer = await by.get(await linkFor(purpose, of));
  expect(answer.status).toBe(303);
  return answer.location ?? '';
}

const claims = () => benefit.run(({ prisma }) => prisma.benefitClaim.findMany({ orderBy: { createdAt: 'asc' } }));
const ACCOUNT = { bank: '0001', branch: '001', type: '1', number: '1234567', kana: 'ヤマダ ハナコ' };

/** What the tenant holds in plain words: everything but what is encrypted. */
async function everythingSaid(): Promise<string> {
  const rows = await benefit.run(async ({ sql }) => [
    await sql('select * from outbox_message'),
    await sql('select actor, action, subject, content from audit_entry'),
    await sql('select * from inbox_event'),
    await sql('select * from benefit_page'),
  ]);
  return JSON.stringify(rows);
}

describe('a link in the chat', () => {
  it('works once; the page behind it can be loaded again by who holds its cookie', async () => {
    const link = await linkFor('account');
    const first = await browser.get(link);
    expect([first.status, first.location]).toEqual([303, expect.stringMatching(/^\/benefits\/[\w-]+\/pages\/[\w-]+$/)]);
    const [cookie] = browser.cookies;
    expect(cookie?.attributes).toMatch(/HttpOnly/);
    expect(cookie?.attributes).toMatch(/Secure/);
    expect(cookie?.attributes).toMatch(/SameSite=Lax/);
    expect(cookie?.path).toBe(first.location);
    for (const _again of [1, 2]) expect((await browser.follow(first)).status).toBe(200);
    const second = await createBrowser(baseUrl).get(link);
    expect(second.status).toBe(410);
    expect(second.body).toContain('1回だけ使えます');
    expect((await benefit.run(({ prisma }) => prisma.benefitPage.findFirstOrThrow())).visitHash).not.toContain(
      cookie?.cookie.split('=')[1] ?? '?',
    );
  });

  it('is not used up by a program that only looks at it', async () => {
    const link = await linkFor('account');
    expect((await fetch(`${baseUrl}${link}`, { method: 'HEAD', redirect: 'manual' })).status).toBe(404);
    expect((await browser.get(link)).status).toBe(303);
  });

  it('leaves a cookie for http as well where the city has no https, as in the demo', async () => {
    const plain = await build('http://localhost:3000');
    const visitor = createBrowser(await listen(plain));
    await visitor.get(await linkFor('account'));
    expect(visitor.cookies[0]?.attributes).not.toMatch(/Secure/);
    await plain.server.close();
  });

  it('is over after half an hour, and a visit after a quarter', async () => {
    const [late, early] = [await linkFor('account'), await linkFor('account')];
    const { location = '' } = await browser.get(early);
    benefit.clock.advanceMs(15 * 60_000 + 1);
    const visit = await browser.get(location);
    expect([visit.status, visit.body]).toEqual([410, expect.stringContaining('時間がたった')]);
    expect((await browser.post(`${location}/apply`, ACCOUNT)).status).toBe(410);
    benefit.clock.advanceMs(15 * 60_000);
    expect((await browser.get(late)).status).toBe(410);
    expect(await claims()).toEqual([]);
  });

  it('is not found by a guess, nor in another city', async () => {
    const other = await createTestBenefit(database.db);
    const token = (await linkFor('account')).split('/').at(-1);
    for (const path of [
      `/benefits/${benefit.tenantId}/open/guess`,
      `/benefits/${other.tenantId}/open/${token}`,
      `/benefits/nowhere/open/${token}`,
    ]) {
      expect((await browser.get(path)).status).toBe(404);
    }
  });
});

describe('a page', () => {
  it('is not for who has no cookie, or the cookie of another resident, or of another page', async () => {
    const mine = await open('account');
    const other = createBrowser(baseUrl);
    const [neighbour] = (await benefit.addHousehold([{}])).portions;
    const theirs = await open('account', await benefit.registerAs(neighbour?.person ?? person, neighbour?.id), other);
    const stolen = createBrowser(baseUrl);
    for (const { cookie, attributes } of other.cookies) stolen.cookies.push({ cookie, path: '/', attributes });
    for (const visitor of [createBrowser(baseUrl), other, stolen]) {
      expect((await visitor.get(mine)).status).toBe(404);
      expect((await visitor.post(`${mine}/check`, ACCOUNT)).status).toBe(404);
      expect((await visitor.post(`${mine}/apply`, ACCOUNT)).status).toBe(404);
    }
    expect((await other.get(theirs)).status).toBe(200);
    expect(await claims()).toEqual([]);
  });

  it('is small, kept by nobody, framed by nobody, and runs no script', async () => {
    const path = await open('account');
    const pages = [
      await browser.get(path),
      await browser.get(`${path}?q=${encodeURIComponent('し')}`),
      await browser.get(`${path}?bank=0001&q=${encodeURIComponent('ほ')}`),
      await browser.get('/benefits/style.css'),
      await browser.get('/pages/style.css'),
    ];
    for (const { body, status } of pages) {
      expect(status).toBe(200);
      expect(Buffer.byteLength(body)).toBeLessThan(25_000);
      expect(body).not.toMatch(/<script|javascript:|style=/);
    }
    expect(pages[0]?.headers.get('cache-control')).toBe('no-store');
    expect(pages[0]?.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(pages[0]?.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('shows what was typed as text, never as markup', async () => {
    const path = await open('account');
    const evil = '"><img src=x onerror=alert(1)>';
    const answers = [
      await browser.get(`${path}?q=${encodeURIComponent(evil)}`),
      await browser.get(`${path}?bank=0001&q=${encodeURIComponent(evil)}`),
      await browser.post(`${path}/check`, { ...ACCOUNT, number: evil, kana: evil }),
      await browser.get(`/benefits/${benefit.tenantId}/letter/${encodeURIComponent(evil)}`),
    ];
    for (const { body } of answers) {
      expect(body).not.toContain('<img');
      expect(body).toContain('&lt;img');
    }
  });
});

describe('the account', () => {
  it('is found by bank and branch, shown as the bank will get it, and applied for once', async () => {
    const path = await open('account');
    expect((await browser.get(path)).body).toContain('銀行の名前は？');
    const banks = await browser.get(`${path}?q=${encodeURIComponent('みずほ')}`);
    expect(banks.body).toContain('?bank=0001"');
    const branches = await browser.get(`${path}?bank=0001&q=${encodeURIComponent('001')}`);
    expect(branches.body).toContain('?bank=0001&amp;branch=001"');
    expect((await browser.get(`${path}?bank=0001&branch=001`)).body).toContain('口座番号（7けた）');
    const confirm = await browser.post(`${path}/check`, { ...ACCOUNT, number: '12-3456', kana: 'やまだ はなこ' });
    expect(confirm.status).toBe(200);
    for (const text of ['普通 0123456', 'ﾔﾏﾀﾞ ﾊﾅｺ', '10,000円', '申し込む']) expect(confirm.body).toContain(text);
    expect(await claims()).toEqual([]);

    const done = await browser.post(`${path}/apply`, hiddenFields(confirm.body));
    expect([done.status, done.location]).toEqual([303, path]);
    const [claim, ...others] = await claims();
    expect(others).toEqual([]);
    expect(claim).toMatchObject({ residentId, accountKind: 'entered', method: TRANSFER_METHOD, status: 'claimed' });
    const result = await browser.follow(done);
    expect(result.body).toContain(claim?.number);
    expect(result.body).toContain('申し込みを受け付けました');

    // Sent again, loaded again: nothing more.
    expect((await browser.post(`${path}/apply`, hiddenFields(confirm.body))).status).toBe(303);
    expect((await browser.get(path)).body).toContain('申し込みを受け付けました');
    expect(await claims()).toHaveLength(1);
    expect(await benefit.outbox()).toEqual([
      expect.objectContaining({ residentId, text: expect.stringContaining(claim?.number ?? '') }),
    ]);
    expect(await everythingSaid()).not.toMatch(/0123456|ヤマダ|やまだ|ﾔﾏﾀﾞ/);
  });

  it('is followed by the survey in the chat, where the city has one', async () => {
    await benefit.run(async (db) => {
      await db.sql(`update benefit_program set survey_key = 'after-applying'`);
      await installFeature(db, catalog, { key: 'survey', settings: {} }, 'system');
    });
    await browser.post(`${await open('account')}/apply`, ACCOUNT);
    const rows = await benefit.run(({ sql }) =>
      sql<{ messages: unknown }>('select messages from outbox_message order by id'),
    );
    expect(JSON.stringify(rows[1])).toContain('start=survey/answer?');
    expect(rows).toHaveLength(2);
  });

  it('is applied for once when the button is pressed three times at the same moment', async () => {
    const path = await open('account');
    const answers = await Promise.all([1, 2, 3].map(() => browser.post(`${path}/apply`, ACCOUNT)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await claims()).toHaveLength(1);
    expect(await benefit.outbox()).toHaveLength(1);
  });

  it('of ゆうちょ銀行 is converted from 記号 and 番号', async () => {
    const path = await open('account');
    expect((await browser.get(`${path}?bank=9900`)).body).toContain('記号（5けた）');
    const typed = { bank: '9900', branch: '', symbol: '１０５３０', passbookNumber: '12345671', kana: 'ﾔﾏﾀﾞ ﾊﾅｺ' };
    const confirm = await browser.post(`${path}/check`, typed);
    expect(confirm.body).toContain('普通 1234567');
    expect(confirm.body).toContain('（058）');
    expect((await browser.post(`${path}/apply`, hiddenFields(confirm.body))).status).toBe(303);
    expect(await claims()).toHaveLength(1);
  });

  const refused: [string, Record<string, string>, RegExp][] = [
    ['a bank that is not', { bank: '0002' }, /銀行の名前は/],
    ['a branch that is not', { branch: '999' }, /支店の名前は/],
    ['a number too long', { number: '12345678' }, /口座番号は7けたの数字/],
    ['no number', { number: '' }, /口座番号は7けたの数字/],
    ['a type that is not', { type: '9' }, /口座の種類/],
    ['no name', { kana: ' ' }, /口座の名義がありません/],
    ['a name in kanji', { kana: '山田花子' }, /漢字では入力できません/],
    [
      'a symbol of ゆうちょ that is not',
      { bank: '9900', branch: '', symbol: '5', passbookNumber: '1' },
      /記号は「1」か「0」/,
    ],
    [
      'a number of ゆうちょ that is not',
      { bank: '9900', branch: '', symbol: '10530', passbookNumber: '22' },
      /最後が「1」/,
    ],
    ['a My Number as the account', { number: MY_NUMBER }, /マイナンバー/],
    ['a My Number in the name', { kana: `ヤマダ 1234-5678-9018` }, /マイナンバー/],
  ];
  it.each(refused)('that cannot be is refused with what to do: %s', async (_what, change, words) => {
    const path = await open('account');
    for (const step of ['check', 'apply']) {
      const answer = await browser.post(`${path}/${step}`, { ...ACCOUNT, ...change });
      expect([answer.status, answer.body]).toEqual([400, expect.stringMatching(words)]);
      expect(answer.body).not.toContain(MY_NUMBER);
    }
    expect(await claims()).toEqual([]);
    expect(await everythingSaid()).not.toContain(MY_NUMBER);
  });

  it('whose name loses letters at the bank is taken only when that was confirmed', async () => {
    const path = await open('account');
    const typed = { ...ACCOUNT, kana: 'ヤマダ ヲサム' };
    const confirm = await browser.post(`${path}/check`, typed);
    expect(confirm.body).toContain('銀行に届く文字では変わります');
    const fields = hiddenFields(confirm.body);
    const unconfirmed = await browser.post(`${path}/apply`, fields);
    expect([unconfirmed.status, unconfirmed.body]).toEqual([400, expect.stringContaining('印をつけてください')]);
    expect(await claims()).toEqual([]);
    expect((await browser.post(`${path}/apply`, { ...fields, agreed: 'yes' })).status).toBe(303);
    expect(await claims()).toHaveLength(1);
  });

  it('comes too late where the household has applied meanwhile: it is told, and nothing is stored', async () => {
    const [first, second] = [await open('account'), await open('account')];
    await browser.post(`${first}/apply`, ACCOUNT);
    const late = await browser.post(`${second}/apply`, ACCOUNT);
    expect([late.status, late.body]).toEqual([409, expect.stringContaining('もう届いています')]);
    expect(await claims()).toHaveLength(1);
  });
});

describe('the code page', () => {
  async function paid(): Promise<string> {
    const claimId = uuidv7();
    await benefit.run((db) =>
      claimByResident(db, benefit.deps, {
        residentId,
        claimId,
        programId: benefit.programId,
        method: CODE_METHOD,
        accountKind: 'none',
        receivedAt: benefit.clock.now(),
      }),
    );
    const expected = { count: 1, totalYen: 10_000 };
    await approveClaims(benefit.deps, benefit.tenantId, { claimIds: [claimId], expected, staffId: uuidv7() });
    const [payout] = await benefit.run(({ sql }) => sql<{ id: string }>('select id from payout'));
    await submitPayout(benefit.payouts, benefit.tenantId, payout?.id ?? '');
    return payout?.id ?? '';
  }

  it('shows the code to its resident, as often as the visit lasts; nobody else and nothing else ever has it', async () => {
    const payoutId = await paid();
    const path = await open('codes');
    for (const _again of [1, 2]) {
      const { status, body, headers } = await browser.get(path);
      expect(status).toBe(200);
      expect(body).toContain(`code-${payoutId}`);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    expect((await createBrowser(baseUrl).get(path)).body).not.toContain(`code-${payoutId}`);
    expect(await everythingSaid()).not.toContain(`code-${payoutId}`);
  });

  it('says so where there is no code yet, or none at all', async () => {
    expect((await browser.get(await open('codes'))).body).toContain('番号はありません');
    await browser.post(`${await open('account')}/apply`, ACCOUNT);
    expect((await browser.get(await open('codes'))).body).toContain('番号はありません');
  });
});

describe('the correction', () => {
  async function returned(): Promise<string> {
    await browser.post(`${await open('account')}/apply`, ACCOUNT);
    const [claim] = await claims();
    await benefit.run(({ sql }) =>
      sql(`update benefit_claim set status = 'returned', approved_by = $2 where id = $1`, [claim?.id, uuidv7()]),
    );
    return claim?.id ?? '';
  }

  it('takes another account, and the chat is told', async () => {
    const claimId = await returned();
    const path = await open('correction');
    const choice = await browser.get(path);
    for (const text of ['受け取り方を直してください', '口座を入力しなおす', '番号の末尾 67', '公金受取口座']) {
      expect(choice.body).toContain(text);
    }
    const confirm = await browser.post(`${path}/check`, { ...ACCOUNT, how: 'account', number: '7777777' });
    expect(confirm.body).toContain('この内容で直す');
    const done = await browser.post(`${path}/apply`, hiddenFields(confirm.body));
    expect((await browser.follow(done)).body).toContain('受け取り方を直しました');
    expect(await claims()).toEqual([
      expect.objectContaining({ id: claimId, status: 'claimed', accountKind: 'entered' }),
    ]);
    expect((await benefit.outbox()).at(-1)?.text).toContain('受け取り方を直しました');
    expect(await everythingSaid()).not.toContain('7777777');
  });

  it('takes another method', async () => {
    await returned();
    const path = await open('correction');
    const confirm = await browser.post(`${path}/check`, { way: `${CODE_METHOD}|none` });
    expect((await browser.post(`${path}/apply`, hiddenFields(confirm.body))).status).toBe(303);
    expect(await claims()).toEqual([
      expect.objectContaining({ status: 'claimed', method: CODE_METHOD, accountKind: 'none' }),
    ]);
  });

  it('takes no method that is not offered, and nothing where nothing came back', async () => {
    await browser.post(`${await open('account')}/apply`, ACCOUNT);
    const early = await browser.get(await open('correction'));
    expect([early.status, early.body]).toEqual([409, expect.stringContaining('いまは必要ありません')]);
    await benefit.run(({ sql }) => sql(`update benefit_claim set status = 'returned', approved_by = $1`, [uuidv7()]));
    const path = await open('correction');
    expect((await browser.post(`${path}/check`, { way: 'gold-bars|none' })).status).toBe(400);
  });
});

describe('a letter', () => {
  async function letter(): Promise<{ code: string; of: string }> {
    const household = await benefit.addHousehold([{}]);
    const [portion] = household.portions;
    if (!portion) throw new Error('a household has somebody');
    const sender = { name: 'みほん市', address: 'みほん市中央1', department: '給付金担当', telephone: '0120-000-000' };
    const order = { publicBaseUrl: 'https://line.city.example', sender, which: 'new' } as unknown as Parameters<
      typeof issueLetters
    >[4]; // the sender's words do not matter here
    const { csv } = await issueLetters(benefit.deps, benefit.tenantId, benefit.programId, 'system', order);
    const code = /[2-9A-Z]{4}-?[2-9A-Z]{4}-?[2-9A-Z]{4}(?=[",\r\n])/.exec(csv.toString())?.[0] ?? '';
    return { code: code.replaceAll('-', ''), of: await benefit.registerAs(portion.person) };
  }

  it('leads anybody to the chat, with the words typed in, and tells nobody whether a code exists', async () => {
    const { code } = await letter();
    const printed = code.replace(/(.{4})(?=.)/g, '$1-');
    const answer = await browser.get(`/benefits/${benefit.tenantId}/letter/${code}`);
    expect(answer.body).toContain(printed);
    expect(answer.body).toContain(
      `https://line.me/R/oaMessage/%40mihon-city/?${encodeURIComponent(`手紙の番号 ${printed}`)}`,
    );
    const typed = await browser.post(`/benefits/${benefit.tenantId}/letter`, { letter: code.toLowerCase() });
    expect(typed.body).toContain(printed);
  });

  it('lets nobody stand in the way of whoever has a code, nor of who comes from elsewhere by the same proxy', async () => {
    const { code } = await letter();
    const path = `/benefits/${benefit.tenantId}/letter`;
    const proxied = await build('https://line.city.example', ['127.0.0.0/8']);
    const from = async (address: string, letter: string) => {
      const headers = { 'x-forwarded-for': address };
      const body = new URLSearchParams({ letter });
      return (await fetch(`${proxyUrl}${path}`, { method: 'POST', headers, body })).status;
    };
    const proxyUrl = await listen(proxied);
    for (let count = 0; count < 10; count += 1) await from('203.0.113.1', 'ABCD');
    expect(await from('203.0.113.1', 'ABCD')).toBe(429);
    expect(await from('203.0.113.1', code)).toBe(200);
    expect(await from('203.0.113.2', 'ABCD')).toBe(400);
    await proxied.server.close();
  });

  it('slows down who tries one code after another', async () => {
    const path = `/benefits/${benefit.tenantId}/letter`;
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1) statuses.push((await browser.post(path, { letter: 'ABCD' })).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(400));
    expect(statuses.slice(10)).toEqual([429, 429]);
    benefit.clock.advanceMs(10 * 60_000);
    expect((await browser.post(path, { letter: 'ABCD' })).status).toBe(400);
  });

  it('is applied for by who belongs to its household', async () => {
    const { code, of } = await letter();
    const link = `${await linkFor('letter', of)}?letter=${code}`;
    const opened = await browser.get(link);
    expect(opened.location).toContain(`?letter=${code}`);
    const [path = ''] = (opened.location ?? '').split('?');
    expect((await browser.get(path)).body).toContain('手紙の番号を入力してください');
    const choice = await browser.follow(opened);
    expect(choice.body).toContain('どうやって受け取りますか');
    const confirm = await browser.post(`${path}/check`, { ...hiddenFields(choice.body), way: `${CODE_METHOD}|none` });
    expect(confirm.body).toContain('申し込む');
    const done = await browser.post(`${path}/apply`, hiddenFields(confirm.body));
    expect((await browser.follow(done)).body).toContain('申し込みを受け付けました');
    expect(await claims()).toEqual([
      expect.objectContaining({ residentId: of, channel: 'fast-pass', method: CODE_METHOD }),
    ]);
    expect((await browser.post(`${path}/apply`, hiddenFields(confirm.body))).status).toBe(303);
    expect(await claims()).toHaveLength(1);
    // Without a match, they still follow their own application.
    const now = benefit.clock.now();
    const seen = await benefit.run((db) => listOffers(db, benefit.deps, of, now));
    expect(seen).toEqual([expect.objectContaining({ state: 'applied', claimStatus: 'claimed', amountYen: 10_000 })]);
    expect((await browser.get(await open('codes', of))).body).toContain('まだ届いていません');
  });

  it('takes an account of one’s own too', async () => {
    const { code, of } = await letter();
    const path = await open('letter', of);
    const bank = await browser.get(`${path}?letter=${code}&how=account&q=${encodeURIComponent('みずほ')}`);
    expect(bank.body).toContain(`?letter=${code}&amp;how=account&amp;bank=0001`);
    const confirm = await browser.post(`${path}/check`, { ...ACCOUNT, letter: code, how: 'account' });
    expect((await browser.post(`${path}/apply`, hiddenFields(confirm.body))).status).toBe(303);
    expect(await claims()).toEqual([expect.objectContaining({ accountKind: 'entered', channel: 'fast-pass' })]);
  });

  it('is refused with its reason where the code is wrong or another household’s', async () => {
    const { code } = await letter();
    const path = await open('letter');
    const wrong = await browser.get(`${path}?letter=ABCD`);
    expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining('番号が正しくない')]);
    const foreign = await browser.get(`${path}?letter=${code}`);
    expect(foreign.status).toBe(403);
    expect(foreign.body).not.toContain('物価高騰');
    expect((await browser.post(`${path}/apply`, { letter: code, way: `${CODE_METHOD}|none` })).status).toBe(403);
    expect(await claims()).toEqual([]);
  });
});

describe('a practice run', () => {
  it('says so on every page', async () => {
    await benefit.run(({ sql }) =>
      sql('update benefit_program set is_practice = true, methods = $1', ['["test-transfer"]']),
    );
    const path = await open('account');
    for (const answer of [await browser.get(path), await browser.get(`${path}?bank=0001`)] as Answer[]) {
      expect(answer.body).toContain('<title>【練習】');
      expect(answer.body).toContain('【練習】お金は動きません');
    }
  });
});
