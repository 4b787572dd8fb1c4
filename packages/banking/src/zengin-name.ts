// Names as the Zengin formats hold them: one byte a letter, JIS X 0201. Half-width katakana without small ones, the
// voicing mark a byte of its own, A–Z, 0–9, space and ( ) - . for names of parties (全銀協標準フォーマット, 使用文字).

/** Width of 受取人名 in bytes. */
export const ZENGIN_NAME_BYTES = 30;

export type ZenginLoss = {
  /** What was written. */
  from: string;
  /** What stands for it, possibly nothing. */
  to: string;
};

const SPACE = 0x20;
const HYPHEN = 0x2d;
const VOICED = 0xde;
const HALF_VOICED = 0xdf;
/** JIS X 0201 puts U+FF61–U+FF9F at 0xA1–0xDF. */
const HALF_WIDTH_OFFSET = 0xfec0;

const SMALL_KANA = 'ァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯ';
const LARGE_KANA = 'アイウエオツヤユヨワカケアイウエオヤユヨツ';
const DASHES = '-ーｰ－‐‑‒–—―−';
const PLAIN_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789().';
/** Letters that banks do not take, with the one that stands for each. Reported, since the holder's name may differ. */
const STAND_INS: Readonly<Record<string, string>> = { ヲ: 'オ', ヰ: 'イ', ヱ: 'エ', '・': '.', '〜': '-', '~': '-' };

/**
 * For each UTF-16 code unit its byte, and in the upper half the byte of a voicing mark that belongs to it. 0: none.
 * Names of 300,000 people are written into a file at the speed of the disk because of it.
 */
const LETTERS = letterTable();

/**
 * A name in the letters of a bank, one UTF-16 code unit a byte, not cut. Takes full and half width, hiragana, katakana
 * and lower case; runs of spaces become one. What has no letter is left out or stood in for, and is a loss.
 */
export function toZenginName(kana: string): { text: string; losses: readonly ZenginLoss[] } {
  const losses: ZenginLoss[] = [];
  // One code unit becomes at most 18 (U+FDFA in NFKC), each of them at most two bytes.
  const bytes = new Uint8Array(kana.length * 36).fill(SPACE);
  convert(kana, bytes, 0, bytes.length, losses);
  return { text: decodeZengin(bytes).trimEnd(), losses };
}

/** The first bytes of a text in these letters, `width` at most, never ending between a kana and its mark. */
export function cutZenginName(text: string, width: number): string {
  if (text.length <= width) return text;
  const end = isMark(text.charCodeAt(width) - HALF_WIDTH_OFFSET) ? width - 1 : width;
  return text.slice(0, end).trimEnd();
}

/**
 * Writes a name into a field of `width` bytes from `at` that holds nothing but spaces: a file of many records is filled with
 * them in one go. Allocates nothing where every letter is ordinary.
 * @returns false where letters were lost or the end was cut: `toZenginName` says which
 */
export function writeZenginName(kana: string, bytes: Uint8Array, at: number, width: number): boolean {
  return convert(kana, bytes, at, at + width, undefined);
}

/** Bytes of these letters as text, half-width. */
export function decodeZengin(bytes: Iterable<number>): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte < 0x80 ? byte : byte + HALF_WIDTH_OFFSET);
  return text;
}

/** The one conversion, into spaces from `start` to `end`. False where something was lost or did not fit. */
function convert(
  kana: string,
  bytes: Uint8Array,
  start: number,
  end: number,
  losses: ZenginLoss[] | undefined,
): boolean {
  let at = start;
  let isFaithful = true;
  for (let index = 0; index < kana.length; index += 1) {
    const letter = LETTERS[kana.charCodeAt(index)] ?? 0;
    const byte = letter & 0xff;
    if (byte > SPACE && byte < VOICED) {
      const mark = letter >> 8;
      if (at + (mark === 0 ? 1 : 2) > end) {
        isFaithful = false;
        break;
      }
      bytes[at] = byte;
      at += 1;
      if (mark !== 0) {
        bytes[at] = mark;
        at += 1;
      }
    } else if (letter === 0) {
      const character = String.fromCodePoint(kana.codePointAt(index) ?? 0);
      index += character.length - 1;
      const { spelling, isLoss } = spell(character);
      if (isLoss) {
        isFaithful = false;
        losses?.push({ from: character, to: spelling });
      }
      const fitting = cutZenginName(spelling, end - at);
      for (let part = 0; part < fitting.length; part += 1) {
        bytes[at] = (LETTERS[fitting.charCodeAt(part)] ?? SPACE) & 0xff;
        at += 1;
      }
      if (fitting.length < spelling.length) {
        isFaithful = false;
        break;
      }
    } else if (byte === SPACE) {
      if (at > start && at < end && bytes[at - 1] !== SPACE) at += 1;
    } else {
      if (at === start || !takesMark(bytes[at - 1] ?? 0, byte)) {
        isFaithful = false;
        losses?.push({ from: kana.charAt(index), to: '' });
      } else if (at < end) {
        bytes[at] = byte;
        at += 1;
      } else {
        // The mark does not fit, so its kana would be read as another one: it goes as well.
        bytes[at - 1] = SPACE;
        isFaithful = false;
        break;
      }
    }
  }
  return isFaithful;
}

/** A character that is not in the table: what it is made of (㍉ = ミリ), else what stands for it, else nothing. */
function spell(character: string): { spelling: string; isLoss: boolean } {
  let spelling = '';
  let isLoss = false;
  for (const part of toKatakana(character.normalize('NFKC'))) {
    const letter = LETTERS[part.charCodeAt(0)] ?? 0;
    const standIn = STAND_INS[part];
    if (standIn !== undefined) {
      isLoss = true;
      spelling += toHalfWidth(LETTERS[standIn.charCodeAt(0)] ?? SPACE);
    } else if (part.length > 1 || letter === 0 || isMark(letter & 0xff)) {
      return { spelling: '', isLoss: true };
    } else {
      spelling += toHalfWidth(letter);
    }
  }
  return { spelling, isLoss };
}

function letterTable(): Uint16Array {
  const table = new Uint16Array(0x10000);
  const set = (character: string, letter: number) => {
    table[character.charCodeAt(0)] = letter;
  };
  // ｱ to ﾝ; ｦ and the small ones before them are not letters of a name.
  for (let unit = 0xff71; unit <= 0xff9d; unit += 1) {
    const byte = unit - HALF_WIDTH_OFFSET;
    const fullWidth = String.fromCharCode(unit).normalize('NFKC');
    set(String.fromCharCode(unit), byte);
    set(fullWidth, byte);
    for (const [combining, mark] of [
      ['\u3099', VOICED],
      ['\u309a', HALF_VOICED],
    ] as const) {
      const marked = `${fullWidth}${combining}`.normalize('NFC');
      if (marked.length === 1 && takesMark(byte, mark)) set(marked, byte | (mark << 8));
    }
  }
  for (const [small, large] of pairs(SMALL_KANA, LARGE_KANA)) set(small, table[large.charCodeAt(0)] ?? 0);
  for (let unit = 0x3041; unit <= 0x3096; unit += 1) table[unit] = table[unit + 0x60] ?? 0; // hiragana
  for (const letter of PLAIN_LETTERS) {
    for (const form of [letter, letter.toLowerCase()]) {
      set(form, letter.charCodeAt(0));
      table[form.charCodeAt(0) + 0xfee0] = letter.charCodeAt(0); // full width
    }
  }
  for (const dash of DASHES) set(dash, HYPHEN);
  for (const space of ' \t\n\r\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000')
    set(space, SPACE);
  for (const mark of ['\uff9e', '\u3099', '\u309b']) set(mark, VOICED);
  for (const mark of ['\uff9f', '\u309a', '\u309c']) set(mark, HALF_VOICED);
  return table;
}

/** ｶ–ﾄ, ﾊ–ﾎ and ｳ are voiced, ﾊ–ﾎ half-voiced. */
function takesMark(byte: number, mark: number): boolean {
  const isHa = byte >= 0xca && byte <= 0xce;
  return mark === HALF_VOICED ? isHa : isHa || (byte >= 0xb6 && byte <= 0xc4) || byte === 0xb3;
}

function isMark(byte: number): boolean {
  return byte === VOICED || byte === HALF_VOICED;
}

function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

function toHalfWidth(letter: number): string {
  const mark = letter >> 8;
  return decodeZengin(mark === 0 ? [letter] : [letter & 0xff, mark]);
}

function* pairs(one: string, other: string): Generator<[string, string]> {
  for (let index = 0; index < one.length; index += 1) yield [one.charAt(index), other.charAt(index)];
}
