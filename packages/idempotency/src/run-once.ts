// Idempotency-Key (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/): the same call with the same key
// has its effect once and its answer again. What was answered is kept encrypted, for a day.
import { createHash } from 'node:crypto';
import type { Database, TenantDb } from '@tenohira/db';
import type { OpenedSecrets, TenantSecrets } from '@tenohira/secrets';
import { errors } from './errors.ts';

export type RepeatableCall = {
  tenantId: string;
  /** Keys of one caller are nobody else's. */
  callerId: string;
  key: string;
  /** All that makes the call what it is: method, address, body. */
  content: readonly (string | Uint8Array)[];
};

/** A call that has not ended by then died with its process, and may be made again. In milliseconds. */
const LEASE_MS = 2 * 60_000;
const KEEP_HOURS = 24;

/** What is kept of a call that has had its effect: its answer, or that there is none to give. */
type Outcome<Answer> = { answer: Answer } | { lost: true };

export type Work<Result, Answer> = {
  /** Has the effect. Where it throws there was none: the call leaves no trace and may be repeated. */
  run: () => Promise<Result>;
  /** Makes the answer of what came of it. Where it throws, the effect stays and is not repeated. */
  toAnswer: (result: Result) => Answer;
  /** False for what cannot be kept as JSON: then each call runs. */
  isRecordable: (answer: Answer) => boolean;
};

/**
 * Has the effect of a call once, and its answer as often as it is asked.
 * @throws AppError IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_RUNNING, IDEMPOTENCY_ANSWER_LOST, and whatever
 * `run` and, the first time, `toAnswer` throw
 */
export async function runOnce<Result, Answer>(
  { db, secrets }: { db: Database; secrets: TenantSecrets },
  call: RepeatableCall,
  { run, toAnswer, isRecordable }: Work<Result, Answer>,
): Promise<Answer> {
  if (!/^[\x21-\x7e]{1,200}$/.test(call.key)) throw errors.KEY_INVALID();
  const opened = await secrets.opened(call.tenantId);
  const keyHash = digest([call.key]);
  const place = `idempotency_record.answer:${call.callerId}:${keyHash}`;
  const begun = await db.withTenant(call.tenantId, (scope) => begin(scope, call, keyHash));
  if ('answer' in begun) return recall(opened, place, begun.answer);
  // Whoever took over since has a lease of its own, and what becomes of the record is theirs to say.
  const mine = [call.callerId, keyHash, begun.lease];
  const release = () =>
    db.withTenant(call.tenantId, ({ sql }) =>
      sql(
        `delete from idempotency_record
         where caller_id = $1 and key_hash = $2 and leased_until = $3::timestamptz and answer is null`,
        mine,
      ),
    );
  const record = async (outcome: Outcome<Answer>) => {
    const sealed = opened.encrypt(place, JSON.stringify(outcome));
    await db.withTenant(call.tenantId, ({ sql }) =>
      sql(
        `update idempotency_record set answer = $4
         where caller_id = $1 and key_hash = $2 and leased_until = $3::timestamptz and answer is null`,
        [...mine, sealed],
      ),
    );
  };
  const result = await run().catch(async (error: unknown) => {
    await release();
    throw error;
  });
  let answer: Answer;
  try {
    answer = toAnswer(result);
  } catch (error) {
    await record({ lost: true });
    throw error;
  }
  if (isRecordable(answer)) await record({ answer });
  else await release();
  return answer;
}

/** Deletes records whose day is over. */
export async function forgetCalls(db: TenantDb): Promise<void> {
  await db.sql(`delete from idempotency_record where created_at < now() - $1 * interval '1 hour'`, [KEEP_HOURS]);
}

async function begin(
  db: TenantDb,
  call: RepeatableCall,
  keyHash: string,
): Promise<{ answer: Buffer } | { lease: string }> {
  const fingerprint = digest(call.content);
  // Where a process died in the middle, the next with the key takes over when its lease is out.
  const [taken] = await db.sql<{ lease: string }>(
    `insert into idempotency_record as r (caller_id, key_hash, fingerprint, leased_until)
     values ($1, $2, $3, now() + $4 * interval '1 millisecond')
     on conflict (tenant_id, caller_id, key_hash) do update set leased_until = excluded.leased_until
       where r.answer is null and r.leased_until < now() and r.fingerprint = excluded.fingerprint
     returning leased_until::text as lease`,
    [call.callerId, keyHash, fingerprint, LEASE_MS],
  );
  if (taken) return taken;
  const [known] = await db.sql<{ fingerprint: string; answer: Buffer | null }>(
    'select fingerprint, answer from idempotency_record where caller_id = $1 and key_hash = $2',
    [call.callerId, keyHash],
  );
  if (known && known.fingerprint !== fingerprint) throw errors.KEY_REUSED();
  if (!known?.answer) throw errors.RUNNING();
  return { answer: known.answer };
}

function recall<Answer>(opened: OpenedSecrets, place: string, sealed: Buffer): Answer {
  const outcome = JSON.parse(opened.decrypt(place, sealed).toString()) as Outcome<Answer>; // as it was stored above
  if ('lost' in outcome) throw errors.ANSWER_LOST();
  return outcome.answer;
}

function digest(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('base64url');
}
