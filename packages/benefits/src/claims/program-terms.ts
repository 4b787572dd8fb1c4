import { jstDateOf, type LocalDate } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { AnyPayoutMethod } from '@tenohira/feature-kit';
import type { PayoutMethods } from '@tenohira/payouts';

/** What a claim has to know of its program. */
export type ProgramTerms = {
  programId: string;
  name: string;
  statute: string;
  opensOn: LocalDate;
  /** The last day, inclusive. */
  closesOn: LocalDate;
  methods: readonly string[];
  texts: Readonly<Record<string, string>>;
  surveyKey: string | null;
  isPractice: boolean;
  status: 'draft' | 'open' | 'closed';
};

const COLUMNS = `id as "programId", name, statute, opens_on::text as "opensOn", closes_on::text as "closesOn", methods, texts,
  survey_key as "surveyKey", is_practice as "isPractice", status`;

export async function findTerms(db: TenantDb, programId: string): Promise<ProgramTerms | undefined> {
  const [terms] = await db.sql<ProgramTerms>(`select ${COLUMNS} from benefit_program where id = $1`, [programId]);
  return terms;
}

/** By the day in Japan at the moment of receipt; the last day counts to its end. */
export function periodAt(terms: ProgramTerms, receivedAt: Date): 'not-yet' | 'within' | 'over' {
  const day = jstDateOf(receivedAt);
  if (day < terms.opensOn) return 'not-yet';
  return day > terms.closesOn ? 'over' : 'within';
}

/** The program's methods that can pay this amount, in the order in which residents see them. */
export function offeredMethods(terms: ProgramTerms, methods: PayoutMethods, amountYen: number): AnyPayoutMethod[] {
  return terms.methods.flatMap((key) => {
    const method = methods.get(key);
    return method && method.isPractice === terms.isPractice && canPay(method, amountYen) ? [method] : [];
  });
}

function canPay({ amount }: AnyPayoutMethod, amountYen: number): boolean {
  return amountYen >= amount.minYen && amountYen <= amount.maxYen && amountYen % amount.stepYen === 0;
}
