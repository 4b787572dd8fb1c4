import { type DateStyle, formatDate } from './format-date.ts';

/** A moment or a day in Japan; nothing where there is none. The tooltip has the second. */
export function DateTime({ value, format = 'minute' }: { value: string | null | undefined; format?: DateStyle }) {
  if (value === null || value === undefined) return <span className="text-solid-gray-536">－</span>;
  return (
    <time
      dateTime={value}
      title={value.includes('T') ? formatDate(value, 'second') : undefined}
      className="whitespace-nowrap tabular-nums"
    >
      {formatDate(value, format)}
    </time>
  );
}
