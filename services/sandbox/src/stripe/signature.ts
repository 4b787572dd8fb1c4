import { createHmac } from 'node:crypto';

/**
 * `Stripe-Signature`: docs.stripe.com/webhooks#verify-manually
 * @param at seconds since 1970
 */
export function signatureHeader(secret: string, at: number, body: string): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}
