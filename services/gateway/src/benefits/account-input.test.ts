import { describe, expect, it } from 'vitest';
import { readAccount, type TypedAccount } from './account-input.ts';

const TYPED: TypedAccount = {
  bank: '0001',
  branch: '001',
  type: '1',
  number: '1234567',
  symbol: '',
  passbookNumber: '',
  kana: 'ヤマダ ハナコ',
};
const read = (change: Partial<TypedAccount>, allowTestBank = false) => {
  const result = readAccount({ ...TYPED, ...change }, { allowTestBank });
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.read;
};
const problemsOf = (change: Partial<TypedAccount>) => {
  const result = readAccount({ ...TYPED, ...change }, { allowTestBank: false });
  return 'problems' in result ? result.problems : {};
};

describe('an account that was typed', () => {
  it.each([
    ['1234567', '1234567'],
    ['１２３４５６７', '1234567'],
    ['123-4567', '1234567'],
    ['１２３ ４５６', '0123456'],
    ['1234', '0001234'],
  ])('has the number %s as %s', (typed, number) => {
    expect(read({ number: typed }).account.number).toBe(number);
  });

  it.each(['123', '12345678', '0000000', '12a4567', ''])('cannot have the number "%s"', (number) => {
    expect(Object.keys(problemsOf({ number }))).toEqual(['number']);
  });

  it('shows the name as the bank gets it, however it was typed', () => {
    for (const kana of ['ヤマダ ハナコ', 'やまだ はなこ', 'ﾔﾏﾀﾞ ﾊﾅｺ', '　ヤマダ　ハナコ　']) {
      expect(read({ kana })).toMatchObject({ zenginName: 'ﾔﾏﾀﾞ ﾊﾅｺ', losses: [] });
    }
  });

  it('tells what the bank cannot get of a name: letters, and what is beyond 30 bytes', () => {
    expect(read({ kana: 'ヲサム' }).losses).toEqual([{ from: 'ヲ', to: 'ｵ' }]);
    const long = read({ kana: 'カ'.repeat(40) });
    expect(long.zenginName).toHaveLength(30);
    expect(long.losses).toEqual([{ from: 'ｶ'.repeat(10), to: '' }]);
  });

  it('names what is wrong with each field at once', () => {
    expect(Object.keys(problemsOf({ number: '1', kana: '山田' }))).toEqual(['number', 'kana']);
    expect(Object.keys(problemsOf({ bank: '9900', branch: '', symbol: '1', kana: '' }))).toEqual(['symbol']);
  });

  it('of ゆうちょ銀行 comes out the same when it is sent a second time', () => {
    const first = read({ bank: '9900', branch: '', symbol: '10530', passbookNumber: '12345671' });
    expect(first).toMatchObject({
      bankName: 'ゆうちょ銀行',
      account: { branchCode: '058', type: '1', number: '1234567' },
    });
    const { bankCode: bank, branchCode: branch, holderKana: kana, ...rest } = first.account;
    expect(read({ ...rest, bank, branch, kana })).toEqual(first);
    expect(
      read({ bank: '9900', branch: '', symbol: '10530', passbookNumber: '12345671', type: '4' }).account.type,
    ).toBe('4');
  });

  it('never holds a My Number, in whichever field', () => {
    for (const field of ['bank', 'number', 'symbol', 'passbookNumber', 'kana'] as const) {
      expect(problemsOf({ [field]: '１２３４-5678-9018' })).toEqual({
        [field]: expect.stringContaining('マイナンバー'),
      });
    }
  });

  it('is at the test bank only where that is allowed', () => {
    expect(problemsOf({ bank: '9999', branch: '999' })).toHaveProperty('bank');
    expect(read({ bank: '9999', branch: '999' }, true).bankName).toBe('テスト銀行');
  });
});
