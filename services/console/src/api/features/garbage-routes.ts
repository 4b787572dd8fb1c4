// The garbage calendar: looked at before it is put in force.
import { appendAudit } from '@tenohira/audit';
import { addDays, jstDateOf } from '@tenohira/core';
import {
  type DatasetFile,
  garbageCalendar,
  importGarbageData,
  previewGarbageImport,
  readGarbageInForce,
} from '@tenohira/features/garbage-guide/staff';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { garbageCalendarDays, garbageImport, garbageImportPreview, garbageInForce } from './garbage-answers.ts';

/** Six files; the largest that a city has published have half a megabyte together. */
const MAX_FILES = 10;
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** What a calendar shows where nobody says until when. */
const CALENDAR_DAYS = 60;

const name = z.string().min(1).max(200);
const files = z
  .array(z.union([z.strictObject({ name, base64: z.base64() }), z.strictObject({ name, text: z.string() })]))
  .max(MAX_FILES);

export const garbageRoutes = [
  defineRoute({
    method: 'GET',
    url: '/garbage',
    summary: 'いま案内しているごみカレンダー',
    permission: 'read',
    answer: garbageInForce,
    run: async ({ inTenant }) => ({ inForce: (await inTenant(readGarbageInForce)) ?? null }),
  }),
  defineRoute({
    method: 'GET',
    url: '/garbage/areas/:areaKey/calendar',
    summary: '地区の収集日。日付は2026-12-01の形で、終わりの日も含む',
    permission: 'read',
    params: z.object({ areaKey: z.string().min(1).max(40) }),
    query: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
    answer: garbageCalendarDays,
    run: async ({ inTenant, clock, params: { areaKey }, query }) => {
      const from = query.from ?? jstDateOf(clock.now());
      const to = query.to ?? addDays(from, CALENDAR_DAYS - 1);
      return { from, to, days: await inTenant((scope) => garbageCalendar(scope, { areaKey, from, to })) };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/garbage/import/preview',
    summary: '5374形式のファイルを確かめる。直すところと、いまとの違いを答え、何も変えない',
    permission: 'prepare',
    maxBodyBytes: MAX_BODY_BYTES,
    body: z.strictObject({ files }),
    answer: garbageImportPreview,
    run: ({ inTenant, clock, body }) =>
      inTenant((scope) => previewGarbageImport(scope, toFiles(body.files), { today: jstDateOf(clock.now()) })),
  }),
  defineRoute({
    method: 'POST',
    url: '/garbage/import',
    summary: '確かめたファイルで案内をはじめる。sealは確かめたときの答えにある',
    permission: 'prepare',
    maxBodyBytes: MAX_BODY_BYTES,
    body: z.strictObject({ files, seal: z.string().min(1).max(100) }),
    answer: garbageImport,
    run: ({ inTenant, clock, actor, body: { files: given, seal } }) =>
      inTenant(async (scope) => {
        const today = jstDateOf(clock.now());
        const { changed, areas, items, difference } = await importGarbageData(scope, toFiles(given), { today, seal });
        if (changed) {
          const detail = { areas, items, residentsToAskAgain: difference.residentsToAskAgain };
          await appendAudit(scope, [
            { actor, action: 'garbage-guide.calendar-imported', subject: 'garbage-guide:calendar', detail },
          ]);
        }
        return { changed, areas, items, residentsToAskAgain: difference.residentsToAskAgain };
      }),
  }),
] as const;

function toFiles(given: z.infer<typeof files>): DatasetFile[] {
  return given.map((file) => ({
    name: file.name,
    bytes: 'text' in file ? new TextEncoder().encode(file.text) : Buffer.from(file.base64, 'base64'),
  }));
}
