import type { DaySeries } from './day-chart.tsx';

/** What became of a day's messages, for a DayChart: from dark to light, so that colour is not needed. */
export const MESSAGE_SERIES: readonly DaySeries[] = [
  { key: 'sent', label: '送信済み', fill: 'bg-blue-900' },
  { key: 'waiting', label: '送信待ち', fill: 'bg-blue-400' },
  { key: 'unknown', label: '届いたか不明', fill: 'bg-yellow-600' },
  { key: 'failed', label: '送れなかった', fill: 'bg-red-800' },
  { key: 'cancelled', label: '送信をやめた', fill: 'bg-solid-gray-300' },
];
