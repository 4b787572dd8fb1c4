import { uuidv7 } from '@tenohira/core';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLineClients } from './line-clients.ts';
import { storePush, storeReply } from './outbox.ts';
import { type SendDependencies, sendOutboxMessage, sendTakenMessage } from './send-outbox-message.ts';
import { type LineReaction, type LineStub, PUSH, REPLY, react, silence, startLineStub } from './testing/line-stub.ts';

const messages = [{ type: 'text' as const, text: 'こんにちは' }];
const INVALID_TOKEN = react(400, { message: 'Invalid reply token' });

let database: TestDatabase;
let line: LineStub;
let tenant: TestTenant;
let deps: SendDependencies;
let resident: { residentId: string; lineUserId: string };

beforeAll(async () => {
  database = await openTestDatabase();
  line = await startLineStub();
});
beforeEach(async () => {
  line.forget();
  tenant = await createTestTenant(database.db);
  resident = await createTestResident(database.db, tenant);
  deps = createDependencies();
});
afterAll(async () => {
  await line.close();
  await database.drop();
});

function createDependencies(): SendDependencies {
  const { db } = database;
  const api = { apiBaseUrl: line.baseUrl, dataApiBaseUrl: line.baseUrl };
  return { db, lineClients: createLineClients({ db, secrets: tenant.secrets, ...api, timeoutMs: 800 }) };
}

type Row = {
  id: string;
  status: string;
  errorCode: string | null;
  sentVia: string | null;
  requestId: string | null;
  attempts: number;
  replyToken: string | null;
  waitsMs: number;
};

const sql = <Result>(text: string, values: unknown[] = []) =>
  database.db.withTenant(tenant.tenantId, (db) => db.sql<Result>(text, values));
const rows = () =>
  sql<Row>(
    `select id, status, error_code as "errorCode", sent_via as "sentVia", line_request_id as "requestId", attempts,
            reply_token as "replyToken", extract(epoch from next_attempt_at - now())::float8 * 1000 as "waitsMs"
     from outbox_message order by id`,
  );

async function theRow(): Promise<Row> {
  const [row, ...more] = await rows();
  if (!row || more.length > 0) throw new Error('the test expects one row');
  return row;
}

async function push(dedupeKey = 'key'): Promise<string> {
  await database.db.withTenant(tenant.tenantId, (db) =>
    storePush(db, { residentId: resident.residentId, messages, dedupeKey }),
  );
  return (await theRow()).id;
}

const reply = (options: { replyToken?: string; replyUntil?: Date } = {}) =>
  database.db.withTenant(tenant.tenantId, (db) =>
    storeReply(db, {
      residentId: resident.residentId,
      messages,
      dedupeKey: 'reply',
      replyToken: 'the-token',
      replyUntil: new Date(Date.now() + 50_000),
      ...options,
    }),
  );

/** Sends until the row has an outcome, as the worker does, without its pauses. */
async function sendAll(id: string): Promise<string[]> {
  const statuses: string[] = [];
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const { status } = await sendOutboxMessage(deps, tenant.tenantId, id);
    statuses.push(status);
    if (status !== 'later') return statuses;
  }
  return statuses;
}

describe('storing', () => {
  it('stores one message however often the same intent comes', async () => {
    const first = await push();
    expect(await push()).toBe(first);
  });

  it('stores nothing when the transaction is taken back', async () => {
    const attempt = database.db.withTenant(tenant.tenantId, async (db) => {
      await storePush(db, { residentId: resident.residentId, messages, dedupeKey: 'gone' });
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await rows()).toEqual([]);
  });

  it("refuses a resident of another tenant as one that isn't there", async () => {
    const other = await createTestTenant(database.db);
    const attempt = database.db.withTenant(other.tenantId, (db) =>
      storePush(db, { residentId: resident.residentId, messages, dedupeKey: 'x' }),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'MESSAGING_RESIDENT_NOT_FOUND', statusCode: 404 });
  });

  it('gives an answer that was stored before to nobody a second time', async () => {
    await sendTakenMessage(deps, await reply());
    expect(await sendTakenMessage(deps, await reply())).toEqual({ status: 'not-mine' });
    expect(line.calls()).toHaveLength(1);
  });
});

describe('while the city practises', () => {
  const outcomes = async (): Promise<{ dedupeKey: string; status: string; errorCode: string | null }[]> =>
    sql(`select dedupe_key as "dedupeKey", status, error_code as "errorCode" from outbox_message order by dedupe_key`);
  const goLive = () => sql('update tenant set live_at = now()');

  beforeEach(async () => {
    tenant = await createTestTenant(database.db, { isPractice: true });
    resident = await createTestResident(database.db, tenant);
    deps = createDependencies();
  });

  it('holds back for good what the city begins, except for test residents', async () => {
    const tester = await createTestResident(database.db, tenant, { isTest: true });
    await database.db.withTenant(tenant.tenantId, async (db) => {
      await storePush(db, { residentId: resident.residentId, messages, dedupeKey: 'to anybody' });
      await storePush(db, { residentId: tester.residentId, messages, dedupeKey: 'to a tester' });
    });
    const expected = [
      { dedupeKey: 'to a tester', status: 'pending', errorCode: null },
      { dedupeKey: 'to anybody', status: 'cancelled', errorCode: 'PRACTICE' },
    ];
    expect(await outcomes()).toEqual(expected);
    const due = await database.db.platform.claimOutboxMessages({ perTenant: 10, limit: 1_000, leaseMs: 1_000 });
    const mine = due.filter(({ tenantId }) => tenantId === tenant.tenantId);
    expect(mine).toHaveLength(1);
    for (const { id } of await rows()) await sendOutboxMessage(deps, tenant.tenantId, id);
    expect(line.calls(PUSH).map(({ body }) => JSON.parse(body).to)).toEqual([tester.lineUserId]);

    await goLive();
    for (const { id } of await rows()) await sendOutboxMessage(deps, tenant.tenantId, id);
    expect(line.calls(PUSH)).toHaveLength(1);
    expect(await outcomes()).toContainEqual({ dedupeKey: 'to anybody', status: 'cancelled', errorCode: 'PRACTICE' });
  });

  it('answers whoever writes, also where the answer goes out as a push', async () => {
    await sendTakenMessage(deps, await reply());
    await database.db.withTenant(tenant.tenantId, (db) =>
      storePush(db, { residentId: resident.residentId, messages, dedupeKey: 'the rest of it', isAnswer: true }),
    );
    for (const { id } of await rows()) await sendOutboxMessage(deps, tenant.tenantId, id);
    expect((await outcomes()).map(({ status }) => status)).toEqual(['sent', 'sent']);
    expect(line.calls(PUSH)).toHaveLength(1);
  });

  it('sends to everybody from the moment it goes live, and never practises again', async () => {
    await goLive();
    await push('afterwards');
    expect(await outcomes()).toEqual([{ dedupeKey: 'afterwards', status: 'pending', errorCode: null }]);
    await expect(sql('update tenant set live_at = null')).rejects.toMatchObject({ code: '23000' });
  });
});

describe('a push', () => {
  it('goes to the resident, once, with the row as its retry key', async () => {
    const id = await push();
    expect(await sendOutboxMessage(deps, tenant.tenantId, id)).toEqual({ status: 'sent' });
    expect(await sendOutboxMessage(deps, tenant.tenantId, id)).toEqual({ status: 'not-mine' });
    const [call, ...more] = line.calls();
    expect(more).toEqual([]);
    expect(call).toMatchObject({ path: PUSH, headers: { 'x-line-retry-key': id } });
    expect(JSON.parse(call?.body ?? '')).toEqual({ to: resident.lineUserId, messages });
    expect(await theRow()).toMatchObject({ status: 'sent', sentVia: 'push', requestId: 'request-1', attempts: 1 });
  });

  it('keeps its key and its body through failure after failure, and is sent when LINE says it has it', async () => {
    line.on(
      PUSH,
      react(500, { message: 'Internal' }),
      silence,
      react(409, { message: 'The retry key is already accepted' }, { 'x-line-accepted-request-id': 'the-first' }),
    );
    const id = await push();
    expect(await sendAll(id)).toEqual(['later', 'later', 'sent']);
    expect(line.calls(PUSH).map(({ headers }) => headers['x-line-retry-key'])).toEqual([id, id, id]);
    expect(new Set(line.calls(PUSH).map(({ body }) => body)).size).toBe(1);
    expect(await theRow()).toMatchObject({ status: 'sent', requestId: 'the-first', attempts: 3, errorCode: null });
  });

  const answers: [string, LineReaction, Partial<Row>][] = [
    [
      'its rate is limited',
      react(429, { message: 'The API rate limit has been exceeded. Try again later.' }),
      { status: 'pending', errorCode: 'RATE_LIMITED' },
    ],
    [
      'the month is used up',
      react(429, { message: 'You have reached your monthly limit.' }),
      { status: 'failed', errorCode: 'QUOTA_EXHAUSTED' },
    ],
    [
      'LINE does not know the resident',
      react(400, { message: 'Failed to send messages' }),
      { status: 'failed', errorCode: 'RECIPIENT_UNKNOWN' },
    ],
    [
      'LINE refuses the message',
      react(400, { message: 'The request body has 1 error(s)' }),
      { status: 'failed', errorCode: 'REJECTED' },
    ],
    [
      'the token is refused',
      react(401, { message: 'Authentication failed' }),
      { status: 'pending', errorCode: 'UNAUTHORIZED' },
    ],
    [
      'a proxy answers in HTML',
      (response) => void response.writeHead(200).end('<html>'),
      { status: 'pending', errorCode: 'UNKNOWN' },
    ],
    [
      'the connection breaks',
      (response) => void response.socket?.resetAndDestroy(),
      { status: 'pending', errorCode: 'UNKNOWN' },
    ],
    ['LINE does not answer in time', silence, { status: 'pending', errorCode: 'UNKNOWN' }],
  ];
  it.each(answers)('when %s', async (_title, reaction, expected) => {
    line.on(PUSH, reaction);
    await sendOutboxMessage(deps, tenant.tenantId, await push());
    const row = await theRow();
    expect(row).toMatchObject(expected);
    if (row.status === 'pending') expect(row.waitsMs).toBeGreaterThan(0);
  });

  it.each([
    ["first_push_at = now() - interval '23 hours 1 minute'", 'unknown', 'RETRY_KEY_EXPIRED'],
    ["created_at = now() - interval '25 hours'", 'failed', 'TOO_OLD'],
    ['messages = null', 'cancelled', 'MESSAGES_ERASED'],
  ] as const)('with %s is not sent: %s', async (change, status, errorCode) => {
    const id = await push();
    await sql(`update outbox_message set ${change} where id = $1`, [id]);
    expect(await sendOutboxMessage(deps, tenant.tenantId, id)).toEqual({ status, errorCode });
    expect(await theRow()).toMatchObject({ status, errorCode, attempts: 0 });
    expect(line.calls()).toEqual([]);
  });

  it.each([
    ['its resident has left since', "update resident set status = 'left'", 'RESIDENT_LEFT'],
    ['it is a day old', "update outbox_message set created_at = now() - interval '25 hours'", 'TOO_OLD'],
    ['its content was deleted', 'update outbox_message set messages = null', 'MESSAGES_ERASED'],
  ] as const)('that LINE may have taken is unknown when %s', async (_title, change, errorCode) => {
    line.on(PUSH, silence);
    const id = await push();
    await sendOutboxMessage(deps, tenant.tenantId, id);
    await sql(change);
    expect(await sendOutboxMessage(deps, tenant.tenantId, id)).toEqual({ status: 'unknown', errorCode });
    expect(line.calls(PUSH)).toHaveLength(1);
  });

  it('is sent up to 23 hours after its first attempt', async () => {
    const id = await push();
    await sql("update outbox_message set first_push_at = now() - interval '22 hours 59 minutes' where id = $1", [id]);
    expect(await sendOutboxMessage(deps, tenant.tenantId, id)).toEqual({ status: 'sent' });
  });

  it('does not go to a resident who has left', async () => {
    const id = await push();
    await sql("update resident set status = 'left' where id = $1", [resident.residentId]);
    expect(await sendOutboxMessage(deps, tenant.tenantId, id)).toEqual({
      status: 'cancelled',
      errorCode: 'RESIDENT_LEFT',
    });
    expect(line.calls()).toEqual([]);
  });

  it('is sent by one of many workers that want it at once', async () => {
    const id = await push();
    const reports = await Promise.all(
      Array.from({ length: 8 }, () => sendOutboxMessage(createDependencies(), tenant.tenantId, id)),
    );
    expect(reports.map(({ status }) => status).sort()).toEqual([...Array(7).fill('not-mine'), 'sent']);
    expect(line.calls(PUSH)).toHaveLength(1);
  });
});

describe('a reply', () => {
  it('uses its token, has no retry key, and costs no push', async () => {
    expect(await sendTakenMessage(deps, await reply())).toEqual({ status: 'sent' });
    const [call] = line.calls();
    expect(call?.path).toBe(REPLY);
    expect(JSON.parse(call?.body ?? '')).toEqual({ replyToken: 'the-token', messages });
    expect(call?.headers).not.toHaveProperty('x-line-retry-key');
    expect(await theRow()).toMatchObject({ status: 'sent', sentVia: 'reply', replyToken: null });
  });

  it('without a token goes out as a push', async () => {
    const taken = await database.db.withTenant(tenant.tenantId, (db) =>
      storeReply(db, { residentId: resident.residentId, messages, dedupeKey: 'r', replyUntil: new Date() }),
    );
    expect(await sendTakenMessage(deps, taken)).toEqual({ status: 'sent' });
    expect(line.calls().map(({ path }) => path)).toEqual([PUSH]);
  });

  it('whose time is past goes out as a push', async () => {
    await sendTakenMessage(deps, await reply({ replyUntil: new Date(Date.now() - 1) }));
    expect(line.calls().map(({ path }) => path)).toEqual([PUSH]);
    expect(await theRow()).toMatchObject({ status: 'sent', sentVia: 'push' });
  });

  it('whose token LINE refuses at the first try goes out as a push, at once', async () => {
    line.on(REPLY, INVALID_TOKEN);
    const taken = await reply();
    expect((await sendTakenMessage(deps, taken)).status).toBe('later');
    expect((await theRow()).waitsMs).toBeLessThanOrEqual(0);
    expect(await sendAll(taken.id)).toEqual(['sent']);
    expect(line.calls().map(({ path }) => path)).toEqual([REPLY, PUSH]);
  });

  it('that timed out has arrived when its token is used up: it is not pushed as well', async () => {
    line.on(REPLY, silence, INVALID_TOKEN);
    const taken = await reply();
    expect((await sendTakenMessage(deps, taken)).status).toBe('later');
    expect(await sendAll(taken.id)).toEqual(['sent']);
    expect(line.calls().map(({ path }) => path)).toEqual([REPLY, REPLY]);
    expect(await theRow()).toMatchObject({ status: 'sent', sentVia: 'reply' });
  });

  it('that timed out and whose time is past stays unknown, and is never pushed', async () => {
    line.on(REPLY, silence);
    const taken = await reply();
    await sendTakenMessage(deps, taken);
    await sql("update outbox_message set reply_until = now() - interval '1 second'");
    expect(await sendAll(taken.id)).toEqual(['unknown']);
    expect(line.calls(PUSH)).toEqual([]);
    expect(await theRow()).toMatchObject({ status: 'unknown', errorCode: 'REPLY_UNCERTAIN' });
  });

  it('that certainly did not arrive is pushed when its time is past', async () => {
    line.on(REPLY, react(429, { message: 'The API rate limit has been exceeded. Try again later.' }));
    const taken = await reply();
    await sendTakenMessage(deps, taken);
    await sql("update outbox_message set reply_until = now() - interval '1 second'");
    expect(await sendAll(taken.id)).toEqual(['sent']);
    expect(line.calls().map(({ path }) => path)).toEqual([REPLY, PUSH]);
  });

  it('that was limited after a time-out is as uncertain as before', async () => {
    line.on(REPLY, silence, react(429, { message: 'The API rate limit has been exceeded. Try again later.' }));
    const taken = await reply();
    await sendTakenMessage(deps, taken);
    await sendOutboxMessage(deps, tenant.tenantId, taken.id);
    await sql("update outbox_message set reply_until = now() - interval '1 second'");
    expect(await sendAll(taken.id)).toEqual(['unknown']);
  });

  it('is not uncertain because the channel could not be opened: LINE was not asked', async () => {
    const taken = await reply();
    const secret = (await sql<{ secret: Buffer }>('select secret from line_channel'))[0]?.secret;
    await sql('update line_channel set secret = $1', [Buffer.from('broken')]);
    expect(await sendTakenMessage(deps, taken)).toEqual({ status: 'later', errorCode: 'SECRETS_NOT_DECRYPTABLE' });
    await sql('update line_channel set secret = $1', [secret]);
    await sql("update outbox_message set reply_until = now() - interval '1 second'");
    expect(await sendAll(taken.id)).toEqual(['sent']);
    expect(line.calls().map(({ path }) => path)).toEqual([PUSH]);
  });
});

describe('a worker that lost its lease', () => {
  it('does not begin', async () => {
    const taken = await reply();
    expect(await sendTakenMessage(deps, { ...taken, leaseToken: uuidv7() })).toEqual({ status: 'not-mine' });
    expect(line.calls()).toEqual([]);
  });

  it('changes nothing when its answer comes after all', async () => {
    const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const refuse = react(400, { message: 'Failed to send messages' });
    line.on(
      PUSH,
      async (response, call) => {
        onAsked();
        await released;
        refuse(response, call);
      },
      react(200, { sentMessages: [] }),
    );
    const id = await push();
    const zombie = sendOutboxMessage(createDependencies(), tenant.tenantId, id);
    await asked;
    await sql("update outbox_message set lease_until = now() - interval '1 second' where id = $1", [id]);
    await database.db.platform.releaseExpiredLeases();
    expect(await sendOutboxMessage(deps, tenant.tenantId, id)).toEqual({ status: 'sent' });
    const before = await theRow();
    release();
    expect(await zombie).toEqual({ status: 'not-mine' });
    expect({ ...(await theRow()), waitsMs: 0 }).toEqual({ ...before, waitsMs: 0 });
  });
});

describe('a channel', () => {
  it('of another tenant is not found', async () => {
    const other = await createTestTenant(database.db);
    await expect(deps.lineClients.of(other.tenantId, tenant.channelId)).rejects.toMatchObject({
      code: 'MESSAGING_CHANNEL_NOT_FOUND',
    });
  });

  it('is opened once for many, and anew after it was forgotten', async () => {
    const opened = deps.lineClients.of(tenant.tenantId, tenant.channelId);
    expect(deps.lineClients.of(tenant.tenantId, tenant.channelId)).toBe(opened);
    await opened;
    deps.lineClients.forget(tenant.channelId);
    expect(deps.lineClients.of(tenant.tenantId, tenant.channelId)).not.toBe(opened);
  });
});
