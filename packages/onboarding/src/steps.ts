// Steps leave a row behind that says how they ended, so that a page shows it and anybody can go on where somebody stopped.
import type { Actor } from '@tenohira/audit';
import { AppError, type Json } from '@tenohira/core';
import type { Database } from '@tenohira/db';

/** In the order in which they are shown. Any can be done at any time, and again. */
export const STEPS = {
  municipality: '市区町村をえらぶ',
  administrators: '管理者を招待する',
  plan: '契約プラン',
  channel: 'LINE公式アカウントをつなぐ',
  features: 'はじめの機能を入れる',
  menu: 'リッチメニューを公開する',
  live: '本番に切りかえる',
} as const;

export type StepKey = keyof typeof STEPS;

export type StepRecord = {
  step: string;
  status: 'done' | 'failed';
  errorCode: string | null;
  problem: string | null;
  detail: Readonly<Record<string, Json>>;
  actor: string;
  updatedAt: Date;
};

/**
 * Does a step and records how it ended. What it throws it still throws. The record is no audit: that is written with the change.
 * @param detailOf what was chosen: counts and keys, never a secret or a name
 */
export async function runStep<Result>(
  db: Database,
  tenantId: string,
  step: { key: StepKey; actor: Actor },
  work: () => Promise<Result>,
  detailOf: (result: Result) => Readonly<Record<string, Json>> = () => ({}),
): Promise<Result> {
  try {
    const result = await work();
    await record(db, tenantId, step, { status: 'done', detail: detailOf(result) });
    return result;
  } catch (error) {
    if (error instanceof AppError) {
      const { code, userMessage } = error;
      await record(db, tenantId, step, { status: 'failed', errorCode: code, problem: userMessage, detail: {} });
    }
    throw error;
  }
}

type Ending = Pick<StepRecord, 'status' | 'detail'> & { errorCode?: string; problem?: string };

async function record(
  db: Database,
  tenantId: string,
  { key, actor }: { key: StepKey; actor: Actor },
  { status, detail, errorCode, problem }: Ending,
): Promise<void> {
  await db.withTenant(tenantId, ({ sql }) =>
    sql(
      `insert into onboarding_step (step, status, error_code, problem, detail, actor) values ($1, $2, $3, $4, $5, $6)
       on conflict (tenant_id, step) do update set status = excluded.status, error_code = excluded.error_code,
         problem = excluded.problem, detail = excluded.detail, actor = excluded.actor, updated_at = now()`,
      [key, status, errorCode ?? null, problem ?? null, JSON.stringify(detail), actor],
    ),
  );
}
