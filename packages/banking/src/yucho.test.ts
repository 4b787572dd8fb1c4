import { AppError } from '@tenohira/core';
import { expect, it } from 'vitest';
import { convertYuchoAccount, isYuchoBank } from './yucho.ts';

it.each([
  ['10530', '12345671', { branchCode: '058', type: '1', number: '1234567' }],
  // A web page that gives 0199276 here cut a digit at the front; the rule is to leave out the final 1.
  ['17300', '19927651', { branchCode: '738', type: '1', number: '1992765' }],
  ['１０５３０', '１２３４５６７１', { branchCode: '058', type: '1', number: '1234567' }],
  ['10530-2', '1234-5671', { branchCode: '058', type: '1', number: '1234567' }],
  ['10530', '4561', { branchCode: '058', type: '1', number: '0000456' }],
  ['00160', '123456', { branchCode: '019', type: '2', number: '0123456' }],
  ['00160', '31', { branchCode: '019', type: '2', number: '0000031' }],
])('記号 %s 番号 %s is %o', (symbol, number, account) => {
  expect(convertYuchoAccount({ symbol, number })).toEqual(account);
});

it('takes a savings account for one where it is told so', () => {
  expect(convertYuchoAccount({ symbol: '10530', number: '12345671', isSavings: true }).type).toBe('4');
});

it.each([
  ['20530', '12345671', 'BANKING_YUCHO_SYMBOL_INVALID'],
  ['1053', '12345671', 'BANKING_YUCHO_SYMBOL_INVALID'],
  ['', '', 'BANKING_YUCHO_SYMBOL_INVALID'],
  ['10530', '12345670', 'BANKING_YUCHO_NUMBER_INVALID'],
  ['10530', '123456711', 'BANKING_YUCHO_NUMBER_INVALID'],
  ['10530', '1', 'BANKING_YUCHO_NUMBER_INVALID'],
  ['10530', 'abc1', 'BANKING_YUCHO_NUMBER_INVALID'],
  ['00160', '1234567', 'BANKING_YUCHO_NUMBER_INVALID'],
  ['11530', '12345671', 'BANKING_YUCHO_BRANCH_UNKNOWN'],
])('記号 %j 番号 %j is refused with %s and a text that says what to do', (symbol, number, code) => {
  expect(() => convertYuchoAccount({ symbol, number })).toThrow(AppError);
  try {
    convertYuchoAccount({ symbol, number });
  } catch (error) {
    expect(error).toMatchObject({ code, statusCode: 400, userMessage: expect.stringContaining('ください') });
  }
});

it('knows the bank', () => {
  expect([isYuchoBank('9900'), isYuchoBank('0001')]).toEqual([true, false]);
});
