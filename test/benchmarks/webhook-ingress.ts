// B1: what durability, deduplication and many tenants cost at the door. The whole webhook path of the gateway up to its
// 200, against a route that checks the signature and forgets the body. And, apart from it, the way to the answer.
import { randomBytes } from 'node:crypto';
import { createDatabase } from '@tenohira/db';
import { freePort } from '@tenohira/deploy-local';
import pg from 'pg';
import { type Child, startChild } from './child.ts';
import { makeCity } from './city.ts';
import { startDatabase } from './database.ts';
import type { LoadOrder, LoadReport } from './load.ts';
import { round, spreadOf, writeResult } from './result.ts';

export async function measureWebhookIngress(smoke: boolean): Promise<void> {
  const pairs = smoke ? 3 : 11;
  const requests = smoke ? 8_000 : 20_000;
  const connections = 256;
  const database = await startDatabase();
  const db = createDatabase({ ...database, maxConnections: 2 });
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const children: Child[] = [];
  const start = async (file: string, setup: object): Promise<Child> => {
    const child = await startChild(file, setup);
    children.push(child);
    return child;
  };
  try {
    const masterKey = randomBytes(32).toString('base64');
    const city = await makeCity(db, masterKey);
    const { channelSecret, destination, path } = city;
    const ports = {
      plain: await freePort(),
      gateway: await freePort(),
      answering: await freePort(),
      line: await freePort(),
    };
    const settings = { appUrl: database.appUrl, platformUrl: database.platformUrl, masterKey };
    const lineApiUrl = `http://127.0.0.1:${ports.line}`;
    await start('plain-server.ts', { port: ports.plain, channelSecret });
    await start('gateway-server.ts', { ...settings, port: ports.gateway, lineApiUrl, processing: 0 });
    const load = await start('load.ts', {});

    let events = 0;
    let runs = 0;
    const shoot = async (port: number, count: number, text = '記録'): Promise<LoadReport> => {
      runs += 1;
      const run = `R${runs}X`;
      const to = { port, path, channelSecret, destination };
      const order: LoadOrder = { ...to, run, requests: count, connections, residents: 1_000, text };
      const report = await load.send<LoadReport>(order);
      if (report.accepted !== count) throw new Error(`${report.refused} of ${count} webhooks were not accepted`);
      if (port !== ports.plain) events += count;
      return report;
    };
    const countRows = async (condition = 'true'): Promise<number> =>
      (await owner.query(`select count(*)::int as n from inbox_event where ${condition}`)).rows[0].n;
    const checkRows = async (): Promise<void> => {
      const rows = await countRows();
      if (rows !== events) throw new Error(`${events} events got their 200 and ${rows} are rows`);
    };

    // Warm up, then A B, B A, A B …, so that what slows the machine down slows both.
    await shoot(ports.plain, requests / 2);
    await shoot(ports.gateway, requests / 2);
    const plain: LoadReport[] = [];
    const gateway: LoadReport[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      if (pair % 2 === 0) plain.push(await shoot(ports.plain, requests));
      gateway.push(await shoot(ports.gateway, requests));
      await checkRows();
      // As the processing behind the door would have done meanwhile: an inbox does not grow without end.
      await owner.query(`update inbox_event set status = 'processed' where status = 'pending'`);
      await owner.query('vacuum inbox_event');
      if (pair % 2 === 1) plain.push(await shoot(ports.plain, requests));
    }
    const rate = ({ seconds }: LoadReport) => requests / seconds;
    const ratios = gateway.map((report, pair) => rate(report) / rate(plain[pair] ?? report));

    // The same door with the processing behind it, until everything is answered.
    await owner.query(`update inbox_event set status = 'ignored'`);
    await owner.query('vacuum inbox_event');
    const line = await start('line-stub.ts', { port: ports.line });
    const answering = await start('gateway-server.ts', {
      ...settings,
      port: ports.answering,
      lineApiUrl,
      processing: 8,
    });
    const answered = smoke ? 500 : 2_000;
    let sendsBefore = 0;
    const untilAnswered = async (text: string) => {
      const processedBefore = await countRows(`status = 'processed'`);
      const startedAt = performance.now();
      const taken = await shoot(ports.answering, answered, text);
      await answering.send('drain');
      const seconds = (performance.now() - startedAt) / 1000;
      const processed = (await countRows(`status = 'processed'`)) - processedBefore;
      const sends = (await line.send<number>('count')) - sendsBefore;
      sendsBefore += sends;
      if (processed !== answered || sends !== answered) {
        throw new Error(`${answered} events, ${processed} processed, ${sends} sends`);
      }
      return { acceptedPerSecond: round(answered / taken.seconds), answeredPerSecond: round(answered / seconds) };
    };
    const menu = await untilAnswered('こんにちは');
    const cases = await untilAnswered('記録');

    const ratio = spreadOf(ratios);
    writeResult(smoke ? 'webhook-ingress.smoke' : 'webhook-ingress', {
      measures:
        'requests a second, closed loop: the gateway from the first byte to its 200 (route, channel, signature, parse, deduplicated durable insert; processing after the 200 switched off) / a Fastify route with validateSignature of @line/bot-sdk and JSON.parse that keeps nothing',
      pairs,
      requestsPerRun: requests,
      connections,
      bodyBytes: gateway[0]?.bodyBytes,
      postgres: 'embedded PostgreSQL 18, fsync and synchronous_commit on',
      ratio,
      ratios: ratios.map(round),
      plain: { requestsPerSecond: spreadOf(plain.map(rate)), p99Ms: spreadOf(plain.map((report) => report.p99Ms)) },
      gateway: {
        requestsPerSecond: spreadOf(gateway.map(rate)),
        p99Ms: spreadOf(gateway.map((report) => report.p99Ms)),
      },
      checked: `${events} events got their 200, ${events} are rows, none twice`,
      withProcessing: {
        measures:
          'events a second of one city until each has its session, its row in the outbox and its reply accepted by a stub of LINE; a case each: numbered without gaps, so one after another',
        events: answered,
        menuEach: menu,
        caseEach: cases,
      },
    });
    console.log(`webhook ingress: ${ratio.median} (${ratio.lowest}–${ratio.highest}) of a route that keeps nothing`);
    console.log(
      `  with processing, answered a second: ${menu.answeredPerSecond} menus, ${cases.answeredPerSecond} cases`,
    );
  } finally {
    for (const child of children) await child.stop();
    await owner.end();
    await db.close();
    await database.stop();
  }
}
