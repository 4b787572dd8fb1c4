/** Tokens and UUIDs that count, so that the same conversation always gives the same result. */
export function deterministicIds(): { newToken(): string; newId(): string } {
  let tokens = 0;
  let ids = 0;
  return {
    newToken: () => {
      tokens += 1;
      return `token-${String(tokens).padStart(10, '0')}-deterministic`;
    },
    newId: () => {
      ids += 1;
      return `00000000-0000-7000-8000-${String(ids).padStart(12, '0')}`;
    },
  };
}
