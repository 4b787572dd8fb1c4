import { listAudit } from '@tenohira/audit';
import { followCase, reserveCaseNumber, submitCase } from '@tenohira/cases';
import { createCatalog } from '@tenohira/catalog';
import { hashToken, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { type AnyFeature, defineFeature, defineFlow } from '@tenohira/feature-kit';
import { findRegistration } from '@tenohira/identity';
import { createTestRegistration } from '@tenohira/identity/testing';
import { storePush } from '@tenohira/messaging';
import { sealObject, storeObject } from '@tenohira/storage';
import {
  createTestResident,
  createTestTenant,
  openTestDatabase,
  type TestDatabase,
  type TestTenant,
} from '@tenohira/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deleteResident } from './delete-resident.ts';
import { listResidents, type ResidentFilter } from './list-residents.ts';
import { markTestResident } from './mark-test-resident.ts';
import { openIdentity, openResident } from './open-resident.ts';

const ACTOR = 'staff:test';
const REASON = '窓口での問い合わせのため';
const PERSON = {
  sub: 'sub-1',
  name: '試験 花子',
  address: '試験市中央1-2-3',
  birthdate: '1980-01-02',
  gender: '2',
};

/** A feature whose subscribers are whom the test says. */
const subscribers = new Map<string, string>();
const news: AnyFeature = defineFeature({
  ...{ key: 'news', version: 1, title: 'お知らせ', summary: '', category: 'information', settings: z.object({}) },
  ...{ menu: { label: 'news', flow: 'main' }, triggers: [], blocks: [], permissions: [] },
  flows: [defineFlow({ key: 'main', title: '案内', start: 'end', blocks: { end: { type: 'end' } } })],
  subscriptions: {
    describe: async (_db, residentId) => subscribers.get(residentId),
    list: async (_db, { after, limit }) =>
      [...subscribers.keys()]
        .sort()
        .reverse()
        .filter((id) => after === undefined || id < after)
        .slice(0, limit),
    forget: async (_db, residentId) => {
      subscribers.delete(residentId);
    },
  },
});
const { subscriptions: _none, ...withoutSubscriptions } = news;
const road: AnyFeature = defineFeature({ ...withoutSubscriptions, key: 'road', title: '道路' });
const catalog = createCatalog([news, road], []);

let database: TestDatabase;
let tenant: TestTenant;
let residentId: string;
let lineUserId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  subscribers.clear();
  tenant = await createTestTenant(database.db);
  ({ residentId, lineUserId } = await createTestResident(database.db, tenant));
});
afterAll(() => database.drop());

const run = <Result>(work: (db: TenantDb) => Promise<Result>) => database.db.withTenant(tenant.tenantId, work);
const sql = <Row>(text: string, values: unknown[] = []) => run((db) => db.sql<Row>(text, values));
const register = (id = residentId, sub = 'sub-1') =>
  run((db) => createTestRegistration(db, tenant.secrets, { residentId: id, person: { ...PERSON, sub } }));
const find = async (filter: ResidentFilter, page: { after?: string; limit: number } = { limit: 50 }) =>
  (await run((db) => listResidents(db, catalog, filter, page))).residents;
const open = (reason = REASON, id = residentId) =>
  run((db) => openResident(db, catalog, { residentId: id, reason, actor: ACTOR }));
const identity = (reason = REASON, tenantId = tenant.tenantId) =>
  openIdentity({ db: database.db, secrets: tenant.secrets }, tenantId, { residentId, reason, actor: ACTOR });
const auditOf = async (id = residentId) =>
  (await run((db) => listAudit(db, { subject: `resident:${id}` }))).map(({ action, detail }) => [action, detail]);

async function submit(more: { fields?: Parameters<typeof submitCase>[1]['fields'] } = {}) {
  return run(async (db) => {
    const [caseId, number] = [uuidv7(), await reserveCaseNumber(db, new Date())];
    await submitCase(
      db,
      { caseId, number, title: '道路の穴', fields: [], ...more },
      { residentId, featureKey: 'road' },
    );
    return { caseId, number };
  });
}

/** An application of this resident, without all that a program takes to come to one. */
async function apply(status: string): Promise<string> {
  const [programId, householdId, claimId] = [uuidv7(), uuidv7(), uuidv7()];
  const number = `K26-${claimId.slice(-5)}`;
  await sql(
    `insert into benefit_program (id, name, statute, amount_rule, amount_yen, base_date, opens_on, closes_on, methods, texts, created_by)
     values ($1, '試験給付金', '要綱', 'household', 10000, current_date, current_date, current_date, '[]', '{}', 'system')`,
    [programId],
  );
  await sql('insert into benefit_household (id, program_id, number_index) values ($1, $2, $3)', [
    householdId,
    programId,
    claimId,
  ]);
  await sql(
    `insert into benefit_claim (id, program_id, household_id, number, channel, status, method, account_kind, amount_yen, resident_id, source_key, received_at, approved_by)
     values ($1, $2, $3, $4, 'super-fast-pass', $5, 'noop', 'none', 10000, $6, $1::uuid::text, now(), 'x')`,
    [claimId, programId, householdId, number, status, residentId],
  );
  return number;
}

describe('the list', () => {
  it('shows a number and a state, and nothing that says who it is', async () => {
    await register();
    await submit();
    const [listed] = await find({});
    expect(listed).toMatchObject({
      number: expect.stringMatching(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/),
      ...{ friendship: 'friend', friendshipText: '友だち', isRegistered: true, isTest: false, caseCount: 1 },
    });
    const shown = JSON.stringify(listed);
    for (const secret of [PERSON.name, PERSON.address, PERSON.birthdate, lineUserId])
      expect(shown).not.toContain(secret);
  });

  it('finds by number, by case, by application and by state', async () => {
    const { residentId: other } = await createTestResident(database.db, tenant);
    const { caseId, number: caseNumber } = await submit();
    const claimNumber = await apply('paid');
    const [{ number = '' } = {}] = await find({ caseNumber });
    const ids = async (filter: ResidentFilter) => (await find(filter)).map((each) => each.residentId);
    expect(await ids({})).toEqual([other, residentId]);
    expect(await ids({ number })).toEqual([residentId]);
    expect(await ids({ claimNumber })).toEqual([residentId]);
    expect(await ids({ caseNumber: '26-99999' })).toEqual([]);
    await run((db) => followCase(db, caseId, other));
    expect(await ids({ caseNumber })).toEqual([other, residentId]);
    await register();
    expect(await ids({ isRegistered: true })).toEqual([residentId]);
    expect(await ids({ isRegistered: false })).toEqual([other]);
    await sql(`update resident set status = 'left' where id = $1`, [other]);
    expect(await ids({ friendship: 'left' })).toEqual([other]);
    await run((db) => markTestResident(db, { residentId: other, isTest: true, actor: ACTOR }));
    expect(await ids({ isTest: true })).toEqual([other]);
    expect(await auditOf(other)).toEqual([['resident.test-marked', { isTest: true }]]);
  });

  it('finds who wants the notices of a feature, page by page', async () => {
    const ids = [residentId];
    for (let count = 0; count < 4; count += 1) ids.push((await createTestResident(database.db, tenant)).residentId);
    for (const id of ids.slice(0, 4)) subscribers.set(id, '毎日');
    const paged: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = { limit: 3, ...(after === undefined ? {} : { after }) };
      const { residents, next } = await run((db) => listResidents(db, catalog, { wants: 'news' }, page));
      paged.push(...residents.map((each) => each.residentId));
      if (next === null) break;
      after = next;
    }
    expect(paged).toEqual(ids.slice(0, 4).reverse());
    await expect(find({ wants: 'road' })).rejects.toMatchObject({ code: 'RESIDENT_NO_SUBSCRIPTIONS' });
    await expect(find({ wants: 'tax' })).rejects.toMatchObject({ code: 'CATALOG_FEATURE_UNKNOWN' });
  });

  it('goes on where a page ended', async () => {
    await createTestResident(database.db, tenant);
    const { residents, next } = await run((db) => listResidents(db, catalog, {}, { limit: 1 }));
    const rest = await find({}, { after: next ?? '', limit: 1 });
    expect([...residents, ...rest].map((each) => each.residentId)).toHaveLength(2);
    expect((await run((db) => listResidents(db, catalog, {}, { after: next ?? '', limit: 1 }))).next).toBeNull();
  });
});

describe('opening a resident', () => {
  it('needs a reason, which is written down, and shows the history without the name', async () => {
    await register();
    const { number } = await submit();
    const claimNumber = await apply('paid');
    subscribers.set(residentId, '毎朝7時');
    const messages = [{ type: 'text' as const, text: 'ひみつ' }];
    await run((db) => storePush(db, { residentId, messages, dedupeKey: 'x', purpose: 'case' }));
    const history = await open();
    expect(history).toMatchObject({
      cases: [{ number, title: '道路の穴', isReporter: true }],
      applications: [{ number: claimNumber, programName: '試験給付金', status: 'paid' }],
      messages: [{ purposeText: '受付のお知らせ', statusText: '送信待ち' }],
      consent: { version: '1' },
      subscriptions: [{ featureKey: 'news', title: 'お知らせ', text: '毎朝7時' }],
    });
    const shown = JSON.stringify(history);
    for (const secret of [PERSON.name, PERSON.address, PERSON.birthdate, lineUserId, 'ひみつ']) {
      expect(shown).not.toContain(secret);
    }
    expect(await auditOf()).toEqual([['resident.opened', { reason: REASON }]]);
  });

  it.each([
    ['', 'RESIDENT_REASON_MISSING'],
    ['  見る  ', 'RESIDENT_REASON_MISSING'],
    ['あ'.repeat(201), 'RESIDENT_REASON_MISSING'],
    ['番号 123456789018 の件', 'RESIDENT_MY_NUMBER'],
  ])('for %.20j is refused, and so is who it is', async (reason, code) => {
    await register();
    await expect(open(reason)).rejects.toMatchObject({ code, statusCode: 400 });
    await expect(identity(reason)).rejects.toMatchObject({ code, statusCode: 400 });
    expect(await auditOf()).toEqual([]);
  });

  it('says who it is only for a reason of its own', async () => {
    await expect(identity()).rejects.toMatchObject({ code: 'RESIDENT_NOT_REGISTERED', statusCode: 404 });
    await register();
    expect(await identity()).toEqual({ name: PERSON.name, address: PERSON.address, birthdate: PERSON.birthdate });
    expect(await auditOf()).toEqual([['resident.identity-opened', { reason: REASON }]]);
    expect(JSON.stringify(await run((db) => listAudit(db)))).not.toContain(PERSON.name);
  });

  it("finds no resident of another city's", async () => {
    await register();
    const stranger = await createTestTenant(database.db);
    await expect(identity(REASON, stranger.tenantId)).rejects.toMatchObject({ code: 'RESIDENT_NOT_FOUND' });
    const attempt = database.db.withTenant(stranger.tenantId, (db) =>
      openResident(db, catalog, { residentId, reason: REASON, actor: ACTOR }),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'RESIDENT_NOT_FOUND', statusCode: 404 });
  });
});

describe('deleting a resident', () => {
  const remove = () => run((db) => deleteResident(db, catalog, { residentId, reason: REASON, actor: ACTOR }));
  const storePhoto = async () => {
    const prepared = { bytes: Buffer.of(1), thumbnail: Buffer.of(1), contentType: 'image/jpeg' };
    const photo = await sealObject(tenant.secrets, tenant.tenantId, prepared);
    await run((db) => storeObject(db, photo, { residentId }));
    return photo.id;
  };
  const storeForm = async () => {
    const id = uuidv7();
    await sql(
      `insert into form_request (id, resident_id, token_hash, definition, expires_at) values ($1, $2, $3, '{}', now())`,
      [id, residentId, hashToken(id)],
    );
    return id;
  };
  const ids = async (table: string) => (await sql<{ id: string }>(`select id from ${table}`)).map(({ id }) => id);

  it('takes what was kept of the person, and leaves what has to be kept', async () => {
    await register();
    subscribers.set(residentId, '毎日');
    const [photo, kept, form, keptForm] = [
      await storePhoto(),
      await storePhoto(),
      await storeForm(),
      await storeForm(),
    ];
    const field = (kind: 'photo' | 'form', value: string) => ({ key: kind, label: kind, kind, value });
    const { number } = await submit({ fields: [field('photo', kept), field('form', keptForm)] });
    const claimNumber = await apply('paid');
    await sql(`insert into conversation_session (resident_id, state, last_event_at) values ($1, '{}', now())`, [
      residentId,
    ]);
    await sql(
      `insert into inbox_event (channel_id, webhook_event_id, type, line_user_id, occurred_at, payload, status)
       select $1, 'e' || n, 'message', $2, now(), 'ひみつ', case n when 1 then 'pending' else 'processed' end from generate_series(1, 2) n`,
      [tenant.channelId, lineUserId],
    );
    for (const dedupeKey of ['waits', 'sent']) {
      await run((db) => storePush(db, { residentId, messages: [{ type: 'text', text: 'ひみつ' }], dedupeKey }));
    }
    await sql(`update outbox_message set status = 'sent', finished_at = now() where dedupe_key = 'sent'`);

    expect(await remove()).toEqual({ wasRegistered: true, photos: 1, forms: 1, messages: 1 });

    expect(await ids('stored_object')).toEqual([kept]);
    expect(await ids('form_request')).toEqual([keptForm]);
    expect([photo, form].some((id) => id === kept || id === keptForm)).toBe(false);
    expect(await run((db) => findRegistration(db, residentId))).toBeUndefined();
    expect(subscribers.has(residentId)).toBe(false);
    expect(await sql('select * from conversation_session')).toEqual([]);
    expect(await sql('select status, payload from inbox_event order by webhook_event_id')).toEqual([
      { status: 'ignored', payload: null },
      { status: 'processed', payload: null },
    ]);
    expect(await sql('select status, messages from outbox_message order by id')).toEqual([
      { status: 'cancelled', messages: null },
      { status: 'sent', messages: null },
    ]);
    expect(await sql('select number from benefit_claim')).toEqual([{ number: claimNumber }]);
    expect(await sql('select number from service_case')).toEqual([{ number }]);
    const everything = JSON.stringify([
      await sql('select * from resident'),
      await sql('select * from inbox_event'),
      await sql('select * from outbox_message'),
    ]);
    expect(everything).not.toContain(lineUserId);
    expect(everything).not.toContain('ひみつ');
    expect((await auditOf()).map(([action]) => action)).toEqual([
      'identity.registration-withdrawn',
      'resident.deleted',
    ]);
    expect((await auditOf()).at(-1)).toEqual([
      'resident.deleted',
      { reason: REASON, wasRegistered: true, photos: 1, forms: 1, messages: 1 },
    ]);
  });

  it('leaves a number that leads to nobody, under which the kept can still be looked at', async () => {
    await submit();
    await remove();
    expect(await find({})).toEqual([]);
    expect(await find({ isDeleted: true })).toMatchObject([{ residentId, friendship: 'left', caseCount: 1 }]);
    expect((await open()).cases).toHaveLength(1);
    await expect(remove()).rejects.toMatchObject({ code: 'RESIDENT_DELETED', statusCode: 409 });
  });

  it('makes whoever writes from that LINE account somebody new', async () => {
    await remove();
    await sql('insert into resident (id, channel_id, line_user_id) values ($1, $2, $3)', [
      uuidv7(),
      tenant.channelId,
      lineUserId,
    ]);
    expect(await find({})).toHaveLength(1);
  });

  it.each(['keyed', 'claimed', 'approved', 'returned'])('waits for an application that is %s', async (status) => {
    const number = await apply(status);
    await expect(remove()).rejects.toMatchObject({
      ...{ code: 'RESIDENT_CLAIM_UNDER_WAY', statusCode: 409, userMessage: expect.stringContaining(number) },
    });
    expect(await find({})).toHaveLength(1);
  });

  it('does not wait for one that was cancelled', async () => {
    await apply('cancelled');
    await remove();
  });

  it('waits for a code that only this resident can see, and has not', async () => {
    await apply('paid');
    const payoutId = uuidv7();
    await sql(
      `insert into payout (id, program_id, claim_id, method, amount_yen, status, recipient)
       select $1, program_id, id, 'gift-code', amount_yen, 'settled', '' from benefit_claim`,
      [payoutId],
    );
    await sql(`insert into payout_code (payout_id, secret) values ($1, '')`, [payoutId]);
    await expect(remove()).rejects.toMatchObject({ code: 'RESIDENT_CLAIM_UNDER_WAY' });
    await sql('update payout_code set revealed_at = now()');
    await remove();
  });
});
