// An identity provider for tests, over real HTTP and with real signatures, whose every answer can be made wrong. It checks
// what デジタル認証アプリ checks of us: PKCE, the client's assertion, the redirect address, and that a code comes once.
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TestPerson = { sub: string; name: string; address: unknown; birthdate: string; gender: unknown };

type Behaviour = {
  /** Who holds the card; `decline` for who presses "do not"; or another error of RFC 6749 4.1.2.1. */
  holder: TestPerson | { error: string; description?: string };
  issuer?: string;
  nonce?: string;
  alg: 'ES256' | 'RS256' | 'none';
  /** Signs with a key that is not among the published ones. */
  strangersKey: boolean;
  userInfoSub?: string;
  /** More claims of the user info, as a provider may add them. */
  userInfoMore: Readonly<Record<string, unknown>>;
  tokenError?: { status: number; error: string };
  /** The endpoint that never answers. */
  hangs?: 'discovery' | 'token' | 'userinfo' | 'jwks';
};

const SOUND: Behaviour = {
  holder: { error: 'access_denied' },
  alg: 'ES256',
  strangersKey: false,
  userInfoMore: {},
};

export type TestProvider = {
  issuer: string;
  clientId: string;
  /** PEM, for createIdentityProvider. */
  clientPrivateKey: string;
  /** From now on; what is not named is sound again. */
  behave(behaviour: Partial<Behaviour>): void;
  /** What a browser does at the authorization address. Returns the parameters of the way back. */
  visit(authorizationUrl: string): Promise<URLSearchParams>;
  close(): Promise<void>;
};

type Grant = { nonce: string; challenge: string; redirectUri: string; behaviour: Behaviour };

export async function startTestProvider(): Promise<TestProvider> {
  const clientId = 'RP00000001';
  const client = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = {
    ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    stranger: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  };
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, Behaviour>();
  const assertions = new Set<string>();
  let behaviour = SOUND;
  let issuer = '';

  const endpoints: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void> | void> = {
    '/.well-known/openid-configuration': (_request, response) =>
      json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/certs`,
        response_types_supported: ['code'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['ES256', 'RS256'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      }),
    '/certs': (_request, response) => {
      const published = { ec: { alg: 'ES256', kid: 'ec' }, rsa: { alg: 'RS256', kid: 'rsa' } };
      json(response, 200, {
        keys: (['ec', 'rsa'] as const).map((kind) => ({
          ...keys[kind].publicKey.export({ format: 'jwk' }),
          use: 'sig',
          ...published[kind],
        })),
      });
    },
    '/auth': (request, response) => {
      const { searchParams: asked } = new URL(request.url ?? '', issuer);
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.searchParams.set('state', asked.get('state') ?? '');
      if ('error' in behaviour.holder) {
        back.searchParams.set('error', behaviour.holder.error);
        if (behaviour.holder.description) back.searchParams.set('error_description', behaviour.holder.description);
      } else {
        const code = randomUUID();
        codes.set(code, {
          nonce: asked.get('nonce') ?? '',
          challenge: asked.get('code_challenge_method') === 'S256' ? (asked.get('code_challenge') ?? '') : '',
          redirectUri: asked.get('redirect_uri') ?? '',
          behaviour,
        });
        back.searchParams.set('code', code);
      }
      response.writeHead(302, { location: back.href }).end();
    },
    '/token': async (request, response) => {
      const { tokenError } = behaviour;
      if (tokenError) return json(response, tokenError.status, { error: tokenError.error });
      const form = new URLSearchParams(await readBody(request));
      if (!isClient(form.get('client_assertion') ?? '')) return json(response, 401, { error: 'invalid_client' });
      const grant = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (!grant || grant.challenge !== challenge || grant.redirectUri !== form.get('redirect_uri')) {
        return json(response, 400, { error: 'invalid_grant' });
      }
      const accessToken = randomUUID();
      tokens.set(accessToken, grant.behaviour);
      return json(response, 200, {
        access_token: accessToken,
        token_type: 'Bearer',
        expires_in: 60,
        id_token: idToken(grant),
      });
    },
    '/userinfo': (request, response) => {
      const given = tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
      if (!given || 'error' in given.holder) return json(response, 401, { error: 'invalid_token' });
      const sub = given.userInfoSub ?? given.holder.sub;
      return json(response, 200, { ...given.holder, ...given.userInfoMore, sub });
    },
  };
  const names = {
    '/.well-known/openid-configuration': 'discovery',
    '/token': 'token',
    '/userinfo': 'userinfo',
    '/certs': 'jwks',
  };

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname;
    if (behaviour.hangs !== undefined && Reflect.get(names, path) === behaviour.hangs) return;
    const endpoint = endpoints[path];
    if (!endpoint) return void response.writeHead(404).end();
    void Promise.resolve(endpoint(request, response)).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port

  /** RFC 7523 section 3: signed by the client, about the client, for the token endpoint, in time, and only once. */
  function isClient(assertion: string): boolean {
    const [header = '', payload = '', signature = ''] = assertion.split('.');
    const signed = verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key: client.publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    if (!signed) return false;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const isNew = !assertions.has(claims.jti);
    assertions.add(claims.jti);
    const seconds = Date.now() / 1000;
    return (
      isNew &&
      claims.iss === clientId &&
      claims.sub === clientId &&
      claims.aud === `${issuer}/token` &&
      claims.exp > seconds &&
      claims.exp <= seconds + 300
    );
  }

  function idToken({ nonce, behaviour: answer }: Grant): string {
    const seconds = Math.floor(Date.now() / 1000);
    const sub = 'error' in answer.holder ? '' : answer.holder.sub;
    const claims = {
      iss: answer.issuer ?? issuer,
      sub,
      aud: clientId,
      iat: seconds,
      exp: seconds + 60,
      nonce: answer.nonce ?? nonce,
    };
    if (answer.alg === 'none') return jwt({ alg: 'none' }, claims, undefined);
    if (answer.alg === 'RS256') return jwt({ alg: 'RS256', kid: 'rsa' }, claims, keys.rsa.privateKey);
    return jwt({ alg: 'ES256', kid: 'ec' }, claims, (answer.strangersKey ? keys.stranger : keys.ec).privateKey);
  }

  return {
    issuer,
    clientId,
    clientPrivateKey: client.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    behave: (next) => {
      behaviour = { ...SOUND, ...next };
    },
    visit: async (authorizationUrl) => {
      const response = await fetch(authorizationUrl, { redirect: 'manual' });
      return new URL(response.headers.get('location') ?? '').searchParams;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function jwt(header: object, claims: object, key: KeyObject | undefined): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const content = `${encode(header)}.${encode(claims)}`;
  if (!key) return `${content}.`;
  const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' });
  return `${content}.${signature.toString('base64url')}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}

function json(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
