// Every route, called by the owner of a city with what no screen would send. Whatever it is, it is answered as the caller's
// mistake or as nothing that is there, and never as ours: a 500 is code that went on with what it should have refused.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLimits } from '../access/limits.ts';
import type { Route } from '../api/route.ts';
import { routes } from '../app.ts';
import { type FurnishedCity, furnishCity } from '../testing/furnished-city.ts';
import { FROM_OUR_PAGES, withTestConsole } from '../testing/test-console.ts';
import { bodiesOf, FEW_SEGMENTS, HOSTILE_SEGMENTS, hostileJson } from './hostile-values.ts';

/** Of each route, in each property. `FC_RUNS=1000` looks longer. */
const RUNS = 12;

const limits = createLimits({ openPerMinute: 1e6, callerPerMinute: 1e6, decisionsPerMinute: 1e6 });
const console_ = withTestConsole(() => ({ limits }));
let furnished: FurnishedCity;
beforeAll(async () => {
  furnished = await furnishCity(console_);
});

/** An endless answer is none to `inject`; and whoever has signed out tries nothing more. */
const walked: readonly Route[] = routes.filter(({ url }) => !url.endsWith('/live') && url !== '/session/end');
const titled = walked.map((route) => [`${route.method} ${route.url}`, route] as const);
const withPlaces = titled.filter(([, { url }]) => url.includes(':'));
const withBodies = titled.filter(([, { method }]) => method === 'POST' || method === 'PUT');

/** A path with each of its places filled by what is there, or by `segments` in turn. */
function fill(route: Route, segments: readonly (string | undefined)[]): string {
  let place = 0;
  return route.url.replace(
    /:(\w+)/g,
    (_, name: string) => segments[place++ % segments.length] ?? furnished.ids[name] ?? 'x',
  );
}

async function call(route: Route, path: string, payload?: string | Buffer, contentType = 'application/json') {
  const response = await console_.server.inject({
    method: route.method,
    url: `/api/v1${path}`,
    headers: {
      ...(route.permission === 'anyone' ? FROM_OUR_PAGES : furnished.owner.headers),
      ...(payload === undefined ? {} : { 'content-type': contentType }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: response.statusCode, text: response.body.slice(0, 300) };
}

/** What lies behind us (LINE, Stripe) is not there in this test, which is a 502 or 503 of its own. */
const ours = (route: Route, { status, text }: { status: number; text: string }) =>
  status === 500 || status > 503 || (status === 401 && route.permission !== 'anyone') ? text : undefined;

describe('in an address', () => {
  it.each(withPlaces)('%s takes nothing for an id that is none', async (_title, route) => {
    const payload = route.method === 'GET' ? undefined : '{}';
    const names = route.url.match(/:\w+/g) ?? [];
    for (const [place, name] of names.entries()) {
      // Whatever is called an id is a UUID, or it is refused before anybody looks.
      for (const segment of name.endsWith('Id') ? FEW_SEGMENTS : HOSTILE_SEGMENTS) {
        const segments = names.map((_, at) => (at === place ? segment : undefined));
        expect(ours(route, await call(route, fill(route, segments), payload)), segment).toBeUndefined();
      }
    }
  });

  const queries = titled.filter(([, { query }]) => query !== undefined);
  it.each(queries)('%s takes nothing for a filter that is none', async (_title, route) => {
    const shape = z.toJSONSchema(route.query ?? z.object({}), { io: 'input', unrepresentable: 'any' });
    const keys = Object.keys(shape.properties ?? {});
    const payload = route.method === 'GET' ? undefined : '{}';
    const queries = [...keys, '__proto__'].flatMap((key) => FEW_SEGMENTS.map((value) => `${key}=${value}`));
    for (const query of [...queries, ...keys.map((key) => `${key}=a&${key}=b`), ...keys.map((key) => `${key}[a]=b`)]) {
      expect(ours(route, await call(route, `${fill(route, [undefined])}?${query}`, payload)), query).toBeUndefined();
    }
  });
});

describe('in a body', () => {
  it.each(withBodies)('%s refuses what does not fit', async (_title, route) => {
    const isFile = /\/lists$|\/returns\/file$/.test(route.url);
    const path = `${fill(route, [undefined])}${isFile ? '?fileName=x.csv' : ''}`;
    await fc.assert(
      fc.asyncProperty(bodiesOf(route.body), async (body) => {
        expect(ours(route, await call(route, path, JSON.stringify(body)))).toBeUndefined();
      }),
      { numRuns: RUNS * 2 },
    );
  });

  it('that calls something `length` which is no number is refused', async () => {
    const calendar = walked.find(({ url }) => url === '/garbage/import') as Route;
    const { status } = await call(calendar, fill(calendar, []), '{"files":{"length":{"toString":""}},"seal":"x"}');
    expect(status).toBe(400);
  });

  it.each([
    ['half of one', '{"amountYen":'],
    ['two', '{"amountYen":1}{"amountYen":2}'],
    ['nothing', ''],
    ['a prototype', '{"__proto__":{"amountYen":1000}}'],
    ['a constructor', '{"constructor":{"prototype":{"amountYen":1000}}}'],
    ['ten thousand arrays in each other', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', Buffer.from('{"amountYen":1000}', 'utf16le')],
  ])('JSON that is %s adds no money', async (_what, payload) => {
    const fund = walked.find(({ url }) => url === '/programs/:programId/funds') as Route;
    const { status } = await call(fund, fill(fund, [undefined]), payload);
    expect(status).toBe(400);
    expect(({} as Record<string, unknown>).amountYen).toBeUndefined();
  });

  it.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'text/html',
  ])('of the type %s is not read', async (contentType) => {
    const fund = walked.find(({ url }) => url === '/programs/:programId/funds') as Route;
    expect((await call(fund, fill(fund, [undefined]), '{"amountYen":1000}', contentType)).status).toBe(415);
  });

  it('of a file is no JSON, and the other way round', async () => {
    const fund = walked.find(({ url }) => url === '/programs/:programId/funds') as Route;
    const list = walked.find(({ method, url }) => method === 'POST' && url === '/programs/:programId/lists') as Route;
    expect((await call(fund, fill(fund, [undefined]), '{"amountYen":1000}', 'text/csv')).status).toBe(400);
    expect((await call(list, `${fill(list, [undefined])}?fileName=x.csv`, '{}')).status).toBe(400);
  });

  it.each(['POST /cases/:caseNumber/notes', 'PUT /payout-methods/:method/settings', 'PUT /city/settings'])(
    'of %s takes no NUL, no half of a character and no endless nesting',
    async (title) => {
      const route = walked.find(({ method, url }) => `${method} ${url}` === title) as Route;
      const nested = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
      for (const value of ['"a\\u0000"', '"\\ud800"', '{"a\\u0000":1}', nested]) {
        const body = `{"text":${value},"settings":{"a":${value}},"apiKey":${value}}`;
        expect((await call(route, fill(route, [undefined]), body)).status, value.slice(0, 20)).toBe(400);
      }
    },
  );

  it('leaves no trace in what every object inherits', async () => {
    const keys = () => Object.getOwnPropertyNames(Object.prototype).sort();
    const before = keys();
    await fc.assert(
      fc.asyncProperty(hostileJson, fc.constantFrom(...withBodies), async (value, [, route]) => {
        const polluting = `{"__proto__":${JSON.stringify(value)},"constructor":{"prototype":{"polluted":true}}}`;
        await call(route, fill(route, [undefined]), polluting);
      }),
      { numRuns: 40 },
    );
    expect(keys()).toEqual(before);
  });
});

describe('a field that a route does not know', () => {
  const strict = withBodies.flatMap(([title, { body }]) => {
    const described = body && z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
    return described?.type === 'object' ? [[title, described] as const] : [];
  });

  it.each(strict)('is refused by %s, also further in', (title, described) => {
    // Its fields are the method's own settings, which its schema checks (packages/payouts method-settings.ts).
    if (title === 'PUT /payout-methods/:method/settings') return;
    // What a browser says of a passkey may grow; of it only what is named is read (access/webauthn-schema.ts).
    expect(looseObjects(described).filter((path) => !path.startsWith('body.response'))).toEqual([]);
  });
});

/** Where an object takes fields beyond those it names; dictionaries by their nature do. */
function looseObjects(schema: z.core.JSONSchema.BaseSchema, path = 'body'): string[] {
  const inside = [
    ...Object.entries(schema.properties ?? {}).map(([key, each]) => [each, `${path}.${key}`] as const),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((each) => [each, path] as const),
    ...(schema.items && !Array.isArray(schema.items) ? [[schema.items, `${path}[]`] as const] : []),
  ].flatMap(([each, at]) => (typeof each === 'object' ? looseObjects(each as z.core.JSONSchema.BaseSchema, at) : []));
  const isLoose = schema.type === 'object' && schema.properties !== undefined && schema.additionalProperties !== false;
  return isLoose ? [path, ...inside] : inside;
}
