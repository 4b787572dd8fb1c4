// Somebody who has come by an invitation and has all that one signs in with, and browsers for them and for others.
import { inviteStaff, type Role } from '@tenohira/staff';
import type { TestTenant } from '@tenohira/testing';
import { generate } from 'otplib';
import { z } from 'zod';
import type { Method } from '../api/route.ts';
import { FROM_OUR_PAGES, type TestConsole } from './test-console.ts';

export const PASSWORD = 'みずうみ そらいろ きつつき';
/** Where nothing else is said. */
export const EMAIL = 'sakura@city.example';

export type TestBrowser = ReturnType<typeof newBrowser>;

/** Keeps cookies, and calls as our pages do. */
export function newBrowser({ server }: TestConsole, remoteAddress = '127.0.0.1') {
  const jar = new Map<string, string>();
  return {
    jar,
    call: async (method: Method, url: string, body?: object, more: Readonly<Record<string, string>> = {}) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await server.inject({
        ...{ method, url: `/api/v1${url}`, remoteAddress },
        headers: { ...FROM_OUR_PAGES, cookie, ...more },
        ...(body === undefined ? {} : { payload: body }),
      });
      for (const { name, value } of response.cookies) {
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      const json: unknown = response.json();
      const { code } = z.looseObject({ code: z.string().optional() }).parse(json);
      const { statusCode: status, headers, cookies } = response;
      return { status, headers, cookies, json, code };
    },
  };
}

type Person = { role?: Role; email?: string };

export function invite({ database: { db } }: TestConsole, { tenantId }: TestTenant, person: Person = {}) {
  const { role = 'owner', email = EMAIL } = person;
  return db.withTenant(tenantId, (scope) => inviteStaff(scope, { email, name: '担当 さくら', role }, 'system'));
}

/** Follows an invitation to its end. */
export async function joinCity(console_: TestConsole, city: TestTenant, person: Person = {}) {
  const { ticket, staffId, email } = await invite(console_, city, person);
  const browser = newBrowser(console_);
  const first = await browser.call('POST', '/invitations/password', { token: ticket, password: PASSWORD });
  const { secret } = z.object({ totp: z.object({ secret: z.string() }) }).parse(first.json).totp;
  const code = await generate({ secret });
  const second = await browser.call('POST', '/invitations/totp', { token: ticket, code });
  const { recoveryCodes } = z.object({ recoveryCodes: z.array(z.string()) }).parse(second.json);
  return {
    ...{ browser, staffId, email, secret, code, recoveryCodes, ticket },
    /** The code after the one that was used for joining. */
    nextCode: () => generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }),
    /** Another browser, with the password right and the code yet to come. */
    halfSignedIn: async () => {
      const other = newBrowser(console_);
      await other.call('POST', '/sign-in/password', { city: city.slug, email, password: PASSWORD });
      return other;
    },
  };
}
