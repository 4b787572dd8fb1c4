import { type LineReaction, type LineStub, react, startLineStub } from '@tenohira/messaging/testing';
import { readObject, readThumbnail } from '@tenohira/storage';
import { openTestDatabase, type TestDatabase } from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jpegWithExif, SERIAL_NUMBER } from './testing/jpeg-with-exif.ts';
import { type Chat, openChat } from './testing/open-chat.ts';

let database: TestDatabase;
let line: LineStub;
let chat: Chat;

beforeAll(async () => {
  database = await openTestDatabase();
  line = await startLineStub();
});
beforeEach(async () => {
  line.forget();
  chat = await openChat(database.db, line);
});
afterAll(async () => {
  await line.close();
  await database.drop();
});

const contentOf = (messageId: string) => `/v2/bot/message/${messageId}/content`;
const picture: LineReaction = (response) =>
  void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(jpegWithExif);
const statuses = async () => (await chat.inbox()).map(({ status }) => status);

async function askForPhoto(): Promise<void> {
  await chat.say('報告');
  await chat.send(chat.text('穴があいています', { messageId: 'm-detail' }));
}

describe('a photo', () => {
  it('that was asked for is fetched, stripped of what the phone wrote into it, and kept encrypted', async () => {
    line.on(contentOf('p1'), picture);
    await askForPhoto();
    expect((await chat.send(chat.photo('p1'))).join()).toContain('受け付けました');
    const [row] = await chat.photos();
    expect(row).toMatchObject({ contentType: 'image/jpeg', thumbnail: expect.any(Uint8Array), sourceMessageId: 'p1' });
    const photo = await chat.inTenant((db) => readObject(db, chat.deps.secrets, row?.id ?? ''));
    const small = await chat.inTenant((db) => readThumbnail(db, chat.deps.secrets, row?.id ?? ''));
    for (const { bytes } of [photo, small]) {
      expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
      expect(bytes.includes(SERIAL_NUMBER)).toBe(false);
    }
    expect(jpegWithExif.includes(SERIAL_NUMBER)).toBe(true);
    expect(await chat.cases()).toMatchObject([{ fields: [{ key: 'detail' }, { key: 'photo', value: row?.id }] }]);
  });

  it('out of the blue is neither fetched nor kept', async () => {
    line.on(contentOf('p1'), picture);
    await chat.send(chat.photo('p1'));
    expect(line.calls(contentOf('p1'))).toEqual([]);
    expect(await chat.photos()).toEqual([]);
    expect(await statuses()).toEqual(['processed']);
  });

  it('that the flow did not ask for, or that is late, is not kept', async () => {
    for (const id of ['p1', 'p2']) line.on(contentOf(id), picture);
    await chat.send(chat.text('報告', { at: 1_000 }));
    await chat.send(chat.photo('p1', { at: 2_000 }));
    await chat.send(chat.photo('p2', { at: 500 }));
    expect(await statuses()).toEqual(['late', 'processed', 'processed']);
    expect(await chat.photos()).toEqual([]);
  });

  const none: [string, LineReaction][] = [
    ['LINE has deleted it', react(404, { message: 'Not found' })],
    ['it is no image', react(200, { this: 'is no image' })],
  ];
  it.each(none)('goes on without when %s', async (_title, reaction) => {
    line.on(contentOf('p1'), reaction);
    await askForPhoto();
    expect((await chat.send(chat.photo('p1'))).join()).toContain('写真を受け取れませんでした');
    expect((await chat.say('写真なし')).join()).toContain('受け付けました');
    expect(chat.log).toMatchObject([{ level: 'warning', detail: { messageId: 'p1' } }]);
  });

  it('that LINE still prepares is waited for', async () => {
    line.on(contentOf('p1'), react(202, {}), picture);
    await askForPhoto();
    expect(await chat.send(chat.photo('p1'))).toEqual([]);
    expect((await chat.inbox()).at(-1)).toMatchObject({ status: 'pending', errorCode: 'LINE_CONTENT_NOT_READY' });
    await chat.skipPause();
    expect(await chat.run()).toBe(1);
    expect(await chat.photos()).toHaveLength(1);
  });

  it('that LINE never hands out is given up at the fourth try, and the resident is asked again', async () => {
    line.on(contentOf('p1'), react(202, {}));
    await askForPhoto();
    await chat.receive(chat.photo('p1'));
    const done: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      done.push(await chat.run());
      await chat.skipPause();
    }
    expect(done).toEqual([0, 0, 0, 1]);
    expect(line.calls(contentOf('p1'))).toHaveLength(4);
    expect(line.calls().at(-1)?.body).toContain('写真を受け取れませんでした');
  });
});

describe('unsend', () => {
  it('empties the inbox and the conversation, which stays where it is', async () => {
    await askForPhoto();
    await chat.send(chat.unsend('m-detail'));
    const rows = await chat.inbox();
    expect(rows[1]).toMatchObject({ lineMessageId: 'm-detail', payload: null, status: 'processed' });
    expect(JSON.stringify([rows, await chat.session()])).not.toContain('穴が');
    expect(await chat.session()).toMatchObject({ blockId: 'photo', variables: {} });
  });

  it('deletes the photo and blanks the fields of the case, and says so in its time line', async () => {
    line.on(contentOf('p1'), picture);
    await askForPhoto();
    await chat.send(chat.photo('p1'));
    await chat.send(chat.unsend('p1'));
    await chat.send(chat.unsend('m-detail'));
    expect(await chat.photos()).toEqual([]);
    expect(await chat.cases()).toMatchObject([{ fields: [{ value: '' }, { value: '' }] }]);
    const entries = await chat.inTenant(({ prisma }) => prisma.caseEntry.findMany({ orderBy: { id: 'asc' } }));
    expect(entries.map(({ type }) => type)).toEqual(['submitted', 'unsent', 'unsent']);
  });

  it('empties the answers that have gone out since, which may repeat it', async () => {
    await chat.say('報告');
    const before = await chat.inTenant(({ prisma }) => prisma.outboxMessage.count());
    await chat.send(chat.text('穴があります', { messageId: 'm-detail' }));
    await chat.send(chat.unsend('m-detail'));
    const rows = await chat.inTenant(({ prisma }) => prisma.outboxMessage.findMany({ orderBy: { createdAt: 'asc' } }));
    expect(rows.map(({ messages }) => messages !== null)).toEqual([...Array(before).fill(true), false]);
  });

  it('that comes before its message empties it when it comes', async () => {
    await chat.say('報告');
    await chat.send(chat.unsend('m1', { at: 3_000 }));
    expect(await chat.send(chat.text('取り消した文', { at: 2_000, messageId: 'm1' }))).toEqual([]);
    expect(
      (await chat.inbox()).find(({ type, lineMessageId }) => type === 'message' && lineMessageId === 'm1'),
    ).toMatchObject({ status: 'ignored', payload: null });
    expect(await chat.session()).toMatchObject({ blockId: 'detail' });
  });

  it('that comes while its message waits keeps it from having an effect', async () => {
    await chat.say('報告');
    await chat.receive(chat.unsend('m1', { at: 3_000 }), chat.text('取り消した文', { at: 2_000, messageId: 'm1' }));
    await chat.run();
    expect(await chat.session()).toMatchObject({ blockId: 'detail' });
    expect(JSON.stringify(await chat.inbox())).not.toContain('取り消した文');
  });
});
