import { createCatalog, disableFeature, installFeature } from '@tenohira/catalog';
import { createFixedClock, defineErrors } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { defineFeature, defineFlow, defineJob, type JobIntent } from '@tenohira/feature-kit';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runScheduledJob } from './run-scheduled-job.ts';
import { cancelJob, scheduleJob } from './scheduled-jobs.ts';

const errors = defineErrors('REMINDER', { NO_CALENDAR: { message: 'no calendar', userMessage: '' } });
/** Far ahead: what is put off to its next day must not be due by the database's clock. */
const NOW = new Date('2099-11-24T10:00:00+09:00');

/** Tells a resident, and comes again the next day. */
const remind = defineJob({
  name: 'reminder.send-notice',
  payload: z.strictObject({ residentId: z.uuid(), day: z.string() }),
  run: async ({ push, schedule, now, settings }, { residentId, day }) => {
    const { text } = z.object({ text: z.string() }).parse(settings);
    await push({ residentId, messages: [{ type: 'text', text }], dedupeKey: `reminder:${day}` });
    const runAt = new Date(now.getTime() + 86_400_000);
    await schedule({ name: 'reminder.send-notice', runAt, dedupeKey: 'daily', payload: { residentId, day: 'next' } });
  },
});

const fail = defineJob({
  name: 'reminder.fail-always',
  payload: z.strictObject({ residentId: z.uuid() }),
  run: async ({ push }, { residentId }) => {
    await push({ residentId, messages: [{ type: 'text', text: 'x' }], dedupeKey: 'half-done' });
    throw errors.NO_CALENDAR();
  },
});

const failToday = defineJob({
  ...fail,
  name: 'reminder.fail-today',
  giveUp: async ({ schedule, now }, { residentId }) =>
    schedule({
      ...{ name: 'reminder.fail-today', dedupeKey: 'daily', payload: { residentId } },
      runAt: new Date(now.getTime() + 86_400_000),
    }),
});

const feature = defineFeature({
  key: 'reminder',
  version: 1,
  title: 'お知らせ',
  summary: '',
  category: 'daily-life',
  settings: z.strictObject({ text: z.string().default('明日は可燃ごみの日です。') }),
  menu: { label: 'お知らせ', flow: 'main' },
  triggers: [],
  flows: [defineFlow({ key: 'main', title: '案内', start: 'end', blocks: { end: { type: 'end' } } })],
  blocks: [],
  permissions: [],
  jobs: [remind, fail, failToday],
});

let database: TestDatabase;
let tenant: TestTenant;
let residentId: string;
const catalog = createCatalog([feature], []);
const clock = createFixedClock(NOW);

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
  residentId = (await createTestResident(database.db, tenant)).residentId;
  await inTenant((db) => installFeature(db, catalog, { key: 'reminder', settings: {} }, 'system'));
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);
const run = (id: string) => runScheduledJob({ db: database.db, catalog, clock }, tenant.tenantId, id);
const jobs = () => inTenant(({ prisma }) => prisma.scheduledJob.findMany());
const pushes = () => inTenant(({ prisma }) => prisma.outboxMessage.findMany());

async function theJob() {
  const [job, ...more] = await jobs();
  if (!job || more.length > 0) throw new Error('the test expects one job');
  return job;
}

async function schedule(intent: Partial<JobIntent> = {}): Promise<string> {
  const payload = { residentId, day: 'first' };
  const whole = { name: remind.name, runAt: new Date(Date.now() - 1_000), dedupeKey: 'daily', payload, ...intent };
  await inTenant((db) => scheduleJob(db, 'reminder', whole));
  return (await theJob()).id;
}

describe('a job', () => {
  it('runs once however many workers want it, and schedules itself for the next day', async () => {
    const id = await schedule();
    const reports = await Promise.all(Array.from({ length: 4 }, () => run(id)));
    expect(reports.map(({ status }) => status).sort()).toEqual(['done', 'not-mine', 'not-mine', 'not-mine']);
    expect(await pushes()).toMatchObject([{ messages: [{ text: '明日は可燃ごみの日です。' }] }]);
    expect(await theJob()).toMatchObject({
      id,
      status: 'waiting',
      attempts: 0,
      runAt: new Date('2099-11-25T10:00:00+09:00'),
      payload: { day: 'next' },
    });
  });

  it('does not run before its time', async () => {
    const id = await schedule({ runAt: new Date(Date.now() + 60_000) });
    expect(await run(id)).toEqual({ status: 'not-mine' });
    expect(await pushes()).toEqual([]);
  });

  it('is one job, at the last time that was asked for', async () => {
    const id = await schedule();
    expect(await schedule({ runAt: NOW })).toBe(id);
    expect((await theJob()).runAt).toEqual(NOW);
  });

  it('does not run once it is cancelled', async () => {
    const id = await schedule();
    await inTenant((db) => cancelJob(db, 'another-feature', 'daily'));
    expect((await theJob()).status).toBe('waiting');
    await inTenant((db) => cancelJob(db, 'reminder', 'daily'));
    expect(await run(id)).toEqual({ status: 'not-mine' });
    expect((await theJob()).status).toBe('cancelled');
  });

  it('waits at its time of day while the city has its feature switched off', async () => {
    const id = await schedule();
    const { runAt } = await theJob();
    await inTenant((db) => disableFeature(db, 'reminder', 'system'));
    expect(await run(id)).toEqual({ status: 'feature-off' });
    const job = await theJob();
    expect(job.status).toBe('waiting');
    expect(job.runAt.getTime()).toBeGreaterThan(Date.now());
    expect((job.runAt.getTime() - runAt.getTime()) % (24 * 3_600_000)).toBe(0);
    expect(await pushes()).toEqual([]);
  });
});

describe('a job that fails', () => {
  it('leaves nothing half done, comes back after a growing pause, and is given up after six times', async () => {
    const id = await schedule({ name: fail.name, payload: { residentId } });
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      const before = Date.now();
      expect(await run(id)).toEqual({ status: attempt < 6 ? 'later' : 'failed', errorCode: 'REMINDER_NO_CALENDAR' });
      const job = await theJob();
      expect(job).toMatchObject({ status: attempt < 6 ? 'waiting' : 'failed', attempts: attempt });
      pauses.push(Math.round((job.runAt.getTime() - before) / 1_000));
      expect(await run(id)).toEqual({ status: 'not-mine' });
      await inTenant(({ sql }) => sql("update scheduled_job set run_at = now() - interval '1 second'"));
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160]);
    expect(await run(id)).toEqual({ status: 'not-mine' });
    expect(await pushes()).toEqual([]);
  });

  it('comes again the next day where its feature says so, though this day is lost', async () => {
    const id = await schedule({ name: failToday.name, payload: { residentId } });
    const reports = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      reports.push((await run(id)).status);
      if (attempt < 6)
        await inTenant(({ sql }) => sql("update scheduled_job set run_at = now() - interval '1 second'"));
    }
    expect(reports).toEqual(['later', 'later', 'later', 'later', 'later', 'failed']);
    const runAt = new Date('2099-11-25T10:00:00+09:00');
    expect(await theJob()).toMatchObject({ id, status: 'waiting', attempts: 0, runAt });
  });

  it.each([
    ['a name that the feature does not have', { name: 'reminder.gone' }, 'SCHEDULING_JOB_UNKNOWN'],
    ['a payload that does not fit', { payload: { residentId: 'nobody' } }, 'UNEXPECTED'],
  ])('because of %s is tried later: a new version may know it', async (_title, intent, errorCode) => {
    expect(await run(await schedule(intent))).toEqual({ status: 'later', errorCode });
  });
});
