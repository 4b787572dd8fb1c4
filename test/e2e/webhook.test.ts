import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSystem, type System } from '../support/start-system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

describe('a webhook that LINE signed', () => {
  it('gets 200, and the resident an answer by its reply token', async () => {
    const city = await system.addCity();
    const resident = await city.resident();
    expect(await resident.say('記録 おはよう')).toMatchObject({ status: 200 });
    await resident.hears('受付 おはよう');
    expect((await resident.entries()).filter((entry) => entry.from === 'city')).toMatchObject([{ via: 'reply' }]);
    await city.settled();
    expect(await city.inbox()).toMatchObject([{ type: 'message', status: 'processed' }]);
    expect(await city.outbox()).toMatchObject([{ status: 'sent', sentVia: 'reply', attempts: 1 }]);
    expect(await city.cases()).toEqual(['おはよう']);
  });
});
