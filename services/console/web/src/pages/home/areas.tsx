import { Link } from 'react-router';
import { Icon } from '../../components/icon.tsx';
import { useMe } from '../../shell/me.ts';
import { navigationFor } from '../../shell/navigation.ts';
import { usePages } from '../../shell/pages-context.ts';

/** For those who work for no city: the ways from here. */
export function Areas() {
  const { permissions } = useMe();
  const areas = navigationFor(usePages(), permissions).flatMap(({ items }) => items.filter(({ to }) => to !== '/'));
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {areas.map(({ to, label, icon }) => (
        <li key={to}>
          <Link
            to={to}
            className="flex items-center gap-4 rounded-16 border border-line bg-white p-6 text-std-18B-160 hover:border-blue-900 hover:bg-blue-50 hover:underline"
          >
            <span className="rounded-12 bg-blue-50 p-3 text-blue-900">
              <Icon name={icon} className="size-7" />
            </span>
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
