// Passwords that have leaked somewhere, by the range search of Have I Been Pwned: five of the forty digits of a hash leave, and
// come back with all hashes that begin with them, so that nobody there learns which one was meant.
// https://haveibeenpwned.com/API/v3#PwnedPasswords
import { createHash } from 'node:crypto';

export type BreachedPasswords = {
  /** False as well where nobody answers: zxcvbn has looked before (password.ts), and people must be able to go on. */
  has(password: string): Promise<boolean>;
};

/** Somebody waits for it with their new password. */
const TIMEOUT_MS = 2_000;

/** @param onUnreachable a password went by without having been looked up */
export function createBreachedPasswords({
  baseUrl,
  onUnreachable,
}: {
  baseUrl: string;
  onUnreachable: (error: unknown) => void;
}): BreachedPasswords {
  return {
    has: async (password) => {
      // SHA-1 is what the search is by; nothing is kept under it.
      const hash = createHash('sha1').update(password.normalize('NFC')).digest('hex').toUpperCase();
      const found = await findRange(baseUrl, hash.slice(0, 5)).catch((error: unknown) => {
        onUnreachable(error);
        return new Map<string, number>();
      });
      return (found.get(hash.slice(5)) ?? 0) > 0;
    },
  };
}

/** The rest of each hash, and how often it was seen: never, where it only makes all answers alike in length. */
async function findRange(baseUrl: string, prefix: string): Promise<Map<string, number>> {
  const response = await fetch(`${baseUrl}/range/${prefix}`, {
    headers: { 'add-padding': 'true', 'user-agent': 'tenohira' },
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) throw new Error(`the search for breached passwords answered ${response.status}`);
  const lines = (await response.text()).matchAll(/^([0-9A-F]{35}):(\d+)\r?$/gm);
  return new Map([...lines].map(([, rest = '', count]) => [rest, Number(count)]));
}
