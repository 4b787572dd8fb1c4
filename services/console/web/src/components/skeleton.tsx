const WIDTHS = ['92%', '74%', '83%', '61%'];

/** Stands where something is on its way. Without a label it says nothing to those who listen. */
export function Skeleton({ lines = 3, label = '読み込んでいます' }: { lines?: number; label?: string | undefined }) {
  return (
    <div className="flex flex-col gap-3">
      {label !== undefined && (
        <span role="status" className="sr-only">
          {label}
        </span>
      )}
      {Array.from({ length: lines }, (_, line) => ({ line, width: WIDTHS[line % WIDTHS.length] })).map(
        ({ line, width }) => (
          <div
            key={line}
            aria-hidden="true"
            className="h-5 animate-pulse rounded-4 bg-solid-gray-100"
            style={{ width }}
          />
        ),
      )}
    </div>
  );
}
