import { type DirectoryOptions, findBank, findBranch } from './bank-directory.ts';
import { isYuchoBank } from './yucho.ts';
import { toZenginName } from './zengin-name.ts';

/** What is checked of an account. Codes are digits with their zeros; type 1 普通, 2 当座, 4 貯蓄. */
export type CheckedAccount = {
  bankCode: string;
  branchCode: string;
  type: string;
  number: string;
  holderKana: string;
};

export type AccountProblem = {
  field: keyof CheckedAccount;
  code:
    | 'BANK_UNKNOWN'
    | 'BRANCH_UNKNOWN'
    | 'TYPE_UNKNOWN'
    | 'NUMBER_INVALID'
    | 'YUCHO_TYPE_MISMATCH'
    | 'HOLDER_EMPTY'
    | 'HOLDER_LONG';
  /** In Japanese: what is wrong and what to do. Names codes, no person. */
  message: string;
};

/** An account page and an import ask no more than this of a name: what a bank sees of it is 30 bytes. */
const HOLDER_LONGEST = 60;

/** All that can be known to be wrong with an account without asking its bank. Empty: it is possible. */
export function checkAccount(account: CheckedAccount, options: DirectoryOptions = {}): AccountProblem[] {
  return [...checkPlace(account, options), ...checkNumber(account), ...checkHolder(account.holderKana)];
}

function checkPlace({ bankCode, branchCode }: CheckedAccount, options: DirectoryOptions): AccountProblem[] {
  const bank = findBank(bankCode, options);
  if (!bank) {
    return [
      {
        field: 'bankCode',
        code: 'BANK_UNKNOWN',
        message: `銀行コード「${bankCode}」の銀行はありません。銀行を選び直してください。`,
      },
    ];
  }
  if (findBranch(bankCode, branchCode, options)) return [];
  return [
    {
      field: 'branchCode',
      code: 'BRANCH_UNKNOWN',
      message: `「${bank.name}」に、支店コード「${branchCode}」の支店はありません。支店を選び直してください。`,
    },
  ];
}

function checkNumber({ bankCode, branchCode, type, number }: CheckedAccount): AccountProblem[] {
  const problems: AccountProblem[] = [];
  if (!['1', '2', '4'].includes(type)) {
    problems.push({
      field: 'type',
      code: 'TYPE_UNKNOWN',
      message: '口座の種類は、普通・当座・貯蓄のどれかです。選び直してください。',
    });
  } else if (isYuchoBank(bankCode) && (type === '2') !== branchCode.endsWith('9')) {
    problems.push({
      field: 'type',
      code: 'YUCHO_TYPE_MISMATCH',
      message:
        'ゆうちょ銀行では、支店コードの最後が8なら普通か貯蓄、9なら当座です。記号・番号から入れ直すか、種類を選び直してください。',
    });
  }
  if (!/^\d{7}$/.test(number) || number === '0000000') {
    problems.push({
      field: 'number',
      code: 'NUMBER_INVALID',
      message: '口座番号は7けたの数字です（7けたより短いときは、前に0を付けます）。通帳を見て、入力し直してください。',
    });
  }
  return problems;
}

function checkHolder(holderKana: string): AccountProblem[] {
  if (toZenginName(holderKana).text === '') {
    return [
      {
        field: 'holderKana',
        code: 'HOLDER_EMPTY',
        message: '口座の名義がありません。通帳に書かれている名前を、カタカナで入力してください。',
      },
    ];
  }
  if (holderKana.length <= HOLDER_LONGEST) return [];
  return [
    {
      field: 'holderKana',
      code: 'HOLDER_LONG',
      message: `口座の名義は${HOLDER_LONGEST}文字までです。通帳に書かれているとおりに入力してください。`,
    },
  ];
}
