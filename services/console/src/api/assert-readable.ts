// What no route can do anything with, whatever its schema takes: found once, before it becomes an error of the database's.
import { errors } from './errors.ts';

/** Deeper than any form of ours; endless nesting only exhausts what walks it. */
const MAX_DEPTH = 40;

/**
 * PostgreSQL stores no NUL and no half of a surrogate pair (https://www.postgresql.org/docs/current/datatype-character.html).
 * @param value as JSON, a query or a path gave it; bytes are a file's own affair
 * @throws AppError CONSOLE_INPUT_INVALID
 */
export function assertReadable(value: unknown, place: string): void {
  // Without recursion: how deep it is nested is what is not known yet.
  const waiting = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value: each, depth } = next;
    if (depth > MAX_DEPTH) throw refusal(place, '入れ子が深すぎます');
    if (typeof each === 'string' && !isStorable(each)) throw refusal(place, '使えない文字が入っています');
    if (typeof each !== 'object' || each === null || each instanceof Uint8Array) continue;
    const inside = Array.isArray(each) ? each : Object.entries(each).flat();
    for (const one of inside) waiting.push({ value: one, depth: depth + 1 });
  }
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function refusal(place: string, message: string): Error {
  return errors.INPUT_INVALID({
    userMessage: `入力に誤りがあります。次の項目を直してください。\n・${place}: ${message}`,
    details: { problems: [{ field: place === 'body' ? '' : place, message }] },
  });
}
