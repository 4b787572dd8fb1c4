// What went out to residents: to whom, what for, what became of it, and what to do where something went wrong.
import { useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiPages, useApiQuery } from '../../api/use-api.ts';
import {
  Button,
  Card,
  DayChart,
  EmptyState,
  FilterBar,
  isUnderWay,
  LOOK_AGAIN_MS,
  Loaded,
  MESSAGE_SERIES,
  MESSAGES_UNDER_WAY,
  MorePages,
  PageHeader,
  Table,
  useUrlFilters,
} from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';
import type { ListedMessage } from './listed-message.ts';
import { messageColumns } from './message-columns.tsx';
import { ResendDialog } from './resend-dialog.tsx';

type Options = AnswerOf<'GET /message-options'>;
type Status = ListedMessage['status'];

/** What staff choose from: some of the stored states are one to them. */
const CHOICES: readonly { value: string; label: string; statuses: readonly Status[] }[] = [
  { value: 'trouble', label: '届かなかった・不明', statuses: ['failed', 'unknown'] },
  { value: 'sent', label: '送信済み', statuses: ['sent'] },
  { value: 'waiting', label: '送信待ち・送信中', statuses: MESSAGES_UNDER_WAY },
  { value: 'failed', label: '送れなかった', statuses: ['failed'] },
  { value: 'unknown', label: '届いたか不明', statuses: ['unknown'] },
  { value: 'cancelled', label: '送信をやめた', statuses: ['cancelled'] },
];

export function Page() {
  const mayHandle = useMay()('handle');
  const filters = useUrlFilters(['status', 'purpose', 'residentNumber', 'from', 'to']);
  const options = useApiQuery('/message-options', undefined, { staleTime: Number.POSITIVE_INFINITY });
  const { status, purpose, ...same } = filters.chosen;
  const statuses = CHOICES.find(({ value }) => value === status)?.statuses;
  const query = {
    ...same,
    ...(statuses === undefined ? {} : { status: [...statuses] }),
    ...(purpose === undefined ? {} : { purpose: purpose as ListedMessage['purpose'] }), // one of the options
  };
  const messages = useApiPages(
    '/messages',
    { query },
    { refetchInterval: (items) => (items.some((each) => isUnderWay(each.status)) ? LOOK_AGAIN_MS : false) },
  );
  const [resent, setResent] = useState<ListedMessage>();
  return (
    <>
      <PageHeader
        title="メッセージ"
        lead="住民に送ったものと、その結果です。住民とのトークの中身など、本人だけのものは表示しません。"
      />
      <DailyCard />
      <Loaded query={options}>{(known) => <FilterBar filters={filters} fields={fieldsOf(known)} />}</Loaded>
      {messages.problem === null && (
        <Table
          caption="送ったもの、新しいものから"
          columns={messageColumns({ onResend: mayHandle ? setResent : undefined })}
          rows={messages.isPending ? undefined : messages.items}
          rowKey={({ messageId }) => messageId}
          dense
          empty={
            filters.isEmpty ? (
              <EmptyState icon="message" title="送ったものはまだありません">
                受付への返事や給付金のお知らせを送ると、ここに並びます。
              </EmptyState>
            ) : (
              <EmptyState
                icon={status === 'trouble' ? 'check' : 'search'}
                title={status === 'trouble' ? '届かなかったものはありません' : 'この条件のメッセージはありません'}
                actions={<Button onClick={filters.clear}>条件を消す</Button>}
              />
            )
          }
        />
      )}
      <MorePages pages={messages} />
      {resent !== undefined && <ResendDialog message={resent} onClose={() => setResent(undefined)} />}
    </>
  );
}

function DailyCard() {
  const daily = useApiQuery('/messages/daily', { query: {} });
  return (
    <Card>
      <Loaded query={daily}>
        {({ days }) => (
          <DayChart
            caption="この30日間に送ったもの"
            days={days.map(({ day, ...values }) => ({ day, values }))}
            series={MESSAGE_SERIES}
          />
        )}
      </Loaded>
    </Card>
  );
}

function fieldsOf({ purposes }: Options) {
  return [
    { kind: 'select', key: 'status', label: '結果', options: CHOICES },
    {
      kind: 'select',
      key: 'purpose',
      label: '何のため',
      options: purposes.map(({ purpose, text }) => ({ value: purpose, label: text })),
    },
    { kind: 'search', key: 'residentNumber', label: '住民番号', placeholder: '例：7KQ2-M9XD' },
    { kind: 'date', key: 'from', label: 'この日から' },
    { kind: 'date', key: 'to', label: 'この日まで' },
  ] as const;
}
