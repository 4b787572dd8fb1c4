// react-hook-form with a route of the API behind it: what the server does not take is shown at its field.
//
//   const form = useApiForm('POST /departments', {
//     defaultValues: { name: '', phone: '' },
//     input: (values) => ({ body: values }),
//     done: '部署を追加しました',
//   });
//   <Form form={form} submit="追加する">
//     <TextField label="名前" {...form.field('name', { required: '名前を入力してください' })} />
//   </Form>
import { useState } from 'react';
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  get,
  type RegisterOptions,
  type UseFormRegisterReturn,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import type { AnswerOf, InputOf, RouteKey } from './api-types.ts';
import { placeProblems } from './place-problems.ts';
import { type ApiProblem, toProblem } from './problem.ts';
import { useApiMutation } from './use-api.ts';

export type RegisteredField = UseFormRegisterReturn & { error: string | undefined; required?: boolean };

export type FieldRegistrar<Values extends FieldValues> = (
  name: FieldPath<Values>,
  rules?: RegisterOptions<Values, FieldPath<Values>>,
) => RegisteredField;

export type ApiForm<Values extends FieldValues> = {
  /** To spread into a TextField, Select, Checkbox, RadioGroup, DateField. */
  field: FieldRegistrar<Values>;
  onSubmit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  isSubmitting: boolean;
  /** Whether something was typed that is not saved. */
  isDirty: boolean;
  /** What went wrong, without what stands at fields already. */
  problem: ApiProblem | undefined;
  /** For useFieldArray, watch, reset and the like. */
  hookForm: UseFormReturn<Values>;
};

type Options<Key extends RouteKey, Values extends FieldValues> = {
  defaultValues: DefaultValues<Values>;
  input: (values: Values) => InputOf<Key>;
  done?: string | ((answer: AnswerOf<Key>) => string);
  onDone?: (answer: AnswerOf<Key>, values: Values) => void;
  /** Empties the form afterwards. */
  resetAfter?: boolean;
};

export function useApiForm<Key extends RouteKey, Values extends FieldValues>(
  key: Key,
  { defaultValues, input, done, onDone, resetAfter = false }: Options<Key, Values>,
): ApiForm<Values> {
  const hookForm = useForm<Values>({ defaultValues, shouldFocusError: true });
  const [problem, setProblem] = useState<ApiProblem>();
  const mutation = useApiMutation(key, { problem: 'shown', ...(done === undefined ? {} : { done }) });
  const submit = async (values: Values): Promise<void> => {
    setProblem(undefined);
    try {
      const answer = await mutation.mutateAsync(input(values));
      if (resetAfter) hookForm.reset();
      else hookForm.reset(values);
      onDone?.(answer, values);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      setProblem(placeProblems(hookForm, toProblem(error)));
    }
  };
  return {
    field: fieldsOf(hookForm),
    onSubmit: hookForm.handleSubmit(submit),
    isSubmitting: hookForm.formState.isSubmitting,
    isDirty: hookForm.formState.isDirty,
    problem,
    hookForm,
  };
}

export function fieldsOf<Values extends FieldValues>(form: UseFormReturn<Values>): FieldRegistrar<Values> {
  const { errors } = form.formState;
  return (name, rules) => {
    const { message }: { message?: unknown } = get(errors, name) ?? {};
    return {
      ...form.register(name, rules),
      error: typeof message === 'string' ? message : undefined,
      ...(rules?.required ? { required: true } : {}),
    };
  };
}
