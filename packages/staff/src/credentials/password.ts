// Passwords: argon2id (RFC 9106) with OWASP's smallest parameters, stored in PHC form, so that they can be raised later.
// https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import { errors } from '../errors.ts';
import type { BreachedPasswords } from './breached-passwords.ts';

/** `memory` in KiB. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** NIST SP 800-63B 3.1.1.2 asks for 15 where the password is all there is, and 8 beside a second factor. */
const MIN_LENGTH = 12;
/** Longer ones only make the server work. ASVS 6.2.9 asks for 64 at least. */
const MAX_LENGTH = 128;
/** Of 0 to 4: "very unguessable", also of a stolen slow hash (https://github.com/dropbox/zxcvbn). */
const MIN_SCORE = 4;

const derive = promisify(argon2);

const guesser = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });

/**
 * What every new password has to be. Outside a transaction: it asks elsewhere.
 * @param own see assertStrong
 * @throws AppError STAFF_PASSWORD_WEAK, STAFF_PASSWORD_BREACHED
 */
export async function assertUsable(
  { breached }: { breached: BreachedPasswords },
  password: string,
  own: readonly string[],
): Promise<void> {
  assertStrong(password, own);
  if (await breached.has(password)) throw errors.PASSWORD_BREACHED();
}

/**
 * @param own what the person and the city are called: no password is made of these
 * @throws AppError STAFF_PASSWORD_WEAK
 */
export function assertStrong(password: string, own: readonly string[]): void {
  const { length } = [...password];
  if (length < MIN_LENGTH || length > MAX_LENGTH) throw errors.PASSWORD_WEAK();
  const parts = ['tenohira', '手のひら市役所', ...own.flatMap((text) => [text, ...text.split(/[@.\s_-]/)])];
  const inputs = parts.filter((part) => part.length > 2);
  if (guesser.check(password, inputs).score < MIN_SCORE) throw errors.PASSWORD_WEAK();
}

/** The same text in another Unicode form is the same password. */
function bytesOf(password: string): Buffer {
  return Buffer.from(password.normalize('NFC'));
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { memory, passes, parallelism } = PARAMETERS;
  const hash = await derive('argon2id', {
    message: bytesOf(password),
    nonce: salt,
    tagLength: HASH_BYTES,
    memory,
    passes,
    parallelism,
  });
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** Takes as long for somebody who is not there (`stored` undefined) as for somebody who is. */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const known = PHC.exec(stored ?? '');
  const { m, t, p, salt, hash } = known?.groups ?? {};
  const expected = Buffer.from(hash ?? '', 'base64');
  const actual = await derive('argon2id', {
    message: bytesOf(password),
    nonce: known ? Buffer.from(salt ?? '', 'base64') : Buffer.alloc(SALT_BYTES),
    tagLength: HASH_BYTES,
    memory: Number(m ?? PARAMETERS.memory),
    passes: Number(t ?? PARAMETERS.passes),
    parallelism: Number(p ?? PARAMETERS.parallelism),
  });
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

const PHC = /^\$argon2id\$v=19\$m=(?<m>\d+),t=(?<t>\d+),p=(?<p>\d+)\$(?<salt>[\w+/]+)\$(?<hash>[\w+/]+)$/;

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
