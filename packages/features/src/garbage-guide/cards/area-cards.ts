// The questions by which a resident's area is found: a list where it is short, a name to type where it is not.
import { type Action, type Message, postbackAction } from '@tenohira/feature-kit';
import { fullName } from '../area-names.ts';
import type { AreaName } from '../ports.ts';
import { showCard } from './card.ts';

const ROWS_IN_PAGE = 10;
/** With fewer districts, choosing one first would be a tap for nothing. */
export const DISTRICTS_MIN = 2;

/** Data of the buttons. */
export type AreaLinks = {
  area(key: string): string;
  district(name: string): string;
  districtPage(page: number): string;
  areaPage(page: number, query: string, district: string | undefined): string;
  again(): string;
};

export type AreaPage = { page: number; query: string; district?: string };

export function askForName(title: string, areas: readonly AreaName[], links: AreaLinks): Message[] {
  const example = areas[0]?.name ?? '';
  return showCard({
    title,
    parts: [{ kind: 'text', text: `名前の一部を、このトークに送ってください。\n（例：${example}）` }],
    buttons: [postbackAction('一覧からえらぶ', links.areaPage(0, '', undefined))],
  });
}

/** `page` counts from 0; one beyond the last shows the last. */
export function showDistricts(title: string, districts: readonly string[], page: number, links: AreaLinks): Message[] {
  const { shown, hasMore, number } = pageOf(districts, page);
  return showCard({
    title,
    subtitle: 'どのあたりですか？ 名前の一部を送っても、さがせます。',
    parts: shown.map((name) => ({ kind: 'choice', text: name, data: links.district(name) })),
    buttons: hasMore ? [postbackAction('もっと見る', links.districtPage(number + 1))] : [],
  });
}

export function showAreas(title: string, areas: readonly AreaName[], at: AreaPage, links: AreaLinks): Message[] {
  const { shown, hasMore, number, pages } = pageOf(areas, at.page);
  const isWholeList = at.query === '' && at.district === undefined && pages === 1;
  const buttons: Action[] = [
    ...(hasMore ? [postbackAction('もっと見る', links.areaPage(number + 1, at.query, at.district))] : []),
    ...(isWholeList ? [] : [postbackAction('選び直す', links.again())]),
  ];
  return showCard({
    title,
    subtitle: pages > 1 ? `${areas.length}件のうち ${number * ROWS_IN_PAGE + 1}件目から` : '下からえらんでください。',
    parts: shown.map((area) => ({
      kind: 'choice',
      text: at.district === undefined ? fullName(area) : area.name,
      ...(area.hint === undefined ? {} : { note: area.hint }),
      data: links.area(area.key),
    })),
    buttons,
  });
}

function pageOf<Row>(rows: readonly Row[], page: number) {
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_IN_PAGE));
  const number = Math.min(page, pages - 1);
  const shown = rows.slice(number * ROWS_IN_PAGE, (number + 1) * ROWS_IN_PAGE);
  return { shown, hasMore: number + 1 < pages, number, pages };
}
