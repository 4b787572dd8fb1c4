// What the blocks of this feature read of the world.
import { isUuid } from '@tenohira/core';
import type { BenefitOffer, BenefitsPort, BlockContext, BlockResult, IdentityPort } from '@tenohira/feature-kit';
import { showCard } from './card.ts';
import { closedCard, PROGRAM_ID, unknownCard } from './offer-words.ts';
import { settingsSchema } from './schema.ts';

export type BenefitPorts = { benefits: BenefitsPort; identity: IdentityPort };
export type BenefitContext<Config = unknown> = BlockContext<Config, BenefitPorts>;

type Found = { offer: BenefitOffer; ended?: never } | { offer?: never; ended: BlockResult };

/** The benefit that the conversation is about, if it can be applied for; else the end of the conversation, with why. */
export async function findOpenOffer(context: BenefitContext): Promise<Found> {
  return only('open', context, await findOffer(context, 'findOffer'));
}

/** The same, and it stays so until this step is done. */
export async function lockOpenOffer(context: BenefitContext): Promise<Found> {
  return only('open', context, await findOffer(context, 'lockOffer'));
}

/** The benefit in whatever state; the end of the conversation where there is none. */
export async function findOffer(context: BenefitContext, how: 'findOffer' | 'lockOffer' = 'findOffer'): Promise<Found> {
  const id = context.variables[PROGRAM_ID]?.value;
  if (typeof id !== 'string' || !isUuid(id)) {
    return { ended: { messages: [showCard(unknownCard(contactOf(context)))], then: 'end' } };
  }
  return { offer: await context.ports.benefits[how](id) };
}

/** Whom to ask: the program's own window, else the city's. */
export function contactOf({ settings }: BenefitContext, offer?: BenefitOffer): string {
  return offer?.texts.contact || settingsSchema.parse(settings).contact;
}

export function sayClosed(context: BenefitContext, offer: BenefitOffer): BlockResult {
  return { messages: [showCard(closedCard(offer, contactOf(context, offer)))], then: 'end' };
}

function only(state: BenefitOffer['state'], context: BenefitContext, found: Found): Found {
  if (!found.offer || found.offer.state === state) return found;
  return { ended: sayClosed(context, found.offer) };
}
