import { withTestDatabase } from '@tenohira/testing';
import { describe, expect, it } from 'vitest';
import { simulatePayouts } from './testing/index.ts';

const database = withTestDatabase();

describe('whatever crashes, freezes, races or is stopped', () => {
  it('nobody is paid twice, nothing is lost, and the books agree with the provider', { timeout: 120_000 }, async () => {
    const report = await simulatePayouts({ db: database.db, seed: 20_261_123, schedules: 200 });
    expect(report.schedules).toBe(200);
    // The schedules must do what they are for.
    expect(report.crashes).toBeGreaterThan(50);
    expect(report.frozen).toBeGreaterThan(50);
    expect(report.refused).toBeGreaterThan(50);
    expect(report.settled).toBeGreaterThan(50);
    expect(report.resolved).toBeGreaterThan(30);
  });
});
