import { type ReactNode, useEffect, useRef } from 'react';
import type { FieldValues } from 'react-hook-form';
import type { AnswerOf, InputOf, RouteKey } from '../../api/api-types.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import { Form } from '../form.tsx';
import { fromFormValue, toFormValue } from './form-values.ts';
import type { JsonSchema } from './json-schema.ts';
import { Properties } from './schema-field.tsx';

export type SchemaFormProps<Key extends RouteKey> = {
  /** An object schema, as the server describes a feature's settings. */
  schema: JsonSchema;
  /** What is set now; where something is missing, the schema's defaults. */
  value: unknown;
  /** Where it is sent. */
  route: Key;
  input: (settings: Record<string, unknown>) => InputOf<Key>;
  submit: string;
  done?: string;
  onDone?: (answer: AnswerOf<Key>) => void;
  /** What is in the form, also what is not fit to be saved; for a preview. */
  onChange?: (settings: Record<string, unknown>) => void;
  /** What says more of a problem than its words; nothing for those whose words are enough. */
  explain?: (problem: ApiProblem) => ReactNode;
  /** More fields, below those of the schema; `input` sends what is in them. */
  children?: ReactNode;
};

/** A form drawn from a JSON Schema: titles become labels, descriptions become help, defaults are filled in. */
export function SchemaForm<Key extends RouteKey>({
  schema,
  value,
  route,
  input,
  submit,
  done,
  onDone,
  onChange,
  explain,
  children,
}: SchemaFormProps<Key>) {
  const form = useApiForm<Key, FieldValues>(route, {
    defaultValues: { settings: toFormValue(schema, value) },
    input: ({ settings }) => input(fromFormValue(schema, settings) as Record<string, unknown>), // of an object schema
    ...(done === undefined ? {} : { done }),
    ...(onDone === undefined ? {} : { onDone }),
  });
  const changed = useRef(onChange);
  const { hookForm } = form;
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);
  useEffect(() => {
    const { unsubscribe } = hookForm.watch(({ settings }) => {
      changed.current?.(fromFormValue(schema, settings) as Record<string, unknown>); // of an object schema
    });
    return unsubscribe;
  }, [hookForm, schema]);
  const explained = form.problem && explain?.(form.problem);
  return (
    <Form form={explained ? { ...form, problem: undefined } : form} submit={submit}>
      <Properties form={hookForm} name="settings" schema={schema} />
      {children}
      {explained}
    </Form>
  );
}
