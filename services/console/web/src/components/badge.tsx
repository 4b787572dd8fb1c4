import type { ReactNode } from 'react';

/** What a colour says: `blue` under way, `green` done, `yellow` waits for somebody, `red` wrong, `gray` over or neutral. */
export type BadgeTone = 'gray' | 'blue' | 'green' | 'yellow' | 'red' | 'purple';

const TONES: Readonly<Record<BadgeTone, string>> = {
  gray: 'border-solid-gray-420 bg-solid-gray-50 text-solid-gray-800',
  blue: 'border-blue-300 bg-blue-50 text-blue-1000',
  green: 'border-green-400 bg-green-50 text-green-1000',
  yellow: 'border-yellow-500 bg-yellow-50 text-yellow-1200',
  red: 'border-red-300 bg-red-50 text-red-1000',
  purple: 'border-purple-300 bg-purple-50 text-purple-1000',
};

export function Badge({ tone = 'gray', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center whitespace-nowrap rounded-6 border px-2 py-1 text-oln-14B-100 ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}

export type StatusTable<Status extends string> = Readonly<Record<Status, { label: string; tone: BadgeTone }>>;

/** A status by its table: `<StatusBadge status={row.status} table={CASE_STATUS} />`. One that is not in it shows as it is. */
export function StatusBadge<Status extends string>({ status, table }: { status: Status; table: StatusTable<Status> }) {
  const { label, tone } = table[status] ?? { label: status, tone: 'gray' };
  return <Badge tone={tone}>{label}</Badge>;
}
