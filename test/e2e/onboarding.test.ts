// From nothing to a city that answers: the script against LINE as the sandbox plays it, the gateway and the worker.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@tenohira/core';
import { features } from '@tenohira/features';
import { storePush } from '@tenohira/messaging';
import { goLive, markTestResident, type OnboardingReport } from '@tenohira/onboarding';
import { createActiveStaff } from '@tenohira/staff/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCity } from '../support/run-city.ts';
import type { SandboxChannel } from '../support/sandbox-control.ts';
import { type System, startSystem } from '../support/start-system.ts';
import { openTalk, type Talk } from '../support/talk.ts';
import { waitUntil } from '../support/wait-until.ts';

const CITY = '473821';
const folder = mkdtempSync(join(tmpdir(), 'tenohira-onboarding-'));
let system: System;
let channel: SandboxChannel;
let talk: Talk;
beforeAll(async () => {
  system = await startSystem({ features });
  channel = await system.sandbox.makeChannel('new', 'あたらしい町');
  const { personId } = await system.sandbox.makePerson('はるか');
  talk = openTalk(system.sandbox, channel.channelId, personId);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await system?.stop();
});

const city = (...words: string[]) => runCity(system.installation, ...words);

function planFile(plan: unknown): string {
  const path = join(folder, 'plan.json');
  writeFileSync(path, JSON.stringify(plan));
  return path;
}

const planOf = (code: string, { channelId, channelSecret }: SandboxChannel = channel) => ({
  municipalityCode: code,
  administrators: [{ name: '管理 花子', email: 'hanako@city.example' }],
  channel: { channelId, channelSecret },
});

async function onboard(plan: unknown): Promise<{ code: number | null; reports: OnboardingReport[] }> {
  const { code, output } = await city('onboard', planFile(plan), '--json');
  return { code, reports: JSON.parse(output) as OnboardingReport[] }; // what the command prints
}

const tenantOf = async (code: string) => {
  const found = await system.db.platform.findCity({ municipalityCode: code });
  if (!found) throw new Error('the city is not there');
  return found;
};

it('explains itself when asked to, and to whom it does not understand', async () => {
  expect(await city('--help')).toMatchObject({ code: 0, output: expect.stringContaining('npm run city --') });
  const wrong = await city('list', '--jsn');
  expect(wrong).toMatchObject({ code: 2, output: expect.stringContaining('npm run city --') });
  expect(wrong.output).not.toContain('    at ');
});

describe('a city that is onboarded by the script', () => {
  it('has all its steps done, and LINE has its webhook', async () => {
    const { code, reports } = await onboard(planOf(CITY));
    expect(reports).toMatchObject([{ slug: CITY, isNew: true, problems: [] }]);
    expect(reports[0]?.steps.map(({ step, status }) => `${step} ${status}`)).toEqual([
      ...['municipality done', 'administrators done', 'plan skipped'],
      ...['channel done', 'features done', 'menu done'],
    ]);
    expect(code).toBe(0);
    const { output } = await city('list');
    expect(output).toMatch(new RegExp(`^${CITY}  .*  練習中$`, 'm'));
  });

  it('answers a resident a moment later', async () => {
    await talk.act({ type: 'follow' });
    await talk.hears('手のひら市役所');
    await talk.tap('道路の不具合通報');
    await talk.hears('どんなことですか');
    await talk.tap('街路灯・照明');
    await talk.hears('写真を送ってください');
    await talk.tap('写真なし');
    await talk.hears('場所はどこですか');
    await talk.act({ type: 'location', latitude: 34.05, longitude: 137.55 });
    await talk.hears('どうなっていますか');
    await talk.tap('とくにない');
    await talk.hears('この内容で送ります');
    await talk.tap('送信する');
    await talk.hears('受付番号：26-00001');
  });

  it('sends its administrator an invitation', async () => {
    const { id } = await tenantOf(CITY);
    await waitUntil('the letter has gone', async () => {
      const letters = await system.db.readTenant(id, ({ sql }) =>
        sql<{ status: string }>('select status from mail_message'),
      );
      return letters.length === 1 && letters[0]?.status === 'sent';
    });
  });

  it('tells only test residents of progress, until it is live', async () => {
    const { id } = await tenantOf(CITY);
    const heard = async (words: string) =>
      (await talk.entries()).some(({ message }) => JSON.stringify(message ?? '').includes(words));
    const inTenant = <Row>(text: string) => system.db.withTenant(id, ({ sql }) => sql<Row>(text));

    await city('case', 'status', CITY, '26-00001', 'in-progress', 'だれにも届きません。');
    expect(await inTenant('select status, error_code from outbox_message where priority = 1')).toEqual([
      { status: 'cancelled', error_code: 'PRACTICE' },
    ]);
    const [resident] = await inTenant<{ id: string }>('select id from resident');
    await system.db.withTenant(id, (scope) => markTestResident(scope, resident?.id ?? '', true, 'system'));
    await city('case', 'status', CITY, '26-00001', 'done', '練習で直しました。');
    await talk.hears('練習で直しました。');
    expect(await heard('だれにも届きません')).toBe(false);
  });

  it('changes nothing when the script runs again', async () => {
    const rows = async () => {
      const { id } = await tenantOf(CITY);
      const text = `select (select count(*) from line_channel) + (select count(*) from feature_install) + (select count(*) from staff_member)
        + (select count(*) from audit_entry) + (select count(*) from mail_message) as n`;
      return system.db.readTenant(id, ({ sql }) => sql(text));
    };
    const before = await rows();
    const { code, reports } = await onboard([planOf(CITY)]);
    expect(code).toBe(0);
    expect(reports).toMatchObject([{ isNew: false, problems: [] }]);
    expect(await rows()).toEqual(before);
  });
});

describe('what goes wrong says what to do', () => {
  it('a gateway that LINE does not reach', async () => {
    await system.gateway.stop();
    const unreachable = await city('channel', 'check', CITY);
    expect(unreachable.output).toMatch(/要対応: .*could_not_connect/);
    await system.gateway.start();
    expect((await city('channel', 'check', CITY)).output).toContain('問題はありません');
  });

  it('an account answered by hand, not verified, or with its webhook off', async () => {
    await system.sandbox.patchChannel(channel.channelId, { chatMode: 'chat', verified: false, webhookActive: false });
    const { output } = await city('channel', 'check', CITY);
    for (const words of ['Webhookの利用', 'チャット(手動での応答)', '認証済アカウントではありません']) {
      expect(output).toContain(words);
    }
    await system.sandbox.patchChannel(channel.channelId, { chatMode: 'bot', verified: true, webhookActive: true });
  });

  it('a secret that is wrong, and an account of another city; the rest is done all the same', async () => {
    const wrong = planOf('012025', { ...channel, channelSecret: 'f'.repeat(32) });
    const { code, reports } = await onboard([wrong, planOf('012033')]);
    expect(code).toBe(1);
    expect(reports.map(({ steps }) => steps.find(({ step }) => step === 'channel')?.code)).toEqual([
      'ONBOARDING_SECRET_REFUSED',
      'ONBOARDING_CHANNEL_TAKEN',
    ]);
    expect(reports.map(({ steps }) => steps.find(({ step }) => step === 'features')?.status)).toEqual(['done', 'done']);
  });

  it('a file that does not fit, by the name of each field, with nothing begun', async () => {
    const unfit = { ...planOf('012033'), administrators: [{ name: '花子', email: 'x' }] };
    for (const [plan, words] of [
      [[planOf('131130'), unfit], '1.administrators.0.email'],
      ['nothing', '市区町村のJSONオブジェクト'],
    ] as const) {
      const { code, output } = await city('onboard', planFile(plan));
      expect(output).toContain(words);
      expect(code).toBe(1);
    }
    expect(await system.db.platform.findCity({ municipalityCode: '131130' })).toBeUndefined();
  });

  it('a file that is not there', async () => {
    const { code, output } = await city('onboard', join(folder, 'nowhere.json'));
    expect(output).toContain('nowhere.json');
    expect(code).toBe(1);
  });
});

it('goes live when somebody is there to run it, and then everybody hears from it', async () => {
  const { id } = await tenantOf(CITY);
  const { personId } = await system.sandbox.makePerson('ふみ');
  const neighbour = openTalk(system.sandbox, channel.channelId, personId);
  await neighbour.act({ type: 'follow' });
  await neighbour.hears('手のひら市役所');
  const tell = (text: string) =>
    system.db.withTenant(id, async (scope) => {
      const { id: residentId } = await scope.prisma.resident.findFirstOrThrow({ where: { isTest: false } });
      await storePush(scope, { residentId, messages: [{ type: 'text', text }], dedupeKey: text });
    });
  const deps = {
    ...{ db: system.db, secrets: system.secrets, clock: systemClock, ports: {} },
    lineApi: { apiBaseUrl: system.sandbox.url, dataApiBaseUrl: system.sandbox.url },
    publicBaseUrl: system.gateway.url,
  };
  await tell('まだ練習です');
  await expect(goLive(deps, id, 'staff:owner')).rejects.toMatchObject({ code: 'ONBOARDING_NOT_READY' });
  await createActiveStaff(system.db, id, { role: 'owner' });
  await goLive(deps, id, 'staff:owner');
  await tell('本番です');
  await neighbour.hears('本番です');
  expect(JSON.stringify(await neighbour.entries())).not.toContain('まだ練習です');
});
