import { uuidv7 } from '@tenohira/core';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMailer } from './mailer.ts';
import { findMail, forgetMail, type NewMail, storeMail } from './outbox.ts';
import { type SendMailDependencies, sendMail } from './send-mail.ts';
import { type MailServerStub, startMailServer } from './testing/mail-server.ts';

const MAIL: NewMail = {
  to: 'tanto@city.example.jp',
  subject: '招待',
  text: '次のページを開いてください。\nhttp://localhost:3001/invitations/abc',
  dedupeKey: 'invitation',
};

let database: TestDatabase;
let server: MailServerStub;
let tenant: TestTenant;
let deps: SendMailDependencies;

beforeAll(async () => {
  database = await openTestDatabase();
  server = await startMailServer();
});
beforeEach(async () => {
  server.forget();
  tenant = await createTestTenant(database.db);
  const mailer = createMailer({ url: server.url, from: 'no-reply@tenohira.example.jp', timeoutMs: 2_000 });
  deps = { db: database.db, secrets: tenant.secrets, mailer };
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const sql = <Result>(text: string, values: unknown[] = []) =>
  database.db.withTenant(tenant.tenantId, (db) => db.sql<Result>(text, values));
const store = (mail: Partial<NewMail> = {}) =>
  database.db.withTenant(tenant.tenantId, (db) => storeMail(db, tenant.secrets, { ...MAIL, ...mail }));
const send = (id: string) => sendMail(deps, tenant.tenantId, id);
const find = (dedupeKey = MAIL.dedupeKey) => database.db.withTenant(tenant.tenantId, (db) => findMail(db, dedupeKey));
/** The hours that a test does not wait. */
/** Times are kept in milliseconds, rounded: now may be a little later than now. */
const makeDue = (id: string) =>
  sql("update mail_message set next_attempt_at = now() - interval '1 millisecond' where id = $1", [id]);
const claim = async () =>
  (await database.db.platform.claimDueMail({ perTenant: 100, limit: 1_000, leaseMs: 30_000 })).filter(
    ({ tenantId }) => tenantId === tenant.tenantId,
  );

describe('storing', () => {
  it('keeps nothing that the database could read', async () => {
    await store();
    const [row] = await sql<{ recipient: Buffer; subject: Buffer; body: Buffer }>('select * from mail_message');
    const bytes = Buffer.concat([row?.recipient, row?.subject, row?.body].filter((part) => part !== undefined));
    for (const words of [MAIL.to, MAIL.subject, 'invitations']) expect(bytes.includes(words)).toBe(false);
  });

  it('twice under one key is one letter, the first', async () => {
    const id = await store();
    expect(await store({ subject: 'もう一度' })).toBe(id);
    await send(id);
    expect(server.received.map(({ parsed }) => parsed.subject)).toEqual([MAIL.subject]);
  });

  it('goes with the transaction that decided on it', async () => {
    const failing = database.db.withTenant(tenant.tenantId, async (db) => {
      await storeMail(db, tenant.secrets, MAIL);
      throw new Error('the invitation was refused');
    });
    await expect(failing).rejects.toThrow('the invitation was refused');
    expect(await find()).toBeUndefined();
  });

  it.each([
    [{ to: 'a@example.jp\r\nBcc: b@example.jp' }, 'MAIL_ADDRESS_INVALID'],
    [{ subject: 'a\nb' }, 'MAIL_SUBJECT_INVALID'],
    [{ text: '' }, 'MAIL_TEXT_INVALID'],
  ])('refuses %j at once, where a person can still correct it', async (mail, code) => {
    await expect(store(mail)).rejects.toMatchObject({ code });
    expect(await find()).toBeUndefined();
  });
});

describe('sending', () => {
  it('delivers the letter once, and wipes what it said', async () => {
    const id = await store();
    expect(await send(id)).toEqual({ status: 'sent' });
    expect(await send(id)).toEqual({ status: 'not-mine' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.recipients).toEqual([MAIL.to]);
    expect(server.received[0]?.parsed.text?.trim()).toBe(MAIL.text);
    expect(server.received[0]?.parsed.messageId).toBe(`<${id}@tenohira.example.jp>`);
    expect(await find()).toMatchObject({ id, status: 'sent', attempts: 1, errorCode: null });
    expect(await sql('select subject, body, next_attempt_at as due from mail_message')).toEqual([
      { subject: null, body: null, due: null },
    ]);
  });

  it('is done by one of two who try at once', async () => {
    const id = await store();
    const reports = await Promise.all([send(id), send(id)]);
    expect(reports.map(({ status }) => status).sort()).toEqual(['not-mine', 'sent']);
    expect(server.received).toHaveLength(1);
  });

  it('ends with the reason where the server refuses, and is not tried again', async () => {
    const id = await store();
    server.reactWith({ at: 'recipient', status: 550, words: '5.1.1 no such user' });
    const expected = { status: 'failed', errorCode: 'MAIL_REFUSED', smtpStatus: '550 5.1.1' };
    expect(await send(id)).toEqual(expected);
    expect(await find()).toMatchObject(expected);
    expect(await claim()).toEqual([]);
    expect(await sql('select body from mail_message')).toEqual([{ body: null }]);
  });

  it('waits longer and longer where the server is busy, and then delivers', async () => {
    const id = await store();
    const waits: number[] = [];
    for (const status of [450, 421, 451]) {
      server.reactWith({ at: 'recipient', status });
      expect(await send(id)).toMatchObject({ status: 'later', errorCode: 'MAIL_UNAVAILABLE' });
      expect(await send(id)).toEqual({ status: 'not-mine' });
      const [row] = await sql<{ s: number }>(
        'select extract(epoch from next_attempt_at - now())::float8 as s from mail_message',
      );
      waits.push(Math.round((row?.s ?? 0) / 30));
      await makeDue(id);
    }
    expect(waits).toEqual([1, 4, 20]);
    expect(await send(id)).toEqual({ status: 'sent' });
    expect(await find()).toMatchObject({ attempts: 4, errorCode: null });
  });

  it('gives up after a day', async () => {
    const id = await store();
    await sql("update mail_message set created_at = now() - interval '25 hours'");
    expect(await send(id)).toEqual({ status: 'failed', errorCode: 'TOO_OLD' });
    expect(server.received).toEqual([]);
  });

  it('waits for a repair where the letter cannot be decrypted', async () => {
    const id = await store();
    await sql("update mail_message set body = '\\x00'");
    expect(await send(id)).toMatchObject({ status: 'later', errorCode: 'SECRETS_NOT_DECRYPTABLE' });
  });

  it("does nothing with another tenant's letter", async () => {
    const id = await store();
    const other = await createTestTenant(database.db);
    expect(await sendMail(deps, other.tenantId, id)).toEqual({ status: 'not-mine' });
    expect(await sendMail(deps, tenant.tenantId, uuidv7())).toEqual({ status: 'not-mine' });
    expect(await find()).toMatchObject({ status: 'pending', attempts: 0 });
  });
});

describe('a crash', () => {
  it('between sending and recording costs a second copy, under the same Message-ID', async () => {
    const id = await store();
    const dying: SendMailDependencies = {
      ...deps,
      mailer: {
        ...deps.mailer,
        send: async (letter) => {
          await deps.mailer.send(letter);
          // The process is gone: nobody records anything.
          await new Promise(() => {});
        },
      },
    };
    void sendMail(dying, tenant.tenantId, id);
    await expect.poll(() => server.received.length).toBe(1);
    expect(await find()).toMatchObject({ status: 'sending', attempts: 1 });
    // While the lease lasts it is nobody else's.
    expect(await claim()).toEqual([]);
    expect(await send(id)).toEqual({ status: 'not-mine' });

    await sql("update mail_message set lease_until = now() - interval '1 second'");
    expect(await claim()).toEqual([{ tenantId: tenant.tenantId, id }]);
    expect(await send(id)).toEqual({ status: 'sent' });
    expect(server.received.map(({ parsed }) => parsed.messageId)).toEqual(Array(2).fill(`<${id}@tenohira.example.jp>`));
  });

  it('of the server, with the letter taken and no answer given, costs a second copy too', async () => {
    const id = await store();
    server.reactWith({ at: 'data', silent: true });
    expect(await send(id)).toMatchObject({ status: 'later', errorCode: 'MAIL_UNAVAILABLE' });
    await makeDue(id);
    expect(await send(id)).toEqual({ status: 'sent' });
    expect(server.received).toHaveLength(2);
  });

  it('leaves nothing to whoever wakes up after the letter has gone to another', async () => {
    const id = await store();
    const { promise: awake, resolve: wake } = Promise.withResolvers<void>();
    const slow: SendMailDependencies = { ...deps, mailer: { ...deps.mailer, send: () => awake } };
    const sleeper = sendMail(slow, tenant.tenantId, id);
    await expect.poll(async () => (await find())?.status).toBe('sending');
    await sql("update mail_message set lease_until = now() - interval '1 second'");
    await claim();
    server.reactWith({ at: 'recipient', status: 550 });
    expect(await send(id)).toMatchObject({ status: 'failed' });
    wake();
    expect(await sleeper).toEqual({ status: 'not-mine' });
    expect(await find()).toMatchObject({ status: 'failed' });
  });
});

describe('a claim', () => {
  it('gives a letter one turn, and its turn again when that was lost', async () => {
    const id = await store();
    expect(await claim()).toEqual([{ tenantId: tenant.tenantId, id }]);
    expect(await claim()).toEqual([]);
    await sql("update mail_message set lease_until = now() - interval '1 second'");
    expect(await claim()).toHaveLength(1);
    expect(await send(id)).toEqual({ status: 'sent' });
    expect(await claim()).toEqual([]);
  });
});

it('is forgotten some time after it ended, and not before it has', async () => {
  const done = await store();
  await store({ dedupeKey: 'waiting' });
  await send(done);
  const forget = () => database.db.withTenant(tenant.tenantId, (db) => forgetMail(db, 90));
  expect(await forget()).toBe(0);
  await sql("update mail_message set finished_at = now() - interval '91 days' where status = 'sent'");
  await sql("update mail_message set created_at = now() - interval '91 days'");
  expect(await forget()).toBe(1);
  expect(await find('waiting')).toBeDefined();
});
