// The platform's own ports with plain answers: for what is shown to staff before there is anything, and for tests.
import type { BenefitOffer, PlatformPorts } from './platform-effects.ts';

/** Numbers count from 26-00001, nothing is near, and addresses lie under city.example. */
export function samplePlatformPorts(): PlatformPorts {
  let count = 0;
  return {
    cases: {
      reserveNumber: async () => {
        count += 1;
        return `26-${String(count).padStart(5, '0')}`;
      },
      findNearby: async () => [],
    },
    forms: { formUrl: (token) => `https://city.example/f/${token}` },
    benefits: {
      findOffer: async (programId) => sampleOffer(programId),
      lockOffer: async (programId) => sampleOffer(programId),
      listOffers: async () => [sampleOffer('018f0000-0000-7000-8000-000000000001')],
      reserveClaimNumber: async () => 'K26-00001',
      pageUrl: (token) => `https://city.example/b/${token}`,
    },
    identity: {
      find: async () => undefined,
      pageUrl: (token) => `https://city.example/i/${token}`,
    },
  };
}

/** A benefit of 70,000 yen that is open, with an account that the city holds. */
export function sampleOffer(programId: string, more: Partial<BenefitOffer> = {}): BenefitOffer {
  return {
    programId,
    programName: '物価高騰対策給付金',
    state: 'open',
    amountYen: 70_000,
    closesOn: '2027-01-31',
    isPractice: false,
    methods: [
      { key: 'bank-transfer-zengin', title: '銀行振込', summary: '口座に振り込みます。', asks: 'account' },
      { key: 'gift-code', title: 'ギフトコード', summary: 'すぐに届きます。', asks: 'nothing' },
    ],
    accountTail: '67',
    texts: {},
    ...more,
  };
}
