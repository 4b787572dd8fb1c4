// When a message may be sent again by a person. A machine never does: see README, "at most once".
import type { MessagePurpose } from '../purpose.ts';
import type { MessageStatus } from './message-words.ts';

/** `risky`: it may arrive twice, so the person has to say that they know. */
export type ResendRule = 'possible' | 'risky' | 'too-early' | 'sent' | 'under-way' | 'resent' | 'pointless';

export type ResendFacts = {
  status: MessageStatus;
  purpose: string;
  errorCode: string | null;
  hasContent: boolean;
  residentLeft: boolean;
  isResent: boolean;
  /**
   * 24 hours have gone by since LINE was first asked. Before that LINE still knows the retry key, and may yet answer.
   * https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
   */
  keyForgotten: boolean;
};

/** Sending the same again meets the same answer. */
const HOPELESS = ['RECIPIENT_UNKNOWN', 'REJECTED'];
/** The chat has gone on: an answer of yesterday would come out of the blue. */
const ANSWER: MessagePurpose = 'conversation';

export function resendRule(facts: ResendFacts): ResendRule {
  const { status, purpose, errorCode, hasContent, residentLeft, isResent, keyForgotten } = facts;
  if (status === 'sent') return 'sent';
  if (status === 'pending' || status === 'queued' || status === 'sending') return 'under-way';
  if (isResent) return 'resent';
  if (!hasContent || residentLeft || purpose === ANSWER || HOPELESS.includes(errorCode ?? '')) return 'pointless';
  if (status === 'unknown') return keyForgotten ? 'risky' : 'too-early';
  return 'possible';
}
