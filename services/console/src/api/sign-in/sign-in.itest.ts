// Signing in, over HTTP, as browsers and attackers do it.
import {
  createHash,
  createPrivateKey,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { findMail } from '@tenohira/mail';
import { inviteStaff, type Role } from '@tenohira/staff';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { generate } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FROM_OUR_PAGES, ORIGIN, openTestConsole, type TestConsole } from '../../testing/test-console.ts';

const PASSWORD = 'みずうみ そらいろ きつつき';
const EMAIL = 'sakura@city.example';

let console_: TestConsole;
let city: TestTenant;
beforeAll(async () => {
  console_ = await openTestConsole();
});
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});
afterAll(() => console_.close());

/** A browser: keeps cookies, calls as our pages do. */
function newBrowser(headers: Readonly<Record<string, string>> = FROM_OUR_PAGES) {
  const jar = new Map<string, string>();
  return {
    jar,
    call: async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) => {
      const response = await console_.server.inject({
        method,
        url: `/api/v1${url}`,
        headers: { ...headers, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body === undefined ? {} : { payload: body }),
      });
      for (const { name, value } of response.cookies) {
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      const json: unknown = response.json();
      return { status: response.statusCode, json, cookies: response.cookies, code: codeOf(json) };
    },
  };
}
type Browser = ReturnType<typeof newBrowser>;

function codeOf(json: unknown): string | undefined {
  return z.object({ code: z.string() }).safeParse(json).data?.code;
}

const invite = (role: Role = 'owner', email = EMAIL) =>
  console_.database.db.withTenant(city.tenantId, (db) =>
    inviteStaff(db, { email, name: '担当 さくら', role }, 'system'),
  );

/** Follows an invitation to its end. */
async function join(role?: Role) {
  const { ticket, staffId } = await invite(role);
  const browser = newBrowser();
  const first = await browser.call('POST', '/invitations/password', { token: ticket, password: PASSWORD });
  const { secret } = z.object({ totp: z.object({ secret: z.string() }) }).parse(first.json).totp;
  const code = await generate({ secret });
  const second = await browser.call('POST', '/invitations/totp', { token: ticket, code });
  const { recoveryCodes } = z.object({ recoveryCodes: z.array(z.string()) }).parse(second.json);
  return { browser, secret, code, recoveryCodes, ticket, staffId };
}

const signInWithPassword = (browser: Browser, password = PASSWORD, email = EMAIL) =>
  browser.call('POST', '/sign-in/password', { city: city.slug, email, password });

describe('an invitation', () => {
  it('says who is invited and where to, and leads to being signed in', async () => {
    const { ticket } = await invite('editor');
    const opened = await newBrowser().call('POST', '/invitations/open', { token: ticket });
    expect(opened.json).toMatchObject({ email: EMAIL, name: '担当 さくら', role: 'editor', city: { name: /試験市/ } });
  });

  it('is good once', async () => {
    const { ticket } = await join();
    const again = await newBrowser().call('POST', '/invitations/open', { token: ticket });
    expect([again.status, again.code]).toEqual([404, 'STAFF_LINK_INVALID']);
  });

  it('refuses a weak password and a wrong code, and goes on from there', async () => {
    const { ticket } = await invite();
    const browser = newBrowser();
    const weak = await browser.call('POST', '/invitations/password', { token: ticket, password: 'password1234' });
    expect(weak.code).toBe('STAFF_PASSWORD_WEAK');
    const first = await browser.call('POST', '/invitations/password', { token: ticket, password: PASSWORD });
    const { secret } = z.object({ totp: z.object({ secret: z.string() }) }).parse(first.json).totp;
    const wrong = await browser.call('POST', '/invitations/totp', { token: ticket, code: '000000' });
    expect(wrong.code).toBe('STAFF_CODE_WRONG');
    const right = await browser.call('POST', '/invitations/totp', { token: ticket, code: await generate({ secret }) });
    expect(right.status).toBe(200);
    expect((await browser.call('GET', '/me')).json).toMatchObject({ role: 'owner', city: { slug: city.slug } });
  });

  it('that was never issued, or belongs to another city, opens nothing', async () => {
    const { ticket } = await invite();
    const other = await createTestTenant(console_.database.db);
    for (const token of ['x', ticket.replace(city.tenantId, other.tenantId), `${ticket}x`]) {
      expect((await newBrowser().call('POST', '/invitations/open', { token })).status).toBe(404);
    }
  });
});

describe('cookies', () => {
  it('are closed to scripts and to other sites', async () => {
    const { browser } = await join();
    const { cookies } = await browser.call('POST', '/session/refresh');
    const shown = cookies.filter(({ value }) => value !== '');
    expect(shown.map(({ name }) => name).sort()).toEqual(['access', 'refresh']);
    for (const cookie of shown) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    expect(shown.find(({ name }) => name === 'refresh')).toMatchObject({ path: '/' });
  });
});

describe('password and code', () => {
  it('sign in; the password alone does not', async () => {
    const { secret } = await join();
    const browser = newBrowser();
    expect((await signInWithPassword(browser)).json).toEqual({ next: 'code' });
    expect((await browser.call('GET', '/me')).status).toBe(401);
    const code = await generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });
    expect((await browser.call('POST', '/sign-in/code', { code })).status).toBe(200);
    expect((await browser.call('GET', '/me')).status).toBe(200);
  });

  it('take each code once', async () => {
    const { code } = await join();
    const browser = newBrowser();
    await signInWithPassword(browser);
    expect((await browser.call('POST', '/sign-in/code', { code })).code).toBe('STAFF_CODE_WRONG');
  });

  it('take each recovery code once, however it is written', async () => {
    const { recoveryCodes } = await join();
    expect(new Set(recoveryCodes).size).toBe(10);
    const code = (recoveryCodes[0] ?? '').toUpperCase().replaceAll('-', ' ');
    const attempt = async () => {
      const browser = newBrowser();
      await signInWithPassword(browser);
      return (await browser.call('POST', '/sign-in/code', { code })).status;
    };
    expect([await attempt(), await attempt()]).toEqual([200, 400]);
  });

  it('answer alike for a wrong password, an unknown person and an unknown city', async () => {
    await join();
    const answers = await Promise.all([
      signInWithPassword(newBrowser(), 'wrong'),
      signInWithPassword(newBrowser(), PASSWORD, 'nobody@city.example'),
      newBrowser().call('POST', '/sign-in/password', { city: 'nowhere', email: EMAIL, password: PASSWORD }),
    ]);
    expect(new Set(answers.map(({ status, code }) => `${status} ${code}`))).toEqual(
      new Set(['400 STAFF_SIGN_IN_FAILED']),
    );
  });

  it('are slowed after five wrong ones, also for the right password', async () => {
    await join();
    for (let tried = 0; tried < 5; tried += 1) await signInWithPassword(newBrowser(), 'wrong');
    expect((await signInWithPassword(newBrowser())).code).toBe('STAFF_SIGN_IN_FAILED');
    await console_.database.db.withTenant(city.tenantId, ({ sql }) =>
      sql("update staff_member set locked_until = now() - interval '1 second'"),
    );
    expect((await signInWithPassword(newBrowser())).status).toBe(200);
  });

  it('give up a step after five wrong codes', async () => {
    await join();
    const browser = newBrowser();
    await signInWithPassword(browser);
    const codes: (string | undefined)[] = [];
    for (let tried = 0; tried < 6; tried += 1) {
      codes.push((await browser.call('POST', '/sign-in/code', { code: '000000' })).code);
    }
    expect(codes.at(-1)).toBe('STAFF_ATTEMPT_EXPIRED');
  });
});

describe('a session', () => {
  it('goes on with a new refresh token each time; a used one ends it', async () => {
    const { browser } = await join();
    const stolen = browser.jar.get('refresh') ?? '';
    expect((await browser.call('POST', '/session/refresh')).status).toBe(200);
    // A second tab asks at the same moment.
    const tab = newBrowser();
    tab.jar.set('refresh', stolen);
    const second = await tab.call('POST', '/session/refresh');
    expect([second.status, tab.jar.has('access'), tab.jar.get('refresh')]).toEqual([200, true, stolen]);
    // Later it is a theft.
    await console_.database.db.withTenant(city.tenantId, ({ sql }) =>
      sql("update staff_session set refreshed_at = now() - interval '1 minute'"),
    );
    const thief = newBrowser();
    thief.jar.set('refresh', stolen);
    expect((await thief.call('POST', '/session/refresh')).status).toBe(401);
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await browser.call('POST', '/session/refresh')).status).toBe(401);
  });

  it('ends on signing out, for access tokens that are still young as well', async () => {
    const { browser } = await join();
    const access = browser.jar.get('access') ?? '';
    expect((await browser.call('POST', '/session/end')).status).toBe(200);
    expect(browser.jar.size).toBe(0);
    browser.jar.set('access', access);
    expect((await browser.call('GET', '/me')).status).toBe(401);
  });

  it('is listed, and ended from another device', async () => {
    const { browser, secret } = await join();
    const other = newBrowser();
    await signInWithPassword(other);
    await other.call('POST', '/sign-in/code', {
      code: await generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }),
    });
    const listed = z.object({ sessions: z.array(z.object({ sessionId: z.string(), isThis: z.boolean() })) });
    const { sessions } = listed.parse((await browser.call('GET', '/sessions')).json);
    expect(sessions).toHaveLength(2);
    const elsewhere = sessions.find(({ isThis }) => !isThis)?.sessionId;
    expect((await browser.call('DELETE', `/sessions/${elsewhere}`)).status).toBe(200);
    expect((await other.call('GET', '/me')).status).toBe(401);
  });

  it('of somebody else cannot be ended', async () => {
    const mine = await console_.signIn(city.tenantId, 'owner');
    const theirs = await console_.signIn(city.tenantId, 'viewer');
    expect((await mine.call('DELETE', `/sessions/${theirs.sessionId}`)).status).toBe(404);
    expect((await theirs.call('GET', '/me')).status).toBe(200);
  });
});

describe('an access token', () => {
  const payload = () => ({ tenantId: city.tenantId, sessionId: city.tenantId });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('of no algorithm, of another key or audience, or expired, is none', async () => {
    const { browser } = await join();
    const [, body = ''] = (browser.jar.get('access') ?? '').split('.');
    const unsigned = `${part({ alg: 'none', typ: 'JWT' })}.${body}.`;
    const symmetric = console_.server.jwt.sign(payload(), { algorithm: 'EdDSA', aud: 'elsewhere' });
    const expired = console_.server.jwt.sign(payload(), { expiresIn: '-1s' });
    for (const token of [unsigned, symmetric, expired, 'x', '']) {
      const browser = newBrowser();
      browser.jar.set('access', token);
      expect((await browser.call('GET', '/me')).status, token.slice(0, 20)).toBe(401);
    }
  });
});

describe('a request that another site makes', () => {
  it.each([
    ['without our header', { origin: ORIGIN }],
    ['from another origin', { ...FROM_OUR_PAGES, origin: 'https://evil.example' }],
    ['that the browser says is cross-site', { ...FROM_OUR_PAGES, 'sec-fetch-site': 'cross-site' }],
  ])('%s changes nothing', async (_what, headers) => {
    const { browser } = await join();
    const evil = newBrowser(headers);
    for (const [name, value] of browser.jar) evil.jar.set(name, value);
    expect((await evil.call('POST', '/session/end')).code).toBe('CONSOLE_ORIGIN_REFUSED');
    expect((await browser.call('GET', '/me')).status).toBe(200);
  });
});

describe('what is important', () => {
  const invitation = { email: 'new@city.example', name: '新人', role: 'viewer' };
  const ageProof = () =>
    console_.database.db.withTenant(city.tenantId, ({ sql }) =>
      sql("update staff_session set proven_at = now() - interval '11 minutes'"),
    );

  it('asks again for two factors after ten minutes', async () => {
    const { browser, secret } = await join();
    expect((await browser.call('POST', '/staff', invitation)).status).toBe(200);
    await ageProof();
    const refused = await browser.call('POST', '/staff', { ...invitation, email: 'b@city.example' });
    expect([refused.status, refused.code]).toEqual([403, 'STAFF_STEP_UP_NEEDED']);
    expect((await browser.call('POST', '/step-up/code', { code: '000000' })).code).toBe('STAFF_CODE_WRONG');
    const code = await generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });
    expect((await browser.call('POST', '/step-up/code', { code })).status).toBe(200);
    expect((await browser.call('POST', '/staff', { ...invitation, email: 'b@city.example' })).status).toBe(200);
  });

  it('an invitation puts a letter into the outbox', async () => {
    const { browser } = await join();
    await browser.call('POST', '/staff', invitation);
    const letters = await console_.database.db.readTenant(city.tenantId, ({ sql }) =>
      sql<{ key: string }>('select dedupe_key as key from mail_message'),
    );
    expect(letters).toHaveLength(1);
    const key = letters[0]?.key ?? '';
    expect(await console_.database.db.readTenant(city.tenantId, (db) => findMail(db, key))).toMatchObject({
      status: 'pending',
    });
  });
});

describe('a forgotten password', () => {
  it('is answered alike for everybody, and leads to a new one that still needs the code', async () => {
    const { secret, browser } = await join();
    const ask = (email: string, slug = city.slug) =>
      newBrowser().call('POST', '/password-reset', { city: slug, email });
    const answers = [await ask(EMAIL), await ask('nobody@city.example'), await ask(EMAIL, 'nowhere')];
    expect(answers.map(({ status, json }) => [status, json])).toEqual(Array(3).fill([200, { ok: true }]));
    const links = await console_.database.db.readTenant(city.tenantId, ({ prisma }) =>
      prisma.staffLink.findMany({ where: { kind: 'password-reset' } }),
    );
    expect(links).toHaveLength(1);
    expect((await browser.call('GET', '/me')).status).toBe(200);
    expect((await signInWithPassword(newBrowser())).status).toBe(200);
    expect(secret).not.toBe('');
  });
});

describe("a city's networks", () => {
  it('keep everybody else out, at once, and never the person who sets them', async () => {
    const { browser } = await join();
    const outside = await browser.call('PUT', '/networks', { networks: ['203.0.113.0/24'] });
    expect(outside.code).toBe('STAFF_NETWORK_LOCKS_OUT');
    expect((await browser.call('PUT', '/networks', { networks: ['127.0.0.0/8'] })).status).toBe(200);
    expect((await browser.call('GET', '/me')).status).toBe(200);
    await console_.database.db.withTenant(city.tenantId, ({ sql }) =>
      sql("update staff_network_policy set networks = '{203.0.113.0/24}'"),
    );
    expect((await browser.call('GET', '/me')).code).toBe('STAFF_NETWORK_NOT_ALLOWED');
  });
});

describe('a token of the city', () => {
  const tokenOf = async (browser: Browser, scopes: string[]) => {
    const { json } = await browser.call('POST', '/api-tokens', { name: '連携', scopes });
    return z.object({ token: z.string(), tokenId: z.string() }).parse(json);
  };
  const callWith = async (token: string, method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await console_.server.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) }))
      .statusCode;
  };

  it('does what its scopes say and nothing else', async () => {
    const { browser } = await join();
    const { token } = await tokenOf(browser, ['benefits:read']);
    expect(await callWith(token, 'GET', '/programs')).toBe(200);
    expect(await callWith(token, 'POST', '/programs', {})).toBe(403);
    expect(await callWith(token, 'GET', '/audit')).toBe(403);
    expect(await callWith(token, 'GET', '/staff')).toBe(403);
    expect(await callWith(token, 'GET', '/me')).toBe(403);
  });

  it('never approves', async () => {
    const { browser } = await join();
    const { token } = await tokenOf(browser, ['benefits:read', 'benefits:prepare']);
    expect(await callWith(token, 'POST', '/approvals', {})).toBe(403);
  });

  it('ends when it is revoked, and with the person who made it', async () => {
    const { browser, staffId } = await join();
    const [one, two] = [await tokenOf(browser, ['benefits:read']), await tokenOf(browser, ['benefits:read'])];
    await browser.call('DELETE', `/api-tokens/${one.tokenId}`);
    expect(await callWith(one.token, 'GET', '/programs')).toBe(401);
    expect(await callWith(two.token, 'GET', '/programs')).toBe(200);
    await console_.database.db.withTenant(city.tenantId, ({ sql }) =>
      sql("update staff_member set status = 'disabled' where id = $1", [staffId]),
    );
    expect(await callWith(two.token, 'GET', '/programs')).toBe(401);
  });
});

describe('a passkey', () => {
  it('joins and signs in by itself, and is refused when its answer is shown twice', async () => {
    const { ticket } = await invite();
    const browser = newBrowser();
    const authenticator = newAuthenticator();
    const options = await browser.call('POST', '/invitations/passkey/options', { token: ticket });
    const response = authenticator.register(challengeOf(options.json), handleOf(options.json));
    expect(
      (await browser.call('POST', '/invitations/passkey', { token: ticket, response, label: '庁舎のPC' })).status,
    ).toBe(200);
    expect((await browser.call('GET', '/me/passkeys')).json).toMatchObject({ passkeys: [{ label: '庁舎のPC' }] });

    const next = newBrowser();
    const asked = await next.call('POST', '/sign-in/passkey/options', { city: city.slug });
    const waiting = next.jar.get('ticket') ?? '';
    const answer = authenticator.answer(challengeOf(asked.json));
    expect((await next.call('POST', '/sign-in/passkey', { response: answer })).status).toBe(200);
    expect((await next.call('GET', '/me')).status).toBe(200);

    const thief = newBrowser();
    thief.jar.set('ticket', waiting);
    expect((await thief.call('POST', '/sign-in/passkey', { response: answer })).code).toBe('STAFF_ATTEMPT_EXPIRED');
  });

  it('of another city, or for another site, signs nobody in', async () => {
    const { ticket } = await invite();
    const browser = newBrowser();
    const authenticator = newAuthenticator();
    const options = await browser.call('POST', '/invitations/passkey/options', { token: ticket });
    const response = authenticator.register(challengeOf(options.json), handleOf(options.json));
    await browser.call('POST', '/invitations/passkey', { token: ticket, response, label: 'PC' });
    const other = await createTestTenant(console_.database.db);
    for (const [slug, origin] of [
      [other.slug, ORIGIN],
      [city.slug, 'https://evil.example'],
    ] as const) {
      const next = newBrowser();
      const asked = await next.call('POST', '/sign-in/passkey/options', { city: slug });
      const answer = authenticator.answer(challengeOf(asked.json), origin);
      expect((await next.call('POST', '/sign-in/passkey', { response: answer })).code).toBe('STAFF_PASSKEY_REFUSED');
    }
  });
});

const challengeOf = (json: unknown) =>
  z.object({ options: z.object({ challenge: z.string() }) }).parse(json).options.challenge;
const handleOf = (json: unknown) =>
  z.object({ options: z.object({ user: z.object({ id: z.string() }) }) }).parse(json).options.user.id;

/** A platform authenticator in software: P-256, "none" attestation, the user verified (WebAuthn sections 6.1 and 6.5). */
function newAuthenticator() {
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
