import { useId } from 'react';
import { classNames } from './class-names.ts';
import { formatCount } from './money.tsx';

export type Bar = { key: string; label: string; value: number };

/**
 * Horizontal bars, each its share of the whole, with their numbers beside them: a table to those who listen, bars to those who look. New values move the
 * bars, so that it serves for live results as well.
 */
export function BarChart({ caption, bars, unit = '件' }: { caption: string; bars: readonly Bar[]; unit?: string }) {
  const captionId = useId();
  const sum = bars.reduce((total, { value }) => total + value, 0);
  return (
    <table aria-labelledby={captionId} className="w-full">
      <caption id={captionId} className="mb-3 text-left font-bold">
        {caption}
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">項目</th>
          <th scope="col">割合</th>
          <th scope="col">数</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, label, value }) => (
          <tr key={key}>
            <th scope="row" className="w-2/5 py-1.5 pr-4 text-left align-middle font-normal">
              {label}
            </th>
            <td className="py-1.5 align-middle">
              <div aria-hidden="true" className="h-6 rounded-4 bg-solid-gray-50">
                <div
                  className={classNames(
                    'h-full rounded-4 bg-blue-600 transition-[width] duration-500',
                    value > 0 && 'min-w-0.5',
                  )}
                  style={{ width: shareOf(value, sum) }}
                />
              </div>
              <span className="sr-only">{shareOf(value, sum)}</span>
            </td>
            <td className="w-36 py-1.5 pl-4 text-right align-middle whitespace-nowrap tabular-nums">
              <span className="font-bold">{formatCount(value)}</span> {unit}
              <span aria-hidden="true" className="ml-2 text-solid-gray-700">
                {shareOf(value, sum)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shareOf(value: number, sum: number): string {
  return `${sum === 0 ? 0 : Math.round((value / sum) * 100)}%`;
}

/** Whether numbers come in as they happen; beside the title of a chart. */
export function LiveMark({ state }: { state: 'connecting' | 'live' | 'lost' }) {
  const [words, dot] = {
    connecting: ['つないでいます', 'bg-solid-gray-420'],
    live: ['リアルタイム', 'bg-green-600 animate-pulse'],
    lost: ['つなぎ直しています', 'bg-yellow-700'],
  }[state];
  return (
    <span role="status" className="inline-flex items-center gap-2 text-dns-14N-130">
      <span aria-hidden="true" className={`size-2.5 rounded-full ${dot}`} />
      {words}
    </span>
  );
}
