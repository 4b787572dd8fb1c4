import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { ApiProblem } from './problem.ts';

/**
 * Puts what the server says of fields at the fields. Returns what is left for the form as a whole, which is nothing where
 * every problem found its place.
 */
export function placeProblems<Values extends FieldValues>(
  form: Pick<UseFormReturn<Values>, 'getValues' | 'setError'>,
  problem: ApiProblem,
): ApiProblem | undefined {
  const values = form.getValues();
  const homeless = problem.problems.filter(({ field, message }, index) => {
    // A SchemaForm keeps what it draws under `settings`, and a route may speak of it without that word.
    const name = [fieldName(field), `settings.${fieldName(field)}`].find((candidate) => holds(values, candidate));
    if (name === undefined) return true;
    form.setError(name as FieldPath<Values>, { type: 'server', message }, { shouldFocus: index === 0 }); // it is there
    return false;
  });
  if (problem.problems.length === 0) return problem;
  if (homeless.length === 0) return undefined;
  const { status, code, requestId } = problem;
  const message = ['次の項目を確かめてください。', ...homeless.map((each) => `・${each.message}`)].join('\n');
  return new ApiProblem({ status, code, message, requestId });
}

/** `body.address.town` → `address.town` */
function fieldName(field: string): string {
  return field.replace(/^(?:body|query|path)\./, '');
}

function holds(values: unknown, path: string): boolean {
  let value = values;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !(key in value)) return false;
    value = (value as Record<string, unknown>)[key]; // key is in it
  }
  return true;
}
