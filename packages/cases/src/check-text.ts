import { containsMyNumber } from '@tenohira/core';
import { checkMessages, type Message } from '@tenohira/line';
import { errors } from './errors.ts';

/** Of a note, in UTF-16 code units. */
const MAX_NOTE_LENGTH = 4_000;

/** Spaces, and characters of format such as U+200B, which come along when something is pasted. */
const NOTHING_TO_SEE = /^[\s\p{Cf}]*$/u;

/** @throws AppError CASE_TEXT_EMPTY, CASE_MY_NUMBER, CASE_TEXT_INVALID */
export function assertSendable(text: string, messages: readonly Message[]): void {
  assertText(text);
  const problems = checkMessages(messages);
  if (problems.length > 0) {
    throw errors.TEXT_INVALID({
      userMessage: problems.map(({ message }) => message).join('\n'),
      details: { problems },
    });
  }
}

/** @throws AppError CASE_TEXT_EMPTY, CASE_MY_NUMBER, CASE_TEXT_INVALID */
export function assertNote(text: string): void {
  assertText(text);
  if (text.length > MAX_NOTE_LENGTH) {
    throw errors.TEXT_INVALID({
      userMessage: `メモは${MAX_NOTE_LENGTH.toLocaleString('ja-JP')}文字までです。いまは${text.length.toLocaleString('ja-JP')}文字です。短くしてください。`,
    });
  }
}

function assertText(text: string): void {
  if (NOTHING_TO_SEE.test(text)) throw errors.TEXT_EMPTY();
  if (containsMyNumber(text)) throw errors.MY_NUMBER();
}
