import type { ReactNode } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { Button, type ButtonLook } from './button.tsx';
import { ProblemNotice } from './notice.tsx';

/** A form of `useApiForm`: its fields, what went wrong, its button. */
export function Form({
  form,
  submit,
  look = 'primary',
  actions,
  children,
}: {
  form: {
    onSubmit: (event?: React.BaseSyntheticEvent) => Promise<void>;
    isSubmitting: boolean;
    problem: ApiProblem | undefined;
  };
  /** What happens: 「招待を送る」, not 「送信」. */
  submit: string;
  look?: ButtonLook;
  /** More buttons beside it. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    // Our own words at the fields instead of the browser's bubbles, which vanish.
    <form noValidate onSubmit={(event) => void form.onSubmit(event)} className="flex flex-col gap-6">
      {children}
      {form.problem !== undefined && <ProblemNotice problem={form.problem} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look={look} size="lg" busy={form.isSubmitting}>
          {submit}
        </Button>
        {actions}
      </div>
    </form>
  );
}
