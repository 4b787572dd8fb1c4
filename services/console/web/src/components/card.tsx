import { type ReactNode, useId } from 'react';

/** A part of a page with a heading of its own. */
export function Card({
  title,
  lead,
  actions,
  children,
}: {
  title?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const headingId = useId();
  return (
    <section
      aria-labelledby={title === undefined ? undefined : headingId}
      className="flex flex-col gap-5 rounded-16 border border-line bg-white p-6"
    >
      {title !== undefined && (
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="flex flex-col gap-1">
            <h2 id={headingId} className="text-std-20B-150">
              {title}
            </h2>
            {lead !== undefined && <p className="text-solid-gray-700">{lead}</p>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** A number to see at a glance. */
export function Figure({ label, value, note }: { label: ReactNode; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="flex flex-col gap-1 rounded-12 border border-line bg-white p-5">
      <p className="text-dns-14N-130 text-solid-gray-700">{label}</p>
      <p className="text-std-32B-150 tabular-nums">{value}</p>
      {note !== undefined && <p className="text-dns-14N-130 text-solid-gray-700">{note}</p>}
    </div>
  );
}
