import { z } from 'zod';

const timeOfDay = z
  .string()
  .regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/, '「8:00」のように、時と分を「:」でつないで書いてください。');

export const settingsSchema = z.object({
  closedDays: z
    .enum(['skip', 'shift'])
    .default('skip')
    .meta({
      title: '休止期間の収集',
      description:
        '年末年始など、処理場が休みの期間に当たる収集をどうするか。日付を書いて決めた収集日は、どちらでも動きません',
      labels: { skip: '休みにする', shift: 'その月のその曜日の収集を、1週間ずつ後ろへずらす' },
    }),
  collectionDeadline: timeOfDay.default('8:00').meta({
    title: 'ごみを出す締め切りの時刻',
    description: '「朝8時までに出してください」のように案内します（例：8:00）',
  }),
  eveningReminderTime: timeOfDay
    .default('20:00')
    .meta({ title: '前の日の夜のお知らせの時刻', description: '住民がはじめに選べる時刻です（例：20:00）' }),
  morningReminderTime: timeOfDay
    .default('6:30')
    .meta({ title: '当日の朝のお知らせの時刻', description: '住民がはじめに選べる時刻です（例：6:30）' }),
  contact: z.string().min(1).max(200).default('市役所・町村役場のごみの担当').meta({
    title: '問い合わせ先',
    description: '見つからないときに案内します（例：環境課 電話00-0000-0000）',
  }),
  areaLabel: z
    .string()
    .min(1)
    .max(10)
    .default('地区')
    .meta({ title: '地区の呼び名', description: '「地区」「町名」「町内会」など、10文字まで' }),
});

export type Settings = z.infer<typeof settingsSchema>;

/** `8:00` → `08:00`, so that times compare as texts. */
export function toClockTime(time: string): string {
  return time.padStart(5, '0');
}

/** How a person says it: 朝8時, 朝8時30分, 18時. */
export function sayTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${hour >= 4 && hour < 12 ? '朝' : ''}${hour}時${minute === 0 ? '' : `${minute}分`}`;
}
