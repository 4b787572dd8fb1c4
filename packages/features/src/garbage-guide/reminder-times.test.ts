import { describe, expect, it } from 'vitest';
import { dayToRemindOf, nextReminder, nextRun } from './reminder-times.ts';
import { keyOf, seedPort } from './test-port.ts';

const at = (time: string) => new Date(`${time}+09:00`);
const evening = { kind: 'evening-before', time: '20:00' } as const;
const morning = { kind: 'morning', time: '06:30' } as const;

describe('nextRun', () => {
  it.each([
    ['2026-11-24T19:59:59', '2026-11-24T20:00:00'],
    ['2026-11-24T20:00:00', '2026-11-25T20:00:00'],
    ['2026-12-31T23:00:00', '2027-01-01T20:00:00'],
  ])('from %s is %s', (now, next) => expect(nextRun(evening, at(now))).toEqual(at(next)));
});

describe('dayToRemindOf', () => {
  it.each([
    [evening, '2026-11-24T20:00:00', '2026-11-25'],
    [evening, '2026-11-24T23:59:59', '2026-11-25'],
    [evening, '2026-11-25T00:00:00', undefined],
    [evening, '2026-11-24T19:59:59', undefined],
    [morning, '2026-11-24T06:30:00', '2026-11-24'],
    [morning, '2026-11-24T08:30:00', '2026-11-24'],
    [morning, '2026-11-24T08:30:01', undefined],
    [morning, '2026-11-24T06:29:59', undefined],
  ])('%o at %s', (reminder, now, day) => expect(dayToRemindOf(reminder, at(now), '8:00')).toBe(day));

  it('holds a morning reminder until a late deadline', () => {
    expect(dayToRemindOf(morning, at('2026-11-24T11:59:00'), '12:00')).toBe('2026-11-24');
  });
});

describe('nextReminder', () => {
  it('names the evening before the next collection, and the one after it once that has passed', async () => {
    const port = seedPort('minatono');
    const calendar = await port.findCalendar(await keyOf(port, '沖ノ島')); // 火 金, 水2 in even months, 木, 水3, 水4
    if (!calendar) throw new Error('no calendar');
    const on = (now: string) => nextReminder(calendar, evening, at(now), 'skip')?.remindOn;
    expect(on('2026-11-27T19:00:00')).toBe('2026-11-30');
    expect(on('2026-11-30T19:59:00')).toBe('2026-11-30');
    expect(on('2026-11-30T20:00:00')).toBe('2026-12-02');
  });
});
