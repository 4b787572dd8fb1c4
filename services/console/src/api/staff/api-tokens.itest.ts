import { addApiToken } from '@tenohira/staff';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { furnishCity } from '../../testing/furnished-city.ts';
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

  it('is neither of the two who have to agree that a doubtful match is one', async () => {
    const { city: rich, owner, ids } = await furnishCity(console_);
    const editor = await console_.signIn(rich.tenantId, 'editor');
    const made = { name: '連携', scopes: ['benefits:prepare'], days: 1 };
    const { token } = await console_.database.db.withTenant(rich.tenantId, (db) =>
      addApiToken(db, { tell: async () => {} }, { ...made, createdBy: editor.staffId }),
    );
    const url = `/matches/${ids.matchId}/decision`;
    expect(await callWith(token, 'POST', url, { decision: 'accept' })).toBe(403);
    expect((await owner.call('POST', url, { decision: 'accept' })).status).toBe(200);
    expect(await callWith(token, 'POST', url, { decision: 'accept' })).toBe(403);
    expect((await editor.call('POST', url, { decision: 'accept' })).json).toEqual({ status: 'accepted' });
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

  it('stays ended when the person who made it comes back', async () => {
    const { browser, staffId } = await joinCity(console_, city);
    const { token } = await tokenOf(browser, ['benefits:read']);
    const owner = await console_.signIn(city.tenantId, 'owner');
    expect((await owner.call('POST', `/staff/${staffId}/disabling`)).status).toBe(200);
    expect((await owner.call('GET', '/api-tokens')).json).toEqual({ tokens: [] });
    await owner.call('POST', `/staff/${staffId}/invitation`);
    await console_.database.db.withTenant(city.tenantId, ({ sql }) =>
      sql("update staff_member set status = 'active' where id = $1", [staffId]),
    );
    expect(await callWith(token, 'GET', '/programs')).toBe(401);
  });
});
