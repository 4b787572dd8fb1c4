import { formatCount, formatDate, formatYen, StatusBadge } from '../../../components/index.ts';
import { sayYen } from '../say-yen.ts';
import { useNames } from '../use-colleagues.ts';
import { BATCH_STATUS, type Batch, type Program } from '../words.ts';
import { checkNumberOf } from './check-number.ts';

/** What goes to the bank on paper beside the file: by it people see that they hold the right one. It is what gets printed. */
export function Slip({ program, batch }: { program: Program; batch: Batch }) {
  const nameOf = useNames();
  const { payOn, count, totalYen, fileName, preparedBy, releasedBy, status } = batch;
  const rows = [
    ['給付事業', program.name],
    ['振込指定日', `${formatDate(payOn, 'era')}（${formatDate(payOn, 'day')}）`],
    ['ファイル名', fileName],
    ['確認番号', checkNumberOf(batch)],
    ['つくった人', nameOf(preparedBy)],
    ['銀行に渡してよいと決めた人', releasedBy === null ? '（まだ）' : nameOf(releasedBy)],
  ] as const;
  return (
    <section
      aria-labelledby="slip"
      className="flex flex-col gap-6 rounded-16 border border-line bg-white p-8 print:border-0 print:p-0"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="slip" className="text-std-22B-150">
          総合振込 伝票
        </h2>
        <StatusBadge status={status} table={BATCH_STATUS} />
      </div>
      <dl className="grid gap-4 sm:grid-cols-2">
        <div className="rounded-12 bg-solid-gray-50/60 p-5 print:border print:border-black">
          <dt>件数</dt>
          <dd className="text-std-32B-150 tabular-nums">{formatCount(count)}件</dd>
        </div>
        <div className="rounded-12 bg-solid-gray-50/60 p-5 print:border print:border-black">
          <dt>合計金額</dt>
          <dd className="text-std-32B-150 tabular-nums">{formatYen(totalYen)}</dd>
          <dd>{sayYen(totalYen)}</dd>
        </div>
      </dl>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-8 gap-y-2">
        {rows.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="font-bold">{term}</dt>
            <dd className={term === '確認番号' ? 'font-mono tracking-widest' : ''}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
