// A password that has leaked somewhere, chosen in the console, which asks the sandbox over HTTP.
import { inviteStaff, requestPasswordReset } from '@tenohira/staff';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { joinCity, newBrowser, PASSWORD } from '../../services/console/src/testing/joined-person.ts';
import { type OpenedConsole, openTestConsole } from '../../services/console/src/testing/test-console.ts';
import { buildSandbox } from '../../services/sandbox/src/app.ts';

const LEAKED = 'correct horse battery staple';
const BREACHED = { status: 400, code: 'STAFF_PASSWORD_BREACHED' };

const lines: string[] = [];
let sandbox: Awaited<ReturnType<typeof buildSandbox>>;
let console_: OpenedConsole;
let city: TestTenant;
beforeAll(async () => {
  sandbox = await buildSandbox();
  const url = await sandbox.listen({ port: 0, host: '127.0.0.1' });
  console_ = await openTestConsole(() => ({}), { stream: { write: (line) => lines.push(line) } }, url);
});
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});
afterAll(async () => {
  await console_.close();
  await sandbox.close();
});

const invite = async () => {
  const person = { email: 'new@city.example', name: '新人', role: 'viewer' };
  return (await console_.database.db.withTenant(city.tenantId, (db) => inviteStaff(db, person, 'system'))).ticket;
};

it('is refused wherever somebody chooses a password', async () => {
  const token = await invite();
  const first = await newBrowser(console_).call('POST', '/invitations/password', { token, password: LEAKED });
  expect(first).toMatchObject(BREACHED);
  const { browser, email } = await joinCity(console_, city);
  expect(await browser.call('PUT', '/me/password', { present: PASSWORD, next: LEAKED })).toMatchObject(BREACHED);
  const reset = await console_.database.db.withTenant(city.tenantId, (db) => requestPasswordReset(db, email));
  const body = { token: reset?.ticket, password: LEAKED };
  expect(await newBrowser(console_).call('POST', '/password-reset/password', body)).toMatchObject(BREACHED);
  // Its link is still good for another.
  const another = { ...body, password: 'まくら ひこうき きんかん百' };
  expect((await newBrowser(console_).call('POST', '/password-reset/password', another)).status).toBe(200);
});

it('is taken where nobody answers, which is logged and counted', async () => {
  await sandbox.close();
  const token = await invite();
  const { status } = await newBrowser(console_).call('POST', '/invitations/password', { token, password: LEAKED });
  expect(status).toBe(200);
  expect(lines.filter((line) => line.includes('was not looked up among breached ones'))).toHaveLength(1);
  expect(lines.join()).not.toContain(LEAKED);
  const metrics = await console_.server.inject('/metrics');
  expect(metrics.body).toMatch(/^staff_passwords_unchecked_total\{[^}]*\} 1$/m);
});
