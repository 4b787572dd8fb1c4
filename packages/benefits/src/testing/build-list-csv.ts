// Invented people as a core system would export them. The same seed gives the same people; nobody in it exists, and no two
// of them share a birth date and an address.
import { addDays } from '@tenohira/core';
import iconv from 'iconv-lite';

export type PersonInFile = {
  addressee: string;
  household: string;
  relation: string;
  name: string;
  kana: string;
  /** `YYYY-MM-DD`; a file shows it in its own style. */
  birthdate: string;
  address: string;
  amount: string;
  bankCode: string;
  branchCode: string;
  accountType: string;
  accountNumber: string;
  holderKana: string;
  support: string;
  change: string;
};

export type PeopleOptions = {
  households: number;
  /** Another seed, other people. */
  seed?: number;
  /** Members besides the head: up to this many, or exactly this many. */
  members?: { upTo: number } | { exactly: number };
  /** Of 100 heads, how many have an account, at bank 9999 「テスト銀行」. */
  accountsPercent?: number;
  /** Of 100 households with members, in how many the last one is under 支援措置. */
  supportPercent?: number;
};

export type FileStyle = {
  encoding?: 'utf-8' | 'utf-8-bom' | 'shift_jis';
  newline?: '\n' | '\r\n';
  birthdates?: 'compact' | 'iso' | 'slash' | 'japanese';
  /** Columns that the file does not have. */
  without?: readonly (keyof PersonInFile)[];
};

const FAMILIES = [
  ['髙橋', 'タカハシ'],
  ['山﨑', 'ヤマザキ'],
  ['青葉', 'アオバ'],
  ['木漏', 'コモレ'],
  ['澤渡', 'サワタリ'],
  ['渡邉', 'ワタナベ'],
  ['風見', 'カザミ'],
  ['霧島', 'キリシマ'],
  ['星野', 'ホシノ'],
  ['潮田', 'ウシオダ'],
] as const;
const GIVEN = [
  ['葵', 'アオイ'],
  ['一郎', 'イチロウ'],
  ['うた', 'ウタ'],
  ['恵子', 'ケイコ'],
  ['光', 'ヒカル'],
  ['さくら', 'サクラ'],
  ['翔', 'ショウ'],
  ['千尋', 'チヒロ'],
  ['直樹', 'ナオキ'],
  ['花', 'ハナ'],
  ['實', 'ミノル'],
] as const;
const TOWNS = ['桜町', '大字谷津', '霞ヶ丘', '二の宮町', '本町', '澤渡町', '若葉台'] as const;
const RELATIONS = ['妻', '子', '母', '夫の父'] as const;
const DAYS = 27_000;
const HEADINGS: Readonly<Record<keyof PersonInFile, string>> = {
  addressee: '宛名番号',
  household: '世帯番号',
  relation: '続柄',
  name: '氏名',
  kana: 'カナ氏名',
  birthdate: '生年月日',
  address: '住所',
  amount: '支給金額',
  bankCode: '金融機関コード',
  branchCode: '支店コード',
  accountType: '口座種別',
  accountNumber: '口座番号',
  holderKana: '口座名義カナ',
  support: '支援措置フラグ',
  change: '異動事由',
};

/** A file and whom it holds. */
export function buildListCsv(options: PeopleOptions & FileStyle): { people: PersonInFile[]; bytes: Uint8Array } {
  const people = inventPeople(options);
  return { people, bytes: writeListCsv(people, options) };
}

export function inventPeople(options: PeopleOptions): PersonInFile[] {
  const { households, seed = 1, members = { upTo: 3 }, accountsPercent = 60, supportPercent = 2 } = options;
  const random = seeded(seed);
  const people: PersonInFile[] = [];
  for (let index = 0; index < households; index += 1) {
    const household = String(seed * 1_000_000 + index + 1).padStart(9, '0');
    const address = addressOf(seed, index);
    const family = pick(FAMILIES, random());
    const others = 'exactly' in members ? members.exactly : Math.floor(random() * (members.upTo + 1));
    const hasAccount = random() * 100 < accountsPercent;
    const hasSupport = others > 0 && random() * 100 < supportPercent;
    for (let member = 0; member <= others; member += 1) {
      const given = pick(GIVEN, random());
      const isHead = member === 0;
      people.push({
        addressee: String(people.length + seed * 1_000_000_000 + 1).padStart(10, '0'),
        household,
        relation: isHead ? '世帯主' : pick(RELATIONS, random()),
        name: `${family[0]}　${given[0]}`,
        kana: `${family[1]} ${given[1]}`,
        // Members of a household are born on days of their own.
        birthdate: addDays('1935-01-01', (Math.floor(random() * DAYS) * 5 + member) % DAYS),
        address,
        amount: '',
        ...accountOf(isHead && hasAccount, index, `${family[1]} ${given[1]}`),
        support: hasSupport && member === others ? '1' : '',
        change: '',
      });
    }
  }
  return people;
}

export function writeListCsv(people: readonly PersonInFile[], style: FileStyle = {}): Uint8Array {
  const { encoding = 'utf-8', newline = '\r\n', birthdates = 'compact', without = [] } = style;
  const columns = (Object.keys(HEADINGS) as (keyof PersonInFile)[]).filter((column) => !without.includes(column)); // the keys of the constant
  const lines = [columns.map((column) => HEADINGS[column]).join(',')];
  for (const person of people) {
    const shown = { ...person, birthdate: showBirthdate(person.birthdate, birthdates) };
    lines.push(columns.map((column) => quote(shown[column])).join(','));
  }
  const text = `${lines.join(newline)}${newline}`;
  if (encoding === 'shift_jis') return iconv.encode(text, 'windows-31j');
  return Buffer.from(encoding === 'utf-8-bom' ? `\uFEFF${text}` : text);
}

/** The same person as a My Number Card would give them: other spellings of the same name and address. */
export function asOnCard({ name, birthdate, address }: PersonInFile): {
  name: string;
  birthdate: string;
  address: string;
} {
  return {
    name: name.replace('　', ' ').replaceAll('髙', '高').replaceAll('﨑', '崎').replaceAll('邉', '辺'),
    birthdate,
    address: `若葉県${address}`
      .replaceAll('大字', '')
      .replaceAll('ヶ', 'ケ')
      .replace(/(\d+)丁目(\d+)番(\d+)号/, '$1−$2−$3'),
  };
}

function addressOf(seed: number, index: number): string {
  const town = TOWNS[index % TOWNS.length] ?? '';
  const lot = Math.floor(index / TOWNS.length);
  return `緑野市${town}${(lot % 9) + 1}丁目${(Math.floor(lot / 9) % 200) + 1}番${Math.floor(lot / 1800) + 100 * seed}号`;
}

function accountOf(hasAccount: boolean, index: number, holderKana: string) {
  return hasAccount
    ? {
        bankCode: '9999',
        branchCode: '999',
        accountType: '1',
        accountNumber: String(1_000_000 + (index % 8_999_999)),
        holderKana,
      }
    : { bankCode: '', branchCode: '', accountType: '', accountNumber: '', holderKana: '' };
}

const ERAS = [
  ['R', '2019-05-01', 2018],
  ['H', '1989-01-08', 1988],
  ['S', '1926-12-25', 1925],
] as const;

function showBirthdate(birthdate: string, style: NonNullable<FileStyle['birthdates']>): string {
  const [year = '', month = '', day = ''] = birthdate.split('-');
  if (style === 'compact') return `${year}${month}${day}`;
  if (style === 'slash') return `${year}/${Number(month)}/${Number(day)}`;
  const [letter, , base] = ERAS.find(([, first]) => birthdate >= first) ?? [];
  return style === 'iso' || letter === undefined || base === undefined
    ? birthdate
    : `${letter}${Number(year) - base}.${Number(month)}.${Number(day)}`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function pick<Item>(items: readonly Item[], random: number): Item {
  const item = items[Math.floor(random * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
