import type { TenantDb } from '@tenohira/feature-kit';
import type { ClosedDays } from './dataset/types.ts';
import { readStoredSettings } from './repository.ts';
import { settingsSchema } from './schema.ts';

/** What the city does with closed days, also while the feature is off. */
export async function readClosedDays(db: TenantDb): Promise<ClosedDays> {
  const settings = settingsSchema.safeParse(await readStoredSettings(db, 'garbage-guide'));
  return (settings.data ?? settingsSchema.parse({})).closedDays;
}
