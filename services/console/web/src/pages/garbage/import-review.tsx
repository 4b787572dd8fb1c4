import { useState } from 'react';
import { Button, Card, ConfirmDialog, DescriptionList, formatCount, Notice } from '../../components/index.ts';
import { DayChanges } from './day-changes.tsx';
import { DoubtList } from './doubt-list.tsx';
import type { ImportPreview } from './import-preview.ts';

/** What was read, what it would change, and the button that does it. */
export function ImportReview({
  found,
  isTaking,
  onTake,
}: {
  found: ImportPreview;
  isTaking: boolean;
  onTake: (seal: string) => void;
}) {
  const [isAsking, setAsking] = useState(false);
  const { counts, doubts, difference, residentsToAskAgain, seal, files } = found;
  if (counts === null || seal === null) return null;
  return (
    <>
      <Card title="読みとったもの">
        <DescriptionList
          items={[
            { term: 'ファイル', value: files.map(({ name, encoding }) => `${name}(${encoding ?? '不明'})`).join('、') },
            { term: '地区', value: formatCount(counts.areas) },
            { term: 'ごみの種類', value: formatCount(counts.categories) },
            { term: '品物', value: formatCount(counts.items) },
            { term: '休みの期間', value: formatCount(counts.closures) },
          ]}
        />
        {doubts.length > 0 && (
          <Notice kind="warning" title={`確かめてほしいところが${doubts.length}個あります`}>
            <DoubtList doubts={doubts} />
          </Notice>
        )}
      </Card>
      <Card title="いまとの違い">
        {difference === null ? (
          <p>はじめてのカレンダーです。</p>
        ) : (
          <>
            <Changes title="地区" change={{ ...difference.areas, changed: difference.areas.renamed.map(arrow) }} />
            <Changes title="ごみの種類" change={difference.categories} />
            <Changes title="品物" change={difference.items} />
            <DayChanges days={difference.days} />
          </>
        )}
      </Card>
      <div>
        <Button look="primary" size="lg" onClick={() => setAsking(true)}>
          この内容で案内をはじめる
        </Button>
      </div>
      <ConfirmDialog
        open={isAsking}
        title="新しいカレンダーで案内をはじめますか"
        confirm="案内をはじめる"
        busy={isTaking}
        onClose={() => setAsking(false)}
        onConfirm={() => onTake(seal)}
      >
        <p>
          {formatCount(counts.areas)}地区、{formatCount(counts.items)}品の案内に、すぐ変わります。
          {residentsToAskAgain > 0
            ? `選んだ地区がなくなる${formatCount(residentsToAskAgain)}人には、地区を選び直してもらいます。`
            : '地区を選び直してもらう住民は、いません。'}
        </p>
      </ConfirmDialog>
    </>
  );
}

function arrow({ from, to }: { from: string; to: string }): string {
  return `${from} → ${to}`;
}

type Change = { added: string[]; removed: string[]; changed: string[] };

/** More names than this are folded away. */
const SHOWN = 12;

function Changes({ title, change }: { title: string; change: Change }) {
  const kinds = [
    { label: '加わる', names: change.added },
    { label: 'なくなる', names: change.removed },
    { label: '変わる', names: change.changed },
  ].filter(({ names }) => names.length > 0);
  return (
    <section>
      <h3 className="text-std-16B-170">{title}</h3>
      {kinds.length === 0 ? (
        <p className="text-solid-gray-700">変わりません。</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {kinds.map(({ label, names }) => (
            <li key={label}>
              <Names label={`${label}：${formatCount(names.length)}`} names={names} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Names({ label, names }: { label: string; names: string[] }) {
  if (names.length <= SHOWN) {
    return (
      <p>
        <span className="font-bold">{label}</span>　{names.join('、')}
      </p>
    );
  }
  return (
    <details>
      <summary className="w-fit underline underline-offset-4">
        <span className="font-bold">{label}</span>　{names.slice(0, 3).join('、')}ほか
      </summary>
      <p className="mt-1">{names.join('、')}</p>
    </details>
  );
}
