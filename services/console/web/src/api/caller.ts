// Whose page this is. Cookies are those of the whole browser: when somebody else signs in in another tab, what was typed here
// must not be sent as theirs, and perhaps to another city. So each call says for whom the page was made.
import { needsSession } from './session.ts';

let staffId: string | undefined;

export function callerHeader(path: string): Record<string, string> {
  return staffId === undefined || !needsSession(path) ? {} : { 'x-tenohira-caller': staffId };
}

/** From what a call was answered: `/me` says who it is, and whoever signs in or out begins anew. */
export function rememberCaller(path: string, answer: unknown): void {
  if (!needsSession(path)) staffId = undefined;
  if (path === '/me' && isSomebody(answer)) staffId = answer.staffId;
}

function isSomebody(answer: unknown): answer is { staffId: string } {
  return typeof answer === 'object' && answer !== null && 'staffId' in answer && typeof answer.staffId === 'string';
}
