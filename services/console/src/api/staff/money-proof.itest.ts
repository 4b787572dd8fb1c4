// A city that takes nothing but a passkey where somebody decides about money.
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, expect, it } from 'vitest';
import { challengeOf, handleOf, newAuthenticator } from '../../testing/authenticator.ts';
import { joinCity, type TestBrowser } from '../../testing/joined-person.ts';
import { withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

/** Of a claim that there is not: whoever is let through hears that. */
const approve = ({ call }: TestBrowser) =>
  call('POST', '/approvals', {
    claims: [{ claimId: city.tenantId, seal: 'x' }],
    expected: { count: 1, totalYen: 1 },
  });

/** Of an account that came by password and code; returns how to show it. */
async function addPasskey(browser: TestBrowser) {
  const authenticator = newAuthenticator();
  const asked = await browser.call('POST', '/me/passkeys/options');
  const response = authenticator.register(challengeOf(asked.json), handleOf(asked.json));
  expect((await browser.call('POST', '/me/passkeys', { response, label: '庁舎のPC' })).status).toBe(200);
  return async () => {
    const options = await browser.call('POST', '/step-up/passkey/options');
    const answer = authenticator.answer(challengeOf(options.json));
    return (await browser.call('POST', '/step-up/passkey', { response: answer })).status;
  };
}

it('says so to whoever proved it by a code, for money and for nothing else', async () => {
  const { browser, nextCode } = await joinCity(console_, city);
  expect((await browser.call('PUT', '/money-proof', { passkeyOnly: true })).code).toBe('STAFF_PASSKEY_NEEDED');
  const showPasskey = await addPasskey(browser);
  expect(await showPasskey()).toBe(200);
  expect((await browser.call('PUT', '/money-proof', { passkeyOnly: true })).status).toBe(200);
  expect((await browser.call('GET', '/money-proof')).json).toEqual({ passkeyOnly: true });
  expect((await approve(browser)).status).not.toBe(403);

  await console_.database.db.withTenant(city.tenantId, ({ sql }) =>
    sql(
      "update staff_session set proven_at = now() - interval '11 minutes', passkey_at = now() - interval '11 minutes'",
    ),
  );
  expect((await browser.call('POST', '/step-up/code', { code: await nextCode() })).status).toBe(200);
  const refused = await approve(browser);
  expect([refused.status, refused.code]).toEqual([403, 'STAFF_PASSKEY_NEEDED']);
  expect((await browser.call('PUT', '/money-proof', { passkeyOnly: false })).code).toBe('STAFF_PASSKEY_NEEDED');
  expect((await browser.call('POST', '/me/recovery-codes')).status).toBe(200);
  expect(await showPasskey()).toBe(200);
  expect((await approve(browser)).status).not.toBe(403);
});

it('is none unless it says so', async () => {
  const { browser } = await joinCity(console_, city);
  expect((await browser.call('GET', '/money-proof')).json).toEqual({ passkeyOnly: false });
  expect((await approve(browser)).status).not.toBe(403);
});
