import type { BankEntry } from '@tenohira/banking';

/** The directory leaves 「銀行」 off the names of Japanese banks (codes below 0400, and ゆうちょ): people know it with. */
export function bankName({ code, name }: BankEntry): string {
  const isBank = code < '0400' || code === '9900';
  return isBank && !/(銀行|機構|金庫)$/.test(name) ? `${name}銀行` : name;
}
