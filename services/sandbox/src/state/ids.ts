import { createHash, randomBytes } from 'node:crypto';

// Crockford's Base32, the alphabet of ULIDs: github.com/ulid/spec
const ULID_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID, the form of `webhookEventId`: 48 bits of milliseconds and 80 random bits, 26 characters that sort by time. */
export function createUlid(nowMs: number): string {
  let value = (BigInt(nowMs) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let text = '';
  for (let index = 0; index < 26; index += 1) {
    text = ULID_ALPHABET.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}

export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** `U` and 32 hex digits, the form of LINE's user ids. */
export function randomUserId(): string {
  return `U${randomHex(16)}`;
}

/** The user id of a person on a channel: stable, and not to be guessed from the same person's id on another channel. */
export function userIdOf(worldKey: string, channelId: string, personId: string): string {
  const digest = createHash('sha256').update(`${worldKey}/${channelId}/${personId}`).digest('hex');
  return `U${digest.slice(0, 32)}`;
}

/** LINE's channel ids are ten digits. */
export function randomChannelId(): string {
  return `2${String(randomBytes(6).readUIntBE(0, 6) % 1_000_000_000).padStart(9, '0')}`;
}
