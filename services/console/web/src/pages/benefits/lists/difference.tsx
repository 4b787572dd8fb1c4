import { BarChart, Card, Figure, formatCount, formatYen, Notice } from '../../../components/index.ts';
import type { StoredList } from '../words.ts';

type ListDifference = NonNullable<StoredList['difference']>;

const FIELDS: Readonly<Record<string, string>> = {
  amount: '金額',
  name: '氏名',
  birthdate: '生年月日',
  address: '住所',
  account: '口座',
  household: '世帯',
  head: '世帯主',
  fence: '支援措置',
  other: 'そのほか',
};

const REASONS: Readonly<Record<string, string>> = {
  'moved-out': '転出',
  deceased: '死亡',
  'not-listed': 'リストにいない',
  'split-household': '世帯の分離・合併',
};

/** What the list changes against the one in force: the same conditions decide what applying it does. */
export function Difference({ list, difference }: { list: StoredList; difference: ListDifference }) {
  const { counts, amountYen, baseListId } = difference;
  const isDone = list.status === 'applied';
  return (
    <Card
      title={isDone ? 'このリストで変わったこと' : 'いま有効なリストとの違い'}
      lead={baseListId === null ? 'はじめてのリストなので、全員が追加です。' : undefined}
    >
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Figure
          label="追加"
          value={`${formatCount(counts.added + counts.returned)}人`}
          note={counts.returned > 0 ? `うち戻る ${formatCount(counts.returned)}人` : undefined}
        />
        <Figure label="変更" value={`${formatCount(counts.changed)}人`} />
        <Figure label="対象外になる" value={`${formatCount(counts.withdrawn)}人`} />
        <Figure label="そのまま" value={`${formatCount(counts.unchanged)}人`} />
      </div>
      <p className="text-std-18B-160 tabular-nums">
        合計の金額　{formatYen(amountYen.before)} → {formatYen(amountYen.after)}
      </p>
      {counts.stopped > 0 && (
        <Notice kind="warning" title={`申請 ${formatCount(counts.stopped)}件の、まだ送っていない支払いが止まります`}>
          対象外になったり、金額や世帯が変わったりする人の申請です。残りの人の分は、新しい番号の申請として続きます。
        </Notice>
      )}
      {counts.alreadyPaid > 0 && (
        <Notice kind="warning" title={`支払いが済んだか、途中の人が ${formatCount(counts.alreadyPaid)}人 含まれます`}>
          この人たちの支払いは、リストを反映しても変わりません。返還などは、要綱に従って別に進めてください。
        </Notice>
      )}
      {counts.blocked > 0 && (
        <Notice title={`新しい世帯主 ${formatCount(counts.blocked)}人には、分がつきません`}>
          その世帯の分は、前の世帯主がもう申請したか、受け取っています。
        </Notice>
      )}
      <div className="grid gap-8 lg:grid-cols-2">
        <Counted caption="対象外になるわけ" words={REASONS} counts={difference.withdrawnFor} />
        <Counted caption="変わるところ" words={FIELDS} counts={difference.changedFields} />
      </div>
    </Card>
  );
}

function Counted({
  caption,
  words,
  counts,
}: {
  caption: string;
  words: Readonly<Record<string, string>>;
  counts: Readonly<Record<string, number | undefined>>;
}) {
  const bars = Object.entries(counts).flatMap(([key, value = 0]) =>
    value > 0 ? [{ key, label: words[key] ?? key, value }] : [],
  );
  return bars.length > 0 && <BarChart caption={caption} bars={bars} unit="人" />;
}
