// Three people of a city at their consoles, and residents of a small list: what the pages of a benefit are tried with.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inventPeople, type PersonInFile, writeListCsv } from '@tenohira/benefits/testing';
import { createDatabase, type Database } from '@tenohira/db';
import { createTenantSecrets, type TenantSecrets } from '@tenohira/secrets';
import { generate } from 'otplib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { cardOf } from '../story/chapters/prepare.ts';
import { type ConsoleClient, createConsoleClient } from '../story/console-client.ts';
import { addResident, register, type StoryResident } from '../story/resident.ts';
import { employ, type StaffBrowser } from '../support/staff-browser.ts';
import type { Demo } from '../support/start-demo.ts';
import { openProgram } from './benefit-stage.ts';

export const CITY = 'minatono';
/** For one thing to appear. */
const PATIENCE_MS = 15_000;
const LISTED_HOUSEHOLDS = 6;
/** Nobody else's. */
export const GIVEN_NAME_OF_SPOUSE = 'ひなた';
/** How long a code of an authenticator is good for. */
const CODE_MS = 30_000;

const runningSchema = z.object({
  APP_DATABASE_URL: z.string(),
  PLATFORM_DATABASE_URL: z.string(),
  MASTER_KEY: z.string(),
  addresses: z.object({ gateway: z.string(), console: z.string() }),
});

/** Somebody of the staff, with a browser in which they are signed in. */
export type Colleague = {
  staff: StaffBrowser;
  client: ConsoleClient;
  context: BrowserContext;
  page: Page;
  joinedAt: number;
};

export type Desk = {
  db: Database;
  secrets: TenantSecrets;
  tenantId: string;
  consoleUrl: string;
  editor: Colleague;
  approver: Colleague;
  owner: Colleague;
  /** Heads of the listed households; the first two have an account at a bank that exists. */
  heads: readonly PersonInFile[];
  people: readonly PersonInFile[];
  /** The head and one more of a household that is on no list yet. */
  couple: readonly PersonInFile[];
  /** What browsers have complained of. */
  complaints: readonly string[];
  /** Registered as the card says; another family name where one is given. */
  addResident(head: PersonInFile, familyName?: string): Promise<StoryResident>;
  close(): Promise<void>;
};

export async function openDesk(demo: Demo, browser: Browser): Promise<Desk> {
  const running = runningSchema.parse(JSON.parse(readFileSync(join(demo.dataDir, 'running.json'), 'utf8')));
  const { addresses } = running;
  const db = createDatabase({
    appUrl: running.APP_DATABASE_URL,
    platformUrl: running.PLATFORM_DATABASE_URL,
    maxConnections: 4,
  });
  const secrets = createTenantSecrets({
    masterKey: running.MASTER_KEY,
    loadKeys: (tenantId) => db.platform.listTenantKeys(tenantId),
  });
  const tenant = await db.platform.findTenant(CITY);
  const channel = (await demo.sandbox.channels()).find(({ key }) => key === CITY);
  if (!tenant || !channel) throw new Error(`there is no demo city ${CITY}`);
  const complaints: string[] = [];
  const hire = async (name: string, role: 'editor' | 'approver' | 'owner'): Promise<Colleague> => {
    const staff = await employ(db, tenant.id, addresses.console, { name, role });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    await context.addCookies(staff.cookies().map((cookie) => ({ ...cookie, domain: 'localhost', httpOnly: true })));
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // What an answer of 400 makes a browser say is none.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text());
    });
    return { staff, client: createConsoleClient(staff), context, page, joinedAt: Date.now() };
  };
  const { people, couple } = inventTown();
  return {
    ...{ db, secrets, tenantId: tenant.id, consoleUrl: addresses.console, people, couple, complaints },
    heads: people.filter(({ relation }) => relation === '世帯主'),
    editor: await hire('担当 さくら', 'editor'),
    approver: await hire('承認 たけし', 'approver'),
    owner: await hire('課長 みのり', 'owner'),
    addResident: async (head, familyName) => {
      const card = cardOf(head);
      const name = familyName === undefined ? card.name : `${familyName} ${card.name.split(' ')[1] ?? ''}`;
      const resident = await addResident(demo.sandbox, channel.channelId, addresses.gateway, { ...card, name });
      await register(demo.sandbox, resident);
      return resident;
    },
    close: () => db.close(),
  };
}

/** People of this run alone: one person registers on one LINE account. */
function inventTown(): { people: PersonInFile[]; couple: PersonInFile[] } {
  const everybody = inventPeople({
    households: LISTED_HOUSEHOLDS + 1,
    seed: randomInt(1_000, 10_000),
    members: { exactly: 1 },
    supportPercent: 0,
    accountsPercent: 100,
  }).map((person) => (person.accountNumber === '' ? person : { ...person, bankCode: '0001', branchCode: '001' }));
  const [head, spouse] = everybody.splice(-2);
  if (!head || !spouse) throw new Error('a household more was asked for');
  return {
    people: everybody,
    couple: [head, { ...spouse, name: spouse.name.replace(/　.*/, `　${GIVEN_NAME_OF_SPOUSE}`) }],
  };
}

export type Couple = {
  /** Of a benefit of its own, of 10,000 yen a person. */
  programId: string;
  /** 世帯番号. */
  number: string;
  /** Has the notice. */
  householder: StoryResident;
  spouse: StoryResident;
};

/** Both of them are registered, and told as far as the city tells them by itself: the head for both. */
export async function openCouple(desk: Desk): Promise<Couple> {
  const [head, member] = desk.couple;
  if (!head || !member) throw new Error('a household of two was asked for');
  const [householder, spouse] = await Promise.all([desk.addResident(head), desk.addResident(member)]);
  const team = { editor: desk.editor.client, approver: desk.approver.client, owner: desk.owner.client };
  const programId = await openProgram(team, desk.couple, {
    name: '子育て応援給付金',
    amountRule: 'person',
    amountYen: 10_000,
    methods: ['gift-code'],
  });
  await team.approver.post(`/programs/${programId}/notices`);
  return { programId, number: head.household, householder, spouse };
}

/** The list as the core system writes it: with a column that nobody needs, and the mistake of whoever calls. */
export function listFile(people: readonly PersonInFile[], mistake = (line: string, _index: number) => line): Buffer {
  const [head = '', ...rows] = Buffer.from(writeListCsv(people)).toString().trimEnd().split('\r\n');
  return Buffer.from([`${head},備考`, ...rows.map((row, index) => mistake(`${row},`, index)), ''].join('\r\n'));
}

/** A code that their authenticator has not been asked for yet. */
export async function nextCode({ staff, joinedAt }: Colleague): Promise<string> {
  const used = Math.floor(joinedAt / CODE_MS);
  while (Math.floor(Date.now() / CODE_MS) <= used) await new Promise((resolve) => setTimeout(resolve, 500));
  return generate({ secret: staff.totpSecret });
}
