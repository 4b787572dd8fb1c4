import type { ApiProblem } from '../../../api/problem.ts';
import { Button, Notice, ProblemNotice } from '../../../components/index.ts';

/**
 * What went wrong with a change of a case. That a colleague was faster is no error of anybody's: the newest is read, and
 * what was typed stays.
 */
export function ChangeProblem({ problem, refresh }: { problem: ApiProblem | undefined; refresh: () => void }) {
  if (problem === undefined) return null;
  if (problem.code !== 'CASE_CHANGED') return <ProblemNotice problem={problem} />;
  return (
    <Notice
      kind="warning"
      announce
      title="ほかの職員が、先にこの受付を変更しました"
      actions={
        <Button icon="retry" onClick={refresh}>
          最新の内容を読み込む
        </Button>
      }
    >
      入力した内容は消えていません。最新の内容を確かめてから、もう一度押してください。
    </Notice>
  );
}
