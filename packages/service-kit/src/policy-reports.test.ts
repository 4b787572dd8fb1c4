import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAddressLimit } from './address-limit.ts';
import { createServer, type Server } from './create-server.ts';
import { policyReports } from './policy-reports.ts';

const PERSONAL = 'yamada-hanako';
const line = z.looseObject({ msg: z.string() });

let server: Server;
let lines: string[];
beforeEach(() => {
  lines = [];
  server = createServer({ name: 'test', log: { stream: { write: (text) => lines.push(text) } } });
  server.register(policyReports, { assertReport: createAddressLimit(3) });
});
afterEach(() => server.close());

const TYPE = 'application/csp-report';
const send = (payload: string, type = TYPE) =>
  server.inject({ method: 'POST', url: '/policy-reports', headers: { 'content-type': type }, payload });
const report = (fields: object) =>
  JSON.stringify({ 'csp-report': { 'effective-directive': 'img-src', 'original-policy': 'x', ...fields } });
const reported = () => lines.map((text) => line.parse(JSON.parse(text))).filter(({ msg }) => /policy/.test(msg));

describe('a report of what a page was kept from', () => {
  it('is logged by its directive and its places, without what follows in an address', async () => {
    const answer = await send(
      report({
        'blocked-uri': `https://evil.example/steal?name=${PERSONAL}`,
        'document-uri': `https://console.example/residents/${PERSONAL}?text=${PERSONAL}#${PERSONAL}`,
        'source-file': 'https://console.example/assets/app-abc.js',
        'line-number': 7,
        'script-sample': PERSONAL,
        referrer: PERSONAL,
      }),
    );
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(reported()).toMatchObject([
      {
        ...{ directive: 'img-src', blocked: 'https://evil.example/steal', line: 7 },
        page: 'https://console.example/residents',
        source: 'https://console.example/assets/app-abc.js',
      },
    ]);
    expect(lines.join()).not.toContain(PERSONAL);
  });

  it.each([
    ['inline', 'inline'],
    ['trusted-types-policy', 'trusted-types-policy'],
    [`data:text/html,${PERSONAL}`, 'data:'],
    [`https://evil.example/${PERSONAL}1/x`, 'https://evil.example'],
    [`${PERSONAL}\n forged line`, ''],
    ['https://evil.example/'.padEnd(9_000, 'x'), 'https://evil.example'],
  ])('of %j is told as %j', async (blocked, told) => {
    expect((await send(report({ 'blocked-uri': blocked }))).statusCode).toBe(204);
    expect(reported()).toMatchObject([{ blocked: told }]);
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '[]'],
    ['a directive that is none', report({ 'effective-directive': `${PERSONAL} <script>` })],
  ])('that is %s is refused and not repeated', async (_what, payload) => {
    expect((await send(payload)).statusCode).toBe(400);
    expect(reported()).toEqual([]);
    expect(lines.join()).not.toContain(PERSONAL);
  });

  it('that is too large, or of another type, is not read', async () => {
    expect((await send(report({ 'script-sample': 'x'.repeat(20_000) }))).statusCode).toBe(413);
    expect((await send(report({}), 'application/json')).statusCode).toBe(415);
  });

  it('is taken some times a minute from one address', async () => {
    const statuses: number[] = [];
    for (let sent = 0; sent < 4; sent += 1) statuses.push((await send(report({}))).statusCode);
    expect(statuses).toEqual([204, 204, 204, 429]);
    const other = { method: 'POST', url: '/policy-reports', remoteAddress: '2001:db8::1' } as const;
    expect((await server.inject({ ...other, headers: { 'content-type': TYPE }, payload: report({}) })).statusCode).toBe(
      204,
    );
  });
});
