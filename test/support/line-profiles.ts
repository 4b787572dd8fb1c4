// A LINE for tests that only ask it for names.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A LINE that knows tokens and profiles. */
export async function startLineProfiles() {
  const state = { profile: { status: 200, name: '' } };
  const server = createServer((request, response) => {
    const isToken = request.url === '/oauth2/v3/token';
    const { status, name } = state.profile;
    const body = isToken
      ? { access_token: 'token', expires_in: 900, token_type: 'Bearer' }
      : { displayName: name, userId: request.url?.split('/').at(-1) };
    response.writeHead(isToken ? 200 : status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  });
}
