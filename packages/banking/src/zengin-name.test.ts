import { describe, expect, it } from 'vitest';
import { cutZenginName, decodeZengin, toZenginName, writeZenginName, ZENGIN_NAME_BYTES } from './zengin-name.ts';

/** 使用文字 of names of parties, written out. */
const PERMITTED = new Set('ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ()-.');
const SPACE = 0x20;
const SEVERED = /(?<![ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<![ﾊ-ﾎ])ﾟ/;

const written = (kana: string, width: number) => {
  const bytes = new Uint8Array(width + 2).fill(0x2a);
  bytes.fill(SPACE, 1, width + 1);
  const isFaithful = writeZenginName(kana, bytes, 1, width);
  expect([bytes[0], bytes[width + 1]], 'writes outside its field').toEqual([0x2a, 0x2a]);
  return { text: decodeZengin(bytes.subarray(1, width + 1)), isFaithful };
};

describe('a name in the letters of a bank', () => {
  it.each([
    ['ヤマダ　タロウ', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
    ['やまだ たろう', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
    ['ﾔﾏﾀﾞ  ﾀﾛｳ ', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
    ['ヤマタ\u3099', 'ﾔﾏﾀﾞ'],
    ['キャノン', 'ｷﾔﾉﾝ'],
    ['ヨーコ', 'ﾖ-ｺ'],
    ['ﾖｰｺ', 'ﾖ-ｺ'],
    ['ｷｬﾉﾝ', 'ｷﾔﾉﾝ'],
    ['パピプペポ', 'ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ'],
    ['ヴィクトリア', 'ｳﾞｲｸﾄﾘｱ'],
    ['ヵヶヮッ', 'ｶｹﾜﾂ'],
    ['ａｂｃ Ｄ１２．（カ）', 'ABC D12.(ｶ)'],
    ['カ）テスト', 'ｶ)ﾃｽﾄ'],
    ['㍉', 'ﾐﾘ'],
    ['', ''],
  ])('%j is %j, without a loss', (kana, text) => {
    expect(toZenginName(kana)).toEqual({ text, losses: [] });
    expect(written(kana, 40)).toEqual({ text: text.padEnd(40), isFaithful: true });
  });

  it.each([
    ['ヲノ', 'ｵﾉ', [{ from: 'ヲ', to: 'ｵ' }]],
    [
      'ｦを',
      'ｵｵ',
      [
        { from: 'ｦ', to: 'ｵ' },
        { from: 'を', to: 'ｵ' },
      ],
    ],
    ['ジョン・スミス', 'ｼﾞﾖﾝ.ｽﾐｽ', [{ from: '・', to: '.' }]],
    ['ヤマダ,タロウ', 'ﾔﾏﾀﾞﾀﾛｳ', [{ from: ',', to: '' }]],
    ['山ダ', 'ﾀﾞ', [{ from: '山', to: '' }]],
    ['𠮷ダ', 'ﾀﾞ', [{ from: '𠮷', to: '' }]],
    ['㈱テスト', 'ﾃｽﾄ', [{ from: '㈱', to: '' }]],
    ['アﾞ', 'ｱ', [{ from: 'ﾞ', to: '' }]],
    ['ﾞア', 'ｱ', [{ from: 'ﾞ', to: '' }]],
    ['タﾟ', 'ﾀ', [{ from: 'ﾟ', to: '' }]],
    ['カﾞﾞ', 'ｶﾞ', [{ from: 'ﾞ', to: '' }]],
  ])('%j is %j and says what was lost', (kana, text, losses) => {
    expect(toZenginName(kana)).toEqual({ text, losses });
    expect(written(kana, 40)).toEqual({ text: text.padEnd(40), isFaithful: false });
  });

  it('is made of permitted letters alone, whatever is written, and the field is the text', () => {
    const points = Array.from({ length: 0x10000 }, (_, point) => point);
    for (const first of [0x1f000, 0x20000, 0x2f800, 0xe0100])
      points.push(...points.slice(0, 0x400).map((n) => first + n));
    const offenders: string[] = [];
    const bytes = new Uint8Array(40);
    for (const point of points) {
      for (const kana of [String.fromCodePoint(point), `カ${String.fromCodePoint(point)}`]) {
        const { text, losses } = toZenginName(kana);
        bytes.fill(SPACE);
        const isFaithful = writeZenginName(kana, bytes, 0, 40);
        const isPermitted = [...text].every((letter) => PERMITTED.has(letter)) && !SEVERED.test(text);
        const isSame = decodeZengin(bytes) === text.padEnd(40) && isFaithful === (losses.length === 0);
        if (!isPermitted || !isSame) offenders.push(kana);
      }
    }
    expect(offenders).toEqual([]);
  }, 30_000);
});

describe('a name that is too long', () => {
  it.each([
    ['ガクブチ', 4, 'ｶﾞｸ '],
    ['ｶﾞｸﾌﾞﾁ', 4, 'ｶﾞｸ '],
    ['カ\u3099クフ\u3099チ', 4, 'ｶﾞｸ '],
    ['ガクブチ', 5, 'ｶﾞｸﾌﾞ'],
    ['ガ', 1, ' '],
    ['ア パ', 3, 'ｱ  '],
    ['アﾞ', 1, 'ｱ'],
  ])('%j in %i bytes is %j', (kana, width, text) => {
    expect(written(kana, width)).toEqual({ text, isFaithful: false });
    expect(cutZenginName(toZenginName(kana).text, width).padEnd(width)).toBe(text);
  });

  it('fills the field to the last byte, and a space after it is no loss', () => {
    expect(written(`${'ア'.repeat(ZENGIN_NAME_BYTES)}　`, ZENGIN_NAME_BYTES)).toEqual({
      text: 'ｱ'.repeat(30),
      isFaithful: true,
    });
  });

  it('is never cut between a kana and its mark, at any width', () => {
    for (const kana of ['バビブベボ', 'ﾊﾞﾋﾟﾌﾞ', 'カ゛ギク\u3099', 'アガ サザ㍉ダ']) {
      const { text } = toZenginName(kana);
      for (let width = 0; width <= text.length + 1; width += 1) {
        const field = written(kana, width).text;
        expect(field).toBe(cutZenginName(text, width).padEnd(width));
        expect(field).not.toMatch(SEVERED);
        const next = text.charAt(field.trimEnd().length);
        expect(['ﾞ', 'ﾟ'], `${kana} in ${width}`).not.toContain(next);
      }
    }
  });
});
