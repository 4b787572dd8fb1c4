import { classNames } from '../../../components/class-names.ts';
import { Icon } from '../../../components/index.ts';

const VIEWS = [
  { view: '', label: '一覧', icon: 'list' },
  { view: 'map', label: '地図', icon: 'pin' },
] as const;

export function ViewSwitch({ isMap, onChange }: { isMap: boolean; onChange: (view: string) => void }) {
  return (
    <fieldset className="inline-flex overflow-hidden rounded-8 border border-blue-900">
      <legend className="sr-only">見かた</legend>
      {VIEWS.map(({ view, label, icon }) => {
        const isChosen = (view === 'map') === isMap;
        return (
          <button
            key={view}
            type="button"
            aria-pressed={isChosen}
            className={classNames(
              'flex min-h-12 items-center gap-2 px-5 text-oln-16B-100 focus-visible:-outline-offset-4',
              isChosen ? 'bg-blue-900 text-white' : 'bg-white text-blue-900 hover:bg-blue-50',
            )}
            onClick={() => onChange(view)}
          >
            <Icon name={icon} className="size-5" />
            {label}
          </button>
        );
      })}
    </fieldset>
  );
}
