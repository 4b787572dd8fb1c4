import { createFixedClock, hashToken, randomToken, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IdentityDependencies } from './dependencies.ts';
import { type FinishedRequest, finishIdentityRequest } from './finish-identity-request.ts';
import {
  forgetIdentityRequests,
  identityRedirectUri,
  openIdentityRequest,
  startIdentityRequest,
} from './identity-request.ts';
import { createIdentityProvider } from './provider/create-identity-provider.ts';
import { findRegistration, readPerson, withdrawRegistration } from './registration.ts';
import { startTestProvider, type TestPerson, type TestProvider } from './testing/index.ts';

const HANAKO: TestPerson = {
  sub: 'pairwise-hanako',
  name: '見本　花子',
  address: 'みほん県みほん市中央１－２－３',
  birthdate: '19340501',
  gender: '2',
};
const TARO: TestPerson = { ...HANAKO, sub: 'pairwise-taro', name: '見本　太郎', gender: '1' };

let database: TestDatabase;
let tenant: TestTenant;
let provider: TestProvider;
let clock: ReturnType<typeof createFixedClock>;
let deps: IdentityDependencies;

beforeAll(async () => {
  [database, provider] = await Promise.all([openTestDatabase(), startTestProvider()]);
});
beforeEach(async () => {
  tenant = await createTestTenant(database.db);
  clock = createFixedClock('2026-11-24T10:00:00+09:00');
  provider.behave({ holder: HANAKO });
  deps = {
    db: database.db,
    secrets: tenant.secrets,
    clock,
    provider: createClient(),
  };
});
afterEach(checkNothingIsLegible);
afterAll(() => Promise.all([database.drop(), provider.close()]));

function createClient(timeoutMs?: number) {
  return createIdentityProvider({
    issuer: provider.issuer,
    clientId: provider.clientId,
    privateKey: provider.clientPrivateKey,
    redirectUri: identityRedirectUri('https://line.city.example'),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);
const addResident = async () => (await createTestResident(database.db, tenant)).residentId;

async function open(residentId: string, minutes = 60) {
  const request = { requestId: uuidv7(), token: randomToken(), residentId };
  const expiresAt = new Date(clock.now().getTime() + minutes * 60_000);
  await run((db) => openIdentityRequest(db, { ...request, expiresAt }));
  return request;
}

const start = async (token: string, browserToken = randomToken()) => ({
  browserToken,
  ...(await startIdentityRequest(deps, tenant.tenantId, token, { consentVersion: '2026-11', browserToken })),
});

const told: FinishedRequest[] = [];
const finish = (parameters: URLSearchParams, browserToken: string | undefined) =>
  finishIdentityRequest(deps, {
    parameters,
    browserToken,
    onFinished: async (_db, finished) => {
      told.push(finished);
    },
  });

/** All of it: link, consent, card, way back. */
async function register(residentId: string) {
  const { token, requestId } = await open(residentId);
  const { authorizationUrl, browserToken } = await start(token);
  const parameters = await provider.visit(authorizationUrl);
  return { requestId, token, parameters, browserToken, finished: finish(parameters, browserToken) };
}

const requestOf = (id: string) => run((db) => db.prisma.identityRequest.findFirstOrThrow({ where: { id } }));
const auditOf = async (residentId: string) =>
  (
    await run((db) =>
      db.prisma.auditEntry.findMany({ where: { subject: `resident:${residentId}` }, orderBy: { sequence: 'asc' } }),
    )
  ).map(({ action, actor }) => ({ action, actor }));

/** Whatever a test did: nothing that a person could be known by is readable in the rows. */
async function checkNothingIsLegible() {
  const rows = await run(async ({ prisma }) => [
    await prisma.identityRequest.findMany(),
    await prisma.identityRegistration.findMany(),
    await prisma.auditEntry.findMany(),
  ]);
  const text = JSON.stringify(rows, (_key, value) =>
    typeof value === 'bigint'
      ? String(value)
      : value instanceof Uint8Array
        ? Buffer.from(value).toString('latin1')
        : value,
  );
  for (const word of ['見本', '中央', '1934', 'pairwise']) expect(text).not.toContain(word);
}

describe('registering', () => {
  it('keeps sub and the four items, encrypted, with the consent and an audit entry', async () => {
    const residentId = await addResident();
    const { requestId, finished } = await register(residentId);
    expect(await finished).toEqual({ tenantId: tenant.tenantId, requestId, residentId, outcome: 'registered' });
    const registration = await run((db) => findRegistration(db, residentId));
    expect(registration).toMatchObject({
      consentVersion: '2026-11',
      consentedAt: clock.now(),
      verifiedAt: clock.now(),
    });
    expect(await run((db) => readPerson(db, tenant.secrets, registration?.registrationId ?? ''))).toEqual({
      sub: 'pairwise-hanako',
      name: '見本　花子',
      address: 'みほん県みほん市中央１－２－３',
      birthdate: '1934-05-01',
      gender: '2',
    });
    expect(await requestOf(requestId)).toMatchObject({ status: 'registered', errorCode: null });
    expect(await auditOf(residentId)).toEqual([{ action: 'identity.registered', actor: `resident:${residentId}` }]);
  });

  it('takes over a new address of the same person, under the same id', async () => {
    const residentId = await addResident();
    await (await register(residentId)).finished;
    const before = await run((db) => findRegistration(db, residentId));
    clock.advanceMs(86_400_000);
    provider.behave({ holder: { ...HANAKO, address: 'みほん県みほん市港町９－９' } });
    expect(await (await register(residentId)).finished).toMatchObject({ outcome: 'refreshed' });
    const after = await run((db) => findRegistration(db, residentId));
    expect(after).toEqual({ ...before, verifiedAt: clock.now(), consentedAt: clock.now() });
    expect(await run((db) => readPerson(db, tenant.secrets, after?.registrationId ?? ''))).toMatchObject({
      address: 'みほん県みほん市港町９－９',
    });
  });

  it('keeps nothing when the person declines, and says so', async () => {
    const residentId = await addResident();
    provider.behave({ holder: { error: 'access_denied' } });
    const { finished, requestId } = await register(residentId);
    expect(await finished).toMatchObject({ outcome: 'declined' });
    expect(told).toContainEqual(expect.objectContaining({ requestId, outcome: 'declined' }));
    expect(await run((db) => findRegistration(db, residentId))).toBeUndefined();
    expect(await requestOf(requestId)).toMatchObject({ status: 'declined' });
  });

  it.each([
    ['the wrong nonce', { nonce: 'x' }, 'IDENTITY_AUTHENTICATION_FAILED'],
    ['the wrong algorithm', { alg: 'RS256' }, 'IDENTITY_AUTHENTICATION_FAILED'],
    ['another sub at the user info', { userInfoSub: 'x' }, 'IDENTITY_AUTHENTICATION_FAILED'],
    [
      'a card without a readable birth date',
      { holder: { ...HANAKO, birthdate: '00000000' } },
      'IDENTITY_PERSON_INCOMPLETE',
    ],
    ['a provider that does not answer', { hangs: 'token' }, 'IDENTITY_PROVIDER_UNAVAILABLE'],
  ] as const)('registers nobody on %s, records it, and a new link works', async (_title, behaviour, code) => {
    const residentId = await addResident();
    provider.behave({ holder: HANAKO, ...behaviour });
    const sound = deps.provider;
    if ('hangs' in behaviour) deps = { ...deps, provider: createClient(1_000) };
    const { finished, requestId } = await register(residentId);
    await expect(finished).rejects.toMatchObject({ code });
    expect(await requestOf(requestId)).toMatchObject({ status: 'failed', errorCode: code });
    expect(await auditOf(residentId)).toEqual([{ action: 'identity.failed', actor: `resident:${residentId}` }]);
    provider.behave({ holder: HANAKO });
    deps = { ...deps, provider: sound };
    expect(await (await register(residentId)).finished).toMatchObject({ outcome: 'registered' });
  });
});

describe('a link', () => {
  it('dies at its time', async () => {
    const { token } = await open(await addResident(), 10);
    clock.advanceMs(10 * 60_000 + 1);
    await expect(start(token)).rejects.toMatchObject({ code: 'IDENTITY_REQUEST_EXPIRED', statusCode: 410 });
  });

  it('leaves half an hour for the card to who consented in time, and no more', async () => {
    const late = async (minutes: number) => {
      const residentId = await addResident();
      const { token, requestId } = await open(residentId, 1);
      const { authorizationUrl, browserToken } = await start(token);
      clock.advanceMs(minutes * 60_000 + 1);
      return { requestId, finished: finish(await provider.visit(authorizationUrl), browserToken) };
    };
    expect(await (await late(29)).finished).toMatchObject({ outcome: 'registered' });
    const { finished, requestId } = await late(30);
    await expect(finished).rejects.toMatchObject({ code: 'IDENTITY_REQUEST_EXPIRED' });
    expect(await requestOf(requestId)).toMatchObject({ status: 'failed', errorCode: 'IDENTITY_REQUEST_EXPIRED' });
  });

  it('is good for one registration', async () => {
    const { token, finished } = await register(await addResident());
    await finished;
    await expect(start(token)).rejects.toMatchObject({ code: 'IDENTITY_REQUEST_USED', statusCode: 409 });
  });

  it('may be taken twice by the same browser, and then only the newest way back counts', async () => {
    const { token } = await open(await addResident());
    const first = await start(token);
    const second = await start(token, first.browserToken);
    const firstBack = await provider.visit(first.authorizationUrl);
    await expect(finish(firstBack, first.browserToken)).rejects.toMatchObject({ code: 'IDENTITY_STATE_UNKNOWN' });
    const back = await provider.visit(second.authorizationUrl);
    expect(await finish(back, second.browserToken)).toMatchObject({ outcome: 'registered' });
  });

  it('is refused, once somebody has consented by it, to another browser', async () => {
    const { token } = await open(await addResident());
    await start(token);
    await expect(start(token)).rejects.toMatchObject({ code: 'IDENTITY_OTHER_BROWSER', statusCode: 403 });
  });

  it('is of its tenant alone', async () => {
    const { token } = await open(await addResident());
    const other = await createTestTenant(database.db);
    const consent = { consentVersion: '1', browserToken: 'x' };
    for (const tenantId of [other.tenantId, uuidv7(), 'x']) {
      await expect(startIdentityRequest(deps, tenantId, token, consent)).rejects.toMatchObject({
        code: 'IDENTITY_REQUEST_NOT_FOUND',
      });
    }
  });
});

describe('the way back', () => {
  it('is refused to a browser that did not begin, and still works for the one that did', async () => {
    const { token } = await open(await addResident());
    const { authorizationUrl, browserToken } = await start(token);
    const back = await provider.visit(authorizationUrl);
    for (const stranger of [undefined, '', 'x'.repeat(43)]) {
      await expect(finish(back, stranger)).rejects.toMatchObject({ code: 'IDENTITY_OTHER_BROWSER' });
    }
    expect(await finish(back, browserToken)).toMatchObject({ outcome: 'registered' });
  });

  it('shows the same outcome again when the page is loaded again, and tells the chat once', async () => {
    const { parameters, browserToken, finished, requestId } = await register(await addResident());
    const first = await finished;
    expect(await finish(parameters, browserToken)).toEqual(first);
    expect(told.filter((outcome) => outcome.requestId === requestId)).toHaveLength(1);
    await expect(finish(parameters, 'x')).rejects.toMatchObject({ code: 'IDENTITY_OTHER_BROWSER' });
  });

  it('tries a code once when it comes again while the provider is asked', async () => {
    const residentId = await addResident();
    const { token } = await open(residentId);
    const { authorizationUrl, browserToken } = await start(token);
    const back = await provider.visit(authorizationUrl);
    const [atProvider, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const sound = deps.provider;
    const readPerson: typeof sound.readPerson = async (...args) => {
      atProvider.resolve();
      await answer.promise;
      return sound.readPerson(...args);
    };
    deps = { ...deps, provider: { ...sound, readPerson } };
    const first = finish(back, browserToken);
    await atProvider.promise;
    await expect(finish(back, browserToken)).rejects.toMatchObject({ code: 'IDENTITY_REQUEST_USED' });
    answer.resolve();
    expect(await first).toMatchObject({ outcome: 'registered' });
    expect(await auditOf(residentId)).toHaveLength(1);
  });

  it.each(['', 'x', `${uuidv7()}.${randomToken()}`, `${uuidv7()}.`])('knows no state "%s"', async (state) => {
    await expect(finish(new URLSearchParams({ state, code: 'x' }), 'x')).rejects.toMatchObject({
      code: 'IDENTITY_STATE_UNKNOWN',
    });
  });

  it('rolls the registration back with what should be told, and the resident may begin again', async () => {
    const residentId = await addResident();
    const { token } = await open(residentId);
    const { authorizationUrl, browserToken } = await start(token);
    const parameters = await provider.visit(authorizationUrl);
    const onFinished = () => Promise.reject(new Error('the outbox is away'));
    await expect(finishIdentityRequest(deps, { parameters, browserToken, onFinished })).rejects.toThrow('outbox');
    expect(await run((db) => findRegistration(db, residentId))).toBeUndefined();
    const again = await start(token, browserToken);
    const back = await provider.visit(again.authorizationUrl);
    expect(await finish(back, again.browserToken)).toMatchObject({ outcome: 'registered' });
  });
});

describe('one person, one account', () => {
  it('refuses a person who is registered with another LINE account, also at the same moment', async () => {
    const [first, second] = [await addResident(), await addResident()];
    const outcomes = await Promise.allSettled([(await register(first)).finished, (await register(second)).finished]);
    const [refused] = outcomes.filter((result) => result.status === 'rejected');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(refused?.reason).toMatchObject({ code: 'IDENTITY_PERSON_TAKEN', statusCode: 409 });
    const rows = await run(({ prisma }) => prisma.identityRegistration.findMany());
    expect(rows).toHaveLength(1);
  });

  it('refuses a second person on one LINE account, and keeps the first as they were', async () => {
    const residentId = await addResident();
    await (await register(residentId)).finished;
    const before = await run((db) => findRegistration(db, residentId));
    clock.advanceMs(1_000);
    provider.behave({ holder: TARO });
    await expect((await register(residentId)).finished).rejects.toMatchObject({ code: 'IDENTITY_ACCOUNT_TAKEN' });
    expect(await run((db) => findRegistration(db, residentId))).toEqual(before);
  });

  it('lets a person change to another LINE account after withdrawing', async () => {
    const [first, second] = [await addResident(), await addResident()];
    await (await register(first)).finished;
    await run((db) => withdrawRegistration(db, first, `resident:${first}`));
    expect(await (await register(second)).finished).toMatchObject({ outcome: 'registered' });
  });

  it('is counted tenant by tenant', async () => {
    await (await register(await addResident())).finished;
    tenant = await createTestTenant(database.db);
    expect(await (await register(await addResident())).finished).toMatchObject({ outcome: 'registered' });
  });
});

describe('withdrawing', () => {
  it('deletes everything of the person, ends open links, and leaves the fact in the audit log', async () => {
    const residentId = await addResident();
    await (await register(residentId)).finished;
    const { token, requestId } = await open(residentId);
    const { authorizationUrl, browserToken } = await start(token);
    const back = await provider.visit(authorizationUrl);
    expect(await run((db) => withdrawRegistration(db, residentId, `resident:${residentId}`))).toBe(true);
    expect(await run((db) => findRegistration(db, residentId))).toBeUndefined();
    expect(await run(({ prisma }) => prisma.identityRegistration.count())).toBe(0);
    expect((await auditOf(residentId)).map(({ action }) => action)).toEqual([
      'identity.registered',
      'identity.registration-withdrawn',
    ]);
    await expect(finish(back, browserToken)).rejects.toMatchObject({ code: 'IDENTITY_REQUEST_USED' });
    expect(await requestOf(requestId)).toMatchObject({ status: 'failed', errorCode: 'IDENTITY_WITHDRAWN' });
  });

  it('takes with it what a list of a benefit matched, and leaves the list as it is', async () => {
    const residentId = await addResident();
    await (await register(residentId)).finished;
    const { registrationId = '' } = (await run((db) => findRegistration(db, residentId))) ?? {};
    await run((db) => addMatch(db, registrationId));
    await run((db) => withdrawRegistration(db, residentId, `resident:${residentId}`));
    expect(await run(({ prisma }) => prisma.benefitMatch.count())).toBe(0);
    expect(await run(({ prisma }) => prisma.benefitEntitlement.count())).toBe(1);
  });

  it('is nothing to who is not registered', async () => {
    const residentId = await addResident();
    expect(await run((db) => withdrawRegistration(db, residentId, `resident:${residentId}`))).toBe(false);
    expect(await auditOf(residentId)).toEqual([]);
  });

  it('says that there is no such registration when staff still look at it', async () => {
    await expect(run((db) => readPerson(db, tenant.secrets, uuidv7()))).rejects.toMatchObject({
      code: 'IDENTITY_REGISTRATION_NOT_FOUND',
    });
  });
});

it('keeps of link and state only hashes, and of the handshake nothing legible', async () => {
  const { token, requestId } = await open(await addResident());
  const { authorizationUrl } = await start(token);
  const asked = new URL(authorizationUrl).searchParams;
  const row = await requestOf(requestId);
  expect(row).toMatchObject({ tokenHash: hashToken(token), stateHash: hashToken(asked.get('state') ?? '') });
  expect(Buffer.from(row.handshake ?? []).toString('latin1')).not.toContain(asked.get('nonce'));
});

it('forgets requests some days after their time, and nothing of the registration', async () => {
  const residentId = await addResident();
  const { requestId, finished } = await register(residentId);
  await finished;
  const { requestId: fresh } = await open(residentId, 60 * 24 * 365);
  await run(({ sql }) =>
    sql(`update identity_request set expires_at = now() - interval '8 days' where id = $1`, [requestId]),
  );
  expect(await run((db) => forgetIdentityRequests(db, 9))).toBe(0);
  expect(await run((db) => forgetIdentityRequests(db, 7))).toBe(1);
  expect(await requestOf(fresh)).toMatchObject({ status: 'opened' });
  expect(await run((db) => findRegistration(db, residentId))).toBeDefined();
});

/** A benefit with one person on its list, matched with that registration. */
async function addMatch({ prisma }: TenantDb, registrationId: string): Promise<void> {
  const [programId, listId, householdId, entitlementId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const day = new Date('2026-11-01');
  await prisma.benefitProgram.create({
    data: {
      id: programId,
      name: '給付金',
      statute: '要綱',
      amountRule: 'household',
      amountYen: 70_000,
      baseDate: day,
      opensOn: day,
      closesOn: day,
      methods: [],
      texts: {},
      createdBy: 'staff:1',
    },
  });
  await prisma.benefitList.create({
    data: { id: listId, programId, number: 1, fileName: 'list.csv', fileHash: 'h', uploadedBy: 'staff:1' },
  });
  await prisma.benefitHousehold.create({ data: { id: householdId, programId, numberIndex: 'h' } });
  const keys = { keyFull: 'k', keyLot: 'k', keyNameBirth: 'k', keyBirthLot: 'k', keyNameLot: 'k' };
  const person = { personIndex: 'p', rowHash: 'r', person: new Uint8Array(1), isHead: true, amountYen: 70_000 };
  await prisma.benefitEntitlement.create({
    data: { id: entitlementId, programId, householdId, listId, ruleVersion: 1, ...person, ...keys },
  });
  await prisma.benefitMatch.create({
    data: { id: uuidv7(), programId, entitlementId, registrationId, reason: 'full', status: 'accepted' },
  });
}
