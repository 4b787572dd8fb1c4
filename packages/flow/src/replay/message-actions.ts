// What a resident can tap in a message.
import type { Action, Message } from '@tenohira/feature-kit';

/** Every action of a message: its buttons, then its quick replies. */
export function actionsOf(message: Message): Action[] {
  return [...buttonsOf(message), ...quickReplyActions(message)];
}

export function buttonsOf({ quickReply: _shownApart, ...message }: Message): Action[] {
  return findActions(message);
}

export function quickReplyActions(message: Message): Action[] {
  return (message.quickReply?.items ?? []).flatMap(({ action }) => (action ? [action] : []));
}

export function labelOf(action: Action): string {
  if ('label' in action && typeof action.label === 'string') return action.label;
  return action.type ?? '';
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

export function isAction(value: object): value is Action {
  return 'type' in value && typeof value.type === 'string' && ACTION_TYPES.has(value.type);
}

function findActions(value: unknown): Action[] {
  if (typeof value !== 'object' || value === null) return [];
  return isAction(value) && ('label' in value || 'data' in value || 'uri' in value || 'text' in value)
    ? [value]
    : Object.values(value).flatMap(findActions);
}
