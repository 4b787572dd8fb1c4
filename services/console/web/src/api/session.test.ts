import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refreshSession } from './session.ts';

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

const answering = (status: number, body: object = {}) =>
  vi.stubGlobal('fetch', async () => Response.json(body, { status }));

describe('renewing a session', () => {
  it('says that it went well, also to who asked before another tab did it', async () => {
    answering(200);
    expect(await refreshSession(Date.now())).toBe(true);
    answering(401);
    expect(await refreshSession(Date.now() - 1_000)).toBe(true);
  });

  it('says that the session is over where the server says so', async () => {
    answering(401, { code: 'STAFF_NOT_SIGNED_IN' });
    expect(await refreshSession(Date.now())).toBe(false);
  });

  it.each([429, 500, 503])('ends no session because of a %i: that passes, and what was typed stays', async (status) => {
    answering(status, { code: 'BUSY', title: 'もう一度お試しください。' });
    await expect(refreshSession(Date.now())).rejects.toMatchObject({ status, code: 'BUSY' });
  });

  it('says that the network was lost where nothing came back', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
    await expect(refreshSession(Date.now())).rejects.toMatchObject({ code: 'NETWORK_LOST' });
  });
});
