// A benefit of a running demo with some residents in it, set up as far as a picture or a look at its pages needs.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextBankBusinessDay } from '@tenohira/banking';
import { inventPeople, type PersonInFile, writeListCsv } from '@tenohira/benefits/testing';
import { addDays, jstDateOf } from '@tenohira/core';
import { createDatabase } from '@tenohira/db';
import type { Role } from '@tenohira/staff';
import { z } from 'zod';
import { cardOf } from '../story/chapters/prepare.ts';
import { type ConsoleClient, createConsoleClient } from '../story/console-client.ts';
import { addResident, register, type StoryResident } from '../story/resident.ts';
import { METHODS } from '../story/story.ts';
import { inParallel } from '../support/in-parallel.ts';
import { employ as employPerson } from '../support/staff-browser.ts';
import type { Demo } from '../support/start-demo.ts';

const CITY = 'minatono';
const AMOUNT_YEN = 70_000;
const HOUSEHOLDS = 12;
const AT_ONCE = 6;

const runningSchema = z.object({
  APP_DATABASE_URL: z.string(),
  PLATFORM_DATABASE_URL: z.string(),
  addresses: z.object({ gateway: z.string(), console: z.string() }),
});
type Running = z.infer<typeof runningSchema>;

export type BenefitStage = {
  /** As it is in the addresses that residents get. */
  gatewayUrl: string;
  channelId: string;
  /** Heads of households who are registered and have the notice. */
  told: readonly StoryResident[];
  /** Of a household on the list, no friend of the city's yet, with the code of the letter to that household. */
  addStranger(): Promise<{ stranger: StoryResident; letterCode: string }>;
  /** Approves all applications; codes are on their way. */
  approve(): Promise<void>;
  /** The bank could not pay anybody whose transfer waits. */
  bringTransfersBack(): Promise<void>;
};

/** @param told how many residents are registered and told; those with an account of theirs on the list come first */
export async function openBenefitStage(
  { dataDir, sandbox }: Pick<Demo, 'dataDir' | 'sandbox'>,
  told: number,
): Promise<BenefitStage> {
  const channel = (await sandbox.channels()).find(({ key }) => key === CITY);
  if (!channel) throw new Error(`there is no demo city ${CITY}`);
  const { channelId } = channel;
  const running = runningSchema.parse(JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')));
  const gatewayUrl = running.addresses.gateway;
  const [editor, approver, owner] = await employ(running);
  const people = listed();
  const heads = people.filter(({ relation }) => relation === '世帯主');
  const enter = (person: PersonInFile) => addResident(sandbox, channelId, gatewayUrl, cardOf(person));

  const residents = new Map<PersonInFile, StoryResident>();
  await inParallel(heads.slice(0, told), AT_ONCE, async (head) => {
    const resident = await enter(head);
    await register(sandbox, resident);
    residents.set(head, resident);
  });
  const programId = await openProgram({ editor, approver, owner }, people, {
    ...{ name: '物価高騰対策給付金', amountRule: 'household', amountYen: AMOUNT_YEN },
    methods: METHODS.map(({ key }) => key),
  });
  await approver.post(`/programs/${programId}/notices`);
  let strangers = 0;

  return {
    gatewayUrl,
    channelId,
    told: heads.flatMap((head) => residents.get(head) ?? []),
    addStranger: async () => {
      const head = heads[told + strangers];
      strangers += 1;
      if (!head) throw new Error('everybody on the list is known');
      const letters = await approver.download(`/programs/${programId}/letters/csv`, { department: '福祉課' });
      const row = new TextDecoder('shift_jis')
        .decode(letters)
        .split('\r\n')
        .find((line) => line.includes(head.address));
      const letterCode = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}(?=")/.exec(row ?? '')?.[0];
      if (letterCode === undefined) throw new Error('no letter goes to that household');
      return { stranger: await enter(head), letterCode };
    },
    approve: async () => {
      const { claims, count, totalYen } = await approver.get<ToApprove>(`/programs/${programId}/claims/to-approve`);
      await approver.post('/approvals', {
        claims: claims.map(({ claimId, seal }) => ({ claimId, seal })),
        expected: { count, totalYen },
      });
    },
    bringTransfersBack: async () => {
      const payOn = nextBankBusinessDay(addDays(jstDateOf(new Date()), 7));
      const { problems } = await editor.post<Preflight>(`/programs/${programId}/batches/preflight`, { payOn });
      const confirmedWarnings = problems.filter(({ severity }) => severity === 'warning').map(({ key }) => key);
      const { batches } = await editor.post<Batches>(`/programs/${programId}/batches`, { payOn, confirmedWarnings });
      for (const { batchId } of batches) {
        await approver.post(`/batches/${batchId}/release`);
        await editor.download(`/batches/${batchId}/file`);
        const { items: lines } = await editor.get<{ items: { line: number }[] }>(`/batches/${batchId}/lines`);
        const items = lines.map(({ line }) => ({ line, reason: '名義相違' }));
        await editor.post(`/batches/${batchId}/returns`, { items });
      }
    },
  };
}

type ToApprove = { claims: { claimId: string; seal: string }[]; count: number; totalYen: number };
type Preflight = { problems: { key: string; severity: string }[] };
type Batches = { batches: { batchId: string }[] };
type Team = Record<'editor' | 'approver' | 'owner', ConsoleClient>;

/** The newest address of such a page that the city has sent. */
export async function linkTo(resident: StoryResident, path: string): Promise<string> {
  const said = JSON.stringify((await resident.entries()).toReversed());
  const url = [...said.matchAll(/"uri":"([^"]+)"/g)].map(([, uri = '']) => uri).find((uri) => uri.includes(path));
  if (url === undefined) throw new Error(`${resident.name} has no button to ${path}`);
  return url;
}

async function employ(running: Running): Promise<[ConsoleClient, ConsoleClient, ConsoleClient]> {
  const db = createDatabase({
    appUrl: running.APP_DATABASE_URL,
    platformUrl: running.PLATFORM_DATABASE_URL,
    maxConnections: 2,
  });
  try {
    const tenant = await db.platform.findTenant(CITY);
    if (!tenant) throw new Error(`there is no demo city ${CITY}`);
    const add = async (name: string, role: Role) =>
      createConsoleClient(await employPerson(db, tenant.id, running.addresses.console, { name, role }));
    return [
      await add('担当 さくら', 'editor'),
      await add('承認 たけし', 'approver'),
      await add('課長 みのり', 'owner'),
    ];
  } finally {
    await db.close();
  }
}

/** People of this run alone: one person registers on one LINE account. */
function listed(): PersonInFile[] {
  const people = inventPeople({
    households: HOUSEHOLDS,
    seed: randomInt(1_000, 10_000),
    supportPercent: 0,
    accountsPercent: 100,
  });
  return people.map((person) =>
    person.accountNumber === '' ? person : { ...person, bankCode: '0001', branchCode: '001' },
  );
}

type Terms = { name: string; amountRule: 'household' | 'person'; amountYen: number; methods: readonly string[] };

/** A program with money for all who are on its list, open, and the list matched with whoever is registered. */
export async function openProgram(
  { editor, approver, owner }: Team,
  people: readonly PersonInFile[],
  terms: Terms,
): Promise<string> {
  const today = jstDateOf(new Date());
  const { id: programId } = await editor.post<{ id: string }>('/programs', {
    ...terms,
    statute: `みなと野市${terms.name}支給要綱`,
    baseDate: addDays(today, -30),
    opensOn: today,
    closesOn: addDays(today, 60),
    texts: { contact: '福祉課 電話000-000-2345' },
    surveyKey: `stage-${Date.now()}`,
    isPractice: false,
  });
  await owner.post(`/programs/${programId}/funds`, { amountYen: people.length * terms.amountYen });
  const file = writeListCsv(people);
  const { listId } = await editor.upload<{ listId: string }>(`/programs/${programId}/lists?fileName=meibo.csv`, file);
  await approver.post(`/lists/${listId}/apply`);
  await approver.post(`/programs/${programId}/open`);
  await editor.post(`/programs/${programId}/match`);
  return programId;
}

/** From the notice to "applied", by the button with that label. */
export async function applyInChat(resident: StoryResident, way: string): Promise<void> {
  await resident.hears('申し込みへ進む');
  await resident.tap('申し込みへ進む');
  await resident.hears(way);
  await resident.tap(way);
  await resident.hears('まちがいありません');
  await resident.tap('まちがいありません');
  await resident.hears('つぎのことを約束して');
  await resident.tap('申し込む');
  await resident.hears('これで申し込みは終わりです');
}
