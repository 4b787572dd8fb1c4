// Money, exports and roles ask again who is there. A call that is refused for that waits for the dialog and is repeated.

/** Resolves when the person has proven who they are; rejects when they would rather not. */
type AskPerson = () => Promise<void>;

let askPerson: AskPerson | undefined;
let asking: Promise<void> | undefined;

export const STEP_UP_NEEDED = 'STAFF_STEP_UP_NEEDED';

/** The dialog says that it is there. */
export function provideStepUp(ask: AskPerson): () => void {
  askPerson = ask;
  return () => {
    if (askPerson === ask) askPerson = undefined;
  };
}

/** Several calls at once ask once. Returns false where nobody can be asked. */
export async function stepUp(): Promise<boolean> {
  if (asking === undefined && askPerson === undefined) return false;
  asking ??= askPerson?.().finally(() => {
    asking = undefined;
  });
  await asking;
  return true;
}
