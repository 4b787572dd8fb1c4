// ゆうちょ銀行: what the passbook shows (記号・番号) is not what a transfer needs (店番・口座番号). The rule is the bank's own:
// https://www.jp-bank.japanpost.jp/kojin/sokin/furikomi/kouza/kj_sk_fm_kz_1.html
import { findBranch } from './bank-directory.ts';
import { errors } from './errors.ts';

export const YUCHO_BANK_CODE = '9900';

export type YuchoAccount = {
  branchCode: string;
  /** 1 普通 (通常貯金), 2 当座 (振替口座), 4 貯蓄 (通常貯蓄貯金) */
  type: '1' | '2' | '4';
  number: string;
};

export function isYuchoBank(code: string): boolean {
  return code === YUCHO_BANK_CODE;
}

/**
 * 記号・番号 → what a transfer needs. Half and full width, spaces and hyphens are read; the single digit that a card
 * shows between the two (its issue number) may stand after the symbol and is not used. A symbol that begins with 1 is
 * taken for 通常貯金; `isSavings` says that it is 通常貯蓄貯金.
 * @throws AppError BANKING_YUCHO_…, with a text for the person who typed it
 */
export function convertYuchoAccount(account: { symbol: string; number: string; isSavings?: boolean }): YuchoAccount {
  const symbol = /^([01]\d{4})\d?$/.exec(digitsOf(account.symbol))?.[1];
  if (symbol === undefined) throw errors.YUCHO_SYMBOL_INVALID();
  const number = digitsOf(account.number);
  const converted = symbol.startsWith('1')
    ? convertSavings(symbol, number, account.isSavings === true)
    : convertGiro(symbol, number);
  if (!findBranch(YUCHO_BANK_CODE, converted.branchCode)) throw errors.YUCHO_BRANCH_UNKNOWN();
  return converted;
}

/** 記号 1…: branch = digits 2 and 3 and 8; the number always ends in 1, which is left out. */
function convertSavings(symbol: string, number: string, isSavings: boolean): YuchoAccount {
  if (!/^\d{1,7}1$/.test(number)) {
    throw errors.YUCHO_NUMBER_INVALID({
      userMessage:
        'この記号の番号は、2けたから8けたの数字で、最後が「1」です。通帳かキャッシュカードを見て、入力し直してください。',
    });
  }
  return {
    branchCode: `${symbol.slice(1, 3)}8`,
    type: isSavings ? '4' : '1',
    number: number.slice(0, -1).padStart(7, '0'),
  };
}

/** 記号 0…: branch = digits 2 and 3 and 9; the number as it is. */
function convertGiro(symbol: string, number: string): YuchoAccount {
  if (!/^\d{1,6}$/.test(number)) {
    throw errors.YUCHO_NUMBER_INVALID({
      userMessage: 'この記号の番号は、6けたまでの数字です。払込取扱票などを見て、入力し直してください。',
    });
  }
  return { branchCode: `${symbol.slice(1, 3)}9`, type: '2', number: number.padStart(7, '0') };
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/[\s\-‐‑‒–—―−ー]/g, '');
}
