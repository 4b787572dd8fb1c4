import { type DatetimePickerAction, h } from '@tenohira/line-preview';
import { openSheet, type SheetHost } from '../sheet.ts';

const INPUT_TYPES = { date: 'date', time: 'time', datetime: 'datetime-local' } as const;
const TITLES = { date: '日付を選ぶ', time: '時刻を選ぶ', datetime: '日時を選ぶ' } as const;

/**
 * Calls back with the postback params of LINE: `{ date: '2026-07-03' }`, `{ time: '10:30' }` or
 * `{ datetime: '2026-07-03T10:30' }`.
 * https://developers.line.biz/en/reference/messaging-api/#datetime-picker-action
 */
export function openDatetimeSheet(
  host: SheetHost,
  action: DatetimePickerAction,
  onChoose: (params: Record<string, string>) => void,
): void {
  const { mode } = action;
  openSheet(host, action.label ?? TITLES[mode], (close) => {
    const input = h('input', {
      class: 'sheet-input is-large',
      attributes: {
        type: INPUT_TYPES[mode],
        name: 'when',
        required: true,
        'aria-label': TITLES[mode],
        min: forInput(action.min),
        max: forInput(action.max),
        value: forInput(action.initial) ?? now(mode, action.min, action.max),
      },
    });
    const form = h(
      'form',
      { class: 'sheet-form' },
      input,
      h('p', { class: 'sheet-note' }, rangeWords(action)),
      h('button', { class: 'primary-button', attributes: { type: 'submit' } }, '決定'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      close();
      onChoose({ [mode]: input.value });
    });
    return [form];
  });
}

/** LINE also takes `2026-07-03t10:30`; the browser wants a capital T. */
function forInput(value: string | undefined): string | undefined {
  return value?.replace('t', 'T');
}

function now(mode: DatetimePickerAction['mode'], min: string | undefined, max: string | undefined): string {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'short' });
  const [date = '', time = ''] = local.format(new Date()).split(' ');
  const value = { date, time, datetime: `${date}T${time}` }[mode];
  if (min !== undefined && value < min) return forInput(min) ?? value;
  if (max !== undefined && value > max) return forInput(max) ?? value;
  return value;
}

function rangeWords({ min, max }: DatetimePickerAction): string {
  if (min === undefined && max === undefined) return '';
  const words = (value: string | undefined) => value?.replace(/t/i, ' ') ?? '';
  return `選べる範囲: ${words(min)} 〜 ${words(max)}`;
}
