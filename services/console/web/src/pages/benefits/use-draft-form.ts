// A form whose values are drawn from more than boxes: a bank chosen from a list, a household that was found. Its state is
// plain React; like useApiForm it has a route behind it and goes into a <Form>.
import { useRef, useState } from 'react';
import type { AnswerOf, InputOf, RouteKey } from '../../api/api-types.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useApiMutation } from '../../api/use-api.ts';

export type FieldErrors = Readonly<Record<string, string | undefined>>;

export type DraftForm<Values> = {
  values: Values;
  set: (changes: Partial<Values>) => void;
  /** Nothing before the first press of the button. */
  errorOf: (field: string) => string | undefined;
  onSubmit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  isSubmitting: boolean;
  problem: ApiProblem | undefined;
  reset: () => void;
};

export function useDraftForm<Key extends RouteKey, Values extends object>(
  route: Key,
  {
    initial,
    check,
    input,
    done,
    onDone,
  }: {
    initial: Values;
    /** What is wrong, by field; empty where it may be sent. */
    check: (values: Values) => FieldErrors;
    input: (values: Values) => InputOf<Key>;
    done?: string | ((answer: AnswerOf<Key>) => string);
    onDone?: (answer: AnswerOf<Key>, values: Values) => void;
  },
): DraftForm<Values> {
  const [values, setValues] = useState(initial);
  const [isChecked, setChecked] = useState(false);
  const mutation = useApiMutation(route, { problem: 'shown', ...(done === undefined ? {} : { done }) });
  const errors = check(values);
  const form = useRef<HTMLFormElement | null>(null);
  return {
    values,
    set: (changes) => setValues((now) => ({ ...now, ...changes })),
    errorOf: (field) => (isChecked ? errors[field] : undefined),
    onSubmit: async (event) => {
      event?.preventDefault();
      form.current = event?.currentTarget instanceof HTMLFormElement ? event.currentTarget : null;
      setChecked(true);
      if (Object.values(errors).some((error) => error !== undefined)) {
        requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
        return;
      }
      // What goes wrong is in `problem`.
      const answer = await mutation.mutateAsync(input(values)).catch(() => undefined);
      if (answer !== undefined) onDone?.(answer, values);
    },
    isSubmitting: mutation.isPending,
    problem: mutation.error instanceof ApiProblem ? mutation.error : undefined,
    reset: () => {
      setValues(initial);
      setChecked(false);
      mutation.reset();
    },
  };
}
