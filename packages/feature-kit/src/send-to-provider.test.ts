import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isPayable, outcomeOfRefusal, printableCode, sendToProvider } from './send-to-provider.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`; // it listens on a port, not on a pipe
}

const call = (url: string, signal = AbortSignal.timeout(10_000)) =>
  sendToProvider({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: '{}', signal });

describe('sendToProvider', () => {
  it.each([200, 400, 404, 500, 503])('hands on what a %d says in JSON', async (status) => {
    const url = await serve((_request, response) => response.writeHead(status).end('{"code":"X"}'));
    expect(await call(url)).toEqual({ status: 'answered', httpStatus: status, body: { code: 'X' } });
  });

  it('takes 429 for a refusal, whatever it says', async () => {
    const url = await serve((_request, response) => response.writeHead(429).end('<html>'));
    expect(await call(url)).toEqual({ status: 'retry', code: 'http-429' });
  });

  it.each([
    ['HTML', 200, '<html></html>'],
    ['nothing', 200, ''],
    ['half of a JSON', 200, '{"status":"SUCC'],
    ['an endless answer', 200, `"${'x'.repeat(70_000)}"`],
    ['HTML and an error', 502, '<html></html>'],
  ])('does not know what became of it where the answer is %s', async (_name, status, body) => {
    const url = await serve((_request, response) => response.writeHead(status).end(body));
    expect(await call(url)).toEqual({ status: 'unknown', code: `http-${status}-unreadable` });
  });

  it('follows no redirect', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await call(url)).toEqual({ status: 'unknown', code: 'http-307-unreadable' });
    expect(asked).toEqual(['/']);
  });

  it('does not know where the line breaks, before an answer or within it', async () => {
    const silent = await serve((request) => request.socket.resetAndDestroy());
    expect(await call(silent)).toEqual({ status: 'unknown', code: 'connection-broken' });
    const halting = await serve((request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{', () => request.socket.destroy());
    });
    expect(await call(halting)).toEqual({ status: 'unknown', code: 'connection-broken' });
  });

  it('does not know where the time is over', async () => {
    const patience = new AbortController();
    const url = await serve(() => patience.abort());
    expect(await call(url, patience.signal)).toEqual({ status: 'unknown', code: 'timeout' });
  });

  it('knows that nothing was sent where no connection came about', async () => {
    const url = await serve(() => {});
    await new Promise((resolve) => server?.close(resolve));
    expect(await call(url)).toEqual({ status: 'retry', code: 'no-connection' });
    expect(await call('http://provider.invalid/')).toEqual({ status: 'retry', code: 'no-connection' });
  });
});

describe('outcomeOfRefusal', () => {
  it('knows the codes of its table alone', () => {
    const table = { NO_FUNDS: 'retry', WRONG_AMOUNT: 'rejected' } as const;
    expect(outcomeOfRefusal(table, 'NO_FUNDS')).toEqual({ status: 'retry', code: 'NO_FUNDS' });
    expect(outcomeOfRefusal(table, 'WRONG_AMOUNT')).toEqual({ status: 'rejected', code: 'WRONG_AMOUNT' });
    for (const code of ['SOMETHING', 'constructor', '__proto__', '', undefined]) {
      expect(outcomeOfRefusal(table, code).status).toBe('unknown');
    }
  });

  it('repeats nothing that could be a secret', () => {
    for (const code of ['LJ49-AKDUV6-UYCP', 'https://pay.example/c/1', '482913', 'x'.repeat(61), 'a b']) {
      expect(printableCode(code)).toBe('unlisted');
    }
  });
});

describe('isPayable', () => {
  it('takes whole yen within the range, in its steps', () => {
    const range = { minYen: 1_000, maxYen: 100_000, stepYen: 1_000 };
    const payable = [1_000, 70_000, 100_000];
    const not = [0, -1_000, 999, 1_500, 101_000, 70_000.5, Number.NaN, Number.POSITIVE_INFINITY];
    expect([...payable, ...not].filter((yen) => isPayable(yen, range))).toEqual(payable);
  });
});
