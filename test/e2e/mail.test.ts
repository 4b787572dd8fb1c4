// A letter from its row to the mailbox, by the real worker.
import { findMail, storeMail } from '@tenohira/mail';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { City } from '../support/city.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { waitUntil } from '../support/wait-until.ts';

let system: System;
let city: City;
beforeAll(async () => {
  system = await startSystem({ workers: 2 });
  city = await system.addCity();
});
afterAll(() => system?.stop());

const LINK = 'http://localhost:3001/invitations/GEHEIM-abc';
const store = (to: string, dedupeKey = to) =>
  system.db.withTenant(city.tenantId, (db) =>
    storeMail(db, system.secrets, {
      to,
      subject: '【みほん市】管理画面への招待',
      text: `田中様\n\n次のページを開いてください。\n${LINK}\n`,
      dedupeKey,
    }),
  );
const find = (dedupeKey: string) => system.db.withTenant(city.tenantId, (db) => findMail(db, dedupeKey));
const ends = (dedupeKey: string) =>
  waitUntil(`the end of ${dedupeKey}`, async () => (await find(dedupeKey))?.finishedAt instanceof Date);

it('arrives in the mailbox once, with its link', async () => {
  const to = 'tanaka@city.example.jp';
  const id = await store(to);
  await store(to);
  await ends(to);
  expect(await system.sandbox.mails(to)).toMatchObject([
    {
      subject: '【みほん市】管理画面への招待',
      from: '"手のひら市役所" <no-reply@tenohira.example>',
      links: [LINK],
      messageId: `<${id}@tenohira.example>`,
    },
  ]);
  expect(await find(to)).toMatchObject({ status: 'sent', attempts: 1 });
});

it('ends with the reason where the server knows no such recipient', async () => {
  const to = 'nobody@city.example.jp';
  await system.sandbox.setFaults([{ kind: 'mailRefused', channelId: to }]);
  await store(to);
  await ends(to);
  expect(await find(to)).toMatchObject({ status: 'failed', errorCode: 'MAIL_REFUSED', smtpStatus: '550' });
  expect(await system.sandbox.mails(to)).toEqual([]);
});

it('waits where the server is busy, and arrives when its time has come', async () => {
  const to = 'busy@city.example.jp';
  await system.sandbox.setFaults([{ kind: 'mailBusy', channelId: to, count: 1 }]);
  await store(to);
  await waitUntil('the first attempt', async () => (await find(to))?.errorCode === 'MAIL_UNAVAILABLE');
  expect(await find(to)).toMatchObject({ status: 'pending', attempts: 1 });
  // The half minute that the test does not wait.
  await system.db.withTenant(city.tenantId, ({ sql }) =>
    sql("update mail_message set next_attempt_at = now() where status = 'pending'"),
  );
  await ends(to);
  expect(await system.sandbox.mails(to)).toHaveLength(1);
});

it('is sent again by another worker when the one that sent it died before it could say so', async () => {
  const to = 'twice@city.example.jp';
  await system.sandbox.setFaults([{ kind: 'mailHang', channelId: to, count: 1, afterAcceptance: true }]);
  const id = await store(to);
  await waitUntil('the first copy', async () => (await system.sandbox.mails(to)).length === 1);
  await Promise.all(system.workers.map((worker) => worker.kill()));
  // The minute of the lease that the test does not wait.
  await system.db.withTenant(city.tenantId, ({ sql }) =>
    sql('update mail_message set lease_until = now() where id = $1', [id]),
  );
  await system.workers[0]?.start();
  await ends(to);
  expect((await system.sandbox.mails(to)).map(({ messageId }) => messageId)).toEqual(
    Array(2).fill(`<${id}@tenohira.example>`),
  );
  expect(await find(to)).toMatchObject({ status: 'sent', attempts: 2 });
});

it('leaves neither its link nor its recipient in a log', () => {
  expect(system.logs()).toContain('a letter did not go out');
  expect(system.logs()).not.toMatch(/GEHEIM|@city\.example\.jp/);
});
