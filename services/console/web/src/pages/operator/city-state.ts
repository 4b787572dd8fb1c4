import type { AnswerOf, ItemOf } from '../../api/api-types.ts';
import type { StatusTable } from '../../components/index.ts';

/** A city that is being brought on board, or was. */
export type City = AnswerOf<'GET /operator/cities/:tenantId'>;
export type Health = ItemOf<'/operator/cities'>;
export type Step = City['steps'][number];

/** The worst of what is the matter. */
export type Condition = 'well' | 'should' | 'must';

export const CONDITIONS: StatusTable<Condition> = {
  well: { label: '良好', tone: 'green' },
  should: { label: '注意', tone: 'yellow' },
  must: { label: '要対応', tone: 'red' },
};

export function conditionOf({ problems }: Pick<Health, 'problems'>): Condition {
  if (problems.some(({ severity }) => severity === 'must')) return 'must';
  return problems.length > 0 ? 'should' : 'well';
}

export type Stage = 'practice' | 'live';

export const STAGES: StatusTable<Stage> = {
  practice: { label: '練習中', tone: 'purple' },
  live: { label: '本番', tone: 'blue' },
};

export function stageOf({ liveAt }: { liveAt: string | null }): Stage {
  return liveAt === null ? 'practice' : 'live';
}

export const STANDINGS: StatusTable<Health['standing']> = {
  good: { label: '問題なし', tone: 'green' },
  late: { label: '支払い遅れ', tone: 'yellow' },
  'read-only': { label: '閲覧のみ', tone: 'red' },
};
