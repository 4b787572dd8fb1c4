import { Button, Notice } from '../../components/index.ts';
import { type DesignProblem, placeOf } from './design.ts';

/** What keeps the menu from being published, and what is good to know; each leads to its button. */
export function ProblemList({
  problems,
  warnings,
  onChoose,
}: {
  problems: readonly DesignProblem[];
  warnings: readonly DesignProblem[];
  onChoose: (index: number) => void;
}) {
  return (
    <div role="status" className="flex flex-col gap-3">
      {problems.length > 0 ? (
        <Notice kind="error" title={`直すところが${problems.length}個あります`}>
          <Places problems={problems} onChoose={onChoose} />
        </Notice>
      ) : (
        <Notice kind="success">直すところはありません。</Notice>
      )}
      {warnings.length > 0 && (
        <Notice kind="warning" title="公開する前にご確認ください">
          <Places problems={warnings} onChoose={onChoose} />
        </Notice>
      )}
    </div>
  );
}

function Places({ problems, onChoose }: { problems: readonly DesignProblem[]; onChoose: (index: number) => void }) {
  return (
    <ul className="flex flex-col gap-2">
      {problems.map((problem) => {
        const { index, words } = placeOf(problem);
        return (
          <li key={`${problem.field} ${problem.message}`}>
            {index === undefined ? (
              <span className="font-bold">{words}</span>
            ) : (
              <Button look="text" size="sm" className="-ml-3" onClick={() => onChoose(index)}>
                {words}
              </Button>
            )}
            <span className="block">{problem.message}</span>
          </li>
        );
      })}
    </ul>
  );
}
