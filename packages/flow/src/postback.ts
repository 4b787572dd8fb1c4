// The data of our postback buttons, written and read in this one place.
//
//   a|<session>|<block>|<value>            answers a block of that very conversation
//   start=<feature>/<flow>[?<JSON object>] starts a flow, with variables (main menu, rich menu, pushed messages)
//   menu, menu=<page>                      the main menu
//   cancel, restart, retry                 ends, begins again, asks the present question again
//   none                                   nothing at all (rich menu tabs)
import type { Json } from '@tenohira/core';
import { errors } from './errors.ts';

/** `postback.data`: https://developers.line.biz/en/reference/messaging-api/#postback-action */
export const POSTBACK_MAX_LENGTH = 300;

export type Postback =
  | { kind: 'answer'; sessionId: string; blockId: string; value: string }
  | { kind: 'start'; feature: string; flow: string; variables: Readonly<Record<string, Json>> }
  | { kind: 'menu'; page: number }
  | { kind: 'cancel' | 'restart' | 'retry' | 'none' }
  | { kind: 'unknown' };

const ANSWER = /^a\|([^|]*)\|([^|]*)\|(.*)$/s;
const START = /^start=([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)(?:\?(.*))?$/s;
const MENU = /^menu(?:=(\d{1,3}))?$/;

/** Reads any data whatsoever; what is not ours is `unknown`. Never throws. */
export function parsePostback(data: string): Postback {
  const answer = ANSWER.exec(data);
  if (answer) return { kind: 'answer', sessionId: answer[1] ?? '', blockId: answer[2] ?? '', value: answer[3] ?? '' };
  const start = START.exec(data);
  if (start) {
    const variables = parseVariables(start[3]);
    return variables
      ? { kind: 'start', feature: start[1] ?? '', flow: start[2] ?? '', variables }
      : { kind: 'unknown' };
  }
  const menu = MENU.exec(data);
  if (menu) return { kind: 'menu', page: Math.max(1, Number(menu[1] ?? 1)) };
  if (data === 'cancel' || data === 'restart' || data === 'retry' || data === 'none') return { kind: data };
  return { kind: 'unknown' };
}

/** @throws FLOW_POSTBACK_TOO_LONG; up to 220 code units always fit. */
export function answerPostback(sessionId: string, blockId: string, value: string): string {
  return within(`a|${sessionId}|${blockId}|${value}`);
}

/** @throws FLOW_POSTBACK_TOO_LONG */
export function startPostback(feature: string, flow: string, variables: Readonly<Record<string, Json>> = {}): string {
  const query = Object.keys(variables).length === 0 ? '' : `?${JSON.stringify(variables)}`;
  return within(`start=${feature}/${flow}${query}`);
}

export function menuPostback(page = 1): string {
  return page === 1 ? 'menu' : `menu=${page}`;
}

function within(data: string): string {
  if (data.length > POSTBACK_MAX_LENGTH) throw errors.POSTBACK_TOO_LONG({ details: { length: data.length } });
  return data;
}

function parseVariables(json: string | undefined): Record<string, Json> | undefined {
  if (json === undefined) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Record<string, Json>; // JSON.parse makes nothing but JSON
  } catch {
    return undefined;
  }
}
