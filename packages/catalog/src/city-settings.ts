import { isDeepStrictEqual } from 'node:util';
import { type Actor, appendAudit, type Change, findLastChange } from '@tenohira/audit';
import type { TenantDb } from '@tenohira/db';
import { z } from 'zod';
import { errors } from './errors.ts';
import { readTypedSettings } from './field-problem.ts';

export const citySettingsSchema = z.object({
  greeting: z
    .string()
    .max(500)
    .optional()
    .meta({ title: 'あいさつ', description: '友だち追加のときに最初に送る文章です。' }),
  conversationTimeoutMinutes: z
    .int()
    .min(5)
    .max(24 * 60)
    .default(30)
    .meta({ title: '会話の有効時間(分)', description: '質問に答えずにこの時間が過ぎると、会話を終わりにします。' }),
  messageRetentionDays: z.int().min(1).max(3650).default(90).meta({
    title: 'やりとりの保存日数',
    description: 'トークの文章は、この日数を過ぎると消します。受付の内容は消えません。',
  }),
});

export type CitySettings = z.infer<typeof citySettingsSchema>;
export type City = {
  name: string;
  settings: CitySettings;
  /** It has not gone live: only test residents hear from it, and no money moves. Every screen says so. */
  isPractice: boolean;
};

/** The tenant itself: its name and how it wants to talk. */
export async function readCity(db: TenantDb): Promise<City> {
  const tenant = await db.prisma.tenant.findFirstOrThrow();
  const { name, settings, liveAt } = tenant;
  return { name, settings: citySettingsSchema.parse(settings), isPractice: liveAt === null };
}

const SUBJECT = 'city';
const CHANGED = 'catalog.city-settings-changed';

/** Who changed the settings last, and when. */
export function findCitySettingsChange(db: TenantDb): Promise<Change | undefined> {
  return findLastChange(db, { subject: SUBJECT, action: CHANGED });
}

/**
 * Saves settings in the place of those that whoever typed them had before them.
 * @param seen the settings as they were then
 * @throws AppError CATALOG_CITY_SETTINGS_OVERTAKEN where others have been saved since, and as saveCitySettings
 */
export async function changeCitySettings(
  db: TenantDb,
  { settings, seen }: { settings: unknown; seen: unknown },
  actor: Actor,
): Promise<void> {
  await db.sql('select 1 from tenant for no key update');
  const { settings: present } = await readCity(db);
  // What is there already was saved by a call whose answer was lost.
  const isSaved = isDeepStrictEqual(citySettingsSchema.safeParse(settings).data, present);
  if (!isSaved && !isDeepStrictEqual(seen, present)) throw errors.CITY_SETTINGS_OVERTAKEN();
  await saveCitySettings(db, settings, actor);
}

/** @throws AppError CATALOG_SETTINGS_INVALID, as installFeature */
export async function saveCitySettings(db: TenantDb, settings: unknown, actor: Actor): Promise<void> {
  const read = readTypedSettings(citySettingsSchema, settings);
  if (!read.ok)
    throw errors.SETTINGS_INVALID({
      userMessage: ['市の設定に誤りがあります。次の項目を直してください。', ...read.lines].join('\n'),
      details: { problems: read.problems },
    });
  await db.sql('update tenant set settings = $1', [JSON.stringify(read.settings)]);
  const { greeting: _words, ...detail } = citySettingsSchema.parse(read.settings);
  await appendAudit(db, [{ actor, action: CHANGED, subject: SUBJECT, detail }]);
}
