import { useNavigate } from 'react-router';
import { MapView, MorePages, Notice, Skeleton, TextLink } from '../../../components/index.ts';
import { CasePhoto } from '../case-photo.tsx';
import { CaseStatusBadge } from '../case-status.tsx';
import type { CaseFilters } from './case-filters.ts';
import { type CasePages, type ListedCase, NoCases } from './case-list.tsx';

type Placed = ListedCase & { location: NonNullable<ListedCase['location']> };

/** Cases where they are. The list beside the map says the same in words, and leads on without a map. */
export function CaseMap({ cases, filters }: { cases: CasePages; filters: CaseFilters }) {
  const navigate = useNavigate();
  const placed = cases.items.filter((item): item is Placed => item.location !== null);
  if (cases.isPending) return <Skeleton lines={8} />;
  if (placed.length === 0) {
    return cases.problem === null ? <NoCases filters={filters} counts={undefined} /> : <MorePages pages={cases} />;
  }
  return (
    <div className="grid gap-4 lg:grid-cols-[1fr_22rem]">
      <MapView
        label={`受付${placed.length}件の場所`}
        height="h-[36rem]"
        markers={placed.map(({ number, title, location }) => ({
          key: number,
          ...location,
          label: `${number} ${title}`,
        }))}
        onPress={(number) => void navigate(`/cases/${number}`)}
      />
      <div className="flex flex-col gap-3">
        <p className="text-dns-14N-130 text-solid-gray-700" role="status">
          場所のある受付を、{placed.length}件地図に出しています。
        </p>
        <ul
          aria-label="地図に出ている受付"
          className="flex max-h-[34rem] flex-col gap-2 overflow-y-auto rounded-12 border border-line bg-white p-2"
        >
          {placed.map((item) => (
            <MapRow key={item.caseId} item={item} />
          ))}
        </ul>
        {cases.hasMore && <Notice>これより古い受付もあります。下の「さらに表示」で地図に加えられます。</Notice>}
        <MorePages pages={cases} />
      </div>
    </div>
  );
}

function MapRow({ item: { number, title, photoId, status, statusText } }: { item: Placed }) {
  return (
    <li className="relative flex items-center gap-3 rounded-8 p-2 hover:bg-blue-50">
      {photoId !== null && (
        <CasePhoto caseNumber={number} objectId={photoId} thumbnail alt="" className="size-12 shrink-0 rounded-6" />
      )}
      <div className="flex min-w-0 flex-col gap-1">
        <TextLink to={`/cases/${number}`} className="font-bold after:absolute after:inset-0">
          {title}
        </TextLink>
        <span className="flex items-center gap-2 text-dns-14N-130">
          <span className="font-mono">{number}</span>
          <CaseStatusBadge status={status} text={statusText} />
        </span>
      </div>
    </li>
  );
}
