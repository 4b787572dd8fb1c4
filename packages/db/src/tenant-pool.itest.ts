import { type AddressInfo, createServer } from 'node:net';
import { uuidv7 } from '@tenohira/core';
import { createTestTenant, openTestDatabase, type TestDatabase, type TestTenant } from '@tenohira/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from './database.ts';

let database: TestDatabase;
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  database = await openTestDatabase();
  tenant = await createTestTenant(database.db);
  other = await createTestTenant(database.db);
});
afterAll(() => database.drop());

const install = (featureKey: string) => ({ featureKey, version: 1, settings: {} });
const keysOf = (tenantId: string) =>
  database.db.readTenant(tenantId, async ({ prisma }) =>
    (await prisma.featureInstall.findMany()).map((row) => row.featureKey),
  );

describe('withTenant', () => {
  it('commits what Prisma and SQL wrote, together', async () => {
    await database.db.withTenant(tenant.tenantId, async ({ prisma, sql }) => {
      await prisma.featureInstall.create({ data: install('by-prisma') });
      await sql('insert into feature_install (feature_key, version, settings) values ($1, 1, $2)', ['by-sql', '{}']);
    });
    expect(await keysOf(tenant.tenantId)).toEqual(expect.arrayContaining(['by-prisma', 'by-sql']));
    expect(await keysOf(other.tenantId)).toEqual([]);
  });

  it('takes back what Prisma and SQL wrote when it throws', async () => {
    const attempt = database.db.withTenant(tenant.tenantId, async ({ prisma, sql }) => {
      await prisma.featureInstall.create({ data: install('gone-1') });
      await sql('insert into feature_install (feature_key, version, settings) values ($1, 1, $2)', ['gone-2', '{}']);
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await keysOf(tenant.tenantId)).not.toEqual(expect.arrayContaining(['gone-1']));
    expect(await keysOf(tenant.tenantId)).not.toEqual(expect.arrayContaining(['gone-2']));
  });

  it("takes back a transaction of Prisma's own too", async () => {
    const datasetId = uuidv7();
    const attempt = database.db.withTenant(tenant.tenantId, async ({ prisma }) => {
      await prisma.garbageGuideDataset.create({
        data: {
          id: datasetId,
          inForce: false,
          files: {},
          content: {},
          doubts: [],
          items: {
            create: [{ position: 0, categoryLabel: 'a', name: 'b', notice: '', furigana: '' }],
          },
        },
      });
      throw new Error('outer');
    });
    await expect(attempt).rejects.toThrow('outer');
    const left = await database.db.readTenant(tenant.tenantId, ({ prisma }) =>
      prisma.garbageGuideDataset.count({ where: { id: datasetId } }),
    );
    expect(left).toBe(0);
  });

  it('goes on after a failed nested write of Prisma that the caller handles', async () => {
    await database.db.withTenant(tenant.tenantId, async ({ prisma }) => {
      const broken = prisma.garbageGuideDataset.create({
        data: {
          id: uuidv7(),
          inForce: false,
          files: {},
          content: {},
          doubts: [],
          items: {
            create: [0, 0].map((position) => ({
              position,
              categoryLabel: 'a',
              name: 'b',
              notice: '',
              furigana: '',
            })),
          },
        },
      });
      await expect(broken).rejects.toThrow();
      await prisma.featureInstall.create({ data: install('after-savepoint') });
    });
    expect(await keysOf(tenant.tenantId)).toContain('after-savepoint');
  });

  it('reports a failed statement that the caller swallowed, instead of a commit that did not happen', async () => {
    const attempt = database.db.withTenant(tenant.tenantId, async ({ prisma, sql }) => {
      await prisma.featureInstall.create({ data: install('swallowed') });
      await sql('select 1 / 0').catch(() => {});
    });
    await expect(attempt).rejects.toMatchObject({ code: 'DB_ROLLED_BACK' });
    expect(await keysOf(tenant.tenantId)).not.toContain('swallowed');
  });

  it('runs statements that were asked for at once, one after another', async () => {
    const counts = await database.db.withTenant(tenant.tenantId, async ({ prisma, sql }) =>
      Promise.all([
        prisma.featureInstall.count(),
        sql<{ n: number }>('select count(*)::int as n from feature_install'),
        prisma.featureInstall.count(),
      ]),
    );
    expect(counts[0]).toBe(counts[2]);
    expect(counts[1][0]?.n).toBe(counts[0]);
  });

  it('refuses a query that comes after its end', async () => {
    let late: (() => Promise<unknown>) | undefined;
    await database.db.withTenant(tenant.tenantId, async ({ sql }) => {
      const resume = Promise.withResolvers<void>();
      const query = resume.promise.then(() => sql('select 1'));
      query.catch(() => {});
      late = () => {
        resume.resolve();
        return query;
      };
    });
    await expect(late?.()).rejects.toMatchObject({ code: 'DB_SCOPE_CLOSED' });
  });

  it('runs a query that the callback returns without awaiting it', async () => {
    const count = await database.db.withTenant(tenant.tenantId, ({ prisma }) => prisma.featureInstall.count());
    expect(count).toBeGreaterThan(0);
  });

  it('answers tenants that look up a row in the same moment, each from its own', async () => {
    const lookUp = (of: TestTenant) => {
      const key = { where: { id: of.channelId } };
      return Promise.all([
        database.db.readTenant(of.tenantId, ({ prisma }) => prisma.lineChannel.findFirst(key)),
        database.db.withTenant(of.tenantId, ({ prisma }) => prisma.lineChannel.findFirst(key)),
      ]);
    };
    for (let turn = 0; turn < 20; turn += 1) {
      const found = await Promise.all([lookUp(tenant), lookUp(other), lookUp(tenant), lookUp(other)]);
      const expected = [tenant, other, tenant, other].map(({ channelId }) => [channelId, channelId]);
      expect(found.map((rows) => rows.map((row) => row?.id))).toEqual(expected);
    }
  });

  it('refuses to nest: one transaction, one tenant', async () => {
    const nested = database.db.withTenant(tenant.tenantId, () =>
      database.db.withTenant(other.tenantId, async () => {}),
    );
    await expect(nested).rejects.toMatchObject({ code: 'DB_NESTED_SCOPE' });
  });

  it.each(['', 'not-a-uuid', "x'; drop table tenant; --", '018F0000-0000-7000-8000-000000000001'])(
    'refuses %j as a tenant',
    async (tenantId) => {
      await expect(database.db.withTenant(tenantId, async () => {})).rejects.toMatchObject({
        code: 'DB_TENANT_ID_INVALID',
      });
      await expect(database.db.readTenant(tenantId, async () => {})).rejects.toMatchObject({
        code: 'DB_TENANT_ID_INVALID',
      });
    },
  );

  it('refuses a handle that was carried out of its scope', async () => {
    const carried = await database.db.readTenant(tenant.tenantId, async (db) => db);
    await expect(carried.sql('select 1')).rejects.toMatchObject({ code: 'DB_NO_TENANT' });
    await expect(carried.prisma.featureInstall.count()).rejects.toThrow();
  });

  it('keeps a hundred interleaved tenants apart on a few connections', async () => {
    const read = (tenantId: string) =>
      database.db.readTenant(
        tenantId,
        async ({ sql }) => (await sql<{ id: string }>('select current_tenant_id() as id'))[0]?.id,
      );
    const ids = Array.from({ length: 100 }, () => uuidv7());
    expect(await Promise.all(ids.map(read))).toEqual(ids);
  });
});

describe('readTenant', () => {
  it('gives what the statement returned, whatever its kind', async () => {
    const kinds = await database.db.readTenant(tenant.tenantId, async ({ sql, prisma }) => [
      await sql('select $1::text as text, null as nothing, 2 as number', ['ことば']),
      await sql('select 1 where false'),
      await sql(
        `insert into feature_install (feature_key, version, settings) values ('by-read', 1, '{}') returning feature_key`,
      ),
      await prisma.featureInstall.findFirst({ where: { featureKey: 'by-read' }, select: { version: true } }),
      await sql(`delete from feature_install where feature_key = 'by-read' returning version`),
    ]);
    expect(kinds).toEqual([
      [{ text: 'ことば', nothing: null, number: 2 }],
      [],
      [{ feature_key: 'by-read' }],
      { version: 1 },
      [{ version: 1 }],
    ]);
  });

  it('leaves neither a tenant nor a failed statement behind on the connection', async () => {
    const one = createDatabase({ ...database.urls, maxConnections: 1 });
    const current = () => one.readTenant(other.tenantId, ({ sql }) => sql('select current_tenant_id() as id'));
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(one.readTenant(tenant.tenantId, ({ sql }) => sql('select 1 / $1::int', [0]))).rejects.toMatchObject({
        code: '22012',
      });
      expect(await current()).toEqual([{ id: other.tenantId }]);
      const inside = one.withTenant(tenant.tenantId, ({ sql }) => sql('select current_tenant_id() as id'));
      expect(await inside).toEqual([{ id: tenant.tenantId }]);
      expect(await current()).toEqual([{ id: other.tenantId }]);
    }
    await one.close();
  });
});

describe('a database that is away', () => {
  it('answers DB_UNAVAILABLE, to be tried later', async () => {
    const nowhere = 'postgres://nobody:x@127.0.0.1:1/none';
    const db = createDatabase({ appUrl: nowhere, platformUrl: nowhere });
    await expect(db.withTenant(uuidv7(), async () => {})).rejects.toMatchObject({
      code: 'DB_UNAVAILABLE',
      retry: 'later',
      statusCode: 503,
    });
    await expect(db.readTenant(uuidv7(), ({ sql }) => sql('select 1'))).rejects.toMatchObject({
      code: 'DB_UNAVAILABLE',
    });
    await expect(db.platform.listTenants()).rejects.toMatchObject({ code: 'DB_UNAVAILABLE' });
    expect(await db.ping()).toBe(false);
    await db.close();
  });

  it('that takes connections and is silent, costs whom LINE waits for less time than work that has it', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo; // listen() on a port was awaited
    const url = `postgres://nobody:x@127.0.0.1:${port}/none`;
    const db = createDatabase({ appUrl: url, platformUrl: url, connectTimeoutMs: 600, platformConnectTimeoutMs: 50 });
    const ended: string[] = [];
    const work = db.withTenant(uuidv7(), async () => {}).catch(({ code }) => ended.push(`work ${code}`));
    for (let turn = 0; turn < 2; turn += 1) {
      await db.platform.listTenants().catch(({ code }) => ended.push(`webhook ${code}`));
    }
    await work;
    expect(ended).toEqual(['webhook DB_UNAVAILABLE', 'webhook DB_UNAVAILABLE', 'work DB_UNAVAILABLE']);
    await db.close();
    silent.close();
  });
});

describe('a connection that comes back inside a transaction', () => {
  it('is closed, and the next to ask gets another: nobody commits what somebody else began', async () => {
    const alone = createDatabase({ ...database.urls, maxConnections: 1 });
    try {
      const left = await alone.readTenant(tenant.tenantId, async ({ sql }) => {
        const [row] = await sql<{ pid: number }>('select pg_backend_pid() as pid');
        await sql('begin');
        return row?.pid;
      });
      const [next] = await alone.readTenant(tenant.tenantId, ({ sql }) =>
        sql<{ pid: number }>('select pg_backend_pid() as pid'),
      );
      expect(next?.pid).not.toBe(left);
    } finally {
      await alone.close();
    }
  });
});
