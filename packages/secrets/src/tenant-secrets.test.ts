import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTenantSecrets } from './tenant-secrets.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';
const OTHER = '018f0000-0000-7000-8000-000000000002';

function createFixture(masterKey = randomBytes(32).toString('base64')) {
  const stored = new Map<string, { version: number; wrappedKey: Uint8Array }[]>();
  const secrets = createTenantSecrets({ masterKey, loadKeys: async (tenantId) => stored.get(tenantId) ?? [] });
  for (const tenantId of [TENANT, OTHER])
    stored.set(tenantId, [{ version: 1, wrappedKey: secrets.wrapNewKey(tenantId) }]);
  return { secrets, stored };
}

describe('tenant secrets', () => {
  it('opens what it sealed', async () => {
    const { secrets } = createFixture();
    const sealed = await secrets.encrypt(TENANT, 'table.column:1', '山田 花子');
    expect((await secrets.decrypt(TENANT, 'table.column:1', sealed)).toString()).toBe('山田 花子');
    expect(sealed.includes('花子')).toBe(false);
  });

  it('seals the same text differently each time', async () => {
    const { secrets } = createFixture();
    const [first, second] = await Promise.all([secrets.encrypt(TENANT, 'p', 'x'), secrets.encrypt(TENANT, 'p', 'x')]);
    expect(first.equals(second)).toBe(false);
  });

  it.each([
    ['another place', TENANT, 'table.column:2'],
    ['another tenant', OTHER, 'table.column:1'],
  ])('does not open in %s', async (_title, tenantId, place) => {
    const { secrets } = createFixture();
    const sealed = await secrets.encrypt(TENANT, 'table.column:1', 'x');
    await expect(secrets.decrypt(tenantId, place, sealed)).rejects.toMatchObject({ code: 'SECRETS_NOT_DECRYPTABLE' });
  });

  it('notices a changed byte wherever it is', async () => {
    const { secrets } = createFixture();
    const sealed = await secrets.encrypt(TENANT, 'p', 'text');
    for (let index = 3; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      await expect(secrets.decrypt(TENANT, 'p', changed)).rejects.toMatchObject({ code: 'SECRETS_NOT_DECRYPTABLE' });
    }
  });

  it('opens nothing once the data key is destroyed', async () => {
    const { secrets, stored } = createFixture();
    const sealed = await secrets.encrypt(TENANT, 'p', 'text');
    stored.delete(TENANT);
    const later = createTenantSecrets({ masterKey: randomBytes(32).toString('base64'), loadKeys: async () => [] });
    await expect(later.decrypt(TENANT, 'p', sealed)).rejects.toMatchObject({ code: 'SECRETS_NO_KEY' });
  });

  it('gives the same index for the same value, and another for each tenant and purpose', async () => {
    const { secrets } = createFixture();
    const index = await secrets.blindIndex(TENANT, 'name', 'やまだ');
    expect(await secrets.blindIndex(TENANT, 'name', 'やまだ')).toBe(index);
    expect(await secrets.blindIndex(OTHER, 'name', 'やまだ')).not.toBe(index);
    expect(await secrets.blindIndex(TENANT, 'address', 'やまだ')).not.toBe(index);
  });

  it('refuses a master key of the wrong length', () => {
    expect(() => createFixture(Buffer.from('short').toString('base64'))).toThrow(/32 bytes/);
  });
});
