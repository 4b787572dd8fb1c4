import type { FeatureSubscriptions } from '@tenohira/feature-kit';
import type { Reminder } from './ports.ts';
import { findInForceId, findResident, forgetResident, listAreaNames, listReminded } from './repository.ts';
import { sayTime } from './schema.ts';

const KIND_TEXT = { 'evening-before': '前の日', morning: '当日' } as const;

export const subscriptions: FeatureSubscriptions = {
  describe: async (db, residentId) => {
    const { areaKey, reminder } = await findResident(db, residentId);
    if (areaKey === undefined) return undefined;
    const names = await listAreaNames(db, await findInForceId(db));
    // The area may have gone with the files that it was chosen from.
    const name = names.find(({ key }) => key === areaKey)?.name ?? '選び直しの必要な地区';
    return `${name}、${reminderText(reminder)}`;
  },
  list: listReminded,
  forget: forgetResident,
};

function reminderText(reminder: Reminder | undefined): string {
  return reminder === undefined ? 'お知らせなし' : `${KIND_TEXT[reminder.kind]}の${sayTime(reminder.time)}にお知らせ`;
}
