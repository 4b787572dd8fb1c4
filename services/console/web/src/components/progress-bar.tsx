import { useId } from 'react';
import { formatCount } from './money.tsx';

/**
 * How far long work is. The numbers come from the server, read by a query with `refetchInterval`, so that a reload goes on
 * where it was: `useApiQuery(…, { refetchInterval: (list) => (list?.status === 'importing' ? 1_000 : false) })`.
 */
export function ProgressBar({
  label,
  done,
  total,
  unit = '件',
}: {
  label: string;
  done: number;
  total: number;
  unit?: string;
}) {
  const id = useId();
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap justify-between gap-x-4">
        <label htmlFor={id} className="font-bold">
          {label}
        </label>
        <span className="tabular-nums">
          {formatCount(done)} / {formatCount(total)} {unit}（{Math.floor(share * 100)}%）
        </span>
      </div>
      <progress
        id={id}
        value={done}
        max={Math.max(1, total)}
        className="h-3 w-full appearance-none overflow-hidden rounded-full bg-solid-gray-100 [&::-moz-progress-bar]:bg-blue-900 [&::-webkit-progress-bar]:bg-solid-gray-100 [&::-webkit-progress-value]:bg-blue-900 [&::-webkit-progress-value]:transition-[width]"
      />
    </div>
  );
}
