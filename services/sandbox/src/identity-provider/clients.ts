// Services (RP) that may ask who a resident is.
import type { AdapterPayload } from 'oidc-provider';
import { z } from 'zod';

const publicKeySchema = z
  .looseObject({ kty: z.enum(['RSA', 'EC']), kid: z.string().optional() })
  .refine((key) => !('d' in key), 'a private key; register the public half');

/** Lengths and letters: developers.digital.go.jp/documents/auth-and-sign/ (authorization request) */
export const identityClientSchema = z.strictObject({
  clientId: z.string().regex(/^[0-9a-zA-Z]{1,255}$/),
  /** Shown to the resident as who asks. */
  name: z.string().min(1).max(100).default('みほん市'),
  jwks: z.strictObject({ keys: z.array(publicKeySchema).min(1) }),
  redirectUris: z.array(z.url({ protocol: /^https?$/ }).max(255)).min(1),
});

export type IdentityClient = z.infer<typeof identityClientSchema>;

/** The client in the words of OpenID Connect Dynamic Client Registration 1.0 section 2. */
export function clientMetadata({ clientId, name, jwks, redirectUris }: IdentityClient): AdapterPayload {
  return {
    client_id: clientId,
    client_name: name,
    jwks,
    redirect_uris: redirectUris,
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'private_key_jwt',
    subject_type: 'pairwise',
    id_token_signed_response_alg: 'ES256',
  };
}
