import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const MINUTE = 60_000;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const form = (fields: Record<string, string>) => new URLSearchParams(fields);

it('issues a stateless token that dies after 15 minutes', async () => {
  const { channel } = await sandbox.city('stateless');
  const answer = await sandbox.call(
    'POST',
    '/oauth2/v3/token',
    form({ grant_type: 'client_credentials', client_id: channel.channelId, client_secret: channel.channelSecret }),
  );
  expect(answer.body).toEqual({ token_type: 'Bearer', access_token: expect.any(String), expires_in: 900 });
  const headers = bearer(answer.body.access_token);
  await sandbox.control('POST', '/clock', { advanceMs: 15 * MINUTE - 1 });
  expect((await sandbox.call('GET', '/v2/bot/info', undefined, headers)).status).toBe(200);
  await sandbox.control('POST', '/clock', { advanceMs: 1 });
  const late = await sandbox.call('GET', '/v2/bot/info', undefined, headers);
  expect(late.status).toBe(401);
  expect(late.body.message).toMatch(/^Authentication failed due to the following reason: token expired\./);
});

it('refuses a wrong secret, a wrong id and another grant as OAuth does', async () => {
  const { channel } = await sandbox.city('wrong');
  const right = {
    grant_type: 'client_credentials',
    client_id: channel.channelId,
    client_secret: channel.channelSecret,
  };
  const errorOf = async (fields: Record<string, string>) => {
    const answer = await sandbox.call('POST', '/oauth2/v3/token', form({ ...right, ...fields }));
    return [answer.status, answer.body.error];
  };
  expect(await errorOf({ client_secret: '0'.repeat(32) })).toEqual([400, 'invalid_client']);
  expect(await errorOf({ client_id: '1234567890' })).toEqual([400, 'invalid_client']);
  expect(await errorOf({ grant_type: 'password' })).toEqual([400, 'unsupported_grant_type']);
  const json = await sandbox.call('POST', '/oauth2/v3/token', right);
  expect([json.status, json.body.error]).toEqual([400, 'invalid_request']);
});

it('takes neither a missing, nor a forged, nor a changed token', async () => {
  const { channel } = await sandbox.city('forged');
  const token = await sandbox.token(channel);
  const statusWith = async (headers: Record<string, string>) =>
    (await sandbox.call('GET', '/v2/bot/info', undefined, headers)).status;
  expect(await statusWith({})).toBe(401);
  expect(await statusWith(bearer('abc.def'))).toBe(401);
  expect(await statusWith(bearer(`${token.slice(0, -2)}AA`))).toBe(401);
  expect(await statusWith({ authorization: token })).toBe(401);
  expect(await statusWith(bearer(token))).toBe(200);
});

it('keeps 30 short-lived tokens, the 31st ending the oldest, and revokes one', async () => {
  const { channel } = await sandbox.city('short');
  const issue = async () =>
    (
      await sandbox.call(
        'POST',
        '/v2/oauth/accessToken',
        form({ grant_type: 'client_credentials', client_id: channel.channelId, client_secret: channel.channelSecret }),
      )
    ).body;
  const first = await issue();
  expect(first.expires_in).toBe(2_592_000);
  const others = [];
  for (let count = 0; count < 29; count += 1) others.push(await issue());
  const statusOf = async (token: string) =>
    (await sandbox.call('GET', '/v2/bot/info', undefined, bearer(token))).status;
  expect(await statusOf(first.access_token)).toBe(200);
  const last = await issue();
  expect(await statusOf(first.access_token)).toBe(401);
  expect(await statusOf(others[0].access_token)).toBe(200);
  await sandbox.call('POST', '/v2/oauth/revoke', form({ access_token: last.access_token }));
  expect(await statusOf(last.access_token)).toBe(401);
});
