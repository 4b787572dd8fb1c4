// Somebody who works for a city, with a browser of their own: invited, joined with a password and an authenticator, signed in.
import { uuidv7 } from '@tenohira/core';
import type { Database } from '@tenohira/db';
import { inviteStaff, type Role } from '@tenohira/staff';
import { generate } from 'otplib';
import { z } from 'zod';

export type StaffBrowser = {
  staffId: string;
  email: string;
  password: string;
  /** Base32, as the authenticator has it. */
  totpSecret: string;
  /** Each is good once, at any moment: no need to wait for the authenticator's next code. */
  recoveryCodes: readonly string[];
  /** A call as our own pages make it. `path` begins with /api/v1. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** What signs a real browser in as the same person: for `context.addCookies`, with the address added. */
  cookies(): SetCookie[];
};

export type SetCookie = { name: string; value: string; path: string };

const PASSWORD = 'みずうみ そらいろ きつつき 2026';

const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

/** Invites somebody and follows the link, as the person would. */
export async function employ(
  db: Database,
  tenantId: string,
  consoleUrl: string,
  person: { name: string; role: Role },
): Promise<StaffBrowser> {
  const email = `${uuidv7()}@city.example`;
  const { staffId, ticket } = await db.withTenant(tenantId, (scope) =>
    inviteStaff(scope, { email, ...person }, 'system'),
  );
  const { call, cookies } = createBrowser(consoleUrl);
  const post = async (path: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const response = await call(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const totpSchema = z.object({ totp: z.object({ secret: z.string() }) });
  const { totp } = totpSchema.parse(await post('/invitations/password', { token: ticket, password: PASSWORD }));
  const code = await generate({ secret: totp.secret });
  const { recoveryCodes } = recoveryCodesSchema.parse(await post('/invitations/totp', { token: ticket, code }));
  return { staffId, email, password: PASSWORD, totpSecret: totp.secret, recoveryCodes, fetch: call, cookies };
}

/** fetch with the cookies that it was given, as far as their paths matter here. */
function createBrowser(consoleUrl: string): { call: StaffBrowser['fetch']; cookies: StaffBrowser['cookies'] } {
  const jar = new Map<string, SetCookie>();
  const call: StaffBrowser['fetch'] = async (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar.values()].map(({ name, value }) => `${name}=${value}`).join('; '));
    headers.set('x-tenohira-request', '1');
    const response = await fetch(`${consoleUrl}${path}`, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(/;\s*/);
      const [name = '', value = ''] = pair.split('=');
      const where = attributes.find((each) => /^path=/i.test(each))?.slice('path='.length) ?? '/';
      if (value === '') jar.delete(name);
      else jar.set(name, { name, value, path: where });
    }
    return response;
  };
  return { call, cookies: () => [...jar.values()] };
}
