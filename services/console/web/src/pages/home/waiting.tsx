import { Link } from 'react-router';
import { formatCount, Icon } from '../../components/index.ts';
import type { Home } from './home.ts';
import { listWork } from './waiting-work.ts';

/** Each card leads to where it is done. Where nothing waits, it says so and nothing else. */
export function Waiting({ waiting }: { waiting: Home['waiting'] }) {
  const work = listWork(waiting);
  return (
    <section aria-labelledby="waiting" className="flex flex-col gap-4">
      <h2 id="waiting" className="text-std-20B-150">
        あなたを待っていること
      </h2>
      {work.length === 0 ? (
        <p className="flex items-center gap-5 rounded-16 border border-green-200 bg-green-50 p-6">
          <span className="rounded-full bg-white p-3 text-green-900">
            <Icon name="check" className="size-7" />
          </span>
          <span>
            <span className="block text-std-18B-160">いま、あなたを待っていることはありません</span>
            新しい受付や承認の依頼があると、ここに出ます。
          </span>
        </p>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {work.map(({ key, to, icon, title, count, unit, note }) => (
            <li key={key}>
              <Link
                to={to}
                className="group flex h-full items-start gap-4 rounded-16 border border-line bg-white p-5 hover:border-blue-900 hover:bg-blue-50"
              >
                <span className="rounded-12 bg-blue-50 p-3 text-blue-900 group-hover:bg-white">
                  <Icon name={icon} className="size-6" />
                </span>
                <span className="flex min-w-0 flex-1 flex-col">
                  <span className="text-std-16B-170 group-hover:underline">{title}</span>
                  <span className="text-dns-14N-130 text-solid-gray-700">{note}</span>
                </span>
                <span className="text-std-32B-150 text-blue-1000 tabular-nums">
                  {formatCount(count)}
                  <span className="ml-1 text-dns-14N-130">{unit}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
