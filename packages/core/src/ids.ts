import { createHash, randomBytes } from 'node:crypto';

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID of version 7 (RFC 9562 section 5.7): 48 bits of milliseconds, then 74 random bits, so that keys sort by time. */
export function uuidv7(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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
