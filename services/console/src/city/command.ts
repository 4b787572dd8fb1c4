import { defineErrors } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';

export type Answer = { text: string; data: unknown };

export type Command = {
  /** The words that call it: `['case', 'status']`. */
  words: readonly string[];
  /** What comes behind them: `<city> <number> <status> [comment]`. */
  arguments: string;
  /** How many of them must be there. */
  required: number;
  summary: string;
  run(input: {
    db: Database;
    secrets: TenantSecrets;
    /** Where browsers reach the console. */
    consoleBaseUrl: string;
    arguments: readonly string[];
  }): Promise<Answer>;
};

export const errors = defineErrors('CITY', {
  UNKNOWN: {
    message: 'no such city',
    userMessage: 'その名前の市町村はありません。`npm run city -- list` で名前をお確かめください。',
    statusCode: 404,
  },
  FILE_UNREADABLE: {
    message: 'a file or folder cannot be read',
    userMessage: 'ファイルを読めません。場所をお確かめください。',
    statusCode: 400,
  },
});

/** Runs `work` as the city of that slug. @throws AppError CITY_UNKNOWN */
export async function asCity<Result>(
  db: Database,
  slug: string | undefined,
  work: (db: TenantDb) => Promise<Result>,
): Promise<Result> {
  const tenant = slug === undefined ? undefined : await db.platform.findTenant(slug);
  if (!tenant) throw errors.UNKNOWN();
  return db.withTenant(tenant.id, work);
}
