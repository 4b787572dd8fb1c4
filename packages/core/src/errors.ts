/** When a caller may try the same thing again: `never` (it would fail the same way) or `later`. */
export type Retry = 'never' | 'later';

export type AppErrorOptions = {
  /** Stable, upper-case, begins with the unit's prefix: `CASE_NOT_FOUND`. */
  code: string;
  /** For us, in English: logs and tests. Never holds a resident's data. */
  message: string;
  /** For people, in Japanese: what happened and what to do next. */
  userMessage: string;
  statusCode?: number;
  retry?: Retry;
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
};

/** The one error class. Anything else that is thrown is a defect and is shown to people as a generic text. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly userMessage: string;
  readonly statusCode: number;
  readonly retry: Retry;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(options: AppErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.userMessage = options.userMessage;
    this.statusCode = options.statusCode ?? 500;
    this.retry = options.retry ?? 'never';
    this.details = options.details ?? {};
  }
}

export type ErrorSpec = {
  message: string;
  userMessage: string;
  statusCode?: number;
  retry?: Retry;
};

/** What is known only when the error is made. `message` and `userMessage` replace those of the table where given. */
export type ErrorOccurrence = {
  message?: string;
  userMessage?: string;
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
};

/**
 * A unit's table of errors. Each key becomes a function that makes the error, and its code is `PREFIX_KEY`.
 *
 * @example
 * export const errors = defineErrors('CASE', {
 *   NOT_FOUND: { message: 'no such case', userMessage: '受付が見つかりません。番号をお確かめください。', statusCode: 404 },
 * });
 * throw errors.NOT_FOUND({ details: { number } });
 */
export function defineErrors<const Specs extends Record<string, ErrorSpec>>(
  prefix: string,
  specs: Specs,
): { readonly [Key in keyof Specs]: (occurrence?: ErrorOccurrence) => AppError } {
  const make = (key: string, spec: ErrorSpec) => (occurrence?: ErrorOccurrence) =>
    new AppError({ code: `${prefix}_${key}`, ...spec, ...occurrence });
  const table = Object.fromEntries(Object.entries(specs).map(([key, spec]) => [key, make(key, spec)]));
  return table as { readonly [Key in keyof Specs]: (occurrence?: ErrorOccurrence) => AppError }; // Object.fromEntries forgets the keys
}
