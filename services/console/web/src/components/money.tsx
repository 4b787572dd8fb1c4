const YEN = new Intl.NumberFormat('ja-JP');

/** `¥1,234,500`; in a column of a table give the column `align: 'end'`. */
export function Money({ yen, className = '' }: { yen: number; className?: string }) {
  return <span className={`whitespace-nowrap tabular-nums ${className}`}>{formatYen(yen)}</span>;
}

export function formatYen(yen: number): string {
  return `${yen < 0 ? '-' : ''}¥${YEN.format(Math.abs(yen))}`;
}

export function formatCount(count: number): string {
  return YEN.format(count);
}
