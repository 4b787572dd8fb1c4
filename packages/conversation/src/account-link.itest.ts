import { hashToken, randomToken } from '@tenohira/core';
import { type LineStub, startLineStub } from '@tenohira/messaging/testing';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, openChat } from './testing/open-chat.ts';

const LINKED = /連携が完了しました.*連携解除/s;
const NOT_LINKED = /連携ができませんでした/;

let database: TestDatabase;
let line: LineStub;
let chat: Chat;
let nonce: string;

beforeAll(async () => {
  database = await openTestDatabase();
  line = await startLineStub();
});
beforeEach(async () => {
  line.forget();
  chat = await openChat(database.db, line);
  nonce = await makeNonce();
});
afterAll(async () => {
  await line.close();
  await database.drop();
});

async function makeNonce(expiresInMs = 60_000): Promise<string> {
  const made = randomToken();
  const expiresAt = new Date(Date.now() + expiresInMs);
  await chat.inTenant(({ prisma }) =>
    prisma.accountLinkNonce.create({ data: { nonceHash: hashToken(made), subject: 'account-1', expiresAt } }),
  );
  return made;
}
const link = async (given: string, result = 'ok') =>
  (await chat.send(chat.event('accountLink', { link: { result, nonce: given } }))).join();
const links = () => chat.inTenant(({ prisma }) => prisma.accountLink.findMany());

describe('accountLink', () => {
  it('ties the resident to the account, and says how to undo it', async () => {
    expect(await link(nonce)).toMatch(LINKED);
    expect(await links()).toMatchObject([{ residentId: (await chat.resident()).id, subject: 'account-1' }]);
  });

  it('uses a nonce once', async () => {
    await link(nonce);
    expect(await link(nonce)).toMatch(NOT_LINKED);
    expect(await links()).toHaveLength(1);
  });

  it.each([
    ['LINE says that it failed', async () => link(nonce, 'failed')],
    ['the nonce is past its time', async () => link(await makeNonce(-1))],
    ['the nonce is not ours', async () => link(randomToken())],
  ])('ties nothing when %s', async (_title, attempt) => {
    expect(await attempt()).toMatch(NOT_LINKED);
    expect(await links()).toEqual([]);
  });
});

describe('連携解除', () => {
  it('undoes the link and leaves the conversation alone', async () => {
    await link(nonce);
    await chat.say('報告');
    expect(await chat.say('連携解除')).toEqual(['アカウントの連携を解除しました。']);
    expect(await links()).toEqual([]);
    expect(await chat.session()).toMatchObject({ blockId: 'detail' });
  });

  it('is a text like any other where there is no link', async () => {
    await chat.say('報告');
    await chat.say('連携解除');
    expect(await chat.session()).toMatchObject({ blockId: 'photo' });
  });
});
