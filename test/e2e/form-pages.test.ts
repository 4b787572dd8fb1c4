// What a resident's browser sends to a form page, over HTTP. What becomes of the answers is tried in packages/conversation.
import { sharedBlocks } from '@tenohira/blocks';
import { createCatalog } from '@tenohira/catalog';
import { hashToken, systemClock, uuidv7 } from '@tenohira/core';
import { features } from '@tenohira/features';
import { buildGateway, type Gateway } from '@tenohira/gateway';
import { createLineClients } from '@tenohira/messaging';
import { payoutMethods } from '@tenohira/payout-methods';
import { createPayoutMethods } from '@tenohira/payouts';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const NOWHERE = 'http://127.0.0.1:9';

let database: TestDatabase;
let tenant: TestTenant;
let gateway: Gateway;
let formId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { db } = database;
  tenant = await createTestTenant(db);
  const { secrets } = tenant;
  gateway = await buildGateway({
    ...{ db, secrets, clock: systemClock, publicBaseUrl: 'https://line.city.example', log: false },
    catalog: createCatalog(features, sharedBlocks),
    methods: createPayoutMethods(payoutMethods),
    lineClients: createLineClients({ db, secrets, apiBaseUrl: NOWHERE, dataApiBaseUrl: NOWHERE }),
  });
  const { residentId } = await createTestResident(db, tenant);
  formId = uuidv7();
  const field = (key: string, sensitive: boolean) => ({
    ...{
      key,
      label: `項目 ${key}`,
      help: '',
      kind: 'long-text',
      required: false,
      maxLength: 2000,
      choices: [],
      sensitive,
    },
  });
  const fields = ['a', 'b', 'c', 'd', 'e'].map((key) => field(key, key !== 'e'));
  await db.withTenant(tenant.tenantId, ({ sql }) =>
    sql(
      `insert into form_request (id, resident_id, token_hash, definition, expires_at)
       values ($1, $2, $3, $4, now() + interval '1 hour')`,
      [formId, residentId, hashToken(TOKEN), JSON.stringify({ title: '申し込み', intro: '', fields })],
    ),
  );
});

const TOKEN = 'x'.repeat(32);
const FORM = 'application/x-www-form-urlencoded';

const send = (payload: string, contentType = FORM) =>
  gateway.server.inject({
    method: 'POST',
    url: `/forms/${tenant.tenantId}/${TOKEN}`,
    headers: { 'content-type': contentType },
    payload,
  });
const sendFields = (fields: Record<string, string>) => send(new URLSearchParams(fields).toString());
/** As they are kept; undefined where nothing is. */
async function answers(): Promise<unknown> {
  const { tenantId, secrets } = tenant;
  const row = await database.db.readTenant(tenantId, ({ prisma }) =>
    prisma.formRequest.findFirstOrThrow({ where: { id: formId } }),
  );
  if (!row.answers) return undefined;
  return JSON.parse((await secrets.decrypt(tenantId, `form_request.answers:${formId}`, row.answers)).toString());
}

describe('a form', () => {
  it('takes all that its fields have room for', async () => {
    const long = '漢'.repeat(2000);
    expect((await sendFields({ a: long, b: long, c: long, d: long })).statusCode).toBe(200);
    expect(await answers()).toEqual({ a: long, b: long, c: long, d: long, e: '' });
  });

  it('keeps names as they are written: rare characters, variants, half-width kana', async () => {
    const typed = { a: '𠮷野 𩸽', b: '葛\u{E0100}城', c: 'ﾔﾏﾀﾞ ﾀﾛｳ', d: 'は\u3099', e: '髙﨑' };
    expect((await sendFields(typed)).statusCode).toBe(200);
    expect(await answers()).toEqual(typed);
  });

  it('says what to do where more is sent than any form holds', async () => {
    const { statusCode, body } = await sendFields({ a: '漢'.repeat(300_000) });
    expect([statusCode, body]).toEqual([413, expect.stringContaining('短くして')]);
    expect(await answers()).toBeUndefined();
  });

  it.each(['multipart/form-data; boundary=x', 'text/plain', 'application/json'])('is not sent as %s', async (type) => {
    const { statusCode, body, headers } = await send('a=1', type);
    expect([statusCode, headers['content-type']]).toEqual([415, expect.stringContaining('text/html')]);
    expect(body).toContain('もう一度');
  });

  it.each(['a', 'e'])('takes no NUL in the field %s, and says so beside it', async (field) => {
    const { statusCode, body } = await sendFields({ [field]: '山\u0000田', b: 'とっておく' });
    expect([statusCode, body]).toEqual([400, expect.stringContaining('使えない文字')]);
    expect(body).toContain('とっておく');
    expect(await answers()).toBeUndefined();
  });

  it('is taken from who has begun to fill it in when its time ran out, with what is wrong said as before', async () => {
    await database.db.withTenant(tenant.tenantId, ({ sql }) =>
      sql(`update form_request set expires_at = now() - interval '29 minutes'`),
    );
    const opened = await gateway.server.inject(`/forms/${tenant.tenantId}/${TOKEN}`);
    expect(opened.statusCode).toBe(410);
    const wrong = await sendFields({ a: '漢'.repeat(2001), b: 'とっておく' });
    expect([wrong.statusCode, wrong.body]).toEqual([400, expect.stringContaining('とっておく')]);
    expect((await sendFields({ a: '漢' })).statusCode).toBe(200);
  });

  it('is taken once, however often it is sent at the same moment', async () => {
    const sent = await Promise.all(['1', '2', '3'].map((a) => sendFields({ a })));
    expect(sent.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
  });
});
