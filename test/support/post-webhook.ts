import { createHmac } from 'node:crypto';

export type WebhookAnswer = { status: number; text: string; body: { code?: string; title?: string } };

/** Posts a body to a webhook's address, signed with that secret or under that signature, and returns the whole answer. */
export async function postWebhook(
  url: string,
  body: string,
  by: { secret: string } | { signature: string | undefined },
): Promise<WebhookAnswer> {
  const signature = 'secret' in by ? signBody(body, by.secret) : by.signature;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(signature === undefined ? {} : { 'x-line-signature': signature }),
    },
    body,
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

export function signBody(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}
