/**
 * Idempotency keys of one button or form. An action keeps its key until an answer came, whatever it was: pressed again
 * after the network was lost, the server sees the same action and not a second one.
 */
export function createActionKeys(newKey: () => string = () => crypto.randomUUID()) {
  const open = new Map<string, string>();
  return {
    keyFor(input: unknown): string {
      const action = describe(input);
      const key = open.get(action) ?? newKey();
      open.set(action, key);
      return key;
    },
    answered(input: unknown): void {
      open.delete(describe(input));
    },
  };
}

function describe(input: unknown): string {
  return JSON.stringify(input, (_key, value: unknown) =>
    value instanceof File ? [value.name, value.size, value.lastModified] : value,
  );
}
