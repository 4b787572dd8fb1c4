/**
 * Called where a fault test may want the process to end: between two steps of which each is safe, and of which nobody
 * sees from outside that the first is done. Does nothing where it is not armed.
 */
export type FailPoint<Name extends string = string> = (name: Name) => void;

/**
 * Arms one of the known points, or none.
 * @param die ends the process there and then
 * @throws Error for a name that is no point: a test that waits for it would wait for ever
 */
export function armFailPoint<Name extends string>(
  known: readonly Name[],
  armed: string | undefined,
  die: () => void,
): FailPoint<Name> {
  if (armed === undefined) return () => {};
  if (!known.some((name) => name === armed)) throw new Error(`no fail point ${armed}; there are ${known.join(', ')}`);
  return (name) => {
    if (name === armed) die();
  };
}
