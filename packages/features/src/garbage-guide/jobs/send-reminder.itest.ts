import type { JobIntent, PushIntent } from '@tenohira/feature-kit';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readSeed } from '../dataset/test-cities.ts';
import { garbageGuide } from '../index.ts';
import { createGuidePort } from '../repository.ts';
import { settingsSchema } from '../schema.ts';
import { importGarbageData, listGarbageAreas } from '../staff.ts';
import { sendReminder } from './send-reminder.handler.ts';

let database: TestDatabase;
let tenant: TestTenant;
let residentId: string;
const settings = settingsSchema.parse({});
const at = (time: string) => new Date(`${time}+09:00`);

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

/** 羽山手 of minatono: 燃やすごみ on Tuesday and Friday, 資源プラスチック on Monday, びん・缶 on 2026-11-25. */
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
  ({ residentId } = await createTestResident(database.db, tenant));
  await importCity('minatono');
  await choose('羽山手');
});

async function importCity(city: string): Promise<void> {
  await database.db.withTenant(tenant.tenantId, (db) => importGarbageData(db, readSeed(city)));
}

async function choose(name: string): Promise<void> {
  const areas = await database.db.readTenant(tenant.tenantId, listGarbageAreas);
  await effect('garbage-guide.choose-area', { areaKey: areas.find((area) => area.name === name)?.key ?? '' });
}

type Done = { pushed: PushIntent[]; scheduled: JobIntent[] };

/** Carries an effect out as the conversation does. */
async function effect(
  type: string,
  payload: { [key: string]: string } | null,
  now = at('2026-11-24T10:00:00'),
): Promise<Done> {
  return scoped(now, async (scope) => garbageGuide.effects?.[type]?.({ ...scope, residentId }, payload));
}

/** Runs the job as the worker does. */
const run = (now: string): Promise<Done> => scoped(at(now), (scope) => sendReminder.run(scope, { residentId }));

async function scoped(
  now: Date,
  work: (scope: Parameters<typeof sendReminder.run>[0]) => Promise<unknown>,
): Promise<Done> {
  const done: Done = { pushed: [], scheduled: [] };
  await database.db.withTenant(tenant.tenantId, (db) =>
    work({
      db,
      settings,
      now,
      push: async (intent) => void done.pushed.push(intent),
      schedule: async (intent) => void done.scheduled.push(intent),
    }),
  );
  return done;
}

it('schedules one job a resident, at the time that was chosen', async () => {
  const { scheduled } = await effect('garbage-guide.set-reminder', { kind: 'evening-before', time: '20:00' });
  expect(scheduled).toEqual([
    {
      name: 'garbage-guide.send-reminder',
      runAt: at('2026-11-24T20:00:00'),
      dedupeKey: `reminder:${residentId}`,
      payload: { residentId },
    },
  ]);
  const later = await effect('garbage-guide.set-reminder', { kind: 'morning', time: '06:30' });
  expect(later.scheduled[0]).toMatchObject({ runAt: at('2026-11-25T06:30:00'), dedupeKey: `reminder:${residentId}` });
});

it('tells of tomorrow in the evening, once for a day, and comes back the next day', async () => {
  await effect('garbage-guide.set-reminder', { kind: 'evening-before', time: '20:00' });
  const first = await run('2026-11-24T20:00:01');
  expect(first.pushed).toEqual([
    {
      residentId,
      dedupeKey: `garbage-guide.reminder:${residentId}:2026-11-25:evening-before`,
      messages: [
        expect.objectContaining({ altText: expect.stringContaining('明日 11月25日(水)は「びん・缶」の収集日です') }),
      ],
    },
  ]);
  expect(first.scheduled[0]?.runAt).toEqual(at('2026-11-25T20:00:00'));
  const again = await run('2026-11-24T20:00:09');
  expect(again.pushed[0]?.dedupeKey).toBe(first.pushed[0]?.dedupeKey);
});

it('says nothing on the eve of a day without a collection, and goes on', async () => {
  await effect('garbage-guide.set-reminder', { kind: 'evening-before', time: '20:00' });
  const done = await run('2026-11-28T20:00:00');
  expect(done.pushed).toEqual([]);
  expect(done.scheduled[0]?.runAt).toEqual(at('2026-11-29T20:00:00'));
});

it('sends late while it is of use, and never for a day gone by', async () => {
  await effect('garbage-guide.set-reminder', { kind: 'evening-before', time: '20:00' });
  expect((await run('2026-11-24T23:58:00')).pushed).toHaveLength(1);
  expect((await run('2026-11-25T00:01:00')).pushed).toEqual([]);
  await effect('garbage-guide.set-reminder', { kind: 'morning', time: '06:30' });
  expect((await run('2026-11-25T08:20:00')).pushed[0]?.dedupeKey).toMatch(/2026-11-25:morning$/);
  expect((await run('2026-11-25T08:31:00')).pushed).toEqual([]);
});

it('looks at the calendar that is in force when it runs, and says once that the area is gone', async () => {
  await effect('garbage-guide.set-reminder', { kind: 'evening-before', time: '20:00' });
  await importCity('yukimizawa');
  const done = await run('2026-11-24T20:00:00');
  expect(done.pushed[0]?.messages[0]).toMatchObject({ altText: expect.stringContaining('もう一度えらんでください') });
  const next = await run('2026-11-25T20:00:00');
  expect(next.pushed[0]?.dedupeKey).toBe(done.pushed[0]?.dedupeKey);
  await choose('下沢'); // 月 木; 紙・布 水2 水4: the 25th is the fourth Wednesday
  expect((await run('2026-11-24T20:00:00')).pushed[0]?.messages[0]).toMatchObject({
    altText: expect.stringContaining('「紙・布」'),
  });
});

it('stops when the resident wants no more', async () => {
  await effect('garbage-guide.set-reminder', { kind: 'evening-before', time: '20:00' });
  await effect('garbage-guide.stop-reminder', null);
  expect(await run('2026-11-24T20:00:00')).toEqual({ pushed: [], scheduled: [] });
  const known = await database.db.readTenant(tenant.tenantId, (db) => createGuidePort(db, residentId).findResident());
  expect(known).toEqual({ areaKey: expect.any(String) });
});
