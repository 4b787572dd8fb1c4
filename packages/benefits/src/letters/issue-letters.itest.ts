import { withTestDatabase } from '@tenohira/testing';
import iconv from 'iconv-lite';
import { beforeEach, describe, expect, it } from 'vitest';
import { fencePortion } from '../claims/change-portions.ts';
import { findByLetterCode } from '../claims/claim-by-letter.ts';
import { declineByResident } from '../claims/claim-by-resident.ts';
import { notifyMatched } from '../notices/notify-matched.ts';
import { createTestBenefit, type TestBenefit } from '../testing/test-benefit.ts';
import { issueLetters, type LetterOrder } from './issue-letters.ts';

const database = withTestDatabase();
let benefit: TestBenefit;
beforeEach(async () => {
  benefit = await createTestBenefit(database.db);
});

const ORDER = {
  publicBaseUrl: 'https://city.example',
  sender: { city: 'みどり市', department: '給付金担当', phone: '0000-00-0000' },
} satisfies LetterOrder;

async function issue(which: LetterOrder['which'] = 'new') {
  const run = await issueLetters(benefit.deps, benefit.tenantId, benefit.programId, 'staff:s', { ...ORDER, which });
  const chunks: Uint8Array[] = [];
  for await (const chunk of run.pdf) chunks.push(chunk);
  const rows = iconv.decode(run.csv, 'cp932').trimEnd().split('\r\n').slice(1);
  return { ...run, pdf: Buffer.concat(chunks), rows };
}
const notify = () => notifyMatched(benefit.deps, benefit.tenantId, benefit.programId, 'staff:s');

describe('letters', () => {
  it('go to households whose head gets no push, with a code that opens their offer', async () => {
    const pushed = await benefit.addHousehold([{}]);
    await benefit.registerAs(pushed.portions[0]?.person ?? never(), pushed.portions[0]?.id);
    const posted = await benefit.addHousehold([{ name: '宛名 太郎' }, {}]);
    const { count, rows, pdf, unaddressed } = await issue();
    expect([count, rows.length, unaddressed]).toEqual([1, 1, []]);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const [, , name, amount, , code, url] = cells(rows[0]);
    expect([name, amount]).toEqual(['宛名 太郎', '20000']);
    expect(url).toBe(`https://city.example/benefits/${benefit.tenantId}/letter/${code?.replaceAll('-', '')}`);
    const member = await benefit.registerAs(posted.portions[1]?.person ?? never());
    const found = await findByLetterCode(benefit.deps, benefit.tenantId, { code: code ?? '', residentId: member });
    expect(found).toMatchObject({ state: 'open', amountYen: 20_000 });
  });

  it('are the same again when they are printed again, and new ones only for the new', async () => {
    await benefit.addHousehold([{}]);
    const first = await issue();
    expect((await issue()).count).toBe(0);
    expect((await issue('all')).rows).toEqual(first.rows);
    await benefit.addHousehold([{}]);
    expect((await issue()).count).toBe(1);
    expect((await issue('all')).count).toBe(2);
  });

  it('leave no code in the clear', async () => {
    await benefit.addHousehold([{}]);
    const code = cells((await issue()).rows[0])[5]?.replaceAll('-', '') ?? '';
    const [row] = await benefit.run(({ sql }) =>
      sql<{ text: string }>(`select h::text || encode(h.letter_code, 'escape') as text from benefit_household h`),
    );
    expect(code).toHaveLength(12);
    expect(row?.text).not.toContain(code);
  });

  it('neither go out for a fenced portion nor count it', async () => {
    const household = await benefit.addHousehold([{}, {}]);
    const alone = await benefit.addHousehold([{}]);
    for (const entitlementId of [household.portions[1]?.id ?? '', alone.portions[0]?.id ?? '']) {
      await fencePortion(benefit.deps, benefit.tenantId, { entitlementId, staffId: 's' });
    }
    const { rows } = await issue();
    expect(rows.map((line) => cells(line)[3])).toEqual(['10000']);
  });

  it('go to a head who has left us on LINE', async () => {
    const household = await benefit.addHousehold([{}]);
    await benefit.registerAs(household.portions[0]?.person ?? never(), household.portions[0]?.id);
    await benefit.run(({ sql }) => sql(`update resident set status = 'left'`));
    expect(await notify()).toEqual({ notified: 0 });
    expect((await issue()).count).toBe(1);
  });

  it('come from the city by its name, and by the contact of the program, where nobody says more', async () => {
    await benefit.addHousehold([{}]);
    const given = { publicBaseUrl: 'https://city.example' };
    const run = await issueLetters(benefit.deps, benefit.tenantId, benefit.programId, 'staff:s', given);
    let bytes = 0;
    for await (const chunk of run.pdf) bytes += chunk.byteLength;
    expect([run.count, bytes > 10_000]).toEqual([1, true]);
  });

  it('tell of households that have no address', async () => {
    const household = await benefit.addHousehold([{ address: '' }]);
    expect(await issue()).toMatchObject({ count: 0, unaddressed: [household.householdId] });
  });
});

describe('the push to the matched', () => {
  it('goes once to each who can apply by it, with the first tap in it and nothing of the person', async () => {
    const household = await benefit.addHousehold([{ name: '世帯 主' }, {}, { isFenced: true }]);
    const [head, , fenced] = household.portions;
    const told = [
      await benefit.registerAs(head?.person ?? never(), head?.id),
      await benefit.registerAs(fenced?.person ?? never(), fenced?.id),
    ];
    await benefit.registerAs(household.portions[1]?.person ?? never(), household.portions[1]?.id);
    expect(await notify()).toEqual({ notified: 2 });
    expect(await notify()).toEqual({ notified: 0 });
    const sent = await benefit.outbox();
    expect(sent.map(({ residentId }) => residentId).sort()).toEqual([...told].sort());
    // The householder's and the fenced person's are word for word the same.
    expect(new Set(sent.map(({ text }) => text)).size).toBe(1);
    expect(sent[0]?.data).toBe(`start=benefit-application/apply?{"program-id":"${benefit.programId}"}`);
    expect(sent[0]?.text).toContain('1月29日');
    expect(sent[0]?.text).not.toMatch(/世帯 主|[0-9],?000円/);
  });

  it('is not for doubtful matches, nor for those who have refused', async () => {
    const household = await benefit.addHousehold([{}]);
    const residentId = await benefit.registerAs(household.portions[0]?.person ?? never(), household.portions[0]?.id);
    await benefit.run(({ sql }) => sql(`update benefit_match set status = 'doubtful'`));
    expect(await notify()).toEqual({ notified: 0 });
    await benefit.run(({ sql }) => sql(`update benefit_match set status = 'accepted'`));
    const receivedAt = benefit.clock.now();
    await benefit.run((db) => declineByResident(db, { residentId, programId: benefit.programId, receivedAt }));
    expect(await notify()).toEqual({ notified: 0 });
  });

  it('says so when it is practice', async () => {
    benefit = await createTestBenefit(database.db, { isPractice: true });
    const household = await benefit.addHousehold([{}]);
    await benefit.registerAs(household.portions[0]?.person ?? never(), household.portions[0]?.id);
    await notify();
    expect((await benefit.outbox())[0]?.text).toMatch(/^【練習】/);
  });

  it.each([
    ['2026-11-30T12:00:00+09:00', 'BENEFIT_NOT_YET'],
    ['2027-01-30T00:00:00+09:00', 'BENEFIT_OVER'],
  ])('is refused at %s', async (moment, code) => {
    benefit.clock.set(moment);
    await expect(notify()).rejects.toMatchObject({ code });
  });
});

const cells = (line = '') => line.slice(1, -1).split('","');
function never(): never {
  throw new Error('no such person');
}
