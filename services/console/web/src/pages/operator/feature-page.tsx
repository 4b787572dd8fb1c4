// One feature of the catalog under review: what the checks find, how it talks, who decided what about it.
import { useState } from 'react';
import { useParams } from 'react-router';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiQuery } from '../../api/use-api.ts';
import {
  Badge,
  Button,
  Card,
  type Column,
  DateTime,
  DescriptionList,
  EmptyState,
  formatCount,
  Icon,
  Loaded,
  Notice,
  PageHeader,
  ReasonDialog,
  Table,
  Timeline,
} from '../../components/index.ts';
import { PhonePreview } from '../features/phone-preview.tsx';

type Feature = AnswerOf<'GET /operator/catalog/:featureKey'>;

const CRUMBS = [{ to: '/operator/catalog', label: 'カタログ' }];

export function Page() {
  const { featureKey = '' } = useParams();
  const feature = useApiQuery('/operator/catalog/:featureKey', { params: { featureKey } });
  return (
    <>
      {feature.data === undefined && <PageHeader title="機能の点検" crumbs={CRUMBS} />}
      <Loaded query={feature}>{(found) => <Review feature={found} />}</Loaded>
    </>
  );
}

function Review({ feature }: { feature: Feature }) {
  const { title, summary, category, version, withdrawal } = feature;
  const [isDeciding, setDeciding] = useState(false);
  const close = () => setDeciding(false);
  return (
    <>
      <PageHeader
        title={title}
        crumbs={CRUMBS}
        lead={summary}
        badges={
          <>
            {withdrawal === null ? <Badge tone="green">公開中</Badge> : <Badge tone="red">停止中</Badge>}
            <Badge>{category.title}</Badge>
            <Badge>{`第${version}版`}</Badge>
          </>
        }
        actions={
          <Button look={withdrawal === null ? 'danger' : 'primary'} onClick={() => setDeciding(true)}>
            {withdrawal === null ? 'すべての市区町村で止める' : '再開する'}
          </Button>
        }
      />
      {withdrawal !== null && (
        <Notice kind="warning" title="すべての市区町村で止めています">
          <DateTime value={withdrawal.withdrawnAt} />
          から。{withdrawal.reason}
        </Notice>
      )}
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex flex-col gap-8">
          <Checks feature={feature} />
          <Flows flows={feature.flows} keywords={feature.keywords} />
          <Use feature={feature} />
          <Decisions decisions={feature.decisions} />
        </div>
        <PhonePreview
          cityName="みほん市"
          preview={feature.preview}
          none="設定をしないと始まらない機能です。会話の見本はありません。"
        />
      </div>
      {isDeciding &&
        (withdrawal === null ? (
          <Withdraw feature={feature} onClose={close} />
        ) : (
          <Reinstate feature={feature} onClose={close} />
        ))}
    </>
  );
}

function Checks({ feature: { problems } }: { feature: Feature }) {
  return (
    <Card title="自動の点検" lead="流れの行き止まり、LINEの上限、言葉の重なりなどを、プログラムが確かめます。">
      {problems.length === 0 ? (
        <p className="flex items-center gap-2 font-bold">
          <Icon name="check" className="size-6 text-green-900" />
          直すところはありません。
        </p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {problems.map(({ severity, code, flow, block, message }) => (
            <li key={[code, flow, block].join()} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-3">
              {severity === 'error' ? <Badge tone="red">直す</Badge> : <Badge tone="yellow">注意</Badge>}
              <span className="min-w-60 flex-1">{message}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const FLOW_COLUMNS: readonly Column<Feature['flows'][number]>[] = [
  { key: 'title', header: '流れ', cell: ({ title }) => title },
  {
    key: 'fewest',
    header: 'いちばん短い道',
    align: 'end',
    nowrap: true,
    cell: ({ fewestTaps }) => taps(fewestTaps),
  },
  { key: 'most', header: 'いちばん長い道', align: 'end', nowrap: true, cell: ({ mostTaps }) => taps(mostTaps) },
];

function taps(count: number | null): string {
  return count === null ? '終わりません' : `${formatCount(count)}タップ`;
}

function Flows({ flows, keywords }: Pick<Feature, 'flows' | 'keywords'>) {
  return (
    <Card title="住民の手間" lead="メニューを開いてから終わるまでのタップの数です。">
      <Table caption="流れとタップの数" columns={FLOW_COLUMNS} rows={flows} rowKey={({ key }) => key} />
      <DescriptionList items={[{ term: '始まる言葉', value: listed(keywords) }]} />
    </Card>
  );
}

function Use({ feature: { cities, citiesBehind, isStarter, highlights, settings } }: { feature: Feature }) {
  return (
    <Card title="内容と広がり">
      <DescriptionList
        items={[
          { term: '住民ができること', value: listed(highlights) },
          { term: '市区町村が決めること', value: listed(settings) },
          { term: '使っている市区町村', value: `${formatCount(cities)}市区町村` },
          { term: '前の版のまま', value: citiesBehind === 0 ? 'ありません' : `${formatCount(citiesBehind)}市区町村` },
          { term: 'はじめの機能', value: isStarter ? 'はい。導入のときに入ります' : 'いいえ' },
        ]}
      />
    </Card>
  );
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'ありません' : words.join('、');
}

function Decisions({ decisions }: Pick<Feature, 'decisions'>) {
  return (
    <Card title="これまでの判断">
      {decisions.length === 0 ? (
        <EmptyState icon="book" title="止めたことはありません" />
      ) : (
        <Timeline
          label="これまでの判断"
          entries={decisions.map(({ at, by, kind, reason }) => ({
            ...{ key: at, at, by, children: reason },
            title: kind === 'withdrawn' ? '止めました' : '再開しました',
          }))}
        />
      )}
    </Card>
  );
}

type DecisionProps = { feature: Feature; onClose: () => void };

function Withdraw({ feature: { key, title, cities }, onClose }: DecisionProps) {
  return (
    <ReasonDialog
      route="POST /operator/catalog/:featureKey/withdrawal"
      input={(reason) => ({ params: { featureKey: key }, body: { reason } })}
      open
      title={`「${title}」をすべての市区町村で止めますか`}
      submit="止める"
      done={`${title}を止めました。`}
      help="市区町村の職員が読みます。いつ再開するかがわかれば、書いてください"
      look="danger"
      onClose={onClose}
      onDone={onClose}
    >
      <p>
        使っている{formatCount(cities)}
        市区町村の住民のメニューから、すぐに消えます。設定は残ります。手続き中の支払いと、送信待ちのメッセージは止まりません。
      </p>
    </ReasonDialog>
  );
}

function Reinstate({ feature: { key, title }, onClose }: DecisionProps) {
  return (
    <ReasonDialog
      route="POST /operator/catalog/:featureKey/reinstatement"
      input={(reason) => ({ params: { featureKey: key }, body: { reason } })}
      open
      title={`「${title}」を再開しますか`}
      submit="再開する"
      done={`${title}を再開しました。`}
      help="操作の記録に残ります"
      look="primary"
      onClose={onClose}
      onDone={onClose}
    >
      <p>止める前に使っていた市区町村で、前の設定のまま、すぐに使えるようになります。</p>
    </ReasonDialog>
  );
}
