import type { TenantDb } from '@tenohira/db';
import type { ListProblem } from './report.ts';

export type HouseholdFindings = {
  problems: ListProblem[];
  problemCount: number;
  warnings: ListProblem[];
  warningCount: number;
};

type Finding = { line: number; kind: 'none' | 'several' | 'gone'; total: string };

const MOST_TOLD = 1_000;

/** Each household has one head. One who died or moved out after the base date may still be named beside the new one. */
export async function checkHouseholds(db: TenantDb, listId: string, column: string): Promise<HouseholdFindings> {
  const found = await db.sql<Finding>(
    `select line, kind, count(*) over (partition by kind) as total from (
       select min(line) as line,
         case when count(*) filter (where is_head) = 0 then 'none'
              when count(*) filter (where is_head and standing = 'eligible') > 1 then 'several'
              when count(*) filter (where is_head and standing = 'eligible') = 0 then 'gone' end as kind
       from benefit_list_row where list_id = $1 group by household_index
       having count(*) filter (where standing = 'eligible') > 0) h
     where kind is not null order by line limit ${3 * MOST_TOLD}`,
    [listId],
  );
  const told = (kind: Finding['kind'], message: string) =>
    found.filter((finding) => finding.kind === kind).map(({ line }) => ({ line, column, message }));
  const countOf = (kind: Finding['kind']) => Number(found.find((finding) => finding.kind === kind)?.total ?? 0);
  return {
    problems: [
      ...told('none', 'この行の世帯には世帯主がいません。世帯番号と続柄をお確かめください。'),
      ...told('several', 'この行の世帯には世帯主が二人以上います。世帯番号と続柄をお確かめください。'),
    ].toSorted((a, b) => a.line - b.line),
    problemCount: countOf('none') + countOf('several'),
    warnings: told(
      'gone',
      'この行の世帯は、世帯主が転出または死亡しています。新しい世帯主が決まったら、名簿を取り込み直してください。',
    ),
    warningCount: countOf('gone'),
  };
}
