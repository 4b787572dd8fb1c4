// The few levers of the sandbox that the seed pulls; services/sandbox/README.md describes them all.
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';

const channelSchema = z.object({
  channelId: z.string(),
  channelSecret: z.string(),
  botUserId: z.string(),
  displayName: z.string(),
});

const accountSchema = z.object({ accountId: z.string() });
const draftsSchema = z.object({ data: z.array(z.object({ id: z.string(), amount_due: z.int() })) });

export type SandboxChannel = z.infer<typeof channelSchema>;

export type SandboxControl = {
  ensureChannel(channel: {
    key: string;
    displayName: string;
    center: { latitude: number; longitude: number };
  }): Promise<SandboxChannel>;
  /** What LINE has no API for: webhooks are used, and sent again. */
  switchWebhookOn(channelId: string): Promise<void>;
  ensurePerson(person: { key: string; displayName: string }): Promise<void>;
  /** Makes this installation known to the identity provider. */
  ensureIdentityClient(client: IdentityClient): Promise<void>;
  /** Tells Stripe where the events of this installation's account go. Returns the account. */
  ensureStripeEndpoint(endpoint: StripeEndpoint): Promise<string>;
  /** Sends the draft that waits for a customer, and has it paid by a transfer. */
  settleDraft(account: { accountId: string; secretKey: string }, customerId: string): Promise<void>;
};

export type IdentityClient = { clientId: string; privateKeyPem: string; redirectUri: string };
export type StripeEndpoint = { secretKey: string; webhookUrl: string; webhookSecret: string };

export function createSandboxControl(sandboxUrl: string): SandboxControl {
  const ask = async (method: string, path: string, init: RequestInit): Promise<unknown> => {
    const response = await fetch(`${sandboxUrl}${path}`, { ...init, method, signal: AbortSignal.timeout(10_000) });
    if (!response.ok)
      throw new Error(`the sandbox answered ${response.status} to ${method} ${path}: ${await response.text()}`);
    return response.json();
  };
  const send = (method: string, path: string, body: unknown): Promise<unknown> =>
    ask(method, `/control${path}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    ensureChannel: async (channel) => channelSchema.parse(await send('POST', '/channels', channel)),
    switchWebhookOn: async (channelId) => {
      await send('PATCH', `/channels/${channelId}`, { webhookActive: true, redelivery: { enabled: true } });
    },
    ensurePerson: async (person) => {
      await send('POST', '/people', person);
    },
    ensureIdentityClient: async ({ clientId, privateKeyPem, redirectUri }) => {
      const jwk = createPublicKey(privateKeyPem).export({ format: 'jwk' });
      await send('PUT', '/identity/clients', {
        clients: [{ clientId, name: '手のひら市役所', jwks: { keys: [jwk] }, redirectUris: [redirectUri] }],
      });
    },
    ensureStripeEndpoint: async ({ secretKey, webhookUrl, webhookSecret }) => {
      const webhook = { url: webhookUrl, secret: webhookSecret };
      return accountSchema.parse(await send('PUT', '/stripe/accounts', { secretKey, webhook })).accountId;
    },
    settleDraft: async ({ accountId, secretKey }, customerId) => {
      const headers = { authorization: `Bearer ${secretKey}` };
      const drafts = await ask('GET', `/v1/invoices?status=draft&customer=${customerId}`, { headers });
      for (const { id, amount_due: amountYen } of draftsSchema.parse(drafts).data) {
        await ask('POST', `/v1/invoices/${id}/finalize`, { headers });
        await send('POST', `/stripe/accounts/${accountId}/transfers`, { customerId, amountYen });
      }
    },
  };
}
