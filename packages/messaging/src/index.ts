export { type Decision, decideOutcome } from './decide-outcome.ts';
export { errors as messagingErrors } from './errors.ts';
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
export {
  SEND_FAIL_POINTS,
  type SendDependencies,
  type SendReport,
  sendOutboxMessage,
  sendTakenMessage,
} from './send-outbox-message.ts';
