// デジタル認証アプリ, played by oidc-provider: authorization code flow, PKCE S256, private_key_jwt, ES256, pairwise subjects.
import { createHmac } from 'node:crypto';
import Provider, { type Configuration, errors, interactionPolicy } from 'oidc-provider';
import { clientMetadata } from './clients.ts';
import { identityFaults } from './faults.ts';
import { identityErrorPage } from './page.ts';
import type { IdentityParts } from './parts.ts';
import { IDENTITY_PEOPLE, type IdentityPerson } from './people.ts';
import { createIdentityStorage } from './storage.ts';

export const IDENTITY_SCOPE = 'openid name address birthdate gender';

/** The tail of the real app's addresses: https://auth-and-sign.go.jp/api/realms/main/protocol/openid-connect/… */
const ENDPOINTS = '/protocol/openid-connect';

/** Seconds. A code is redeemed at once; a resident may look for the card for ten minutes. */
const TTL = { AuthorizationCode: 60, AccessToken: 300, IdToken: 300, Interaction: 600, Session: 600, Grant: 600 };

/**
 * The provider, for whichever address it is called at: the issuer is `<origin>/identity`, since a server that listens on
 * port 0, behind a name in a container or on localhost cannot know its own. Cards and clients are in the store.
 */
export function createIdentityProvider(parts: IdentityParts) {
  const { store, clock } = parts;
  const storage = createIdentityStorage(clock, (clientId) => {
    const client = store.world.identity.clients.find((candidate) => candidate.clientId === clientId);
    return client === undefined ? undefined : clientMetadata(client);
  });
  const providers = new Map<string, Provider>();

  const findPerson = (key: string): IdentityPerson | undefined =>
    store.world.identity.people[key] ?? IDENTITY_PEOPLE.find((person) => person.key === key);

  return {
    findPerson,
    listPeople: (): IdentityPerson[] => {
      const added = store.world.identity.people;
      return [...IDENTITY_PEOPLE.filter(({ key }) => !Object.hasOwn(added, key)), ...Object.values(added)];
    },
    putPeople: (people: readonly IdentityPerson[]): void => {
      for (const person of people) store.world.identity.people[person.key] = person;
      store.touch();
    },
    /** The provider as it shows itself at this origin (`http://localhost:3002`). */
    at: (origin: string): Provider => {
      // After everything was forgotten there is another key, and with it another provider.
      const name = `${origin} ${store.world.identity.signingKey.kid}`;
      const known = providers.get(name);
      if (known !== undefined) return known;
      const provider = new Provider(`${origin}/identity`, configure(parts, storage.adapter, findPerson));
      provider.use(identityFaults(parts));
      providers.set(name, provider);
      return provider;
    },
    /** Handshakes under way are forgotten; cards and clients stay. */
    forget: () => {
      storage.clear();
      providers.clear();
    },
  };
}

function configure(
  { store }: IdentityParts,
  adapter: NonNullable<Configuration['adapter']>,
  findPerson: (key: string) => IdentityPerson | undefined,
): Configuration {
  const { signingKey } = store.world.identity;
  return {
    adapter,
    jwks: { keys: [signingKey] },
    scopes: IDENTITY_SCOPE.split(' '),
    claims: { openid: ['sub'], name: ['name'], address: ['address'], birthdate: ['birthdate'], gender: ['gender'] },
    responseTypes: ['code'],
    acrValues: ['aal3', 'crl'],
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'ES256'], idTokenSigningAlgValues: ['ES256'] },
    pkce: { required: () => true },
    // Required by the app, though not by OpenID Connect.
    extraParams: { nonce: requireParameter('nonce'), state: requireParameter('state'), sign_transaction_id: null },
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: async (_ctx, accountId, client) =>
      createHmac('sha256', store.world.tokenKey).update(`${client.clientId}/${accountId}`).digest('base64url'),
    findAccount: async (_ctx, accountId) => {
      const person = findPerson(accountId);
      if (person === undefined) return undefined;
      const { key: _, ...items } = person;
      return { accountId, claims: async () => ({ sub: accountId, ...items }) };
    },
    interactions: { url: async (_ctx, { uid }) => `/identity/interaction/${uid}`, policy: cardEachTime() },
    routes: {
      authorization: `${ENDPOINTS}/auth`,
      token: `${ENDPOINTS}/token`,
      userinfo: `${ENDPOINTS}/userinfo`,
      jwks: `${ENDPOINTS}/certs`,
    },
    ttl: TTL,
    cookies: { keys: [store.world.tokenKey] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      dPoP: { enabled: false },
      resourceIndicators: { enabled: false },
    },
    clientBasedCORS: () => false,
    renderError: async (ctx, out) => {
      ctx.type = 'html';
      ctx.body = identityErrorPage(out.error, out.error_description);
    },
  };
}

function requireParameter(name: string) {
  return (_ctx: unknown, value: string | undefined): void => {
    if (value === undefined || value === '') throw new errors.InvalidRequest(`missing required parameter '${name}'`);
  };
}

/** The app reads the card at each authentication; nobody stays signed in. */
function cardEachTime() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy
    .get('login')
    ?.checks.add(
      new Check('card_each_time', 'the card is read each time', (ctx) =>
        ctx.oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}
