import { expect, it } from 'vitest';
import { type CheckedAccount, checkAccount } from './check-account.ts';

const account: CheckedAccount = {
  bankCode: '0001',
  branchCode: '001',
  type: '1',
  number: '1234567',
  holderKana: 'テヒラ タロウ',
};
const yucho: CheckedAccount = { ...account, bankCode: '9900', branchCode: '058' };

it.each<[string, CheckedAccount]>([
  ['an ordinary account', account],
  ['ゆうちょ, ordinary', yucho],
  ['ゆうちょ, savings', { ...yucho, type: '4' }],
  ['ゆうちょ, giro', { ...yucho, branchCode: '019', type: '2' }],
  ['a name with letters that are lost in part', { ...account, holderKana: '手ヒラ' }],
])('%s is possible', (_name, possible) => {
  expect(checkAccount(possible)).toEqual([]);
});

it.each<[Partial<CheckedAccount>, string, string]>([
  [{ bankCode: '0000' }, 'bankCode', 'BANK_UNKNOWN'],
  [{ bankCode: '9999', branchCode: '999' }, 'bankCode', 'BANK_UNKNOWN'],
  [{ branchCode: '998' }, 'branchCode', 'BRANCH_UNKNOWN'],
  [{ type: '9' }, 'type', 'TYPE_UNKNOWN'],
  [{ number: '123456' }, 'number', 'NUMBER_INVALID'],
  [{ number: '１２３４５６７' }, 'number', 'NUMBER_INVALID'],
  [{ number: '0000000' }, 'number', 'NUMBER_INVALID'],
  [{ bankCode: '9900', branchCode: '058', type: '2' }, 'type', 'YUCHO_TYPE_MISMATCH'],
  [{ bankCode: '9900', branchCode: '019', type: '1' }, 'type', 'YUCHO_TYPE_MISMATCH'],
  [{ holderKana: '山田太郎' }, 'holderKana', 'HOLDER_EMPTY'],
  [{ holderKana: ' 　' }, 'holderKana', 'HOLDER_EMPTY'],
  [{ holderKana: 'ア'.repeat(61) }, 'holderKana', 'HOLDER_LONG'],
])('%o is refused at %s with %s', (change, field, code) => {
  const problems = checkAccount({ ...account, ...change });
  expect(problems).toMatchObject([{ field, code, message: expect.stringContaining('ください') }]);
});

it('takes the test bank where the city allows it', () => {
  expect(checkAccount({ ...account, bankCode: '9999', branchCode: '999' }, { allowTestBank: true })).toEqual([]);
});

it('tells all that is wrong at once', () => {
  const problems = checkAccount({ bankCode: '', branchCode: '', type: '', number: '', holderKana: '' });
  expect(problems.map(({ field }) => field)).toEqual(['bankCode', 'type', 'number', 'holderKana']);
});
