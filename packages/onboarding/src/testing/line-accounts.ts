// LINE with many accounts on a loopback port, light enough for every municipality of Japan: tokens, the account, its webhook's
// address, quota and friends. Its test of a webhook posts to nobody; the sandbox's does.
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type LineAccount = {
  channelId: string;
  channelSecret: string;
  botUserId: string;
  displayName: string;
  chatMode: 'bot' | 'chat';
  isVerified: boolean;
  webhookUrl?: string;
  isWebhookActive: boolean;
  /** What LINE would say of its webhook test, in its words. */
  webhookTest: 'OK' | 'COULD_NOT_CONNECT' | 'REQUEST_TIMEOUT' | 'ERROR_STATUS_CODE' | 'UNCLASSIFIED';
  quota: { type: 'none' } | { type: 'limited'; value: number };
  totalUsage: number;
  /** Answers of an API that is not to be had, by `METHOD path`. */
  refusals: Record<string, { status: number; body: object }>;
};

export type LineAccounts = Awaited<ReturnType<typeof startLineAccounts>>;

export async function startLineAccounts() {
  const accounts = new Map<string, LineAccount>();
  const server = createServer((incoming, response) => void answer(incoming, response));

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const [path = ''] = (incoming.url ?? '').split('?');
    const { status, body: words } =
      path === '/oauth2/v3/token'
        ? issueToken(new URLSearchParams(body))
        : answerAs(accounts.get(bearerOf(incoming)), `${incoming.method} ${path}`, body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(words));
  };

  /** The token is the channel's id. */
  const issueToken = (form: URLSearchParams): Words => {
    const account = accounts.get(form.get('client_id') ?? '');
    if (!account || account.channelSecret !== form.get('client_secret')) {
      return { status: 400, body: { error: 'invalid_client', error_description: 'invalid client_secret' } };
    }
    return ok({ access_token: account.channelId, expires_in: 900, token_type: 'Bearer' });
  };

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // not a pipe: listen was given a port
  const baseUrl = `http://127.0.0.1:${port}`;

  return {
    lineApi: { apiBaseUrl: baseUrl, dataApiBaseUrl: baseUrl, timeoutMs: 5_000 },
    addAccount: (fields: Partial<LineAccount> = {}): LineAccount => {
      const account: LineAccount = {
        channelId: `2${String(randomInt(10 ** 9)).padStart(9, '0')}`,
        channelSecret: randomBytes(16).toString('hex'),
        botUserId: `U${randomBytes(16).toString('hex')}`,
        displayName: 'みほん市',
        chatMode: 'bot',
        isVerified: true,
        isWebhookActive: true,
        webhookTest: 'OK',
        quota: { type: 'none' },
        totalUsage: 0,
        refusals: {},
        ...fields,
      };
      accounts.set(account.channelId, account);
      return account;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Words = { status: number; body: object };

function answerAs(account: LineAccount | undefined, call: string, body: string): Words {
  if (!account) return { status: 401, body: { message: 'Authentication failed' } };
  const refusal = account.refusals[call];
  if (refusal) return refusal;
  switch (call) {
    case 'GET /v2/bot/info': {
      const { botUserId: userId, displayName, chatMode } = account;
      return ok({ userId, displayName, chatMode, basicId: '@mihon', markAsReadMode: 'manual' });
    }
    case 'PUT /v2/bot/channel/webhook/endpoint':
      account.webhookUrl = JSON.parse(body).endpoint;
      return ok({});
    case 'GET /v2/bot/channel/webhook/endpoint':
      return account.webhookUrl === undefined
        ? { status: 404, body: { message: 'Not found' } }
        : ok({ endpoint: account.webhookUrl, active: account.isWebhookActive });
    case 'POST /v2/bot/channel/webhook/test': {
      const success = account.webhookTest === 'OK';
      const statusCode = success ? 200 : account.webhookTest === 'ERROR_STATUS_CODE' ? 503 : 0;
      return ok({ success, timestamp: new Date().toISOString(), statusCode, reason: account.webhookTest, detail: '' });
    }
    case 'GET /v2/bot/message/quota':
      return ok(account.quota);
    case 'GET /v2/bot/message/quota/consumption':
      return ok({ totalUsage: account.totalUsage });
    case 'GET /v2/bot/followers/ids':
      return account.isVerified
        ? ok({ userIds: [] })
        : { status: 403, body: { message: 'Access to this API is not available for your account' } };
    default:
      return { status: 404, body: { message: 'Not found' } };
  }
}

function ok(body: object): Words {
  return { status: 200, body };
}

function bearerOf(incoming: IncomingMessage): string {
  return (incoming.headers.authorization ?? '').replace(/^Bearer /, '');
}
