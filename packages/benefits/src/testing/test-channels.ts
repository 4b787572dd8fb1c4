// A household whose head is registered, and every way by which its people apply: LINE, the code on the letter, paper.
import { uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { claimByLetterCode, hashLetterCode } from '../claims/claim-by-letter.ts';
import { claimByResident, declineByResident, type ResidentClaim } from '../claims/claim-by-resident.ts';
import { findOffer } from '../claims/find-offer.ts';
import { type KeyedClaim, keyInClaim } from '../claims/key-in-claim.ts';
import { makeLetterCode } from '../letters/letter-code.ts';
import { CODE_METHOD, createTestBenefit, type TestPerson, testAccount } from './test-benefit.ts';

export type TestChannels = Awaited<ReturnType<typeof createTestChannels>>;

/** @param people of 10,000 yen each: four, whose head has an account that the city holds, where nothing else is said */
export async function createTestChannels(
  db: Database,
  people: readonly TestPerson[] = [{ account: testAccount() }, {}, {}, {}],
) {
  const benefit = await createTestBenefit(db);
  const { programId, tenantId, deps, clock, run } = benefit;
  const household = await benefit.addHousehold(people);
  const portionOf = (index: number) => {
    const portion = household.portions[index];
    if (!portion) throw new Error('no such person');
    return portion;
  };
  const idOf = (index: number) => portionOf(index).id;
  const personOf = (index: number) => portionOf(index).person;
  const head = await benefit.registerAs(personOf(0), idOf(0));
  return {
    ...benefit,
    ...{ household, idOf, personOf },
    /** The resident who is its head. */
    head,
    offer: (residentId = head, now = clock.now()) => run((scope) => findOffer(scope, deps, residentId, programId, now)),
    /** On LINE, by the head. */
    claim: (more: Partial<ResidentClaim> = {}) =>
      run((scope) =>
        claimByResident(scope, deps, {
          residentId: head,
          claimId: uuidv7(),
          programId,
          method: CODE_METHOD,
          accountKind: 'none',
          receivedAt: clock.now(),
          ...more,
        }),
      ),
    decline: (receivedAt = clock.now()) =>
      run((scope) => declineByResident(scope, { residentId: head, programId, receivedAt })),
    /** From paper. */
    keyIn: (more: Partial<KeyedClaim> = {}) =>
      keyInClaim(deps, tenantId, {
        programId,
        household: { number: household.number },
        method: CODE_METHOD,
        accountKind: 'none',
        receivedAt: clock.now(),
        // Short: in a whole UUID now and then twelve digits look like a My Number.
        paperNumber: uuidv7().slice(-8),
        staffId: 'keyer',
        ...more,
      }),
    /** Of a letter that goes out to the household now. */
    letterCode: async (): Promise<string> => {
      const secrets = await benefit.tenant.secrets.opened(tenantId);
      const code = makeLetterCode();
      await run(({ sql }) =>
        sql('update benefit_household set letter_code_hash = $2 where id = $1', [
          household.householdId,
          hashLetterCode(secrets, code),
        ]),
      );
      return code;
    },
    byLetter: (code: string, residentId: string) =>
      claimByLetterCode(deps, tenantId, {
        code,
        residentId,
        claimId: uuidv7(),
        method: CODE_METHOD,
        accountKind: 'none',
        receivedAt: clock.now(),
      }),
    /** The head's portion first. */
    statuses: () =>
      run(({ sql }) =>
        sql<{ id: string; status: string }>(
          'select id, status from benefit_entitlement where household_id = $1 order by is_head desc, id',
          [household.householdId],
        ),
      ),
    /** Oldest first. */
    claims: () =>
      run(({ sql }) =>
        sql<{ status: string; channel: string; amountYen: number }>(
          'select status, channel, amount_yen as "amountYen" from benefit_claim order by created_at, id',
        ),
      ),
  };
}
