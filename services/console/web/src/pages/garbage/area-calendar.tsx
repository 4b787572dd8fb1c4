import { useState } from 'react';
import { useApiQuery } from '../../api/use-api.ts';
import { Button, Card, Loaded, Select } from '../../components/index.ts';
import type { InForce } from './in-force.ts';
import { addMonths, daysOfMonth, type Month, monthLabel, monthOf, today } from './month.ts';
import { MonthTable } from './month-table.tsx';

/** One area's month, as residents there hear it day by day. */
export function AreaCalendar({ areas, categories }: Pick<InForce, 'areas' | 'categories'>) {
  const [areaKey, setAreaKey] = useState(areas[0]?.key ?? '');
  const [month, setMonth] = useState<Month>(() => monthOf(today()));
  return (
    <Card title="地区のカレンダー" lead="住民への案内と同じ計算です。">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <Select
          label="地区"
          className="min-w-80"
          options={areas.map(({ key, name, district }) => ({
            value: key,
            label: district === undefined ? name : `${district} ${name}`,
          }))}
          value={areaKey}
          onChange={(event) => setAreaKey(event.target.value)}
        />
        <div className="flex items-center gap-3">
          <Button icon="left" onClick={() => setMonth(addMonths(month, -1))}>
            前の月
          </Button>
          <p role="status" className="min-w-28 text-center text-std-18B-160">
            {monthLabel(month)}
          </p>
          <Button icon="right" onClick={() => setMonth(addMonths(month, 1))}>
            次の月
          </Button>
        </div>
      </div>
      <AreaMonth areaKey={areaKey} month={month} categories={categories} />
    </Card>
  );
}

function AreaMonth({
  areaKey,
  month,
  categories,
}: {
  areaKey: string;
  month: Month;
  categories: InForce['categories'];
}) {
  const calendar = useApiQuery(
    '/garbage/areas/:areaKey/calendar',
    { params: { areaKey }, query: daysOfMonth(month) },
    { keepPrevious: true },
  );
  return (
    <Loaded query={calendar}>
      {({ days }) => <MonthTable caption={monthLabel(month)} days={days} categories={categories} />}
    </Loaded>
  );
}
