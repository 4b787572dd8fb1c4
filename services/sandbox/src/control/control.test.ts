import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox, text } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

it('answers its probes, and counts', async () => {
  const { line } = await sandbox.city();
  await line('GET', '/v2/bot/info');
  expect((await sandbox.call('GET', '/healthz')).status).toBe(200);
  expect((await sandbox.call('GET', '/readyz')).status).toBe(200);
  const metrics = (await sandbox.call('GET', '/metrics')).text;
  expect(metrics).toContain('sandbox_line_requests_total{method="GET",route="/v2/bot/info",status="200"} 1');
});

describe('channels', () => {
  it('are made once for a key', async () => {
    const make = (body: object) =>
      sandbox.call('POST', '/control/channels', { key: 'a', displayName: 'あ市', ...body });
    const first = await make({});
    const second = await make({ displayName: 'い市', webhookUrl: 'http://127.0.0.1:4000/hook' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual({ ...first.body, displayName: 'い市', webhookUrl: 'http://127.0.0.1:4000/hook' });
    expect(first.body).toMatchObject({
      channelId: expect.stringMatching(/^\d{10}$/),
      channelSecret: expect.stringMatching(/^[0-9a-f]{32}$/),
      botUserId: expect.stringMatching(/^U[0-9a-f]{32}$/),
      webhookActive: true,
      quota: { type: 'none' },
    });
    expect((await sandbox.control('GET', '/channels')).channels).toEqual([second.body]);
  });

  it('refuse what is not described, and say what', async () => {
    const answer = await sandbox.call('POST', '/control/channels', { key: 'a', name: 'x' });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(/displayName[\s\S]*|name/);
    expect((await sandbox.call('GET', '/control/channels/1')).body.error.code).toBe('SANDBOX_CHANNEL_NOT_FOUND');
    const broken = await sandbox.call('POST', '/control/channels', '{', { 'content-type': 'application/json' });
    expect([broken.status, broken.body.error.code]).toEqual([400, 'SANDBOX_REQUEST_INVALID']);
  });
});

it('makes people once for a key', async () => {
  const make = (displayName: string) => sandbox.control('POST', '/people', { key: 'hanako', displayName });
  const first = await make('はなこ');
  expect(await make('花子')).toEqual({ ...first, displayName: '花子' });
  expect((await sandbox.control('GET', '/people')).people).toHaveLength(1);
});

it('tells what a channel knows of a person', async () => {
  const { channel, personId, userId, path, act } = await sandbox.friends();
  const known = { channelId: channel.channelId, personId, userId, linkedRichMenuId: null };
  expect(await sandbox.control('GET', path)).toEqual({ ...known, friendship: 'friend' });
  await act({ type: 'block' });
  expect(await sandbox.control('GET', path)).toEqual({ ...known, friendship: 'blocked' });
  const nobody = await sandbox.call('GET', `/control/channels/${channel.channelId}/people/nobody`);
  expect(nobody.body.error.code).toBe('SANDBOX_PERSON_NOT_FOUND');
});

describe('the transcript', () => {
  it('shows what came after a number', async () => {
    const { path, act } = await sandbox.friends();
    await act({ type: 'text', text: '一' });
    const { entries } = await sandbox.control('GET', `${path}/transcript`);
    expect(entries.map((entry: { from: string; kind: string }) => [entry.from, entry.kind])).toEqual([
      ['system', 'follow'],
      ['resident', 'message'],
    ]);
    const after = await sandbox.control('GET', `${path}/transcript?after=${entries[0].seq}`);
    expect(after.entries).toEqual([entries[1]]);
  });

  it('waits for news', async () => {
    const { path, userId, line } = await sandbox.friends();
    const { entries } = await sandbox.control('GET', `${path}/transcript`);
    const waiting = sandbox.control('GET', `${path}/transcript?after=${entries.at(-1).seq}&waitMs=5000`);
    await line('POST', '/v2/bot/message/push', { to: userId, messages: [text('はい')] });
    expect((await waiting).entries.map((entry: { message: object }) => entry.message)).toEqual([text('はい')]);
  });

  it('stops waiting when the time is over', async () => {
    const { path } = await sandbox.friends();
    expect((await sandbox.control('GET', `${path}/transcript?after=1000&waitMs=20`)).entries).toEqual([]);
  });

  it('forgets what was taken back', async () => {
    const { act, transcript } = await sandbox.friends();
    const { messageId } = await act({ type: 'text', text: '秘密' });
    await act({ type: 'unsend', messageId });
    expect(JSON.stringify(await transcript())).not.toContain('秘密');
    expect((await transcript()).find((entry) => entry.kind === 'message')).toMatchObject({ messageId, unsent: true });
  });
});

describe('the news', () => {
  it('stream as they happen', async () => {
    const { channel, personId, userId, line, act } = await sandbox.friends();
    const response = await fetch(`${sandbox.url}/control/events`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const news = readNews(response);
    await news.next();
    await act({ type: 'text', text: 'やあ' });
    await line('POST', '/v2/bot/chat/loading/start', { chatId: userId, loadingSeconds: 5 });
    await sandbox.control('POST', '/people', { displayName: 'はなこ' });
    const key = { channelId: channel.channelId, personId };
    expect((await news.next()).value).toMatchObject({
      type: 'transcript',
      ...key,
      entry: { message: { text: 'やあ' } },
    });
    expect((await news.next()).value).toEqual({ type: 'loading', ...key, seconds: 5 });
    expect((await news.next()).value).toEqual({ type: 'people' });
    await news.return(undefined);
  });

  it('end when the sandbox stops', async () => {
    const other = await startSandbox();
    const response = await fetch(`${other.url}/control/events`);
    await other.close();
    await response.text().catch(() => undefined);
  });
});

it('logs the calls of the API', async () => {
  const { channel, line, userId } = await sandbox.friends();
  const before = (await sandbox.control('GET', '/requests')).requests.at(-1).seq;
  const answer = await line('POST', '/v2/bot/message/multicast', { to: [userId], messages: [text('x')] });
  expect((await sandbox.control('GET', `/requests?after=${before}`)).requests).toEqual([
    {
      seq: before + 1,
      at: expect.any(String),
      method: 'POST',
      path: '/v2/bot/message/multicast',
      status: 200,
      requestId: answer.headers.get('x-line-request-id'),
      channelId: channel.channelId,
      recipients: 1,
    },
  ]);
});

it('never turns the clock back', async () => {
  expect(await sandbox.control('POST', '/clock', { advanceMs: 1_000 })).toEqual({
    now: '2026-08-03T01:00:01.000Z',
    offsetMs: 1_000,
  });
  expect((await sandbox.call('POST', '/control/clock', { advanceMs: -1 })).status).toBe(400);
});

describe('reset', () => {
  it('forgets talk and faults, and keeps who is whose friend', async () => {
    const { path, act, transcript, line } = await sandbox.friends();
    await act({ type: 'text', text: 'x' });
    await sandbox.control('PUT', '/faults', { faults: [{ kind: 'api500BeforeAcceptance' }] });
    await sandbox.control('POST', '/reset');
    expect(await transcript()).toEqual([]);
    expect((await sandbox.control('GET', '/requests')).requests).toEqual([]);
    expect((await sandbox.control('GET', path)).friendship).toBe('friend');
    expect((await line('GET', '/v2/bot/info')).status).toBe(200);
  });

  it('forgets everything when told so', async () => {
    const { line } = await sandbox.friends();
    await sandbox.control('POST', '/reset', { everything: true });
    expect(await sandbox.control('GET', '/channels')).toEqual({ channels: [] });
    expect(await sandbox.control('GET', '/people')).toEqual({ people: [] });
    expect((await line('GET', '/v2/bot/info')).status).toBe(401);
  });
});

async function* readNews(response: Response): AsyncGenerator<object, void> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const chunk of response.body ?? []) {
    buffer += decoder.decode(chunk, { stream: true });
    const parts = buffer.split('\n\n');
    buffer = parts.pop() ?? '';
    for (const part of parts) yield part.startsWith('data: ') ? JSON.parse(part.slice('data: '.length)) : {};
  }
}
