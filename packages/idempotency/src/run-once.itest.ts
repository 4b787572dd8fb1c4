import { uuidv7 } from '@tenohira/core';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetCalls, runOnce } from './index.ts';

let database: TestDatabase;
let city: TestTenant;
let callerId: string;
let runs: number;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  city = await createTestTenant(database.db);
  callerId = uuidv7();
  runs = 0;
});
afterAll(() => database.drop());

const work = async () => {
  runs += 1;
  return { number: runs, name: '山田花子' };
};
const call = (key: string, content = 'POST /x {}', by = callerId, does: () => Promise<object> = work) =>
  runOnce(
    { db: database.db, secrets: city.secrets },
    { tenantId: city.tenantId, callerId: by, key, content: [content] },
    { run: does, toAnswer: (result) => result, isRecordable: () => true },
  );

describe('the same call with the same key', () => {
  it('has its effect once and its answer again', async () => {
    expect(await call('a')).toEqual({ number: 1, name: '山田花子' });
    expect(await call('a')).toEqual({ number: 1, name: '山田花子' });
    expect(runs).toBe(1);
  });

  it('has it once also when many come at the same moment', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => call('a')));
    expect(runs).toBe(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'IDEMPOTENCY_RUNNING' });
      else expect(result.value).toMatchObject({ number: 1 });
    }
  });

  it('runs again where the first failed', async () => {
    const fails = call('a', undefined, undefined, async () => {
      throw new Error('no');
    });
    await expect(fails).rejects.toThrow('no');
    expect(await call('a')).toMatchObject({ number: 1 });
  });

  it('never runs again where the first had its effect and no answer', async () => {
    const lost = () =>
      runOnce(
        { db: database.db, secrets: city.secrets },
        { tenantId: city.tenantId, callerId, key: 'a', content: ['POST /x {}'] },
        {
          run: work,
          toAnswer: () => {
            throw new Error('not what its schema says');
          },
          isRecordable: () => true,
        },
      );
    await expect(lost()).rejects.toThrow('not what its schema says');
    await expect(lost()).rejects.toMatchObject({ code: 'IDEMPOTENCY_ANSWER_LOST' });
    await expect(call('a')).rejects.toMatchObject({ code: 'IDEMPOTENCY_ANSWER_LOST' });
    expect(runs).toBe(1);
  });

  it('keeps its lease where its outcome could not be kept: nobody knows that it has not been', async () => {
    const circular: { self?: object } = {};
    circular.self = circular;
    await expect(call('a', undefined, undefined, async () => circular)).rejects.toThrow(TypeError);
    await expect(call('a')).rejects.toMatchObject({ code: 'IDEMPOTENCY_RUNNING' });
  });

  it('runs again where the first died, once its lease is out', async () => {
    await new Promise<void>((begun) => {
      void call('a', undefined, undefined, () => {
        begun();
        return new Promise(() => {});
      });
    });
    await expect(call('a')).rejects.toMatchObject({ code: 'IDEMPOTENCY_RUNNING' });
    await database.db.withTenant(city.tenantId, ({ sql }) =>
      sql("update idempotency_record set leased_until = now() - interval '1 second'"),
    );
    expect(await call('a')).toMatchObject({ number: 1 });
  });
});

it('leaves its successor alone where the first only seemed to have died, and fails after all', async () => {
  const ends: ((error: Error) => void)[] = [];
  const hangs = () => new Promise<object>((_, reject) => ends.push(reject));
  const first = call('a', undefined, undefined, hangs);
  await expect.poll(() => ends.length).toBe(1);
  await database.db.withTenant(city.tenantId, ({ sql }) =>
    sql("update idempotency_record set leased_until = now() - interval '1 second'"),
  );
  const second = call('a', undefined, undefined, hangs);
  await expect.poll(() => ends.length).toBe(2);
  ends[0]?.(new Error('late'));
  await expect(first).rejects.toThrow('late');
  await expect(call('a')).rejects.toMatchObject({ code: 'IDEMPOTENCY_RUNNING' });
  ends[1]?.(new Error('no'));
  await expect(second).rejects.toThrow('no');
  expect(await call('a')).toMatchObject({ number: 1 });
});

it('refuses a key that came with another call', async () => {
  await call('a');
  await expect(call('a', 'POST /x {"other":1}')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

it('keeps callers apart, and keys', async () => {
  await call('a');
  await call('b');
  await call('a', undefined, uuidv7());
  expect(runs).toBe(3);
});

it('keeps no readable copy of an answer, and forgets it after a day', async () => {
  await call('a');
  const rows = () =>
    database.db.readTenant(city.tenantId, ({ sql }) =>
      sql<{ row: string }>("select encode(answer, 'escape') as row from idempotency_record"),
    );
  expect((await rows()).map(({ row }) => row.includes('name'))).toEqual([false]);
  await database.db.withTenant(city.tenantId, async (db) => {
    await db.sql("update idempotency_record set created_at = now() - interval '25 hours'");
    await forgetCalls(db);
  });
  expect(await rows()).toEqual([]);
});

it.each(['', ' ', 'a b', 'キー', 'x'.repeat(201)])('refuses the key %j', async (key) => {
  await expect(call(key)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_INVALID' });
});
