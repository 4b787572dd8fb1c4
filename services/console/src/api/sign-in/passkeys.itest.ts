import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { challengeOf, handleOf, newAuthenticator } from '../../testing/authenticator.ts';
import { invite, newBrowser, PASSWORD } from '../../testing/joined-person.ts';
import { ORIGIN, withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

async function joinWithPasskey(label: string) {
  const { ticket } = await invite(console_, city);
  const browser = newBrowser(console_);
  const authenticator = newAuthenticator();
  const options = await browser.call('POST', '/invitations/passkey/options', { token: ticket });
  const response = authenticator.register(challengeOf(options.json), handleOf(options.json));
  const { status } = await browser.call('POST', '/invitations/passkey', { token: ticket, response, label });
  expect(status).toBe(200);
  return { browser, authenticator };
}

describe('a passkey', () => {
  it('joins and signs in by itself, and is refused when its answer is shown twice', async () => {
    const { browser, authenticator } = await joinWithPasskey('庁舎のPC');
    expect((await browser.call('GET', '/me/passkeys')).json).toMatchObject({ passkeys: [{ label: '庁舎のPC' }] });

    const next = newBrowser(console_);
    const asked = await next.call('POST', '/sign-in/passkey/options', { city: city.slug });
    const waiting = next.jar.get('ticket') ?? '';
    const answer = authenticator.answer(challengeOf(asked.json));
    expect((await next.call('POST', '/sign-in/passkey', { response: answer })).status).toBe(200);
    expect((await next.call('GET', '/me')).status).toBe(200);

    const thief = newBrowser(console_);
    thief.jar.set('ticket', waiting);
    expect((await thief.call('POST', '/sign-in/passkey', { response: answer })).code).toBe('STAFF_ATTEMPT_EXPIRED');
  });

  it('needs no password beside it; a first one is chosen without a present one, and the next with it', async () => {
    const { browser } = await joinWithPasskey('庁舎のPC');
    expect((await browser.call('GET', '/me')).json).toMatchObject({ hasPassword: false });
    expect((await browser.call('PUT', '/me/password', { next: PASSWORD })).status).toBe(200);
    expect((await browser.call('GET', '/me')).json).toMatchObject({ hasPassword: true });
    const again = { next: 'まくら ひこうき きんかん百' };
    expect((await browser.call('PUT', '/me/password', again)).code).toBe('STAFF_PASSWORD_WRONG');
    expect((await browser.call('PUT', '/me/password', { present: PASSWORD, ...again })).status).toBe(200);
  });

  it('of another city, or for another site, signs nobody in', async () => {
    const { authenticator } = await joinWithPasskey('PC');
    const other = await createTestTenant(console_.database.db);
    for (const [slug, origin] of [
      [other.slug, ORIGIN],
      [city.slug, 'https://evil.example'],
    ] as const) {
      const next = newBrowser(console_);
      const asked = await next.call('POST', '/sign-in/passkey/options', { city: slug });
      const answer = authenticator.answer(challengeOf(asked.json), origin);
      expect((await next.call('POST', '/sign-in/passkey', { response: answer })).code).toBe('STAFF_PASSKEY_REFUSED');
    }
  });
});
