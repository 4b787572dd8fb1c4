// `npm run story`: a benefit from the list of the eligible to money, played against the running demo. It prints what
// happened and when, and fails if anything is off by one yen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cityCommandConfigSchema, loadConfig } from '@tenohira/config';
import { createDatabase } from '@tenohira/db';
import { createTenantSecrets } from '@tenohira/secrets';
import type { Role } from '@tenohira/staff';
import { z } from 'zod';
import { createSandboxControl } from '../support/sandbox-control.ts';
import { employ } from '../support/staff-browser.ts';
import { applyByLine, applyByOtherWays } from './chapters/apply.ts';
import { approveAndPay } from './chapters/pay.ts';
import { prepareProgram } from './chapters/prepare.ts';
import { proveIt } from './chapters/prove.ts';
import { settleAndReturn } from './chapters/settle.ts';
import { createConsoleClient } from './console-client.ts';
import type { Story } from './story.ts';
import { createTimeline, StoryError } from './timeline.ts';

const runningSchema = z.object({
  APP_DATABASE_URL: z.string(),
  PLATFORM_DATABASE_URL: z.string(),
  MASTER_KEY: z.string(),
  addresses: z.object({ gateway: z.string(), console: z.string(), sandbox: z.string() }),
});
const CITY = 'minatono';

async function play(story: Story): Promise<void> {
  const program = await prepareProgram(story);
  await applyByLine(story, program);
  await applyByOtherWays(story, program);
  await approveAndPay(story, program);
  await settleAndReturn(story, program);
  await proveIt(story, program);
}

async function main(): Promise<number> {
  const { DATA_DIR } = loadConfig(cityCommandConfigSchema);
  const running = readRunning(join(DATA_DIR, 'running.json'));
  if (!running) {
    process.stderr.write('The demo does not run: `npm start` in another window first.\n');
    return 1;
  }
  const db = createDatabase({
    appUrl: running.APP_DATABASE_URL,
    platformUrl: running.PLATFORM_DATABASE_URL,
    maxConnections: 4,
  });
  const secrets = createTenantSecrets({
    masterKey: running.MASTER_KEY,
    loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId),
  });
  const timeline = createTimeline((line) => void process.stdout.write(line));
  try {
    const tenant = await db.platform.findTenant(CITY);
    const sandbox = createSandboxControl(running.addresses.sandbox);
    const channel = (await sandbox.channels()).find(({ key }) => key === CITY);
    if (!tenant || !channel) throw new StoryError(`there is no demo city ${CITY}`);
    const hire = async (name: string, role: Role) => {
      const browser = await employ(db, tenant.id, running.addresses.console, { name, role });
      return { staffId: browser.staffId, ...createConsoleClient(browser) };
    };
    await play({
      timeline,
      sandbox,
      db,
      secrets,
      gatewayUrl: running.addresses.gateway,
      tenantId: tenant.id,
      channelId: channel.channelId,
      editor: await hire('担当 さくら', 'editor'),
      approver: await hire('承認 たけし', 'approver'),
      owner: await hire('課長 みのり', 'owner'),
    });
    process.stdout.write('\nすべて合いました。\n');
    return 0;
  } catch (error) {
    if (!(error instanceof StoryError)) throw error;
    process.stderr.write(`\n合いません: ${error.message}\n`);
    return 1;
  } finally {
    await db.close();
  }
}

function readRunning(path: string): z.infer<typeof runningSchema> | undefined {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

process.exitCode = await main();
