import { uuidv7 } from '@tenohira/core';
import { withTestDatabase } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { formatLetterCode, makeLetterCode } from '../letters/letter-code.ts';
import { CODE_METHOD, createTestBenefit, TRANSFER_METHOD, testAccount } from '../testing/test-benefit.ts';
import { createTestChannels, type TestChannels } from '../testing/test-channels.ts';
import { declinePortion, expireProgram, fencePortion } from './change-portions.ts';
import { findByLetterCode } from './claim-by-letter.ts';
import { claimByResident } from './claim-by-resident.ts';
import { reserveClaimNumber } from './claim-number.ts';
import { findHousehold } from './find-household.ts';
import { listOffers, lockOffer } from './find-offer.ts';
import { cancelClaim, confirmKeyedClaim } from './key-in-claim.ts';

const database = withTestDatabase();
let benefit: TestChannels;
beforeEach(async () => {
  benefit = await createTestChannels(database.db);
});

/** Until somebody waits for somebody else's lock in this file's database. */
async function waitForLock(): Promise<void> {
  const isWaiting = () =>
    benefit.run(({ sql }) =>
      sql(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`),
    );
  while ((await isWaiting()).length === 0);
}

describe('an offer', () => {
  it('shows the head what the household gets, the account only by its last digits', async () => {
    expect(await benefit.offer()).toMatchObject({
      state: 'open',
      amountYen: 40_000,
      accountTail: '67',
      closesOn: '2027-01-29',
    });
    expect((await benefit.offer()).methods.map(({ key }) => key)).toEqual([TRANSFER_METHOD, CODE_METHOD]);
    expect(await benefit.run((db) => listOffers(db, benefit.deps, benefit.head, benefit.clock.now()))).toHaveLength(1);
  });

  it.each([
    ['2026-11-30T23:59:59.999+09:00', 'not-yet', 'BENEFIT_NOT_YET'],
    ['2026-12-01T00:00:00+09:00', 'open', undefined],
    ['2027-01-29T23:59:59.999+09:00', 'open', undefined],
    ['2027-01-30T00:00:00+09:00', 'over', 'BENEFIT_OVER'],
  ])('at %s is %s: the day in Japan decides, the last one to its end', async (moment, state, code) => {
    const now = new Date(moment);
    expect((await benefit.offer(benefit.head, now)).state).toBe(state);
    const attempt = benefit.claim({ receivedAt: now });
    if (code) await expect(attempt).rejects.toMatchObject({ code });
    else await expect(attempt).resolves.toMatchObject({ amountYen: 40_000 });
  });

  it('counts the moment of receipt, not that of processing', async () => {
    benefit.clock.set('2027-01-30T00:00:05+09:00');
    expect(await expireProgram(benefit.deps, benefit.tenantId, benefit.programId, 'system')).toBe(4);
    expect((await benefit.offer()).state).toBe('over');
    expect(await benefit.claim({ receivedAt: new Date('2027-01-29T23:59:59+09:00') })).toMatchObject({ isNew: true });
  });

  it('is none for a stranger, a member who is not the head, and a draft', async () => {
    const stranger = await benefit.registerAs(benefit.personOf(0));
    const member = await benefit.registerAs(benefit.personOf(1), benefit.idOf(1));
    expect((await benefit.offer(stranger)).state).toBe('none');
    expect(await benefit.offer(member)).toMatchObject({ state: 'none', amountYen: 0, methods: [] });
    await expect(benefit.claim({ residentId: member })).rejects.toMatchObject({ code: 'BENEFIT_NOT_ELIGIBLE' });
    await benefit.run(({ sql }) => sql(`update benefit_program set status = 'draft'`));
    expect(await benefit.offer()).toMatchObject({ state: 'none', programName: '' });
    await expect(benefit.claim()).rejects.toMatchObject({ code: 'BENEFIT_NOT_ELIGIBLE' });
  });

  it('does not open before the period is over', async () => {
    await expect(expireProgram(benefit.deps, benefit.tenantId, benefit.programId, 'system')).rejects.toMatchObject({
      code: 'BENEFIT_STILL_OPEN',
    });
  });
});

describe('a claim', () => {
  it('takes every portion of the household once, and says so the second time', async () => {
    const claimId = uuidv7();
    const first = await benefit.claim({ claimId });
    expect(first).toEqual({ claimId, number: 'K26-00001', amountYen: 40_000, isNew: true });
    expect(await benefit.claim({ claimId })).toEqual({ ...first, isNew: false });
    expect(await benefit.offer()).toMatchObject({ state: 'applied', claimNumber: 'K26-00001', claimStatus: 'claimed' });
    await expect(benefit.claim()).rejects.toMatchObject({
      code: 'BENEFIT_ALREADY_YOURS',
      userMessage: expect.stringContaining('K26-00001'),
    });
    expect((await benefit.statuses()).map(({ status }) => status)).toEqual([
      'claimed',
      'claimed',
      'claimed',
      'claimed',
    ]);
  });

  it('keeps the account encrypted, as it was when the claim was made', async () => {
    const { claimId } = await benefit.claim({ method: TRANSFER_METHOD, accountKind: 'held' });
    const secrets = await benefit.tenant.secrets.opened(benefit.tenantId);
    const [row] = await benefit.run(({ sql }) =>
      sql<{ recipient: Buffer }>('select recipient from benefit_claim where id = $1', [claimId]),
    );
    const opened = secrets.decrypt(`benefit_claim.recipient:${claimId}`, row?.recipient ?? Buffer.of());
    expect(JSON.parse(opened.toString())).toEqual(testAccount());
    expect(row?.recipient.includes('1234567')).toBe(false);
  });

  it.each([
    ['a method that is not offered', { method: 'atm-cash' }, 'BENEFIT_METHOD_NOT_OFFERED'],
    [
      'an account for a method that needs none',
      { accountKind: 'entered' as const, account: testAccount() },
      'BENEFIT_METHOD_NOT_OFFERED',
    ],
    [
      'no account where one is needed',
      { method: TRANSFER_METHOD, accountKind: 'entered' as const },
      'BENEFIT_ACCOUNT_INVALID',
    ],
    [
      'an account that cannot exist',
      { method: TRANSFER_METHOD, accountKind: 'entered' as const, account: { ...testAccount(), bankCode: '9998' } },
      'BENEFIT_ACCOUNT_INVALID',
    ],
  ])('refuses %s and takes nothing', async (_title, more, code) => {
    await expect(benefit.claim(more)).rejects.toMatchObject({ code });
    expect((await benefit.offer()).state).toBe('open');
    expect(await benefit.claims()).toEqual([]);
  });

  it('refuses the held account where the city holds none', async () => {
    const without = await createTestChannels(database.db, [{}]);
    await expect(without.claim({ method: TRANSFER_METHOD, accountKind: 'held' })).rejects.toMatchObject({
      code: 'BENEFIT_ACCOUNT_NOT_HELD',
    });
  });

  it('is one, whichever of twenty channels comes first at the same moment', async () => {
    const code = await benefit.letterCode();
    const member = await benefit.registerAs(benefit.personOf(1));
    const attempts = Array.from({ length: 20 }, (_, index) =>
      index % 3 === 0 ? benefit.claim() : index % 3 === 1 ? benefit.keyIn() : benefit.byLetter(code, member),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        expect(['BENEFIT_TAKEN', 'BENEFIT_ALREADY_YOURS']).toContain(outcome.reason.code);
      }
    }
    expect(await benefit.claims()).toHaveLength(1);
  });

  it('keeps what an offer said for the rest of the step that held it', async () => {
    const held = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const step = benefit.run(async (db) => {
      const locked = await lockOffer(db, benefit.deps, benefit.head, benefit.programId, benefit.clock.now());
      held.resolve();
      await goOn.promise;
      const number = await reserveClaimNumber(db, benefit.clock.now());
      await claimByResident(db, benefit.deps, {
        residentId: benefit.head,
        claimId: uuidv7(),
        programId: benefit.programId,
        number,
        method: CODE_METHOD,
        accountKind: 'none',
        receivedAt: benefit.clock.now(),
      });
      return locked.state;
    });
    await held.promise;
    const paper = expect(benefit.keyIn()).rejects.toMatchObject({ code: 'BENEFIT_TAKEN' });
    goOn.resolve();
    expect(await step).toBe('open');
    await paper;
  });

  it('waits for a list that is being applied, without either standing in the way of the other', async () => {
    const held = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const list = benefit.run(async ({ sql }) => {
      await sql('select 1 from benefit_program where id = $1 for update', [benefit.programId]);
      held.resolve();
      await goOn.promise;
      await sql('select 1 from benefit_household where program_id = $1 for update', [benefit.programId]);
    });
    await held.promise;
    const applied = benefit.claim();
    await waitForLock();
    goOn.resolve();
    await list;
    expect(await applied).toMatchObject({ isNew: true });
  });

  it("is nothing of another city's", async () => {
    const other = await createTestBenefit(database.db);
    await expect(
      other.run((db) =>
        claimByResident(db, other.deps, {
          residentId: benefit.head,
          claimId: uuidv7(),
          programId: benefit.programId,
          method: CODE_METHOD,
          accountKind: 'none',
          receivedAt: benefit.clock.now(),
        }),
      ),
    ).rejects.toMatchObject({ code: 'BENEFIT_NOT_ELIGIBLE' });
    expect((await benefit.offer()).state).toBe('open');
  });
});

describe('paper', () => {
  it('waits for a second person, and holds the portions from the first', async () => {
    const { claimId } = await benefit.keyIn({ proxy: { kind: 'facility-staff', name: '施設 職員', ground: '委任状' } });
    expect((await benefit.claims())[0]).toMatchObject({ status: 'keyed', channel: 'paper', amountYen: 40_000 });
    await expect(benefit.claim()).rejects.toMatchObject({
      code: 'BENEFIT_TAKEN',
      userMessage: expect.stringContaining('書類'),
    });
    const confirm = (staffId: string) => confirmKeyedClaim(benefit.deps, benefit.tenantId, { claimId, staffId });
    await expect(confirm('keyer')).rejects.toMatchObject({ code: 'BENEFIT_SAME_PERSON' });
    await confirm('second');
    await expect(confirm('third')).rejects.toMatchObject({ code: 'BENEFIT_STATUS_CONFLICT' });
    expect((await benefit.claims())[0]).toMatchObject({ status: 'claimed' });
  });

  it('is told of the super fast pass that was there before, by its number', async () => {
    await benefit.claim();
    await expect(benefit.keyIn()).rejects.toMatchObject({
      code: 'BENEFIT_TAKEN',
      userMessage: expect.stringContaining('LINEで申請済みです（受付番号 K26-00001）'),
    });
  });

  it('counts once when it is keyed in twice under one number', async () => {
    const first = await benefit.keyIn({ paperNumber: 'P-1' });
    expect(await benefit.keyIn({ paperNumber: 'P-1' })).toEqual({ ...first, isNew: false });
  });

  it('is keyed in again under its number after it was taken back', async () => {
    const { claimId } = await benefit.keyIn({
      paperNumber: 'P-1',
      household: { householdId: benefit.household.householdId },
    });
    await cancelClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'x', reason: 'keyed-wrongly' });
    const again = await benefit.keyIn({ paperNumber: 'P-1' });
    expect(again).toMatchObject({ isNew: true, amountYen: 40_000 });
    expect(await benefit.keyIn({ paperNumber: 'P-1' })).toEqual({ ...again, isNew: false });
    expect((await benefit.claims()).map(({ status }) => status)).toEqual(['cancelled', 'keyed']);
  });

  it('is not taken for the paper of another household, or of a fenced person, that bears its number', async () => {
    await fencePortion(benefit.deps, benefit.tenantId, { entitlementId: benefit.idOf(2), staffId: 'fencer' });
    await benefit.keyIn({ paperNumber: 'P-1' });
    const other = await benefit.addHousehold([{}]);
    const used = { code: 'BENEFIT_PAPER_NUMBER_USED', userMessage: expect.stringContaining('K26-00001') };
    await expect(benefit.keyIn({ paperNumber: 'P-1', household: { number: other.number } })).rejects.toMatchObject(
      used,
    );
    await expect(benefit.keyIn({ paperNumber: 'P-1', fencedId: benefit.idOf(2) })).rejects.toMatchObject(used);
    expect(await benefit.keyIn({ paperNumber: 'P-2', household: { number: other.number } })).toMatchObject({
      isNew: true,
    });
  });

  it('finds its household by the number on it, with what stands on it', async () => {
    const { number } = await benefit.keyIn();
    const find = (typed: string) => findHousehold(benefit.deps, benefit.tenantId, benefit.programId, { number: typed });
    const found = await find(` ${benefit.household.number} `);
    expect(found.householdId).toBe(benefit.household.householdId);
    expect(found.portions).toHaveLength(4);
    expect(found.portions[0]).toMatchObject({
      isHead: true,
      name: benefit.personOf(0).name,
      claimNumber: number,
      claimStatus: 'keyed',
    });
    await expect(find('0')).rejects.toMatchObject({ code: 'BENEFIT_HOUSEHOLD_NOT_FOUND' });
  });

  it('can be taken back, and the portions are open again', async () => {
    const { claimId } = await benefit.keyIn();
    await cancelClaim(benefit.deps, benefit.tenantId, { claimId, staffId: 'x', reason: 'keyed-wrongly' });
    expect((await benefit.offer()).state).toBe('open');
    expect(await benefit.claim()).toMatchObject({ isNew: true });
  });

  it('refuses a My Number in what is typed of a proxy, and a household that is not there', async () => {
    const proxy = { kind: 'delegate' as const, name: '代理', ground: '123456789018' };
    await expect(benefit.keyIn({ proxy })).rejects.toMatchObject({ code: 'BENEFIT_MY_NUMBER' });
    await expect(benefit.keyIn({ household: { number: '0' } })).rejects.toMatchObject({
      code: 'BENEFIT_HOUSEHOLD_NOT_FOUND',
    });
  });
});

describe('a refusal', () => {
  it('can be thought over within the period, on LINE as on paper', async () => {
    await benefit.decline();
    expect(await benefit.offer()).toMatchObject({ state: 'declined', amountYen: 40_000 });
    await benefit.decline();
    expect(await benefit.claim()).toMatchObject({ amountYen: 40_000 });
    await expect(benefit.decline()).rejects.toMatchObject({ code: 'BENEFIT_ALREADY_YOURS' });
  });

  it('stands when the period is over', async () => {
    await benefit.decline();
    const late = new Date('2027-01-30T00:00:00+09:00');
    await expect(benefit.claim({ receivedAt: late })).rejects.toMatchObject({ code: 'BENEFIT_OVER' });
    await expect(benefit.decline(late)).rejects.toMatchObject({ code: 'BENEFIT_OVER' });
  });

  it('on paper is noted by staff, but not over a claim', async () => {
    const staff = { entitlementId: benefit.idOf(0), staffId: 's' };
    await declinePortion(benefit.deps, benefit.tenantId, staff);
    expect((await benefit.statuses())[0]?.status).toBe('declined');
    await benefit.claim();
    await expect(declinePortion(benefit.deps, benefit.tenantId, staff)).rejects.toMatchObject({
      code: 'BENEFIT_TAKEN',
    });
  });
});

describe('a portion that is fenced off', () => {
  let fenced: string;
  const fence = (index = 2) =>
    fencePortion(benefit.deps, benefit.tenantId, { entitlementId: benefit.idOf(index), staffId: 'fencer' });
  beforeEach(async () => {
    fenced = await benefit.registerAs(benefit.personOf(2), benefit.idOf(2));
  });

  it('is the own one of its person, and nothing of the household is theirs', async () => {
    await fence();
    expect(await benefit.offer(fenced)).toMatchObject({ state: 'open', amountYen: 10_000 });
    expect(await benefit.offer(fenced)).not.toHaveProperty('accountTail');
    expect(await benefit.claim({ residentId: fenced })).toMatchObject({ amountYen: 10_000 });
    expect(await benefit.claim()).toMatchObject({ amountYen: 30_000 });
  });

  it('shows in nothing that the householder sees, whatever its person does', async () => {
    await fence();
    const before = await benefit.offer();
    expect(before).toMatchObject({ state: 'open', amountYen: 30_000 });
    await benefit.claim({ residentId: fenced });
    expect(await benefit.offer()).toEqual(before);
    await benefit.claim();
    const after = await benefit.offer();
    const withoutFence = await benefit.addHousehold([{ account: testAccount() }, {}, {}]);
    const twin = await benefit.registerAs(
      withoutFence.portions[0]?.person ?? benefit.personOf(0),
      withoutFence.portions[0]?.id,
    );
    const { number } = await benefit.claim({ residentId: twin });
    expect({ ...(await benefit.offer(twin)), claimNumber: '' }).toEqual({ ...after, claimNumber: '' });
    const errorOf = (residentId: string) =>
      benefit.claim({ residentId }).then(
        () => '',
        (error: { userMessage: string }) => error.userMessage,
      );
    expect(await errorOf(benefit.head)).toBe((await errorOf(twin)).replace(number, after.claimNumber ?? ''));
  });

  it('looks like no benefit at all where nothing else is in the household', async () => {
    const alone = await createTestChannels(database.db, [{}]);
    const strangers = [await alone.registerAs(alone.personOf(0)), await alone.registerAs(alone.personOf(0))];
    await fencePortion(alone.deps, alone.tenantId, { entitlementId: alone.idOf(0), staffId: 'fencer' });
    expect((await alone.offer()).state).toBe('open');
    const [one, other] = await Promise.all(
      strangers.map((residentId) => alone.claim({ residentId }).catch((error) => error.userMessage)),
    );
    expect(one).toBe(other);
  });

  it('leaves a claim of the householder that was there before, and can be claimed by its person', async () => {
    await benefit.claim();
    await fence();
    await fence();
    expect(await benefit.claims()).toMatchObject([{ status: 'claimed', amountYen: 30_000 }]);
    expect(await benefit.offer()).toMatchObject({ state: 'applied', amountYen: 30_000 });
    expect(await benefit.claim({ residentId: fenced })).toMatchObject({ amountYen: 10_000 });
  });

  it('is not bound by the refusal of the householder', async () => {
    await benefit.decline();
    await fence();
    expect((await benefit.offer(fenced)).state).toBe('open');
  });

  it('can be applied for on paper by its person', async () => {
    await fence();
    expect(await benefit.keyIn({ fencedId: benefit.idOf(2) })).toMatchObject({ amountYen: 10_000 });
    await expect(benefit.keyIn({ fencedId: benefit.idOf(2) })).rejects.toMatchObject({ code: 'BENEFIT_TAKEN' });
    expect(await benefit.keyIn()).toMatchObject({ amountYen: 30_000 });
  });

  it('is out of reach of the code on the letter to the household', async () => {
    const code = await benefit.letterCode();
    await fence();
    await expect(benefit.byLetter(code, fenced)).rejects.toMatchObject({ code: 'BENEFIT_CODE_NOT_YOURS' });
    const member = await benefit.registerAs(benefit.personOf(1));
    expect(await benefit.byLetter(code, member)).toMatchObject({ amountYen: 30_000 });
  });
});

describe('the code on a letter', () => {
  it('and an identity of the household make an application, and a notice that it was received', async () => {
    const code = await benefit.letterCode();
    const member = await benefit.registerAs(benefit.personOf(1));
    const found = await findByLetterCode(benefit.deps, benefit.tenantId, {
      code: formatLetterCode(code).toLowerCase(),
      residentId: member,
    });
    expect(found).toMatchObject({ state: 'open', amountYen: 40_000, householdId: benefit.household.householdId });
    const receipt = await benefit.byLetter(code, member);
    expect(await benefit.claims()).toMatchObject([{ channel: 'fast-pass', amountYen: 40_000 }]);
    expect(await benefit.outbox()).toMatchObject([
      { residentId: member, key: `benefit:${benefit.programId}:received:${receipt.claimId}` },
    ]);
    const secrets = await benefit.tenant.secrets.opened(benefit.tenantId);
    const [row] = await benefit.run(({ sql }) => sql<{ proxy: Buffer }>('select proxy from benefit_claim'));
    const proxy = secrets.decrypt(`benefit_claim.proxy:${receipt.claimId}`, row?.proxy ?? Buffer.of()).toString();
    expect(JSON.parse(proxy)).toMatchObject({ kind: 'household-member', name: benefit.personOf(1).name });
    await expect(benefit.byLetter(code, member)).rejects.toMatchObject({ code: 'BENEFIT_ALREADY_YOURS' });
    await expect(benefit.claim()).rejects.toMatchObject({
      code: 'BENEFIT_TAKEN',
      userMessage: expect.stringContaining('手紙の番号'),
    });
  });

  it('is nothing without an identity, or with that of somebody else', async () => {
    const code = await benefit.letterCode();
    const stranger = await benefit.registerAs({ name: '他人 一郎', birthdate: '1999-09-09', address: '遠い町1番地' });
    await expect(benefit.byLetter(code, stranger)).rejects.toMatchObject({ code: 'BENEFIT_CODE_NOT_YOURS' });
    await expect(benefit.byLetter(code, uuidv7())).rejects.toMatchObject({ code: 'BENEFIT_IDENTITY_NEEDED' });
    expect(await benefit.claims()).toEqual([]);
  });

  it('cannot be guessed: wrong ones in a row make wait, a right one wipes the slate', async () => {
    const code = await benefit.letterCode();
    const guess = () => benefit.byLetter(makeLetterCode(), benefit.head);
    for (let index = 0; index < 4; index += 1)
      await expect(guess()).rejects.toMatchObject({ code: 'BENEFIT_CODE_UNKNOWN' });
    await findByLetterCode(benefit.deps, benefit.tenantId, { code, residentId: benefit.head });
    for (let index = 0; index < 5; index += 1)
      await expect(guess()).rejects.toMatchObject({ code: 'BENEFIT_CODE_UNKNOWN' });
    await expect(benefit.byLetter(code, benefit.head)).rejects.toMatchObject({
      code: 'BENEFIT_CODE_BLOCKED',
      retry: 'later',
    });
    await benefit.run(({ sql }) => sql(`update benefit_code_trial set blocked_until = now() - interval '1 second'`));
    expect(await benefit.byLetter(code, benefit.head)).toMatchObject({ isNew: true });
  });

  it('in the hands of the head makes an application without a proxy', async () => {
    await benefit.byLetter(await benefit.letterCode(), await benefit.registerAs(benefit.personOf(0)));
    const [row] = await benefit.run(({ sql }) => sql<{ proxy: Buffer | null }>('select proxy from benefit_claim'));
    expect(row).toEqual({ proxy: null });
  });

  it('that is mistyped costs no attempt', async () => {
    const code = await benefit.letterCode();
    for (let index = 0; index < 9; index += 1) {
      await expect(benefit.byLetter(`${code}X`, benefit.head)).rejects.toMatchObject({ code: 'BENEFIT_CODE_MISTYPED' });
    }
    expect(await benefit.byLetter(code, benefit.head)).toMatchObject({ isNew: true });
  });
});
