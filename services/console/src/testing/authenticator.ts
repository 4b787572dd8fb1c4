// A platform authenticator in software: P-256, "none" attestation, the user verified (WebAuthn sections 6.1 and 6.5).
import {
  createHash,
  createPrivateKey,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { z } from 'zod';
import { ORIGIN } from './test-console.ts';

export const challengeOf = (json: unknown) =>
  z.object({ options: z.object({ challenge: z.string() }) }).parse(json).options.challenge;
export const handleOf = (json: unknown) =>
  z.object({ options: z.object({ user: z.object({ id: z.string() }) }) }).parse(json).options.user.id;

export function newAuthenticator() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let handle = '';
  let counter = 0;
  const authenticatorData = (flags: number, attested: Buffer = Buffer.alloc(0)) => {
    counter += 1;
    const head = Buffer.alloc(5);
    head.writeUInt8(flags, 0);
    head.writeUInt32BE(counter, 1);
    return Buffer.concat([createHash('sha256').update(new URL(ORIGIN).hostname).digest(), head, attested]);
  };
  const clientData = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const common = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
  };
  return {
    register: (challenge: string, userHandle: string) => {
      handle = userHandle;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseOf(publicKey)]);
      const data = authenticatorData(0x45, attested);
      // CBOR: { fmt: "none", attStmt: {}, authData }
      const attestationObject = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
        Buffer.from([0x58, data.length]),
        data,
      ]);
      return {
        ...common,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, ORIGIN).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
        },
      };
    },
    answer: (challenge: string, origin = ORIGIN) => {
      const data = authenticatorData(0x05);
      const client = clientData('webauthn.get', challenge, origin);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        ...common,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: createSign('sha256')
            .update(signed)
            .sign(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })))
            .toString('base64url'),
          userHandle: handle,
        },
      };
    },
  };
}

/** CBOR: { 1: 2, 3: -7, -1: 1, -2: x, -3: y } */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const bytes = (value: unknown) => Buffer.from(String(value), 'base64url');
  return Buffer.concat([
    Buffer.from('a501020326200121' + '5820', 'hex'),
    bytes(x),
    Buffer.from('225820', 'hex'),
    bytes(y),
  ]);
}
