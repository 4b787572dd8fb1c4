// Where oidc-provider keeps what it issued. In memory: after a restart residents begin again, as they would with the app.
import type { Clock } from '@tenohira/core';
import type { Adapter, AdapterPayload } from 'oidc-provider';

type Kept = { payload: AdapterPayload; expiresAtMs: number };

/** Sweeping at each write would be a walk through all of it at each step of a handshake. */
const WRITES_BETWEEN_SWEEPS = 1_000;

/**
 * One storage for all models, shared by the issuers. Things expire by the sandbox's clock, so that a test can let a
 * code or a page run out. `findClient` is asked for clients, which are registered elsewhere.
 */
export function createIdentityStorage(
  clock: Clock,
  findClient: (clientId: string) => AdapterPayload | undefined,
): { adapter(model: string): Adapter; clear(): void } {
  const kept = new Map<string, Kept>();
  let writes = 0;

  const read = (key: string): AdapterPayload | undefined => {
    const entry = kept.get(key);
    return entry === undefined || entry.expiresAtMs <= clock.now().getTime() ? undefined : entry.payload;
  };
  const sweep = () => {
    const now = clock.now().getTime();
    for (const [key, { expiresAtMs }] of kept) if (expiresAtMs <= now) kept.delete(key);
  };
  const findWhere = (model: string, matches: (payload: AdapterPayload) => boolean) => {
    for (const key of kept.keys()) {
      const payload = key.startsWith(`${model}:`) ? read(key) : undefined;
      if (payload !== undefined && matches(payload)) return payload;
    }
    return undefined;
  };

  const adapter = (model: string): Adapter => ({
    upsert: async (id, payload, expiresIn) => {
      writes += 1;
      if (writes % WRITES_BETWEEN_SWEEPS === 0) sweep();
      const expiresAtMs = expiresIn === undefined ? Infinity : clock.now().getTime() + expiresIn * 1_000;
      kept.set(`${model}:${id}`, { payload, expiresAtMs });
    },
    find: async (id) => (model === 'Client' ? findClient(id) : read(`${model}:${id}`)),
    findByUid: async (uid) => findWhere(model, (payload) => payload.uid === uid),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = read(`${model}:${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1_000);
    },
    destroy: async (id) => {
      kept.delete(`${model}:${id}`);
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  });
  return { adapter, clear: () => kept.clear() };
}
