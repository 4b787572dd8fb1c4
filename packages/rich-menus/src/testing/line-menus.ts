// The part of LINE that keeps rich menus, on a loopback port, for tests: what it has, and what goes wrong with the next call.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type LineMenu = { richMenuId: string; name: string; areas: unknown[]; image?: Buffer };
export type MenuStep = 'create' | 'upload' | 'set-default' | 'list' | 'delete';

/** `refuse` says no; `down` says try later; `lose` does it, and the answer is lost on the way. */
export type MenuFault = 'refuse' | 'down' | 'lose';

export type LineMenus = Awaited<ReturnType<typeof startLineMenus>>;

export async function startLineMenus() {
  let menus: LineMenu[] = [];
  let defaultId: string | undefined;
  let made = 0;
  let fault: { step: MenuStep; how: MenuFault } | undefined;

  const act = (step: MenuStep, id: string, body: Buffer): { status: number; body: unknown } => {
    const menu = menus.find(({ richMenuId }) => richMenuId === id);
    if (step !== 'create' && step !== 'list' && !menu) return { status: 404, body: { message: 'Not found' } };
    switch (step) {
      case 'create': {
        made += 1;
        const created = { ...JSON.parse(body.toString()), richMenuId: `richmenu-${made}` };
        menus.push(created);
        return { status: 200, body: { richMenuId: created.richMenuId } };
      }
      case 'upload':
        if (menu?.image)
          return { status: 400, body: { message: 'An image has already been uploaded to the richmenu' } };
        if (menu) menu.image = body;
        return { status: 200, body: {} };
      case 'set-default':
        if (!menu?.image) return { status: 400, body: { message: 'must upload richmenu image' } };
        defaultId = id;
        return { status: 200, body: {} };
      case 'delete':
        menus = menus.filter((other) => other !== menu);
        if (defaultId === id) defaultId = undefined;
        return { status: 200, body: {} };
      case 'list':
        return { status: 200, body: { richmenus: menus.map(({ image: _bytes, ...listed }) => listed) } };
    }
  };

  const server = createServer(async (incoming, response) => {
    const body = await bytesOf(incoming);
    const { step, id } = readStep(incoming);
    if (!step) return answer(response, 200, { access_token: 'token', expires_in: 900, token_type: 'Bearer' });
    const how = fault?.step === step ? fault.how : undefined;
    if (how) fault = undefined;
    if (how === 'refuse') return answer(response, 400, { message: 'The request body has 1 error(s)' });
    if (how === 'down') return answer(response, 500, { message: 'Internal error' });
    const done = act(step, id, body);
    if (how === 'lose') return void response.destroy();
    return answer(response, done.status, done.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // not a pipe: listen was given a port

  return {
    baseUrl: `http://127.0.0.1:${port}`,
    menus: (): readonly LineMenu[] => menus,
    /** What residents see. */
    shown: () => menus.find(({ richMenuId }) => richMenuId === defaultId),
    failNext: (step: MenuStep, how: MenuFault) => {
      fault = { step, how };
    },
    /** A menu that somebody else made. */
    add: (name: string) => {
      made += 1;
      menus.push({ richMenuId: `richmenu-${made}`, name, areas: [] });
    },
    /** Nothing there, nothing going wrong. */
    forget: () => {
      menus = [];
      defaultId = undefined;
      fault = undefined;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function readStep({ method = '', url = '' }: IncomingMessage): { step: MenuStep | undefined; id: string } {
  const patterns: readonly [MenuStep, string, RegExp][] = [
    ['create', 'POST', /^\/v2\/bot\/richmenu$/],
    ['list', 'GET', /^\/v2\/bot\/richmenu\/list$/],
    ['upload', 'POST', /^\/v2\/bot\/richmenu\/([^/]+)\/content$/],
    ['set-default', 'POST', /^\/v2\/bot\/user\/all\/richmenu\/([^/]+)$/],
    ['delete', 'DELETE', /^\/v2\/bot\/richmenu\/([^/]+)$/],
  ];
  for (const [step, verb, pattern] of patterns) {
    const found = method === verb ? pattern.exec(url) : null;
    if (found) return { step, id: found[1] ?? '' };
  }
  return { step: undefined, id: '' };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}
