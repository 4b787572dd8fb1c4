import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestProvider, type TestPerson, type TestProvider } from '../testing/index.ts';
import { createIdentityProvider, type IdentityProviderOptions } from './create-identity-provider.ts';

const HANAKO: TestPerson = {
  sub: 'pairwise-1',
  name: '見本　花子',
  address: 'みほん県みほん市中央１－２－３',
  birthdate: '19340501',
  gender: '2',
};
const REDIRECT = 'https://line.city.example/identity/callback';
const handshake = { state: 'a-state', nonce: 'a-nonce', verifier: 'v'.repeat(43) };

let provider: TestProvider;
beforeAll(async () => {
  provider = await startTestProvider();
});
beforeEach(() => provider.behave({ holder: HANAKO }));
afterAll(() => provider.close());

function create(more: Partial<IdentityProviderOptions> = {}) {
  const { issuer, clientId, clientPrivateKey: privateKey } = provider;
  return createIdentityProvider({ issuer, clientId, privateKey, redirectUri: REDIRECT, ...more });
}

/** To the provider and back, as one browser. */
async function identify(behaviour: Parameters<TestProvider['behave']>[0] = {}) {
  const client = create(behaviour.hangs ? { timeoutMs: 200 } : {});
  provider.behave({ holder: HANAKO, ...behaviour });
  return client.readPerson(await provider.visit(await client.authorizationUrl(handshake)), handshake);
}

describe('the way out', () => {
  it('asks for the four items, with PKCE, state and nonce, and carries no secret', async () => {
    const url = new URL(await create().authorizationUrl(handshake));
    expect(`${url.origin}${url.pathname}`).toBe(`${provider.issuer}/auth`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'RP00000001',
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'openid name address birthdate gender',
      state: 'a-state',
      nonce: 'a-nonce',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(url.href).not.toContain(handshake.verifier);
  });

  it('works without a discovery document where the endpoints are given', async () => {
    const endpoints = {
      authorization: `${provider.issuer}/auth`,
      token: `${provider.issuer}/token`,
      userInfo: `${provider.issuer}/userinfo`,
      keys: `${provider.issuer}/certs`,
    };
    const client = create({ endpoints });
    provider.behave({ holder: HANAKO, hangs: 'discovery' });
    const back = await provider.visit(await client.authorizationUrl(handshake));
    expect(await client.readPerson(back, handshake)).toMatchObject({ sub: 'pairwise-1' });
  });

  it('asks for the metadata again after it could not be had', async () => {
    const client = create({ timeoutMs: 1_000 });
    provider.behave({ hangs: 'discovery' });
    await expect(client.authorizationUrl(handshake)).rejects.toMatchObject({ code: 'IDENTITY_PROVIDER_UNAVAILABLE' });
    provider.behave({});
    expect(await client.authorizationUrl(handshake)).toContain('/auth?');
  });
});

describe('the way back', () => {
  it('gives sub and the four items, and drops whatever else is told', async () => {
    expect(await identify({ userInfoMore: { individual_number: '123456789018', email: 'a@city.example' } })).toEqual({
      sub: 'pairwise-1',
      name: '見本　花子',
      address: 'みほん県みほん市中央１－２－３',
      birthdate: '1934-05-01',
      gender: '2',
    });
  });

  it('reads the standard shapes of birth date and address too', async () => {
    const holder = { ...HANAKO, birthdate: '1934-05-01', address: { formatted: 'みほん市中央' }, gender: 2 };
    expect(await identify({ holder })).toMatchObject({ birthdate: '1934-05-01', address: 'みほん市中央', gender: '2' });
  });

  it('says when the person pressed "do not"', async () => {
    expect(await identify({ holder: { error: 'access_denied' } })).toBe('declined');
  });

  it.each([
    ['another nonce', { nonce: 'of-another-session' }],
    ['another issuer', { issuer: 'https://evil.example' }],
    ['RS256', { alg: 'RS256' }],
    ['no signature', { alg: 'none' }],
    ["a stranger's signature", { strangersKey: true }],
    ['the user info of somebody else', { userInfoSub: 'pairwise-2' }],
    ['a login that failed', { holder: { error: 'login_required' } }],
  ] as const)('refuses %s', async (_title, behaviour) => {
    await expect(identify(behaviour)).rejects.toMatchObject({ code: 'IDENTITY_AUTHENTICATION_FAILED' });
  });

  it.each([
    ['state', { ...handshake, state: 'another' }],
    ['verifier', { ...handshake, verifier: 'w'.repeat(43) }],
  ])('refuses a %s that is not the one of the way out', async (_title, other) => {
    const client = create();
    const back = await provider.visit(await client.authorizationUrl(handshake));
    await expect(client.readPerson(back, other)).rejects.toMatchObject({ code: 'IDENTITY_AUTHENTICATION_FAILED' });
  });

  it('takes a code once', async () => {
    const client = create();
    const back = await provider.visit(await client.authorizationUrl(handshake));
    await client.readPerson(back, handshake);
    await expect(client.readPerson(back, handshake)).rejects.toMatchObject({
      code: 'IDENTITY_AUTHENTICATION_FAILED',
      details: { reason: 'invalid_grant' },
    });
  });

  it.each([
    ['the token endpoint hangs', { hangs: 'token' }],
    ['the user info hangs', { hangs: 'userinfo' }],
    ['the keys hang', { hangs: 'jwks' }],
    ['the provider says so', { holder: { error: 'temporarily_unavailable' } }],
  ] as const)('says "later" where %s', async (_title, behaviour) => {
    await expect(identify(behaviour)).rejects.toMatchObject({ code: 'IDENTITY_PROVIDER_UNAVAILABLE', retry: 'later' });
  });

  it('says that the time is over where nobody came with a card', async () => {
    const holder = { error: 'temporarily_unavailable', description: 'authentication_expired' };
    await expect(identify({ holder })).rejects.toMatchObject({ code: 'IDENTITY_REQUEST_EXPIRED' });
  });

  it.each([
    ['birthdate', { birthdate: '19340231' }],
    ['birthdate', { birthdate: '1934' }],
    ['name', { name: ' ' }],
    ['address', { address: {} }],
    ['gender', { gender: null }],
  ])('names the item that cannot be read, here %s, and not what was in it', async (item, broken) => {
    await expect(identify({ holder: { ...HANAKO, ...broken } })).rejects.toMatchObject({
      code: 'IDENTITY_PERSON_INCOMPLETE',
      details: { items: [item] },
    });
  });

  it('puts nothing of the answer into its errors', async () => {
    const thrown: unknown = await identify({ nonce: 'x', holder: HANAKO }).catch((error: unknown) => error);
    expect(JSON.stringify(thrown, Object.getOwnPropertyNames(thrown))).not.toContain('pairwise-1');
    expect((thrown as Error).cause).toBeUndefined();
  });
});

describe('the configuration', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  it.each([
    ['an RSA key', rsa.export({ type: 'pkcs8', format: 'pem' }).toString()],
    [
      'a PEM with its line ends written out',
      ec.export({ type: 'sec1', format: 'pem' }).toString().replaceAll('\n', '\\n'),
    ],
    ['a JWK', JSON.stringify({ ...ec.export({ format: 'jwk' }), kid: 'one' })],
  ])('takes %s', (_title, privateKey) => {
    expect(create({ privateKey }).origin).toBe(provider.issuer);
  });

  it.each([
    [
      'another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
    ['no key', 'secret'],
    ['half a JWK', '{"kty":"EC"'],
  ])('refuses %s, without quoting it', (_title, key) => {
    const privateKey = key.toString();
    expect(() => create({ privateKey })).toThrow(/^the private key is neither a PEM nor a JWK of RSA or P-256$/);
  });

  it.each(['http://idp.example', 'idp.example', 'ftp://localhost'])('refuses the issuer %s', (issuer) => {
    expect(() => create({ issuer })).toThrow(/no https address/);
  });

  it('is at fault where the provider does not accept our key', async () => {
    const client = create({ privateKey: ec.export({ type: 'pkcs8', format: 'pem' }).toString() });
    const back = await provider.visit(await client.authorizationUrl(handshake));
    await expect(client.readPerson(back, handshake)).rejects.toMatchObject({
      code: 'IDENTITY_PROVIDER_MISCONFIGURED',
      details: { reason: 'invalid_client' },
    });
  });
});
