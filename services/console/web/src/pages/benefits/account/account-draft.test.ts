import { expect, it } from 'vitest';
import { type AccountDraft, checkAccountDraft, EMPTY_ACCOUNT, toAccount } from './account-draft.ts';

const complete: AccountDraft = {
  ...EMPTY_ACCOUNT,
  bank: { code: '0001', name: 'みずほ' },
  branch: { code: '001', name: '東京営業部' },
  number: '１２３４５',
  holderKana: ' ミドリ ハナコ ',
};
const missing = (draft: AccountDraft) =>
  Object.entries(checkAccountDraft(draft)).flatMap(([field, error]) => (error === undefined ? [] : field));

it('names what is missing of an account', () => {
  expect(missing(EMPTY_ACCOUNT)).toEqual(['bank', 'branch', 'number', 'holderKana']);
  expect(missing(complete)).toEqual([]);
  expect(missing({ ...complete, number: '12345678' })).toEqual(['number']);
  expect(missing({ ...EMPTY_ACCOUNT, by: 'yucho' })).toEqual(['symbol', 'holderKana']);
});

it('fills numbers up with zeros, whatever their width', () => {
  expect(toAccount(complete)).toEqual({
    ...{ bankCode: '0001', branchCode: '001', type: '1', number: '0012345' },
    holderKana: 'ミドリ ハナコ',
  });
});
