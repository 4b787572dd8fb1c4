import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from '@tenohira/deploy-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCity } from '../support/run-city.ts';
import { type Demo, makeDataDir, startDemo, startRefused } from '../support/start-demo.ts';
import { openTalk, type Talk } from '../support/talk.ts';

const folder = makeDataDir();
const demoCity = { DATA_DIR: folder.dataDir };
let demo: Demo;
let hanako: Talk;
let hanakoInTown: Talk;

beforeAll(async () => {
  demo = await startDemo(folder.dataDir);
  const [minatono, yukimizawa] = await demo.sandbox.channels();
  const [person] = await demo.sandbox.people();
  if (!minatono || !yukimizawa || !person) throw new Error('the demo cities are not there');
  hanako = openTalk(demo.sandbox, minatono.channelId, person.personId);
  hanakoInTown = openTalk(demo.sandbox, yukimizawa.channelId, person.personId);
});
afterAll(async () => {
  await demo.interrupt();
  folder.remove();
});

describe('npm start', () => {
  it('says what runs where, which cities there are and where to tap', () => {
    for (const words of [
      demo.env.GATEWAY_PORT,
      demo.env.SANDBOX_PORT,
      demo.env.CONSOLE_PORT,
      folder.dataDir,
      'みなと野市',
      '雪見沢町',
    ]) {
      expect(demo.output()).toContain(words);
    }
  });

  it('brings up services that live, are ready and can be measured', async () => {
    for (const url of [demo.gatewayUrl, demo.consoleUrl, demo.workerUrl, demo.sandboxUrl]) {
      for (const path of ['/healthz', '/readyz', '/metrics']) {
        const response = await fetch(`${url}${path}`);
        expect(response.status, `${url}${path}`).toBe(200);
        if (path === '/metrics') expect(await response.text()).toContain('process_cpu_seconds_total');
      }
    }
  });

  it('lets a resident ask about garbage, and remembers the district', async () => {
    await hanako.act({ type: 'follow' });
    await hanako.hears('ごみの収集・分別');
    await hanako.tap('ごみの収集・分別');
    await hanako.hears('お住まいの町名');
    await hanako.say('汐見町１');
    await hanako.hears('汐見町1〜3丁目');
    await hanako.tap('汐見町1〜3丁目');
    await hanako.hears('今日と明日の収集');
    await hanako.say('今週のごみ');
    await hanako.hears('汐見町1〜3丁目');
  });

  it.each(['電池はどこに捨てる?', 'でんち', 'ﾃﾞﾝﾁ', '乾電池の捨て方'])(
    'finds how to throw away what 「%s」 asks for',
    async (question) => {
      await hanako.say(question);
      await hanako.hears('乾電池');
    },
  );

  it('answers from the data of the city that was asked', async () => {
    await hanakoInTown.act({ type: 'follow' });
    await hanakoInTown.hears('雪見沢町の公式LINEへようこそ');
    await hanakoInTown.say('今日のごみ');
    const answer = await hanakoInTown.hears('お住まいの地区');
    expect(JSON.stringify(answer.message)).not.toContain('汐見町');
  });

  it('takes a report of a broken road, and tells its reporter of the progress', async () => {
    await hanako.say('道路通報');
    await hanako.hears('どんなことですか');
    await hanako.tap('道路の穴・ひび割れ');
    await hanako.hears('写真を送ってください');
    await hanako.act({ type: 'image' });
    await hanako.hears('写真を1枚受け取りました');
    await hanako.tap('写真はこれで全部');
    await hanako.hears('場所はどこですか');
    await hanako.act({ type: 'location', latitude: 34.05, longitude: 137.55, address: 'みなと野市本町1' });
    await hanako.hears('どうなっていますか');
    await hanako.say('車道に大きな穴があります');
    await hanako.hears('この内容で送ります');
    await hanako.tap('送信する');
    await hanako.hears('受付番号：26-00001');

    const { code, output } = await runCity(
      demoCity,
      'case',
      'status',
      'minatono',
      '26-00001',
      'in-progress',
      'あした直します。',
    );
    expect(output).toContain('1人にお知らせします');
    expect(code).toBe(0);
    const notice = await hanako.hears('対応状況が「対応中」になりました');
    expect(notice.via).toBe('push');
  });

  it('takes a contact on a page of its own, and never shows it in the chat', async () => {
    await hanakoInTown.say('道路通報');
    await hanakoInTown.hears('どんなことですか');
    await hanakoInTown.tap('倒木・枝・落石');
    await hanakoInTown.hears('写真を送ってください');
    await hanakoInTown.tap('写真なし');
    await hanakoInTown.hears('場所はどこですか');
    await hanakoInTown.act({ type: 'location', latitude: 38.6, longitude: 138.55, address: '雪見沢町本町1' });
    await hanakoInTown.hears('どうなっていますか');
    await hanakoInTown.tap('とくにない');
    await hanakoInTown.hears('連絡先を入れますか');
    await hanakoInTown.tap('連絡先を入れる');
    const asked = await hanakoInTown.hears('連絡先を入力する');
    const address = /https?:[^"]*\/forms\/[^"]*/.exec(JSON.stringify(asked.message))?.[0] ?? '';

    const wrong = await submit(address, { name: 'みほん', tel: '123' });
    expect(wrong.status).toBe(400);
    expect(wrong.page).toContain('電話番号を数字で入力してください');
    const right = await submit(address, { name: 'みほん', tel: '000-1234-5678' });
    expect(right.page).toContain('送信しました');
    await hanakoInTown.hears('連絡先：入力ページで受け取りました');
    expect((await submit(address, { name: 'みほん', tel: '000-1234-5678' })).status).toBe(409);
    await hanakoInTown.tap('送信する');
    await hanakoInTown.hears('受付番号：26-00001');
    expect(JSON.stringify(await hanakoInTown.entries())).not.toContain('5678');
    const { output } = await runCity(demoCity, 'case', 'show', 'yukimizawa', '26-00001');
    expect(output).toContain('電話番号: 000-1234-5678');
  });

  it('refuses a garbage file with a mistake by file, line and reason, and keeps the old one in force', async () => {
    const broken = join(import.meta.dirname, '../fixtures/garbage/broken-day');
    const { code, output } = await runCity(demoCity, 'garbage', 'import', 'minatono', broken);
    expect(output).toMatch(/area_days\.csv 3行目/);
    expect(code).toBe(1);
    await hanako.say('今日のごみ');
    await hanako.hears('汐見町1〜3丁目');
  });

  it('stops cleanly on Ctrl-C and finds its data again', async () => {
    expect(await demo.interrupt()).toBe(0);
    for (const url of [demo.gatewayUrl, demo.sandboxUrl, demo.workerUrl]) await expect(fetch(url)).rejects.toThrow();
    const { env } = demo;
    demo = await startDemo(folder.dataDir, env);
    const invoices = await demo.sandbox.invoicesFor('kaikei@minatono.example');
    expect(invoices.map(({ status }) => status)).toEqual(['paid']);
    await hanako.say('今日のごみ');
    await hanako.hears('汐見町1〜3丁目');
  });
});

describe('npm start that cannot', () => {
  it('names a port that is taken and the variable that chooses another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const others = {
      SANDBOX_PORT: String(await freePort()),
      CONSOLE_PORT: String(await freePort()),
      WORKER_PORT: String(await freePort()),
      SANDBOX_SMTP_PORT: String(await freePort()),
    };
    const { code, output } = await startRefused({ DATA_DIR: folder.dataDir, ...others, GATEWAY_PORT: port });
    server.close();
    expect(output).toContain(`Port ${port} is taken: stop what uses it, or set GATEWAY_PORT to another.`);
    expect(code).toBe(1);
  });

  it.each([
    [{ DATABASE_URL: 'mysql://here' }, 'DATABASE_URL: must look like postgres://'],
    [{ REDIS_URL: 'here' }, 'REDIS_URL: must look like redis://'],
    [{ LINE_API_BASE_URL: 'line' }, 'LINE_API_BASE_URL: must be an address that begins with http'],
    [{ GATEWAY_PORT: 'abc' }, 'GATEWAY_PORT: must be a port number'],
    [{ GATEWAY_PORT: '4000', CONSOLE_PORT: '4000' }, 'GATEWAY_PORT and CONSOLE_PORT are both 4000'],
  ])('explains %j', async (env, sentence) => {
    const { code, output } = await startRefused({ DATA_DIR: folder.dataDir, ...env });
    expect(output).toContain(sentence);
    expect(output).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });

  it.each([
    [{ DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' }, 'PostgreSQL at DATABASE_URL cannot be reached'],
    [{ REDIS_URL: 'redis://127.0.0.1:1' }, 'Redis at REDIS_URL cannot be reached'],
  ])('says what cannot be reached: %j', async (given, sentence) => {
    const names = ['GATEWAY_PORT', 'CONSOLE_PORT', 'SANDBOX_PORT', 'WORKER_PORT', 'SANDBOX_SMTP_PORT'];
    const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())] as const));
    const { code, output } = await startRefused({ DATA_DIR: folder.dataDir, ...Object.fromEntries(ports), ...given });
    expect(output).toContain(sentence);
    expect(output).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });
});

async function submit(address: string, fields: Record<string, string>): Promise<{ status: number; page: string }> {
  const response = await fetch(address, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: response.status, page: await response.text() };
}
