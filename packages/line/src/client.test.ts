import { AppError, createFixedClock } from '@tenohira/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LineClient } from './client.ts';
import { hang, json, startTestServer, type TestServer } from './test-server.ts';

const retryKey = '01890a5d-ac96-774b-bcce-b302099a8057';
const messages = [{ type: 'text' as const, text: 'こんにちは' }];
const TOKEN = '/oauth2/v3/token';
const INFO = '/v2/bot/info';
const CONTENT = '/v2/bot/message/1/content';

let line: TestServer;
beforeEach(async () => {
  line = await startTestServer();
});
afterEach(() => line.close());

const bearers = () => line.calls().map(({ headers }) => headers.authorization);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

describe('the channel access token', () => {
  it('is asked for once by any number of callers at the same time, and then kept', async () => {
    line.on(INFO, json(200, { userId: 'U1' }));
    const client = line.client();
    await Promise.all(Array.from({ length: 20 }, () => client.getBotInfo()));
    await client.getBotInfo();
    expect(line.tokenCalls()).toHaveLength(1);
    expect(new Set(bearers())).toEqual(new Set(['Bearer token-1']));
    expect(String(line.tokenCalls()[0]?.body)).toBe(
      'grant_type=client_credentials&client_id=1234567890&client_secret=a-secret',
    );
  });

  it('is renewed a minute before it expires', async () => {
    line.on(INFO, json(200, { userId: 'U1' }));
    const clock = createFixedClock('2026-08-01T00:00:00Z');
    const client = line.client({ clock });
    await client.getBotInfo();
    clock.advanceMs(839_999);
    await client.getBotInfo();
    clock.advanceMs(1);
    await client.getBotInfo();
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  it('is renewed once when LINE refuses it, and the request is sent again', async () => {
    line.on(INFO, json(401, { message: 'Authentication failed' }), json(200, { userId: 'U1' }));
    expect((await line.client().getBotInfo()).body.userId).toBe('U1');
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('is renewed only once for several requests that LINE refused with the same token', async () => {
    const refused = json(401, { message: 'Authentication failed' });
    const accepted = json(200, { userId: 'U1' });
    line.on(INFO, (response, { headers }) =>
      headers.authorization === 'Bearer token-1' ? refused(response) : accepted(response),
    );
    const client = line.client();
    await Promise.all(Array.from({ length: 5 }, () => client.getBotInfo()));
    expect(line.tokenCalls()).toHaveLength(2);
  });

  it('gives up when the new token is refused as well', async () => {
    line.on(INFO, json(401, { message: 'Authentication failed' }));
    expect(await codeOf(line.client().getBotInfo())).toBe('LINE_UNAUTHORIZED');
    expect(line.calls()).toHaveLength(2);
  });

  it('is asked for again after a failure', async () => {
    line.on(INFO, json(200, { userId: 'U1' }));
    line.on(TOKEN, json(500, {}), json(200, { access_token: 'late', expires_in: 900 }));
    const client = line.client();
    expect(await codeOf(client.getBotInfo())).toBe('LINE_TOKEN_UNAVAILABLE');
    expect((await client.getBotInfo()).status).toBe(200);
  });
});

describe('the retry key', () => {
  it('goes with push, multicast and broadcast', async () => {
    const client = line.client();
    for (const path of ['push', 'multicast', 'broadcast']) line.on(`/v2/bot/message/${path}`, json(200, {}));
    await client.push({ to: 'U1', messages }, { retryKey });
    await client.multicast({ to: ['U1', 'U2'], messages }, { retryKey });
    await client.broadcast({ messages }, { retryKey });
    expect(line.calls().map(({ headers }) => headers['x-line-retry-key'])).toEqual([retryKey, retryKey, retryKey]);
  });

  it('goes with nothing else: LINE would answer 400', async () => {
    const client = line.client();
    const others: Promise<unknown>[] = Object.entries(OTHER_CALLS).map(([, call]) => call(client));
    await Promise.allSettled(others);
    expect(line.calls()).toHaveLength(others.length);
    expect(line.calls().filter(({ headers }) => 'x-line-retry-key' in headers)).toEqual([]);
  });

  it('stays the same when the token had to be renewed in between', async () => {
    line.on('/v2/bot/message/push', json(401, { message: 'Authentication failed' }), json(200, { sentMessages: [] }));
    await line.client().push({ to: 'U1', messages }, { retryKey });
    const [first, second] = line.calls();
    expect(first?.headers['x-line-retry-key']).toBe(retryKey);
    expect(second?.headers['x-line-retry-key']).toBe(retryKey);
    expect(second?.body).toEqual(first?.body);
  });

  it('is refused here when it is not a UUID', async () => {
    expect(await codeOf(line.client().push({ to: 'U1', messages }, { retryKey: 'again' }))).toBe(
      'LINE_RETRY_KEY_INVALID',
    );
    expect(line.calls()).toEqual([]);
  });
});

const OTHER_CALLS: Readonly<Record<string, (client: LineClient) => Promise<unknown>>> = {
  'POST /v2/bot/message/reply': (client) => client.reply({ replyToken: 'r', messages }),
  'GET /v2/bot/profile/U1': (client) => client.getProfile('U1'),
  'GET /v2/bot/message/1/content': (client) => client.getContent('1', { maxBytes: 10 }),
  'GET /v2/bot/message/1/content/preview': (client) => client.getContent('1', { maxBytes: 10, variant: 'preview' }),
  'POST /v2/bot/chat/loading/start': (client) => client.startLoading('U1', 20),
  'POST /v2/bot/user/U1/linkToken': (client) => client.issueLinkToken('U1'),
  'GET /v2/bot/info': (client) => client.getBotInfo(),
  'GET /v2/bot/followers/ids?limit=1&start=x': (client) => client.listFollowerIds({ limit: 1, start: 'x' }),
  'GET /v2/bot/channel/webhook/endpoint': (client) => client.getWebhookEndpoint(),
  'PUT /v2/bot/channel/webhook/endpoint': (client) => client.setWebhookEndpoint('https://example.com/webhook'),
  'POST /v2/bot/channel/webhook/test': (client) => client.testWebhookEndpoint(),
  'GET /v2/bot/message/quota': (client) => client.getQuota(),
  'GET /v2/bot/message/quota/consumption': (client) => client.getConsumption(),
  'POST /v2/bot/richmenu': (client) => client.createRichMenu({ name: 'menu' }),
  'POST /v2/bot/richmenu/richmenu-1/content': (client) =>
    client.uploadRichMenuImage('richmenu-1', { bytes: new Uint8Array([1, 2, 3]), contentType: 'image/png' }),
  'POST /v2/bot/user/all/richmenu/richmenu-1': (client) => client.setDefaultRichMenu('richmenu-1'),
  'POST /v2/bot/user/U1/richmenu/richmenu-1': (client) => client.linkRichMenu('U1', 'richmenu-1'),
  'DELETE /v2/bot/user/U1/richmenu': (client) => client.unlinkRichMenu('U1'),
  'GET /v2/bot/richmenu/list': (client) => client.listRichMenus(),
  'DELETE /v2/bot/richmenu/richmenu-1': (client) => client.deleteRichMenu('richmenu-1'),
};

describe('requests', () => {
  it.each(Object.entries(OTHER_CALLS))('asks %s', async (route, call) => {
    await Promise.allSettled([call(line.client())]);
    expect(line.calls().map(({ method, path }) => `${method} ${path}`)).toEqual([route]);
  });

  it('gives the status, the request id and the body', async () => {
    line.on('/v2/bot/message/quota', json(200, { type: 'none' }));
    expect(await line.client().getQuota()).toEqual({ status: 200, requestId: 'request-2', body: { type: 'none' } });
  });

  it('sends messages as JSON and images as they are', async () => {
    line.on('/v2/bot/message/reply', json(200, { sentMessages: [] }));
    line.on('/v2/bot/richmenu/r/content', json(200, {}));
    const client = line.client();
    await client.reply({ replyToken: 'r', messages });
    await client.uploadRichMenuImage('r', { bytes: new Uint8Array([0xff, 0xd8]), contentType: 'image/jpeg' });
    const [reply, upload] = line.calls();
    expect(reply?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(String(reply?.body))).toEqual({ replyToken: 'r', messages });
    expect(upload?.headers['content-type']).toBe('image/jpeg');
    expect([...(upload?.body ?? [])]).toEqual([0xff, 0xd8]);
  });

  it('keeps an id inside its segment of the path', async () => {
    await codeOf(line.client().getProfile('../../message/broadcast'));
    expect(line.calls()[0]?.path).toBe('/v2/bot/profile/..%2F..%2Fmessage%2Fbroadcast');
  });

  it('goes to the data server for contents only', async () => {
    const data = await startTestServer();
    const client = line.client({ dataApiBaseUrl: data.baseUrl });
    await codeOf(client.getContent('1', { maxBytes: 10 }));
    expect([line.calls().length, data.calls().length, data.tokenCalls().length]).toEqual([0, 1, 0]);
    await data.close();
  });

  it('stops waiting after the time-out', async () => {
    line.on(INFO, hang);
    expect(await codeOf(line.client({ timeoutMs: 100 }).getBotInfo())).toBe('LINE_TIMEOUT');
  });

  it('holds no token, text or id in an error', async () => {
    line.on(
      '/v2/bot/message/push',
      json(400, {
        message: 'The request body has 1 error(s)',
        details: [{ message: 'May not be empty', property: 'messages[0].text' }],
      }),
    );
    const error: unknown = await line
      .client()
      .push({ to: 'U0123', messages }, { retryKey })
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof AppError)) throw error;
    expect(error.details).toEqual({
      status: 400,
      requestId: 'request-2',
      idempotency: 'retry-key',
      lineMessage: 'The request body has 1 error(s)',
      lineDetails: [{ message: 'May not be empty', property: 'messages[0].text' }],
    });
    expect(JSON.stringify([error.message, error.details, error.stack])).not.toMatch(
      /token-1|こんにちは|U0123|a-secret/,
    );
  });
});

describe('getContent', () => {
  const bytes = Buffer.alloc(1_000, 7);

  it('gives the bytes and their type, up to the cap', async () => {
    line.on(CONTENT, (response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes));
    const { body } = await line.client().getContent('1', { maxBytes: 1_000 });
    expect(body.bytes.equals(bytes)).toBe(true);
    expect(body.contentType).toBe('image/jpeg');
  });

  it('refuses one byte more than the cap, whether LINE announces the length or not', async () => {
    line.on(
      CONTENT,
      (response) => void response.writeHead(200, { 'content-length': bytes.length }).end(bytes),
      (response) => void response.writeHead(200, { 'transfer-encoding': 'chunked' }).end(bytes),
    );
    const client = line.client();
    expect(await codeOf(client.getContent('1', { maxBytes: 999 }))).toBe('LINE_CONTENT_TOO_LARGE');
    expect(await codeOf(client.getContent('1', { maxBytes: 999 }))).toBe('LINE_CONTENT_TOO_LARGE');
  });

  it('hangs up on a body that does not end', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    line.on(CONTENT, (response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' });
      const pour = () => {
        while (!response.destroyed && response.write(bytes));
      };
      response.on('drain', pour).on('close', resolve);
      pour();
    });
    expect(await codeOf(line.client().getContent('1', { maxBytes: 5_000 }))).toBe('LINE_CONTENT_TOO_LARGE');
    await closed;
  });

  it.each([
    [202, 'LINE_CONTENT_NOT_READY', 'later'],
    [404, 'LINE_CONTENT_GONE', 'never'],
    [410, 'LINE_CONTENT_GONE', 'never'],
    [500, 'LINE_UNAVAILABLE', 'later'],
  ])('answers %i with %s, to be tried again %s', async (status, code, retry) => {
    line.on(CONTENT, json(status, {}));
    await expect(line.client().getContent('1', { maxBytes: 10 })).rejects.toMatchObject({ code, retry });
  });
});
