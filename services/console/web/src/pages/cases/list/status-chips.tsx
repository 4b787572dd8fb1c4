import { classNames } from '../../../components/class-names.ts';
import { formatCount } from '../../../components/index.ts';
import { type CaseCounts, type CaseFilters, chosenStatus, countOf, STATUS_CHOICES } from './case-filters.ts';

/** How many there are in each status under the other filters; a press shows them alone. */
export function StatusChips({ filters, counts }: { filters: CaseFilters; counts: CaseCounts | undefined }) {
  const chosen = chosenStatus(filters);
  return (
    <fieldset className="grid grid-cols-2 gap-2 sm:grid-cols-4 xl:grid-cols-7">
      <legend className="sr-only">対応状況</legend>
      {STATUS_CHOICES.map((choice) => {
        const isChosen = choice === chosen;
        return (
          <button
            key={choice.value}
            type="button"
            aria-pressed={isChosen}
            className={classNames(
              'flex flex-col items-start gap-1 rounded-12 border px-4 py-3 text-left',
              isChosen
                ? 'border-blue-900 bg-blue-900 text-white'
                : 'border-line bg-white hover:border-blue-900 hover:bg-blue-50',
            )}
            onClick={() => filters.set({ status: choice.value })}
          >
            <span className="text-oln-14B-100 whitespace-nowrap">{choice.label}</span>
            <span className="text-std-24B-150 tabular-nums">
              {counts === undefined ? '…' : formatCount(countOf(choice, counts))}
              <span className="ml-1 text-dns-14N-130">件</span>
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
