// Messages as a person sees them, one string each: for golden files and for people who read a path of the simulator.
import type { Message } from '@tenohira/feature-kit';
import { buttonsOf, isAction, labelOf, quickReplyActions } from '../replay/message-actions.ts';

/** The words, then the buttons in brackets, then the quick replies in angle brackets. */
export function showMessage(message: Message): string {
  const buttons = buttonsOf(message).map((action) => `[${labelOf(action)}]`);
  const quickReplies = quickReplyActions(message).map((action) => `<${labelOf(action)}>`);
  return [showBody(message), buttons.join(' '), quickReplies.join(' ')].filter((line) => line !== '').join('\n');
}

function showBody(message: Message): string {
  switch (message.type) {
    case 'text':
      return message.text;
    case 'image':
      return `(画像) ${message.originalContentUrl}`;
    case 'location':
      return `(地図) ${message.title} ${message.address}`;
    case 'template':
    case 'flex': {
      const words = findTexts(message.type === 'flex' ? message.contents : message.template);
      return words.length === 0 ? message.altText : words.join('\n');
    }
    default:
      return `(${message.type})`;
  }
}

function findTexts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || isAction(value)) return [];
  const own = ['title', 'text'].flatMap((key) => {
    const text: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
    return typeof text === 'string' ? [text] : [];
  });
  return [...own, ...Object.values(value).flatMap(findTexts)];
}
