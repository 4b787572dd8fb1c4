import { type Action, postbackAction } from '@tenohira/feature-kit';
import { engineTexts } from './engine-texts.ts';
import { menuAltText } from './main-menu.ts';
import { ASK_AGAIN_BEFORE_HELP } from './run-conversation.ts';
import type { Turn } from './turn.ts';

const menu = postbackAction(engineTexts.menu, 'menu');
const cancel = postbackAction(engineTexts.cancel, 'cancel');
const retry = postbackAction(engineTexts.retry, 'retry');

/** Quick replies that the engine adds where there is room: out of a question, on from an end. */
export function extraActions({ session, messages }: Turn, cityName: string): Action[] {
  const last = messages.at(-1);
  const showsMenu = last?.type === 'flex' && last.altText === menuAltText(cityName);
  if (!session) return showsMenu ? [] : [menu];
  if (session.failureCount > 0) return [retry, cancel, menu];
  return session.askAgainCount >= ASK_AGAIN_BEFORE_HELP ? [cancel, menu] : [cancel];
}
