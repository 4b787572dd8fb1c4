// The resident's part: which card, and what comes of it.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import { IDENTITY_SCOPE } from './identity-provider.ts';
import { IDENTITY_OUTCOMES, type IdentityOutcome, OUTCOME_ERRORS } from './outcomes.ts';
import { type IdentityPerson, identityPersonSchema } from './people.ts';

/** The page's form, as a browser sends it. */
export const answerSchema = z.object({
  outcome: z.enum(IDENTITY_OUTCOMES),
  /** A card's key, or `typed` for the fields below. */
  person: z.string().optional(),
  name: z.string().optional(),
  address: z.string().optional(),
  birthdate: z.string().optional(),
  gender: z.string().optional(),
});

export type InteractionAnswer = z.infer<typeof answerSchema>;

/** The card that the answer means: one that lies there, or a new one with what was typed. */
export function cardOf(
  answer: InteractionAnswer,
  findPerson: (key: string) => IdentityPerson | undefined,
): IdentityPerson | undefined {
  if (answer.person !== 'typed') return answer.person === undefined ? undefined : findPerson(answer.person);
  const { name = '', address = '', gender = '' } = answer;
  const birthdate = (answer.birthdate ?? '').replaceAll('-', '');
  // The same person typed twice is the same subject.
  const key = `typed-${createHash('sha256').update([name, address, birthdate, gender].join('\n')).digest('hex').slice(0, 16)}`;
  return identityPersonSchema.safeParse({ key, name, address, birthdate, gender }).data;
}

/** Ends the interaction and sends the browser on. The cookie says which interaction it is. */
export async function finishInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  outcome: IdentityOutcome,
  person: IdentityPerson | undefined,
): Promise<void> {
  if (outcome !== 'verified') {
    await provider.interactionFinished(request, response, OUTCOME_ERRORS[outcome], { mergeWithLastSubmission: false });
    return;
  }
  if (person === undefined) throw new Error('verified without a card');
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: person.key, clientId: String(params.client_id) });
  grant.addOIDCScope(IDENTITY_SCOPE);
  const grantId = await grant.save();
  const result = { login: { accountId: person.key, remember: false, acr: 'aal3' }, consent: { grantId } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
