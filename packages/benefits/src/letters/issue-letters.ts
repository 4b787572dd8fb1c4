import { createHash } from 'node:crypto';
import { type Actor, appendAudit } from '@tenohira/audit';
import { jstDateOf, type LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { hasGlyphs, type Letter, type LetterContent, renderLetters } from '@tenohira/documents';
import type { OpenedSecrets } from '@tenohira/secrets';
import { hashLetterCode } from '../claims/claim-by-letter.ts';
import type { ClaimDependencies } from '../claims/dependencies.ts';
import { findTerms, periodAt } from '../claims/program-terms.ts';
import { errors } from '../errors.ts';
import { readListedPerson } from '../lists/listed-person.ts';
import { formatLetterCode, makeLetterCode } from './letter-code.ts';
import { type MailHouseRow, writeMailHouseCsv } from './mail-house-csv.ts';

export type LetterOrder = {
  /** Where residents reach our pages: `https://…`, no slash at the end. */
  publicBaseUrl: string;
  /** `new`: households that had none yet; `all` (if absent): these, and the others again, as they were. */
  which?: 'new' | 'all';
  /** Absent: the city's name and the program's contact text. */
  sender?: LetterContent['sender'];
};

export type LetterRun = {
  /** Read it once, to its end. */
  pdf: AsyncIterable<Uint8Array>;
  csv: Buffer;
  count: number;
  /** Households without an address on the list: somebody has to find another way. */
  unaddressed: string[];
};

const CHUNK = 500;

export const letterUrl = (publicBaseUrl: string, tenantId: string, code: string) =>
  `${publicBaseUrl}/benefits/${tenantId}/letter/${code}`;

/**
 * Letters to the households that can apply and get no push: no match of their head is sure, or the head has left us on LINE. A fenced portion
 * neither brings a letter nor counts in one. Running it again gives the same codes.
 * @throws AppError BENEFIT_PROGRAM_NOT_OPEN, _OVER
 */
export async function issueLetters(
  deps: Pick<ClaimDependencies, 'db' | 'secrets' | 'clock'>,
  tenantId: string,
  programId: string,
  actor: Actor,
  order: LetterOrder,
): Promise<LetterRun> {
  const today = jstDateOf(deps.clock.now());
  const secrets = await deps.secrets.opened(tenantId);
  const { which = 'all' } = order;
  const { terms, city, householdIds } = await deps.db.withTenant(tenantId, async (db) => {
    const found = await findTerms(db, programId);
    if (found?.status !== 'open') throw errors.PROGRAM_NOT_OPEN();
    if (periodAt(found, deps.clock.now()) === 'over') throw errors.OVER();
    const [tenant] = await db.sql<{ name: string }>('select name from tenant');
    return { terms: found, city: tenant?.name ?? '', householdIds: await listHouseholds(db, programId, which) };
  });
  const letters: Letter[] = [];
  const unaddressed: string[] = [];
  for (let start = 0; start < householdIds.length; start += CHUNK) {
    const drafts = await deps.db.withTenant(tenantId, (db) =>
      draftLetters(db, secrets, householdIds.slice(start, start + CHUNK)),
    );
    for (const draft of drafts) {
      if (draft.address === '') unaddressed.push(draft.householdId);
      else letters.push(toLetter(draft, letterUrl(order.publicBaseUrl, tenantId, draft.code)));
    }
  }
  // Last, so that a run that broke off leaves its households to the next one.
  await deps.db.withTenant(tenantId, async (db) => {
    await db.sql('update benefit_household set letter_at = now() where id = any($1) and letter_at is null', [
      householdIds.filter((id) => !unaddressed.includes(id)),
    ]);
    const detail = { letters: letters.length, which, unaddressed: unaddressed.length };
    await appendAudit(db, [{ actor, action: 'benefit.letters-issued', subject: `program:${programId}`, detail }]);
  });
  const content: LetterContent = {
    programName: terms.name,
    closesOn: terms.closesOn,
    issuedOn: today,
    sender: order.sender ?? senderOf(city, terms.texts.contact ?? ''),
    isPractice: terms.isPractice,
    ...(terms.statute ? { statute: terms.statute } : {}),
    ...(terms.texts.letter ? { body: terms.texts.letter } : {}),
  };
  return {
    pdf: renderLetters(letters, content),
    csv: writeMailHouseCsv(letters.map((letter) => toRow(letter, terms.closesOn))),
    count: letters.length,
    unaddressed,
  };
}

async function listHouseholds(db: TenantDb, programId: string, which: 'new' | 'all'): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `select h.id from benefit_household h
     where h.program_id = $1 and ($2 = 'all' or h.letter_at is null)
       and exists (select 1 from benefit_entitlement e
                   where e.household_id = h.id and not e.is_fenced and e.status = 'open')
       and not exists (select 1 from benefit_entitlement e join benefit_match m on m.entitlement_id = e.id
                       join identity_registration i on i.id = m.registration_id join resident r on r.id = i.resident_id
                       where e.household_id = h.id and e.is_head and not e.is_fenced and e.status <> 'withdrawn'
                         and m.status = 'accepted' and r.status <> 'left')
     order by h.id`,
    [programId, which],
  );
  return rows.map(({ id }) => id);
}

type Draft = { householdId: string; code: string; name: string; address: string; amountYen: number };

async function draftLetters(db: TenantDb, secrets: OpenedSecrets, householdIds: readonly string[]): Promise<Draft[]> {
  const rows = await db.sql<{
    householdId: string;
    letterCode: Buffer | null;
    entitlementId: string;
    person: Buffer;
    amountYen: number;
  }>(
    `select h.id as "householdId", h.letter_code as "letterCode", e.id as "entitlementId", e.person,
       (select sum(o.amount_yen)::int from benefit_entitlement o
        where o.household_id = h.id and not o.is_fenced and o.status = 'open') as "amountYen"
     from benefit_household h join lateral (
       select id, person from benefit_entitlement
       where household_id = h.id and not is_fenced and status <> 'withdrawn'
       order by key_birth_lot <> '' desc, is_head desc, id limit 1) e on true
     where h.id = any($1) order by h.id for no key update of h`,
    [householdIds],
  );
  const drafts: Draft[] = [];
  for (const { householdId, letterCode, entitlementId, person, amountYen } of rows) {
    const place = `benefit_household.letter_code:${householdId}`;
    const code = letterCode ? secrets.decrypt(place, letterCode).toString() : makeLetterCode();
    if (!letterCode) {
      await db.sql('update benefit_household set letter_code = $2, letter_code_hash = $3 where id = $1', [
        householdId,
        secrets.encrypt(place, code),
        hashLetterCode(secrets, code),
      ]);
    }
    const { name, address } = readListedPerson(secrets, { id: entitlementId, person });
    drafts.push({ householdId, code, name, address, amountYen });
  }
  return drafts;
}

function toLetter(draft: Draft, url: string): Letter {
  const { householdId, name, address, amountYen, code } = draft;
  return { reference: referenceOf(householdId), name, address, amountYen, code: formatLetterCode(code), url };
}

/** Ten digits that stay the household's, so that a letter that came back is found in the CSV of any run. */
function referenceOf(householdId: string): string {
  const number = createHash('sha256').update(householdId).digest().readUIntBE(0, 6) % 10_000_000_000;
  return String(number)
    .padStart(10, '0')
    .replace(/(\d{5})(?=\d)/, '$1-');
}

function senderOf(city: string, contact: string): LetterContent['sender'] {
  const [department = '', ...rest] = contact.split('\n').filter((line) => line !== '');
  return { city, department: department || '給付金担当', ...(rest.length > 0 ? { address: rest.join(' ') } : {}) };
}

function toRow(letter: Letter, closesOn: LocalDate): MailHouseRow {
  const { reference, address, name, amountYen, code, url } = letter;
  return { reference, address, name, amountYen, closesOn, code, url, lacksGlyph: !hasGlyphs(`${address}${name}`) };
}
