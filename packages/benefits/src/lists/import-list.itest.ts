import { containsMyNumber, createFixedClock, isMyNumber } from '@tenohira/core';
import { createTestTenant, type TestTenant, withTestDatabase } from '@tenohira/testing';
import iconv from 'iconv-lite';
import { beforeEach, describe, expect, it } from 'vitest';
import { createProgram } from '../programs/programs.ts';
import { buildListCsv, inventPeople, type PersonInFile, TEST_PROGRAM, writeListCsv } from '../testing/index.ts';
import { applyList } from './apply-list.ts';
import { type ImportDependencies, importList, type ListReport } from './import-list.ts';
import { readListedAccount, readListedPerson } from './listed-person.ts';
import { findList, listLists } from './read-lists.ts';

const database = withTestDatabase();
let tenant: TestTenant;
let deps: ImportDependencies;
let programId: string;

beforeEach(async () => {
  tenant = await createTestTenant(database.db);
  deps = {
    db: database.db,
    secrets: tenant.secrets,
    clock: createFixedClock('2026-12-10T10:00:00+09:00'),
    allowTestBank: true,
  };
  programId = await makeProgram();
});

const run = <Result>(work: Parameters<typeof database.db.withTenant<Result>>[1]) =>
  database.db.withTenant(tenant.tenantId, work);
const makeProgram = async (amountRule: 'household' | 'person' = 'person') =>
  (await run((db) => createProgram(db, { ...TEST_PROGRAM, amountRule, amountYen: 10_000 }, 'staff:a'))).id;
const importBytes = (bytes: Uint8Array, more: { mapping?: unknown; fileName?: string } = {}) =>
  importList(deps, tenant.tenantId, { programId, fileName: '名簿.csv', bytes, actor: 'staff:a', ...more });
const importPeople = (people: readonly PersonInFile[]) => importBytes(writeListCsv(people));
const apply = (listId: string) =>
  applyList({ ...deps, payouts: { onChange: async () => {} } }, tenant.tenantId, listId, 'staff:b');
const countRows = async () => {
  const [row] = await run((db) =>
    db.sql<{ rows: string; entitlements: string }>(
      `select (select count(*) from benefit_list_row) as rows, (select count(*) from benefit_entitlement) as entitlements`,
    ),
  );
  return { rows: Number(row?.rows), entitlements: Number(row?.entitlements) };
};

/** Ten households with a spouse each; the first row is line 2. */
const PEOPLE = inventPeople({ households: 10, members: { exactly: 1 }, supportPercent: 0 });
const changed = (index: number, change: Partial<PersonInFile>) =>
  PEOPLE.map((person, at) => (at === index ? { ...person, ...change } : person));
const MY_NUMBER = '123456789018';

async function expectRefused(report: ListReport, problem: { line: number; column?: string; message: RegExp }) {
  expect(report.status).toBe('refused');
  expect(report.problems).toContainEqual({
    line: problem.line,
    column: problem.column ?? expect.any(String),
    message: expect.stringMatching(problem.message),
  });
  expect(await countRows()).toEqual({ rows: 0, entitlements: 0 });
  const stored = await run((db) => findList(db, report.listId));
  expect(stored).toMatchObject({ status: 'refused', report: { problemCount: report.problemCount } });
}

describe('a list that is read', () => {
  it('waits, invisible, until it is applied', async () => {
    const report = await importPeople(PEOPLE);
    expect(report).toMatchObject({ status: 'staged', rowCount: 20, problemCount: 0 });
    expect(report.difference).toMatchObject({
      counts: { added: 20, changed: 0, withdrawn: 0 },
      amountYen: { before: 0, after: 200_000 },
    });
    expect(await countRows()).toEqual({ rows: 20, entitlements: 0 });
    expect(await apply(report.listId)).toMatchObject({ added: 20, changed: 0, withdrawn: 0 });
    expect(await countRows()).toEqual({ rows: 0, entitlements: 20 });
  });

  it('keeps people and accounts encrypted, for the entitlement alone', async () => {
    const report = await importPeople(PEOPLE);
    await apply(report.listId);
    const rows = await run((db) =>
      db.sql<{ id: string; person: Buffer; account: Buffer | null; accountTail: string | null }>(
        'select id, person, account, account_tail as "accountTail" from benefit_entitlement',
      ),
    );
    const opened = await tenant.secrets.opened(tenant.tenantId);
    const people = rows.map((row) => readListedPerson(opened, row));
    expect(people.map(({ addressee, name, birthdate, address }) => ({ addressee, name, birthdate, address }))).toEqual(
      expect.arrayContaining(
        PEOPLE.map(({ addressee, name, birthdate, address }) => ({ addressee, name, birthdate, address })),
      ),
    );
    const withAccount = rows.find(({ account }) => account !== null);
    expect(withAccount?.accountTail).toMatch(/^\d\d$/);
    expect(withAccount && readListedAccount(opened, withAccount)).toMatchObject({
      bankCode: '9999',
      branchCode: '999',
      type: '1',
    });
    const stored = JSON.stringify(await run((db) => db.sql('select * from benefit_entitlement, benefit_list')));
    for (const { name, address, addressee } of PEOPLE)
      for (const text of [name, address, addressee]) expect(stored).not.toContain(text);
  });

  it.each([
    ['UTF-8', { encoding: 'utf-8' }],
    ['UTF-8 with a mark', { encoding: 'utf-8-bom', birthdates: 'iso' }],
    ['Shift_JIS', { encoding: 'shift_jis', birthdates: 'japanese', newline: '\n' }],
    ['slashes', { birthdates: 'slash' }],
  ] as const)('says the same in %s', async (_title, style) => {
    // 﨑 and 髙 are in Windows-31J; what is not would be a ? in such a file and is not invented here.
    const first = await importPeople(PEOPLE);
    await apply(first.listId);
    const again = await importBytes(Buffer.concat([writeListCsv(PEOPLE, style), Buffer.from('\n')]));
    expect(again.problems).toEqual([]);
    expect(again.difference?.counts).toMatchObject({ added: 0, changed: 0, withdrawn: 0, unchanged: 20 });
  });

  it('changes nothing when the same bytes come twice', async () => {
    const first = await importPeople(PEOPLE);
    expect(await importPeople(PEOPLE)).toMatchObject({
      status: 'unchanged',
      listId: first.listId,
      message: expect.stringMatching(/反映を待っています/),
    });
    await apply(first.listId);
    expect(await importPeople(PEOPLE)).toMatchObject({
      status: 'unchanged',
      listId: first.listId,
      message: expect.stringMatching(/何も変わりません/),
    });
    expect(await run((db) => listLists(db, programId))).toHaveLength(1);
  });

  it('shows its progress to others while it is read, and about how many rows there will be', async () => {
    const { people, bytes } = buildListCsv({ households: 3_000, members: { exactly: 1 } });
    const seen: number[] = [];
    const expected: number[] = [];
    const looks: Promise<void>[] = [];
    await importList(deps, tenant.tenantId, {
      programId,
      fileName: '名簿.csv',
      bytes,
      actor: 'staff:a',
      onProgress: ({ listId }) => {
        const look = run((db) => findList(db, listId)).then((list) => {
          seen.push(list?.progressRows ?? 0);
          expected.push(list?.rowCount ?? 0);
        });
        looks.push(look);
      },
    });
    await Promise.all(looks);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(seen[0]).toBeGreaterThanOrEqual(2_000);
    expect(new Set(expected)).toEqual(new Set([people.length]));
  });

  it('takes the place of one that waited', async () => {
    const first = await importPeople(PEOPLE);
    const second = await importPeople(PEOPLE.slice(2));
    expect(await run((db) => findList(db, first.listId))).toMatchObject({ status: 'superseded' });
    await expect(apply(first.listId)).rejects.toMatchObject({ code: 'BENEFIT_LIST_NOT_STAGED' });
    expect(await apply(second.listId)).toMatchObject({ added: 18 });
  });

  it('is not read while another is', async () => {
    await run((db) =>
      db.sql(
        `insert into benefit_list (id, program_id, number, file_name, file_hash, uploaded_by) values (gen_random_uuid(), $1, 1, 'x', 'x', 'staff:x')`,
        [programId],
      ),
    );
    await expect(importPeople(PEOPLE)).rejects.toMatchObject({ code: 'BENEFIT_LIST_BEING_READ' });
    await run((db) => db.sql(`update benefit_list set created_at = now() - interval '11 minutes'`));
    expect(await importPeople(PEOPLE)).toMatchObject({ status: 'staged' });
  });

  it('leaves nothing when the database goes away in the middle', async () => {
    let batches = 0;
    const failing = {
      ...deps,
      db: {
        ...deps.db,
        withTenant: ((id, work) => {
          batches += 1;
          if (batches === 3) throw new Error('gone');
          return deps.db.withTenant(id, work);
        }) as typeof deps.db.withTenant, // the same signature, one failure
      },
    };
    const { bytes } = buildListCsv({ households: 3_000 });
    await expect(
      importList(failing, tenant.tenantId, { programId, fileName: 'a.csv', bytes, actor: 'staff:a' }),
    ).rejects.toThrow('gone');
    expect(await countRows()).toEqual({ rows: 0, entitlements: 0 });
    expect(await importBytes(bytes)).toMatchObject({ status: 'staged' });
  });

  it('gives each household of a benefit by household one portion, its head’s', async () => {
    programId = await makeProgram('household');
    const report = await importPeople(PEOPLE);
    expect(report.difference).toMatchObject({ counts: { added: 10 }, amountYen: { after: 100_000 } });
    await apply(report.listId);
    const heads = await run((db) => db.sql<{ isHead: boolean }>('select is_head as "isHead" from benefit_entitlement'));
    expect(heads).toHaveLength(10);
    expect(heads.every(({ isHead }) => isHead)).toBe(true);
  });

  it('takes the amount of the row where it has one', async () => {
    const report = await importPeople(changed(0, { amount: '30,000円' }));
    expect(report.difference?.amountYen.after).toBe(190_000 + 30_000);
  });

  it('reads other headings by a mapping, and remembers it', async () => {
    const text = Buffer.from(writeListCsv(PEOPLE))
      .toString()
      .replace('宛名番号', 'ID')
      .replace('住所,', '住所,備考,')
      .replace(/(緑野市[^,]*),/g, '$1,メモ,');
    const plain = await importBytes(Buffer.from(text));
    await expectRefused(plain, { line: 1, column: '備考', message: /使い道の分からない列/ });
    expect(plain.problems).toContainEqual({
      line: 1,
      column: '宛名番号',
      message: expect.stringMatching(/列がありません/),
    });
    const mapping = { columns: { addressee: 'ID' }, ignored: ['備考'] };
    expect(await importBytes(Buffer.from(text), { mapping })).toMatchObject({ status: 'staged', problems: [] });
    expect(await importBytes(Buffer.from(`${text}\n`))).toMatchObject({ status: 'staged', problems: [] });
    await expect(
      importBytes(Buffer.from(text), { mapping: { columns: { addressee: 'ID', household: 'ID' } } }),
    ).rejects.toMatchObject({
      code: 'BENEFIT_MAPPING_INVALID',
    });
  });

  it('takes a list of one person, also without an address', async () => {
    const report = await importPeople(PEOPLE.slice(0, 1).map((person) => ({ ...person, address: '' })));
    expect(report).toMatchObject({ status: 'staged', rowCount: 1, warningCount: 1 });
    const bad = await importPeople(PEOPLE.slice(0, 1).map((person) => ({ ...person, amount: '-1', address: '' })));
    expect(bad).toMatchObject({ status: 'refused', problemCount: 1 });
  });

  it('warns of what will need a hand, and goes on', async () => {
    const report = await importPeople(
      changed(0, {
        address: '',
        name: '山\uE001 一郎',
        holderKana: 'ヤマ〆',
        bankCode: '9999',
        branchCode: '999',
        accountType: '普通',
        accountNumber: '12',
      }),
    );
    expect(report).toMatchObject({ status: 'staged', problems: [] });
    expect(report.warnings.map(({ column }) => column).sort()).toEqual(['住所', '口座名義カナ', '氏名'].sort());
  });
});

describe('a list with something wrong', () => {
  it.each<[string, Partial<PersonInFile>, { column: string; message: RegExp }]>([
    ['a negative amount', { amount: '-1' }, { column: '支給金額', message: /マイナス/ }],
    ['an amount marked negative', { amount: '△500' }, { column: '支給金額', message: /マイナス/ }],
    ['a fraction', { amount: '1000.5' }, { column: '支給金額', message: /小数/ }],
    ['no yen', { amount: '0' }, { column: '支給金額', message: /0円/ }],
    ['words for an amount', { amount: '一万' }, { column: '支給金額', message: /整数/ }],
    ['more yen than there are', { amount: '999999999' }, { column: '支給金額', message: /大きすぎ/ }],
    ['a thirteenth month', { birthdate: '1970-13-01' }, { column: '生年月日', message: /存在しない日付/ }],
    ['the 30th of February', { birthdate: '1970-02-30' }, { column: '生年月日', message: /存在しない日付/ }],
    ['a birth date to come', { birthdate: '2026-12-11' }, { column: '生年月日', message: /未来/ }],
    ['a birth date long ago', { birthdate: '1802-01-01' }, { column: '生年月日', message: /古すぎ/ }],
    ['no name', { name: '' }, { column: '氏名', message: /氏名がありません/ }],
    ['no addressee number', { addressee: '' }, { column: '宛名番号', message: /宛名番号がありません/ }],
    ['no household number', { household: '' }, { column: '世帯番号', message: /世帯番号がありません/ }],
    ['a relation that is a code', { relation: '02' }, { column: '続柄', message: /世帯主かどうか/ }],
    [
      'a bank that does not exist',
      { ...bank(), bankCode: '9998' },
      { column: '金融機関コード', message: /金融機関はありません/ },
    ],
    [
      'a branch that does not exist',
      { ...bank(), branchCode: '998' },
      { column: '支店コード', message: /支店は、この金融機関にありません/ },
    ],
    ['an account of eight digits', { ...bank(), accountNumber: '12345678' }, { column: '口座番号', message: /7桁/ }],
    ['an account of a kind of its own', { ...bank(), accountType: '3' }, { column: '口座種別', message: /口座種別/ }],
    ['half an account', { ...bank(), accountNumber: '' }, { column: '口座番号', message: /一部がありません/ }],
    ['a flag that says neither', { support: '多分' }, { column: '支援措置フラグ', message: /1（あり）/ }],
    ['a change that is not known', { change: '謎' }, { column: '異動事由', message: /異動事由/ }],
    ['a character that was lost', { name: '山\uFFFD' }, { column: '氏名', message: /文字化け/ }],
  ])('is refused for %s', async (_title, change, expected) => {
    await expectRefused(await importPeople(changed(2, change)), { line: 4, ...expected });
  });

  function bank(): Partial<PersonInFile> {
    return { bankCode: '9999', branchCode: '999', accountType: '1', accountNumber: '1234567', holderKana: 'タロウ' };
  }

  it('names every bad row, and counts those beyond the first thousand', async () => {
    const people = inventPeople({ households: 1_500, members: { exactly: 0 } }).map((person) => ({
      ...person,
      amount: '-1',
    }));
    const report = await importPeople(people);
    expect(report.problems).toHaveLength(1_000);
    expect(report.problemCount).toBe(1_500);
    await expectRefused(report, { line: 2, message: /マイナス/ });
  });

  it('is refused for a person who is on it twice, in rows far apart', async () => {
    const people = inventPeople({ households: 2_500, members: { exactly: 0 } });
    const again = people.slice(0, 1).map((person) => ({ ...person, household: '7' }));
    const report = await importPeople([...people, ...again]);
    await expectRefused(report, { line: 2_502, column: '宛名番号', message: /^2行目と同じ宛名番号/ });
  });

  it('is refused for a household with no head, or with two', async () => {
    await expectRefused(await importPeople(changed(0, { relation: '妻' })), {
      line: 2,
      column: '続柄',
      message: /世帯主がいません/,
    });
    await expectRefused(await importPeople(changed(1, { relation: '世帯主' })), {
      line: 2,
      column: '続柄',
      message: /二人以上/,
    });
  });

  it('says so where the head has died and nobody has taken the place', async () => {
    const report = await importPeople(changed(0, { change: '死亡' }));
    expect(report).toMatchObject({ status: 'staged', warningCount: 1 });
    expect(report.warnings[0]).toMatchObject({ line: 2, message: expect.stringMatching(/新しい世帯主/) });
  });

  it.each([
    ['address', MY_NUMBER, 4, '住所'],
    ['name', '１２３４ ５６７８ ９０１８', 4, '氏名'],
    ['addressee', MY_NUMBER, 4, '宛名番号'],
    ['accountNumber', MY_NUMBER, 4, '口座番号'],
    ['support', MY_NUMBER, 4, '支援措置フラグ'],
  ] as const)('is refused for a My Number as %s, which is told to nobody', async (column, value, line, title) => {
    expect(isMyNumber(MY_NUMBER)).toBe(true);
    const report = await importPeople(changed(2, { [column]: value }));
    await expectRefused(report, { line, column: title, message: /マイナンバー/ });
    const everything = JSON.stringify([report, await run((db) => db.sql('select * from benefit_list, audit_entry'))]);
    expect(everything).not.toContain(MY_NUMBER);
    expect(containsMyNumber(report.problems.map(({ message }) => message).join())).toBe(false);
  });

  it('is refused for a My Number where the headings are missing, in the last row, or as the name of the file', async () => {
    const lines = Buffer.from(writeListCsv(changed(0, { amount: MY_NUMBER })))
      .toString()
      .split('\r\n');
    const headless = await importBytes(Buffer.from(lines.slice(1).join('\r\n')));
    await expectRefused(headless, { line: 1, column: '8列目', message: /マイナンバー/ });
    await expectRefused(await importPeople(changed(19, { kana: MY_NUMBER })), {
      line: 21,
      column: 'カナ氏名',
      message: /マイナンバー/,
    });
    await expectRefused(await importBytes(writeListCsv(PEOPLE), { fileName: `${MY_NUMBER}.csv` }), {
      line: 1,
      message: /マイナンバー/,
    });
    const columns = Buffer.from(writeListCsv(PEOPLE)).toString().replace('カナ氏名', '個人番号');
    await expectRefused(await importBytes(Buffer.from(columns)), {
      line: 1,
      column: '個人番号',
      message: /列ごと消して/,
    });
  });

  it('takes 12 digits that are no My Number, and numbers of 15 digits', async () => {
    const report = await importPeople(
      changed(0, { addressee: '123456789012', household: '000123456789018' }).map((person, index) =>
        index === 1 ? { ...person, household: '000123456789018' } : person,
      ),
    );
    expect(report).toMatchObject({ status: 'staged' });
  });

  it('is refused when the file ends in the middle', async () => {
    const text = Buffer.from(writeListCsv(PEOPLE)).toString();
    const cut = text.slice(0, text.lastIndexOf('緑野市'));
    await expectRefused(await importBytes(Buffer.from(cut)), {
      line: 21,
      column: '支給金額',
      message: /列が足りません/,
    });
    await expectRefused(await importBytes(Buffer.from(`${cut}"`)), { line: 21, message: /引用符/ });
  });

  it('is refused for a row with a comma too many', async () => {
    const text = Buffer.from(writeListCsv(PEOPLE)).toString().replace('緑野市', '緑野市,');
    await expectRefused(await importBytes(Buffer.from(text)), { line: 2, message: /列が多すぎます/ });
  });

  it.each([
    ['nothing', ''],
    ['line ends', '\r\n\r\n'],
  ])('is refused where it holds %s', async (_title, text) => {
    await expectRefused(await importBytes(Buffer.from(text)), { line: 1, message: /空です|行がありません/ });
  });

  it('is refused where it holds headings alone', async () => {
    await expectRefused(await importPeople([]), { line: 1, message: /対象者の行がありません/ });
  });

  it.each([
    ['UTF-8', 'utf-8'],
    ['Shift_JIS', 'shift_jis'],
  ] as const)('is refused for a byte that is not %s, with its place', async (name, encoding) => {
    const bytes = Buffer.from(writeListCsv(PEOPLE, { encoding }));
    const at = bytes.indexOf(encoding === 'utf-8' ? Buffer.from('緑野市') : iconv.encode('緑野市', 'windows-31j'), 900);
    bytes[at] = 0xff;
    const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
    await expectRefused(await importBytes(bytes), {
      line,
      column: '住所',
      message: new RegExp(`${name} として読めない`),
    });
  });

  it('is refused for another encoding altogether', async () => {
    const report = await importBytes(iconv.encode(Buffer.from(writeListCsv(PEOPLE)).toString(), 'utf-16le'));
    expect(report.status).toBe('refused');
    expect((await importBytes(iconv.encode(Buffer.from(writeListCsv(PEOPLE)).toString(), 'euc-jp'))).status).toBe(
      'refused',
    );
  });

  it('is refused for a heading twice', async () => {
    const text = Buffer.from(writeListCsv(PEOPLE)).toString().replace('支給金額', '住所');
    await expectRefused(await importBytes(Buffer.from(text)), { line: 1, column: '住所', message: /二つあります/ });
  });

  it('leaves the list in force as it is', async () => {
    const first = await importPeople(PEOPLE);
    await apply(first.listId);
    const report = await importPeople(changed(0, { amount: '-5' }));
    expect(report.status).toBe('refused');
    expect(await run((db) => findList(db, first.listId))).toMatchObject({ status: 'applied' });
    expect((await countRows()).entitlements).toBe(20);
  });

  it('is refused when it is too large, before anything is read', async () => {
    await expectRefused(await importBytes(Buffer.alloc(100 * 1024 * 1024 + 1, 0x61)), {
      line: 1,
      message: /大きすぎます/,
    });
  });
});

describe('a large list', () => {
  it('is read and applied in reasonable time', async () => {
    const { bytes, people } = buildListCsv({ households: 8_000, members: { exactly: 1 }, seed: 3 });
    const more = buildListCsv({ households: 4_000, members: { exactly: 0 }, seed: 4 });
    const report = await importBytes(writeListCsv([...people, ...more.people]));
    expect(bytes.length).toBeGreaterThan(1_000_000);
    expect(report).toMatchObject({ status: 'staged', rowCount: 20_000 });
    expect(await apply(report.listId)).toMatchObject({ added: 20_000 });
  }, 120_000);
});
