import { createPrivateKey, type JsonWebKey, type KeyObject, type webcrypto } from 'node:crypto';
import { errors } from '../errors.ts';

export type ClientKey = { key: webcrypto.CryptoKey; kid?: string };

/**
 * The client's key, from a PEM (in an environment variable its line ends may be written `\n`) or a JWK in JSON. RSA signs
 * RS256, P-256 signs ES256.
 *
 * @throws AppError IDENTITY_PROVIDER_MISCONFIGURED
 */
export function readPrivateKey(text: string): ClientKey {
  const { key, kid } = parse(text.trim());
  const named = kid === undefined ? {} : { kid };
  if (key.asymmetricKeyType === 'rsa') {
    return { key: key.toCryptoKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']), ...named };
  }
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') {
    return { key: key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']), ...named };
  }
  throw misfit();
}

function parse(text: string): { key: KeyObject; kid?: string } {
  try {
    if (!text.startsWith('{')) return { key: createPrivateKey(text.replaceAll('\\n', '\n')) };
    const jwk: JsonWebKey = JSON.parse(text);
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    return typeof jwk.kid === 'string' ? { key, kid: jwk.kid } : { key };
  } catch {
    // Node's own message may quote the key.
    throw misfit();
  }
}

function misfit() {
  return errors.PROVIDER_MISCONFIGURED({ message: 'the private key is neither a PEM nor a JWK of RSA or P-256' });
}
