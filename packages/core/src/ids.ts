import { createHash, randomBytes, randomUUID } from 'node:crypto';

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The first count of a millisecond leaves at least half of the 12 bits to those that follow. */
const FIRST_COUNT_MASK = 0x7ff;
const LAST_COUNT = 0xfff;

/**
 * A UUID of version 7 (RFC 9562 section 5.7): 48 bits of milliseconds, 12 that count within one, 62 random ones. Keys of one
 * process sort in the order in which they were made, also within a millisecond and when the clock is set back (section
 * 6.2, method 1).
 */
export const uuidv7 = createUuidv7(Date.now);

export function createUuidv7(nowMs: () => number): () => string {
  let ms = 0;
  let count = 0;
  return () => {
    // Node keeps randomness in stock for randomUUID(); asking for 16 bytes each time costs a webhook a tenth of its time.
    // Version 4 has its variant and random bits at the same places.
    const random = randomUUID();
    const now = nowMs();
    if (now > ms) {
      ms = now;
      count = Number.parseInt(random.slice(15, 18), 16) & FIRST_COUNT_MASK;
    } else if (count < LAST_COUNT) {
      count += 1;
    } else {
      ms += 1;
      count = 0;
    }
    const time = ms.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}${random.slice(18)}`;
  };
}

/** The least UUID of version 7 of that millisecond: where rows whose key is one begin that came at that time or later. */
export function uuidv7Floor(ms: number): string {
  const time = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** True for a lower-case UUID of any version. */
export function isUuid(text: string): boolean {
  return UUID_PATTERN.test(text);
}

/** 192 random bits as 32 URL-safe characters: webhook keys and single-use links. ASVS 11.5.1 asks for 128. */
export function randomToken(): string {
  return randomBytes(24).toString('base64url');
}

/** What is stored of a random token, so that whoever reads the database cannot use it. Not for passwords. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
