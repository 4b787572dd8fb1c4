import { useApiQuery } from '../../../api/use-api.ts';
import {
  BarChart,
  Card,
  formatCount,
  formatYen,
  LinkButton,
  Loaded,
  Money,
  Notice,
  Skeleton,
  Table,
} from '../../../components/index.ts';
import { ProgramPage } from '../program-page.tsx';
import type { Program, Progress } from '../words.ts';

type Reach = Progress['reach'];

export function Page() {
  return (
    <ProgramPage
      title="届け方の計画"
      lead="いま知らせると、何世帯に何で届くか。だれにも届かない世帯を残さないために、送る前に確かめます。"
    >
      {(program) => <Plan program={program} />}
    </ProgramPage>
  );
}

function Plan({ program }: { program: Program }) {
  const reach = useApiQuery('/programs/:programId/reach', { params: { programId: program.id } });
  return (
    <Loaded query={reach} loading={<Skeleton lines={8} />}>
      {(found) =>
        found.portions === 0 ? (
          <Notice
            title="対象者がまだいません"
            actions={<LinkButton to={`/benefits/${program.id}/lists`}>対象者リストへ</LinkButton>}
          >
            対象者リストを反映して照合すると、計画が出ます。
          </Notice>
        ) : (
          <>
            <Summary program={program} reach={found} />
            <Households reach={found} />
            {found.fenced.portions > 0 && <Fenced reach={found} />}
          </>
        )
      }
    </Loaded>
  );
}

function Summary({ program, reach }: { program: Program; reach: Reach }) {
  const base = `/benefits/${program.id}`;
  const unreached = reach.nobody + reach.fenced.nobody;
  return (
    <>
      {reach.doubtfulMatches > 0 && (
        <Notice
          title={`人が確かめる組が ${formatCount(reach.doubtfulMatches)}組 残っています`}
          actions={<LinkButton to={`${base}/matches`}>照合へ</LinkButton>}
        >
          同じ人と認めると、手紙からLINEに移る世帯があります。
        </Notice>
      )}
      {unreached > 0 ? (
        <Notice kind="warning" title={`${formatCount(unreached)}件には、まだ届ける方法がありません`}>
          リストに住所がないか、世帯から切り離した人です。電話や訪問など、別の方法で知らせてください。
        </Notice>
      ) : (
        <Notice
          kind="success"
          title="届かない世帯はありません"
          actions={<LinkButton to={`${base}/notices`}>お知らせと手紙へ</LinkButton>}
        />
      )}
    </>
  );
}

function Households({ reach }: { reach: Reach }) {
  const ways = [
    {
      key: 'superFastPass',
      label: 'LINE（スーパーファストパス）',
      value: reach.superFastPass,
      yen: reach.openYen.superFastPass,
    },
    { key: 'letter', label: '手紙', value: reach.letter, yen: reach.openYen.letter },
    { key: 'nobody', label: 'まだ届かない', value: reach.nobody, yen: reach.openYen.nobody },
    { key: 'done', label: '申請済み・辞退など', value: reach.done, yen: 0 },
  ];
  return (
    <Card
      title={`対象 ${formatCount(reach.households)}世帯`}
      lead={`全員の分の合計は ${formatYen(reach.amountYen)} です。`}
    >
      <BarChart caption="世帯に、何で届くか" bars={ways} unit="世帯" />
      <Table
        caption="世帯に、何で届くか（表）"
        columns={[
          { key: 'label', header: '届け方', cell: ({ label }) => label },
          { key: 'households', header: '世帯', align: 'end', cell: ({ value }) => formatCount(value) },
          { key: 'yen', header: 'まだ申請のない金額', align: 'end', cell: ({ yen }) => <Money yen={yen} /> },
        ]}
        rows={ways}
        rowKey={({ key }) => key}
        dense
      />
    </Card>
  );
}

function Fenced({ reach: { fenced, openYen } }: { reach: Reach }) {
  return (
    <Card
      title={`世帯から切り離した人 ${formatCount(fenced.portions)}人`}
      lead="支援措置などの人です。手紙は送られません。世帯の人に、いることも住所も話さないでください。"
    >
      <BarChart
        caption="切り離した人に、何で届くか"
        unit="人"
        bars={[
          { key: 'superFastPass', label: '本人のLINE', value: fenced.superFastPass },
          { key: 'nobody', label: 'まだ届かない', value: fenced.nobody },
          { key: 'done', label: '申請済み・辞退など', value: fenced.done },
        ]}
      />
      <p>まだ申請のない金額は {formatYen(openYen.fenced)} です。</p>
    </Card>
  );
}
