// The console on a database of the test's own, and people of every role who call it.
import { generateKeyPairSync } from 'node:crypto';
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { type Clock, systemClock } from '@tenohira/core';
import { features } from '@tenohira/features';
import { createLineClients } from '@tenohira/messaging';
import { ensurePlatformTenant } from '@tenohira/onboarding';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods } from '@tenohira/payouts';
import type { Server } from '@tenohira/service-kit';
import { createBreachedPasswords, type Role, relyingPartyOf } from '@tenohira/staff';
import { createActiveStaff } from '@tenohira/staff/testing';
import { createTestSecrets, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { createLimits } from '../access/limits.ts';
import type { ConsoleTools } from '../api/console-tools.ts';
import type { Method } from '../api/route.ts';
import { buildConsole, type ConsoleOptions } from '../app.ts';
import { onboardingPorts } from '../onboarding/ports.ts';

/** Without https, so that cookies carry no prefix. */
export const ORIGIN = 'http://console.example';
/** Nobody listens there. */
const NO_LINE = { apiBaseUrl: 'http://127.0.0.1:9', dataApiBaseUrl: 'http://127.0.0.1:9' };
/** What our own pages send along. */
export const FROM_OUR_PAGES = { origin: ORIGIN, 'x-tenohira-request': '1' };

/** What a test console has besides: whom it asks about passwords. */
type TestTools = Omit<ConsoleTools, 'breached'>;

export type Answer = { status: number; headers: Readonly<Record<string, unknown>>; text: string; json: unknown };

/** Somebody who is signed in. */
export type Caller = {
  staffId: string;
  sessionId: string;
  headers: Readonly<Record<string, string>>;
  /** `url` is below /api/v1. A Buffer is sent as a CSV file. */
  call(method: Method, url: string, body?: object | Buffer): Promise<Answer>;
};

export type TestConsole = {
  database: TestDatabase;
  server: Server;
  tools: TestTools;
  /** A person of that role in that city, signed in; each call makes another person. An operator is the platform's, not a city's. */
  signIn(tenantId: string, role: Role): Promise<Caller>;
};

export type OpenedConsole = TestConsole & { close(): Promise<void> };

/**
 * @param replace takes the place of tools, for instance LINE clients that talk to a stub
 * @param log where lines of the log go; nowhere without it
 * @param pwnedPasswordsUrl who is asked about passwords; nobody without it
 */
export async function openTestConsole(
  replace: (database: TestDatabase, tools: TestTools) => Partial<TestTools> = () => ({}),
  log: ConsoleOptions['log'] = false,
  pwnedPasswordsUrl?: string,
): Promise<OpenedConsole> {
  const database = await openTestDatabase();
  const { db } = database;
  const secrets = createTestSecrets(db);
  const usual = makeTestTools({ db, secrets, origin: ORIGIN });
  const tools = { ...usual, ...replace(database, usual) };
  const { queues, limits, ...rest } = tools;
  const opened = queues === undefined ? {} : { queues: () => queues };
  const breached = askAbout(pwnedPasswordsUrl);
  const server = await buildConsole({
    ...rest,
    ...opened,
    limits: () => limits,
    breached,
    signingKey: newSigningKey(),
    log,
  });
  await server.ready();
  return {
    database,
    server,
    tools,
    signIn: (tenantId, role) => signInAt(server, tools, tenantId, role),
    close: async () => {
      await server.close();
      await database.drop();
    },
  };
}

/** A new person of that role, signed in at that server. */
export async function signInAt(
  server: Server,
  { db, secrets }: Pick<ConsoleTools, 'db' | 'secrets'>,
  tenantId: string,
  role: Role,
): Promise<Caller> {
  const home = role === 'operator' ? (await ensurePlatformTenant(db, secrets)).tenantId : tenantId;
  const { staffId, session } = await createActiveStaff(db, home, { role });
  const accessToken = server.jwt.sign({ tenantId: home, sessionId: session.sessionId });
  const headers = { cookie: `access=${accessToken}`, ...FROM_OUR_PAGES };
  return { staffId, sessionId: session.sessionId, headers, call: callAs(server, headers) };
}

/** For the tests of a file: opened before them, closed after them. */
export function withTestConsole(...given: Parameters<typeof openTestConsole>): TestConsole {
  let opened: OpenedConsole | undefined;
  beforeAll(async () => {
    opened = await openTestConsole(...given);
  });
  afterAll(() => opened?.close());
  const console_ = (): TestConsole => {
    if (!opened) throw new Error('the console is there within tests and hooks');
    return opened;
  };
  return {
    get database() {
      return console_().database;
    },
    get server() {
      return console_().server;
    },
    get tools() {
      return console_().tools;
    },
    signIn: (tenantId, role) => console_().signIn(tenantId, role),
  };
}

/** The tools of a console that reaches nothing outside. `clock`: the system's. */
export function makeTestTools({
  db,
  secrets,
  origin,
  clock = systemClock,
}: Pick<ConsoleTools, 'db' | 'secrets'> & { origin: string; clock?: Clock }): TestTools {
  const methods = createPayoutMethods(payoutMethods);
  const catalog = createCatalog(features, sharedBlocks);
  const party = relyingPartyOf(origin);
  const common = { db, secrets, clock, catalog, publicBaseUrl: 'https://city.example' };
  const lineClients = createLineClients({ db, secrets, ...NO_LINE });
  const billing = { db, clock, graceDays: 30 };
  return {
    ...{ ...common, methods, party },
    ...{ billing, lineClients },
    payouts: { db, secrets, methods, endpoints: {}, clock, onChange: async () => {} },
    onboarding: {
      ...common,
      lineApi: NO_LINE,
      ports: onboardingPorts({ ...common, party, methods, lineClients, billing }),
    },
    limits: createLimits({ openPerMinute: 10_000, callerPerMinute: 10_000, decisionsPerMinute: 10_000 }),
  };
}

/** `url` undefined: no password has ever leaked. */
export function askAbout(baseUrl?: string): ConsoleOptions['breached'] {
  if (baseUrl === undefined) return () => ({ has: async () => false });
  return (onUnreachable) => createBreachedPasswords({ baseUrl, onUnreachable });
}

const json = z.json();

/** Calls as whoever these headers say. */
export function callAs(server: Server, headers: Readonly<Record<string, string>>): Caller['call'] {
  return async (method, url, body) => {
    const response = await server.inject({
      method,
      url: `/api/v1${url}`,
      headers: { ...headers, ...(Buffer.isBuffer(body) ? { 'content-type': 'text/csv' } : {}) },
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = /json/.test(String(response.headers['content-type']));
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      json: isJson ? json.parse(response.json()) : undefined,
    };
  };
}

/** As `openssl genpkey -algorithm ed25519` makes one. */
export function newSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
