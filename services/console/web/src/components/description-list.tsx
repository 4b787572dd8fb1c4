import type { ReactNode } from 'react';

export type Description = { term: ReactNode; value: ReactNode };

/** Facts of one thing: side by side where its place is wide enough. */
export function DescriptionList({ items }: { items: readonly (Description & { key?: string })[] }) {
  return (
    <div className="@container">
      <dl className="grid grid-cols-1 @sm:grid-cols-[minmax(8rem,14rem)_1fr]">
        {items.map(({ key, term, value }, index) => (
          <div
            key={key ?? index}
            className="contents [&:not(:last-child)>dd]:border-b [&:not(:last-child)>dt]:@sm:border-b [&>*]:border-line"
          >
            <dt className="pt-3 pr-4 font-bold text-solid-gray-800 @sm:pb-3">{term}</dt>
            <dd className="min-w-0 pb-3 whitespace-pre-line @sm:pt-3">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
