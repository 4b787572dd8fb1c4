// An account as it is being typed in, and what is still missing of it.
import type { FieldErrors } from '../use-draft-form.ts';
import type { AccountInput } from '../words.ts';

export type BankEntry = { code: string; name: string };

export type AccountDraft = {
  /** `yucho`: by what the passbook shows, 記号・番号. */
  by: 'bank' | 'yucho';
  bank: BankEntry | undefined;
  branch: BankEntry | undefined;
  type: AccountInput['type'];
  number: string;
  holderKana: string;
};

export const EMPTY_ACCOUNT: AccountDraft = {
  ...{ by: 'bank', bank: undefined, branch: undefined, type: '1', number: '', holderKana: '' },
};

export const ACCOUNT_TYPES: Readonly<Record<AccountInput['type'], string>> = { '1': '普通', '2': '当座', '4': '貯蓄' };

export function checkAccountDraft({ by, bank, branch, number, holderKana }: AccountDraft): FieldErrors {
  const holder = holderKana.trim() === '' ? '口座名義を、カナで入力してください。' : undefined;
  if (by === 'yucho') {
    return {
      symbol: branch === undefined ? '記号と番号を入力して、「振込の番号に直す」を押してください。' : undefined,
      holderKana: holder,
    };
  }
  return {
    bank: bank === undefined ? '金融機関を選んでください。' : undefined,
    branch: branch === undefined ? '支店を選んでください。' : undefined,
    number: /^\d{1,7}$/.test(digits(number)) ? undefined : '口座番号を、7けたまでの数字で入力してください。',
    holderKana: holder,
  };
}

/** Of a draft in which nothing is wrong. */
export function toAccount({ bank, branch, type, number, holderKana }: AccountDraft): AccountInput {
  return {
    bankCode: bank?.code ?? '',
    branchCode: branch?.code ?? '',
    type,
    number: digits(number).padStart(7, '0'),
    holderKana: holderKana.trim(),
  };
}

function digits(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '');
}
