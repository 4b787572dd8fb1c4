import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { City } from '../support/city.ts';
import { postWebhook, signBody, type WebhookAnswer } from '../support/post-webhook.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { textEvent } from '../support/text-event.ts';

let system: System;
let city: City;
let otherCity: City;
let body: string;
beforeAll(async () => {
  system = await startSystem({ workers: 0 });
  city = await system.addCity();
  otherCity = await system.addCity();
  const { userId } = await city.resident();
  // Only to have a body as LINE would send it: nobody listens there.
  ({ body } = await city.webhook({ events: [textEvent(userId, '記録 にせもの')], url: 'http://127.0.0.1:1/' }));
});
afterAll(() => system?.stop());

async function nothingIsStored(): Promise<void> {
  for (const table of ['inbox_event', 'resident', 'outbox_message', 'service_case']) {
    const { rows } = await system.admin.query(`select count(*)::int as n from ${table}`);
    expect({ table, rows: rows[0].n }).toEqual({ table, rows: 0 });
  }
}

/** All that an outsider could tell two refusals apart by, but for the request's own number. */
function tellable({ status, body: { code, title } }: WebhookAnswer) {
  return { status, code, title };
}

describe('a webhook that LINE did not sign', () => {
  const secret = () => city.channel.channelSecret;
  const refused: [string, () => Promise<WebhookAnswer>][] = [
    ['a wrong signature', () => postWebhook(city.webhookUrl, body, { secret: 'f'.repeat(32) })],
    ['a truncated one', () => postWebhook(city.webhookUrl, body, { signature: signBody(body, secret()).slice(0, -8) })],
    ['an empty one', () => postWebhook(city.webhookUrl, body, { signature: '' })],
    ['one that is no base64', () => postWebhook(city.webhookUrl, body, { signature: '%'.repeat(44) })],
    [
      'the signature of another body',
      () => postWebhook(city.webhookUrl, body, { signature: signBody('{}', secret()) }),
    ],
    [
      "another city's valid signature",
      () => postWebhook(city.webhookUrl, body, { secret: otherCity.channel.channelSecret }),
    ],
    [
      'an address that nobody has',
      () => postWebhook(city.webhookUrl.replace(city.webhookKey, 'A'.repeat(22)), body, { secret: secret() }),
    ],
  ];

  it.each(refused)('is refused with 401 for %s, and nothing is stored', async (_what, send) => {
    expect(await send()).toMatchObject({ status: 401, body: { code: 'GATEWAY_WEBHOOK_REFUSED' } });
    await nothingIsStored();
  });

  it('learns nothing from the refusal: each has the same status and the same words', async () => {
    const answers = await Promise.all(refused.map(async ([, send]) => tellable(await send())));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('is refused with 400 when there is no signature at all', async () => {
    const known = await postWebhook(city.webhookUrl, body, { signature: undefined });
    const unknown = await postWebhook(`${city.webhookUrl}x`, body, { signature: undefined });
    expect(known).toMatchObject({ status: 400, body: { code: 'GATEWAY_SIGNATURE_MISSING' } });
    expect(tellable(unknown)).toEqual(tellable(known));
    await nothingIsStored();
  });

  it('is not let in for a body in which one byte differs from the one that was signed', async () => {
    const changed = body.replace('にせもの', 'にせもん');
    const answer = await postWebhook(city.webhookUrl, changed, { signature: signBody(body, secret()) });
    expect(answer.status).toBe(401);
    await nothingIsStored();
  });
});
