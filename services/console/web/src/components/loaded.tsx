import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ApiProblem, toProblem } from '../api/problem.ts';
import type { Pages } from '../api/use-api.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { ProblemNotice } from './notice.tsx';
import { Skeleton } from './skeleton.tsx';

/** What a query read, or that it is on its way, or why it is not there: `<Loaded query={staff}>{(staff) => …}</Loaded>` */
export function Loaded<Answer>({
  query,
  loading = <Skeleton lines={6} />,
  children,
}: {
  query: UseQueryResult<Answer, ApiProblem>;
  loading?: ReactNode;
  children: (answer: Answer) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <LoadProblem problem={toProblem(query.error)} retry={() => void query.refetch()} />;
  return loading;
}

/** 「さらに表示」 below a list of useApiPages, and what went wrong with it. */
export function MorePages({
  pages,
}: {
  pages: Pick<Pages<unknown>, 'problem' | 'hasMore' | 'isLoadingMore' | 'loadMore' | 'refetch'>;
}) {
  if (pages.problem !== null) return <LoadProblem problem={pages.problem} retry={pages.refetch} />;
  if (!pages.hasMore) return null;
  return (
    <div className="flex justify-center">
      <Button busy={pages.isLoadingMore} icon="down" onClick={pages.loadMore}>
        さらに表示
      </Button>
    </div>
  );
}

export function LoadProblem({ problem, retry }: { problem: ApiProblem; retry: () => void }) {
  if (problem.status === 404) {
    return (
      <EmptyState icon="search" title="見つかりません">
        {problem.message}
      </EmptyState>
    );
  }
  if (problem.status === 403) {
    return (
      <EmptyState icon="shield" title="見る権限がありません">
        {problem.message}
      </EmptyState>
    );
  }
  return (
    <ProblemNotice
      problem={problem}
      actions={
        <Button icon="retry" onClick={retry}>
          もう一度読み込む
        </Button>
      }
    />
  );
}
