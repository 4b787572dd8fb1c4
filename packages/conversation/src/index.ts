export type { ConversationDependencies, ConversationLog } from './dependencies.ts';
export { errors as conversationErrors } from './errors.ts';
export { type Forgotten, forgetOldData, type Retention } from './forget-old-data.ts';
export {
  type FieldProblems,
  type FormDefinition,
  type FormField,
  openForm,
  readFormAnswers,
  submitForm,
} from './forms.ts';
export { findMessageId } from './inbox-event.ts';
export { ignoreEvent, processResident } from './process-resident.ts';
export type { ResidentKey } from './resident-key.ts';
