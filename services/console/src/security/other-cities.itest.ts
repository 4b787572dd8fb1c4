// Another city's things, by their true ids. Each is asked for by the owner of another city, in addresses and inside bodies:
// it does not exist for him, and nothing of it changes.
import { uuidv7 } from '@tenohira/core';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../api/route.ts';
import { routes } from '../app.ts';
import { type FurnishedCity, furnishCity } from '../testing/furnished-city.ts';
import { submitTestCase } from '../testing/submit-test-case.ts';
import { type Caller, withTestConsole } from '../testing/test-console.ts';
import { fittingBody } from './hostile-values.ts';

const console_ = withTestConsole();
let theirs: FurnishedCity;
let own: TestTenant;
let stranger: Caller;
let before: string;
beforeAll(async () => {
  theirs = await furnishCity(console_);
  own = await createTestTenant(console_.database.db);
  stranger = await console_.signIn(own.tenantId, 'owner');
  before = await everythingOf(theirs.city);
});

/** One hash over all rows that the city has, of whichever table. */
async function everythingOf({ tenantId }: TestTenant): Promise<string> {
  return console_.database.db.readTenant(tenantId, async ({ sql }) => {
    const tables = await sql<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where a.attname = 'tenant_id' and c.relkind in ('r', 'p') and c.relrowsecurity
         and has_table_privilege(c.oid, 'select') order by 1`,
    );
    expect(tables.length).toBeGreaterThan(30);
    const hashes: string[] = [];
    for (const { name } of tables) {
      const [row] = await sql<{ hash: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from "${name}" t`,
      );
      hashes.push(`${name} ${row?.hash}`);
    }
    return hashes.join('\n');
  });
}

const withIds: readonly Route[] = routes.filter(
  ({ url, permission }) => /:(\w+Id|caseNumber)\b/.test(url) && permission !== 'operate' && permission !== 'anyone',
);
const known = (url: string) => url.replace(/:(\w+)/g, (_, name: string) => theirs.ids[name] ?? uuidv7());

/** Where words and numbers have to make sense before anybody looks for the thing. */
const SENSIBLE: Readonly<Record<string, object>> = {
  'POST /residents/:residentId/opening': { reason: '電話での問い合わせのため' },
  'POST /residents/:residentId/identity': { reason: '電話での問い合わせのため' },
  'POST /residents/:residentId/deletion': { reason: '本人からの申し出のため' },
  'PUT /claims/:claimId/account': {
    account: { bankCode: '0001', branchCode: '001', type: '1', number: '1234567', holderKana: 'テスト タロウ' },
  },
  'POST /payouts/:payoutId/resolution': { outcome: 'settled', evidence: '取引明細の12月18日の行を見た' },
};

function bodyFor(route: Route): object | undefined {
  if (route.method === 'GET' || route.method === 'DELETE') return undefined;
  if (/\/lists$|\/returns\/file$/.test(route.url)) return Buffer.from('x');
  return SENSIBLE[`${route.method} ${route.url}`] ?? fittingBody(route.body);
}

describe("another city's thing, by its true id", () => {
  it.each(withIds.map((route) => [`${route.method} ${route.url}`, route] as const))(
    'is not there for %s',
    async (_title, route) => {
      const body = bodyFor(route);
      const answer = await stranger.call(
        route.method,
        `${known(route.url)}${Buffer.isBuffer(body) ? '?fileName=x.csv' : ''}`,
        body,
      );
      expect([answer.status, answer.text.slice(0, 200)]).toEqual([404, expect.stringContaining('"code"')]);
      for (const id of Object.values(theirs.ids)) expect(answer.text).not.toContain(id.length > 20 ? id : `"${id}"`);
    },
  );

  it('is there for its own owner, so that the test above means something', async () => {
    const { owner, ids } = theirs;
    for (const url of [
      `/programs/${ids.programId}`,
      `/batches/${ids.batchId}`,
      `/cases/${ids.caseNumber}`,
      `/lists/${ids.listId}`,
    ]) {
      expect((await owner.call('GET', url)).status, url).toBe(200);
    }
    expect((await owner.call('GET', `/cases/${ids.caseNumber}/photos/${ids.objectId}`)).status).toBe(200);
    expect((await owner.call('GET', `/households/${ids.householdId}/evidence`)).status).toBe(200);
  });
});

describe("another city's thing, inside a body", () => {
  const refused = async (method: 'POST' | 'PUT', url: string, body: object) => {
    const { status, text } = await stranger.call(method, url, body);
    expect([400, 404, 409, 422], text).toContain(status);
  };

  it('is no department and no person to give a case to, and no case to merge into', async () => {
    const { number } = await submitTestCase(console_.database.db, own);
    const { departmentId, staffId } = theirs.ids;
    await refused('POST', `/cases/${number}/assignment`, { departmentId, assigneeId: null, version: 1 });
    await refused('POST', `/cases/${number}/assignment`, { departmentId: null, assigneeId: staffId, version: 1 });
    await refused('POST', `/cases/${number}/merge`, { into: '26-00009', version: 1 });
    expect((await stranger.call('GET', `/cases/${number}`)).json).toMatchObject({ version: 1 });
  });

  it('is no department to work in, nor of a feature', async () => {
    const { departmentId } = theirs.ids;
    await refused('PUT', `/staff/${stranger.staffId}/departments`, { departmentIds: [departmentId] });
    await refused('PUT', '/features/road-damage-report', { settings: {}, departmentId });
  });

  it('is no claim to approve', async () => {
    const claims = [{ claimId: theirs.ids.claimId, seal: 'x' }];
    await refused('POST', '/approvals', { claims, expected: { count: 1, totalYen: 70_000 } });
  });

  it('is found by no filter', async () => {
    const { departmentId, staffId } = theirs.ids;
    for (const query of [`department=${departmentId}`, `assignee=${staffId}`]) {
      expect((await stranger.call('GET', `/cases?${query}`)).json).toMatchObject({ items: [] });
    }
    expect((await stranger.call('GET', '/messages')).json).toMatchObject({ items: [] });
    expect((await stranger.call('GET', '/residents')).text).not.toContain(theirs.ids.residentId ?? '');
  });
});

describe('an operator', () => {
  it('reads and changes nothing of what is inside a city', async () => {
    const operator = await console_.signIn('', 'operator');
    const inside = withIds.filter(({ permission }) => permission !== 'signed-in');
    for (const route of inside) {
      const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : {};
      expect((await operator.call(route.method, known(route.url), body)).status, route.url).toBe(403);
    }
  });
});

it('nothing of it has changed after all that', async () => {
  expect(await everythingOf(theirs.city)).toBe(before);
});
