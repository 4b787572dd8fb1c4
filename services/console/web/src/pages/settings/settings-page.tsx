import { Link } from 'react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { useMe } from '../../shell/me.ts';
import { mayOpen } from '../../shell/navigation.ts';
import { usePages } from '../../shell/pages-context.ts';

export function Page() {
  const { permissions } = useMe();
  const settings = usePages().filter((page) => page.setting !== undefined && mayOpen(page, permissions));
  return (
    <>
      <PageHeader title="設定" />
      <ul className="grid gap-4 md:grid-cols-2">
        {settings.map(({ path, setting }) => (
          <li
            key={path}
            className="relative rounded-16 border border-line bg-white p-6 hover:border-blue-900 hover:bg-blue-50"
          >
            <Link
              to={path}
              className="text-std-18B-160 text-blue-1000 underline underline-offset-4 after:absolute after:inset-0 after:rounded-16"
            >
              {setting?.title}
            </Link>
            <p className="mt-1 text-solid-gray-700">{setting?.description}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
