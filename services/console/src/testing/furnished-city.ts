// A city in which there is one of everything that the staff API has an address for, for tests that walk all routes.
import { createListedBenefit, type PersonInFile } from '@tenohira/benefits/testing';
import { installFeature } from '@tenohira/catalog';
import { addDays, hashToken, jstDateOf, uuidv7 } from '@tenohira/core';
import { matchKeys } from '@tenohira/identity';
import { storePush } from '@tenohira/messaging';
import { addApiToken, addDepartment } from '@tenohira/staff';
import { sealObject, storeObject } from '@tenohira/storage';
import { createTestResident, createTestTenant, type TestTenant } from '@tenohira/testing';
import { z } from 'zod';
import { submitTestCase } from './submit-test-case.ts';
import type { Caller, TestConsole } from './test-console.ts';

export const ACCOUNT_NUMBER = '7654321';

const PAYER = {
  ...{ payerCode: '0000012345', payerName: 'ミホンシ カイケイカンリシヤ', bankCode: '9900', branchCode: '018' },
  ...{ accountType: '1', accountNumber: '0098761', leadBusinessDays: 1 },
};

export type FurnishedCity = {
  city: TestTenant;
  owner: Caller;
  people: readonly PersonInFile[];
  /** By the name that addresses give it: `programId`, `caseNumber`, … */
  ids: Readonly<Record<string, string>>;
};

export async function furnishCity({ database, tools, signIn }: TestConsole): Promise<FurnishedCity> {
  const { db } = database;
  const city = await createTestTenant(db);
  const { tenantId, secrets } = city;
  const [owner, editor, approver] = await Promise.all([
    signIn(tenantId, 'owner'),
    signIn(tenantId, 'editor'),
    signIn(tenantId, 'approver'),
  ]);
  const run: typeof listed.run = (work) => db.withTenant(tenantId, work);
  const ask = async (who: Caller, method: 'POST' | 'PUT', url: string, body: object) => {
    const answer = await who.call(method, url, body);
    if (answer.status !== 200) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
    return answer.json;
  };
  const idIn = (json: unknown, key: string): string =>
    z.string().parse(z.record(z.string(), z.unknown()).parse(json)[key]);

  const today = jstDateOf(new Date());
  const listed = await createListedBenefit(db, {
    ...{ tenantId, secrets, clock: tools.clock, people: { households: 3, accountsPercent: 100 } },
    program: {
      ...{ methods: ['bank-transfer-zengin'], isPractice: false },
      ...{ baseDate: addDays(today, -30), opensOn: addDays(today, -5), closesOn: addDays(today, 60) },
    },
  });
  const { programId, listId, people } = listed;
  await ask(owner, 'PUT', '/payout-methods/bank-transfer-zengin/settings', PAYER);
  await ask(owner, 'POST', `/programs/${programId}/funds`, { amountYen: 1_000_000 });
  const { claimId } = z.object({ claimId: z.string() }).parse(
    await ask(editor, 'POST', `/programs/${programId}/claims`, {
      ...{ household: { number: people[0]?.household }, method: 'bank-transfer-zengin', accountKind: 'entered' },
      account: {
        bankCode: '0001',
        branchCode: '001',
        type: '1',
        number: ACCOUNT_NUMBER,
        holderKana: 'カミノ シンセイ',
      },
      ...{ receivedAt: new Date().toISOString(), paperNumber: 'P-1' },
    }),
  );
  await ask(owner, 'POST', `/claims/${claimId}/confirm`, {});
  const waiting = z.object({
    claims: z.array(z.object({ claimId: z.string(), seal: z.string() })),
    count: z.number(),
    totalYen: z.number(),
  });
  const { claims, ...expected } = waiting.parse(
    (await owner.call('GET', `/programs/${programId}/claims/to-approve`)).json,
  );
  await ask(approver, 'POST', '/approvals', {
    claims: claims.map(({ claimId, seal }) => ({ claimId, seal })),
    expected,
  });
  // On one of these days the banks are open.
  for (let days = 20, made = false; !made; days += 1) {
    made =
      (await editor.call('POST', `/programs/${programId}/batches`, { payOn: addDays(today, days) })).status === 200;
    if (days > 40) throw new Error('no batch was made');
  }

  await run(async (scope) => {
    for (const key of ['road-damage-report', 'garbage-guide']) {
      await installFeature(scope, tools.catalog, { key, settings: {} }, 'system');
    }
  });
  const { departmentId } = await run((scope) => addDepartment(scope, { name: '道路課' }, 'system'));
  const prepared = { bytes: Buffer.from('pixels'), thumbnail: Buffer.from('px'), contentType: 'image/jpeg' };
  const photo = await sealObject(secrets, tenantId, prepared);
  const { residentId } = await createTestResident(db, city);
  await run((scope) => storeObject(scope, photo, { residentId }));
  const fields = [{ key: 'photo', label: '写真', kind: 'photo' as const, value: photo.id }];
  const reported = await submitTestCase(db, city, { departmentId, residentId, fields });
  const { tokenId } = await run((scope) =>
    addApiToken(
      scope,
      { tell: async () => {} },
      { name: '連携', scopes: ['cases:read'], days: 30, createdBy: owner.staffId },
    ),
  );
  const templateId = idIn(
    await ask(editor, 'POST', '/reply-templates', { featureKey: null, title: '題', body: '文' }),
    'templateId',
  );
  const drawn = z.object({ draft: z.object({ design: z.looseObject({}) }) });
  const { draft } = drawn.parse((await owner.call('GET', '/rich-menu')).json);
  await owner.call('POST', '/rich-menu/publish', draft);
  const opened = await secrets.opened(tenantId);
  const other = people[1];
  if (!other) throw new Error('the list has too few people');
  const registered = { name: other.name, birthdate: '1980-01-01', address: other.address };
  const keys = matchKeys(opened, registered);
  const [passkeyId, matchId, registrationId] = [uuidv7(), uuidv7(), uuidv7()];
  const person = opened.encrypt(
    `identity_registration.person:${registrationId}`,
    JSON.stringify({ sub: 'x', gender: '女', ...registered }),
  );
  const found = await run(async (scope) => {
    const push = {
      residentId: reported.residentId,
      messages: [{ type: 'text' as const, text: '文章' }],
      dedupeKey: 'walk',
    };
    await storePush(scope, push);
    await scope.prisma.staffPasskey.create({
      data: {
        ...{ id: passkeyId, staffId: owner.staffId, credentialId: hashToken(passkeyId), publicKey: new Uint8Array(8) },
        ...{ counter: 0n, transports: [], label: '庁舎のPC' },
      },
    });
    const [row] = await scope.sql<Record<'entitlementId' | 'householdId' | 'messageId', string>>(
      `select e.id as "entitlementId", e.household_id as "householdId", (select id from outbox_message limit 1) as "messageId"
       from benefit_entitlement e order by e.id limit 1`,
    );
    if (!row) throw new Error('the list is empty');
    await scope.sql(
      `insert into identity_registration (id, resident_id, subject_index, person, key_full, key_lot, key_name_birth, key_birth_lot,
         key_name_lot, consent_version, consented_at) values ($1, $2, 'x', $8, $3, $4, $5, $6, $7, '1', now())`,
      [
        registrationId,
        reported.residentId,
        keys.keyFull,
        keys.keyLot,
        keys.keyNameBirth,
        keys.keyBirthLot,
        keys.keyNameLot,
        person,
      ],
    );
    await scope.sql(
      `insert into benefit_match (id, program_id, entitlement_id, registration_id, reason, status)
       values ($1, $2, $3, $4, 'name-birth', 'doubtful')`,
      [matchId, programId, row.entitlementId, registrationId],
    );
    const [more] = await scope.sql<Record<'payoutId' | 'batchId' | 'menuId', string | null>>(
      `select (select id from payout limit 1) as "payoutId", (select id from payout_batch limit 1) as "batchId",
         (select id from rich_menu limit 1) as "menuId"`,
    );
    return { ...row, ...more };
  });
  return {
    ...{ city, owner, people },
    ids: {
      ...found,
      ...{ programId, listId, claimId, matchId, departmentId, templateId, tokenId, passkeyId, tenantId },
      ...{ caseNumber: reported.number, residentId: reported.residentId, objectId: photo.id },
      ...{ staffId: editor.staffId, sessionId: editor.sessionId, method: 'bank-transfer-zengin', kind: 'csv' },
      ...{ featureKey: 'road-damage-report', surveyKey: 'after-applying', areaKey: 'a', city: city.slug },
    } as Record<string, string>,
  };
}
