// OpenID Connect as デジタル認証アプリ speaks it: authorization code with PKCE S256, state and nonce, private_key_jwt, ID
// tokens signed ES256 (https://developers.digital.go.jp/documents/auth-and-sign/).
import * as client from 'openid-client';
import { errors } from '../errors.ts';
import { readUserInfo } from '../person.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { readPrivateKey } from './private-key.ts';
import { toIdentityError } from './to-identity-error.ts';

export const IDENTITY_SCOPE = 'openid name address birthdate gender';

export type IdentityProviderOptions = {
  /** Exactly as the provider's discovery document and its ID tokens have it. */
  issuer: string;
  clientId: string;
  /** A PEM or a JWK, RSA or P-256. */
  privateKey: string;
  /** Our address for the way back, registered with the provider. At most 255 characters there. */
  redirectUri: string;
  /** For a provider without a discovery document. */
  endpoints?: { authorization: string; token: string; userInfo: string; keys: string };
  /** Of each call, in milliseconds. */
  timeoutMs?: number;
};

/** Reads the provider's metadata when it is first needed, so that a service starts without it. */
export function createIdentityProvider(options: IdentityProviderOptions): IdentityProvider {
  const { clientId, redirectUri, endpoints, timeoutMs = 5_000 } = options;
  const issuer = readAddress(options.issuer);
  const origin = new URL(endpoints?.authorization ?? issuer).origin;
  const key = readPrivateKey(options.privateKey);
  const metadata = { client_id: clientId, id_token_signed_response_alg: 'ES256' };
  const timeout = timeoutMs / 1_000;
  const extensions = [
    // The library trusts TLS for a token that comes straight from the token endpoint; we check its signature too.
    client.enableNonRepudiationChecks,
    ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
  ];

  const configure = async (): Promise<client.Configuration> => {
    if (endpoints) {
      const server = {
        issuer: options.issuer,
        authorization_endpoint: endpoints.authorization,
        token_endpoint: endpoints.token,
        userinfo_endpoint: endpoints.userInfo,
        jwks_uri: endpoints.keys,
      };
      const configuration = new client.Configuration(server, clientId, metadata, authentication(key, endpoints.token));
      configuration.timeout = timeout;
      for (const extend of extensions) extend(configuration);
      return configuration;
    }
    const found = await client.discovery(issuer, clientId, metadata, client.None(), { execute: extensions, timeout });
    const server = found.serverMetadata();
    const { authorization_endpoint: authorization, token_endpoint: token } = server;
    if (authorization === undefined || token === undefined || new URL(authorization).origin !== origin) {
      throw errors.PROVIDER_MISCONFIGURED({ message: 'the authorization endpoint is not at the issuer' });
    }
    const configuration = new client.Configuration(server, clientId, metadata, authentication(key, token));
    configuration.timeout = timeout;
    for (const extend of extensions) extend(configuration);
    return configuration;
  };

  let known: Promise<client.Configuration> | undefined;
  const configuration = (): Promise<client.Configuration> => {
    known ??= configure().catch((error: unknown) => {
      known = undefined;
      throw toIdentityError(error);
    });
    return known;
  };

  return {
    origin,
    authorizationUrl: async ({ state, nonce, verifier }) => {
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: IDENTITY_SCOPE,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return url.href;
    },
    readPerson: async (parameters, { state, nonce, verifier }) => {
      const config = await configuration();
      const back = new URL(`${redirectUri}?${parameters}`);
      try {
        const tokens = await client.authorizationCodeGrant(config, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const sub = tokens.claims()?.sub;
        if (sub === undefined) throw errors.AUTHENTICATION_FAILED({ message: 'no ID token' });
        return readUserInfo(await client.fetchUserInfo(config, tokens.access_token, sub));
      } catch (error) {
        if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied') return 'declined';
        throw toIdentityError(error);
      }
    },
  };
}

/** デジタル認証アプリ wants the token endpoint as the assertion's audience; RFC 7523 section 3 allows it. */
function authentication(key: ReturnType<typeof readPrivateKey>, tokenEndpoint: string): client.ClientAuth {
  // The browser's type of a key, which openid-client takes, names fewer usages than Node's; where both are known they differ.
  return client.PrivateKeyJwt(key as client.PrivateKey, {
    [client.modifyAssertion]: (_header, payload) => {
      payload.aud = tokenEndpoint;
    },
  });
}

/** Plain http stays on this machine. */
function readAddress(issuer: string): URL {
  const url = URL.parse(issuer);
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!url || (url.protocol !== 'https:' && !local)) {
    throw errors.PROVIDER_MISCONFIGURED({ message: 'the issuer is no https address' });
  }
  return url;
}
