import { withTestDatabase } from '@tenohira/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startDatabaseClock } from './database-clock.ts';

const DAY_MS = 24 * 60 * 60_000;

const database = withTestDatabase();
afterEach(() => {
  vi.useRealTimers();
});

describe('the database’s clock', () => {
  it.each([
    ['a day ahead', DAY_MS],
    ['a day behind', -DAY_MS],
  ])('is right on a machine that is %s', async (_title, skewMs) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMs });
    const clock = await startDatabaseClock(database.db);
    const now = clock.now().getTime();
    expect(Math.abs(now - (await database.db.platform.readTime()).getTime())).toBeLessThan(1_000);
    expect(Math.abs(now - Date.now())).toBeGreaterThan(DAY_MS - 60_000);
  });

  it('goes on by itself, also when the machine’s clock is set meanwhile', async () => {
    const clock = await startDatabaseClock(database.db);
    const before = clock.now().getTime();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - DAY_MS });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const passedMs = clock.now().getTime() - before;
    expect(passedMs).toBeGreaterThan(40);
    expect(passedMs).toBeLessThan(5_000);
  });

  it('says nothing before the database has told the time, and is set when it has', async () => {
    let isAway = true;
    const { platform } = database.db;
    const readTime = async () => (isAway ? Promise.reject(new Error('away')) : platform.readTime());
    const clock = await startDatabaseClock({ platform: { ...platform, readTime } });
    expect(() => clock.now()).toThrow(expect.objectContaining({ code: 'DB_UNAVAILABLE', retry: 'later' }));
    isAway = false;
    await expect.poll(() => clock.now(), { timeout: 5_000 }).toBeInstanceOf(Date);
  });
});
