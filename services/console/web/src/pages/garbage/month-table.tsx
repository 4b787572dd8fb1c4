import type { AnswerOf } from '../../api/api-types.ts';
import type { InForce } from './in-force.ts';
import { today, weeksOf } from './month.ts';

type Day = AnswerOf<'GET /garbage/areas/:areaKey/calendar'>['days'][number];

const WEEKDAYS = [...'日月火水木金土'];

/** Days in weeks, each with what is collected. The colour is the city's own; the name stands beside it. */
export function MonthTable({
  caption,
  days,
  categories,
}: {
  caption: string;
  days: readonly Day[];
  categories: InForce['categories'];
}) {
  const colours = new Map(categories.map(({ label, bgColor }) => [label, bgColor]));
  const now = today();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keyboard
    <section aria-label={`${caption}の収集日`} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-160 table-fixed border-collapse">
        <caption className="sr-only">{caption}の収集日</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col" className="border border-line bg-solid-gray-50 py-2 text-dns-14B-130">
                {weekday}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(days).map((week) => (
            <tr key={week.find((each) => each !== null)?.day}>
              {week.map((each, weekday) => (
                <td key={each?.day ?? WEEKDAYS[weekday]} className="h-24 border border-line p-1.5 align-top">
                  {each !== null && <DayCell day={each} isToday={each.day === now} colours={colours} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DayCell({
  day: { day, collections },
  isToday,
  colours,
}: {
  day: Day;
  isToday: boolean;
  colours: ReadonlyMap<string, string>;
}) {
  return (
    <>
      <p className={isToday ? 'w-fit rounded-full bg-blue-900 px-2 font-bold text-white' : 'px-1'}>
        <time dateTime={day}>{Number(day.slice(8))}</time>
        {isToday && <span className="sr-only">（今日）</span>}
      </p>
      <ul className="mt-1 flex flex-col gap-1">
        {collections.map(({ categoryLabel, remarks }) => (
          <li
            key={categoryLabel}
            className="border-l-6 bg-solid-gray-50 px-1.5 text-dns-14N-130"
            style={{ borderColor: colours.get(categoryLabel) }}
            title={remarks.join('\n') || undefined}
          >
            {categoryLabel}
          </li>
        ))}
      </ul>
    </>
  );
}
