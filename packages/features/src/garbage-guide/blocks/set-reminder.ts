import { jstDateOf } from '@tenohira/core';
import {
  type Action,
  type BlockContext,
  type BlockEvent,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  type Message,
  platformEffect,
  postbackAction,
  textMessage,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { startButtons } from '../cards/buttons.ts';
import { sayDay } from '../cards/calendar-cards.ts';
import { showCard } from '../cards/card.ts';
import { reminderKey } from '../jobs/send-reminder.ts';
import type { AreaCalendar, GuidePorts, Reminder, ReminderKind } from '../ports.ts';
import { nextReminder } from '../reminder-times.ts';
import { type Settings, sayTime, settingsSchema, toClockTime } from '../schema.ts';
import { AREA_VARIABLE } from './find-area.ts';

const configSchema = z.strictObject({
  text: z.string().min(1).max(500).meta({ title: '質問' }),
});
type Context = BlockContext<z.infer<typeof configSchema>, GuidePorts>;

/** Which times of day may be chosen; both ends are included. */
const RANGES: Readonly<Record<ReminderKind, { min: string; max: string }>> = {
  'evening-before': { min: '12:00', max: '23:59' },
  morning: { min: '00:00', max: '11:59' },
};
const NAMES: Readonly<Record<ReminderKind, string>> = { 'evening-before': '前の日', morning: '当日' };

const definition = defineBlockDefinition({
  key: 'garbage-guide.set-reminder',
  title: '収集日のお知らせ',
  description: '前の日の夜か、当日の朝に、収集をお知らせします。時刻は住民がえらびます。',
  category: 'question',
  config: configSchema,
  outputs: () => ['next', 'gone'],
  reads: () => [AREA_VARIABLE],
  preview: ({ text }) => {
    const reminder: Reminder = { kind: 'evening-before', time: '20:00' };
    return [[question(text, reminder, settingsSchema.parse({}), (value) => value)]];
  },
  samples: () => [
    { output: 'next', event: { type: 'answer', value: 'evening-before' }, taps: 1 },
    { output: 'next', event: { type: 'answer', value: 'time:morning', params: { time: '05:30' } }, taps: 3 },
    { output: 'next', event: { type: 'answer', value: 'off' }, taps: 1 },
  ],
});

export const setReminder = defineBlock<typeof configSchema, GuidePorts>(definition, {
  enter: async (context) => {
    if (!(await findCalendar(context))) return { then: 'go', output: 'gone' };
    return { messages: [await ask(context)], then: 'wait' };
  },
  receive: async (context, event) => {
    const calendar = await findCalendar(context);
    if (!calendar) return { then: 'go', output: 'gone' };
    if (event.type === 'answer' && event.value === 'off') return turnOff(context);
    const reminder = readReminder(event, settingsSchema.parse(context.settings));
    return reminder ? turnOn(reminder, calendar, context) : askAgain(context);
  },
});

function findCalendar({ ports, variables }: Context): Promise<AreaCalendar | undefined> {
  return ports['garbage-guide'].findCalendar(String(variables[AREA_VARIABLE]?.value ?? ''));
}

async function ask({ config, ports, settings, answer }: Context): Promise<Message> {
  const { reminder } = await ports['garbage-guide'].findResident();
  return question(config.text, reminder, settingsSchema.parse(settings), answer);
}

function question(
  text: string,
  reminder: Reminder | undefined,
  settings: Settings,
  answer: (value: string) => string,
): Message {
  const now = reminder
    ? `いまは、${NAMES[reminder.kind]}の${sayTime(reminder.time)}にお知らせしています。`
    : 'いまは、お知らせしていません。';
  const kinds: readonly ReminderKind[] = ['evening-before', 'morning'];
  const buttons: Action[] = [
    postbackAction(`前の日の夜 ${settings.eveningReminderTime}`, answer('evening-before')),
    postbackAction(`当日の朝 ${settings.morningReminderTime}`, answer('morning')),
    ...kinds.map(
      (kind): Action => ({
        type: 'datetimepicker',
        label: `${NAMES[kind]}の別の時刻をえらぶ`,
        data: answer(`time:${kind}`),
        mode: 'time',
        initial: within(kind, reminder?.kind === kind ? reminder.time : defaultTime(kind, settings)),
        ...RANGES[kind],
      }),
    ),
    ...(reminder ? [postbackAction('お知らせをやめる', answer('off'))] : []),
  ];
  const [message] = showCard({ title: text, parts: [{ kind: 'text', text: now }], buttons });
  return message ?? textMessage(text);
}

function readReminder(event: BlockEvent, settings: Settings): Reminder | undefined {
  if (event.type !== 'answer') return undefined;
  const { value, params } = event;
  if (value === 'evening-before' || value === 'morning') return { kind: value, time: defaultTime(value, settings) };
  const kind = value === 'time:evening-before' ? 'evening-before' : value === 'time:morning' ? 'morning' : undefined;
  const time = params?.time;
  if (kind === undefined || time === undefined || !/^\d{2}:[0-5]\d$/.test(time)) return undefined;
  return within(kind, time) === time ? { kind, time } : undefined;
}

function turnOn(reminder: Reminder, calendar: AreaCalendar, context: Context): BlockResult {
  const settings = settingsSchema.parse(context.settings);
  const { kind, time } = reminder;
  const today = jstDateOf(context.now);
  const next = nextReminder(calendar, reminder, context.now, settings.closedDays);
  const labels = next?.collection.collections.map(({ categoryLabel }) => `「${categoryLabel}」`).join('') ?? '';
  const whichNext = next
    ? `次のお知らせは ${sayDay(next.remindOn, today)} ${sayTime(time)} です。\n${sayDay(next.collection.day, today)}の${labels}をお知らせします。`
    : 'この先の収集日が決まりましたら、お知らせします。';
  const isLate = kind === 'morning' && time > toClockTime(settings.collectionDeadline);
  const hint = `ごみを出すのは${sayTime(settings.collectionDeadline)}までです。もっと早い時刻もえらべます。`;
  const messages = showCard({
    title: `${NAMES[kind]}の${sayTime(time)}にお知らせします`,
    parts: [{ kind: 'text', text: whichNext }, ...(isLate ? [{ kind: 'text' as const, text: hint }] : [])],
    buttons: startButtons('reminder', 'guide'),
  });
  const effects = [{ type: 'garbage-guide.set-reminder', payload: reminder }];
  return { messages, effects, then: 'go', output: 'next' };
}

function turnOff({ resident }: Context): BlockResult {
  return {
    messages: [
      textMessage(
        'お知らせをやめました。また必要になったら、いつでも設定できます。',
        startButtons('reminder', 'guide'),
      ),
    ],
    effects: [
      { type: 'garbage-guide.stop-reminder', payload: null },
      platformEffect('job.cancel', { dedupeKey: reminderKey(resident.id) }),
    ],
    then: 'go',
    output: 'next',
  };
}

async function askAgain(context: Context): Promise<BlockResult> {
  const reason = textMessage('すみません、わかりませんでした。下のボタンからえらんでください。');
  return { messages: [reason, await ask(context)], then: 'ask-again' };
}

function defaultTime(kind: ReminderKind, settings: Settings): string {
  return within(kind, toClockTime(kind === 'morning' ? settings.morningReminderTime : settings.eveningReminderTime));
}

/** LINE refuses a picker whose initial time lies outside its range. */
function within(kind: ReminderKind, time: string): string {
  const { min, max } = RANGES[kind];
  return time < min ? min : time > max ? max : time;
}
