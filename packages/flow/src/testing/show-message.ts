// Messages as a person sees them, one string each: for golden files and for people who read a path of the simulator.
import type { Action, Message } from '@tenohira/feature-kit';

/** The words, then the buttons in brackets, then the quick replies in angle brackets. */
export function showMessage(message: Message): string {
  const buttons = findActions(withoutQuickReply(message)).map((action) => `[${labelOf(action)}]`);
  const quickReplies = quickReplyActions(message).map((action) => `<${labelOf(action)}>`);
  return [showBody(message), buttons.join(' '), quickReplies.join(' ')].filter((line) => line !== '').join('\n');
}

/** Every action of a message: its buttons, then its quick replies. */
export function actionsOf(message: Message): Action[] {
  return [...findActions(withoutQuickReply(message)), ...quickReplyActions(message)];
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

export function labelOf(action: Action): string {
  if ('label' in action && typeof action.label === 'string') return action.label;
  return action.type ?? '';
}

function quickReplyActions(message: Message): Action[] {
  return (message.quickReply?.items ?? []).flatMap(({ action }) => (action ? [action] : []));
}

function withoutQuickReply({ quickReply: _shownApart, ...message }: Message): object {
  return message;
}

const ACTION_TYPES = new Set([
  'postback',
  'message',
  'uri',
  'datetimepicker',
  'camera',
  'cameraRoll',
  'location',
  'clipboard',
  'richmenuswitch',
]);

function isAction(value: object): value is Action {
  return 'type' in value && typeof value.type === 'string' && ACTION_TYPES.has(value.type);
}

function findActions(value: unknown): Action[] {
  if (typeof value !== 'object' || value === null) return [];
  return isAction(value) && ('label' in value || 'data' in value || 'uri' in value || 'text' in value)
    ? [value]
    : Object.values(value).flatMap(findActions);
}

function findTexts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || isAction(value)) return [];
  const own = ['title', 'text'].flatMap((key) => {
    const text: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
    return typeof text === 'string' ? [text] : [];
  });
  return [...own, ...Object.values(value).flatMap(findTexts)];
}
