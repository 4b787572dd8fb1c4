// The largest that the world may hand in, for the linter to hold against LINE's limits.
import type { BenefitOffer, Message } from '@tenohira/feature-kit';
import { showCard } from './card.ts';
import { closedCard, unknownCard } from './offer-words.ts';

const METHODS = 8;

export const LARGEST_CONTACT = 'あ'.repeat(1000);

export function largestOffer(state: BenefitOffer['state'] = 'open'): BenefitOffer {
  return {
    programId: '00000000-0000-7000-8000-000000000000',
    programName: 'あ'.repeat(60),
    state,
    amountYen: 9_999_999,
    closesOn: '2027-12-31',
    isPractice: true,
    methods: [
      { key: 'bank-transfer-zengin', title: 'あ'.repeat(20), summary: 'あ'.repeat(100), asks: 'account' },
      ...Array.from({ length: METHODS - 1 }, (_, index) => ({
        key: `method-${index}`,
        title: 'あ'.repeat(20),
        summary: 'あ'.repeat(100),
        asks: 'nothing' as const,
      })),
    ],
    accountTail: '67',
    claimNumber: 'K26-00000012',
    claimStatus: 'returned',
    surveyKey: 'x'.repeat(40),
    texts: { received: 'あ'.repeat(1000), contact: LARGEST_CONTACT },
  };
}

const STATES = ['open', 'applied', 'taken', 'declined', 'over', 'not-yet', 'none'] as const;

/** What any block may say when the benefit is not to be had. */
export function closedPreviews(): Message[][] {
  return [
    ...STATES.map((state) => [showCard(closedCard(largestOffer(state), LARGEST_CONTACT))]),
    [showCard(unknownCard(LARGEST_CONTACT))],
  ];
}
