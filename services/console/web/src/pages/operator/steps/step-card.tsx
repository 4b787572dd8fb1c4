import { type ReactNode, useId } from 'react';
import { Badge, Button, DateTime, Notice, StatusBadge, type StatusTable } from '../../../components/index.ts';
import type { Step } from '../city-state.ts';

const STATUSES: StatusTable<Step['status']> = {
  done: { label: '済み', tone: 'green' },
  open: { label: 'これから', tone: 'gray' },
  failed: { label: 'うまくいっていません', tone: 'red' },
  unavailable: { label: 'この環境では使えません', tone: 'gray' },
};

/** One step: where it stands, what went wrong, and what to do for it. What is done can be opened and done again. */
export function StepCard({
  number,
  step,
  isOpen,
  onToggle,
  summary,
  children,
}: {
  number: number;
  step: Step;
  isOpen: boolean;
  onToggle: () => void;
  /** What was done, in a line. */
  summary?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const { key, title, status, problem, at } = step;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-5 rounded-16 border border-line bg-white p-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span
          aria-hidden="true"
          className={`flex size-10 shrink-0 items-center justify-center rounded-full font-bold ${
            status === 'done' ? 'bg-green-800 text-white' : 'border-2 border-blue-900 text-blue-900'
          }`}
        >
          {number}
        </span>
        <h2 id={id} className="text-std-20B-150">
          {title}
        </h2>
        <StatusBadge status={status} table={STATUSES} />
        {status === 'done' && at !== null && (
          <span className="text-dns-14N-130 text-solid-gray-700">
            <DateTime value={at} />
          </span>
        )}
        {status !== 'unavailable' && (
          <Button className="ml-auto" size="sm" aria-expanded={isOpen} icon={isOpen ? 'up' : 'down'} onClick={onToggle}>
            {isOpen ? '閉じる' : status === 'done' && key !== 'municipality' ? 'やり直す' : '開く'}
            <span className="sr-only">：{title}</span>
          </Button>
        )}
      </div>
      {summary !== undefined && <div className="text-solid-gray-700">{summary}</div>}
      {problem !== null && status === 'failed' && (
        <Notice kind="error" title="前回は、うまくいきませんでした">
          {problem}
        </Notice>
      )}
      {isOpen && children}
    </section>
  );
}

export function Words({ words }: { words: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-2">
      {words.map((word) => (
        <Badge key={word} tone="blue">
          {word}
        </Badge>
      ))}
    </span>
  );
}
