// A sandbox over real HTTP on a port of its own, with one city, one resident and that city's webhook receiver.
import type { AddressInfo } from 'node:net';
import { createFixedClock } from '@tenohira/core';
import { type BuildSandboxOptions, buildSandbox } from '../app.ts';
import type { Entry } from '../state/model.ts';
import { type BotServer, startBotServer } from './bot-server.ts';

/** What a test reads of any JSON answer. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, and fail where a part is missing
type Body = any;

export type Answer = { status: number; headers: Headers; body: Body; text: string };
export type ShownChannel = { channelId: string; channelSecret: string; botUserId: string; webhookUrl: string };

export type TestSandbox = Awaited<ReturnType<typeof startSandbox>>;

export async function startSandbox(options: BuildSandboxOptions = {}) {
  const clock = createFixedClock('2026-08-03T01:00:00Z');
  const app = await buildSandbox({ clock, ...options });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo; // it listens on a port, not on a pipe
  const url = `http://127.0.0.1:${port}`;
  const bots: BotServer[] = [];

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const isPlain =
      body === undefined || typeof body === 'string' || Buffer.isBuffer(body) || body instanceof URLSearchParams;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(isPlain ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isPlain ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text), text };
  };

  const control = async (method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await call(method, `/control${path}`, body);
    if (answer.status >= 400) throw new Error(`${method} /control${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };

  const token = async (channel: ShownChannel): Promise<string> => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: channel.channelId,
      client_secret: channel.channelSecret,
    });
    return (await call('POST', '/oauth2/v3/token', form)).body.access_token;
  };

  /** A city with its own receiver, and a way to call LINE as that city. */
  const city = async (key = 'city') => {
    const bot = await startBotServer();
    bots.push(bot);
    const channel: ShownChannel = await control('POST', '/channels', {
      key,
      displayName: 'みほん市',
      webhookUrl: bot.url,
    });
    const bearer = await token(channel);
    const line = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      call(method, path, body, { authorization: `Bearer ${bearer}`, ...headers });
    return { channel, bot, line };
  };

  /** A resident, as one city knows them. */
  const resident = async (channelId: string, displayName = 'たろう') => {
    const { personId } = await control('POST', '/people', { key: displayName, displayName });
    const path = `/channels/${channelId}/people/${personId}`;
    const { userId }: { userId: string } = await control('GET', path);
    const act = (action: object): Promise<Body> => control('POST', `${path}/actions`, action);
    const transcript = async (): Promise<Entry[]> => (await control('GET', `${path}/transcript`)).entries;
    return { personId, userId, path, act, transcript };
  };

  return {
    url,
    app,
    clock,
    call,
    control,
    token,
    city,
    resident,
    /** A city, and a resident who is its friend; what following sent is forgotten. */
    friends: async () => {
      const c = await city();
      const r = await resident(c.channel.channelId);
      await r.act({ type: 'follow' });
      c.bot.received.length = 0;
      return { ...c, ...r };
    },
    close: async () => {
      await app.close();
      await Promise.all(bots.map((bot) => bot.close()));
    },
  };
}

function parse(text: string): Body {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const text = (words: string) => ({ type: 'text', text: words });
