// Reads what an endpoint is asked: unknown, missing and malformed parameters are refused as Stripe refuses them.
import { z } from 'zod';
import type { Form, FormValue } from './form.ts';
import { invalidRequest, type StripeError } from './stripe-error.ts';

export const text = z.string().min(1);
/** An empty one takes the value away. */
export const emptyable = z.string().transform((value) => (value === '' ? null : value));
export const int = z
  .string()
  .regex(/^-?\d+$/, 'Invalid integer')
  .transform(Number);
export const decimal = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'Invalid decimal')
  .transform(Number);
export const bool = z.enum(['true', 'false']).transform((value) => value === 'true');
export const metadata = z.record(z.string(), z.string().max(500)).default({});
export const expand = z.array(z.string()).default([]);

/** Of every list. */
export const paging = {
  limit: int.pipe(z.int().min(1).max(100)).default(10),
  starting_after: text.optional(),
  expand,
};

/** @throws StripeError that names the first parameter at fault */
export function readParameters<Output>(schema: z.ZodType<Output>, form: Form): Output {
  const result = schema.safeParse(form);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issue === undefined ? invalidRequest('Invalid request') : refusalOf(issue, form);
}

function refusalOf(issue: z.core.$ZodIssue, form: Form): StripeError {
  if (issue.code === 'unrecognized_keys') {
    const param = nameOf([...issue.path, issue.keys[0] ?? '']);
    return invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = nameOf(issue.path);
  if (valueAt(form, issue.path) === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  return invalidRequest(`Invalid ${param}: ${issue.message}`, { param });
}

function valueAt(form: FormValue, path: readonly PropertyKey[]): FormValue | undefined {
  let value: FormValue | undefined = form;
  for (const key of path) {
    value = typeof value === 'object' ? Object.entries(value).find(([name]) => name === String(key))?.[1] : undefined;
  }
  return value;
}

function nameOf([first = '', ...rest]: readonly PropertyKey[]): string {
  return [String(first), ...rest.map((part) => `[${String(part)}]`)].join('');
}
