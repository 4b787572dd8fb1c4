// The few levers of the sandbox that the seed pulls; services/sandbox/README.md describes them all.
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';

const channelSchema = z.object({
  channelId: z.string(),
  channelSecret: z.string(),
  botUserId: z.string(),
  displayName: z.string(),
});

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
  /** Tells Stripe where the events of this installation's account go. */
  ensureStripeEndpoint(endpoint: StripeEndpoint): Promise<void>;
};

export type IdentityClient = { clientId: string; privateKeyPem: string; redirectUri: string };
export type StripeEndpoint = { secretKey: string; webhookUrl: string; webhookSecret: string };

export function createSandboxControl(sandboxUrl: string): SandboxControl {
  const send = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${sandboxUrl}/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok)
      throw new Error(`the sandbox answered ${response.status} to ${method} ${path}: ${await response.text()}`);
    return response.json();
  };
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
      await send('PUT', '/stripe/accounts', { secretKey, webhook: { url: webhookUrl, secret: webhookSecret } });
    },
  };
}
