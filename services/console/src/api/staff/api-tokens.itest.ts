import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { joinCity, type TestBrowser } from '../../testing/joined-person.ts';
import { withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

describe('a token of the city', () => {
  const tokenOf = async (browser: TestBrowser, scopes: string[]) => {
    const { json } = await browser.call('POST', '/api-tokens', { name: '連携', scopes });
    return z.object({ token: z.string(), tokenId: z.string() }).parse(json);
  };
  const callWith = async (token: string, method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await console_.server.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) }))
      .statusCode;
  };

  it('does what its scopes say and nothing else', async () => {
    const { browser } = await joinCity(console_, city);
    const { token } = await tokenOf(browser, ['benefits:read']);
    expect(await callWith(token, 'GET', '/programs')).toBe(200);
    expect(await callWith(token, 'POST', '/programs', {})).toBe(403);
    expect(await callWith(token, 'GET', '/audit')).toBe(403);
    expect(await callWith(token, 'GET', '/staff')).toBe(403);
    expect(await callWith(token, 'GET', '/me')).toBe(403);
  });

  it('never approves', async () => {
    const { browser } = await joinCity(console_, city);
    const { token } = await tokenOf(browser, ['benefits:read', 'benefits:prepare']);
    expect(await callWith(token, 'POST', '/approvals', {})).toBe(403);
  });

  it('ends when it is revoked, and with the person who made it', async () => {
    const { browser, staffId } = await joinCity(console_, city);
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
