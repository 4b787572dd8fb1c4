import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classifySend, type SendClassification } from './outcome.ts';
import { hang, html, json, type Responder, reset, startTestServer, type TestServer } from './test-server.ts';

const retryKey = '01890a5d-ac96-774b-bcce-b302099a8057';
const messages = [{ type: 'text' as const, text: 'こんにちは' }];
const PUSH = '/v2/bot/message/push';
const REPLY = '/v2/bot/message/reply';
const TOKEN = '/oauth2/v3/token';
/** For what never answers; long enough for what does, also on a busy machine. */
const IMPATIENT = { timeoutMs: 700 };

let line: TestServer;
beforeEach(async () => {
  line = await startTestServer();
});
afterEach(() => line.close());

const push = (options: Parameters<TestServer['client']>[0] = {}): Promise<SendClassification> =>
  line.client(options).push({ to: 'U1', messages }, { retryKey }).then(classifySend, classifySend);
const reply = (): Promise<SendClassification> =>
  line.client(IMPATIENT).reply({ replyToken: 'r', messages }).then(classifySend, classifySend);

const refused = (status: number, message: string) => json(status, { message });

describe('classifySend', () => {
  it.each<[string, Responder, Partial<SendClassification>]>([
    ['200', json(200, { sentMessages: [{ id: '1' }] }), { outcome: 'sent', retry: 'never', status: 200 }],
    ['200 without a body', (response) => void response.writeHead(200).end(), { outcome: 'sent', retry: 'never' }],
    [
      '409: accepted before',
      json(409, { message: 'The retry key is already accepted' }, { 'x-line-accepted-request-id': 'first' }),
      { outcome: 'sent', retry: 'never', status: 409, acceptedRequestId: 'first' },
    ],
    ['400', refused(400, 'The request body has 1 error(s)'), { outcome: 'rejected', retry: 'never', status: 400 }],
    ['400 for a stranger', refused(400, 'Failed to send messages'), { outcome: 'recipient-unknown', retry: 'never' }],
    ['401, twice', refused(401, 'Authentication failed'), { outcome: 'unauthorized', retry: 'never', status: 401 }],
    ['403', refused(403, 'Access to this API is not available'), { outcome: 'rejected', retry: 'never', status: 403 }],
    ['404', refused(404, 'Not found'), { outcome: 'rejected', retry: 'never' }],
    ['413', html(413), { outcome: 'rejected', retry: 'never', status: 413 }],
    ['415', refused(415, 'The content type is not supported'), { outcome: 'rejected', retry: 'never' }],
    [
      '429 rate',
      refused(429, 'The API rate limit has been exceeded. Try again later.'),
      { outcome: 'rate-limited', retry: 'same-key' },
    ],
    ['429 quota', refused(429, 'You have reached your monthly limit.'), { outcome: 'quota-exhausted', retry: 'never' }],
    [
      '429 concurrency',
      refused(429, 'The limit of concurrent operations has been exceeded.'),
      { outcome: 'concurrency-limited', retry: 'same-key' },
    ],
    ['429 in words never heard', refused(429, 'Slow down'), { outcome: 'rate-limited', retry: 'same-key' }],
    ['429 from a load balancer', html(429), { outcome: 'rate-limited', retry: 'same-key' }],
    ['500', refused(500, 'Internal error'), { outcome: 'unknown', retry: 'same-key', status: 500 }],
    ['502 from a load balancer', html(502), { outcome: 'unknown', retry: 'same-key' }],
    ['a page that says 200', html(200), { outcome: 'unknown', retry: 'same-key', status: 200 }],
    ["a proxy's 403", html(403), { outcome: 'unknown', retry: 'same-key' }],
    [
      'a redirect',
      (response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
      { outcome: 'unknown', retry: 'same-key', status: 302 },
    ],
    ['a reset connection', reset, { outcome: 'unknown', retry: 'same-key' }],
    [
      'a connection cut in the middle of the answer',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{');
        setImmediate(() => response.destroy());
      },
      { outcome: 'unknown', retry: 'same-key' },
    ],
  ])('%s', async (_, responder, expected) => {
    line.on(PUSH, responder);
    expect(await push()).toMatchObject(expected);
  });

  it('takes a time-out for unknown, be it before the answer or in the middle of it', async () => {
    line.on(PUSH, hang, (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'));
    expect(await push(IMPATIENT)).toMatchObject({ outcome: 'unknown', retry: 'same-key' });
    expect(await push(IMPATIENT)).toMatchObject({ outcome: 'unknown', retry: 'same-key' });
    expect(line.calls()).toHaveLength(2);
  });

  it('takes a caller that gives up for unknown', async () => {
    const controller = new AbortController();
    line.on(PUSH, () => controller.abort());
    const sending = line.client().push({ to: 'U1', messages }, { retryKey, signal: controller.signal });
    expect(await sending.then(classifySend, classifySend)).toMatchObject({ outcome: 'unknown', retry: 'same-key' });
  });

  it('takes a refused connection for unreachable: nothing was executed', async () => {
    const client = line.client();
    await line.close();
    const sent = await client.push({ to: 'U1', messages }, { retryKey }).then(classifySend, classifySend);
    expect(sent).toMatchObject({ outcome: 'unreachable', retry: 'same-key' });
    line = await startTestServer();
  });

  it.each<[string, Responder, Partial<SendClassification>]>([
    ['a wrong secret', json(400, { error: 'invalid_client' }), { outcome: 'unauthorized', retry: 'never' }],
    ['a failing token endpoint', json(500, {}), { outcome: 'unreachable', retry: 'same-key' }],
    ['a hanging token endpoint', hang, { outcome: 'unreachable', retry: 'same-key' }],
    ["a proxy's page instead of a token", html(403), { outcome: 'unreachable', retry: 'same-key' }],
    ['an answer without a token', json(200, {}), { outcome: 'unreachable', retry: 'same-key' }],
  ])('knows that nothing left with %s', async (_, responder, expected) => {
    line.on(TOKEN, responder);
    expect(await push(IMPATIENT)).toMatchObject(expected);
    expect(line.calls()).toHaveLength(0);
  });

  it.each<[string, Responder, Partial<SendClassification>]>([
    [
      'a used or late reply token',
      refused(400, 'Invalid reply token'),
      { outcome: 'reply-token-invalid', retry: 'never' },
    ],
    ['a rate limit', refused(429, 'The API rate limit has been exceeded.'), { retry: 'same-request' }],
    ['a time-out: the token works only once', hang, { outcome: 'unknown', retry: 'same-request' }],
    ['a 409, which no reply knows', refused(409, 'Conflict'), { outcome: 'rejected', retry: 'never' }],
  ])('replies: %s', async (_, responder, expected) => {
    line.on(REPLY, responder);
    expect(await reply()).toMatchObject(expected);
  });

  it('never repeats an unknown request that nothing makes idempotent', async () => {
    line.on('/v2/bot/richmenu', json(500, {}), json(429, { message: 'The API rate limit has been exceeded.' }));
    const client = line.client();
    const create = () => client.createRichMenu({ name: 'm' }).then(classifySend, classifySend);
    expect(await create()).toMatchObject({ outcome: 'unknown', retry: 'never' });
    expect(await create()).toMatchObject({ outcome: 'rate-limited', retry: 'same-request' });
  });

  it("keeps LINE's request id and words", async () => {
    line.on(PUSH, refused(400, 'Failed to send messages'));
    expect(await push()).toMatchObject({ requestId: 'request-2', lineMessage: 'Failed to send messages' });
  });

  it('throws on what is not an answer of LINE', () => {
    const defect = new TypeError('a defect of ours');
    expect(() => classifySend(defect)).toThrow(defect);
    expect(() => classifySend(undefined)).toThrow();
  });
});
