import { createHmac } from 'node:crypto';

/** `x-line-signature`: developers.line.biz/en/docs/messaging-api/verify-webhook-signature/ */
export function signBody(channelSecret: string, body: string | Buffer): string {
  return createHmac('sha256', channelSecret).update(body).digest('base64');
}
