import { useId } from 'react';
import { classNames } from './class-names.ts';
import { formatCount } from './money.tsx';

export type DaySeries = {
  key: string;
  label: string;
  /** A background of the design system; neighbours differ in brightness, so that they can be told apart without colour. */
  fill: string;
};

export type DayBar = {
  /** `2026-11-24` */
  day: string;
  values: Readonly<Record<string, number>>;
};

const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'];
/** Beyond this many days only some of them have their date below. */
const ALL_NAMED = 10;

/** Columns of days, one part a series: a table to those who listen, columns to those who look. */
export function DayChart({
  caption,
  days,
  series,
  unit = '通',
}: {
  caption: string;
  days: readonly DayBar[];
  series: readonly DaySeries[];
  unit?: string;
}) {
  const captionId = useId();
  // What never happens needs no place; the first says what all of it is about.
  const shown = series.filter(({ key }, index) => index === 0 || days.some(({ values }) => (values[key] ?? 0) > 0));
  const totals = days.map(({ values }) => series.reduce((sum, { key }) => sum + (values[key] ?? 0), 0));
  const most = Math.max(1, ...totals);
  const step = days.length <= ALL_NAMED ? 1 : Math.ceil(days.length / 6);
  return (
    <figure aria-labelledby={captionId} className="relative flex flex-col gap-4">
      <figcaption id={captionId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <span className="font-bold">{caption}</span>
        <ul className="flex flex-wrap gap-x-5 text-dns-14N-130">
          {shown.map(({ key, label, fill }) => (
            <li key={key} className="flex items-center gap-2">
              <span aria-hidden="true" className={`size-3 rounded-4 ${fill}`} />
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
      <div aria-hidden="true" className="flex h-44 items-end gap-1 border-b border-solid-gray-420 sm:gap-2">
        {days.map(({ day, values }, index) => (
          <div
            key={day}
            title={`${sayDay(day)}　${formatCount(totals[index] ?? 0)}${unit}`}
            className="flex h-full min-w-0 flex-1 flex-col justify-end gap-1 text-center"
          >
            {days.length <= ALL_NAMED && (
              <span className="text-dns-14N-130 tabular-nums">{formatCount(totals[index] ?? 0)}</span>
            )}
            <div
              className="mx-auto flex w-full max-w-14 flex-col-reverse overflow-hidden rounded-t-6 transition-[height] duration-500"
              style={{ height: `${((totals[index] ?? 0) / most) * 80}%` }}
            >
              {shown.map(({ key, fill }) => (
                <div key={key} className={fill} style={{ flexGrow: values[key] ?? 0 }} />
              ))}
            </div>
          </div>
        ))}
      </div>
      <div aria-hidden="true" className="-mt-3 flex gap-1 text-dns-14N-130 text-solid-gray-700 sm:gap-2">
        {days.map(({ day }, index) => (
          <span
            key={day}
            className={classNames(
              'min-w-0 flex-1 overflow-visible text-center whitespace-nowrap',
              index % step === 0 ? '' : 'invisible w-0',
            )}
          >
            {shortDay(day)}
            {days.length <= ALL_NAMED && <span className="block">({weekday(day)})</span>}
          </span>
        ))}
      </div>
      {/* Around the table: a table takes no height, so hiding it alone would leave room for it. */}
      <div className="sr-only">
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">日</th>
              {shown.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, values }) => (
              <tr key={day}>
                <th scope="row">{sayDay(day)}</th>
                {shown.map(({ key }) => (
                  <td key={key}>
                    {formatCount(values[key] ?? 0)}
                    {unit}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

/** 11/24(火) */
function sayDay(day: string): string {
  return `${shortDay(day)}(${weekday(day)})`;
}

function weekday(day: string): string {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}

function shortDay(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}/${date}`;
}
