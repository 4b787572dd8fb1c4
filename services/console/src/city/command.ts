import type { BillingOptions } from '@tenohira/billing';
import { defineErrors } from '@tenohira/core';
import type { Database, TenantDb } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';

export type Answer = {
  text: string;
  data: unknown;
  /** 0 where absent. */
  exitCode?: number;
};

export type CommandInput = {
  db: Database;
  secrets: TenantSecrets;
  /** Where browsers reach the console. */
  consoleBaseUrl: string;
  /** Where LINE reaches the gateway. */
  publicBaseUrl: string;
  lineApi: { apiBaseUrl: string; dataApiBaseUrl: string };
  /** Without its secrets nobody is billed. */
  stripe: Omit<BillingOptions, 'db' | 'clock'>;
  arguments: readonly string[];
};

export type Command = {
  /** The words that call it: `['case', 'status']`. */
  words: readonly string[];
  /** What comes behind them: `<city> <number> <status> [comment]`. */
  arguments: string;
  /** How many of them must be there. */
  required: number;
  summary: string;
  run(input: CommandInput): Promise<Answer>;
};

export const errors = defineErrors('CITY', {
  UNKNOWN: {
    message: 'no such city',
    userMessage: 'その名前の市町村はありません。`npm run city -- list` で名前をお確かめください。',
    statusCode: 404,
  },
  PLAN_INVALID: {
    message: 'the file does not say how to onboard a city',
    userMessage:
      'ファイルは、1つの市区町村のJSONオブジェクトか、その配列にしてください。例は services/console/README.md にあります。',
    statusCode: 400,
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
