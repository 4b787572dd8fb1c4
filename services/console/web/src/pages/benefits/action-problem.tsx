import { ApiProblem } from '../../api/problem.ts';
import { ProblemNotice } from '../../components/index.ts';

/** What went wrong with an action; nothing where the person closed the dialog that asked who they are. */
export function ActionProblem({ error }: { error: unknown }) {
  return error instanceof ApiProblem && <ProblemNotice problem={error} />;
}
