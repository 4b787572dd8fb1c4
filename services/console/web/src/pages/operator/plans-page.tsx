import { useApiQuery } from '../../api/use-api.ts';
import {
  type Column,
  formatCount,
  Loaded,
  Money,
  Notice,
  PageHeader,
  Table,
  TextLink,
} from '../../components/index.ts';
import type { Plan } from './plan-words.ts';

type Band = { year: Plan; month: Plan };

const COLUMNS: readonly Column<Band>[] = [
  { key: 'band', header: '人口', cell: ({ year }) => <span className="font-bold">{sayBand(year.band)}</span> },
  { key: 'year', header: '年払い（税別）', align: 'end', cell: ({ year }) => <Money yen={year.priceYen} /> },
  { key: 'yearTotal', header: '年払い（税込）', align: 'end', cell: ({ year }) => <Money yen={year.totalYen} /> },
  { key: 'month', header: '月払い（税別）', align: 'end', cell: ({ month }) => <Money yen={month.priceYen} /> },
  { key: 'monthTotal', header: '月払い（税込）', align: 'end', cell: ({ month }) => <Money yen={month.totalYen} /> },
];

export function Page() {
  const plans = useApiQuery('/operator/plans');
  return (
    <>
      <PageHeader
        title="料金"
        lead="人口の区分ごとの定額です。機能をいくつ使っても、住民が何人使っても、変わりません。"
      />
      <Loaded query={plans}>
        {({ plans: all }) => (
          <Table caption="料金プラン" columns={COLUMNS} rows={toBands(all)} rowKey={({ year }) => year.key} />
        )}
      </Loaded>
      <Notice title="請求と入金">
        会計年度（4月から翌年3月）に合わせて請求書を送ります。支払期限は30日後、銀行振込かカードで受け取ります。市区町村ごとの契約と請求書は、
        <TextLink to="/operator/cities">市区町村</TextLink>の画面にあります。
      </Notice>
    </>
  );
}

function toBands(plans: readonly Plan[]): Band[] {
  const monthly = plans.filter(({ interval }) => interval === 'month');
  return plans.flatMap((year) => {
    const month = monthly.find(({ band }) => band.from === year.band.from);
    return year.interval === 'year' && month !== undefined ? [{ year, month }] : [];
  });
}

function sayBand({ from, to }: Plan['band']): string {
  if (to === null) return `${formatCount(from)}人以上`;
  return from === 0 ? `${formatCount(to)}人まで` : `${formatCount(from)}〜${formatCount(to)}人`;
}
