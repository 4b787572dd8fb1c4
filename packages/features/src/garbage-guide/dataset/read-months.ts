/** Months of one word after a colon: `4`, `12月`, `4-6`, `12~3` (over the new year). Undefined where it is none. */
export function readMonths(text: string): number[] | undefined {
  const match = /^(\d{1,2})月?(?:[-~〜–](\d{1,2})月?)?$/.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  if (!isMonth(from) || !isMonth(to)) return undefined;
  const months = [from];
  for (let month = from; month !== to; ) {
    month = (month % 12) + 1;
    months.push(month);
  }
  return months;
}

function isMonth(value: number): boolean {
  return value >= 1 && value <= 12;
}
