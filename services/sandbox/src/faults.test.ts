import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from './faults.ts';
import { waitFor } from './testing/bot-server.ts';
import { startSandbox, type TestSandbox, text } from './testing/start-sandbox.ts';

const PUSH = '/v2/bot/message/push';

describe('a rule', () => {
  const occasion = { channelId: '1', method: 'POST', route: PUSH };

  it('strikes as often as told, after as many as told', () => {
    const faults = createFaults();
    faults.set([{ kind: 'apiSlow', skip: 1, count: 2 }]);
    const struck = Array.from({ length: 5 }, () => faults.strike('apiSlow', occasion) !== undefined);
    expect(struck).toEqual([false, true, true, false, false]);
    expect(faults.list()[0]?.struck).toBe(2);
  });

  it('strikes the same calls for the same seed', () => {
    const strikes = (seed: number) => {
      const faults = createFaults();
      faults.set([{ kind: 'apiSlow', probability: 0.5, seed }]);
      return Array.from({ length: 64 }, () => faults.strike('apiSlow', occasion) !== undefined);
    };
    expect(strikes(7)).toEqual(strikes(7));
    expect(strikes(7)).not.toEqual(strikes(8));
    expect(strikes(7).filter(Boolean).length).toBeGreaterThan(16);
  });

  it('strikes one channel and one endpoint, named three ways', () => {
    for (const endpoint of ['push', PUSH, `POST ${PUSH}`]) {
      const faults = createFaults();
      faults.set([{ kind: 'apiSlow', channelId: '1', endpoint }]);
      expect(faults.strike('apiSlow', occasion)).toBeDefined();
      expect(faults.strike('apiSlow', { ...occasion, channelId: '2' })).toBeUndefined();
      expect(faults.strike('apiSlow', { ...occasion, route: '/v2/bot/message/reply' })).toBeUndefined();
      expect(faults.strike('api429Rate', occasion)).toBeUndefined();
    }
  });
});

describe('on the API', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  async function setUp(fault: object) {
    const friends = await sandbox.friends();
    const retryKey = randomUUID();
    const push = () =>
      friends.line('POST', PUSH, { to: friends.userId, messages: [text('x')] }, { 'x-line-retry-key': retryKey });
    const arrived = async () => (await friends.transcript()).filter((entry) => entry.from === 'city').length;
    await sandbox.control('PUT', '/faults', { faults: [{ count: 1, ...fault }] });
    return { ...friends, push, arrived };
  }

  it('has three wordings of 429', async () => {
    const messages: string[] = [];
    for (const kind of ['api429Rate', 'api429Concurrency', 'api429Monthly']) {
      const { push, arrived } = await setUp({ kind });
      const answer = await push();
      expect(answer.status).toBe(429);
      messages.push(answer.body.message);
      expect(await arrived()).toBe(messages.length - 1);
      expect((await push()).status).toBe(200);
    }
    expect(new Set(messages).size).toBe(3);
    expect(messages[0]).toBe('The API rate limit has been exceeded. Try again later.');
    expect(messages[2]).toBe('You have reached your monthly limit.');
  });

  it('fails before it accepts: nothing arrives, and the retry sends', async () => {
    const { push, arrived } = await setUp({ kind: 'api500BeforeAcceptance' });
    expect((await push()).status).toBe(500);
    expect(await arrived()).toBe(0);
    expect((await push()).status).toBe(200);
    expect(await arrived()).toBe(1);
  });

  it('fails after it accepted: the message arrives, and the retry is told 409', async () => {
    const { push, arrived } = await setUp({ kind: 'api500AfterAcceptance' });
    expect((await push()).status).toBe(500);
    expect(await arrived()).toBe(1);
    expect((await push()).status).toBe(409);
    expect(await arrived()).toBe(1);
  });

  it('accepts and never answers', async () => {
    const { channel, userId, push, arrived } = await setUp({ kind: 'apiTimeoutAfterAcceptance' });
    const authorization = `Bearer ${await sandbox.token(channel)}`;
    const request = fetch(`${sandbox.url}${PUSH}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ to: userId, messages: [text('x')] }),
      signal: AbortSignal.timeout(100),
    });
    await expect(request).rejects.toThrow(/timeout/);
    expect(await arrived()).toBe(1);
    expect((await push()).status).toBe(200);
  });

  it('lets go of who is still waiting when it stops', async () => {
    const { push, channel } = await setUp({ kind: 'apiTimeoutAfterAcceptance' });
    const waiting = expect(push()).rejects.toThrow();
    await waitFor(
      async () => (await sandbox.control('GET', '/requests')).requests.at(-1).channelId === channel.channelId,
    );
    await sandbox.app.close();
    await waiting;
  });

  it('accepts, holds for a while and hangs up', async () => {
    const { push, arrived } = await setUp({ kind: 'apiTimeoutAfterAcceptance', ms: 20 });
    await expect(push()).rejects.toThrow();
    expect(await arrived()).toBe(1);
    expect((await push()).status).toBe(409);
  });

  it('resets the connection before or after it accepts', async () => {
    const before = await setUp({ kind: 'apiConnectionReset' });
    await expect(before.push()).rejects.toThrow();
    expect(await before.arrived()).toBe(0);
    const after = await setUp({ kind: 'apiConnectionReset', afterAcceptance: true });
    await expect(after.push()).rejects.toThrow();
    expect(await after.arrived()).toBe(1);
  });

  it('answers slowly, and with HTML', async () => {
    const slow = await setUp({ kind: 'apiSlow', ms: 50 });
    const started = performance.now();
    expect((await slow.push()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(49);
    const html = await setUp({ kind: 'apiHtmlBody' });
    const answer = await html.push();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('<html>');
  });

  it('is forgotten when cleared, and noted in the log', async () => {
    const { push } = await setUp({ kind: 'api500BeforeAcceptance', count: 5 });
    await push();
    const { requests } = await sandbox.control('GET', '/requests');
    expect(requests.at(-1)).toMatchObject({ path: PUSH, status: 500, fault: 'api500BeforeAcceptance' });
    await sandbox.control('DELETE', '/faults');
    expect((await push()).status).toBe(200);
  });

  it('strikes the issue of tokens only by name', async () => {
    const { channel } = await sandbox.city();
    await sandbox.control('PUT', '/faults', { faults: [{ kind: 'api500BeforeAcceptance' }] });
    expect(await sandbox.token(channel)).toBeDefined();
    await sandbox.control('PUT', '/faults', { faults: [{ kind: 'api500BeforeAcceptance', endpoint: 'token' }] });
    expect(await sandbox.token(channel)).toBeUndefined();
  });

  it('refuses a fault it does not know', async () => {
    const answer = await sandbox.call('PUT', '/control/faults', { faults: [{ kind: 'earthquake' }] });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'SANDBOX_REQUEST_INVALID']);
  });
});
