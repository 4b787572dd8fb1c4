// What residents are told about garbage now: the figures, each area's calendar, and what staff should look at.
import { useApiQuery } from '../../api/use-api.ts';
import {
  Card,
  EmptyState,
  Figure,
  formatCount,
  formatDate,
  LinkButton,
  Loaded,
  Notice,
  PageHeader,
} from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';
import { AreaCalendar } from './area-calendar.tsx';
import { DoubtList } from './doubt-list.tsx';
import type { InForce } from './in-force.ts';

const CLOSED_DAYS: Readonly<Record<InForce['closedDays'], string>> = {
  skip: '休みの日の収集は、ありません。',
  shift: '休みの日の収集は、次の週に移ります。',
};

export function Page() {
  const garbage = useApiQuery('/garbage');
  const mayPrepare = useMay()('prepare');
  const importButton = (
    <LinkButton look="primary" icon="upload" to="/garbage/import">
      カレンダーを取り込む
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title="ごみ収集"
        lead="住民がLINEで調べる収集日と分別です。5374(ゴミナシ)形式のファイルから作ります。"
        actions={mayPrepare && garbage.data?.inForce ? importButton : undefined}
      />
      <Loaded query={garbage}>
        {({ inForce }) =>
          inForce === null ? (
            <EmptyState
              icon="bin"
              title="ごみカレンダーはまだありません"
              actions={mayPrepare ? importButton : undefined}
            >
              ファイルを取り込むと、住民が収集日を調べられるようになります。取り込む前に、中身を確かめられます。
            </EmptyState>
          ) : (
            <WhatIsInForce inForce={inForce} />
          )
        }
      </Loaded>
    </>
  );
}

function WhatIsInForce({ inForce }: { inForce: InForce }) {
  const { areas, categories, items, closures, doubts, importedAt, closedDays } = inForce;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Figure label="地区" value={formatCount(areas.length)} />
        <Figure label="ごみの種類" value={formatCount(categories.length)} />
        <Figure label="分別がわかる品物" value={formatCount(items)} />
        <Figure
          label="取り込んだ日"
          value={<span className="text-std-20B-150">{formatDate(importedAt, 'short')}</span>}
        />
      </div>
      {doubts.length > 0 && (
        <Notice kind="warning" title={`確かめてほしいところが${doubts.length}個あります`}>
          <DoubtList doubts={doubts} />
        </Notice>
      )}
      <AreaCalendar areas={areas} categories={categories} />
      <Card title="収集が休みの日" lead={CLOSED_DAYS[closedDays]}>
        {closures.length === 0 ? (
          <p>登録されていません。</p>
        ) : (
          <ul className="grid gap-2 sm:grid-cols-2">
            {closures.map(({ center, from, to }) => (
              <li key={`${center} ${from}`}>
                {center || 'すべて'}：{formatDate(from, 'short')}から{formatDate(to, 'short')}まで
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}
