// What the list of cases can be narrowed by, as it stands in the address, and what the API is asked for.
import type { AnswerOf, InputOf } from '../../../api/api-types.ts';
import type { Filters } from '../../../components/url-filters.ts';

export const FILTER_KEYS = ['status', 'text', 'feature', 'department', 'assignee', 'from', 'to', 'place'] as const;

/** How the list is looked at; no condition of it. */
export const LOOK_KEYS = ['order', 'view'] as const;

export type CaseFilters = Filters<(typeof FILTER_KEYS)[number]>;
export type CaseLook = Filters<(typeof LOOK_KEYS)[number]>;
export type CaseOptions = AnswerOf<'GET /case-options'>;
export type CaseCounts = NonNullable<AnswerOf<'GET /cases'>['counts']>;

type Query = NonNullable<InputOf<'GET /cases'>['query']>;
export type ExportFilter = Omit<InputOf<'POST /cases/export'>['body'], 'encoding'>;
type Status = keyof CaseCounts;

export type StatusChoice = { value: string; label: string; statuses: readonly Status[] };

export const ALL: StatusChoice = {
  value: 'all',
  label: 'すべて',
  statuses: ['received', 'in-progress', 'done', 'declined', 'merged'],
};

/** The first stands where nobody has chosen: what somebody has to do something about. */
export const STATUS_CHOICES: readonly [StatusChoice, ...StatusChoice[]] = [
  { value: '', label: '対応が必要', statuses: ['received', 'in-progress'] },
  { value: 'received', label: '受付済み', statuses: ['received'] },
  { value: 'in-progress', label: '対応中', statuses: ['in-progress'] },
  { value: 'done', label: '対応済み', statuses: ['done'] },
  { value: 'declined', label: '対応できません', statuses: ['declined'] },
  { value: 'merged', label: 'まとめ済み', statuses: ['merged'] },
  ALL,
];

export function chosenStatus({ values }: CaseFilters): StatusChoice {
  return STATUS_CHOICES.find(({ value }) => value === values.status) ?? STATUS_CHOICES[0];
}

export function countOf({ statuses }: StatusChoice, counts: CaseCounts): number {
  return statuses.reduce((sum, status) => sum + counts[status], 0);
}

export function isMap({ values }: CaseLook): boolean {
  return values.view === 'map';
}

/** As a file takes it; the list asks for the same. */
export function toFilter(filters: CaseFilters, look: CaseLook): ExportFilter {
  const { text, feature, department, assignee, from, to, place } = filters.chosen;
  const status = chosenStatus(filters);
  return {
    ...(status === ALL ? {} : { status: [...status.statuses] }),
    ...{ text, feature, department, assignee, from, to },
    ...(place === 'yes' || isMap(look) ? { withLocation: true } : {}),
  };
}

/** A map shows more at once than a list. */
const PAGE = { list: 50, map: 200 };

export function toQuery(filters: CaseFilters, look: CaseLook): Query {
  return {
    ...toFilter(filters, look),
    order: look.values.order === 'waiting' ? 'waiting' : 'newest',
    limit: isMap(look) ? PAGE.map : PAGE.list,
  };
}

export function filterFields({ features, departments, assignees }: CaseOptions) {
  return [
    { kind: 'search', key: 'text', label: 'ことば・受付番号', placeholder: '例：公園の街灯、26-00012' },
    { kind: 'select', key: 'feature', label: '機能', options: features.map(({ key, title }) => option(key, title)) },
    {
      kind: 'select',
      key: 'department',
      label: '部署',
      options: [
        option('mine', '自分の部署'),
        option('none', '部署なし'),
        ...departments.map(({ departmentId, name }) => option(departmentId, name)),
      ],
    },
    {
      kind: 'select',
      key: 'assignee',
      label: '担当',
      options: [
        option('me', '自分'),
        option('none', '担当なし'),
        ...assignees.map(({ staffId, name }) => option(staffId, name)),
      ],
    },
    { kind: 'date', key: 'from', label: 'この日から' },
    { kind: 'date', key: 'to', label: 'この日まで' },
    { kind: 'select', key: 'place', label: '場所', options: [option('yes', '場所があるもの')] },
  ] as const;
}

function option(value: string, label: string) {
  return { value, label };
}
