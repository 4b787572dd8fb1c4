// The conditions of a list that somebody filters. Only those that were asked for stand in the statement: one that says
// `$1 is null or …` would keep PostgreSQL, whose plans are made once for all values (database.ts), from any index.

export type Conditions = {
  /** One more condition; `$?` in it stands for the value. */
  add(text: string, value?: unknown): void;
  /**
   * That a column is one of these words (statuses, kinds). They stand in the statement itself: only so does PostgreSQL see that
   * a partial index holds what is asked for.
   */
  addWords(column: string, words: readonly string[]): void;
  /** `where … and …`, or nothing. */
  where(): string;
  /** For the statement's parameters; what the statement itself needs is pushed behind them by `param`. */
  values: unknown[];
  /** Adds a value that is no condition (a limit) and returns its place, `$3`. */
  param(value: unknown): string;
};

const WORD = /^[a-z]+(-[a-z]+)*$/;

/**
 * @example
 * const filter = createConditions();
 * if (status !== undefined) filter.add('status = $?', status);
 * await db.sql(`select id from service_case ${filter.where()} limit ${filter.param(50)}`, filter.values);
 */
export function createConditions(): Conditions {
  const texts: string[] = [];
  const values: unknown[] = [];
  const param = (value: unknown): string => {
    values.push(value);
    return `$${values.length}`;
  };
  return {
    add: (text, value) => {
      texts.push(text.includes('$?') ? text.replaceAll('$?', param(value)) : text);
    },
    addWords: (column, words) => {
      if (!words.every((word) => WORD.test(word))) throw new TypeError('only words of ours stand in a statement');
      texts.push(words.length === 0 ? 'false' : `${column} in (${words.map((word) => `'${word}'`).join(', ')})`);
    },
    where: () => (texts.length === 0 ? '' : `where ${texts.join(' and ')}`),
    values,
    param,
  };
}
