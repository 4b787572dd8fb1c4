import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

async function sendPhoto() {
  const friends = await sandbox.friends();
  const { messageId } = await friends.act({ type: 'image' });
  const path = `/v2/bot/message/${messageId}/content`;
  const bytes = async (at: string) => Buffer.from(await (await friendsFetch(friends.channel, at)).arrayBuffer());
  return { ...friends, messageId, contentPath: path, bytes };
}

async function friendsFetch(channel: Parameters<TestSandbox['token']>[0], path: string) {
  return fetch(`${sandbox.url}${path}`, { headers: { authorization: `Bearer ${await sandbox.token(channel)}` } });
}

it('serves a photo as the telephone made it, with its place', async () => {
  const { bot, messageId, contentPath, bytes } = await sendPhoto();
  expect(bot.events()[0]?.message).toMatchObject({ id: messageId, type: 'image', contentProvider: { type: 'line' } });
  const { format, exif } = await sharp(await bytes(contentPath)).metadata();
  expect(format).toBe('jpeg');
  // 0x8825 is the tag that leads to the GPS part (EXIF 2.32 section 4.6.3).
  expect(exif?.includes(Buffer.from([0x88, 0x25])) || exif?.includes(Buffer.from([0x25, 0x88]))).toBe(true);
});

it('makes a small preview', async () => {
  const { contentPath, bytes } = await sendPhoto();
  expect((await sharp(await bytes(`${contentPath}/preview`)).metadata()).width).toBe(240);
});

it('tells that nothing is left to convert', async () => {
  const { line, contentPath } = await sendPhoto();
  expect((await line('GET', `${contentPath}/transcoding`)).body).toEqual({ status: 'succeeded' });
});

it('shows it to the resident, too', async () => {
  const { messageId } = await sendPhoto();
  const answer = await sandbox.call('GET', `/control/messages/${messageId}/content`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
});

it('hides it from other channels, and after it was taken back', async () => {
  const { line, act, messageId, contentPath } = await sendPhoto();
  const other = await sandbox.city('other');
  expect((await other.line('GET', contentPath)).status).toBe(404);
  await act({ type: 'unsend', messageId });
  expect((await line('GET', contentPath)).status).toBe(404);
  expect((await sandbox.call('GET', `/control/messages/${messageId}/content`)).status).toBe(404);
});

it('keeps the bytes it is given, of a file as well', async () => {
  const { bot, act, line } = await sandbox.friends();
  const { messageId } = await act({
    type: 'file',
    fileName: '申請書.pdf',
    base64: Buffer.from('%PDF').toString('base64'),
  });
  expect(bot.events()[0]?.message).toMatchObject({ type: 'file', fileName: '申請書.pdf', fileSize: 4 });
  expect((await line('GET', `/v2/bot/message/${messageId}/content`)).text).toBe('%PDF');
});

it('is not ready or gone when told so', async () => {
  const { line, contentPath } = await sendPhoto();
  await sandbox.control('PUT', '/faults', { faults: [{ kind: 'contentNotReady', count: 1 }] });
  expect((await line('GET', contentPath)).status).toBe(202);
  expect((await line('GET', contentPath)).status).toBe(200);
  await sandbox.control('PUT', '/faults', { faults: [{ kind: 'contentNotReady', endpoint: 'transcoding', count: 1 }] });
  expect((await line('GET', `${contentPath}/transcoding`)).body).toEqual({ status: 'processing' });
  await sandbox.control('PUT', '/faults', {
    faults: [
      { kind: 'contentGone', count: 1 },
      { kind: 'contentGone', status: 404 },
    ],
  });
  expect((await line('GET', contentPath)).status).toBe(410);
  expect((await line('GET', contentPath)).status).toBe(404);
});
