import type { LocalDate } from '@tenohira/core';

/**
 * A day as municipalities write it: 20260401, 2026/4/1, 2026-04-01, 2026.4.1, 2026年4月1日 (also in full width).
 * `no-day`: it looks like one but does not exist (20150198, 2024110). Undefined: it is no day at all.
 */
export function readDay(text: string): LocalDate | 'no-day' | undefined {
  const plain = text.normalize('NFKC').trim();
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const spaced =
    /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/.exec(plain) ?? /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/.exec(plain);
  if (compact) return toDay(compact[1], compact[2], compact[3]);
  if (spaced) return toDay(spaced[1], spaced[3], spaced[4]);
  return /^\d{5,}$/.test(plain) || /^\d+([/.-])\d+\1\d+$/.test(plain) ? 'no-day' : undefined;
}

function toDay(year = '', month = '', day = ''): LocalDate | 'no-day' {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && Number(year) >= 1900;
  return exists ? date.toISOString().slice(0, 10) : 'no-day';
}
