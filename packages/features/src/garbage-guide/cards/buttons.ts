// Buttons that start a flow of this feature: they stay in the chat and work whenever they are tapped.
import type { Json } from '@tenohira/core';
import { type Action, postbackAction } from '@tenohira/feature-kit';

const LABELS = {
  guide: '今日と明日の収集',
  week: '今週の収集日',
  next: '種類ごとの次の収集日',
  search: '分別を調べる',
  reminder: 'お知らせの設定',
  area: '地区を変える',
} as const;

export type Destination = keyof typeof LABELS;

export function startButtons(...destinations: readonly Destination[]): Action[] {
  return destinations.map((key) => startButton(LABELS[key], key));
}

export function startButton(label: string, flow: string, variables: Readonly<Record<string, Json>> = {}): Action {
  return postbackAction(label, startData(flow, variables));
}

/** The form that the engine reads. With up to 120 characters of variables it stays below LINE's 300. */
export function startData(flow: string, variables: Readonly<Record<string, Json>> = {}): string {
  const query = Object.keys(variables).length === 0 ? '' : `?${JSON.stringify(variables)}`;
  return `start=garbage-guide/${flow}${query}`;
}
