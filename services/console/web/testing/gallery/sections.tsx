import { useState } from 'react';
import { ApiProblem } from '../../src/api/problem.ts';
import { useApiMutation } from '../../src/api/use-api.ts';
import { useApiEvents } from '../../src/api/use-api-events.ts';
import { useUpload } from '../../src/api/use-upload.ts';
import {
  Badge,
  BarChart,
  Button,
  Card,
  Checkbox,
  ConfirmDialog,
  CopyButton,
  DateField,
  DateTime,
  DescriptionList,
  EmptyState,
  Figure,
  FileDrop,
  FilterBar,
  LinkButton,
  LiveMark,
  MapView,
  Money,
  Notice,
  PageHeader,
  Phone,
  ProblemNotice,
  ProgressBar,
  RadioGroup,
  SchemaForm,
  Select,
  Skeleton,
  type Sort,
  Table,
  Tabs,
  TextArea,
  TextField,
  Timeline,
  toast,
  useUrlFilters,
} from '../../src/components/index.ts';
import { MESSAGES, RICH_MENU, SETTINGS_SCHEMA } from './samples.ts';

export function Feedback() {
  const [isAsking, setAsking] = useState(false);
  const approve = useApiMutation('POST /approvals', { done: '承認しました。' });
  return (
    <>
      <PageHeader
        title="ボタンとお知らせ"
        crumbs={[{ to: '/', label: '部品' }]}
        lead="いちばん大切なボタンは、ひとつのページにひとつです。"
        badges={<Badge tone="yellow">確認待ち</Badge>}
        actions={<LinkButton to="/fields">入力へ</LinkButton>}
      />
      <Card title="ボタン">
        <div className="flex flex-wrap items-center gap-3">
          <Button look="primary">保存する</Button>
          <Button>下書きにする</Button>
          <Button look="danger" onClick={() => setAsking(true)}>
            消す
          </Button>
          <Button look="text">条件を消す</Button>
          <Button look="primary" busy>
            送っています
          </Button>
          <Button disabled>いまは使えません</Button>
          <Button size="sm" icon="download">
            CSV
          </Button>
          <CopyButton text="https://example.jp" what="アドレス" />
        </div>
        <div className="flex flex-wrap gap-3">
          <Button onClick={() => toast.success('保存しました。')}>うまくいったとき</Button>
          <Button
            onClick={() => approve.mutate({ body: { claims: [], expected: { count: 0, totalYen: 0 } } })}
            busy={approve.isPending}
          >
            承認する
          </Button>
        </div>
      </Card>
      <Notice title="お知らせ">来週の月曜日に、給付金の受付を始めます。</Notice>
      <Notice kind="success" title="書き換えはありません">
        120件の記録は、正しくつながっています。
      </Notice>
      <Notice kind="warning" title="承認できる人が足りません" actions={<Button size="sm">招待する</Button>}>
        管理者か承認者を加えてください。
      </Notice>
      <ProblemNotice
        problem={
          new ApiProblem({ status: 409, code: 'X', message: 'この申請は、もう承認されています。', requestId: 'a1b2' })
        }
      />
      <div className="flex flex-wrap gap-2">
        <Badge>終了</Badge>
        <Badge tone="blue">対応中</Badge>
        <Badge tone="green">完了</Badge>
        <Badge tone="yellow">確認待ち</Badge>
        <Badge tone="red">期限切れ</Badge>
        <Badge tone="purple">運営</Badge>
      </div>
      <EmptyState title="受付はまだありません" actions={<Button>機能を見る</Button>}>
        機能を使い始めると、住民からの受付がここに並びます。
      </EmptyState>
      <Skeleton />
      <ConfirmDialog
        open={isAsking}
        title="下書きを消しますか"
        confirm="消す"
        look="danger"
        onClose={() => setAsking(false)}
        onConfirm={() => setAsking(false)}
      >
        <p>元には戻せません。</p>
      </ConfirmDialog>
    </>
  );
}

export function Fields() {
  const upload = useUpload('POST /programs/:programId/lists', () => toast.success('読み込みました。'));
  return (
    <>
      <PageHeader title="入力" />
      <Card title="入力欄">
        <TextField label="名前" help="通知に出る名前です。" required defaultValue="物価高騰対策給付金" />
        <TextField
          label="金額"
          width="short"
          unit="円"
          inputMode="numeric"
          error="0より大きい金額を入力してください。"
        />
        <TextArea label="お知らせの文" defaultValue={'こんにちは。\nみなとの市です。'} />
        <DateField label="受付の始まり" defaultValue="2026-12-01" />
        <Select
          label="担当の部署"
          placeholder="選んでください"
          options={[
            { value: 'welfare', label: '福祉課' },
            { value: 'road', label: '道路課' },
          ]}
        />
        <Checkbox label="住民に知らせる" help="LINEで知らせます。" defaultChecked />
        <RadioGroup
          label="使える人"
          defaultValue="registered"
          options={[
            { value: 'everyone', label: 'だれでも' },
            { value: 'registered', label: '本人確認をした人', help: 'マイナンバーカードで登録した人です。' },
            { value: 'staff', label: '職員だけ' },
          ]}
        />
        <FileDrop
          label="対象者リスト（CSV）を選ぶ"
          help="基幹システムから出したCSV。100MBまで。"
          accept=".csv"
          progress={upload.progress}
          error={upload.problem?.message ?? '3行目：生年月日の形が違います。'}
          onFile={(body) => void upload.send({ params: { programId: 'sample' }, query: { fileName: body.name }, body })}
        />
      </Card>
    </>
  );
}

export function Settings() {
  return (
    <>
      <PageHeader title="設定の入力" />
      <Card>
        <SchemaForm
          schema={SETTINGS_SCHEMA}
          value={{ neighbours: [{ name: 'こもれび市', contact: '00-0000-0000' }], reminderDays: [1, 3] }}
          route="PUT /payout-methods/:method/settings"
          input={(settings) => ({ params: { method: 'noop' }, body: settings })}
          submit="保存する"
          done="保存しました。"
        />
      </Card>
    </>
  );
}

const ROWS = [
  { number: '26-00012', what: '道路の穴', place: '本町1丁目', yen: 0, at: '2026-11-27T01:20:00Z' },
  { number: '26-00011', what: '街灯が消えている', place: '港通り', yen: 1_240_000, at: '2026-11-26T05:00:00Z' },
];

export function Lists() {
  const [sort, setSort] = useState<Sort>({ by: 'at', descending: true });
  const filters = useUrlFilters(['text', 'status']);
  return (
    <>
      <PageHeader title="一覧" />
      <Tabs
        label="受付の見方"
        tabs={[
          { to: '/lists', label: '新しい受付', count: 12 },
          { to: '/lists/mine', label: 'わたしの担当' },
        ]}
      />
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'search', key: 'text', label: 'さがす', placeholder: '番号・ことば' },
          { kind: 'select', key: 'status', label: '状態', options: [{ value: 'open', label: '対応中' }] },
        ]}
      />
      <Table
        caption="受付の一覧"
        captionShown
        columns={[
          { key: 'number', header: '番号', cell: ({ number }) => number, nowrap: true },
          { key: 'what', header: '内容', cell: ({ what }) => what },
          { key: 'place', header: '場所', cell: ({ place }) => place },
          { key: 'yen', header: '金額', cell: ({ yen }) => <Money yen={yen} />, align: 'end', sortable: true },
          { key: 'at', header: '受け付けたとき', cell: ({ at }) => <DateTime value={at} />, sortable: true },
        ]}
        rows={ROWS}
        rowKey={({ number }) => number}
        rowHref={({ number }) => `/lists/${number}`}
        sort={sort}
        onSort={setSort}
      />
      <Table
        caption="読み込み中"
        columns={[{ key: 'a', header: '名前', cell: () => '' }]}
        rows={undefined}
        rowKey={() => ''}
      />
      <Card title="26-00012 道路の穴">
        <DescriptionList
          items={[
            { term: '受け付けたとき', value: <DateTime value="2026-11-27T01:20:00Z" format="era" /> },
            { term: '場所', value: '本町1丁目2-3' },
            { term: '内容', value: '歩道に深さ10cmほどの穴があります。\n夜は見えません。' },
          ]}
        />
        <Timeline
          label="経過"
          entries={[
            { key: '1', at: '2026-11-27T01:20:00Z', title: '受け付けました', by: '住民', icon: 'inbox' },
            {
              key: '2',
              at: '2026-11-27T02:00:00Z',
              title: '返信しました',
              by: '道路課 入江 太郎',
              icon: 'message',
              children: 'あした直します。',
            },
          ]}
        />
      </Card>
    </>
  );
}

export function Charts() {
  const { state } = useApiEvents('/surveys/:surveyKey/live', { params: { surveyKey: 'sample' } });
  return (
    <>
      <PageHeader title="数と進み具合" />
      <div className="grid gap-4 sm:grid-cols-3">
        <Figure label="対応を待つ受付" value="12" note="昨日より3件多い" />
        <Figure label="承認待ち" value="2" />
        <Figure label="届いたお知らせ" value="1,204" />
      </div>
      <Card title="アンケート" actions={<LiveMark state={state} />}>
        <BarChart
          caption="申し込みは簡単でしたか"
          bars={[
            { key: 'very', label: 'とても簡単だった', value: 812 },
            { key: 'easy', label: '簡単だった', value: 301 },
            { key: 'hard', label: '難しかった', value: 24 },
          ]}
          unit="人"
        />
      </Card>
      <Card title="読み込み">
        <ProgressBar label="対象者リストを読み込んでいます" done={1_250} total={2_000} unit="行" />
      </Card>
    </>
  );
}

export function Places() {
  return (
    <>
      <PageHeader title="地図とスマートフォン" />
      <MapView
        label="受付の場所"
        markers={[
          { key: '1', latitude: 35.011, longitude: 135.768, label: '26-00012 道路の穴' },
          { key: '2', latitude: 35.013, longitude: 135.772, label: '26-00011 街灯' },
        ]}
        onPress={(key) => toast.success(`${key}を選びました`)}
      />
      <div className="grid gap-8 md:grid-cols-2">
        <Phone
          name="みなとの市"
          label="メニューの見本"
          messages={MESSAGES.slice(0, 2)}
          richMenu={{ menu: RICH_MENU }}
        />
        <Phone name="みなとの市" messages={MESSAGES} onTap={(action) => toast.success(action.label ?? action.type)} />
      </div>
    </>
  );
}
