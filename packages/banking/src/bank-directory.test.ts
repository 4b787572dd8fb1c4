import { describe, expect, it } from 'vitest';
import { findBank, findBranch, searchBanks, searchBranches } from './bank-directory.ts';

const codes = (entries: readonly { code: string }[]) => entries.map(({ code }) => code);

describe('a bank', () => {
  it('is found by its code, and nothing else of the directory with it', () => {
    expect(findBank('9900')).toEqual({ code: '9900', name: 'ゆうちょ', kana: 'ユウチヨ' });
    expect(findBranch('9900', '058')).toEqual({ code: '058', name: '〇五八', kana: 'ゼロゴハチ' });
  });

  it.each(['0000', '1', '', 'constructor', '__proto__', '０００１'])('%j does not exist', (code) => {
    expect(findBank(code)).toBeUndefined();
    expect(findBranch(code, '001')).toBeUndefined();
    expect(findBranch('0001', code)).toBeUndefined();
    expect(searchBranches(code, '本店', 10)).toEqual([]);
  });

  it('for tests exists where the caller says so', () => {
    expect(findBank('9999')).toBeUndefined();
    expect(findBranch('9999', '999')).toBeUndefined();
    expect(findBank('9999', { allowTestBank: true })?.name).toBe('テスト銀行');
    expect(findBranch('9999', '999', { allowTestBank: true })?.code).toBe('999');
    expect(findBranch('9999', '998', { allowTestBank: true })).toBeUndefined();
    expect(codes(searchBanks('テスト銀行', 10))).not.toContain('9999');
  });
});

describe('searching', () => {
  it.each([
    ['ゆうちょ', '9900'],
    ['ユウチョ', '9900'],
    ['ﾕｳﾁｮ銀行', '9900'],
    ['ゆうちょぎんこう', '9900'],
    ['9900', '9900'],
    ['９９００', '9900'],
    ['三菱UFJ', '0005'],
    ['三菱ｕｆｊ銀行', '0005'],
    ['みつびしゆーえふじぇい', '0005'],
    ['PayPay銀行', '0033'],
    ['ペイペイ', '0033'],
    ['みずほ', '0001'],
  ])('%j finds bank %s first', (text, code) => {
    expect(searchBanks(text, 5)[0]?.code).toBe(code);
  });

  it('reads the long names of credit unions and the like', () => {
    expect(searchBanks('北海道信用金庫', 1)[0]?.name).toBe('北海道信金');
    expect(searchBanks('かとり農業協同組合', 1)[0]?.name).toBe('かとり農協');
  });

  it.each([
    ['東京営業部', '001'],
    ['とうきよう', '001'],
    ['トウキョウ', '001'],
    ['丸の内中央支店', '004'],
    ['004', '004'],
  ])('%j finds branch %s of its bank', (text, code) => {
    expect(codes(searchBranches('0001', text, 5))).toContain(code);
  });

  it('puts the exact name before the beginning of one, and that before a part', () => {
    const names = searchBanks('みず', 50).map(({ name, kana }) => [name, kana]);
    const startsSo = names.map(([name = '', kana = '']) => name.startsWith('みず') || kana.startsWith('ミズ'));
    expect(startsSo).toEqual(startsSo.toSorted((one, other) => Number(other) - Number(one)));
    expect(searchBanks('横浜', 5)[0]?.name).toBe('横浜');
  });

  it('gives no more than asked for, and nothing for nothing', () => {
    expect(searchBanks('信', 7)).toHaveLength(7);
    expect(searchBanks('　', 7)).toEqual([]);
    expect(searchBanks('銀行', 7).length).toBeLessThanOrEqual(7);
  });

  it('forgets branches of banks it was asked about long ago, and finds them again', () => {
    const banks = searchBanks('信金', 40);
    const before = banks.map(({ code }) => codes(searchBranches(code, '本店', 1)));
    expect(banks.map(({ code }) => codes(searchBranches(code, '本店', 1)))).toEqual(before);
  });
});
