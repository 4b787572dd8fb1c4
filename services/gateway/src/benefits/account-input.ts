// What a resident types of an account → an account, or what is wrong with each field.
import {
  checkAccount,
  convertYuchoAccount,
  cutZenginName,
  findBank,
  findBranch,
  isYuchoBank,
  toZenginName,
  ZENGIN_NAME_BYTES,
} from '@tenohira/banking';
import type { BankAccount } from '@tenohira/conversation';
import { AppError, containsMyNumber } from '@tenohira/core';
import { bankName } from './bank-name.ts';

/** As a form sends it. `symbol` and `passbookNumber` are those of ゆうちょ銀行. */
export type TypedAccount = Readonly<
  Record<'bank' | 'branch' | 'type' | 'number' | 'symbol' | 'passbookNumber' | 'kana', string>
>;

export type ReadAccount = {
  account: BankAccount;
  bankName: string;
  branchName: string;
  /** What the bank gets of the holder's name. */
  zenginName: string;
  /** Letters that the bank cannot get, as they were typed → what stands for them; a cut end is one of them. */
  losses: readonly { from: string; to: string }[];
};

export type FieldProblems = Readonly<Record<string, string>>;

export const ACCOUNT_TYPES: Readonly<Record<string, string>> = { 1: '普通', 2: '当座', 4: '貯蓄' };

const FIELD_OF: Readonly<Record<string, string>> = {
  bankCode: 'bank',
  branchCode: 'branch',
  type: 'type',
  number: 'number',
  holderKana: 'kana',
};
const MY_NUMBER = 'マイナンバー（個人番号）と思われる12けたの数字があります。ここには入力しないでください。';

export function readAccount(
  typed: TypedAccount,
  options: { allowTestBank: boolean },
): { read: ReadAccount } | { problems: FieldProblems } {
  const myNumbers = Object.entries(typed).filter(([, value]) => containsMyNumber(value));
  if (myNumbers.length > 0) return { problems: Object.fromEntries(myNumbers.map(([field]) => [field, MY_NUMBER])) };
  const holderKana = toKatakana(typed.kana);
  const place = readPlace(typed);
  if ('problems' in place) return { problems: { ...place.problems, ...kanaProblem(holderKana) } };
  const account = { bankCode: typed.bank, ...place, holderKana };
  const problems = Object.fromEntries(
    checkAccount(account, options).map(({ field, message }) => [FIELD_OF[field] ?? field, message]),
  );
  const all = { ...problems, ...kanaProblem(holderKana) };
  if (Object.keys(all).length > 0) return { problems: all };
  const { type } = account;
  if (!isAccountType(type)) return { problems: { type: '口座の種類をえらんでください。' } };
  return { read: describe({ ...account, type }, options) };
}

function isAccountType(type: string): type is BankAccount['type'] {
  return type === '1' || type === '2' || type === '4';
}

/** Converted from 記号・番号 where those were asked for. */
function readPlace(
  typed: TypedAccount,
): (Pick<BankAccount, 'branchCode' | 'number'> & { type: string }) | { problems: FieldProblems } {
  if (isYuchoBank(typed.bank) && typed.branch === '') {
    try {
      const { branchCode, type, number } = convertYuchoAccount({
        symbol: typed.symbol,
        number: typed.passbookNumber,
        isSavings: typed.type === '4',
      });
      return { branchCode, type, number };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const field = error.code === 'BANKING_YUCHO_NUMBER_INVALID' ? 'passbookNumber' : 'symbol';
      return { problems: { [field]: error.userMessage } };
    }
  }
  return { branchCode: typed.branch, type: typed.type, number: toAccountNumber(typed.number) };
}

/** Shorter numbers are written with zeros before them; what else is wrong stays to be seen. */
function toAccountNumber(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/[\s\-‐-―−ー]/g, '');
  return /^\d{4,6}$/.test(digits) ? digits.padStart(7, '0') : digits;
}

function toKatakana(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

function kanaProblem(kana: string): FieldProblems {
  if (!/\p{Script=Han}/u.test(kana)) return {};
  return { kana: '漢字では入力できません。通帳に書かれているカタカナの名前を入力してください。' };
}

function describe(account: BankAccount, options: { allowTestBank: boolean }): ReadAccount {
  const bank = findBank(account.bankCode, options);
  const { text, losses } = toZenginName(account.holderKana);
  const zenginName = cutZenginName(text, ZENGIN_NAME_BYTES);
  const cut = zenginName.length < text.length ? [{ from: text.slice(zenginName.length), to: '' }] : [];
  return {
    account,
    bankName: bank ? bankName(bank) : '',
    branchName: findBranch(account.bankCode, account.branchCode, options)?.name ?? '',
    zenginName,
    losses: [...losses, ...cut],
  };
}
