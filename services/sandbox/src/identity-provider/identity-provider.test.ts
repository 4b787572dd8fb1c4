// A service's whole handshake over HTTP, as a client that trusts nobody does it.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';
import { IDENTITY_PEOPLE } from './people.ts';

const REDIRECT_URI = 'http://127.0.0.1:4190/identity/callback';
const VERIFIER = 'v'.repeat(64);

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

describe.each(['RS256', 'ES256'])('a service with a key for %s', (alg) => {
  it('learns the four items, by a code, a signed assertion and an ES256 ID token', async () => {
    const service = await register({ alg });
    const { code, state } = await service.authorize('yamazaki-sachiko');
    expect(state).toBe('the-state');
    const { idToken, accessToken } = await service.redeem(code);
    const { payload, protectedHeader } = await service.verify(idToken);
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({ iss: service.issuer, aud: service.clientId, nonce: 'the-nonce', acr: 'aal3' });
    expect(payload).not.toHaveProperty('name');
    const userinfo = await service.userinfo(accessToken);
    expect(userinfo.body).toEqual({
      sub: payload.sub,
      name: '山﨑　幸子',
      address: 'みほん県みほん市緑ヶ丘２丁目７番１５号　みどりハイツ２０３号室',
      birthdate: '19680717',
      gender: '2',
    });
  });
});

it('describes itself by discovery, at the address by which it is called', async () => {
  const { body } = await sandbox.call('GET', '/identity/.well-known/openid-configuration');
  const endpoints = `${sandbox.url}/identity/protocol/openid-connect`;
  expect(body).toMatchObject({
    issuer: `${sandbox.url}/identity`,
    authorization_endpoint: `${endpoints}/auth`,
    token_endpoint: `${endpoints}/token`,
    userinfo_endpoint: `${endpoints}/userinfo`,
    jwks_uri: `${endpoints}/certs`,
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    id_token_signing_alg_values_supported: ['ES256'],
    subject_types_supported: ['pairwise'],
  });
  const named = await sandbox.app.inject({
    url: '/identity/.well-known/openid-configuration',
    headers: { host: 'identity.example', 'x-forwarded-proto': 'https' },
  });
  expect(named.json().issuer).toBe('https://identity.example/identity');
});

it('gives one person one subject at one service, and another at another', async () => {
  const first = await register({ clientId: 'RP00000001' });
  const second = await register({ clientId: 'RP00000002' });
  const subjectAt = async (service: Service) => {
    const { code } = await service.authorize('sato-ume');
    return (await service.verify((await service.redeem(code)).idToken)).payload.sub;
  };
  const subject = await subjectAt(first);
  expect(await subjectAt(first)).toBe(subject);
  expect(await subjectAt(second)).not.toBe(subject);
});

describe('the authorization request', () => {
  it.each([
    ['the nonce', { nonce: '' }],
    ['the state', { state: '' }],
    ['PKCE', { code_challenge: '', code_challenge_method: '' }],
  ])('is sent back without %s', async (_name, changes) => {
    const service = await register();
    const back = await service.walk('mihon-taro', 'verified', changes);
    expect(back.searchParams.get('error')).toBe('invalid_request');
  });

  it('is refused on a page where the service or its address is not known', async () => {
    const service = await register();
    const elsewhere = sandbox.call('POST', '/control/identity/authorize', {
      authorizationUrl: service.authorizationUrl({ redirect_uri: 'http://127.0.0.1:4190/elsewhere' }),
    });
    expect((await elsewhere).body.error).toMatchObject({
      code: 'SANDBOX_IDENTITY_REFUSED',
      details: { status: 400, reason: expect.stringContaining('redirect_uri') },
    });
    const stranger = await sandbox.call('GET', pathOf(service.authorizationUrl({ client_id: 'RP99999999' })));
    expect([stranger.status, stranger.text]).toEqual([400, expect.stringContaining('本人の確認を続けられません')]);
  });

  it('is refused with the plain challenge method', async () => {
    const service = await register();
    const back = await service.walk('mihon-taro', 'verified', { code_challenge_method: 'plain' });
    expect(back.searchParams.get('error')).toBe('invalid_request');
  });
});

it.each([
  ['declined', 'access_denied'],
  ['wrong-card', 'login_required'],
  ['wrong-pin', 'login_required'],
  ['expired', 'temporarily_unavailable'],
])('says of %s: %s', async (outcome, error) => {
  const service = await register();
  const back = await service.walk('mihon-taro', outcome);
  expect(`${back.origin}${back.pathname}`).toBe(REDIRECT_URI);
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ error, state: 'the-state' });
});

describe('the token endpoint', () => {
  it('takes a code once, within a minute, with its verifier', async () => {
    const service = await register();
    const { code } = await service.authorize('mihon-taro');
    expect((await service.token(code, { code_verifier: 'w'.repeat(64) })).body.error).toBe('invalid_grant');
    const { code: second } = await service.authorize('mihon-taro');
    expect((await service.token(second)).status).toBe(200);
    expect((await service.token(second)).body.error).toBe('invalid_grant');
    const { code: third } = await service.authorize('mihon-taro');
    await sandbox.control('POST', '/clock', { advanceMs: 61_000 });
    expect((await service.token(third)).body.error).toBe('invalid_grant');
  });

  it("refuses an assertion that is another's, or comes twice", async () => {
    const service = await register();
    const stranger = await register({ clientId: 'RP00000002' });
    const { code } = await service.authorize('mihon-taro');
    const forged = await stranger.assertion({ iss: service.clientId, sub: service.clientId });
    expect((await service.token(code, { client_assertion: forged })).status).toBe(401);
    const assertion = await service.assertion();
    expect((await service.token(code, { client_assertion: assertion })).status).toBe(200);
    expect((await service.token(code, { client_assertion: assertion })).body.error).toBe('invalid_client');
  });
});

describe('the page', () => {
  it('shows who asks for what, and the cards', async () => {
    const service = await register();
    const { text, page } = await openPage(service);
    expect(text).toContain('<b>みほん市</b>に、次のことを伝えます');
    for (const item of ['氏名', '住所', '生年月日', '性別']) expect(text).toContain(`<li>${item}</li>`);
    for (const { name } of IDENTITY_PEOPLE) expect(text).toContain(`<b>${name}</b>`);
    const searched = await page('GET', `?q=${encodeURIComponent('髙橋')}`);
    expect(searched.text).toContain('髙橋　一郎');
    expect(searched.text).not.toContain('佐藤');
  });

  it('takes a card that is typed, the same one as the same subject', async () => {
    const service = await register();
    const typed = {
      outcome: 'verified',
      person: 'typed',
      name: '手入力 <b>花</b>',
      address: 'みほん市１－１',
      birthdate: '1990-01-02',
      gender: '2',
    };
    const subjects = [];
    for (let round = 0; round < 2; round += 1) {
      const { submit } = await openPage(service);
      const back = new URL(await submit(typed));
      const { accessToken } = await service.redeem(back.searchParams.get('code') ?? '');
      const { body } = await service.userinfo(accessToken);
      expect(body).toMatchObject({ name: '手入力 <b>花</b>', birthdate: '19900102', gender: '2' });
      subjects.push(body.sub);
    }
    expect(subjects[0]).toBe(subjects[1]);
    expect((await openPage(service)).text).not.toContain('<b>花</b>');
  });

  it('asks again without a card, or with one that cannot be', async () => {
    const service = await register();
    const { page } = await openPage(service);
    for (const form of [{}, { person: 'typed', name: 'あ', address: 'い', birthdate: '1990-13-01', gender: '1' }]) {
      const answer = await page('POST', '', { outcome: 'verified', ...form });
      expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('カードをえらんでください')]);
    }
  });

  it('says when its ten minutes are over', async () => {
    const service = await register();
    const { page } = await openPage(service);
    await sandbox.control('POST', '/clock', { advanceMs: 601_000 });
    const answer = await page('POST', '', { outcome: 'verified', person: 'mihon-taro' });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('はじめからやり直してください')]);
  });
});

describe('misfortunes', () => {
  const fault = (body: object) => sandbox.control('PUT', '/faults', { faults: [body] });

  it('strike the token endpoint before and after the code is used up', async () => {
    const service = await register();
    const { code } = await service.authorize('mihon-taro');
    await fault({ kind: 'api500BeforeAcceptance', endpoint: 'token', count: 1 });
    expect((await service.token(code)).status).toBe(500);
    expect((await service.token(code)).status).toBe(200);
    const { code: second } = await service.authorize('mihon-taro');
    await fault({ kind: 'api500AfterAcceptance', endpoint: 'token', count: 1 });
    expect((await service.token(second)).status).toBe(500);
    expect((await service.token(second)).body.error).toBe('invalid_grant');
  });

  it('make it slow, deaf, dead or something else', async () => {
    const service = await register();
    const { code } = await service.authorize('mihon-taro');
    await fault({ kind: 'apiSlow', endpoint: 'token', ms: 50 });
    const started = performance.now();
    await service.redeem(code);
    expect(performance.now() - started).toBeGreaterThanOrEqual(49);
    await fault({ kind: 'apiTimeoutAfterAcceptance', endpoint: 'token', ms: 20 });
    await expect(service.token('x')).rejects.toThrow();
    await fault({ kind: 'apiConnectionReset', endpoint: '/identity/protocol/openid-connect/token' });
    await expect(service.token('x')).rejects.toThrow();
    await fault({ kind: 'apiHtmlBody', endpoint: 'userinfo' });
    expect((await service.userinfo('x')).text).toContain('<html>');
  });

  it('pass by where they name no endpoint: those are of LINE', async () => {
    const service = await register();
    await fault({ kind: 'api500BeforeAcceptance' });
    expect((await service.token((await service.authorize('mihon-taro')).code)).status).toBe(200);
  });

  it('answer another request, and of another person', async () => {
    const service = await register();
    await sandbox.control('PUT', '/faults', {
      faults: [
        { kind: 'identityWrongNonce', endpoint: 'token' },
        { kind: 'identityUserinfoMismatch', endpoint: 'userinfo' },
      ],
    });
    const { idToken, accessToken } = await service.redeem((await service.authorize('mihon-taro')).code);
    const { payload } = await service.verify(idToken);
    expect(payload.nonce).toBe('of-another-request');
    expect((await service.userinfo(accessToken)).body.sub).not.toBe(payload.sub);
  });
});

describe('the sandbox', () => {
  it('still knows services, cards, subjects and its key after a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    await sandbox.close();
    sandbox = await startSandbox({ dataDir });
    const card = { key: 'added', name: '追加　者', address: 'い', birthdate: '19800101', gender: '1' };
    const service = await register();
    const subject = async () =>
      (await service.userinfo((await service.redeem((await service.authorize(card)).code)).accessToken)).body.sub;
    const keys = async () => (await sandbox.call('GET', '/identity/protocol/openid-connect/certs')).body;
    const before = [await subject(), await keys()];
    await sandbox.close();
    sandbox = await startSandbox({ dataDir });
    expect((await sandbox.control('GET', '/identity/people')).people).toContainEqual(card);
    expect([await subject(), await keys()]).toEqual(before);
    await sandbox.close();
    await rm(dataDir, { recursive: true });
  });

  it('shows in its log what was called', async () => {
    const service = await register();
    await service.redeem((await service.authorize('mihon-taro')).code);
    await vi.waitFor(async () => {
      const { requests } = await sandbox.control('GET', '/requests');
      expect(requests.at(-1)).toMatchObject({
        method: 'POST',
        path: '/identity/protocol/openid-connect/token',
        status: 200,
      });
    });
  });

  it('stops while an answer is held back', async () => {
    const other = await startSandbox();
    await other.control('PUT', '/faults', {
      faults: [{ kind: 'apiTimeoutAfterAcceptance', endpoint: 'openid-configuration' }],
    });
    const waiting = other.call('GET', '/identity/.well-known/openid-configuration').then(
      () => 'answered',
      () => 'cut off',
    );
    await vi.waitFor(async () => expect((await other.control('GET', '/faults')).faults[0].struck).toBe(1));
    await other.close();
    expect(await waiting).toBe('cut off');
  });
});

describe('the control API', () => {
  it('adds hundreds of cards, and replaces one by its key', async () => {
    const people = Array.from({ length: 400 }, (_, index) => ({
      key: `resident-${index}`,
      name: `住民　${index}`,
      address: 'みほん県みほん市中央１－１',
      birthdate: '19800101',
      gender: '1',
    }));
    expect(await sandbox.control('PUT', '/identity/people', { people })).toEqual({ count: 412 });
    const replaced = { ...people[0], address: 'みほん県みほん市南２－２' };
    await sandbox.control('PUT', '/identity/people', { people: [replaced] });
    const { people: listed } = await sandbox.control('GET', '/identity/people');
    expect(listed).toHaveLength(412);
    expect(listed).toContainEqual(replaced);
    const service = await register();
    expect((await openPage(service)).text).toContain('ほかに382枚あります');
  });

  it('refuses a card and a service that cannot be, and says why', async () => {
    const card = { key: 'a', name: 'あ', address: 'い', birthdate: '20230229', gender: '1' };
    const wrongCard = await sandbox.call('PUT', '/control/identity/people', { people: [card] });
    expect([wrongCard.status, wrongCard.body.error.code]).toEqual([400, 'SANDBOX_REQUEST_INVALID']);
    const { publicKey } = await generateKeyPair('ES256');
    const client = {
      clientId: 'RP1',
      jwks: { keys: [await exportJWK(publicKey)] },
      redirectUris: ['http://a.example/x', 'http://b.example/x'],
    };
    const wrongClient = await sandbox.call('PUT', '/control/identity/clients', { clients: [client] });
    expect([wrongClient.status, wrongClient.body.error.message]).toEqual([400, expect.stringContaining('sector')]);
    expect(await sandbox.control('GET', '/identity/clients')).toEqual({ clients: [] });
    const nobody = await sandbox.call('POST', '/control/identity/authorize', {
      authorizationUrl: `${sandbox.url}/identity`,
      person: 'nobody',
    });
    expect(nobody.body.error.code).toBe('SANDBOX_IDENTITY_PERSON_NOT_FOUND');
  });

  it('walks with many residents at once, and takes a card with the walk', async () => {
    const service = await register();
    const names = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const card = { key: `one-${index}`, name: `住民　${index}`, address: 'い', birthdate: '19800101', gender: '1' };
        const { code } = await service.authorize(card);
        return (await service.userinfo((await service.redeem(code)).accessToken)).body.name;
      }),
    );
    expect(names).toEqual(Array.from({ length: 20 }, (_, index) => `住民　${index}`));
  });

  it('forgets services and cards when told to forget everything, and signs with another key', async () => {
    const service = await register();
    const { code } = await service.authorize('mihon-taro');
    const { idToken } = await service.redeem(code);
    await sandbox.control('POST', '/reset', { everything: true });
    expect(await sandbox.control('GET', '/identity/clients')).toEqual({ clients: [] });
    await expect(service.verify(idToken)).rejects.toThrow();
  });
});

type Service = Awaited<ReturnType<typeof register>>;

async function register({ clientId = 'RP00000001', alg = 'ES256' } = {}) {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwks = { keys: [await exportJWK(publicKey)] };
  await sandbox.control('PUT', '/identity/clients', { clients: [{ clientId, jwks, redirectUris: [REDIRECT_URI] }] });
  const issuer = `${sandbox.url}/identity`;
  const endpoint = (name: string) => `/identity/protocol/openid-connect/${name}`;

  const authorizationUrl = (changes: Record<string, string> = {}) => {
    const query = {
      response_type: 'code',
      scope: 'openid name address birthdate gender',
      client_id: clientId,
      redirect_uri: REDIRECT_URI,
      state: 'the-state',
      nonce: 'the-nonce',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
      acr_values: 'aal3 crl',
      ...changes,
    };
    const given = Object.entries(query).filter(([, value]) => value !== '');
    return `${sandbox.url}${endpoint('auth')}?${new URLSearchParams(given)}`;
  };
  const walk = async (person: unknown, outcome = 'verified', changes = {}) => {
    const body = { authorizationUrl: authorizationUrl(changes), person, outcome };
    return new URL((await sandbox.control('POST', '/identity/authorize', body)).redirectUrl);
  };
  const assertion = (changes: { iss?: string; sub?: string } = {}) =>
    new SignJWT({ iss: clientId, sub: clientId, aud: `${sandbox.url}${endpoint('token')}`, ...changes })
      .setProtectedHeader({ alg })
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('1 minute')
      .sign(privateKey);
  const token = async (code: string, changes: Record<string, string> = {}) =>
    sandbox.call(
      'POST',
      endpoint('token'),
      new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT_URI,
        code_verifier: VERIFIER,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(),
        ...changes,
      }),
    );

  return {
    clientId,
    issuer,
    authorizationUrl,
    walk,
    assertion,
    token,
    authorize: async (person: unknown) => {
      const back = await walk(person);
      return { code: back.searchParams.get('code') ?? '', state: back.searchParams.get('state') };
    },
    redeem: async (code: string) => {
      const { body } = await token(code);
      return { idToken: String(body.id_token), accessToken: String(body.access_token) };
    },
    verify: async (idToken: string) => {
      const { body } = await sandbox.call('GET', endpoint('certs'));
      return jwtVerify(idToken, createLocalJWKSet(body), { issuer, audience: clientId });
    },
    userinfo: (accessToken: string) =>
      sandbox.call('GET', endpoint('userinfo'), undefined, { authorization: `Bearer ${accessToken}` }),
  };
}

/** As a browser: follows, and keeps the cookies. */
async function openPage(service: Service) {
  const cookies = new Map<string, string>();
  const visit = async (method: string, url: string, form?: Record<string, string>) => {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      cookies.set(name, value);
    }
    return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '' };
  };
  const { location } = await visit('GET', service.authorizationUrl());
  const pageUrl = new URL(location, sandbox.url).href;
  const { text } = await visit('GET', pageUrl);
  return {
    text,
    page: (method: string, query: string, form?: Record<string, string>) => visit(method, `${pageUrl}${query}`, form),
    submit: async (form: Record<string, string>) => {
      const { location: resume } = await visit('POST', pageUrl, form);
      return (await visit('GET', new URL(resume, sandbox.url).href)).location;
    },
  };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
