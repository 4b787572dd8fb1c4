// What the pages of a benefit are made of; a service that shows them needs no other package for their types.
export type { BankAccount, BenefitOffer, PayoutSecret } from '@tenohira/feature-kit';
export { applyOnPage, findPageOffer, type PageApplication, type PageVisit, readPageResult } from './apply-on-page.ts';
export {
  type BenefitPage,
  type BenefitPagePurpose,
  openBenefitLink,
  readBenefitPage,
  VISIT_MS,
} from './benefit-pages.ts';
export type { ConversationDependencies, ConversationLog } from './dependencies.ts';
export { errors as conversationErrors } from './errors.ts';
export { type Forgotten, forgetOldData, type Retention } from './forget-old-data.ts';
export { type ForgottenResident, forgetConversation } from './forget-resident.ts';
export {
  type FieldProblems,
  type FormAnswer,
  type FormDefinition,
  type FormField,
  openForm,
  openSentForm,
  readFormAnswers,
  submitForm,
} from './forms.ts';
export { findMessageId } from './inbox-event.ts';
export { ignoreEvent, processResident } from './process-resident.ts';
export type { ResidentKey } from './resident-key.ts';
