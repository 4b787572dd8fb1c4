// All of Japan in one sitting. Counts are exact: nobody is left out, nobody comes twice, and no two cities share anything.
import { inviteStaff } from '@tenohira/staff';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OnboardingPorts } from './dependencies.ts';
import { listMunicipalities } from './municipalities.ts';
import { type OnboardingReport, onboardCity, onboardingPlanSchema } from './onboard-city.ts';
import { ensurePlatformTenant } from './platform-tenant.ts';
import { openTestOffice, type TestOffice } from './test-office.ts';

const AT_ONCE = 8;
/** Well under the minute that this may take on a machine that does nothing else. */
const PATIENCE_MS = 180_000;

let office: TestOffice;
let admin: pg.Client;
beforeAll(async () => {
  office = await openTestOffice();
  admin = new pg.Client({ connectionString: office.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await office.close();
});

const count = async (text: string): Promise<number> =>
  Number((await admin.query<{ n: string }>(`select count(*) as n from (${text}) rows`)).rows[0]?.n);

it('onboards all 1,741 municipalities, each with a key, a channel, people and features of its own', {
  timeout: PATIENCE_MS,
}, async () => {
  const { deps, database, line } = office;
  const ports: OnboardingPorts = {
    invite: (tenantId, person, actor) =>
      database.db.withTenant(tenantId, (scope) => inviteStaff(scope, person, actor)).then(() => {}),
    subscribe: async () => {},
    publishMenu: async () => {},
  };
  await ensurePlatformTenant(database.db, deps.secrets);
  const todo = listMunicipalities().map(({ code, name }) => ({
    code,
    account: line.addAccount({ displayName: name }),
  }));
  const accountOf = new Map(todo.map(({ code, account }) => [code, account]));
  const reports: OnboardingReport[] = [];
  const waiting = [...todo];
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { channelId, channelSecret } = next.account;
      const plan = onboardingPlanSchema.parse({
        municipalityCode: next.code,
        administrators: [{ name: '管理 花子', email: `owner@${next.code}.example` }],
        planKey: 'small-monthly',
        channel: { channelId, channelSecret },
      });
      reports.push(await onboardCity({ ...deps, ports }, plan, 'operator:test'));
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(`1,741 municipalities in ${seconds.toFixed(1)} s\n`);

  expect(reports).toHaveLength(1_741);
  expect(reports.flatMap(({ steps }) => steps).filter(({ status }) => status !== 'done')).toEqual([]);
  expect(reports.flatMap(({ problems }) => problems)).toEqual([]);
  expect(new Set(reports.map(({ tenantId }) => tenantId)).size).toBe(1_741);

  const cities = await database.db.platform.listTenants();
  expect(cities.map(({ municipalityCode }) => municipalityCode)).toEqual([...accountOf.keys()].sort());
  expect(cities.every(({ slug, municipalityCode, liveAt }) => slug === municipalityCode && liveAt === null)).toBe(true);
  for (const [table, distinct] of [
    ['tenant_key', 'wrapped_key'],
    ['line_channel', 'line_channel_id'],
    ['line_channel', 'bot_user_id'],
    ['line_channel', 'webhook_key'],
    ['line_channel', 'secret'],
    ['channel_health', 'channel_id'],
    ['staff_member', 'id'],
  ] as const) {
    const cityRows = `select ${table}.${distinct} from ${table} join tenant t on t.id = ${table}.tenant_id where t.kind = 'city'`;
    expect(await count(`${cityRows} group by ${table}.${distinct}`), `${table}.${distinct}`).toBe(1_741);
    expect(await count(cityRows), table).toBe(1_741);
  }
  expect(await count('select tenant_id from feature_install group by tenant_id having count(*) = 2')).toBe(1_741);
  expect(await count('select 1 from feature_install')).toBe(2 * 1_741);

  // Each channel is the one that was given for that municipality, and opens with that city's key alone.
  for (const [index, city] of cities.entries()) {
    if (index % 40 !== 0) continue;
    const account = accountOf.get(city.municipalityCode ?? '');
    const other = cities[index + 1];
    const [channel] = await database.db.readTenant(city.id, ({ prisma }) => prisma.lineChannel.findMany());
    expect(channel).toMatchObject({ lineChannelId: account?.channelId, displayName: city.name });
    const place = `line_channel.secret:${channel?.id}`;
    const sealed = channel?.secret ?? new Uint8Array();
    expect((await deps.secrets.decrypt(city.id, place, sealed)).toString()).toBe(account?.channelSecret);
    await expect(deps.secrets.decrypt(other?.id ?? '', place, sealed)).rejects.toMatchObject({
      code: 'SECRETS_NOT_DECRYPTABLE',
    });
    expect(account?.webhookUrl).toBe(`https://city.example/line/webhook/${channel?.webhookKey}`);
  }
});
