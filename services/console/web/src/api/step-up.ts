// Money, exports and roles ask again who is there. A call that is refused for that waits for the dialog and is repeated.

import type { ApiProblem } from './problem.ts';

/** A city may take nothing but a passkey where money is decided about. */
export type Proof = 'any' | 'passkey';

/** Resolves when the person has proven who they are; rejects when they would rather not. */
type AskPerson = (proof: Proof) => Promise<void>;

let askPerson: AskPerson | undefined;
let asking: Promise<void> | undefined;

const DEMANDS: Readonly<Record<string, Proof>> = { STAFF_STEP_UP_NEEDED: 'any', STAFF_PASSKEY_NEEDED: 'passkey' };

export function proofDemandedBy({ status, code }: ApiProblem): Proof | undefined {
  return status === 403 ? DEMANDS[code] : undefined;
}

/** The dialog says that it is there. */
export function provideStepUp(ask: AskPerson): () => void {
  askPerson = ask;
  return () => {
    if (askPerson === ask) askPerson = undefined;
  };
}

/** Several calls at once ask once. Returns false where nobody can be asked. */
export async function stepUp(proof: Proof): Promise<boolean> {
  if (asking === undefined && askPerson === undefined) return false;
  asking ??= askPerson?.(proof).finally(() => {
    asking = undefined;
  });
  await asking;
  return true;
}
