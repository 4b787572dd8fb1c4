import type { InForce } from './in-force.ts';

/** What was read although it looks strange, with where it stands. */
export function DoubtList({ doubts }: { doubts: InForce['doubts'] }) {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-6">
      {doubts.map(({ file, line, message }) => (
        <li key={`${file} ${line} ${message}`}>{message}</li>
      ))}
    </ul>
  );
}
