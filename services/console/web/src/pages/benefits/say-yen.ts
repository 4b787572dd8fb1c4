// Yen as people say them: a zero too many is heard at once.
const UNITS = [
  [100_000_000, '億'],
  [10_000, '万'],
] as const;

/** 70,000 → 7万円, 123,456,789 → 1億2,345万6,789円 */
export function sayYen(yen: number): string {
  if (!Number.isSafeInteger(yen)) return '';
  let rest = Math.abs(yen);
  let words = '';
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) words += `${count.toLocaleString('ja-JP')}${unit}`;
    rest %= size;
  }
  if (rest > 0 || words === '') words += rest.toLocaleString('ja-JP');
  return `${yen < 0 ? 'マイナス' : ''}${words}円`;
}
