// What staff and residents type, and what opens doors, is in no line of the log: neither where all goes well nor where it fails.

import { requestPasswordReset } from '@tenohira/staff';
import { createTestTenant } from '@tenohira/testing';
import { expect, it } from 'vitest';
import { storeResetLetter } from '../access/letters.ts';
import { joinCity, newBrowser, PASSWORD } from '../testing/joined-person.ts';
import { submitTestCase } from '../testing/submit-test-case.ts';
import { withTestConsole } from '../testing/test-console.ts';

const CANARY = 'カナリア山田花子';
const lines: string[] = [];

const console_ = withTestConsole(() => ({}), { stream: { write: (line) => lines.push(line) } });

it('holds no password, code, token, cookie, address, name or text', async () => {
  const { db } = console_.database;
  const city = await createTestTenant(db);
  const email = 'canary.hanako@city.example';
  const person = await joinCity(console_, city, { email });
  const { browser } = person;
  const secrets = [
    CANARY,
    email,
    'canary.hanako',
    'さくら',
    PASSWORD,
    person.secret,
    person.code,
    person.ticket,
    ...person.recoveryCodes,
  ];

  // Signing in, right and wrong,
  const anybody = newBrowser(console_);
  await anybody.call('POST', '/sign-in/password', { city: city.slug, email, password: `${CANARY} wrong` });
  await anybody.call('POST', '/sign-in/password', { city: CANARY, email: CANARY, password: CANARY });
  await anybody.call('POST', '/sign-in/password', { city: city.slug, email, password: 7, more: CANARY });
  const half = await person.halfSignedIn();
  const next = await person.nextCode();
  await half.call('POST', '/sign-in/code', { code: '999999' });
  await half.call('POST', '/sign-in/code', { code: next });
  await browser.call('POST', '/step-up/code', { code: '888888' });
  await browser.call('POST', '/session/refresh');
  secrets.push(next, '999999', '888888');
  // an invitation, a reset,
  await browser.call('POST', '/staff', { email: `new.${email}`, name: CANARY, role: 'viewer' });
  await browser.call('POST', '/staff', { email: `new.${email}`, name: CANARY, role: 'viewer' });
  await browser.call('POST', '/staff', { email: CANARY, name: CANARY, role: CANARY });
  await anybody.call('POST', '/password-reset', { city: city.slug, email });
  const reset = await db.withTenant(city.tenantId, async (scope) => {
    await scope.sql('delete from staff_link');
    const asked = await requestPasswordReset(scope, email);
    if (asked) await storeResetLetter(scope, { secrets: console_.tools.secrets, party: console_.tools.party }, asked);
    return asked?.ticket ?? '';
  });
  await anybody.call('POST', '/password-reset/password', { token: reset, password: 'password' });
  await anybody.call('POST', '/password-reset/password', { token: `${reset}${CANARY}`, password: CANARY });
  secrets.push(reset);
  // what a case holds and what is said about it,
  const { number } = await submitTestCase(db, city, { title: CANARY });
  const at = `/cases/${number}`;
  await browser.call('POST', `${at}/replies`, { text: CANARY, version: 1 });
  await browser.call('POST', `${at}/replies`, { text: CANARY, version: 77 });
  await browser.call('POST', `${at}/notes`, { text: `${CANARY}\u0000` });
  await browser.call('GET', `/cases?text=${encodeURIComponent(CANARY)}`);
  await browser.call('GET', `/cases/${encodeURIComponent(CANARY)}`);
  // a list that is none, a channel's secret,
  const program = { name: CANARY, statute: CANARY, amountRule: 'household', amountYen: 10_000 };
  const dates = { baseDate: '2026-11-01', opensOn: '2026-12-01', closesOn: '2027-01-29', methods: ['noop'] };
  const created = await browser.call('POST', '/programs', { ...program, ...dates });
  const { id } = created.json as { id: string };
  for (const bytes of [`${CANARY},${CANARY}\r\n`, '\u0000\u0001', `氏名,住所\r\n${CANARY},x\r\n`]) {
    await console_.server.inject({
      ...{
        method: 'POST',
        url: `/api/v1/programs/${id}/lists?fileName=${encodeURIComponent(CANARY)}.csv`,
        payload: bytes,
      },
      headers: {
        ...{ origin: 'http://console.example', 'x-tenohira-request': '1', 'content-type': 'text/csv' },
        cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
  }
  const channelSecret = 'c0ffee'.repeat(5).concat('00');
  await browser.call('PUT', '/channel', { channelSecret });
  const token = await browser.call('POST', '/api-tokens', { name: CANARY, scopes: ['cases:read'] });
  secrets.push(channelSecret, (token.json as { token: string }).token);
  // and a secret shown in the wrong place.
  await browser.call('GET', '/me', undefined, { authorization: `Bearer ${person.ticket}` });
  secrets.push(...browser.jar.values(), ...half.jar.values());

  expect(lines.length).toBeGreaterThan(10);
  expect(lines.join('')).toContain('STAFF_SIGN_IN_FAILED');
  const log = `${lines.join('')}${decodeURIComponent(lines.join('').replaceAll('%', '%25'))}`;
  for (const secret of secrets.filter((each) => each.length > 3))
    expect(log.includes(secret), `the log holds ${secret}`).toBe(false);
  for (const line of lines) expect(Object.keys(JSON.parse(line))).not.toContain('body');
});
