import { systemClock, uuidv7 } from '@tenohira/core';
import { defineInstantMethod } from '@tenohira/feature-kit';
import { createTestTenant, withTestDatabase } from '@tenohira/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createPayoutMethods, type PayoutDependencies } from './dependencies.ts';
import { describeMethodSettings, readMethodSettings, saveMethodSettings } from './method-settings.ts';
import { planPayouts } from './plan-payouts.ts';
import { submitPayout } from './submit-payouts.ts';
import { createTestClaim, createTestProgram } from './testing/index.ts';

const database = withTestDatabase();

/** A provider that never says what became of a call, until it is told to. */
const provider = { isSilent: true };
const method = defineInstantMethod({
  ...{ key: 'contracted', title: '契約の試験', summary: '試験用です。', asks: 'nothing', isPractice: false },
  settings: z.object({ contract: z.string() }),
  recipient: z.object({}),
  amount: { minYen: 1, maxYen: 1_000_000, stepYen: 1 },
  endpoints: [],
  submit: async () => ({ status: 'unknown', code: 'silence' }),
  query: async () =>
    provider.isSilent ? { status: 'unknown', code: 'silence' } : { status: 'settled', providerRef: 'found' },
  withdraw: async () => ({ status: 'used' }),
});

it('keeps the contract with the provider who may have paid, until it is known what became of it', async () => {
  const { db } = database;
  const { tenantId, secrets } = await createTestTenant(db);
  const deps: PayoutDependencies = {
    ...{ db, secrets, methods: createPayoutMethods([method]), endpoints: {}, clock: systemClock },
    onChange: async () => {},
  };
  const save = (contract: string) =>
    db.withTenant(tenantId, (scope) => saveMethodSettings(scope, deps, method.key, { contract }, 'system'));
  const inForce = () => db.withTenant(tenantId, (scope) => readMethodSettings(scope, deps, method.key));
  await save('first');
  const { programId } = await createTestProgram(db, tenantId, { fundYen: 100_000, methods: [method.key] });
  const { claimId, amountYen } = await createTestClaim(db, tenantId, programId, { method: method.key });
  const payoutId = uuidv7();
  const planned = { payoutId, programId, claimId, method: method.key, amountYen, recipient: {} };
  await db.withTenant(tenantId, (scope) => planPayouts(scope, deps, [planned], 'system'));
  await save('second');

  expect(await submitPayout(deps, tenantId, payoutId)).toMatchObject({ status: 'unknown' });
  await expect(save('third')).rejects.toMatchObject({ code: 'PAYOUT_SETTINGS_IN_USE' });
  await save('second');
  expect(await inForce()).toEqual({ contract: 'second' });

  provider.isSilent = false;
  await db.withTenant(tenantId, ({ sql }) =>
    sql("update payout set next_attempt_at = now() - interval '1 millisecond'"),
  );
  expect(await submitPayout(deps, tenantId, payoutId)).toMatchObject({ status: 'settled' });
  await save('third');
  expect(await inForce()).toEqual({ contract: 'third' });
});

describe('what is secret of the settings', () => {
  const issuer = z.discriminatedUnion('issuer', [
    z.strictObject({ issuer: z.literal('one'), account: z.string(), key: z.string().min(4).meta({ secret: true }) }),
    z.strictObject({ issuer: z.literal('two'), token: z.string().min(4).meta({ secret: true }) }),
  ]);
  const { submit: _, query: _asked, withdraw: _taken, ...described } = method;
  const withSecrets = defineInstantMethod({
    ...described,
    key: 'secretive',
    settings: issuer,
    submit: async () => ({ status: 'unknown', code: 'silence' }),
    query: async () => ({ status: 'absent' }),
    withdraw: async () => ({ status: 'used' }),
  });

  async function openCity() {
    const { db } = database;
    const { tenantId, secrets } = await createTestTenant(db);
    const deps = { secrets, methods: createPayoutMethods([withSecrets]) };
    return {
      save: (settings: object) =>
        db.withTenant(tenantId, (scope) => saveMethodSettings(scope, deps, 'secretive', settings, 'staff:owner')),
      inForce: () => db.withTenant(tenantId, (scope) => readMethodSettings(scope, deps, 'secretive')),
      shown: async () =>
        (await db.withTenant(tenantId, (scope) => describeMethodSettings(scope, deps))).get('secretive'),
    };
  }

  it('is never shown again, and stays as it is where it is not named', async () => {
    const { save, inForce, shown } = await openCity();
    expect(await shown()).toBeUndefined();
    await save({ issuer: 'one', account: 'old', key: 'sesame' });
    expect(await shown()).toMatchObject({
      setBy: 'staff:owner',
      values: { issuer: 'one', account: 'old' },
      hidden: ['key'],
    });
    await save({ issuer: 'one', account: 'new' });
    expect(await inForce()).toEqual({ issuer: 'one', account: 'new', key: 'sesame' });
  });

  it('of one issuer is not taken for another', async () => {
    const { save, inForce } = await openCity();
    await save({ issuer: 'one', account: 'old', key: 'sesame' });
    await expect(save({ issuer: 'two' })).rejects.toMatchObject({
      code: 'PAYOUT_SETTINGS_INVALID',
      details: { paths: ['token'], problems: [{ field: 'token' }] },
    });
    await save({ issuer: 'two', token: 'abracadabra' });
    expect(await inForce()).toEqual({ issuer: 'two', token: 'abracadabra' });
  });
});
