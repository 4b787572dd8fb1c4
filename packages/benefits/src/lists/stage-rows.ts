import { hash } from 'node:crypto';
import type { TenantDb } from '@tenohira/db';
import { type MatchKeys, matchKeys } from '@tenohira/identity';
import type { OpenedSecrets } from '@tenohira/secrets';
import {
  entitlementIdOf,
  householdIndexOf,
  listedAccountPlace,
  listedPersonPlace,
  personIndexOf,
} from './listed-person.ts';
import type { ListedRow } from './parse-row.ts';

/** A row as it is written: nothing in it can be read without the tenant's key. */
export type StagedRow = Pick<ListedRow, 'line' | 'isHead' | 'isFenced' | 'standing' | 'amountYen'> & {
  personIndex: string;
  householdIndex: string;
  rowHash: string;
  person: Buffer;
  account: Buffer | null;
  accountTail: string | null;
} & MatchKeys;

const NOTHING = Buffer.alloc(0);
const NO_KEYS: MatchKeys = { keyFull: '', keyLot: '', keyNameBirth: '', keyBirthLot: '', keyNameLot: '' };

export function sealRow(secrets: OpenedSecrets, programId: string, row: ListedRow): StagedRow {
  const { person, account } = row;
  const marks = markRow(secrets, row);
  const id = entitlementIdOf(programId, marks.personIndex);
  return {
    ...marks,
    rowHash: hashRow(row),
    person: secrets.encrypt(listedPersonPlace(id), JSON.stringify(person)),
    account: account && secrets.encrypt(listedAccountPlace(id), JSON.stringify(account)),
    accountTail: account?.number.slice(-2) ?? null,
    ...matchKeys(secrets, person),
  };
}

/** A row of a list that is refused already: only what checks across rows need. */
export function markRow(secrets: OpenedSecrets, row: ListedRow): StagedRow {
  const { line, isHead, isFenced, standing, amountYen, person } = row;
  return {
    line,
    isHead,
    isFenced,
    standing,
    amountYen,
    personIndex: personIndexOf(secrets, person.addressee),
    householdIndex: householdIndexOf(secrets, person.household),
    rowHash: '',
    person: NOTHING,
    account: null,
    accountTail: null,
    ...NO_KEYS,
  };
}

/** SHA-256 of what the row says once it is read: spellings of a date or an amount do not count. */
function hashRow({ person, account, isHead, isFenced, standing, amountYen }: ListedRow): string {
  const { addressee, household, name, kana, birthdate, address } = person;
  const holder = account && [account.bankCode, account.branchCode, account.type, account.number, account.holderKana];
  const text = JSON.stringify([
    addressee,
    household,
    isHead,
    name,
    kana,
    birthdate,
    address,
    amountYen,
    isFenced,
    standing,
    holder,
  ]);
  return hash('sha256', text, 'hex');
}

/**
 * Writes rows that nobody sees until the list is applied. Each column travels as one text of lines: an array's every
 * element would be quoted here and unquoted there.
 * @returns the rows whose person is in the list already, with the line on which they are
 */
export async function insertRows(
  db: TenantDb,
  listId: string,
  rows: readonly StagedRow[],
): Promise<{ line: number; firstLine: number }[]> {
  const column = (read: (row: StagedRow) => string | number | boolean | null) => rows.map(read).join('\n');
  const bytes = (read: (row: StagedRow) => Buffer | null) => column((row) => read(row)?.toString('base64') ?? '');
  const inserted = await db.sql<{ line: number }>(INSERT, [
    listId,
    column((row) => row.line),
    column((row) => row.personIndex),
    column((row) => row.householdIndex),
    column((row) => row.rowHash),
    column((row) => row.isHead),
    column((row) => row.isFenced),
    column((row) => row.standing),
    column((row) => row.amountYen),
    bytes((row) => row.person),
    bytes((row) => row.account),
    column((row) => row.accountTail ?? ''),
    column((row) => row.keyFull),
    column((row) => row.keyLot),
    column((row) => row.keyNameBirth),
    column((row) => row.keyBirthLot),
    column((row) => row.keyNameLot),
  ]);
  if (inserted.length === rows.length) return [];
  const written = new Set(inserted.map(({ line }) => line));
  const repeated = rows.filter(({ line }) => !written.has(line));
  const firsts = await db.sql<{ personIndex: string; line: number }>(
    'select person_index as "personIndex", line from benefit_list_row where list_id = $1 and person_index = any($2)',
    [listId, repeated.map(({ personIndex }) => personIndex)],
  );
  const firstLines = new Map(firsts.map(({ personIndex, line }) => [personIndex, line]));
  return repeated.map(({ line, personIndex }) => ({ line, firstLine: firstLines.get(personIndex) ?? line }));
}

// One empty line is no line to string_to_array: hence coalesce where a value can be empty.
const INSERT = `insert into benefit_list_row (list_id, line, person_index, household_index, row_hash, is_head, is_fenced, standing,
    amount_yen, person, account, account_tail, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot)
  select $1, t.line::int, t.person_index, t.household_index, coalesce(t.row_hash, ''), t.is_head::boolean, t.is_fenced::boolean, t.standing,
    t.amount_yen::int, decode(coalesce(t.person, ''), 'base64'), decode(nullif(t.account, ''), 'base64'), nullif(t.account_tail, ''),
    coalesce(t.key_full, ''), coalesce(t.key_lot, ''), coalesce(t.key_name_birth, ''), coalesce(t.key_birth_lot, ''), coalesce(t.key_name_lot, '')
  from unnest(${Array.from({ length: 16 }, (_, index) => `string_to_array($${index + 2}, E'\\n')`).join(', ')})
    as t (line, person_index, household_index, row_hash, is_head, is_fenced, standing, amount_yen, person, account,
      account_tail, key_full, key_lot, key_name_birth, key_birth_lot, key_name_lot)
  on conflict (tenant_id, list_id, person_index) do nothing
  returning line`;
