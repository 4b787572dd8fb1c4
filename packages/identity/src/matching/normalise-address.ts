// Japanese addresses are written in many ways: 「桜町一丁目2番3号」, 「桜町１−２−３」, 「大字桜町1丁目2番地の3」. What identifies the
// place is the area (municipality, town) and the numbers in their order, whatever stands between them; that is the lot.
// What follows the numbers is the building and the room.
//
// Not decided here, and therefore left to a person by a weaker key: an address without its municipality, and whether
// the third of three bare numbers is a lot's branch or a room (「12-3-201」).
import { toLargeKatakana } from './kana.ts';
import { foldKanjiVariants } from './kanji-variants.ts';

export type NormalisedAddress = {
  /** Area and numbers: `緑野市桜町|1-2-3`. Empty for an empty address. */
  lot: string;
  /** What follows: `コーポサクラ101`. Empty for a house of its own. */
  building: string;
};

const KANJI_DIGITS = '〇零一二三四五六七八九十百千';
const NUMBER = `(?:\\d+|[${KANJI_DIGITS}]+)`;
/** Divides two numbers of a lot. `ノ` is also の, since kana were folded before. */
const LINK = '[-ノ之]';
/** After a number: says what the number counts. 番町, 番丁, 番館 and 丁堀 are parts of names. */
const MARK = `(?:丁目|番地(?!割)|番(?![町丁館街])|丁(?!堀|町|目)(?=\\s*(?:${NUMBER}|${LINK}|$))|号(?![室棟館]))`;

const STARTS = [
  // A number that is counted, or that another number follows.
  new RegExp(`${NUMBER}\\s*(?:${MARK}|${LINK}\\s*(?=\\d|[${KANJI_DIGITS}]+(?:${LINK}|${MARK}|\\s|$)))`, 'u'),
  // A number that ends the address, or one in digits before a space or the name of a building.
  new RegExp(`[${KANJI_DIGITS}]+$|\\d+(?=\\s|$|[(「『]|[A-Z]|(?![ノケ])[ァ-ヺ])`, 'u'),
];
/** Every dash that people type between two numbers. */
const DASH_BETWEEN = new RegExp(`(?<=[\\d${KANJI_DIGITS}])\\s*[-‐‑‒–—―−ー~〜]\\s*(?=[\\d${KANJI_DIGITS}A-Z])`, 'gu');
const ANY_NUMBER = new RegExp(NUMBER, 'gu');
const NUMBER_AT_START = new RegExp(`^${NUMBER}`, 'u');
const LINK_AT_START = new RegExp(`^\\s*${LINK}\\s*(?=${NUMBER})`, 'u');
const MARK_AT_START = new RegExp(`^\\s*(${MARK})\\s*${LINK}?\\s*`, 'u');
/** 「123番地イ」, 「45番甲」: lots of their own in several regions. */
const LETTER_AT_START = /^(?:ノ|-)?([甲乙丙丁戊己庚辛壬癸イロハニホヘトチリヌ])(?=$|[\s号-])号?/u;

/** From the fourth number on, one of three or more digits is a room: 「1-2-3-201」. */
const ROOM = /^\d{3,}$/;
const NUMBERS_OF_A_LOT = 3;

/** Prefecture and 郡 are often left out, so they never count. The names of cities that look like them stay. */
const PREFECTURE = /^(?:北海道|東京都|京都府|大阪府|[^市区町村郡県]{2,3}県(?!市))/u;
const COUNTY = /^(?!郡山市|郡上市|小郡市|蒲郡市|大和郡山市)[^市区町村郡]{1,4}郡(?=[^市区]{1,6}[町村])/u;

/** @returns the place and the building in the form in which all writings of one address meet; not to be shown */
export function normaliseAddress(text: string): NormalisedAddress {
  const address = unifyLetters(text);
  const start = findStart(address);
  if (start === undefined) return { lot: normaliseArea(address), building: '' };
  const { numbers, rest } = readNumbers(address.slice(start));
  const last = numbers.at(-1);
  const hasRoom = numbers.length > NUMBERS_OF_A_LOT && last !== undefined && ROOM.test(last);
  const ofLot = hasRoom ? numbers.slice(0, -1) : numbers;
  const room = hasRoom && last !== undefined ? `${last} ` : '';
  return {
    lot: `${normaliseArea(address.slice(0, start))}|${ofLot.join('-')}`,
    building: normaliseBuilding(`${room}${rest}`),
  };
}

function unifyLetters(text: string): string {
  return toLargeKatakana(foldKanjiVariants(text.normalize('NFKC')).toUpperCase())
    .replace(/^\s*〒?\s*\d{3}-?\d{4}(?=\D)/u, '')
    .replace(DASH_BETWEEN, '-')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function findStart(address: string): number | undefined {
  for (const pattern of STARTS) {
    const found = pattern.exec(address);
    if (found) return found.index;
  }
  return undefined;
}

function readNumbers(text: string): { numbers: string[]; rest: string } {
  const numbers: string[] = [];
  let rest = text;
  for (;;) {
    const [number] = NUMBER_AT_START.exec(rest) ?? [];
    if (number === undefined) break;
    numbers.push(toDigits(number));
    rest = rest.slice(number.length);
    const [link] = LINK_AT_START.exec(rest) ?? [];
    if (link !== undefined) {
      rest = rest.slice(link.length);
      continue;
    }
    const [marked, mark] = MARK_AT_START.exec(rest) ?? [];
    if (marked !== undefined) {
      const after = rest.slice(marked.length);
      // 号 ends the numbers unless a link says that one more follows.
      const goesOn = mark !== '号' || /[-ノ之]\s*$/u.test(marked);
      rest = after;
      if (goesOn && NUMBER_AT_START.test(after)) continue;
    }
    const [lettered, letter] = LETTER_AT_START.exec(rest) ?? [];
    if (lettered !== undefined && letter !== undefined) {
      numbers.push(letter);
      rest = rest.slice(lettered.length);
    }
    break;
  }
  return { numbers, rest };
}

/** Town names are compared with their numbers in digits, so that 北三条西 is 北3条西, and without 大字 and 字. */
function normaliseArea(area: string): string {
  return area
    .replace(PREFECTURE, '')
    .replace(/^\s+/, '')
    .replace(COUNTY, '')
    .replace(/[\s,、・]+/g, '')
    .replace(/[大小]字/g, '')
    .replace(/(?<!文)字(?=.)/g, '')
    .replace(/之|ガ(?=[^ァ-ヺー])/g, (kana) => (kana === '之' ? 'ノ' : 'ケ'))
    .replace(ANY_NUMBER, toDigits);
}

/** 「101号室」, 「101号」 and 「101」 are one room; 様 and 方 name a host. */
function normaliseBuilding(building: string): string {
  return building
    .replace(/[()「」『』"'、,.・]/g, ' ')
    .replace(/様方|様/g, '方')
    .replace(/階(?=\s|$|\d)/g, 'F')
    .replace(/(?<=\d)\s*号室|(?<=\d)\s*号(?![棟館])|(?<=\d)\s*室/g, ' ')
    .replace(/(?<=[A-Z])-(?=\d)|(?<=[^\d\s])-(?=\d)/g, '')
    .replace(/(?<=\d)\s+(?=\d)/g, '-')
    .replace(/\s+/g, '')
    .replace(/(?<!\d)0+(?=\d)/g, '')
    .replace(/^-+|-+$/g, '');
}

const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 「二十三」, 「二三」 and 「０23」 → `23`. */
function toDigits(number: string): string {
  if (/^\d/.test(number)) return number.replace(/^0+(?=\d)/, '');
  if (!/[十百千]/.test(number))
    return [...number]
      .map((digit) => kanjiDigit(digit))
      .join('')
      .replace(/^0+(?=\d)/, '');
  let total = 0;
  let digits = '';
  for (const character of number) {
    const unit = UNITS[character];
    if (unit === undefined) digits += kanjiDigit(character);
    else {
      total += (digits === '' ? 1 : Number(digits)) * unit;
      digits = '';
    }
  }
  return String(total + Number(digits));
}

function kanjiDigit(character: string): string {
  return character === '零' ? '0' : String('〇一二三四五六七八九'.indexOf(character));
}
