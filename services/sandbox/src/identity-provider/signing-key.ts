import { generateKeyPairSync } from 'node:crypto';
import { randomHex } from '../state/ids.ts';

/** The private JWK (RFC 7517) with which ID tokens are signed. */
export type SigningKey = {
  kty: string;
  crv: string;
  x: string;
  y: string;
  d: string;
  kid: string;
  alg: 'ES256';
  use: 'sig';
};

export function createSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty = '', crv = '', x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  return { kty, crv, x, y, d, kid: randomHex(8), alg: 'ES256', use: 'sig' };
}
