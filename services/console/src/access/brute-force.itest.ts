// Whoever tries until it works: slowed by account and by address, and told nothing by the time an answer takes.
import { listStaff } from '@tenohira/staff';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { joinCity, newBrowser, PASSWORD } from '../testing/joined-person.ts';
import { openTestConsole, withTestConsole } from '../testing/test-console.ts';
import { createLimits } from './limits.ts';

const console_ = withTestConsole();
const strict = withTestConsole(() => ({ limits: createLimits({ openPerMinute: 5, callerPerMinute: 5 }) }));
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

const enter = (email: string, password = PASSWORD, where = console_, slug = city.slug, address = '127.0.0.1') =>
  newBrowser(where, address).call('POST', '/sign-in/password', { city: slug, email, password });

describe('an account', () => {
  it('counts wrong passwords that come all at once', async () => {
    const { email } = await joinCity(console_, city);
    await Promise.all(Array.from({ length: 8 }, () => enter(email, 'wrong')));
    expect((await enter(email)).code).toBe('STAFF_SIGN_IN_FAILED');
  });

  it('counts wrong codes over steps of signing in, however many are begun', async () => {
    const person = await joinCity(console_, city);
    const browsers = await Promise.all([1, 2, 3, 4, 5].map(() => person.halfSignedIn()));
    for (const browser of browsers) await browser.call('POST', '/sign-in/code', { code: '000000' });
    const last = browsers[0];
    expect((await last?.call('POST', '/sign-in/code', { code: await person.nextCode() }))?.code).toBe(
      'STAFF_CODE_WRONG',
    );
  });

  it('counts wrong present passwords of somebody who sits at a signed-in browser', async () => {
    const { browser } = await joinCity(console_, city);
    const change = (present: string) =>
      browser.call('PUT', '/me/password', { present, next: 'まくら ひこうき きんかん百' });
    for (let tried = 0; tried < 5; tried += 1)
      expect((await change(`wrong ${tried}`)).code).toBe('STAFF_PASSWORD_WRONG');
    expect((await change(PASSWORD)).code).toBe('STAFF_PASSWORD_WRONG');
  });

  it('is not flooded with letters by somebody who keeps asking for a new password', async () => {
    const { email } = await joinCity(console_, city);
    const ask = () => newBrowser(console_).call('POST', '/password-reset', { city: city.slug, email });
    await Promise.all([ask(), ask(), ask()]);
    expect(await ask()).toMatchObject({ status: 200, json: { ok: true } });
    const rows = <Row>(text: string) => console_.database.db.readTenant(city.tenantId, ({ sql }) => sql<Row>(text));
    expect(await rows('select 1 from mail_message')).toHaveLength(1);
    // The link of the first letter still works.
    expect(await rows("select 1 from staff_link where kind = 'password-reset' and used_at is null")).toHaveLength(1);
  });
});

describe('an address', () => {
  it('may try so often in a minute, and is told when to come again', async () => {
    const there = await createTestTenant(strict.database.db);
    const from = (address: string) => enter('nobody@city.example', 'x', strict, there.slug, address);
    for (let tried = 0; tried < 5; tried += 1) expect((await from('203.0.113.1')).status).toBe(400);
    const refused = await from('203.0.113.1');
    expect([refused.status, refused.code]).toEqual([429, 'CONSOLE_TOO_MANY']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await from('203.0.113.2')).status).toBe(400);
  });

  it('of IPv6 is the network that a subscriber gets, not one of its 2^64', async () => {
    const there = await createTestTenant(strict.database.db);
    const from = async (address: string) =>
      (await enter('nobody@city.example', 'x', strict, there.slug, address)).status;
    for (let host = 1; host <= 5; host += 1) expect(await from(`2001:db8:1:2::${host}`)).toBe(400);
    expect(await from('2001:db8:1:2:ffff::9')).toBe(429);
    expect(await from('2001:db8:1:3::1')).toBe(400);
  });

  it('is not what a caller says of himself', async () => {
    const there = await createTestTenant(strict.database.db);
    const browser = newBrowser(strict, '203.0.113.77');
    const call = (forwarded: string) =>
      browser.call(
        'POST',
        '/password-reset',
        { city: there.slug, email: 'x@city.example' },
        { 'x-forwarded-for': forwarded },
      );
    for (let tried = 0; tried < 5; tried += 1) expect((await call(`198.51.100.${tried}`)).status).toBe(200);
    expect((await call('198.51.100.9')).status).toBe(429);
  });

  it('of somebody signed in is not counted, but the person is', async () => {
    const there = await createTestTenant(strict.database.db);
    const [one, two] = [await strict.signIn(there.tenantId, 'viewer'), await strict.signIn(there.tenantId, 'viewer')];
    for (let called = 0; called < 5; called += 1) expect((await one.call('GET', '/me')).status).toBe(200);
    const refused = await one.call('GET', '/me');
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
    expect((await two.call('GET', '/me')).status).toBe(200);
  });
});

describe('money', () => {
  it('is decided about at the pace of people: ten times a minute by each, of however many claims', async () => {
    const hasty = await openTestConsole(() => ({ limits: createLimits() }));
    const there = await createTestTenant(hasty.database.db);
    const [one, two] = [await hasty.signIn(there.tenantId, 'approver'), await hasty.signIn(there.tenantId, 'approver')];
    const approve = async (who: typeof one) =>
      who.call('POST', '/approvals', {
        claims: [{ claimId: there.tenantId, seal: 'x' }],
        expected: { count: 1, totalYen: 1 },
      });
    for (let decided = 0; decided < 10; decided += 1) expect((await approve(one)).status).not.toBe(429);
    const refused = await approve(one);
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
    expect(refused.json).toMatchObject({ code: 'CONSOLE_TOO_MANY', title: expect.stringContaining('まとめて') });
    expect((await one.call('POST', `/batches/${there.tenantId}/release`)).status).toBe(429);
    expect((await one.call('GET', '/me')).status).toBe(200);
    expect((await approve(two)).status).not.toBe(429);
    await hasty.close();
  });
});

describe('the time that an answer takes', () => {
  it('says nothing of whether the person is there', async () => {
    const { email } = await joinCity(console_, city);
    const took = async (address: string) => {
      const begun = performance.now();
      await enter(address, 'wrong');
      return performance.now() - begun;
    };
    const pairs: [number, number][] = [];
    // In turn, so that whatever else the machine does slows both; four, so that the account is not locked meanwhile.
    for (let tried = 0; tried < 4; tried += 1)
      pairs.push([await took(email), await took(`nobody-${tried}@city.example`)]);
    const best = (which: 0 | 1) => Math.min(...pairs.map((pair) => pair[which]));
    // Without the password's slow hash, an unknown address would be told ten times faster.
    expect(best(1)).toBeGreaterThan(best(0) / 4);
    expect(await console_.database.db.readTenant(city.tenantId, listStaff)).toHaveLength(1);
  });
});
