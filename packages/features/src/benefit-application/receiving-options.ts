// The ways in which a resident may receive a benefit, in the order in which they are offered.
import { toSearchKey } from '@tenohira/core';
import type { BenefitOffer } from '@tenohira/feature-kit';

export type ReceivingOption = {
  /** Method and kind of account: what a button answers and the conversation keeps. */
  key: string;
  method: string;
  accountKind: 'held' | 'public' | 'none';
  label: string;
  note: string;
  /** As it is confirmed: 「銀行口座への振込：役所が知っている口座（番号の末尾 67）」 */
  summary: string;
};

/** Typed numbers and labels count from these. An account that is not among them is entered on a page. */
export function receivingOptions({ methods, accountTail }: BenefitOffer): ReceivingOption[] {
  return methods.flatMap((method): ReceivingOption[] => {
    if (method.asks === 'nothing') {
      const { key, title, summary } = method;
      return [{ key: `${key}|none`, method: key, accountKind: 'none', label: title, note: summary, summary: title }];
    }
    return [...heldAccount(method, accountTail), publicAccount(method)];
  });
}

/** True where the resident may also enter an account of their own. */
export function mayEnterAccount({ methods }: BenefitOffer): boolean {
  return methods.some(({ asks }) => asks === 'account');
}

export function findOption(offer: BenefitOffer, key: unknown): ReceivingOption | undefined {
  return receivingOptions(offer).find((option) => option.key === key);
}

/** What a resident typed instead of tapping: 「1」, 「２番」, or the words on the button. */
export function readTypedOption(options: readonly ReceivingOption[], text: string): ReceivingOption | undefined {
  const typed = toSearchKey(text).replace(/[。、．，.,!！]+$/, '');
  const number = /^(\d{1,2})(?:番|ばん)?(?:で|です|がいい)?$/.exec(typed)?.[1];
  if (number !== undefined) return options[Number(number) - 1];
  return options.find(({ label }) => toSearchKey(label) === typed);
}

function heldAccount(method: BenefitOffer['methods'][number], tail: string | undefined): ReceivingOption[] {
  if (tail === undefined) return [];
  const account = `役所が知っている口座（番号の末尾 ${tail}）`;
  return [
    {
      key: `${method.key}|held`,
      method: method.key,
      accountKind: 'held',
      label: '役所が知っている口座で',
      note: `番号の末尾 ${tail} の口座に振り込みます。`,
      summary: `${method.title}：${account}`,
    },
  ];
}

function publicAccount(method: BenefitOffer['methods'][number]): ReceivingOption {
  return {
    key: `${method.key}|public`,
    method: method.key,
    accountKind: 'public',
    label: '公金受取口座で',
    note: 'マイナポータルなどで国に登録した口座に振り込みます。',
    summary: `${method.title}：公金受取口座（国に登録した口座）`,
  };
}
