import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { joinCity } from '../../testing/joined-person.ts';
import { withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

describe("a city's networks", () => {
  it('keep everybody else out, at once, and never the person who sets them', async () => {
    const { browser } = await joinCity(console_, city);
    const outside = await browser.call('PUT', '/networks', { networks: ['203.0.113.0/24'] });
    expect(outside.code).toBe('STAFF_NETWORK_LOCKS_OUT');
    expect((await browser.call('PUT', '/networks', { networks: ['127.0.0.0/8'] })).status).toBe(200);
    expect((await browser.call('GET', '/me')).status).toBe(200);
    await console_.database.db.withTenant(city.tenantId, ({ sql }) =>
      sql("update staff_network_policy set networks = '{203.0.113.0/24}'"),
    );
    expect((await browser.call('GET', '/me')).code).toBe('STAFF_NETWORK_NOT_ALLOWED');
  });

  it.each(['127.0.0.0/8/9', 'fe80::1%eth0/64', '127.0.0.1', '127.0.0.0/33'])('are not %s', async (network) => {
    const { browser } = await joinCity(console_, city);
    const { code } = await browser.call('PUT', '/networks', { networks: ['127.0.0.0/8', network] });
    expect(code).toBe('STAFF_NETWORK_INVALID');
  });
});
