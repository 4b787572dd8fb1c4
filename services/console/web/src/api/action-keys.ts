/**
 * Idempotency keys of one button or form. An action keeps its key until an answer came, whatever it was: pressed again
 * after the network was lost, the server sees the same action and not a second one.
 */
export function createActionKeys(newKey: () => string = () => crypto.randomUUID()) {
  const open = new Map<string, string>();
  return {
    keyFor(input: unknown): string {
      const action = describeAction(input);
      const key = open.get(action) ?? newKey();
      open.set(action, key);
      return key;
    },
    answered(input: unknown): void {
      open.delete(describeAction(input));
    },
  };
}

/** The same text for the same action. */
export function describeAction(input: unknown): string {
  return JSON.stringify(input, (_key, value: unknown) =>
    value instanceof File ? [value.name, value.size, value.lastModified] : value,
  );
}
