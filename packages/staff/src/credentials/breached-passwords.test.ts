import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createBreachedPasswords } from './breached-passwords.ts';

// printf 'correct horse battery staple' | sha1sum
const PASSWORD = 'correct horse battery staple';
const [PREFIX, REST] = ['ABF7A', 'AD6438836DBE526AA231ABDE2D0EEF74D42'];

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Asks a server that answers so. */
async function ask(answer: RequestListener) {
  const asked: (readonly [string | undefined, unknown])[] = [];
  const errors: unknown[] = [];
  const listening = createServer((request, response) => {
    asked.push([request.url, request.headers['add-padding']]);
    answer(request, response);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const breached = createBreachedPasswords({
    baseUrl: `http://127.0.0.1:${port}`,
    onUnreachable: (error) => errors.push(error),
  });
  return { has: await breached.has(PASSWORD), asked, errors };
}

describe('a password that leaked', () => {
  it('is known by its hash, of which five digits leave', async () => {
    const result = await ask((_request, response) => response.end(`${'0'.repeat(35)}:3\r\n${REST}:384\r\n`));
    expect(result).toEqual({ has: true, asked: [[`/range/${PREFIX}`, 'true']], errors: [] });
  });

  it('is none where others begin with the same digits, or the line only makes answers alike', async () => {
    for (const lines of ['', `${'0'.repeat(35)}:3\r\n`, `${REST}:0\r\n`]) {
      expect(await ask((_request, response) => response.end(lines))).toMatchObject({ has: false, errors: [] });
    }
  });

  it.each<[string, RequestListener]>([
    ['is in trouble', (_request, response) => response.writeHead(503).end(`${REST}:1`)],
    ['sends one elsewhere', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
    ['hangs up', (request) => request.socket.destroy()],
    ['says nothing', () => {}],
  ])('is taken, and told of, where the other side %s', async (_what, answer) => {
    expect(await ask(answer)).toMatchObject({ has: false, errors: [expect.any(Error)] });
  });
});
