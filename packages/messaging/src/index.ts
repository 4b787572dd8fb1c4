export { type Decision, decideOutcome } from './decide-outcome.ts';
export { countMessagesByDay, type MessageDay } from './desk/count-messages.ts';
export { type ListedMessage, listMessages, type MessageFilter } from './desk/list-messages.ts';
export type { MessageContent } from './desk/message-content.ts';
export { MESSAGE_STATUS_TEXT, type MessageProblem, type MessageStatus } from './desk/message-words.ts';
export { type Resend, resendMessage } from './desk/resend-message.ts';
export type { ResendRule } from './desk/resend-rule.ts';
export { errors as messagingErrors } from './errors.ts';
export { forgetMessagesOf } from './forget-messages.ts';
export { channelSecretPlace, createLineClients, type LineClients } from './line-clients.ts';
export {
  giveUpMessages,
  MAX_MESSAGES,
  type NewPush,
  type NewReply,
  SEND_LEASE_MS,
  storePush,
  storeReply,
  type TakenMessage,
} from './outbox.ts';
export { MESSAGE_PURPOSES, type MessagePurpose } from './purpose.ts';
export {
  SEND_FAIL_POINTS,
  type SendDependencies,
  type SendReport,
  sendOutboxMessage,
  sendTakenMessage,
} from './send-outbox-message.ts';
