export { deterministicIds } from '../deterministic-ids.ts';
export { cannedPorts } from '../replay/canned-ports.ts';
export { type Conversation, conversationSchema } from '../replay/golden-conversation.ts';
export {
  type ConversationEnvironment,
  conversationFiles,
  playConversation,
  playConversationFile,
} from './play-conversation.ts';
export { showMessage } from './show-message.ts';
