import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandbox, text } from '../testing/start-sandbox.ts';
import { openStore } from './store.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

it('survives a restart: accounts, friends, talk, photos, tokens and retry keys', async () => {
  const first = await startSandbox({ dataDir });
  const { channel, userId, path, act, line } = await first.friends();
  const { messageId } = await act({ type: 'image' });
  const token = await first.token(channel);
  const retry = { 'x-line-retry-key': '123e4567-e89b-12d3-a456-426655440000' };
  const push = { to: userId, messages: [text('はい')] };
  const accepted = await line('POST', '/v2/bot/message/push', push, retry);
  const before = await first.control('GET', `${path}/transcript`);
  await first.close();

  const second = await startSandbox({ dataDir });
  expect(await second.control('GET', `${path}/transcript`)).toEqual(before);
  const headers = { authorization: `Bearer ${token}` };
  const again = await second.call('POST', '/v2/bot/message/push', push, { ...headers, ...retry });
  expect([again.status, again.headers.get('x-line-accepted-request-id')]).toEqual([
    409,
    accepted.headers.get('x-line-request-id'),
  ]);
  expect((await second.call('GET', `/v2/bot/message/${messageId}/content`, undefined, headers)).status).toBe(200);
  const next = await second.call('POST', '/v2/bot/message/push', push, headers);
  expect(next.body.sentMessages[0].id > accepted.body.sentMessages[0].id).toBe(true);
  await second.close();
});

it('leaves no half-written file behind', async () => {
  const store = await openStore(dataDir);
  for (let index = 0; index < 50; index += 1) {
    store.world.people.push({ id: String(index), displayName: 'ひと' });
    store.touch();
  }
  await store.close();
  expect((await readdir(join(dataDir, 'sandbox'))).sort()).toEqual(['content', 'richmenu', 'world.json']);
  expect(JSON.parse(await readFile(join(dataDir, 'sandbox', 'world.json'), 'utf8')).people).toHaveLength(50);
});

it('says which file is broken', async () => {
  await (await openStore(dataDir)).close();
  await writeFile(join(dataDir, 'sandbox', 'world.json'), '{"version":');
  await expect(openStore(dataDir)).rejects.toThrow(/world\.json cannot be read/);
});
