// How a session ends: by its owner from another browser, by silence, by age; and what is left of it in the browser.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineErrors } from '@tenohira/core';
import { disableStaff } from '@tenohira/staff';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { generate } from 'otplib';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { joinCity, type TestBrowser } from '../../testing/joined-person.ts';
import { openTestConsole, withTestConsole } from '../../testing/test-console.ts';

const { UNAVAILABLE } = defineErrors('TEST', {
  UNAVAILABLE: { message: 'away', userMessage: 'お待ちください。', statusCode: 503, retry: 'later' },
});

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

describe('signing out', () => {
  it('leaves nothing behind in the browser; a session that ends by itself leaves the way in', async () => {
    const { browser } = await joinCity(console_, city);
    const { headers } = await browser.call('POST', '/session/end');
    expect(headers['clear-site-data']).toBe('"cache", "storage"');
    // The city that was chosen on this machine stays for the next morning.
    expect((await browser.call('POST', '/session/refresh')).headers['clear-site-data']).toBeUndefined();
  });

  it('in all other browsers is for their owner to say, after a new authenticator or at any time', async () => {
    const person = await joinCity(console_, city);
    const { browser } = person;
    const other = await person.halfSignedIn();
    await other.call('POST', '/sign-in/code', { code: await person.nextCode() });
    const begun = await browser.call('POST', '/me/totp');
    const { secret } = z.object({ secret: z.string() }).parse(begun.json);
    await browser.call('POST', '/me/totp/confirm', { code: await generate({ secret }) });
    expect((await other.call('GET', '/me')).status).toBe(200);
    expect((await browser.call('POST', '/sessions/end-others')).status).toBe(200);
    expect((await other.call('GET', '/me')).status).toBe(401);
    expect((await other.call('POST', '/session/refresh')).status).toBe(401);
    expect((await browser.call('GET', '/me')).status).toBe(200);
  });
});

describe('a session', () => {
  /** As if so long had passed since then: the database's clock decides, so its rows go back. */
  const letPass = (column: 'refreshed_at' | 'expires_at', time: string) =>
    console_.database.db.withTenant(city.tenantId, ({ sql }) =>
      sql(`update staff_session set ${column} = ${column} - $1::interval`, [time]),
    );
  const goesOn = async ({ call }: TestBrowser) => [
    (await call('GET', '/me')).status,
    (await call('POST', '/session/refresh')).status,
  ];

  it('ends by two hours of silence', async () => {
    const { browser } = await joinCity(console_, city);
    await letPass('refreshed_at', '1 hour 59 minutes');
    expect(await goesOn(browser)).toEqual([200, 200]);
    await letPass('refreshed_at', '2 hours');
    expect(await goesOn(browser)).toEqual([401, 401]);
  });

  it('that ends while a body is on its way takes the call along', async () => {
    const owner = await console_.signIn(city.tenantId, 'owner');
    await console_.server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = console_.server.server.address() as AddressInfo; // it listens on a port
    const body = JSON.stringify({ name: 'いつわり課' });
    const sending = request({
      ...{ port, method: 'POST', path: '/api/v1/departments' },
      headers: {
        ...owner.headers,
        ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), expect: '100-continue' },
      },
    });
    sending.flushHeaders();
    await once(sending, 'continue');
    const { staffId } = owner;
    await console_.signIn(city.tenantId, 'owner');
    await console_.database.db.withTenant(city.tenantId, (scope) => disableStaff(scope, { staffId }, 'system'));
    sending.end(body);
    const [response] = (await once(sending, 'response')) as [IncomingMessage]; // what node:http emits
    response.resume();
    expect(response.statusCode).toBe(401);
    const made = await console_.database.db.readTenant(city.tenantId, ({ prisma }) => prisma.department.count());
    expect(made).toBe(0);
  });

  it('goes on after a moment in which the database was away', async () => {
    let isAway = false;
    const shaky = await openTestConsole(({ db }) => ({
      db: {
        ...db,
        withTenant: (tenantId, work) => (isAway ? Promise.reject(UNAVAILABLE()) : db.withTenant(tenantId, work)),
      },
    }));
    const { browser } = await joinCity(shaky, await createTestTenant(shaky.database.db));
    isAway = true;
    expect((await browser.call('POST', '/session/refresh')).status).toBe(503);
    isAway = false;
    expect((await browser.call('POST', '/session/refresh')).status).toBe(200);
    await shaky.close();
  });

  it('ends after twelve hours, however busy', async () => {
    const { browser } = await joinCity(console_, city);
    await letPass('expires_at', '11 hours 59 minutes');
    expect(await goesOn(browser)).toEqual([200, 200]);
    await letPass('expires_at', '1 minute');
    expect(await goesOn(browser)).toEqual([401, 401]);
  });
});
