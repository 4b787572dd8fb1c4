import { findMail } from '@tenohira/mail';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { generate } from 'otplib';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EMAIL, invite, joinCity, newBrowser, PASSWORD } from '../../testing/joined-person.ts';
import { withTestConsole } from '../../testing/test-console.ts';

const console_ = withTestConsole();
let city: TestTenant;
beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
});

const open = (token: string) => newBrowser(console_).call('POST', '/invitations/open', { token });

describe('an invitation', () => {
  it('says who is invited and where to, and leads to being signed in', async () => {
    const { ticket } = await invite(console_, city, { role: 'editor' });
    expect((await open(ticket)).json).toMatchObject({
      ...{ email: EMAIL, name: '担当 さくら', role: 'editor' },
      city: { name: /試験市/ },
    });
  });

  it('is good once', async () => {
    const { ticket } = await joinCity(console_, city);
    const again = await open(ticket);
    expect([again.status, again.code]).toEqual([404, 'STAFF_LINK_INVALID']);
  });

  it('refuses a weak password and a wrong code, and goes on from there', async () => {
    const { ticket } = await invite(console_, city);
    const browser = newBrowser(console_);
    const weak = await browser.call('POST', '/invitations/password', { token: ticket, password: 'password1234' });
    expect(weak.code).toBe('STAFF_PASSWORD_WEAK');
    const first = await browser.call('POST', '/invitations/password', { token: ticket, password: PASSWORD });
    const { secret } = z.object({ totp: z.object({ secret: z.string() }) }).parse(first.json).totp;
    const wrong = await browser.call('POST', '/invitations/totp', { token: ticket, code: '000000' });
    expect(wrong.code).toBe('STAFF_CODE_WRONG');
    const right = await browser.call('POST', '/invitations/totp', { token: ticket, code: await generate({ secret }) });
    expect(right.status).toBe(200);
    expect((await browser.call('GET', '/me')).json).toMatchObject({ role: 'owner', city: { slug: city.slug } });
  });

  it('that was never issued, or belongs to another city, opens nothing', async () => {
    const { ticket } = await invite(console_, city);
    const other = await createTestTenant(console_.database.db);
    for (const token of ['x', ticket.replace(city.tenantId, other.tenantId), `${ticket}x`]) {
      expect((await open(token)).status).toBe(404);
    }
  });

  it('puts a letter into the outbox', async () => {
    const { browser } = await joinCity(console_, city);
    await browser.call('POST', '/staff', { email: 'new@city.example', name: '新人', role: 'viewer' });
    const letters = await console_.database.db.readTenant(city.tenantId, ({ sql }) =>
      sql<{ key: string }>('select dedupe_key as key from mail_message'),
    );
    expect(letters).toHaveLength(1);
    const key = letters[0]?.key ?? '';
    expect(await console_.database.db.readTenant(city.tenantId, (db) => findMail(db, key))).toMatchObject({
      status: 'pending',
    });
  });
});
