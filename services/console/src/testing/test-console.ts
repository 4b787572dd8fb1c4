// The console on a database of the test's own, and people of every role who call it.
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { systemClock } from '@tenohira/core';
import { features } from '@tenohira/features';
import { createLineClients } from '@tenohira/messaging';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods } from '@tenohira/payouts';
import type { Server } from '@tenohira/service-kit';
import { addStaff, type Role } from '@tenohira/staff';
import { createTestSecrets, openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { z } from 'zod';
import type { ConsoleTools } from '../api/console-tools.ts';
import type { Method } from '../api/route.ts';
import { buildConsole } from '../app.ts';

export type Answer = { status: number; headers: Readonly<Record<string, unknown>>; text: string; json: unknown };

/** Somebody who is signed in. */
export type Caller = {
  staffId: string;
  headers: Readonly<Record<string, string>>;
  /** `url` is below /api/v1. A Buffer is sent as a CSV file. */
  call(method: Method, url: string, body?: object | Buffer): Promise<Answer>;
};

export type TestConsole = {
  database: TestDatabase;
  server: Server;
  tools: ConsoleTools;
  /** A person of that role in that city, signed in; each call makes another person. */
  signIn(tenantId: string, role: Role): Promise<Caller>;
  close(): Promise<void>;
};

/** `replace` takes the place of tools, for instance LINE clients that talk to a stub. */
export async function openTestConsole(
  replace: (database: TestDatabase) => Partial<ConsoleTools> = () => ({}),
): Promise<TestConsole> {
  const database = await openTestDatabase();
  const { db } = database;
  const secrets = createTestSecrets(db);
  const methods = createPayoutMethods(payoutMethods);
  const tools: ConsoleTools = {
    ...{ db, secrets, methods, clock: systemClock, publicBaseUrl: 'https://city.example' },
    ...{ billing: { db, clock: systemClock, graceDays: 30 }, consoleBaseUrl: 'https://console.example' },
    payouts: { db, secrets, methods, endpoints: {}, clock: systemClock, onChange: async () => {} },
    catalog: createCatalog(features, sharedBlocks),
    lineClients: createLineClients({
      db,
      secrets,
      apiBaseUrl: 'http://127.0.0.1:9',
      dataApiBaseUrl: 'http://127.0.0.1:9',
    }),
    ...replace(database),
  };
  const server = buildConsole({ ...tools, log: false });
  return {
    database,
    server,
    tools,
    signIn: async (tenantId, role) => {
      const { staffId, token } = await db.withTenant(tenantId, (scope) =>
        addStaff(scope, { name: `試験 ${role}`, role }, 'system'),
      );
      const headers = { authorization: `Bearer ${token}` };
      return { staffId, headers, call: callAs(server, headers) };
    },
    close: async () => {
      await server.close();
      await database.drop();
    },
  };
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
