import { withTestDatabase } from '@tenohira/testing';
import { describe, expect, it } from 'vitest';
import { simulateSends } from './testing/index.ts';

const database = withTestDatabase();

describe('whatever crashes, freezes, comes twice or is not answered', () => {
  it('nobody is told twice, nothing is lost, and the outbox agrees with LINE', { timeout: 120_000 }, async () => {
    const report = await simulateSends({ db: database.db, seed: 20_261_123, schedules: 200 });
    expect(report.schedules).toBe(200);
    // The schedules must do what they are for.
    expect(report.crashes).toBeGreaterThan(50);
    expect(report.frozen).toBeGreaterThan(50);
    expect(report.repeated).toBeGreaterThan(50);
    expect(report.sent).toBeGreaterThan(100);
    expect(report.failed).toBeGreaterThan(20);
    expect(report.unknown).toBeGreaterThan(5);
    expect(report.cancelled).toBeGreaterThan(5);
  });
});
