import { defineJob, type JobScope } from '@tenohira/feature-kit';
import { startButtons } from '../cards/buttons.ts';
import { showReminder } from '../cards/calendar-cards.ts';
import { showCard } from '../cards/card.ts';
import { dayToRemindOf } from '../reminder-times.ts';
import { createGuidePort, findInForceId } from '../repository.ts';
import type { Settings } from '../schema.ts';
import { reminderJob, SEND_REMINDER, sendReminderPayload } from './send-reminder.ts';

/**
 * Runs once a day for each resident who wants to be reminded, and looks then what is collected: a calendar that was
 * imported meanwhile counts. Whatever it finds, it comes back the next day.
 */
export const sendReminder = defineJob<Settings, typeof sendReminderPayload>({
  name: SEND_REMINDER,
  payload: sendReminderPayload,
  run: async (scope, { residentId }) => {
    const { areaKey, reminder } = await createGuidePort(scope.db, residentId).findResident();
    if (areaKey === undefined || reminder === undefined) return;
    await scope.schedule(reminderJob(residentId, reminder, scope.now));
    const day = dayToRemindOf(reminder, scope.now, scope.settings.collectionDeadline);
    if (day !== undefined) await remind(scope, { residentId, areaKey, day, kind: reminder.kind });
  },
  // One day is lost, not all that follow.
  giveUp: async (scope, { residentId }) => {
    const { reminder } = await createGuidePort(scope.db, residentId).findResident();
    if (reminder !== undefined) await scope.schedule(reminderJob(residentId, reminder, scope.now));
  },
});

async function remind(
  { db, settings, now, push }: JobScope<Settings>,
  { residentId, areaKey, day, kind }: { residentId: string; areaKey: string; day: string; kind: string },
): Promise<void> {
  const datasetId = await findInForceId(db);
  if (datasetId === undefined) return;
  const calendar = await createGuidePort(db, residentId).findCalendar(areaKey);
  if (!calendar) {
    await push({
      residentId,
      messages: areaGone(settings),
      dedupeKey: `garbage-guide.area-gone:${residentId}:${datasetId}`,
    });
    return;
  }
  const messages = showReminder(day, { calendar, settings, now });
  if (messages) await push({ residentId, messages, dedupeKey: `garbage-guide.reminder:${residentId}:${day}:${kind}` });
}

/** Said once for an import, not every day. */
function areaGone({ areaLabel }: Settings) {
  return showCard({
    title: `お住まいの${areaLabel}を、もう一度えらんでください`,
    parts: [
      {
        kind: 'text',
        text: `ごみの収集の表が新しくなり、登録していただいた${areaLabel}が見つかりません。えらび直していただくと、またお知らせします。`,
      },
    ],
    buttons: startButtons('area'),
  });
}
