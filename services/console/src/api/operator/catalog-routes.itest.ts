import { installFeature } from '@tenohira/catalog';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

const ROAD = '/operator/catalog/road-damage-report';

const console_ = withTestConsole();
let operator: Caller;
let city: TestTenant;
let owner: Caller;
beforeAll(async () => {
  operator = await console_.signIn('', 'operator');
  city = await createTestTenant(console_.database.db);
  owner = await console_.signIn(city.tenantId, 'owner');
  await console_.database.db.withTenant(city.tenantId, (scope) =>
    installFeature(scope, console_.tools.catalog, { key: 'road-damage-report', settings: {} }, 'system'),
  );
});

describe('the review of a feature', () => {
  it('says what the checks find, how many taps it takes, and shows it on the phone', async () => {
    const { json } = await operator.call('GET', ROAD);
    expect(json).toMatchObject({
      ...{ key: 'road-damage-report', problems: [], withdrawal: null, decisions: [] },
      keywords: expect.arrayContaining(['道路']),
      flows: expect.arrayContaining([expect.objectContaining({ fewestTaps: expect.any(Number) })]),
      preview: expect.arrayContaining([expect.objectContaining({ from: 'city' })]),
      settings: expect.arrayContaining(['緊急の電話番号']),
    });
  });

  it('finds nothing wrong with anything that is published', async () => {
    const { json } = await operator.call('GET', '/operator/catalog');
    const { features } = json as { features: { key: string; problems: number }[] };
    expect(features.map(({ key, problems }) => [key, problems])).toEqual(features.map(({ key }) => [key, 0]));
  });

  it('knows no feature that is not published', async () => {
    expect((await operator.call('GET', '/operator/catalog/none')).status).toBe(404);
  });
});

describe('a feature that an operator withdraws', () => {
  const cards = async () =>
    (await owner.call('GET', '/features')).json as { features: { key: string; on: boolean; withdrawal: unknown }[] };
  const road = async () => (await cards()).features.find(({ key }) => key === 'road-damage-report');

  it('is kept from the city, whose staff read why, until it is reinstated as it was set', async () => {
    const why = { reason: '地図の場所がずれる不具合を直しています。' };
    const withdrawn = await operator.call('POST', `${ROAD}/withdrawal`, why);
    expect(withdrawn).toMatchObject({
      status: 200,
      json: { withdrawal: why, decisions: [{ kind: 'withdrawn', ...why }] },
    });
    expect(await road()).toMatchObject({ on: true, withdrawal: why });
    expect(await owner.call('PUT', '/features/road-damage-report', { settings: {} })).toMatchObject({
      status: 409,
      json: { code: 'CATALOG_WITHDRAWN' },
    });
    expect(await operator.call('POST', `${ROAD}/withdrawal`, why)).toMatchObject({ status: 409 });

    const back = await operator.call('POST', `${ROAD}/reinstatement`, { reason: '直りました。' });
    expect(back.json).toMatchObject({ withdrawal: null, decisions: [{ kind: 'reinstated' }, { kind: 'withdrawn' }] });
    expect(await road()).toMatchObject({ on: true, withdrawal: null });
  });

  it('has a reason', async () => {
    const answer = await operator.call('POST', `${ROAD}/withdrawal`, { reason: ' 不具合 ' });
    expect(answer).toMatchObject({ status: 400, json: { problems: [{ field: 'reason' }] } });
  });
});
