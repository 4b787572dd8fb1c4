import { useId } from 'react';
import { formatYen } from '../../../components/index.ts';
import { sayYen } from '../say-yen.ts';
import type { Progress } from '../words.ts';

type Balances = Progress['balances'];

/** From what has arrived to what is left, in the order in which money moves. */
const PARTS = [
  { key: 'paid', label: '支払い済み', swatch: 'bg-green-800' },
  { key: 'in-transit', label: '支払いの途中', swatch: 'bg-blue-700' },
  { key: 'reserved', label: '承認済み（支払い待ち）', swatch: 'bg-blue-300' },
  { key: 'budget', label: '残り', swatch: 'bg-solid-gray-300' },
] as const satisfies readonly { key: keyof Balances; label: string; swatch: string }[];

/** All that the program was given, and where it is: a list to those who listen, a bar to those who look. */
export function BudgetBar({ balances }: { balances: Balances }) {
  const captionId = useId();
  const fundedYen = -balances.appropriation;
  return (
    <div className="@container flex flex-col gap-4">
      <p id={captionId} className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-solid-gray-700">予算</span>
        <span className="text-std-24B-150 tabular-nums">{formatYen(fundedYen)}</span>
        <span className="text-solid-gray-700">（{sayYen(fundedYen)}）</span>
      </p>
      <div aria-hidden="true" className="flex h-5 overflow-hidden rounded-full bg-solid-gray-50">
        {PARTS.map(({ key, swatch }) => (
          <div
            key={key}
            className={`${swatch} transition-[width] duration-500`}
            style={{ width: `${fundedYen === 0 ? 0 : (balances[key] / fundedYen) * 100}%` }}
          />
        ))}
      </div>
      <dl aria-labelledby={captionId} className="grid gap-x-8 gap-y-2 @lg:grid-cols-2">
        {PARTS.map(({ key, label, swatch }) => (
          <div key={key} className="flex items-baseline gap-2">
            <dt className="flex items-center gap-2">
              <span aria-hidden="true" className={`size-3.5 shrink-0 rounded-4 ${swatch}`} />
              {label}
            </dt>
            <dd className="ml-auto font-bold whitespace-nowrap tabular-nums">{formatYen(balances[key])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
