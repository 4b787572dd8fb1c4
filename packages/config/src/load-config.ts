import type { z } from 'zod';

export type ConfigProblem = { name: string; problem: string };

/** All that is wrong with the environment, by name, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(
      ['The configuration is not complete:', ...problems.map(({ name, problem }) => `  ${name}: ${problem}`)].join(
        '\n',
      ),
    );
    this.problems = problems;
  }
}

/**
 * Reads a service's configuration. This package alone reads `process.env`, and only here. An empty string counts as
 * missing.
 *
 * @throws ConfigError naming every variable that is missing or wrong
 */
export function loadConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<z.infer<Schema>> {
  const names = Object.keys(schema.shape);
  const given = Object.fromEntries(names.map((name) => [name, env[name] === '' ? undefined : env[name]]));
  const result = schema.safeParse(given);
  if (result.success) return Object.freeze(result.data);
  throw new ConfigError(
    result.error.issues.map((issue) => {
      const name = String(issue.path[0] ?? '');
      return { name, problem: given[name] === undefined ? 'is missing' : issue.message };
    }),
  );
}
