import { formatCount, formatDate } from '../../components/index.ts';
import type { ImportPreview } from './import-preview.ts';

type Days = NonNullable<ImportPreview['difference']>['days'];
type Group = Days['groups'][number];

/** On which days something else is collected than was announced; areas with the same changes stand together. */
export function DayChanges({ days: { from, to, groups, furtherAreas } }: { days: Days }) {
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-std-16B-170">
        収集日({formatDate(from, 'short')}から{formatDate(to, 'short')}まで)
      </h3>
      {groups.length === 0 && <p className="text-solid-gray-700">変わりません。</p>}
      {groups.map((group, index) => (
        <GroupChanges key={group.areas.join()} group={group} isOpen={index === 0} />
      ))}
      {furtherAreas > 0 && <p>ほかに{formatCount(furtherAreas)}地区で変わります。</p>}
    </section>
  );
}

function GroupChanges({ group: { areas, changes }, isOpen }: { group: Group; isOpen: boolean }) {
  return (
    <details open={isOpen} className="rounded-12 border border-line p-4">
      <summary className="underline-offset-4 hover:underline">
        <span className="font-bold">{areas.join('、')}</span>　{formatCount(changes.length)}日
      </summary>
      <table className="mt-3 w-full border-collapse">
        <caption className="sr-only">{areas.join('、')}で変わる日</caption>
        <thead>
          <tr className="border-b border-solid-gray-420 text-left text-dns-14B-130">
            <th scope="col" className="py-2 pr-4">
              日
            </th>
            <th scope="col" className="py-2 pr-4">
              いま
            </th>
            <th scope="col" className="py-2">
              これから
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ day, before, after }) => (
            <tr key={day} className="border-b border-line last:border-b-0">
              <th scope="row" className="py-2 pr-4 text-left font-normal whitespace-nowrap">
                {formatDate(day, 'day')}
              </th>
              <td className="py-2 pr-4">{before.join('、') || '収集なし'}</td>
              <td className="py-2 font-bold">{after.join('、') || '収集なし'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
