import { defineFeature } from '@tenohira/feature-kit';
import { z } from 'zod';
import { chooseArea } from './blocks/choose-area.ts';
import { findArea } from './blocks/find-area.ts';
import { searchItems } from './blocks/search-items.ts';
import { setReminder } from './blocks/set-reminder.ts';
import { showDays } from './blocks/show-days.ts';
import { showItem } from './blocks/show-item.ts';
import { showNext } from './blocks/show-next.ts';
import { flows } from './flow.ts';
import { sendReminder } from './jobs/send-reminder.handler.ts';
import { reminderJob } from './jobs/send-reminder.ts';
import { REMINDER_KINDS } from './ports.ts';
import { preview } from './preview.ts';
import { recognise } from './recognise.ts';
import { createGuidePort, saveArea, saveReminder } from './repository.ts';
import { settingsSchema } from './schema.ts';
import { subscriptions } from './subscriptions.ts';

const areaPayload = z.strictObject({ areaKey: z.string() });
const reminderPayload = z.strictObject({ kind: z.enum(REMINDER_KINDS), time: z.string() });

export const garbageGuide = defineFeature({
  key: 'garbage-guide',
  version: 1,
  title: 'ごみ収集案内',
  summary: 'お住まいの地区のごみの収集日を案内し、前の日か当日の朝にお知らせします。捨てたい物の分別も調べられます。',
  highlights: [
    '収集日を今日・明日・今週で見る',
    '捨てたい物の名前から分別を調べる',
    '前の日の夜か当日の朝にお知らせを受け取る',
  ],
  preview,
  category: 'daily-life',
  settings: settingsSchema,
  menu: { label: 'ごみの収集・分別', flow: 'guide' },
  triggers: [
    {
      flow: 'guide',
      keywords: ['ごみ', 'ごみ収集', 'ごみ収集案内', 'ごみの日', 'ごみカレンダー', 'ごみ出し', '収集日'],
    },
    { flow: 'today', keywords: ['今日のごみ', 'きょうのごみ', '今日のごみは', '今日はなんのごみ', '今日は何のごみ'] },
    {
      flow: 'tomorrow',
      keywords: ['明日のごみ', 'あしたのごみ', '明日のごみは', '明日はなんのごみ', '明日は何のごみ'],
    },
    { flow: 'week', keywords: ['今週のごみ', '今週の収集'] },
    { flow: 'next', keywords: ['次のごみ', '次の収集日', '次のごみの日'] },
    { flow: 'search', keywords: ['分別', 'ごみの分別', 'ごみ分別', '分別を調べる', 'ごみの分け方', 'ごみの出し方'] },
    { flow: 'reminder', keywords: ['ごみのお知らせ', 'ごみの通知', 'ごみの日のお知らせ'] },
    { flow: 'area', keywords: ['地区を変える', '地区の変更'] },
  ],
  flows,
  blocks: [findArea, chooseArea, showDays, showNext, searchItems, showItem, setReminder],
  permissions: ['garbage-guide:import'],
  ports: ({ db, residentId }) => createGuidePort(db, residentId),
  effects: {
    'garbage-guide.choose-area': async ({ db, residentId }, payload) =>
      saveArea(db, residentId, areaPayload.parse(payload).areaKey),
    'garbage-guide.set-reminder': async ({ db, residentId, now, schedule }, payload) => {
      const reminder = reminderPayload.parse(payload);
      await saveReminder(db, residentId, reminder);
      await schedule(reminderJob(residentId, reminder, now));
    },
    'garbage-guide.stop-reminder': async ({ db, residentId }) => saveReminder(db, residentId, null),
  },
  jobs: [sendReminder],
  subscriptions,
  recognise: ({ db, residentId }, text) => recognise(text, createGuidePort(db, residentId)),
});
