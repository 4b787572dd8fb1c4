// What the person at the desk sees of claims and households, and what is written down of that.
import { uuidv7 } from '@tenohira/core';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueLetters } from '../letters/issue-letters.ts';
import { decideMatch } from '../matching/decide-match.ts';
import {
  CODE_METHOD,
  createTestBenefit,
  type TestBenefit,
  type TestHousehold,
  TRANSFER_METHOD,
  testAccount,
} from '../testing/test-benefit.ts';
import { fillInAccount, listClaimsToApprove } from './approve-claims.ts';
import { claimByResident } from './claim-by-resident.ts';
import { findHousehold, readHousehold } from './find-household.ts';
import { confirmKeyedClaim, type KeyedClaim, keyInClaim } from './key-in-claim.ts';
import { type ClaimFilter, listClaims } from './list-claims.ts';
import { readClaim, showRecipient } from './read-claim.ts';

let database: TestDatabase;
let benefit: TestBenefit;
let household: TestHousehold;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  benefit = await createTestBenefit(database.db);
  household = await benefit.addHousehold([{ account: testAccount() }, {}]);
});
afterAll(() => database.drop());

const keyIn = (more: Partial<KeyedClaim> = {}) =>
  keyInClaim(benefit.deps, benefit.tenantId, {
    ...{ programId: benefit.programId, household: { number: household.number }, method: TRANSFER_METHOD },
    ...{ accountKind: 'entered', account: testAccount('7654321'), receivedAt: benefit.clock.now() },
    ...{ paperNumber: uuidv7().slice(-8), staffId: 'keyer' },
    ...more,
  });
const applyInChat = async (of: TestHousehold, accountKind: 'held' | 'public' = 'held') => {
  const [head] = of.portions;
  if (!head) throw new Error('a household has somebody');
  const residentId = await benefit.registerAs(head.person, head.id);
  const claim = { residentId, claimId: uuidv7(), programId: benefit.programId, method: TRANSFER_METHOD, accountKind };
  return benefit.run((db) => claimByResident(db, benefit.deps, { ...claim, receivedAt: benefit.clock.now() }));
};
const waiting = () => benefit.run((db) => listClaimsToApprove(db, benefit.programId));

describe('a claim on the desk', () => {
  it('tells for whom it is, and the account to whoever asks, who is written down', async () => {
    const proxy = { kind: 'delegate' as const, name: '代理 花子', ground: '委任状' };
    const { claimId } = await keyIn({ proxy });
    expect(await readClaim(benefit.deps, benefit.tenantId, claimId)).toMatchObject({
      status: 'keyed',
      keyedBy: 'keyer',
      byProxy: true,
      portions: [{ name: household.portions[0]?.person.name, isHead: true, live: true }, { live: true }],
    });
    const shown = await showRecipient(benefit.deps, benefit.tenantId, { claimId, staffId: 'looker' });
    expect(shown).toEqual({
      account: { ...testAccount('7654321'), bankName: 'テスト銀行', branchName: 'テスト支店' },
      proxy,
    });
    const audited = await benefit.run(({ sql }) =>
      sql(`select actor from audit_entry where subject = $1 and action = 'benefit.recipient-shown'`, [
        `claim:${claimId}`,
      ]),
    );
    expect(audited).toEqual([{ actor: 'staff:looker' }]);
  });

  it('has no account where none was asked for, and is not there in another city', async () => {
    const { claimId } = await keyIn({ method: CODE_METHOD, accountKind: 'none', account: undefined } as never);
    const looker = { claimId, staffId: 'looker' };
    expect(await showRecipient(benefit.deps, benefit.tenantId, looker)).toEqual({ account: null, proxy: null });
    const other = await createTestBenefit(database.db);
    const missing = { code: 'BENEFIT_CLAIM_NOT_FOUND' };
    await expect(readClaim(other.deps, other.tenantId, claimId)).rejects.toMatchObject(missing);
    await expect(showRecipient(other.deps, other.tenantId, looker)).rejects.toMatchObject(missing);
  });
});

describe('the list of claims', () => {
  const numbers = async (filter: ClaimFilter, options: { after?: string; limit: number } = { limit: 10 }) =>
    (await benefit.run((db) => listClaims(db, benefit.programId, filter, options))).map(({ number }) => number);

  it('is narrowed by state, way, method, account and the end of a number, and goes on behind a number', async () => {
    const paper = await keyIn();
    const inChat = await applyInChat(await benefit.addHousehold([{}]), 'public');
    expect(await numbers({})).toEqual([paper.number, inChat.number]);
    expect(await numbers({}, { after: paper.number, limit: 1 })).toEqual([inChat.number]);
    expect(await numbers({ status: 'keyed' })).toEqual([paper.number]);
    expect(await numbers({ channel: 'super-fast-pass' })).toEqual([inChat.number]);
    expect(await numbers({ method: CODE_METHOD })).toEqual([]);
    expect(await numbers({ waitsForAccount: true })).toEqual([inChat.number]);
    expect(await numbers({ number: paper.number.slice(-5) })).toEqual([paper.number]);
  });
});

describe('what waits for approval', () => {
  it('names everybody who had a hand in it', async () => {
    const paper = await keyIn();
    await confirmKeyedClaim(benefit.deps, benefit.tenantId, { claimId: paper.claimId, staffId: 'confirmer' });
    const inChat = await applyInChat(await benefit.addHousehold([{}]), 'public');
    const account = { claimId: inChat.claimId, account: testAccount(), staffId: 'filler' };
    await fillInAccount(benefit.deps, benefit.tenantId, account);
    const byNumber = new Map((await waiting()).claims.map((claim) => [claim.number, claim.preparedBy.toSorted()]));
    expect(byNumber.get(paper.number)).toEqual(['confirmer', 'keyer']);
    expect(byNumber.get(inChat.number)).toEqual(['filler']);
  });

  it('leaves out of its totals what stands on a match that was refused since', async () => {
    await applyInChat(household);
    expect(await waiting()).toMatchObject({ count: 1, totalYen: 20_000, claims: [{ isMatchRefused: false }] });
    const [match] = await benefit.run(({ sql }) => sql<{ id: string }>('select id from benefit_match'));
    await benefit.run((db) => decideMatch(db, match?.id ?? '', 'reject', 'checker'));
    expect(await waiting()).toMatchObject({ count: 0, totalYen: 0, claims: [{ isMatchRefused: true }] });
  });
});

describe('a household', () => {
  it('is found by the code of its letter, however it is typed, and read again by its id', async () => {
    const order = { publicBaseUrl: 'https://city.example', which: 'all' as const };
    const { pdf, csv } = await issueLetters(benefit.deps, benefit.tenantId, benefit.programId, 'staff:x', order);
    for await (const _ of pdf); // to its end, as it wants
    const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(csv.toString('latin1'))?.[0] ?? '';
    const key = { letterCode: code.toLowerCase().replaceAll('-', ' ') };
    const found = await findHousehold(benefit.deps, benefit.tenantId, benefit.programId, key);
    expect(found).toMatchObject({ householdId: household.householdId, programId: benefit.programId });
    expect(found.letterAt).toBeInstanceOf(Date);
    expect(await readHousehold(benefit.deps, benefit.tenantId, found.householdId)).toEqual(found);
    const missing = { code: 'BENEFIT_HOUSEHOLD_NOT_FOUND' };
    const find = (letterCode: string) =>
      findHousehold(benefit.deps, benefit.tenantId, benefit.programId, { letterCode });
    await expect(find('2222-2222-2222')).rejects.toMatchObject(missing);
    await expect(readHousehold(benefit.deps, benefit.tenantId, uuidv7())).rejects.toMatchObject(missing);
  });
});
