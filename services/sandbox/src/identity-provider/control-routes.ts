// The identity provider's levers, under `/control/identity`.
import type { FastifyInstance } from 'fastify';
import { errors as oidcErrors } from 'oidc-provider';
import { z } from 'zod';
import { parse } from '../control/parameters.ts';
import { errors } from '../errors.ts';
import type { Sandbox } from '../sandbox.ts';
import { walkAuthorization } from './authorize.ts';
import { type IdentityClient, identityClientSchema } from './clients.ts';
import { IDENTITY_OUTCOMES } from './outcomes.ts';
import { identityPersonSchema } from './people.ts';

const clientsSchema = z.strictObject({ clients: z.array(identityClientSchema).min(1) });
const peopleSchema = z.strictObject({ people: z.array(identityPersonSchema).min(1) });
const authorizeSchema = z.strictObject({
  authorizationUrl: z.url(),
  /** A key, or a card that is put on the table first. */
  person: z.union([z.string(), identityPersonSchema]).default('mihon-taro'),
  outcome: z.enum(IDENTITY_OUTCOMES).default('verified'),
});

export function registerIdentityRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { identity, store } = sandbox;

  app.get('/identity/clients', async () => ({ clients: store.world.identity.clients }));
  app.put('/identity/clients', async (request) => {
    await putClients(sandbox, parse(clientsSchema, request.body).clients);
    return { clients: store.world.identity.clients };
  });

  app.get('/identity/people', async () => ({ people: identity.listPeople() }));
  app.put('/identity/people', { bodyLimit: 32 * 1024 * 1024 }, async (request) => {
    const { people } = parse(peopleSchema, request.body);
    identity.putPeople(people);
    return { count: identity.listPeople().length };
  });

  app.post('/identity/authorize', async (request) => {
    const { authorizationUrl, person, outcome } = parse(authorizeSchema, request.body);
    if (typeof person !== 'string') identity.putPeople([person]);
    const key = typeof person === 'string' ? person : person.key;
    if (identity.findPerson(key) === undefined) throw errors.IDENTITY_PERSON_NOT_FOUND({ details: { person: key } });
    return { redirectUrl: await walkAuthorization(app, { authorizationUrl, person: key, outcome }) };
  });
}

/** Checked by oidc-provider itself now, and not when the first resident comes; a wrong one changes nothing. */
async function putClients({ identity, store }: Sandbox, clients: readonly IdentityClient[]): Promise<void> {
  const before = store.world.identity.clients;
  const given = new Set(clients.map(({ clientId }) => clientId));
  store.world.identity.clients = [...before.filter(({ clientId }) => !given.has(clientId)), ...clients];
  try {
    const provider = identity.at('http://localhost');
    for (const { clientId } of clients) await provider.Client.find(clientId);
  } catch (cause) {
    store.world.identity.clients = before;
    const reason = cause instanceof oidcErrors.OIDCProviderError ? cause.error_description : undefined;
    throw errors.REQUEST_INVALID({ message: `a client is not acceptable: ${reason ?? String(cause)}`, cause });
  }
  store.touch();
}
