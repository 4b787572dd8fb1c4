import type { Instruction, PayoutContext, PayoutOutcome } from '@tenohira/feature-kit';

export type Found = PayoutOutcome | { status: 'absent' } | { status: 'expired' };
export type TakenBack = { status: 'withdrawn' } | { status: 'used' } | { status: 'unknown'; code: string };

/** What a company that issues gift codes must be able to do. Cities choose one; a new one is a client and its status table. */
export type GiftCodeIssuer<Settings> = {
  /** A key is issued once, and again asked for gives the same card. */
  issue(instruction: Instruction<unknown>, context: PayoutContext<Settings>): Promise<Found>;
  find(instruction: Instruction<unknown>, context: PayoutContext<Settings>): Promise<Found>;
  takeBack(instruction: Instruction<unknown>, context: PayoutContext<Settings>): Promise<TakenBack>;
};
