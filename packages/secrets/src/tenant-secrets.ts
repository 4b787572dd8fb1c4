// Envelope encryption. A tenant's data key is wrapped by the master key; what it encrypts is bound to its tenant and to
// its place, so that a ciphertext copied elsewhere does not open. AES-256-GCM, NIST SP 800-38D, 96-bit random nonces.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { errors } from './errors.ts';

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Format (1), key version (2), nonce, tag. */
const HEADER_BYTES = 3 + NONCE_BYTES + TAG_BYTES;
const KEY_BYTES = 32;

// Key objects: OpenSSL prepares a key once instead of at every use (a fifth of the time for a short value).
type DataKey = { version: number; encryption: KeyObject; index: KeyObject };

export type TenantSecrets = {
  /** @param place where the ciphertext will live, e.g. `line_channel.secret:<id>`; the same is needed to open it */
  encrypt(tenantId: string, place: string, plaintext: string | Uint8Array): Promise<Buffer>;
  /** @throws AppError SECRETS_NOT_DECRYPTABLE, SECRETS_NO_KEY */
  decrypt(tenantId: string, place: string, ciphertext: Uint8Array): Promise<Buffer>;
  /** A keyed hash to look a value up by. The caller normalises the value first. */
  blindIndex(tenantId: string, purpose: string, value: string): Promise<string>;
  /** The same three, with the tenant's key at hand: for hundreds of thousands of values in one go. */
  opened(tenantId: string): Promise<OpenedSecrets>;
  /** A new data key for a new tenant, wrapped: to be stored as its version 1. */
  wrapNewKey(tenantId: string): Buffer;
};

/** Works without waiting. Let go of it when the work is done: it holds the tenant's key. */
export type OpenedSecrets = {
  encrypt(place: string, plaintext: string | Uint8Array): Buffer;
  /** @throws AppError SECRETS_NOT_DECRYPTABLE, SECRETS_NO_KEY */
  decrypt(place: string, ciphertext: Uint8Array): Buffer;
  blindIndex(purpose: string, value: string): string;
};

export type TenantSecretsOptions = {
  /** 32 bytes in base64. */
  masterKey: string;
  loadKeys(tenantId: string): Promise<readonly { version: number; wrappedKey: Uint8Array }[]>;
  /** How long an opened data key stays in memory, in milliseconds. */
  cacheMs?: number;
};

export function createTenantSecrets(options: TenantSecretsOptions): TenantSecrets {
  const masterBytes = Buffer.from(options.masterKey, 'base64');
  if (masterBytes.length !== KEY_BYTES) throw errors.MASTER_KEY_INVALID();
  const masterKey = createSecretKey(masterBytes);
  const { cacheMs = 5 * 60_000 } = options;
  const cache = new Map<string, { keys: Promise<DataKey[]>; until: number }>();

  const keysOf = (tenantId: string): Promise<DataKey[]> => {
    const cached = cache.get(tenantId);
    if (cached && cached.until > performance.now()) return cached.keys;
    const keys = options.loadKeys(tenantId).then((rows) => rows.map((row) => unwrapKey(masterKey, tenantId, row)));
    cache.set(tenantId, { keys, until: performance.now() + cacheMs });
    keys.catch(() => cache.delete(tenantId));
    return keys;
  };

  const opened = async (tenantId: string): Promise<OpenedSecrets> => {
    const keys = await keysOf(tenantId);
    const newest = keys.at(-1);
    if (!newest) {
      cache.delete(tenantId);
      throw errors.NO_KEY();
    }
    return {
      encrypt: (place, plaintext) =>
        seal(newest.encryption, newest.version, `${tenantId}|${place}`, Buffer.from(plaintext)),
      decrypt: (place, ciphertext) => {
        const bytes = Buffer.from(ciphertext);
        if (bytes.length < HEADER_BYTES || bytes.readUInt8(0) !== FORMAT) throw errors.NOT_DECRYPTABLE();
        const version = bytes.readUInt16BE(1);
        const key = keys.find((candidate) => candidate.version === version);
        if (!key) throw errors.NO_KEY();
        return open(key.encryption, `${tenantId}|${place}`, bytes);
      },
      blindIndex: (purpose, value) =>
        createHmac('sha256', newest.index).update(`${purpose}\0${value}`).digest('base64url'),
    };
  };
  return {
    opened,
    encrypt: async (tenantId, place, plaintext) => (await opened(tenantId)).encrypt(place, plaintext),
    decrypt: async (tenantId, place, ciphertext) => (await opened(tenantId)).decrypt(place, ciphertext),
    blindIndex: async (tenantId, purpose, value) => (await opened(tenantId)).blindIndex(purpose, value),
    wrapNewKey: (tenantId) => seal(masterKey, 0, `data-key|${tenantId}`, randomBytes(2 * KEY_BYTES)),
  };
}

function unwrapKey(masterKey: KeyObject, tenantId: string, row: { version: number; wrappedKey: Uint8Array }): DataKey {
  const both = open(masterKey, `data-key|${tenantId}`, Buffer.from(row.wrappedKey));
  return {
    version: row.version,
    encryption: createSecretKey(both.subarray(0, KEY_BYTES)),
    index: createSecretKey(both.subarray(KEY_BYTES)),
  };
}

function seal(key: KeyObject, keyVersion: number, context: string, plaintext: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const head = Buffer.alloc(3);
  head.writeUInt8(FORMAT, 0);
  head.writeUInt16BE(keyVersion, 1);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), ciphertext]);
}

function open(key: KeyObject, context: string, bytes: Buffer): Buffer {
  const nonce = bytes.subarray(3, 3 + NONCE_BYTES);
  const tag = bytes.subarray(3 + NONCE_BYTES, HEADER_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (cause) {
    throw errors.NOT_DECRYPTABLE({ cause });
  }
}
